"""Trend of one unit against the median and the quartile band of its group."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smup.figures import theme
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
    numbers,
    shows_covid,
    split_at_breaks,
    stretches,
    whole_years,
    year_ticks,
)

__all__ = ["SeriesBreak", "TrendText", "trend_figure"]


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
    parts = split_at_breaks(frame, breaks)
    traces: list[Figure] = []
    for part in parts:
        if wide_band:
            traces += band(part, "p5", "p95", theme.BAND_MOST)
        traces += band(part, "q1", "q3", theme.BAND_HALF)
    for part in parts:
        traces += [_median(run, text) for run in stretches(part, ["median"])]
        if text.unit_name:
            traces.append(_mine(part, text))
    return {"data": traces, "layout": _layout(frame, text, breaks, lang, sample_text)}


def _median(run: pd.DataFrame, text: TrendText) -> Figure:
    hover = f"{text.median} %{{y:{text.number_format}}}{text.suffix}"
    return median_line(run, name=text.median, hover=hover)


def _mine(part: pd.DataFrame, text: TrendText) -> Figure:
    return {
        "type": "scatter",
        "name": text.unit_name,
        "x": whole_years(part),
        "y": numbers(part["value"]),
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
    drawn = drawn_breaks(breaks, years)
    covid = shows_covid(years)
    notes = [_axis_unit(text.measure), *_end_labels(frame, text), *map(break_name, drawn)]
    notes += [covid_name(text.covid)] if covid else []
    notes += [theme.stamp(sample_text)] if sample_text else []
    return {
        "template": theme.template(lang),
        "margin": {"l": 8, "r": 128, "t": 34, "b": 8},
        "hovermode": "x unified",
        "xaxis": {"tickmode": "array", **year_ticks(years)},
        "yaxis": {
            "tickformat": theme.axis_format(text.number_format),
            "nticks": 6,
            "linecolor": theme.BASELINE,
        },
        "shapes": [*map(break_line, drawn), *([covid_band()] if covid else [])],
        "annotations": notes,
    }


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
