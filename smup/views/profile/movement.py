"""How a series of one unit moved since a year: change, tested trend, size of it a year; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from smup.repository.records import IndicatorInfo
from smup.statistics.trend import Slope, Trend, sen_slope, trend_of
from smup.views.profile.judge import change_of, trend_mark
from smup.views.profile.records import Change, TrendMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A stretch of a series.

    Attributes:
        since: first year with a value that took part; None without any.
        until: last such year.
        trend: the test.
        mark: its direction with the judgement.
        slope: Sen's slope in the indicator's unit a year; None with fewer than two values.
        change: over five years, or since the first year of the stretch when that is later.
    """

    since: int | None
    until: int | None
    trend: Trend
    mark: TrendMark
    slope: Slope | None
    change: Change | None


def movement_of(
    indicator: IndicatorInfo,
    values: Mapping[int, float],
    *,
    until: int,
    first: int | None,
    polarity: str,
) -> Movement:
    """Return how a series moved.

    Args:
        indicator: whose values they are.
        values: the numbers of the unit by year.
        until: later years are left out.
        first: first year that counts, such as that after a break; None for all.
        polarity: ``none`` when a move is not to be judged.
    """
    known = {
        year: value for year, value in sorted(values.items()) if (first or year) <= year <= until
    }
    trend = trend_of(list(known), list(known.values()))
    return Movement(
        since=min(known, default=None),
        until=max(known, default=None),
        trend=trend,
        mark=trend_mark(trend.direction, polarity=polarity),
        slope=sen_slope(list(known), list(known.values())) if len(known) > 1 else None,
        change=change_of(indicator, known, until, break_year=first, polarity=polarity)
        if until in known
        else None,
    )
