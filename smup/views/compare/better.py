"""From a gap to those who closed it: units of the group that are better than mine and improved.

This is the general form of ``smup.views.improved``: not three names and two years, but the path
of the values, since when each unit is better, and by how much it changed.
"""

import math
from dataclasses import dataclass

import numpy as np

from smup.figures.lines import Line
from smup.figures.panels import panels_figure
from smup.figures.series import GREY, MINE
from smup.figures.theme import Figure
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
from smup.views.compare.data import CompareData, Members, once
from smup.views.compare.overtime import breaks_of, group_frame, lines_text, number
from smup.views.compare.table import place_in_group
from smup.views.linked import series_breaks

WINDOW = 10
MOST = 6
WEAK = 1
"""Greatest class of the heat that counts as weak: below the middle half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Improver:
    """A unit that is better than mine now and improved by more than the median of the group.

    A whole group often moves the same way; who moved no faster than its median did nothing that
    the others did not.

    Attributes:
        unit: the unit.
        since: first year compared.
        before: its value then.
        now: its value in the year shown.
        gained: improvement beyond that of the median over the same years, in the unit of measure
            of the indicator; positive.
        ahead: first year from which it has been better than my unit without interruption.
        years: years of its path.
        path: values of these years, NaN where there is none.
    """

    unit: TerritorialUnit
    since: int
    before: float
    now: float
    gained: float
    ahead: int
    years: tuple[int, ...]
    path: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What the view says of my unit.

    Attributes:
        reason: why there is no list: ``unit``, ``judged``, ``value``, ``short`` or ``ahead``;
            None when there may be one.
        mine: value of my unit, NaN without one.
        median: of the group, NaN without one.
        found: units that are better and improved, the greatest gain first.
        better: how many units of the group are better than mine.
    """

    reason: str | None
    mine: float
    median: float
    found: tuple[Improver, ...] = ()
    better: int = 0


def window(data: CompareData, indicator: IndicatorInfo, year: int) -> tuple[int, ...]:
    """Return the years comparable with ``year``: after the last break, with values, at most ten."""
    since = max((item.year for item in series_breaks(indicator) if item.year <= year), default=0)
    first = max(since, year - WINDOW)
    years = (one for one in data.years_of(indicator) if first <= one <= year)
    return tuple(one for one in years if data.stats_of(indicator, one) is not None)


@once
def gap(data: CompareData) -> Gap:
    """Return the gap of my unit in the indicator shown, and who closed one like it."""
    stats = data.stats_of(data.x, data.year)
    median = stats.median if stats else math.nan
    if data.mine is None:
        return Gap(reason="unit", mine=math.nan, median=median)
    mine = data.value_of(data.x, data.mine, data.year)
    if not data.judged(data.x):
        return Gap(reason="judged", mine=mine.value, median=median)
    if not mine.known or stats is None:
        return Gap(reason="value", mine=math.nan, median=median)
    years = window(data, data.x, data.year)
    if len(years) < 2:
        return Gap(reason="short", mine=mine.value, median=median)
    sign = 1.0 if data.x.polarity == "up" else -1.0
    values = data.members[data.x.id].of_year(data.year)
    with np.errstate(invalid="ignore"):
        better = int(np.count_nonzero(sign * values > sign * mine.value))
    found = _improvers(data, data.members[data.x.id], years, sign)
    reason = "ahead" if sign * mine.value >= sign * stats.median else None
    return Gap(reason=reason, mine=mine.value, median=median, found=found, better=better)


def _improvers(
    data: CompareData, members: Members, years: tuple[int, ...], sign: float
) -> tuple[Improver, ...]:
    path = np.array([members.of_year(year) for year in years])
    mine = np.array(
        [data.value_of(data.x, data.mine, year).value if data.mine else math.nan for year in years]
    )
    found = []
    for column, unit_id in enumerate(members.unit_ids.tolist()):
        if data.mine is None or unit_id == data.mine.id:
            continue
        one = _improver(data, unit_id, years, path[:, column], mine, sign)
        if one is not None:
            found.append(one)
    found.sort(key=lambda one: (-one.gained, data.code(one.unit)))
    return tuple(found)


def _improver(
    data: CompareData,
    unit_id: int,
    years: tuple[int, ...],
    path: np.ndarray,
    mine: np.ndarray,
    sign: float,
) -> Improver | None:
    known = np.flatnonzero(np.isfinite(path))
    if known.size < 2 or not np.isfinite(path[-1]) or not sign * path[-1] > sign * mine[-1]:
        return None
    first = int(known[0])
    gained = sign * float(path[-1] - path[first]) - _drift(data, years[first], years[-1], sign)
    if not (sign * path[-1] > sign * path[first] and gained > 0):
        return None
    ahead = len(years) - 1
    for at in range(len(years) - 1, -1, -1):
        if np.isfinite(path[at]) and np.isfinite(mine[at]):
            if not sign * path[at] > sign * mine[at]:
                break
            ahead = at
    return Improver(
        unit=data.directory.by_id(unit_id),
        since=years[first],
        before=float(path[first]),
        now=float(path[-1]),
        gained=gained,
        ahead=years[ahead],
        years=years[first:],
        path=tuple(path[first:].tolist()),
    )


def _drift(data: CompareData, first: int, last: int, sign: float) -> float:
    """Return the improvement of the group's median, 0 when it is not known or got worse."""
    before, now = data.stats_of(data.x, first), data.stats_of(data.x, last)
    if before is None or now is None:
        return 0.0
    return max(0.0, sign * (now.median - before.median))


def weak_indicators(data: CompareData) -> list[IndicatorInfo]:
    """Return the compared indicators in which my unit is below the middle half of its group."""
    found = []
    for item in data.chosen.indicators:
        year = data.newest.get(item.id)
        if data.mine is None or year is None or not data.judged(item):
            continue
        shown = data.year if data.stats_of(item, data.year) else year
        value, stats = data.value_of(item, data.mine, shown), data.stats_of(item, shown)
        if not value.known or stats is None:
            continue
        place = place_in_group(value.value, stats, polarity=item.polarity)
        if place is not None and place <= WEAK:
            found.append(item)
    return found


def better_picture(data: CompareData, found: Gap, *, narrow: bool) -> Figure:
    """Return a panel for each of the first units, with the line of my unit in each."""
    years = list(data.years_of(data.x))
    lines = []
    for one in found.found[:MOST]:
        path = dict(zip(one.years, one.path, strict=True))
        values = [None if math.isnan(v := path.get(year, math.nan)) else v for year in years]
        name = data.directory.display_name(one.unit, lang=data.lang)
        lines.append(
            Line(code=data.code(one.unit), name=name, values=values, style=GREY, labelled=False)
        )
    return panels_figure(
        lines,
        group_frame(data, data.x),
        breaks=breaks_of(data, data.x),
        text=lines_text(data, data.x),
        lang=data.lang,
        narrow=narrow,
        beside=_my_line(data, years),
    )


def _my_line(data: CompareData, years: list[int]) -> Line | None:
    if data.mine is None:
        return None
    values = [number(data.value_of(data.x, data.mine, year)) for year in years]
    return Line(
        code=data.code(data.mine),
        name=data.names[data.mine.id],
        values=values,
        style=MINE,
        labelled=False,
    )
