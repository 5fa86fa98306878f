"""Sheet of all permitted keys: unit costs of the group under each, the interval of my unit."""

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from smup.costs.keys import Keys
from smup.costs.method import Floats, interval, rank_interval
from smup.exports.workbook.group import (
    DIRECT,
    LEFT_OUT,
    OUTPUT,
    TOP,
    Columns,
    first_member,
)
from smup.exports.workbook.keys import ENTITY, SHARED, key_word
from smup.exports.workbook.records import known
from smup.exports.workbook.writer import FIRST_ROW, BookWriter, Sheet

NAME, FIRST = 1, 2
COST, BEST, WORST = FIRST_ROW + 4, FIRST_ROW + 5, FIRST_ROW + 6
UNITS = FIRST_ROW + 9
"""Row of the first unit, which is mine."""
MOST_LIVE = 400
"""In a larger group the costs of other units by every combination are values, not formulas."""


def combinations_sheet(writer: BookWriter) -> None:
    """Write a column for each permitted combination of keys and a row for each unit."""
    sheet, book, t = writer.sheets["combinations"], writer.book, writer.t
    combos, positions = book.data.combos, book.positions
    sheet.head((11, 34, *(14 for _ in combos), 3, 14, 14))
    sheet.raw.freeze_panes(UNITS, FIRST)
    labels = ("part.entity", "part.shared", "part.capital")
    for row, label in enumerate(labels, start=FIRST_ROW):
        sheet.text(row, NAME, t(f"cost_files.{label}"), "head")
    for row, label in ((COST, "cost"), (BEST, "best"), (WORST, "worst")):
        sheet.text(row, NAME, t(f"cost_files.combos.{label}"), "mine")
    sheet.headings(UNITS - 1, [t("cost_files.column.code"), t("cost_files.column.unit")])
    for row, position in enumerate(positions, start=UNITS):
        unit = book.data.unit_at(position)
        sheet.text(row, 0, unit.code_at(book.data.service.level))
        sheet.text(row, NAME, book.data.directory.display_name(unit, lang=t.lang))
    matrix = book.data.matrix[:, positions]
    for place, keys in enumerate(combos):
        _column(writer, sheet, place, (keys, matrix[place]))
    last = FIRST + len(combos) - 1
    for name, row in (("koszt", COST), ("od", BEST), ("do", WORST)):
        writer.name(f"zestawy_{name}", sheet.range(row, FIRST, row, last))
    _extremes(writer, sheet, matrix)


def _column(writer: BookWriter, sheet: Sheet, place: int, found: tuple[Keys, Floats]) -> None:
    """Write one combination: its keys, my unit's cost and places, the costs of all units."""
    keys, costs = found
    column = FIRST + place
    letter = xl_col_to_name(column)
    words = [
        key_word(writer, key) if key else "–" for key in (keys.entity, keys.shared, keys.capital)
    ]
    sheet.headings_down(FIRST_ROW, column, words)
    formula = _unit_cost(writer, keys)
    for at, value in enumerate(costs):
        if at and len(costs) > MOST_LIVE:
            if known(float(value)):
                sheet.number(UNITS + at, column, float(value))
            continue
        shown = float(value) if known(float(value)) else ""
        sheet.formula(UNITS + at, column, formula.format(row=TOP + 2 + at), shown)
    out = first_member(writer.book)
    every = f"{letter}${UNITS + 1 + out}:{letter}${max(UNITS + 1 + out, UNITS + len(costs))}"
    mine = f"{letter}{UNITS + 1}"
    low, high = rank_interval(costs[np.newaxis, :])
    shown = float(costs[0]) if known(float(costs[0])) else ""
    sheet.formula(COST, column, mine, shown, "mine_money")
    has = bool(low[0]) and not out
    for row, rank, value in (
        (BEST, f"RANK({mine},{every},1)", int(low[0])),
        (WORST, f"COUNT({every})-RANK({mine},{every},0)+1", int(high[0])),
    ):
        formula = '""' if out else f'IF(ISNUMBER({mine}),{rank},"")'
        sheet.formula(row, column, formula, value if has else "", "mine")


def _unit_cost(writer: BookWriter, keys: Keys) -> str:
    """Return the formula of the unit cost of a unit on the sheet of the group; it takes ``{row}``.

    Args:
        writer: of the workbook.
        keys: the combination.
    """
    columns = Columns.of(writer.book)
    group = f"'{writer.t('cost_files.sheet.group')}'!"
    places = [DIRECT, columns.at("grants"), columns.at(SHARED, keys.shared)]
    places += [columns.at(ENTITY, keys.entity)] if keys.entity else []
    places += [columns.at("capital", keys.capital)]
    cells = ",".join(f"{group}{xl_col_to_name(column)}{{row}}" for column in places)
    output, out = (f"{group}{xl_col_to_name(column)}{{row}}" for column in (OUTPUT, LEFT_OUT))
    whole = f'AND({out}="",COUNT({cells},{output})={len(places) + 1})'
    return f'IF({whole},IF({output}>0,SUM({cells})/{output},""),"")'


def _extremes(writer: BookWriter, sheet: Sheet, matrix: Floats) -> None:
    """Write the lowest and the highest unit cost of every unit."""
    column = FIRST + len(matrix) + 1
    first, last = xl_col_to_name(FIRST), xl_col_to_name(column - 2)
    names = ("low", "high")
    sheet.headings(UNITS - 1, [writer.t(f"cost_files.combos.{n}") for n in names], column=column)
    lows, highs = interval(matrix)
    for at, ends in enumerate(zip(lows, highs, strict=True)):
        cells = f"{first}{UNITS + at + 1}:{last}{UNITS + at + 1}"
        for place, (function, value) in enumerate(zip(("MIN", "MAX"), ends, strict=True)):
            formula = f'IF(COUNT({cells})=0,"",{function}({cells}))'
            shown = float(value) if known(float(value)) else ""
            sheet.formula(UNITS + at, column + place, formula, shown)
