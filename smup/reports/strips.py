"""Geometry of a band strip: where a value stands in its group, as shares of the width."""

from dataclasses import dataclass
from typing import Literal

from smup.views.linked import GroupStats
from smup.views.profile.records import Band, ProfileRow

Mark = Literal["l", "g", "m", "n"]
MARKS: dict[Band, Mark] = {Band.BEST: "l", Band.WORST: "g", Band.MIDDLE: "m"}
EDGE = 3.0
FULL = 100.0
# A value this many times farther from the median than the 5th or 95th percentile is drawn at the
# edge: one giant must not press the strip of the others to a point.
FARTHEST = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Positions in percent of the width, from the left; the median is in the middle.

    Right is better: where less is better the axis is turned.

    Attributes:
        span: left end and width of the line from the 5th to the 95th percentile.
        box: left end and width of the middle half of the group.
        value: position of the mark.
        mark: ``l`` best quarter, ``g`` worst, ``m`` middle, ``n`` not judged.
    """

    span: tuple[float, float]
    box: tuple[float, float]
    value: float
    mark: Mark


def strip_of(row: ProfileRow) -> Strip | None:
    """Return the strip of a row; None without a value, a group or any spread."""
    if row.stats is None or not row.value.known:
        return None
    mark = MARKS.get(row.band, "n")
    return strip(row.stats, row.value.value, turned=row.indicator.polarity == "down", mark=mark)


def strip(stats: GroupStats, value: float, *, turned: bool, mark: Mark) -> Strip | None:
    """Return the strip of a value in a distribution, in the indicator's unit."""
    group_reach = max(stats.p95 - stats.median, stats.median - stats.p5)
    reach = max(group_reach, min(abs(value - stats.median), FARTHEST * group_reach))
    if reach <= 0:
        return None

    def at(number: float) -> float:
        share = (number - stats.median) / reach * (-1 if turned else 1)
        return round(FULL / 2 + max(-1.0, min(1.0, share)) * (FULL / 2 - EDGE), 1)

    return Strip(
        span=_between(at(stats.p5), at(stats.p95)),
        box=_between(at(stats.q1), at(stats.q3)),
        value=at(value),
        mark=mark,
    )


def _between(first: float, second: float) -> tuple[float, float]:
    low, high = sorted((first, second))
    return low, round(high - low, 1)
