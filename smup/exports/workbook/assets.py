"""Sheet of capital: depreciation of every asset, and the average of capital spending."""

from smup.costs.parts import AVERAGE_YEARS, STILL_USED
from smup.exports.workbook.keys import key_word
from smup.exports.workbook.records import CAPITAL
from smup.exports.workbook.rows import SPARE, spent_on
from smup.exports.workbook.writer import FIRST_ROW, BookWriter


def assets_sheet(writer: BookWriter) -> dict[str, str]:
    """Write the assets, the years of the average and the cost by each way.

    Returns:
        The cell of the cost by each way that the service permits.
    """
    sheet, t = writer.sheets["assets"], writer.t
    sheet.head((44, 12, 12, 18, 12, 18, 3, 22, 18, 18))
    names = ("asset", "first_year", "last_year", "value", "rate", "depreciation")
    sheet.headings(FIRST_ROW, [t(f"cost_files.column.{name}") for name in names])
    column = _assets(writer)
    years = _years(writer)
    ways = writer.book.data.service.capital_ways
    at = FIRST_ROW + 16
    sheet.part(at, t("cost_files.part.capital"), columns=len(ways), column=7)
    formulas = {
        "zuzycie": f'IF(COUNT(majatek_wartosc)=0,"{writer.missing}",SUM({column}))',
        "srednia": years,
        "bez": "0",
    }
    cells: dict[str, str] = {}
    for place, way in enumerate(ways, start=7):
        sheet.text(at + 1, place, key_word(writer, way), "head")
        sheet.formula(at + 2, place, formulas[way], writer.book.capital_by(way), "sum")
        cells[way] = sheet.cell(at + 2, place)
    writer.name("majatek_sposoby", sheet.range(at + 1, 7, at + 1, 6 + len(ways)))
    writer.name("majatek_kwoty", sheet.range(at + 2, 7, at + 2, 6 + len(ways)))
    return cells


def _assets(writer: BookWriter) -> str:
    """Write the assets and return the range of their depreciation."""
    sheet, book = writer.sheets["assets"], writer.book
    first = FIRST_ROW + 1
    for at, asset in enumerate(book.assets, start=first):
        sheet.text(at, 0, asset.name)
        sheet.number(at, 1, asset.first_year, "whole")
        if asset.last_year is not None:
            sheet.number(at, 2, asset.last_year, "whole")
        sheet.number(at, 3, asset.value, "input_money")
        sheet.number(at, 4, asset.rate, "input_quantity")
        begun, end, value, rate = (sheet.cell(at, column) for column in (1, 2, 3, 4))
        last = f'IF({end}="",{STILL_USED},{end})'
        left = f"MAX(0,MIN({rate},100-(rok-{begun})*{rate}))"
        formula = f"IF(AND({begun}<=rok,rok<={last}),{value}*{left}/100,0)"
        sheet.formula(at, 5, formula, asset.written_off)
    last_row = first + len(book.assets) + SPARE
    writer.name("majatek_wartosc", sheet.range(first, 3, last_row, 3))
    return sheet.range(first, 5, last_row, 5)


def _years(writer: BookWriter) -> str:
    """Write capital spending by year and return the formula of its average."""
    sheet, book, t = writer.sheets["assets"], writer.book, writer.t
    sheet.headings(FIRST_ROW, [t(f"cost_files.column.{n}") for n in ("year", "capital")], column=7)
    first, years = FIRST_ROW + 1, range(book.year - AVERAGE_YEARS + 1, book.year + 1)
    spent = dict.fromkeys(years, 0.0)
    for row in book.spending:
        if row.target == CAPITAL and row.year in spent:
            spent[row.year] += row.amount
    for at, year in enumerate(years, start=first):
        sheet.number(at, 7, year, "whole")
        sheet.formula(at, 8, spent_on(CAPITAL, sheet.cell(at, 7)), spent[year])
    last = first + AVERAGE_YEARS
    sheet.text(last, 7, t("cost_files.column.counted"))
    sheet.number(last, 8, int(book.costs.capital_years[book.mine]), "input_quantity")
    counted, amounts = sheet.cell(last, 8), sheet.range(first, 8, last - 1, 8)
    return f'IF(N({counted})>0,SUM({amounts})/{counted},"{writer.missing}")'
