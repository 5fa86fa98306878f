"""The unit cost of one unit over the years, with its interval, and the median of its group."""

from collections.abc import Sequence

import pandas as pd

from smup.figures.theme import Figure
from smup.figures.trend import SeriesBreak, TrendText, trend_figure

INTERVAL = "rgba(179,18,74,.16)"
END_NUMBERS = 84  # pixels for the numbers at the ends of the lines
HEIGHTS = {"wide": 360, "narrow": 300}


def cost_trend_figure(
    frame: pd.DataFrame,
    *,
    text: TrendText,
    breaks: Sequence[SeriesBreak],
    lang: str,
    sample_text: str | None,
) -> dict[str, Figure]:
    """Return the trend for wide and for narrow screens; lines are cut at breaks and gaps.

    Args:
        frame: one row a year with columns year, value (my unit), low and high (its interval),
            median; NaN where there is none.
        text: words of the figure.
        breaks: breaks of the series.
        lang: language of the template.
        sample_text: text of the sample mark, or None for real data.
    """
    nothing = float("nan")
    banded = frame.rename(columns={"low": "q1", "high": "q3"}).assign(p5=nothing, p95=nothing)
    made = {}
    for width, height in HEIGHTS.items():
        figure = trend_figure(banded, text=text, breaks=breaks, lang=lang, sample_text=sample_text)
        for trace in figure["data"]:
            if trace.get("fill"):
                trace["fillcolor"] = INTERVAL
        figure["layout"]["height"] = height
        figure["layout"]["margin"]["r"] = END_NUMBERS
        made[width] = figure
    return made
