"""The first sheet: the keys to choose, the three numbers, the way from direct to net cost."""

from typing import Any, NamedTuple

import numpy as np

from smup.costs.method import Floats, capital_part, entity_part, shared_part
from smup.exports.workbook.group import standing
from smup.exports.workbook.keys import ENTITY, NAMES, SHARED, key_word, offered, warning_words
from smup.exports.workbook.records import said
from smup.exports.workbook.writer import BookWriter, Sheet

FACTS, KEYS, NUMBERS, STEPS, GROUP = 5, 12, 18, 25, 39
"""Rows at which the parts of the sheet begin."""
SUBTRACTED = ("fees", "sales", "targeted")


class Step(NamedTuple):
    """A step of the waterfall: name of its cell, formula, value in zl, and its sign in the sum."""

    key: str
    name: str
    formula: str
    value: float
    sign: int


def result_sheet(writer: BookWriter) -> None:
    """Write the sheet; every number of it is a formula over the other sheets."""
    sheet = writer.sheets["result"]
    sheet.head((46, 24, 20, 30, 4, 14, 14, 14))
    # What the picture is drawn from; it shows hidden cells as well.
    sheet.raw.set_column(5, 7, 14, None, {"hidden": True})
    _facts(writer, sheet)
    _keys(writer, sheet)
    steps = _steps(writer)
    _numbers(writer, sheet)
    _waterfall(writer, sheet, steps)
    _group(writer, sheet)


def _facts(writer: BookWriter, sheet: Sheet) -> None:
    book, t = writer.book, writer.t
    data = book.data
    sheet.text(FACTS, 0, t("cost_files.result.unit"))
    sheet.text(FACTS, 1, data.directory.label(book.unit, lang=t.lang), "bold")
    sheet.text(FACTS + 1, 0, "TERYT")
    sheet.text(FACTS + 1, 1, book.unit_code, "bold")
    sheet.text(FACTS + 2, 0, t("cost_files.column.year"))
    sheet.number(FACTS + 2, 1, book.year, "whole")
    writer.name("rok", sheet.cell(FACTS + 2, 1))
    sheet.text(FACTS + 3, 0, t("cost_files.result.group"))
    sheet.text(FACTS + 3, 1, data.selection.group.label)
    sheet.text(FACTS + 4, 0, t("cost_files.result.output"))
    sheet.formula(FACTS + 4, 1, "produkt", book.of_mine(book.costs.output), "quantity")
    sheet.text(FACTS + 4, 2, said(data.service.output.many, t.lang))
    sheet.text(FACTS + 5, 0, t("cost_files.result.notes"))
    sheet.text(FACTS + 5, 1, warning_words(writer, book.mine) or t("cost_files.result.no_notes"))


def _keys(writer: BookWriter, sheet: Sheet) -> None:
    """Write the cells of the chosen keys, each with its list, its own share and its amount."""
    book, t = writer.book, writer.t
    names = ("key", "chosen", "own_share", "amount")
    sheet.headings(KEYS, [t(f"cost_files.column.{name}") for name in names])
    rows = ((ENTITY, book.keys.entity), (SHARED, book.keys.shared))
    shares = {ENTITY: book.keys.entity_share, SHARED: book.keys.shared_share}
    for at, (kind, key) in enumerate(rows, start=KEYS + 1):
        name = NAMES[kind]
        sheet.text(at, 0, t(f"cost_files.part.{kind}"))
        writer.name(f"udzial_{name}", sheet.cell(at, 2))
        if not offered(writer, kind):
            sheet.text(at, 1, t("cost_files.result.no_entity"))
            sheet.number(at, 3, 0.0)
            writer.name(f"koszt_{name}", sheet.cell(at, 3))
            continue
        sheet.text(at, 1, key_word(writer, key), "input")
        writer.name(f"klucz_{name}", sheet.cell(at, 1))
        sheet.choose(at, 1, f"{name}_klucze")
        share = shares[kind]
        if share is None:
            sheet.text(at, 2, "", "input")
        else:
            sheet.number(at, 2, share, "input_quantity")
        formula = f"INDEX({name}_czesci,MATCH(klucz_{name},{name}_klucze,0))"
        value = book.entity_by(key) if kind == ENTITY else book.shared_by(key)
        sheet.formula(at, 3, formula, value)
        writer.name(f"koszt_{name}", sheet.cell(at, 3))
    at = KEYS + 3
    sheet.text(at, 0, t("cost_files.part.capital"))
    sheet.text(at, 1, key_word(writer, book.keys.capital), "input")
    writer.name("klucz_majatek", sheet.cell(at, 1))
    sheet.choose(at, 1, "majatek_sposoby")
    formula = "INDEX(majatek_kwoty,MATCH(klucz_majatek,majatek_sposoby,0))"
    sheet.formula(at, 3, formula, book.capital_by(book.keys.capital))
    writer.name("koszt_majatek", sheet.cell(at, 3))
    sheet.text(at + 1, 0, t("cost_files.result.own_note"), "about")


def _steps(writer: BookWriter) -> list[Step]:
    """Return the steps from direct to net cost."""
    book, costs = writer.book, writer.book.costs

    def of(column: Floats) -> float:
        return book.of_mine(column)

    entity = of(entity_part(costs, book.keys))
    shared = of(shared_part(costs, book.keys))
    capital = of(capital_part(costs, book.keys))
    return [
        Step("direct", "", "koszt_wprost", of(costs.direct), 1),
        Step("entity", "", "koszt_podmiot", entity, 1),
        Step("shared", "", "koszt_wspolne", shared, 1),
        Step("capital", "", "koszt_majatek", capital, 1),
        Step("grants", "", "dotacje_przekazane", of(costs.grants_out), 1),
        Step("gross", "koszt_brutto", "", of(book.data.gross), 0),
        Step("fees", "", "oplaty", of(costs.fees), -1),
        Step("sales", "", "sprzedaz", of(costs.sales), -1),
        Step("targeted", "", "dotacje_celowe", of(costs.targeted), -1),
        Step("net", "koszt_netto", "", of(book.data.net), 0),
    ]


def _numbers(writer: BookWriter, sheet: Sheet) -> None:
    """Write the three numbers: gross, net, per unit of output."""
    book, t = writer.book, writer.t
    data = book.data
    per = said(data.service.per, t.lang)
    sheet.part(NUMBERS, t("cost_files.result.numbers"), columns=4)
    unit_cost = (
        f'IF(N(produkt)>0,IF(ISNUMBER({{0}}),{{0}}/produkt,"{writer.missing}"),"{writer.missing}")'
    )
    rows = (
        ("gross", "koszt_brutto", "", book.of_mine(data.gross)),
        ("net", "koszt_netto", "", book.of_mine(data.net)),
        (
            "gross_per",
            unit_cost.format("koszt_brutto"),
            "koszt_jednostkowy",
            _per(writer, data.gross),
        ),
        (
            "net_per",
            unit_cost.format("koszt_netto"),
            "koszt_jednostkowy_netto",
            _per(writer, data.net),
        ),
    )
    for at, (key, formula, name, value) in enumerate(rows, start=NUMBERS + 1):
        sheet.text(at, 0, t(f"cost_files.result.{key}", per=per))
        sheet.formula(at, 1, formula, value, "big")
        if name:
            writer.name(name, sheet.cell(at, 1))


def _per(writer: BookWriter, amount: Floats) -> float:
    """Return an amount of my unit per unit of output; NaN without output."""
    output = writer.book.of_mine(writer.book.costs.output)
    return writer.book.of_mine(amount) / output if output > 0 else float("nan")


def _waterfall(writer: BookWriter, sheet: Sheet, steps: list[Step]) -> None:
    """Write the steps as a table and as a picture made of its own hidden columns."""
    book, t = writer.book, writer.t
    per = said(book.data.service.per, t.lang)
    sheet.part(STEPS, t("cost_files.result.steps"), columns=4)
    names = [t("cost_files.column.part"), t("cost_files.column.amount")]
    names += [t("cost_files.column.per", per=per), t("cost_files.column.where")]
    sheet.headings(STEPS + 1, names)
    first = STEPS + 2
    gross_row, net_row = first + 5, first + 9
    for at, step in enumerate(steps, start=first):
        sheet.text(at, 0, t(f"cost_files.part.{step.key}"), "text" if step.sign else "bold")
        formula = step.formula
        if step.key == "gross":
            cells = f"B{first + 1}:B{first + 5}"
            formula = writer.missing_or(cells, 5, f"SUM({cells})")
        if step.key == "net":
            cells = f"B{gross_row + 1}"
            minus = f"{cells}+SUM(B{gross_row + 2}:B{net_row})"
            formula = writer.missing_or(cells, 1, minus)
        sign = "-" if step.sign < 0 else ""
        value = step.value * (step.sign or 1)
        sheet.formula(at, 1, f"{sign}{formula}", value, "money" if step.sign else "sum")
        cell = f"B{at + 1}"
        unit = f'IF(AND(ISNUMBER({cell}),N(produkt)>0),{cell}/produkt,"{writer.missing}")'
        output = book.of_mine(book.costs.output)
        each = value / output if output > 0 else float("nan")
        sheet.formula(at, 2, unit, each, "money" if step.sign else "sum")
        sheet.text(at, 3, t(f"cost_files.where.{step.key}"), "about")
        if step.name:
            writer.name(step.name, sheet.cell(at, 1))
    _picture(writer, sheet, steps)


def _picture(writer: BookWriter, sheet: Sheet, steps: list[Step]) -> None:
    """Draw the waterfall: columns on invisible bases, which are formulas as well."""
    t = writer.t
    first = STEPS + 2
    output = writer.book.of_mine(writer.book.costs.output)
    names = ("base", "step", "total")
    for column, name in enumerate(names, start=5):
        sheet.text(STEPS + 1, column, t(f"cost_files.picture.{name}"), "about")
    level = 0.0
    for at, step in enumerate(steps, start=first):
        each = (step.value if output > 0 else float("nan")) / (output or 1)
        each = 0.0 if np.isnan(each) else each
        cell, above = f"N(C{at + 1})", f"(F{at}+IF(N(C{at})>0,G{at}+H{at},H{at}))"
        if step.sign == 0:
            base, height, total = "0", "0", f"N(C{at + 1})"
            values = (0.0, 0.0, each)
        elif at == first:
            base, height, total = "0", cell, "0"
            values = (0.0, each, 0.0)
        else:
            base = above if step.sign > 0 else f"{above}+{cell}"
            height, total = f"ABS({cell})", "0"
            values = (level if step.sign > 0 else level - each, each, 0.0)
        for column, (formula, value) in enumerate(
            zip((base, height, total), values, strict=True), start=5
        ):
            sheet.formula(at, column, formula, value)
        level = each if step.sign == 0 else level + step.sign * each
    _chart(writer, sheet)


def _chart(writer: BookWriter, sheet: Sheet) -> None:
    book, t = writer.book, writer.t
    first, last = STEPS + 2, STEPS + 11
    chart = writer.chart("column", "stacked")
    titles = sheet.range(first, 0, last, 0)
    looks: tuple[dict[str, Any], ...] = (
        {"fill": {"none": True}, "border": {"none": True}},
        {"fill": {"color": "#7DBDB5"}},
        {"fill": {"color": "#10243A"}},
    )
    for column, look in enumerate(looks, start=5):
        series = {"values": f"={sheet.range(first, column, last, column)}", "gap": 40, **look}
        chart.add_series({"categories": f"={titles}", **series})
    mark = f" ({t('common.sample_badge')})" if book.data.dataset.is_sample else ""
    per = said(book.data.service.per, t.lang)
    title = f"{t('cost_files.result.steps')}, {t('cost_files.column.per', per=per)}{mark}"
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.show_hidden_data()
    chart.set_legend({"none": True})
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#E1E7EB"}}})
    chart.set_size({"width": 760, "height": 380})
    sheet.raw.insert_chart(4, 8, chart, {"description": title})


def _group(writer: BookWriter, sheet: Sheet) -> None:
    """Write where my unit stands in its group; everything is computed on the sheet of the group."""
    t = writer.t
    sheet.part(GROUP, t("cost_files.result.standing"), columns=4)
    per = said(writer.book.data.service.per, t.lang)
    for at, (key, formula, value, look) in enumerate(standing(writer), start=GROUP + 1):
        sheet.text(at, 0, t(f"cost_files.standing.{key}", per=per))
        sheet.formula(at, 1, formula, value, look)
        writer.name(f"grupa_{key}", sheet.cell(at, 1))
    sheet.text(GROUP + 12, 0, t("cost_files.result.care"), "about")
