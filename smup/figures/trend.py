"""Trend of one unit against the median and the quartile band of its group."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from smup.figures import theme
from smup.figures.theme import Figure

COVID_YEARS = (2019.5, 2021.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendText:
    """Words of a trend figure, already in the reader's language.

    Attributes:
        unit_name: name of my unit, or None when none is chosen.
        unit_end: name and newest value of my unit, at the right end of its line.
        median_end: the same of the median.
        median: label of the group's median line.
        half: label of the band between the quartiles.
        measure: unit of measure, stands above the axis.
        covid: label of the COVID years.
        number_format: d3 format of the values, such as ``,.1f``.
        suffix: what follows a number, such as ``%`` or `` zł``.
    """

    unit_name: str | None
    unit_end: str
    median_end: str
    median: str
    half: str
    measure: str
    covid: str
    number_format: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesBreak:
    """A break before ``year``, with its label."""

    year: int
    label: str


def trend_figure(
    frame: pd.DataFrame,
    *,
    text: TrendText,
    breaks: Sequence[SeriesBreak] = (),
    wide_band: bool = False,
    lang: str,
    sample_text: str | None = None,
) -> Figure:
    """Return the trend; lines and bands are cut at every break and at every missing year.

    Args:
        frame: one row a year with columns year, value (my unit), median, q1, q3, p5, p95;
            NaN where there is none.
        text: words of the figure.
        breaks: breaks of the series.
        wide_band: also draw the band from p5 to p95.
        lang: language of the template.
        sample_text: text of the sample mark, or None for real data.
    """
    parts = _split(frame, breaks)
    traces: list[Figure] = []
    for part in parts:
        if wide_band:
            traces += _band(part, "p5", "p95", theme.BAND_MOST)
        traces += _band(part, "q1", "q3", theme.BAND_HALF)
    for part in parts:
        traces += [_median(run, text) for run in _runs(part, ["median"])]
        if text.unit_name:
            traces.append(_mine(part, text))
    return {"data": traces, "layout": _layout(frame, text, breaks, lang, sample_text)}


def _split(frame: pd.DataFrame, breaks: Sequence[SeriesBreak]) -> list[pd.DataFrame]:
    years = frame["year"]
    edges = [-1, *sorted(item.year for item in breaks), 9999]
    parts = [frame[(years >= low) & (years < high)] for low, high in pairwise(edges)]
    return [part for part in parts if not part.empty]


def _numbers(column: "pd.Series[Any]") -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in column]


def _band(part: pd.DataFrame, low: str, high: str, colour: str) -> list[Figure]:
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "type": "scatter"}
    fill = {"fill": "tonexty", "fillcolor": colour}
    return [
        trace
        for run in _runs(part, [low, high])
        for trace in (
            {**edge, "x": _years(run), "y": _numbers(run[low])},
            {**edge, "x": _years(run), "y": _numbers(run[high]), **fill},
        )
    ]


def _runs(part: pd.DataFrame, columns: list[str]) -> list[pd.DataFrame]:
    """Return the stretches of successive years in which all the columns have a number."""
    known = part.dropna(subset=columns)
    stretch = (known["year"].diff() != 1).cumsum()
    return [run for _, run in known.groupby(stretch)]


def _years(part: pd.DataFrame) -> list[int]:
    return [int(year) for year in part["year"]]


def _median(run: pd.DataFrame, text: TrendText) -> Figure:
    return {
        "type": "scatter",
        "name": text.median,
        "x": _years(run),
        "y": _numbers(run["median"]),
        "mode": "lines+markers" if len(run) == 1 else "lines",
        "line": {"color": theme.INK, "width": 2, "dash": "7px,4px"},
        "hovertemplate": f"{text.median} %{{y:{text.number_format}}}{text.suffix}<extra></extra>",
    }


def _mine(part: pd.DataFrame, text: TrendText) -> Figure:
    return {
        "type": "scatter",
        "name": text.unit_name,
        "x": _years(part),
        "y": _numbers(part["value"]),
        "mode": "lines+markers",
        "connectgaps": False,
        "line": {"color": theme.MINE, "width": 3},
        "marker": {
            "symbol": "diamond",
            "size": 9,
            "color": theme.MINE,
            "line": {"color": "#fff", "width": 1},
        },
        "hovertemplate": (
            f"<b>{text.unit_name}</b> %{{y:{text.number_format}}}{text.suffix}<extra></extra>"
        ),
    }


def _layout(
    frame: pd.DataFrame,
    text: TrendText,
    breaks: Sequence[SeriesBreak],
    lang: str,
    sample_text: str | None,
) -> Figure:
    years = frame["year"].astype(int).tolist()
    drawn = [item for item in breaks if years and years[0] < item.year <= years[-1]]
    covid = bool(years) and years[0] <= COVID_YEARS[0] and years[-1] >= COVID_YEARS[1]
    notes = [_axis_unit(text.measure), *_end_labels(frame, text), *map(_break_name, drawn)]
    notes += [_covid_name(text.covid)] if covid else []
    notes += [theme.stamp(sample_text)] if sample_text else []
    return {
        "template": theme.template(lang),
        "margin": {"l": 8, "r": 128, "t": 34, "b": 8},
        "hovermode": "x unified",
        "xaxis": {"tickmode": "array", **_year_ticks(years)},
        "yaxis": {
            "tickformat": theme.axis_format(text.number_format),
            "nticks": 6,
            "linecolor": theme.BASELINE,
        },
        "shapes": [*map(_break_line, drawn), *([_covid_band()] if covid else [])],
        "annotations": notes,
    }


def _break_name(item: SeriesBreak) -> Figure:
    return theme.note(
        item.label,
        x=item.year - 0.5,
        y=1,
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        font={"size": 13, "color": theme.WORSE},
    )


def _covid_name(label: str) -> Figure:
    middle = sum(COVID_YEARS) / 2
    font = {"size": 13, "color": theme.TEXT_3}
    return theme.note(label, x=middle, y=0.99, yref="paper", yanchor="top", font=font)


def _year_ticks(years: list[int]) -> Figure:
    if not years:
        return {"tickvals": [], "ticktext": []}
    step = max(1, -(-len(years) // 6))
    shown = sorted({*range(years[-1], years[0] - 1, -step)})
    labels = [f"<b>{year}</b>" if year == years[-1] else str(year) for year in shown]
    return {"tickvals": shown, "ticktext": labels, "range": [years[0] - 0.3, years[-1] + 0.2]}


def _axis_unit(measure: str) -> Figure:
    return theme.note(
        measure, xref="paper", yref="paper", x=0, y=1, xanchor="right", yanchor="bottom", yshift=8
    )


def _end_labels(frame: pd.DataFrame, text: TrendText) -> list[Figure]:
    """Name the lines at their right ends; labels that would overlap are pushed apart."""
    known = frame.dropna(subset=["median"])
    if known.empty:
        return []
    last = known.iloc[-1]
    labels = [(float(last["median"]), text.median_end, theme.INK, 600)]
    mine = frame.dropna(subset=["value"]) if text.unit_name else frame.iloc[:0]
    if not mine.empty:
        end = mine.iloc[-1]
        labels.append((float(end["value"]), text.unit_end, theme.MINE, 700))
    labels.sort(key=lambda label: label[0])
    spread = float(
        frame[["value", "q1", "q3"]].max().max() - frame[["value", "q1", "q3"]].min().min()
    )
    close = len(labels) == 2 and labels[1][0] - labels[0][0] < 0.12 * (spread or 1)
    shifts = [-10, 10] if close else [0] * len(labels)
    return [
        theme.note(
            name,
            x=1,
            xref="paper",
            y=value,
            xanchor="left",
            xshift=8,
            yshift=shift,
            align="left",
            font={"size": 14, "color": colour, "weight": weight},
        )
        for (value, name, colour, weight), shift in zip(labels, shifts, strict=True)
    ]


def _break_line(item: SeriesBreak) -> Figure:
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": item.year - 0.5, "x1": item.year - 0.5,
        "y0": 0, "y1": 1, "line": {"color": theme.WORSE, "width": 2, "dash": "dash"},
    }  # fmt: skip


def _covid_band() -> Figure:
    return {
        "type": "rect", "xref": "x", "yref": "paper", "x0": COVID_YEARS[0], "x1": COVID_YEARS[1],
        "y0": 0, "y1": 1, "fillcolor": theme.COVID, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip
