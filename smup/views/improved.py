"""Units of my group that do better than mine and have improved; only where better is defined."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smup.views.linked import GroupStats, LinkedData, broken_between

YEARS = 5
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Improved:
    """A unit that is better than mine now and was worse five years ago than it is now.

    Attributes:
        code: TERYT code at the level shown.
        name: of the unit.
        before: value five years earlier, with its unit of measure left out.
        now: value with its unit of measure.
        value: the value as a number.
        since: the earlier year.
        stats: distribution of the group in the later year.
    """

    code: str
    name: str
    before: str
    now: str
    value: float
    since: int
    stats: GroupStats


def improved_units(data: LinkedData, year: int) -> tuple[Improved, ...]:
    """Return up to three units, the best first.

    A unit counts when it is in my group, has values in both years, is better than mine now and
    better than itself five years before, by the indicator's polarity. There are none without a
    unit, for an indicator that is not judged, or when the series breaks between the years.
    """
    since = year - YEARS
    rows = data.matrix.year_index(year), data.matrix.year_index(since)
    stats = data.stats_of(data.indicator, year)
    if (
        data.unit is None
        or data.indicator.polarity == "none"
        or stats is None
        or _broken(data, year)
    ):
        return ()
    mine = data.value_of(data.indicator, year)
    if rows[0] is None or rows[1] is None or not mine.known:
        return ()
    now, before = data.matrix.values[rows[0]], data.matrix.values[rows[1]]
    columns = _chosen(data, now, before, mine.value)
    return tuple(_improved(data, column, before, now, since, stats) for column in columns)


def _broken(data: LinkedData, year: int) -> bool:
    return broken_between(data.indicator, year - YEARS, year)


def better_and_improved(
    now: NDArray[np.float64],
    before: NDArray[np.float64],
    *,
    mine: float,
    polarity: str,
    codes: Sequence[str],
) -> list[int]:
    """Return the places of the units that are better than mine and than they were, best first.

    Args:
        now: value of each unit, NaN where it has none.
        before: value of the same units in the earlier year.
        mine: value of my unit now.
        polarity: ``up`` or ``down``.
        codes: of the units; settles ties.
    """
    sign = 1.0 if polarity == "up" else -1.0
    with np.errstate(invalid="ignore"):
        good = (sign * now > sign * mine) & (sign * now > sign * before)
    found = [int(place) for place in np.flatnonzero(good)]
    found.sort(key=lambda place: (-sign * now[place], codes[place]))
    return found


def _chosen(
    data: LinkedData, now: NDArray[np.float64], before: NDArray[np.float64], mine: float
) -> list[int]:
    """Return the matrix columns of the best units, at most three."""
    columns = data.member_columns
    places = better_and_improved(
        now[columns],
        before[columns],
        mine=mine,
        polarity=data.indicator.polarity,
        codes=[data.codes[column] for column in columns],
    )
    return [int(columns[place]) for place in places[:MOST]]


def _improved(
    data: LinkedData,
    column: int,
    before: NDArray[np.float64],
    now: NDArray[np.float64],
    since: int,
    stats: GroupStats,
) -> Improved:
    unit = data.directory.by_id(int(data.matrix.unit_ids[column]))
    return Improved(
        code=data.codes[column],
        name=data.directory.display_name(unit, lang=data.lang),
        before=data.number(float(before[column])),
        now=data.amount(float(now[column])),
        value=float(now[column]),
        since=since,
        stats=stats,
    )
