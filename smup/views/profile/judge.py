"""What a value, a trend and a change are worth, by the polarity of the indicator; pure."""

from collections.abc import Mapping

from smup.formats import as_printed
from smup.repository.records import IndicatorInfo
from smup.statistics.trend import Direction
from smup.views.linked import GroupStats, Value, series_breaks
from smup.views.profile.records import Band, Change, TrendMark

FEWEST_FOR_QUARTERS = 4
CHANGE_YEARS = 5

_MARKS: Mapping[tuple[str, bool | None], TrendMark] = {
    ("up", True): TrendMark.RISING_GOOD,
    ("up", False): TrendMark.RISING_BAD,
    ("up", None): TrendMark.RISING,
    ("down", True): TrendMark.FALLING_GOOD,
    ("down", False): TrendMark.FALLING_BAD,
    ("down", None): TrendMark.FALLING,
}


def band_of(value: Value, stats: GroupStats | None, *, polarity: str) -> Band:
    """Return where a value stands among the quartiles of its group.

    Args:
        value: the value.
        stats: of the group. A quarter of fewer than four units is nobody: the band is unknown.
        polarity: ``up``, ``down``, or ``none`` when the value is not to be judged.
    """
    if not value.known or stats is None or stats.n < FEWEST_FOR_QUARTERS:
        return Band.UNKNOWN
    if polarity == "none":
        return Band.UNJUDGED
    if stats.q1 <= value.value <= stats.q3:
        return Band.MIDDLE
    return Band.BEST if (value.value > stats.q3) == (polarity == "up") else Band.WORST


def better_of(value: Value, stats: GroupStats | None, *, polarity: str) -> bool | None:
    """Tell whether a value is better than the median; None when equal, unknown or not judged."""
    if stats is None or polarity == "none" or not value.known or value.value == stats.median:
        return None
    return (value.value > stats.median) == (polarity == "up")


def trend_mark(direction: Direction, *, polarity: str) -> TrendMark:
    """Return the direction of a series with its judgement."""
    if direction == "unknown":
        return TrendMark.UNKNOWN
    if direction == "none":
        return TrendMark.STEADY
    good = None if polarity == "none" else direction == polarity
    return _MARKS[direction, good]


def newest_break(indicator: IndicatorInfo, year: int) -> int | None:
    """Return the first year after the newest break of the series up to a year."""
    return max((item.year for item in series_breaks(indicator) if item.year <= year), default=None)


def change_of(
    indicator: IndicatorInfo,
    values: Mapping[int, float],
    year: int,
    *,
    break_year: int | None,
    polarity: str,
) -> Change | None:
    """Return the change over five years, or since the break when that is later.

    Args:
        indicator: whose values they are.
        values: the numbers of the unit by year.
        year: the later year; it has a value.
        break_year: newest break up to that year.
        polarity: ``none`` when a change is not to be judged.
    """
    first = max(year - CHANGE_YEARS, break_year or 0)
    since = min((one for one in values if first <= one < year), default=None)
    if since is None:
        return None
    difference = values[year] - values[since]
    same = as_printed(difference, decimals=indicator.decimals) == 0
    good = None if same or polarity == "none" else (difference > 0) == (polarity == "up")
    return Change(since=since, year=year, before=values[since], difference=difference, good=good)
