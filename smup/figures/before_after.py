"""A unit before and after a practice, against its group: the large figure and a small one."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smup.figures import theme
from smup.figures.series import EndLabel, end_labels, room_for
from smup.figures.theme import Figure
from smup.figures.years import (
    SeriesBreak,
    band,
    break_line,
    break_name,
    drawn_breaks,
    median_line,
    numbers,
    split_at_breaks,
    stretches,
    whole_years,
    year_ticks,
)

PRACTICE = "#0A558C"
AFTER = "#EEF4F9"
HEIGHTS = {"wide": 360, "narrow": 300}
TICKS = {"wide": 10, "narrow": 4}
PLOTS = {"wide": 560, "narrow": 220}
"""Least widths of the plot on the screens each figure is for, in pixels."""
LETTER = 7.6  # pixels of a letter of a label, with the space around the label
TOP, BOTTOM = 34, 30
COLUMNS = ("year", "value", "median", "q1", "q3")


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfterText:
    """Words of the figure, already in the reader's language.

    Attributes:
        unit: name of the unit.
        unit_end: newest value of the unit and its name, at the right end of its line.
        unit_short: the same on a phone, where names have no room.
        median: label of the median.
        median_end: newest median and its name.
        median_short: the same on a phone.
        before: label left of the line of implementation.
        after: label right of it.
        moment: label of the line itself, where nothing fits right of it.
        measure: unit of measure, above the axis.
        number_format: d3 format of the values.
        suffix: what follows a number in the hover text.
    """

    unit: str
    unit_end: str
    unit_short: str
    median: str
    median_end: str
    median_short: str
    before: str
    after: str
    moment: str
    measure: str
    number_format: str
    suffix: str


def before_after_figure(
    frame: pd.DataFrame,
    *,
    started: int,
    text: BeforeAfterText,
    breaks: Sequence[SeriesBreak] = (),
    lang: str,
    sample_text: str | None = None,
) -> dict[str, Figure]:
    """Return the figure for wide and for narrow screens; lines are cut at breaks and gaps.

    Args:
        frame: one row a year with columns year, value (the unit), median, q1, q3 (its group);
            NaN where there is none; not empty.
        started: year of implementation.
        text: words of the figure.
        breaks: breaks of the series.
        lang: language of the template.
        sample_text: text of the sample mark, or None for real data.
    """
    traces = _traces(frame, text, breaks)
    return {
        width: {
            "data": traces,
            "layout": _layout(frame, started, text, breaks, (lang, sample_text, width)),
        }
        for width in HEIGHTS
    }


def _traces(
    frame: pd.DataFrame, text: BeforeAfterText, breaks: Sequence[SeriesBreak]
) -> list[Figure]:
    parts = split_at_breaks(frame, breaks)
    bands = [trace for part in parts for trace in band(part, "q1", "q3", theme.BAND_HALF)]
    medians = [_median(run, text) for part in parts for run in stretches(part, ["median"])]
    return [*bands, *medians, *(_unit(part, text) for part in parts)]


def _median(run: pd.DataFrame, text: BeforeAfterText) -> Figure:
    hover = f"{text.median} %{{y:{text.number_format}}}{text.suffix}"
    return median_line(run, name=text.median, hover=hover)


def _unit(part: pd.DataFrame, text: BeforeAfterText) -> Figure:
    return {
        "type": "scatter",
        "name": text.unit,
        "x": whole_years(part),
        "y": numbers(part["value"]),
        "mode": "lines+markers",
        "connectgaps": False,
        "line": {"color": PRACTICE, "width": 3},
        "marker": {"size": 8, "color": PRACTICE, "line": {"color": "#fff", "width": 1.4}},
        "hovertemplate": (
            f"<b>{text.unit}</b> %{{y:{text.number_format}}}{text.suffix}<extra></extra>"
        ),
    }


def _layout(
    frame: pd.DataFrame,
    started: int,
    text: BeforeAfterText,
    breaks: Sequence[SeriesBreak],
    look: tuple[str, str | None, str],
) -> Figure:
    lang, sample_text, width = look
    years = whole_years(frame)
    low, high = _range(frame)
    drawn = drawn_breaks(breaks, years)
    labels = _labels(frame, text, width)
    plot = HEIGHTS[width] - TOP - BOTTOM
    notes = [
        *end_labels(labels, low=low, high=high, height=plot),
        *_phases(started, years, text, (PLOTS[width], room_for(labels))),
        _axis_unit(text.measure),
        *(break_name(item) for item in drawn if width == "wide"),
    ]
    notes += [theme.stamp(sample_text, size=26 if width == "wide" else 18)] if sample_text else []
    return {
        "template": theme.template(lang),
        "height": HEIGHTS[width],
        "margin": {"l": 8, "r": room_for(labels), "t": TOP, "b": BOTTOM},
        "hovermode": "x unified",
        "xaxis": {"tickmode": "array", **year_ticks(years, most=TICKS[width])},
        "yaxis": {
            "tickformat": theme.axis_format(text.number_format),
            "nticks": 6 if width == "wide" else 4,
            "linecolor": theme.BASELINE,
            "range": [low, high],
        },
        "shapes": [*_implementation(started, years), *map(break_line, drawn)],
        "annotations": notes,
    }


def _range(frame: pd.DataFrame) -> tuple[float, float]:
    """Return the ends of the axis of values, with room above for the labels of the phases."""
    every = frame[["value", "median", "q1", "q3"]]
    low, high = float(every.min().min()), float(every.max().max())
    span = (high - low) or abs(high) or 1.0
    start = low - 0.06 * span
    return (0.0 if low >= 0 > start else start), high + 0.2 * span


def _labels(frame: pd.DataFrame, text: BeforeAfterText, width: str) -> list[EndLabel]:
    names = (text.unit_end, text.median_end)
    if width == "narrow":
        names = (text.unit_short, text.median_short)
    ends = (("value", names[0], PRACTICE, 700), ("median", names[1], theme.INK, 600))
    known = [(frame[name].dropna(), label, colour, bold) for name, label, colour, bold in ends]
    return [
        EndLabel(text=label, y=float(column.iloc[-1]), colour=colour, weight=bold)
        for column, label, colour, bold in known
        if len(column)
    ]


def _phases(
    started: int, years: Sequence[int], text: BeforeAfterText, space: tuple[int, int]
) -> list[Figure]:
    """Name the two sides of the implementation.

    Without room for "since" right of the line, the line itself is named at its left; without
    room for "before" it is left out.

    Args:
        started: year of implementation.
        years: those drawn.
        text: words of the figure.
        space: width of the plot and of the margin at its right, in pixels.
    """
    if not years[0] <= started <= years[-1]:
        return []
    plot, margin = space
    left = plot * (started - years[0]) / max(years[-1] - years[0], 1)
    font = {"size": 14, "color": PRACTICE, "weight": 650}
    place = {"x": started, "y": 1, "yref": "paper", "yanchor": "top", "font": font}
    at_left = {**place, "xanchor": "right", "xshift": -6, "bgcolor": "#fff"}
    if plot - left + margin < LETTER * len(text.after):
        return [theme.note(text.moment, **at_left)]
    after = theme.note(text.after, **place, xanchor="left", xshift=6, bgcolor=AFTER)
    room = left >= LETTER * len(text.before)
    return [theme.note(text.before, **at_left), after] if room else [after]


def _axis_unit(measure: str) -> Figure:
    return theme.note(
        measure, xref="paper", yref="paper", x=0, y=1, xanchor="right", yanchor="bottom", yshift=8
    )


def _implementation(started: int, years: Sequence[int]) -> list[Figure]:
    """Return the ground after the implementation and the line that begins it."""
    if not years[0] <= started <= years[-1]:
        return []
    span = {"xref": "x", "yref": "paper", "y0": 0, "y1": 1, "x0": started}
    return [
        {
            "type": "rect", **span, "x1": years[-1] + 0.2, "fillcolor": AFTER,
            "line": {"width": 0}, "layer": "below",
        },
        {"type": "line", **span, "x1": started, "line": {"color": PRACTICE, "width": 2}},
    ]  # fmt: skip
