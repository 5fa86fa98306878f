"""The table with heat: units in rows, indicators in columns, one year; colour is the place."""

from dataclasses import dataclass

from smup.flags import Flag
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
from smup.typography import polish_key
from smup.views.compare.data import CompareData, once
from smup.views.linked import GroupStats, Value

CLASSES = 5
LEAST_GROUP = 5
"""A group of fewer units has no quarters worth a colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A value in the table.

    Attributes:
        text: the number without its unit of measure, or the word of its emptiness.
        flag: kind of value or of empty.
        place: 0 clearly worse than the group … 4 clearly better; None when it is not judged or
            the group is too small.
        judged: whether better and worse mean anything for the indicator.
        value: the number, NaN without one.
    """

    text: str
    flag: Flag
    place: int | None
    judged: bool
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A row: a unit, or the median of the group (``unit`` None)."""

    unit: TerritorialUnit | None
    code: str
    name: str
    mine: bool
    cells: tuple[HeatCell, ...]


def place_in_group(value: float, stats: GroupStats, *, polarity: str) -> int | None:
    """Return the class of a value in its group, from 0 (clearly worse) to 4 (clearly better).

    The middle class holds the middle half with both quartiles; the outer ones begin beyond the
    5th and the 95th percentile, as on the map „against the group”. So in a group of equal values
    everybody is in the middle. None for polarity ``none`` and for fewer than five units.
    """
    if polarity == "none" or stats.n < LEAST_GROUP:
        return None
    found = 2
    if value < stats.q1:
        found = 0 if value < stats.p5 else 1
    elif value > stats.q3:
        found = 4 if value > stats.p95 else 3
    return CLASSES - 1 - found if polarity == "down" else found


@once
def heat_rows(data: CompareData, year: int) -> list[HeatRow]:
    """Return the rows in the order asked for, my unit first, the median of the group last."""
    rows = [_row(data, unit, year) for unit in data.units]
    mine = [row for row in rows if row.mine]
    others = _sorted(data, [row for row in rows if not row.mine])
    return [*mine, *others, _median_row(data, year)]


def _row(data: CompareData, unit: TerritorialUnit, year: int) -> HeatRow:
    cells = [
        _cell(data, item, data.value_of(item, unit, year), year) for item in data.chosen.indicators
    ]
    return HeatRow(
        unit=unit,
        code=data.code(unit),
        name=data.names[unit.id],
        mine=data.is_mine(unit),
        cells=tuple(cells),
    )


def _cell(data: CompareData, indicator: IndicatorInfo, value: Value, year: int) -> HeatCell:
    stats = data.stats_of(indicator, year)
    may_judge = data.judged(indicator)
    place = None
    if value.known and stats is not None and may_judge:
        place = place_in_group(value.value, stats, polarity=indicator.polarity)
    shown = value.known and value.flag is not Flag.BELOW_FORMAT
    text = (
        data.number(value.value, indicator, column=True)
        if shown
        else data.observed(value, indicator)
    )
    return HeatCell(text=text, flag=value.flag, place=place, judged=may_judge, value=value.value)


def _median_row(data: CompareData, year: int) -> HeatRow:
    cells = []
    for item in data.chosen.indicators:
        stats = data.stats_of(item, year)
        value = (
            Value(float("nan"), Flag.MISSING)
            if stats is None
            else Value(stats.median, Flag.OCCURRED)
        )
        text = data.number(value.value, item, column=True) if value.known else "\u2013"
        cells.append(
            HeatCell(text=text, flag=value.flag, place=None, judged=False, value=value.value)
        )
    name = data.t("compare.table.median")
    return HeatRow(unit=None, code="", name=name, mine=False, cells=tuple(cells))


def _sorted(data: CompareData, rows: list[HeatRow]) -> list[HeatRow]:
    """Return the rows sorted as the state says; rows without a value stand last."""
    sort = data.chosen.state.sort
    if sort is None:
        return rows
    key, descending = sort.lstrip("-"), sort.startswith("-")
    rows = sorted(rows, key=lambda row: row.code)
    if key == "name":
        return sorted(rows, key=lambda row: polish_key(row.name), reverse=descending)
    column = [item.code for item in data.chosen.indicators].index(key)
    known = [row for row in rows if row.cells[column].flag.has_value]
    unknown = [row for row in rows if not row.cells[column].flag.has_value]
    known.sort(key=lambda row: row.cells[column].value, reverse=descending)
    return [*known, *unknown]
