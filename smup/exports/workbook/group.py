"""Sheet of the group: the parts of every unit, its costs by the chosen keys, median and place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata
from xlsxwriter.utility import xl_col_to_name

from smup.costs.method import EXCLUDED, capital_part, entity_part, shared_part
from smup.exports.workbook.keys import (
    ENTITY,
    NAMES,
    SHARED,
    key_word,
    usual_key,
    warning_words,
)
from smup.exports.workbook.records import Book, known, said
from smup.exports.workbook.writer import FIRST_ROW, BookWriter, Sheet

TOP = FIRST_ROW + 4
"""Row of the headings; my unit stands in the next one."""
CODE, NAME, LEFT_OUT, OUTPUT, DIRECT = range(5)
ALWAYS = DIRECT + 1


@dataclass(frozen=True)
class Columns:
    """Where the columns of the sheet stand, by the keys that the service permits."""

    entity: tuple[str, ...]
    shared: tuple[str, ...]
    capital: tuple[str, ...]

    @classmethod
    def of(cls, book: Book) -> "Columns":
        """Return the columns of a service."""
        service = book.data.service
        return cls(service.entity_keys, service.shared_keys, service.capital_ways)

    def at(self, kind: str, key: str = "") -> int:
        """Return the column of a part: of a key, or the one after the keys."""
        first_shared = ALWAYS + len(self.entity)
        first_way = first_shared + len(self.shared)
        after = first_way + len(self.capital)
        if kind == ENTITY:
            return ALWAYS + self.entity.index(key)
        if kind == SHARED:
            return first_shared + self.shared.index(key)
        if kind == "capital":
            return first_way + self.capital.index(key)
        named = ("grants", "fees", "sales", "targeted", "entity_by", "shared_by", "capital_by")
        return after + (*named, "gross", "net", "unit", "net_unit", "place", "notes").index(kind)


def first_member(book: Book) -> int:
    """Return where the units of the group begin in ``Book.positions``: mine may be none."""
    return 0 if book.among else 1


def span(book: Book, column: int) -> str:
    """Return the range of a column over the units of the group, with its rows fixed."""
    name = xl_col_to_name(column)
    first = TOP + 2 + first_member(book)
    return f"${name}${first}:${name}${max(first, TOP + 1 + len(book.positions))}"


def group_sheet(writer: BookWriter, parts: dict[str, dict[str, str]]) -> None:
    """Write the units of the group.

    Args:
        writer: of the workbook.
        parts: the cell of my unit's part by each key: ``entity``, ``shared`` and ``capital``.
    """
    sheet, book, t = writer.sheets["group"], writer.book, writer.t
    columns = Columns.of(book)
    sheet.head((11, 30, 12, 12, *(16 for _ in range(columns.at("place") - 3)), 60))
    _keys_of_others(writer, sheet)
    _headings(writer, sheet, columns)
    positions = book.positions
    places = _places(book)
    for row, position in enumerate(positions, start=TOP + 1):
        mine = position == book.mine
        unit = book.data.unit_at(position)
        sheet.text(row, CODE, unit.code_at(book.data.service.level), "mine" if mine else "text")
        name = book.data.directory.display_name(unit, lang=t.lang)
        sheet.text(row, NAME, name, "mine" if mine else "text")
        out = bool(int(book.costs.warnings[position]) & EXCLUDED)
        sheet.text(row, LEFT_OUT, t("cost_files.book.yes") if out else "")
        if mine:
            _my_parts(writer, sheet, row, parts)
        else:
            _loaded_parts(writer, sheet, row, position)
        _computed(writer, sheet, row, (position, places[row - TOP - 1]))
        sheet.text(row, columns.at("notes"), warning_words(writer, position))
    last = TOP + len(positions)
    sheet.raw.autofilter(TOP, 0, last, columns.at("notes"))
    sheet.raw.freeze_panes(TOP + 1, 2)
    for name in ("unit", "net_unit", "place"):
        column, first = columns.at(name), TOP + 1 + first_member(book)
        writer.name(f"lista_{name}", sheet.range(first, column, max(first, last), column))
        writer.name(f"moj_{name}", sheet.cell(TOP + 1, column))


def standing(writer: BookWriter) -> Iterator[tuple[str, str, float | None, str]]:
    """Yield name, formula, value and format of each number about my unit in the group."""
    book, word = writer.book, writer.missing
    data = book.data
    mine = book.of_mine(data.unit_cost)
    values = data.unit_cost[data.members]
    counted = values[~np.isnan(values)]
    none = f'IF(COUNT(lista_unit)=0,"{word}",{{0}})'
    number = f'IF(ISNUMBER({{0}}),{{0}},"{word}")'
    both = f'IF(AND(ISNUMBER(grupa_cost),ISNUMBER(grupa_median)),{{0}},"{word}")'
    yield "cost", number.format("moj_unit"), mine, "money"
    yield "median", none.format("MEDIAN(lista_unit)"), data.median, "money"
    yield "deviation", both.format("grupa_cost/grupa_median-1"), mine / data.median - 1, "percent"
    money = (mine - data.median) * book.of_mine(book.costs.output)
    yield "difference", both.format("(grupa_cost-grupa_median)*produkt"), money, "money"
    yield "place", number.format("moj_place"), _places(book)[0], "whole"
    yield "units", "COUNT(lista_unit)", len(counted), "whole"
    low, high = (book.of_mine(column) for column in data.interval)
    best, worst = data.places.get(book.mine, (None, None))
    for name, function, cells, value in (
        ("low", "MIN", "koszt", low),
        ("high", "MAX", "koszt", high),
        ("best", "MIN", "od", best),
        ("worst", "MAX", "do", worst),
    ):
        formula = f'IF(COUNT(zestawy_{cells})=0,"{word}",{function}(zestawy_{cells}))'
        yield name, formula, value, "money" if cells == "koszt" else "whole"


def _places(book: Book) -> list[int | None]:
    """Return the place of each of ``Book.positions``, the lowest cost first; None without one."""
    values = book.data.unit_cost[book.positions]
    values = np.where(np.arange(len(values)) < first_member(book), np.nan, values)
    places = rankdata(np.where(np.isnan(values), np.inf, values), method="min")
    pairs = zip(places, values, strict=True)
    return [None if np.isnan(value) else int(place) for place, value in pairs]


def _keys_of_others(writer: BookWriter, sheet: Sheet) -> None:
    """Write the keys by which the other units are counted."""
    book, usual = writer.book, writer.book.data.keys.usual_for_others(writer.book.data.service)
    for at, kind in enumerate((ENTITY, SHARED), start=FIRST_ROW):
        key = usual.entity if kind == ENTITY else usual.shared
        if not key:
            continue
        sheet.text(at, 1, writer.t(f"cost_files.part.{kind}"))
        sheet.formula(at, 3, usual_key(writer, kind), key_word(writer, key), "text")
        writer.name(f"klucz_{NAMES[kind]}_grupy", sheet.cell(at, 3))
    sheet.text(FIRST_ROW + 2, 1, writer.t("cost_files.part.capital"))
    sheet.formula(FIRST_ROW + 2, 3, "klucz_majatek", key_word(writer, book.keys.capital), "text")


def _headings(writer: BookWriter, sheet: Sheet, columns: Columns) -> None:
    t, book = writer.t, writer.book
    per = said(book.data.service.per, t.lang)
    names = [t(f"cost_files.column.{name}") for name in ("code", "unit", "left_out")]
    names += [said(book.data.service.output.many, t.lang), t("cost_files.part.direct")]
    for key in (*columns.entity, *columns.shared, *columns.capital):
        names.append(key_word(writer, key))
    names += [t(f"cost_files.part.{name}") for name in ("grants", "fees", "sales", "targeted")]
    names += [
        t("cost_files.group.by_key", part=t(f"cost_files.part.{name}"))
        for name in ("entity", "shared", "capital")
    ]
    names += [t("cost_files.part.gross"), t("cost_files.part.net")]
    names += [t(f"cost_files.result.{name}", per=per) for name in ("gross_per", "net_per")]
    names += [t("cost_files.standing.place"), t("cost_files.result.notes")]
    sheet.headings(TOP, names)
    over = ((ENTITY, columns.entity), (SHARED, columns.shared), ("capital", columns.capital))
    for kind, keys in over:
        for key in keys:
            text = t(f"cost_files.part.{kind}") if key == keys[0] else ""
            sheet.text(TOP - 1, columns.at(kind, key), text, "head")


def _loaded_parts(writer: BookWriter, sheet: Sheet, row: int, position: int) -> None:
    """Write the parts of another unit as numbers, as they were computed from its rows."""
    costs, columns = writer.book.costs, Columns.of(writer.book)
    sheet.number(row, OUTPUT, float(costs.output[position]), "quantity")
    sheet.number(row, DIRECT, float(costs.direct[position]))
    for kind, keys, parts in (
        (ENTITY, columns.entity, costs.entity),
        (SHARED, columns.shared, costs.shared),
        ("capital", columns.capital, costs.capital),
    ):
        for key in keys:
            value = float(parts[key][position]) if key in parts else 0.0
            sheet.number(row, columns.at(kind, key), value)
    incomes = (("fees", costs.fees), ("sales", costs.sales), ("targeted", costs.targeted))
    for name, column in (("grants", costs.grants_out), *incomes):
        sheet.number(row, columns.at(name), float(column[position]))


def _my_parts(writer: BookWriter, sheet: Sheet, row: int, parts: dict[str, dict[str, str]]) -> None:
    """Write the parts of my unit as formulas over its own sheets."""
    book, columns = writer.book, Columns.of(writer.book)
    costs = book.costs
    sheet.formula(row, OUTPUT, "produkt", book.of_mine(costs.output), "mine_quantity")
    sheet.formula(row, DIRECT, "koszt_wprost", book.of_mine(costs.direct), "mine_money")
    values = {
        ENTITY: (columns.entity, book.entity_by),
        SHARED: (columns.shared, book.shared_by),
        "capital": (columns.capital, book.capital_by),
    }
    for kind, (keys, value_of) in values.items():
        for key in keys:
            column = columns.at(kind, key)
            sheet.formula(row, column, parts[kind][key], value_of(key), "mine_money")
    named = {
        "grants": ("dotacje_przekazane", costs.grants_out),
        "fees": ("oplaty", costs.fees),
        "sales": ("sprzedaz", costs.sales),
        "targeted": ("dotacje_celowe", costs.targeted),
    }
    for name, (formula, column_of) in named.items():
        sheet.formula(row, columns.at(name), formula, book.of_mine(column_of), "mine_money")


def _computed(writer: BookWriter, sheet: Sheet, row: int, found: tuple[int, int | None]) -> None:
    """Write what follows from the parts by the chosen keys."""
    book, columns, word = writer.book, Columns.of(writer.book), writer.missing
    data = book.data
    position, place = found
    mine = position == book.mine
    look = "mine_money" if mine else "money"

    def cell(name: str) -> str:
        return f"{xl_col_to_name(columns.at(name))}{row + 1}"

    for kind, formula, value in _chosen(writer, row, position):
        sheet.formula(row, columns.at(f"{kind}_by"), formula, value, look)
    listed = [f"{xl_col_to_name(DIRECT)}{row + 1}"]
    listed += [cell(name) for name in ("entity_by", "shared_by", "capital_by", "grants")]
    cells = ",".join(listed)
    gross = "koszt_brutto" if mine else writer.missing_or(cells, 5, f"SUM({cells})")
    sheet.formula(row, columns.at("gross"), gross, float(data.gross[position]), look)
    minus = f"{cell('gross')}-SUM({cell('fees')}:{cell('targeted')})"
    net = f'IF(ISNUMBER({cell("gross")}),{minus},"{word}")'
    sheet.formula(row, columns.at("net"), net, float(data.net[position]), look)
    output, out = f"{xl_col_to_name(OUTPUT)}{row + 1}", f"{xl_col_to_name(LEFT_OUT)}{row + 1}"
    for name, of, amounts in (
        ("unit", "gross", data.unit_cost),
        ("net_unit", "net", data.net_unit_cost),
    ):
        counted = f'IF({output}>0,{cell(of)}/{output},"")'
        formula = f'IF(AND({out}="",ISNUMBER({cell(of)}),ISNUMBER({output})),{counted},"")'
        value = float(amounts[position])
        sheet.formula(row, columns.at(name), formula, value if known(value) else "", look)
    every = span(book, columns.at("unit"))
    rank = f'IF(ISNUMBER({cell("unit")}),RANK({cell("unit")},{every},1),"")'
    if mine and not book.among:
        rank = '""'
    sheet.formula(row, columns.at("place"), rank, "" if place is None else place, "whole")


def _chosen(writer: BookWriter, row: int, position: int) -> Iterator[tuple[str, str, float]]:
    """Yield kind, formula and value of the parts of a unit by the chosen keys."""
    book, columns = writer.book, Columns.of(writer.book)
    mine = position == book.mine
    keys = book.keys if mine else book.keys.usual_for_others(book.data.service)
    parts = (
        (ENTITY, columns.entity, entity_part(book.costs, keys)),
        (SHARED, columns.shared, shared_part(book.costs, keys)),
        ("capital", columns.capital, capital_part(book.costs, keys)),
    )
    for kind, permitted, column in parts:
        if mine or not permitted:
            name = NAMES.get(kind, "majatek")
            formula = f"koszt_{name}" if mine else "0"
        else:
            formula = _indexed(columns, kind, permitted, row)
        yield kind, formula, float(column[position])


def _indexed(columns: Columns, kind: str, permitted: Sequence[str], row: int) -> str:
    """Return the formula that picks the part by the chosen key from the columns of its keys."""
    first, last = (xl_col_to_name(columns.at(kind, key)) for key in (permitted[0], permitted[-1]))
    key = "klucz_majatek" if kind == "capital" else f"klucz_{NAMES[kind]}_grupy"
    heads = f"${first}${TOP + 1}:${last}${TOP + 1}"
    return f"INDEX({first}{row + 1}:{last}{row + 1},MATCH({key},{heads},0))"
