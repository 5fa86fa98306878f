"""Several units over the years, on the band and the median of their group."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smup.figures import theme
from smup.figures.series import (
    GREY,
    MINE,
    EndLabel,
    Style,
    cut_line,
    end_labels,
    line_trace,
    room_for,
)
from smup.figures.theme import Figure
from smup.figures.years import (
    SeriesBreak,
    band,
    break_line,
    break_name,
    covid_band,
    covid_name,
    drawn_breaks,
    median_line,
    shows_covid,
    split_at_breaks,
    stretches,
    whole_years,
    year_ticks,
)

TOP, BOTTOM = 40, 40
MARGIN_SHARE = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit.

    Attributes:
        code: its TERYT code, in ``customdata``: a click picks the unit.
        name: as shown.
        values: one a year of the picture, None where there is none.
        style: its look.
        labelled: whether its name stands at the end of its line.
    """

    code: str
    name: str
    values: Sequence[float | None]
    style: Style
    labelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesText:
    """Words of the picture: median, unit of measure, COVID years; format and ending of numbers."""

    median: str
    measure: str
    covid: str
    number_format: str
    suffix: str
    sample: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Of a picture: height in pixels; ``narrow`` for a phone, without labels at the right."""

    height: int = 460
    narrow: bool = False


def lines_figure(
    lines: Sequence[Line],
    group: pd.DataFrame,
    *,
    breaks: Sequence[SeriesBreak],
    text: LinesText,
    lang: str,
    size: Size,
) -> Figure:
    """Return the picture; lines and bands are cut at every break and at every missing year.

    Args:
        lines: units, mine first.
        group: columns year (every year of the picture), median, q1, q3; NaN where there is none.
        breaks: of the series.
        text: words.
        lang: language of the template.
        size: of the picture.
    """
    years = whole_years(group)
    traces: list[Figure] = []
    for part in split_at_breaks(group, breaks):
        traces += band(part, "q1", "q3", theme.BAND_HALF)
    edges = [item.year for item in breaks]
    grey = [line for line in lines if line.style is GREY]
    named = [line for line in lines if line.style is not GREY]
    traces += [trace for line in grey for trace in _drawn(line, years, edges, text)]
    traces += [_median(run, text) for part in split_at_breaks(group, breaks)
               for run in stretches(part, ["median"])]  # fmt: skip
    # Mine is drawn last, over the others, on a white casing.
    traces += [trace for line in reversed(named) for trace in _drawn(line, years, edges, text)]
    return {"data": traces, "layout": _layout(lines, group, breaks, text, lang, size)}


def _drawn(line: Line, years: list[int], edges: list[int], text: LinesText) -> list[Figure]:
    x, y = cut_line(years, line.values, edges)
    hover = f"<b>{line.name}</b><br>%{{y:{text.number_format}}}{text.suffix} · %{{x}}"
    trace = line_trace(line.style, name=line.name, x=x, y=y) | {
        "customdata": [line.code] * len(x),
        "hovertemplate": f"{hover}<extra></extra>",
    }
    return [_casing(x, y), trace] if line.style is MINE else [trace]


def _median(run: pd.DataFrame, text: LinesText) -> Figure:
    hover = f"{text.median}<br>%{{y:{text.number_format}}}{text.suffix} · %{{x}}"
    marker = {"color": theme.INK, "size": 6}
    return {**median_line(run, name=text.median, hover=hover), "marker": marker}


def _casing(x: list[float], y: list[float | None]) -> Figure:
    line = {"color": "#fff", "width": 7}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _layout(
    lines: Sequence[Line],
    group: pd.DataFrame,
    breaks: Sequence[SeriesBreak],
    text: LinesText,
    lang: str,
    size: Size,
) -> Figure:
    years = whole_years(group)
    low, high = value_range(lines, group)
    labels = [] if size.narrow else _labels(lines, group, text)
    drawn = drawn_breaks(breaks, years)
    covid = shows_covid(years)
    notes = [
        theme.note(text.measure, xref="paper", yref="paper", x=0, y=1, xanchor="left",
                   yanchor="bottom", yshift=20),
        *end_labels(labels, low=low, high=high, height=size.height - TOP - BOTTOM),
        *([] if size.narrow else map(break_name, drawn)),
        *([covid_name(text.covid)] if covid else []),
        *([theme.stamp(text.sample)] if text.sample else []),
    ]  # fmt: skip
    return {
        "template": theme.template(lang),
        "height": size.height,
        "margin": {"l": 8, "r": 12 if size.narrow else room_for(labels), "t": TOP, "b": BOTTOM},
        "hovermode": "closest",
        "hoverdistance": 24,
        "xaxis": {"tickmode": "array", **year_ticks(years, most=4 if size.narrow else 8)},
        "yaxis": {
            "tickformat": theme.axis_format(text.number_format),
            "nticks": 6,
            "range": [low, high],
        },
        "shapes": [*map(break_line, drawn), *([covid_band()] if covid else [])],
        "annotations": notes,
    }


def value_range(lines: Sequence[Line], group: pd.DataFrame) -> tuple[float, float]:
    """Return the ends of the axis: all that is drawn with a little room; 0 to 1 for nothing."""
    drawn = [value for line in lines for value in line.values if value is not None]
    columns = group[["median", "q1", "q3"]]
    drawn += [float(value) for value in columns.to_numpy().ravel() if not pd.isna(value)]
    if not drawn:
        return 0.0, 1.0
    low, high = min(drawn), max(drawn)
    room = MARGIN_SHARE * (high - low or abs(high) or 1.0)
    # An axis that would begin just below zero begins at zero: there are no negative shares.
    start = 0.0 if 0 <= low < room else low - room
    return start, high + room


def _labels(lines: Sequence[Line], group: pd.DataFrame, text: LinesText) -> list[EndLabel]:
    labels = [
        EndLabel(text=line.name, y=last, colour=line.style.text, weight=_weight(line))
        for line in lines
        if line.labelled and (last := _last(line.values)) is not None
    ]
    median = group["median"].dropna()
    if len(median):
        last = float(median.iloc[-1])
        labels.append(EndLabel(text=text.median, y=last, colour=theme.INK, weight=600))
    return labels


def _weight(line: Line) -> int:
    return 700 if line.style is MINE else 550


def _last(values: Sequence[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)
