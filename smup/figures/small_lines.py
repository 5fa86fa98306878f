"""A small picture of a unit before and after a practice: paths for an SVG on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

WIDTH, HEIGHT = 210, 104
LEFT, RIGHT, TOP, BOTTOM = 6.0, 156.0, 10.0, 86.0
LABEL_GAP = 16.0
"""Least distance of the two labels, in units of the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallLines:
    """A picture in a box of ``WIDTH`` by ``HEIGHT``; the years stand below ``BOTTOM``.

    Attributes:
        unit: path of the unit, ``M6.0 74.0L22.7 72.0``; it begins anew at breaks and gaps.
        median: path of the median of its group.
        started: x of the line of implementation; the ground after it reaches to ``RIGHT``.
        unit_y: height of the label at the end of the unit's line; None without values.
        median_y: the same of the median.
        years: first and last year drawn.
    """

    unit: str
    median: str
    started: float
    unit_y: float | None
    median_y: float | None
    years: tuple[int, int]


def small_lines(frame: pd.DataFrame, *, started: int, breaks: Sequence[int] = ()) -> SmallLines:
    """Return the paths of a small picture.

    Args:
        frame: one row a year, ascending, with columns year, value (the unit) and median; NaN
            where there is none; at least one number.
        started: year of implementation; a year outside of the frame is drawn at its edge.
        breaks: years from which values are counted anew.
    """
    years = [int(year) for year in frame["year"]]
    numbers = frame[["value", "median"]]
    low, high = float(numbers.min().min()), float(numbers.max().max())
    wide, tall = max(years[-1] - years[0], 1), high - low

    def x(year: int) -> float:
        inside = min(max(year, years[0]), years[-1])
        return LEFT + (inside - years[0]) / wide * (RIGHT - LEFT)

    def y(value: float) -> float:
        share = (value - low) / tall if tall else 0.5
        return BOTTOM - 6 - share * (BOTTOM - TOP - 12)

    lines = {name: [None if pd.isna(v) else y(v) for v in numbers[name]] for name in numbers}
    return SmallLines(
        unit=_path([x(year) for year in years], lines["value"], _cuts(years, breaks)),
        median=_path([x(year) for year in years], lines["median"], _cuts(years, breaks)),
        started=round(x(started), 1),
        **_ends(lines["value"], lines["median"]),
        years=(years[0], years[-1]),
    )


def _cuts(years: Sequence[int], breaks: Sequence[int]) -> set[int]:
    """Return the places at which a line begins anew."""
    pairs = enumerate(pairwise(years), start=1)
    return {
        at for at, (old, new) in pairs if new - old > 1 or any(old < edge <= new for edge in breaks)
    }


def _path(x: Sequence[float], y: Sequence[float | None], cuts: set[int]) -> str:
    parts: list[str] = []
    for at, (across, down) in enumerate(zip(x, y, strict=True)):
        if down is None:
            continue
        begins = not at or y[at - 1] is None or at in cuts
        ends = at + 1 == len(y) or y[at + 1] is None or at + 1 in cuts
        dot = "h0.1" if begins and ends else ""  # else a lone point would not be drawn
        parts.append(f"{'M' if begins else 'L'}{across:.1f} {down:.1f}{dot}")
    return "".join(parts)


def _ends(unit: Sequence[float | None], median: Sequence[float | None]) -> dict[str, float | None]:
    """Return the heights of the two labels, pushed apart where they would overlap."""
    ends = [
        next((down for down in reversed(line) if down is not None), None) for line in (unit, median)
    ]
    mine, middle = ends
    if mine is not None and middle is not None and abs(mine - middle) < LABEL_GAP:
        between, half = (mine + middle) / 2, LABEL_GAP / 2
        above = -half if mine <= middle else half
        mine, middle = between + above, between - above
    return {
        "unit_y": None if mine is None else round(mine, 1),
        "median_y": None if middle is None else round(middle, 1),
    }
