"""The loaded rows behind a number, as tables of texts."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from smup.costs.dictionary import OTHER, CostDictionary
from smup.costs.keys import BY_DIRECT, DRIVER_COLUMNS
from smup.costs.parts import GROSZE
from smup.costs.spending_places import DECIDING_DIGITS
from smup.formats import format_number
from smup.repository.cost_row_reads import (
    AssetRow,
    DriverRow,
    IncomeRow,
    OutputRow,
    SpendingRow,
)
from smup.views.costs.explain_words import driver_number
from smup.views.costs.money import UNKNOWN
from smup.views.costs.records import CostData
from smup.views.costs.spoken import spoken

OFTEN = "posts"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTable:
    """Rows as they were loaded.

    Attributes:
        title: what they are.
        columns: headings.
        texts: how many columns, from the left, are words and not numbers.
        rows: cells.
        total: cells of the sum, empty where there is none.
        mine: place of the row of this service among those of others; None where all are its own.
    """

    title: str
    columns: tuple[str, ...]
    texts: int
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    mine: int | None = None

    def compact(self) -> "RowTable":
        """Return the table without the column of loads, the last of words, when all are one."""
        at = self.texts - 1
        if len({row[at] for row in self.rows}) != 1:
            return self

        def without(row: tuple[str, ...]) -> tuple[str, ...]:
            return (*row[:at], *row[at + 1 :])

        return replace(
            self,
            columns=without(self.columns),
            texts=at,
            rows=tuple(without(row) for row in self.rows),
            total=without(self.total),
        )


def _heads(data: CostData, *names: str) -> tuple[str, ...]:
    return tuple(data.t(f"cost_trend.explain.column.{name}") for name in names)


def _amount(data: CostData, grosze: float) -> str:
    return format_number(grosze / GROSZE, decimals=2, lang=data.lang, group_all=True)


def _total(data: CostData, columns: int, grosze: float) -> tuple[str, ...]:
    blank = ("",) * (columns - 2)
    return (data.t("cost_trend.explain.total"), *blank, _amount(data, grosze))


def spending_table(
    data: CostData, rows: Sequence[SpendingRow], named: CostDictionary, *, title: str = ""
) -> RowTable:
    """Return spending by chapter and paragraph, with their names."""
    return RowTable(
        title=title or data.t("cost_trend.explain.table.spending"),
        columns=_heads(data, "chapter", "paragraph", "load", "amount"),
        texts=3,
        rows=tuple(_spending(data, row, named) for row in rows),
        total=_total(data, 4, sum(row.amount_gr for row in rows)),
    )


def _spending(data: CostData, row: SpendingRow, named: CostDictionary) -> tuple[str, ...]:
    chapter = named.chapters.get(row.chapter)
    paragraph = named.paragraphs.get(row.paragraph[:DECIDING_DIGITS])
    return (
        _code_and_name(row.chapter, "" if chapter is None else spoken(chapter.name, data.lang)),
        _code_and_name(
            row.paragraph, "" if paragraph is None else spoken(paragraph.name, data.lang)
        ),
        str(row.release_id),
        _amount(data, row.amount_gr),
    )


def _code_and_name(code: str, name: str) -> str:
    return f"{code} {name}".strip()


def capital_table(data: CostData, rows: Sequence[SpendingRow], named: CostDictionary) -> RowTable:
    """Return capital spending of the years of the average."""
    return RowTable(
        title=data.t("cost_trend.explain.table.capital"),
        columns=_heads(data, "year", "chapter", "paragraph", "load", "amount"),
        texts=4,
        rows=tuple((str(row.year), *_spending(data, row, named)) for row in rows),
        total=_total(data, 5, sum(row.amount_gr for row in rows)),
    )


def driver_table(
    data: CostData,
    part: str,
    rows: Sequence[DriverRow],
    named: CostDictionary,
    *,
    title: str,
) -> RowTable:
    """Return what every service uses of a pool by the chosen key; no rows where none is needed."""
    code = data.keys.entity if part == "entity" else data.keys.shared
    share = data.keys.entity_share if part == "entity" else data.keys.shared_share
    none = code == BY_DIRECT or share is not None
    column = OFTEN if none else DRIVER_COLUMNS[code]
    values = [_value(row, column) for row in rows]
    known = [value for value in values if not math.isnan(value)]
    total = driver_number(data, column, math.fsum(known)) if known else UNKNOWN
    body = tuple(
        (_service(data, row, named), str(row.release_id), _driver(data, column, value))
        for row, value in zip(rows, values, strict=True)
    )
    return RowTable(
        title=data.t("cost_trend.explain.table.drivers", pool=title),
        columns=(*_heads(data, "service", "load"), data.t(f"cost_trend.explain.driver.{column}")),
        texts=2,
        rows=() if none else body,
        total=(data.t("cost_trend.explain.total"), "", total),
        mine=next(
            (place for place, row in enumerate(rows) if row.service == data.service.code), None
        ),
    )


def _value(row: DriverRow, column: str) -> float:
    value = getattr(row, column)
    return math.nan if value is None else float(value)


def _driver(data: CostData, column: str, value: float) -> str:
    if math.isnan(value):
        return data.t("common.empty.missing.word")
    return driver_number(data, column, value)


def _service(data: CostData, row: DriverRow, named: CostDictionary) -> str:
    if row.service == OTHER:
        return data.t("cost_trend.explain.other")
    card = named.services.get(row.service)
    return row.service if card is None else spoken(card.title, data.lang)


def asset_table(data: CostData, rows: Iterable[AssetRow]) -> RowTable:
    """Return fixed assets with what is written off this year."""
    found = list(rows)

    def percent(rate: float) -> str:
        return f"{format_number(rate, decimals=1, lang=data.lang)}%"

    body = tuple(
        (
            row.name,
            f"{row.first_year}\u2013{row.last_year or ''}",
            str(row.release_id),
            _amount(data, row.value_gr),
            percent(row.rate),
            _amount(data, GROSZE * row.written_off),
        )
        for row in found
    )
    return RowTable(
        title=data.t("cost_trend.explain.table.assets"),
        columns=_heads(data, "asset", "used", "load", "value", "rate", "written"),
        texts=3,
        rows=body,
        total=_total(data, 6, GROSZE * math.fsum(row.written_off for row in found)),
    )


def income_table(data: CostData, rows: Sequence[IncomeRow]) -> RowTable:
    """Return incomes of one kind."""
    body = tuple(
        (
            data.t(f"costs.income.{row.kind}"),
            str(row.release_id),
            _amount(data, row.amount_gr),
        )
        for row in rows
    )
    return RowTable(
        title=data.t("cost_trend.explain.table.incomes"),
        columns=_heads(data, "income", "load", "amount"),
        texts=2,
        rows=body,
    )


def output_table(data: CostData, rows: Iterable[OutputRow]) -> RowTable:
    """Return the measures of what the service delivered and has."""
    body = tuple(_output(data, row) for row in rows)
    return RowTable(
        title=data.t("cost_trend.explain.table.outputs"),
        columns=_heads(data, "measure", "load", "quantity"),
        texts=2,
        rows=body,
    )


def _output(data: CostData, row: OutputRow) -> tuple[str, ...]:
    service = data.service
    cards = [one for one in (service.output, service.resource, service.facilities) if one]
    card = next((one for one in cards if one.code == row.measure), None)
    name = row.measure if card is None else spoken(card.many, data.lang)
    decimals = 2 if card is None else card.decimals
    number = format_number(row.quantity, decimals=decimals, lang=data.lang, group_all=True)
    return name, str(row.release_id), number
