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

    On a narrow screen the COVID years keep their band and lose its name, which has no room there.

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
    figure = trend_figure(banded, text=text, breaks=breaks, lang=lang, sample_text=sample_text)
    for trace in figure["data"]:
        if trace.get("fill"):
            trace["fillcolor"] = INTERVAL
    margin = {**figure["layout"]["margin"], "r": END_NUMBERS}
    notes = [note for note in figure["layout"]["annotations"] if note["text"]]
    kept = {"wide": notes, "narrow": [note for note in notes if note["text"] != text.covid]}
    return {
        width: {
            "data": figure["data"],
            "layout": {
                **figure["layout"],
                "height": height,
                "margin": margin,
                "annotations": kept[width],
            },
        }
        for width, height in HEIGHTS.items()
    }
