"""Cost, quality and availability of one service: readings of each unit, medians, corners.

A corner of the scatter is a place to ask questions. "Better" stands there only where the card of
the indicator says which way is better; else the words tell lower from higher.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from smup.costs.method import Floats
from smup.errors import UnknownCodeError
from smup.flags import Flag
from smup.repository.records import IndicatorInfo
from smup.views.costs.records import CostData

Side = Literal["quality", "availability"]
Kind = Literal["cost", "quality", "availability"]
Pair = tuple[Kind, Kind]
PAIRS: dict[str, Pair] = {
    "kj": ("cost", "quality"),
    "kd": ("cost", "availability"),
    "jd": ("availability", "quality"),
}
"""Pairs of the switch: what goes across, what goes up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An indicator of the service in one year.

    Attributes:
        indicator: the indicator.
        year: the newest one with values that is not after that of the costs.
        values: of each unit of ``CostData.costs``; NaN outside the group and where no number is.
        flags: storage codes of ``Flag``; MISSING where there is no row.
    """

    indicator: IndicatorInfo
    year: int
    values: Floats
    flags: NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One of the three things compared.

    Attributes:
        kind: which.
        values: of each unit of ``CostData.costs``; NaN outside the group and where no number is.
        median: of the group; NaN without values.
        polarity: ``up`` or ``down`` of a judged indicator, ``none`` of others and of the cost.
        reading: the indicator; None for the cost.
    """

    kind: Kind
    values: Floats
    median: float
    polarity: str
    reading: Reading | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A pair of axes over the units that have both readings.

    Attributes:
        pair: its code in the switch.
        x, y: the axes.
        positions: of the units with both, in ``CostData.costs``.
        quadrants: of each of them: whether above the median across and up; None on a median.
        without: ranked units of the group that lack one of the readings.
    """

    pair: str
    x: Axis
    y: Axis
    positions: tuple[int, ...]
    quadrants: tuple[tuple[bool, bool] | None, ...]
    without: int

    def counts(self) -> Counter[tuple[bool, bool] | None]:
        """Return how many units lie in each corner."""
        return Counter(self.quadrants)


def offered(data: CostData, side: Side) -> tuple[IndicatorInfo, ...]:
    """Return the indicators of a side that have values by the year of the costs."""
    codes = data.service.quality if side == "quality" else data.service.availability
    return data.once(
        f"offered {side}",
        lambda: tuple(one for code in codes if (one := _with_values(data, code)) is not None),
    )


def _with_values(data: CostData, code: str) -> IndicatorInfo | None:
    try:
        indicator = data.repository.indicator(code)
    except UnknownCodeError:
        return None
    return None if _year(data, indicator) is None else indicator


def _year(data: CostData, indicator: IndicatorInfo) -> int | None:
    until = data.selection.year
    years = data.repository.years(indicator.id, data.service.level)
    return max((year for year in years if until is not None and year <= until), default=None)


def chosen(data: CostData, side: Side) -> IndicatorInfo | None:
    """Return the indicator of a side: the one of the address, else the first offered."""
    state = data.selection.state
    code = state.quality if side == "quality" else state.availability
    known = offered(data, side)
    return next((one for one in known if one.code == code), known[0] if known else None)


def readings(data: CostData) -> dict[Side, Reading]:
    """Return the readings of both sides in the units of the group; one SELECT for both."""
    return data.once("readings of the triangle", lambda: _readings(data))


def _readings(data: CostData) -> dict[Side, Reading]:
    asked: dict[Side, tuple[IndicatorInfo, int]] = {}
    sides: tuple[Side, ...] = ("quality", "availability")
    for side in sides:
        indicator = chosen(data, side)
        if indicator is not None and (year := _year(data, indicator)) is not None:
            asked[side] = (indicator, year)
    rows = data.repository.member_values(
        [indicator.id for indicator, _ in asked.values()],
        data.costs.unit_ids[data.members].tolist(),
        years={year for _, year in asked.values()},
    )
    return {side: _reading(data, rows, *one) for side, one in asked.items()}


def _reading(
    data: CostData, rows: NDArray[np.void], indicator: IndicatorInfo, year: int
) -> Reading:
    mine = rows[(rows["indicator_id"] == indicator.id) & (rows["year"] == year)]
    place = np.searchsorted(data.costs.unit_ids, mine["unit_id"])
    values = np.full(len(data.costs), np.nan)
    flags = np.full(len(data.costs), int(Flag.MISSING), dtype=np.int8)
    values[place], flags[place] = mine["value"], mine["flag"]
    return Reading(indicator=indicator, year=year, values=values, flags=flags)


def axis(data: CostData, kind: Kind) -> Axis | None:
    """Return an axis; None when the service has no such indicator with values."""
    if kind == "cost":
        values = np.where(data.members, data.unit_cost, np.nan)
        return Axis(kind=kind, values=values, median=data.median, polarity="none", reading=None)
    reading = readings(data).get(kind)
    if reading is None:
        return None
    known = reading.values[np.isfinite(reading.values)]
    median = float(np.median(known)) if known.size else math.nan
    polarity = reading.indicator.polarity
    return Axis(kind=kind, values=reading.values, median=median, polarity=polarity, reading=reading)


def comparisons(data: CostData) -> tuple[Comparison, ...]:
    """Return the pairs that can be drawn, the first one first; made once for an answer."""
    return data.once("comparisons of the triangle", lambda: _comparisons(data))


def _comparisons(data: CostData) -> tuple[Comparison, ...]:
    found = []
    for pair, (across, up) in PAIRS.items():
        x, y = axis(data, across), axis(data, up)
        if x is not None and y is not None:
            compared = _compared(data, pair, x, y)
            found += [compared] if compared.positions else []
    return tuple(found)


def _compared(data: CostData, pair: str, x: Axis, y: Axis) -> Comparison:
    ranked = np.zeros(len(data.costs), dtype=bool)
    ranked[data.ranked] = True
    both = ranked & np.isfinite(x.values) & np.isfinite(y.values)
    positions = tuple(np.flatnonzero(both).tolist())
    return Comparison(
        pair=pair,
        x=x,
        y=y,
        positions=positions,
        quadrants=tuple(quadrant(x, y, at) for at in positions),
        without=int(ranked.sum() - both.sum()),
    )


def quadrant(x: Axis, y: Axis, at: int) -> tuple[bool, bool] | None:
    """Return whether a unit lies above each median; None when it lies on one of them."""
    across, up = float(x.values[at]), float(y.values[at])
    if across == x.median or up == y.median:
        return None
    return across > x.median, up > y.median


def favourable(one: Axis, *, high: bool) -> bool | None:
    """Return whether a side of a judged indicator is the better one; None where not judged."""
    return None if one.polarity == "none" else high == (one.polarity == "up")


def tint(x: Axis, y: Axis, *, right: bool, top: bool) -> str:
    """Return ``good``, ``asking`` or nothing for a corner.

    Cost counts towards a tint only beside a judged reading: lower cost with a better result, and
    higher cost with a weaker one.
    """
    up = favourable(y, high=top)
    across = not right if x.kind == "cost" else favourable(x, high=right)
    if up is None or across is None or up != across:
        return ""
    return "good" if up else "asking"


def side_key(one: Axis, *, high: bool) -> str:
    """Return the end of the key of the words for a side of an axis: ``quality.better``."""
    better = favourable(one, high=high)
    if better is None:
        return f"{one.kind}.{'high' if high else 'low'}"
    return f"{one.kind}.{'better' if better else 'weaker'}"


def named(shown: Comparison, *, most: int = 2, mine: int | None = None) -> tuple[int, ...]:
    """Return places, in ``positions``, of units worth a name: farthest into the good corner.

    Far is measured on both axes in the spread of the group, and the smaller of the two counts, so
    that a unit is named for both readings and not for one extreme.
    """
    good = [
        corner
        for corner in ((False, True), (True, True), (True, False), (False, False))
        if tint(shown.x, shown.y, right=corner[0], top=corner[1]) == "good"
    ]
    places = [
        place
        for place, corner in enumerate(shown.quadrants)
        if corner in good and shown.positions[place] != mine
    ]
    depth = np.minimum(_distances(shown.x, shown.positions), _distances(shown.y, shown.positions))
    return tuple(sorted(places, key=lambda place: (-float(depth[place]), place))[:most])


def _distances(one: Axis, positions: Sequence[int]) -> Floats:
    """Return how far units lie from the median, in standard deviations."""
    values = one.values[list(positions)]
    return np.abs(values - one.median) / (float(np.std(values)) or 1.0)
