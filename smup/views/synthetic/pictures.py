"""The figure of the page of the index: level against dynamics, from numbers to a plain dict."""

import numpy as np

from smup.figures.quadrants import Dots, QuadrantText, quadrant_figure
from smup.figures.theme import Figure
from smup.formats import as_printed
from smup.views.synthetic.records import CENTRE, IndexData, points

CORNERS = ("both", "change", "level", "neither")


def scatter_figure(data: IndexData) -> Figure | None:
    """Return the scatter of the units that have both readings; None when there is no dynamics."""
    if data.change is None:
        return None
    level, change = data.level.totals, data.change.totals
    rows = np.flatnonzero(~np.isnan(level) & ~np.isnan(change))
    units = [data.directory.units[position] for position in data.positions[rows]]
    mine = np.flatnonzero(rows == data.mine)
    t = data.t
    dots = Dots(
        x=[as_printed(points(float(level[row])), decimals=2) for row in rows],
        y=[as_printed(points(float(change[row])), decimals=2) for row in rows],
        names=[data.directory.display_name(unit, lang=data.lang) for unit in units],
        codes=[unit.code_at(data.selection.level) for unit in units],
        mine=int(mine[0]) if len(mine) else None,
    )
    both, faster, higher, neither = (
        t(f"synthetic.scatter.corner.{key}").replace(", ", ",<br>") for key in CORNERS
    )
    text = QuadrantText(
        x=t("synthetic.scatter.level", year=data.year),
        y=t("synthetic.scatter.change", since=data.since, year=data.year),
        corners=(both, faster, higher, neither),
        mine=data.name,
    )
    stamp = t("common.sample_stamp") if data.dataset.is_sample else None
    return quadrant_figure(dots, centre=CENTRE, text=text, lang=data.lang, sample_text=stamp)


def corner_counts(data: IndexData) -> dict[str, int]:
    """Return how many units of the group stand in each corner of the scatter, on a line upwards."""
    if data.change is None:
        return {}
    level, change = data.level.totals, data.change.totals
    there = data.level.members & ~np.isnan(level) & ~np.isnan(change)
    high, better = level[there] >= 0, change[there] >= 0
    counts = (high & better, ~high & better, high & ~better, ~high & ~better)
    return {key: int(found.sum()) for key, found in zip(CORNERS, counts, strict=True)}
