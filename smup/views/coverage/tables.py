"""The tables of the page of coverage, as rows of files; the page shows the same rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from types import MappingProxyType

from smup.i18n import Texts, texts
from smup.repository.facade import Repository
from smup.tabular import Cell, Column, Kind, Table, table_of
from smup.typography import plain_spaces
from smup.views.coverage.gaps import (
    DIMENSIONS,
    GapRow,
    dimension_rows,
    fresh_rows,
    gap_rows,
)
from smup.views.coverage.heat import heat_rows
from smup.views.coverage.selection import Chosen
from smup.views.coverage.units import reporting_rows, unit_list

COUNTS = (
    "units", "with_value", "zero", "below_format", "missing", "secret", "not_applicable",
    "not_yet_published", "no_row",
)  # fmt: skip
PICTURE = ("code", "name", "year", "state", "percent", "units", "with_value", "indicators", "empty")
GAP = (
    "sector", "service", "indicator", "indicator_name", "level", "year", "state", *COUNTS,
    "lacking", "expected_on", "days_late", "asked_on",
)  # fmt: skip
UNIT = ("teryt", "unit", "voivodeship", "indicator", "year", "has", "never")
REPORTING = ("teryt", "unit", "voivodeship", "indicators", "with_value", "lacking")
DIMENSION = ("code", "name", *DIMENSIONS, "quality")
FRESH = (
    "sector", "indicator", "indicator_name", "source", "last_year", "next_year", "state",
    "expected_on", "days_late", "asked_on",
)  # fmt: skip
_NUMBERS = frozenset(
    {*COUNTS, "year", "percent", "indicators", "empty", "lacking", "days_late", "last_year"}
    | {"next_year", *DIMENSIONS}
)
KINDS: MappingProxyType[str, Kind] = MappingProxyType(
    {"teryt": "code"} | dict.fromkeys(_NUMBERS, "integer")  # type: ignore[arg-type]
)
Row = Sequence[Cell]


def coverage_table(repository: Repository, chosen: Chosen, *, lang: str) -> Table:
    """Return the table of the view of an address: every row of it, not one page."""
    t = texts(lang)
    view = chosen.state.widok
    if chosen.indicator is not None and view == "obraz":
        return _table(UNIT, _units(repository, chosen, t), t)
    if view == "obraz":
        return _table(PICTURE, _picture(repository, chosen, t), t)
    if view == "luki":
        return _table(GAP, (gap_cells(row, t) for row in gap_rows(chosen)), t)
    if view == "jednostki":
        return _table(REPORTING, _reporting(repository, chosen, t), t)
    if view == "wymiary":
        return _table(DIMENSION, _dimensions(repository, chosen, t), t)
    return _table(FRESH, _fresh(chosen, t), t)


def gap_cells(row: GapRow, t: Texts) -> list[Cell]:
    """Return the cells of ``GAP``."""
    item, state, counts = row.of.indicator, row.state, row.state.row
    return [
        item.sector_code,
        item.service_code,
        item.code,
        item.name(t.lang),
        row.of.level,
        row.year,
        t(f"coverage.state.{state.kind}"),
        row.wanted,
        *(0 if counts is None else getattr(counts, name) for name in COUNTS[1:-1]),
        row.wanted if counts is None else counts.no_row,
        row.lacking,
        *_days(state.due, state.days, state.asked),
    ]


def _days(due: date | None, days: int, asked: date | None) -> list[Cell]:
    return [
        None if due is None else str(due),
        days or None,
        None if asked is None else str(asked),
    ]


def _picture(repository: Repository, chosen: Chosen, t: Texts) -> list[Row]:
    return [
        [
            row.code,
            row.name,
            cell.year,
            t(f"coverage.state.{cell.kind}"),
            cell.percent,
            cell.wanted,
            cell.known,
            cell.indicators,
            cell.empty,
        ]
        for row in heat_rows(repository, chosen, lang=t.lang)
        for cell in row.cells
    ]


def _units(repository: Repository, chosen: Chosen, t: Texts) -> list[Row]:
    found, directory = unit_list(repository, chosen), repository.directory()
    if found is None or chosen.indicator is None:
        return []
    rows: list[Row] = []
    for row in found.rows:
        above = directory.voivodeship_of(row.unit)
        rows.append(
            [
                row.unit.code_at(chosen.level.level),
                directory.label(row.unit, lang=t.lang),
                "" if above is None else above.name,
                chosen.indicator.code,
                chosen.year,
                t(f"coverage.unit_kind.{row.kind}"),
                t("coverage.yes" if row.never else "coverage.no"),
            ]
        )
    return rows


def _reporting(repository: Repository, chosen: Chosen, t: Texts) -> list[Row]:
    directory = repository.directory()
    rows: list[Row] = []
    for row in reporting_rows(repository, chosen):
        above = directory.voivodeship_of(row.unit)
        rows.append(
            [
                row.unit.code_at(chosen.level.level),
                directory.label(row.unit, lang=t.lang),
                "" if above is None else above.name,
                row.indicators,
                row.known,
                row.lacking,
            ]
        )
    return rows


def _dimensions(repository: Repository, chosen: Chosen, t: Texts) -> list[Row]:
    return [
        [
            row.code,
            row.name,
            *(row.counts[name][1] for name in DIMENSIONS),
            t("coverage.yes" if row.counts["jakosc"][1] else "coverage.no"),
        ]
        for row in dimension_rows(repository, chosen, lang=t.lang)
    ]


def _fresh(chosen: Chosen, t: Texts) -> list[Row]:
    rows: list[Row] = []
    for row in fresh_rows(chosen):
        item, last, state = row.of.indicator, row.of.last, row.state
        rows.append(
            [
                item.sector_code,
                item.code,
                item.name(t.lang),
                getattr(row.of.source.name, t.lang),
                last,
                None if last is None else last + 1,
                t(f"coverage.state.{state.kind}" if state else "coverage.fresh.never"),
                *(_days(state.due, state.days, state.asked) if state else (None, None, None)),
            ]
        )
    return rows


def _table(keys: Sequence[str], rows: Iterable[Row], t: Texts) -> Table:
    plain = ([plain_spaces(one) if isinstance(one, str) else one for one in row] for row in rows)
    return table_of([_column(key, t) for key in keys], plain)


def _column(key: str, t: Texts) -> Column:
    return Column(
        key=key,
        name=plain_spaces(t(f"coverage.column.{key}")),
        title=plain_spaces(t(f"coverage.title.{key}")),
        kind=KINDS.get(key, "text"),
    )
