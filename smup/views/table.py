"""The table of a linked view as values: the same rows, in the same order, as on the screen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from smup.flags import Flag
from smup.formats import PERCENT
from smup.statistics.changes import changes
from smup.typography import polish_key
from smup.views.kpi import quarter
from smup.views.linked import LinkedData, series_breaks
from smup.views.notes import NoteKey, note_cell

Cell = str | int | float | None

COLUMNS = (
    "teryt",
    "unit",
    "kind",
    "powiat",
    "indicator",
    "year",
    "value",
    "flag",
    "unit_of_measure",
    "change",
    "change_unit",
    "quartile",
    "source",
    "note",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of the table.

    Attributes:
        code: TERYT code at the level shown.
        column: of the matrix.
        mine: my unit, always first.
        value: number rounded to the indicator's decimals, or None.
        flag: kind of value or of empty.
        change: change from the year before, as ``smup.statistics.changes`` has it.
        change_unit: its unit; None without a change.
        quarter: 1 (highest) … 4 of the group; None without a value.
    """

    code: str
    name: str
    column: int
    mine: bool
    value: float | None
    flag: Flag
    change: float | None
    change_unit: str | None
    quarter: int | None


def table_rows(data: LinkedData, year: int, columns: Iterable[int] | None = None) -> list[TableRow]:
    """Return the rows of the group in a year, filtered and sorted as the state says.

    Args:
        data: the linked view.
        year: one of its years.
        columns: columns of the matrix instead of the group's, for the table of all units.
    """
    state = data.selection.state
    chosen = data.member_columns.tolist() if columns is None else list(columns)
    rows = [_row(data, year, column) for column in chosen]
    kept = [row for row in rows if row.mine or _in_range(row, state.low, state.high)]
    key, descending = state.sort.lstrip("-"), state.sort.startswith("-")
    known = [row for row in kept if not row.mine and _sort_key(row, key) is not None]
    unknown = [row for row in kept if not row.mine and _sort_key(row, key) is None]
    known.sort(key=lambda row: row.code)
    known.sort(key=lambda row: _sort_key(row, key) or 0, reverse=descending)
    unknown.sort(key=lambda row: row.code)
    return [*(row for row in kept if row.mine), *known, *unknown]


def csv_rows(data: LinkedData, rows: Iterable[TableRow], year: int) -> Iterator[list[Cell]]:
    """Yield the cells of ``COLUMNS`` for each row."""
    lang, t, indicator = data.lang, data.t, data.indicator
    source = (
        t("api.sample.source") if data.dataset.is_sample else indicator.card_text("source", lang)
    )
    for row in rows:
        unit = data.directory.by_id(int(data.matrix.unit_ids[row.column]))
        powiat = data.directory.powiat_of(unit)
        yield [
            row.code,
            row.name,
            data.directory.kind_label(unit, lang=lang),
            powiat.name if powiat is not None and powiat is not unit else None,
            indicator.code,
            year,
            row.value,
            row.flag.label,
            indicator.unit(lang),
            row.change,
            row.change_unit,
            t(f"view.quarter_short.{row.quarter}") if row.quarter else None,
            source,
            note_cell(data.notes.get(NoteKey(indicator.code, unit.id, year)), lang),
        ]


def _row(data: LinkedData, year: int, column: int) -> TableRow:
    row = data.matrix.year_index(year)
    flag = Flag.MISSING if row is None else Flag(int(data.matrix.flags[row, column]))
    number = None if row is None or not flag.has_value else float(data.matrix.values[row, column])
    stats = data.stats_of(data.indicator, year)
    unit = data.directory.by_id(int(data.matrix.unit_ids[column]))
    change, change_unit = (None, None) if number is None else _change(data, year, column, number)
    return TableRow(
        code=data.codes[column],
        name=data.directory.display_name(unit, lang=data.lang),
        column=column,
        mine=data.unit is not None and unit.id == data.unit.id,
        value=number,
        flag=flag,
        change=change,
        change_unit=change_unit,
        quarter=None if number is None or stats is None else quarter(number, stats),
    )


def _change(
    data: LinkedData, year: int, column: int, value: float
) -> tuple[float, str] | tuple[None, None]:
    """Return the change as the table shows it, and its unit; none across a break or a gap."""
    indicator, before = data.indicator, data.matrix.year_index(year - 1)
    if before is None or any(item.year == year for item in series_breaks(indicator)):
        return None, None
    percentage = indicator.unit_pl == PERCENT
    old = data.matrix.values[before, [column]]
    change, own = changes(
        np.array([value]), old, percentage=percentage, decimals=indicator.decimals
    )
    if np.isnan(change[0]):
        return None, None
    usual = data.t("common.percentage_points") if percentage else PERCENT
    return float(change[0]), indicator.unit(data.lang) if own[0] else usual


def _in_range(row: TableRow, low: float | None, high: float | None) -> bool:
    if low is None and high is None:
        return True
    if row.value is None:
        return False
    return (low is None or row.value >= low) and (high is None or row.value <= high)


def _sort_key(row: TableRow, key: str) -> float | tuple[int, ...] | None:
    if key == "name":
        return polish_key(row.name)
    return row.change if key == "change" else row.value
