"""Sheets of loaded rows: spending, incomes and outputs, each with the sums that others use."""

from collections.abc import Iterable

from smup.costs.parts import INCOME_COLUMNS
from smup.exports.workbook.records import DIRECT, GRANTS, TARGETS, Pool
from smup.exports.workbook.writer import FIRST_ROW, BookWriter, Sheet
from smup.models.costs import INCOME_KINDS

SPARE = 100
"""Empty rows under a table that the sums cover as well, for rows that a reader adds."""
INCOME_NAMES = {"oplaty": "oplaty", "sprzedaz": "sprzedaz", "dotacje": "dotacje_celowe"}


def target_name(target: str) -> str:
    """Return the name of the cell that holds the words of a target."""
    return f"cel_{target.replace('-', '_')}"


def spent_on(target: str, year: str = "rok") -> str:
    """Return the formula of the spending of a year that belongs to a target."""
    return f"SUMIFS(wydatki_kwota,wydatki_cel,{target_name(target)},wydatki_rok,{year})"


def spending_sheet(writer: BookWriter) -> None:
    """Write the spending rows with what each belongs to, and their sums by target."""
    sheet, book, t = writer.sheets["spending"], writer.book, writer.t
    sheet.head((7, 10, 38, 10, 38, 16, 28, 8, 10, 3, 28, 16), freeze=FIRST_ROW + 1)
    names = ("year", "chapter", "name", "paragraph", "name", "amount", "target", "pay", "load")
    sheet.headings(FIRST_ROW, [t(f"cost_files.column.{name}") for name in names])
    words = target_words(writer, book.pools)
    first = FIRST_ROW + 1
    for place, row in enumerate(book.spending):
        at = first + place
        sheet.number(at, 0, row.year, "whole")
        sheet.text(at, 1, row.chapter)
        sheet.text(at, 2, row.chapter_name)
        sheet.text(at, 3, row.paragraph)
        sheet.text(at, 4, row.paragraph_name)
        sheet.number(at, 5, row.amount, "input_money")
        sheet.text(at, 6, words[row.target], "input")
        sheet.text(at, 7, t(f"cost_files.book.{'yes' if row.pay else 'no'}"))
        sheet.number(at, 8, row.release, "whole")
    last = first + len(book.spending) + SPARE
    for name, column in (("rok", 0), ("kwota", 5), ("cel", 6), ("place", 7)):
        writer.name(f"wydatki_{name}", sheet.range(first, column, last, column))
    sheet.raw.autofilter(FIRST_ROW, 0, last, 8)
    _targets(writer, sheet, words)
    sheet.choose(first, 6, "cele", last_row=last)


def target_words(writer: BookWriter, pools: Iterable[Pool]) -> dict[str, str]:
    """Return the words of every target; those of pools are their names."""
    words = {target: writer.t(f"cost_files.target.{target}") for target in TARGETS}
    return words | {pool.code: writer.t("cost_files.target.pool", name=pool.name) for pool in pools}


def _targets(writer: BookWriter, sheet: Sheet, words: dict[str, str]) -> None:
    """Write the list of targets, from which a row's target is chosen, with the sum of each."""
    t, book = writer.t, writer.book
    sheet.headings(
        FIRST_ROW, [t("cost_files.column.target"), t("cost_files.column.sum")], column=10
    )
    amounts: dict[str, float] = dict.fromkeys(words, 0.0)
    for row in book.spending:
        amounts[row.target] += row.amount if row.year == book.year else 0.0
    for place, (target, text) in enumerate(words.items(), start=FIRST_ROW + 1):
        sheet.text(place, 10, text)
        writer.name(target_name(target), sheet.cell(place, 10))
        sheet.formula(place, 11, spent_on(target), amounts[target])
    writer.name("cele", sheet.range(FIRST_ROW + 1, 10, FIRST_ROW + len(words), 10))
    at = FIRST_ROW + len(words) + 2
    costs = book.costs
    for name, target in (("koszt_wprost", DIRECT), ("dotacje_przekazane", GRANTS)):
        sheet.text(at, 10, t(f"cost_files.part.{'direct' if target == DIRECT else 'grants'}"))
        value = costs.direct if target == DIRECT else costs.grants_out
        sheet.formula(at, 11, spent_on(target), book.of_mine(value), "sum")
        writer.name(name, sheet.cell(at, 11))
        at += 1
    sheet.text(at, 10, t("cost_files.part.pay"))
    pay = (
        f"SUMIFS(wydatki_kwota,wydatki_cel,{target_name(DIRECT)},wydatki_rok,rok,"
        f'wydatki_place,"{t("cost_files.book.yes")}")'
    )
    sheet.formula(at, 11, pay, book.of_mine(costs.pay))


def incomes_sheet(writer: BookWriter) -> None:
    """Write the incomes of the service and their sums by kind."""
    sheet, book, t = writer.sheets["incomes"], writer.book, writer.t
    sheet.head((42, 18, 3, 42, 18), freeze=FIRST_ROW + 1)
    sheet.headings(FIRST_ROW, [t("cost_files.column.kind"), t("cost_files.column.amount")])
    words = {kind: t(f"costs.income.{kind}") for kind in INCOME_KINDS}
    first = FIRST_ROW + 1
    for at, income in enumerate(book.incomes, start=first):
        sheet.text(at, 0, words[income.kind])
        sheet.number(at, 1, income.amount, "input_money")
    last = first + len(book.incomes) + SPARE
    writer.name("dochody_rodzaj", sheet.range(first, 0, last, 0))
    writer.name("dochody_kwota", sheet.range(first, 1, last, 1))
    sheet.headings(FIRST_ROW, [t("cost_files.column.kind"), t("cost_files.column.sum")], column=3)
    for at, kind in enumerate(INCOME_KINDS, start=first):
        sheet.text(at, 3, words[kind])
        formula = f"SUMIFS(dochody_kwota,dochody_rodzaj,{sheet.cell(at, 3)})"
        value = book.of_mine(getattr(book.costs, INCOME_COLUMNS[kind]))
        sheet.formula(at, 4, formula, value, "sum")
        writer.name(INCOME_NAMES[kind], sheet.cell(at, 4))
    sheet.choose(first, 0, sheet.range(first, 3, first + 2, 3), last_row=last)


def outputs_sheet(writer: BookWriter) -> None:
    """Write the quantities; the main measure is what the cost is divided by."""
    sheet, book, t = writer.sheets["outputs"], writer.book, writer.t
    sheet.head((28, 42, 18, 3, 42, 18), freeze=FIRST_ROW + 1)
    names = ("measure", "name", "quantity")
    sheet.headings(FIRST_ROW, [t(f"cost_files.column.{name}") for name in names])
    first = FIRST_ROW + 1
    for at, output in enumerate(book.outputs, start=first):
        sheet.text(at, 0, output.measure)
        sheet.text(at, 1, output.name)
        sheet.number(at, 2, output.quantity, "input_quantity")
    last = first + len(book.outputs) + SPARE
    measure, quantity = sheet.range(first, 0, last, 0), sheet.range(first, 2, last, 2)
    main = book.data.service.output.code
    sheet.text(FIRST_ROW, 4, t("cost_files.part.output"), "head")
    sheet.text(FIRST_ROW, 5, "", "head")
    sheet.text(first, 4, main)
    of_main = f"{measure},{sheet.cell(first, 4)}"
    none = f'IF(COUNTIFS({of_main})=0,"{writer.missing}",SUMIFS({quantity},{of_main}))'
    sheet.formula(first, 5, none, book.of_mine(book.costs.output), "quantity")
    writer.name("produkt", sheet.cell(first, 5))
