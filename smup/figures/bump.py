"""Places over the years: 1 at the top, one line a unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from smup.figures import theme
from smup.figures.lines import Line, Size
from smup.figures.series import GREY, MINE, EndLabel, cut_line, end_labels, line_trace, room_for
from smup.figures.theme import Figure
from smup.figures.years import (
    SeriesBreak,
    break_line,
    break_name,
    drawn_breaks,
    year_ticks,
)

TOP, BOTTOM = 40, 40
MOST_TICKS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class BumpText:
    """Words of the picture: ``place`` before a number, ``measure`` says what the places are."""

    place: str
    measure: str
    sample: str | None = None


def bump_figure(  # noqa: PLR0913 - keywords that say what the figure shows
    lines: Sequence[Line],
    years: Sequence[int],
    *,
    last_place: int,
    breaks: Sequence[SeriesBreak],
    text: BumpText,
    lang: str,
    size: Size,
) -> Figure:
    """Return the picture of places.

    Args:
        lines: units, mine first; values are places, 1 is the first.
        years: every year of the picture.
        last_place: the greatest place there can be.
        breaks: of the series; lines are cut there.
        text: words.
        lang: language of the template.
        size: of the picture.
    """
    edges = [item.year for item in breaks]
    traces = []
    for line in reversed(lines):
        x, y = cut_line(years, line.values, edges)
        trace = line_trace(line.style, name=line.name, x=x, y=y)
        if line.style is not GREY:
            trace["marker"]["size"] = 13
            trace["line"] |= {"dash": "solid", "width": 3}
        hover = f"<b>{line.name}</b><br>{text.place} %{{y}} · %{{x}}<extra></extra>"
        traces.append(trace | {"customdata": [line.code] * len(x), "hovertemplate": hover})
    return {"data": traces, "layout": _layout(lines, list(years), last_place, breaks, text, lang,
                                              size)}  # fmt: skip


def _layout(  # noqa: PLR0913, PLR0917 - the parts of the figure
    lines: Sequence[Line],
    years: list[int],
    last_place: int,
    breaks: Sequence[SeriesBreak],
    text: BumpText,
    lang: str,
    size: Size,
) -> Figure:
    bottom, top = last_place + 0.6, 0.4
    labels = [] if size.narrow else _labels(lines)
    drawn = drawn_breaks(breaks, years)
    notes = [
        theme.note(text.measure, xref="paper", yref="paper", x=0, y=1, xanchor="left",
                   yanchor="bottom", yshift=20),
        *end_labels(labels, low=bottom, high=top, height=size.height - TOP - BOTTOM),
        *([] if size.narrow else map(break_name, drawn)),
        *([theme.stamp(text.sample)] if text.sample else []),
    ]  # fmt: skip
    step = max(1, -(-last_place // MOST_TICKS))
    ticks = sorted({1, *range(step, last_place + 1, step), last_place})
    return {
        "template": theme.template(lang),
        "height": size.height,
        "margin": {"l": 8, "r": 16 if size.narrow else room_for(labels), "t": TOP, "b": BOTTOM},
        "hovermode": "closest",
        "xaxis": {"tickmode": "array", **_spread(year_ticks(years, most=4 if size.narrow else 10))},
        "yaxis": {"tickmode": "array", "tickvals": ticks, "range": [bottom, top]},
        "shapes": list(map(break_line, drawn)),
        "annotations": notes,
    }


def _spread(ticks: Figure) -> Figure:
    """Leave room beside the first and the last marker."""
    if "range" not in ticks:
        return ticks
    low, high = ticks["range"]
    return {**ticks, "range": [low, high + 0.15]}


def _labels(lines: Sequence[Line]) -> list[EndLabel]:
    labels = []
    for line in lines:
        last = next((value for value in reversed(line.values) if value is not None), None)
        if line.labelled and last is not None:
            weight = 700 if line.style is MINE else 550
            name = f"{last:.0f}. {line.name}"
            labels.append(EndLabel(text=name, y=last, colour=line.style.text, weight=weight))
    return labels
