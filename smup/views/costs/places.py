"""Places of the units of a group by unit cost: intervals, never a single place.

A place is the best and the worst one over all permitted keys. Units without a unit cost that could
be compared have no place; they are named with the reason.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from smup.costs.warnings import EXCLUDING, Warnings
from smup.territory.unit import TerritorialUnit
from smup.typography import EN_DASH
from smup.views.costs.expected import ExpectedView, expected_of
from smup.views.costs.records import CostData

Mode = Literal["miejsce", "koszt", "odchylenie"]
MODES: tuple[Mode, ...] = ("miejsce", "koszt", "odchylenie")
SHOWN = 10
_AROUND = 4
_TICKS = 4
_REASONS = (*(str(bit.name).lower() for bit in EXCLUDING), "no_keys", "no_rows")
Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A unit that has a place.

    Attributes:
        position: in ``CostData.costs``.
        code: TERYT code.
        name: in words.
        place: best and worst place over all permitted keys.
        cost: unit cost by the chosen keys, zl; NaN where these have no numbers.
        span: lowest and highest unit cost over all permitted keys, zl.
        deviation: cost / expected - 1 by the chosen keys; NaN where nothing is expected.
        deviation_span: its uncertainty: from the limits within which units of these conditions
            lie, or, against the median, from the keys; NaN where there is none.
        mine: whether it is my unit.
    """

    position: int
    code: str
    name: str
    place: tuple[int, int]
    cost: float
    span: Span
    deviation: float
    deviation_span: Span
    mine: bool


class LeftOut(NamedTuple):
    """Units of the group without a place, and why.

    Attributes:
        reason: ``not_run``, ``no_output``, ``no_cost``, ``no_keys`` or ``no_rows``.
        units: those units, by name.
    """

    reason: str
    units: tuple[TerritorialUnit, ...]


def place_rows(data: CostData) -> tuple[PlaceRow, ...]:
    """Return the ranked units of the group from the lowest place, made once for an answer."""
    return data.once("place rows", lambda: _rows(data))


def _rows(data: CostData) -> tuple[PlaceRow, ...]:
    view = expected_of(data)
    rows = [_row(data, view, int(at)) for at in data.ranked]
    return tuple(sorted(rows, key=lambda row: (row.place, _last(row.cost), row.code)))


def _row(data: CostData, view: ExpectedView, at: int) -> PlaceRow:
    unit, (low, high) = data.unit_at(at), data.interval
    return PlaceRow(
        position=at,
        code=unit.code_at(data.service.level),
        name=data.directory.display_name(unit, lang=data.lang),
        place=data.places[at],
        cost=float(data.unit_cost[at]),
        span=(float(low[at]), float(high[at])),
        deviation=float(view.best.deviation[at]),
        deviation_span=_deviation_span(data, view, at),
        mine=at == data.mine,
    )


def _deviation_span(data: CostData, view: ExpectedView, at: int) -> Span:
    """Return the ends of the deviation; see ``PlaceRow.deviation_span``."""
    expected, (low, high) = view.best, data.interval
    if view.way == "median":
        value = expected.value[at]
        return float(low[at] / value - 1), float(high[at] / value - 1)
    cost = data.unit_cost[at]
    return float(cost / expected.high[at] - 1), float(cost / expected.low[at] - 1)


def ordered(rows: Sequence[PlaceRow], mode: Mode) -> tuple[PlaceRow, ...]:
    """Return the rows in the order of a mode, lowest first; rows without a number are left out."""
    if mode == "miejsce":
        return tuple(rows)
    amount = {row.code: row.cost if mode == "koszt" else row.deviation for row in rows}
    known = [row for row in rows if math.isfinite(amount[row.code])]
    return tuple(sorted(known, key=lambda row: (amount[row.code], row.code)))


def chosen_rows(mine: int | None, n: int) -> tuple[int, ...]:
    """Return which of ``n`` ordered rows are shown at first, ascending.

    They are the first and the last one and those around my unit; without my unit, ten rows spread
    evenly.

    Args:
        mine: place of my unit in the order, from 0; None when it is not in it.
        n: number of rows.
    """
    if n <= SHOWN + 2:
        return tuple(range(n))
    if mine is None:
        return tuple(round(place * (n - 1) / (SHOWN - 1)) for place in range(SHOWN))
    start = min(max(mine - _AROUND, 1), n - 1 - 2 * _AROUND)
    return (0, *range(start, start + 2 * _AROUND), n - 1)


def left_out(data: CostData) -> tuple[LeftOut, ...]:
    """Return the units of the group that have no place, by reason; reasons in a fixed order."""
    return data.once("left out of places", lambda: _left_out(data))


def _left_out(data: CostData) -> tuple[LeftOut, ...]:
    found: dict[str, list[TerritorialUnit]] = {}
    ranked = set(data.ranked.tolist())
    for at in np.flatnonzero(data.members).tolist():
        if at not in ranked:
            found.setdefault(_reason(int(data.costs.warnings[at])), []).append(data.unit_at(at))
    with_row = set(data.costs.unit_ids.tolist())
    group = (data.directory.units[position] for position in data.selection.group.positions)
    if absent := [unit for unit in group if unit.id not in with_row]:
        found["no_rows"] = absent
    return tuple(
        LeftOut(reason, tuple(sorted(found[reason], key=lambda unit: unit.name)))
        for reason in _REASONS
        if reason in found
    )


def _reason(warnings: int) -> str:
    return Warnings(warnings).why_no_unit_cost or "no_keys"


def place_text(place: tuple[int, int]) -> str:
    """Return an interval of places: ``14–22``; one number where it is always the same."""
    low, high = place
    return str(low) if low == high else f"{low}{EN_DASH}{high}"


def domain(rows: Sequence[PlaceRow], mode: Mode) -> Span:
    """Return the ends of the axis of a mode.

    Of a hundred and more units two in a hundred at each end may lie beyond it, so that one
    extreme unit does not press all others together; their bars end at the edge.
    """
    if mode == "miejsce":
        return 1.0, float(max(len(rows), 2))
    spans = [row.span if mode == "koszt" else row.deviation_span for row in rows]
    points = [row.cost if mode == "koszt" else row.deviation for row in rows]
    numbers = np.array([*points, *(end for span in spans for end in span)])
    numbers = numbers[np.isfinite(numbers)]
    if not numbers.size:
        return 0.0, 1.0
    ends = (0.02, 0.98) if len(rows) >= 100 else (0.0, 1.0)
    low, high = (float(end) for end in np.quantile(numbers, ends))
    mine = [end for row in rows if row.mine for end in (*_of(row, mode),) if math.isfinite(end)]
    low, high = min([low, *mine]), max([high, *mine])
    return (low, high) if high > low else (low - 1, high + 1)


def ticks(low: float, high: float, mode: Mode) -> tuple[float, ...]:
    """Return round numbers for the axis of a mode, three to five; places begin at 1, end at n."""
    step = _step((high - low) / _TICKS, whole=mode == "miejsce")
    if mode == "miejsce":
        middle = np.arange(step, high, step)
        inside = middle[(middle - 1 >= 0.6 * step) & (high - middle >= 0.4 * step)]
        return (1.0, *(float(one) for one in inside), high)
    first = math.ceil(low / step) * step
    return tuple(round(float(one), 10) for one in np.arange(first, high + step / 1e6, step))


def _step(least: float, *, whole: bool) -> float:
    """Return the least of 1, 2, 2.5 and 5 times a power of ten that is at least a number."""
    least = max(least, 1.0) if whole else least
    power = 10.0 ** math.floor(math.log10(least))
    steps = [nice * power for nice in (1, 2, 2.5, 5, 10)]
    return next(
        step for step in steps if step >= least * (1 - 1e-9) and (not whole or step.is_integer())
    )


def _of(row: PlaceRow, mode: Mode) -> tuple[float, float, float]:
    return (row.cost, *row.span) if mode == "koszt" else (row.deviation, *row.deviation_span)


def sure_sides(rows: Sequence[PlaceRow]) -> Counter[str]:
    """Return how many units lie surely above, surely below, or within what is expected."""
    sides: Counter[str] = Counter()
    for row in rows:
        low, high = row.deviation_span
        if math.isfinite(low):
            sides["above" if low > 0 else "below" if high < 0 else "within"] += 1
    return sides


def _last(number: float) -> float:
    return number if math.isfinite(number) else math.inf
