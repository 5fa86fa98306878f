"""What every picture over years shares: stretches, breaks, the COVID years, ticks, bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from smup.figures import theme
from smup.figures.theme import Figure

COVID_YEARS = (2019.5, 2021.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesBreak:
    """A break before ``year``, with its label."""

    year: int
    label: str


def split_at_breaks(frame: pd.DataFrame, breaks: Sequence[SeriesBreak]) -> list[pd.DataFrame]:
    """Return the parts of a frame with a column ``year`` between the breaks."""
    years = frame["year"]
    edges = [-1, *sorted(item.year for item in breaks), 9999]
    parts = [frame[(years >= low) & (years < high)] for low, high in pairwise(edges)]
    return [part for part in parts if not part.empty]


def stretches(part: pd.DataFrame, columns: list[str]) -> list[pd.DataFrame]:
    """Return the stretches of successive years in which all the columns have a number."""
    known = part.dropna(subset=columns)
    stretch = (known["year"].diff() != 1).cumsum()
    return [run for _, run in known.groupby(stretch)]


def numbers(column: "pd.Series[Any]") -> list[float | None]:
    """Return a column as plain numbers, None for NaN."""
    return [None if pd.isna(value) else float(value) for value in column]


def whole_years(part: pd.DataFrame) -> list[int]:
    """Return the column ``year`` as plain numbers."""
    return [int(year) for year in part["year"]]


def band(part: pd.DataFrame, low: str, high: str, colour: str) -> list[Figure]:
    """Return the traces of the band between two columns, one pair for each stretch."""
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "type": "scatter"}
    fill = {"fill": "tonexty", "fillcolor": colour}
    return [
        trace
        for run in stretches(part, [low, high])
        for trace in (
            {**edge, "x": whole_years(run), "y": numbers(run[low])},
            {**edge, "x": whole_years(run), "y": numbers(run[high]), **fill},
        )
    ]


def median_line(run: pd.DataFrame, *, name: str, hover: str) -> Figure:
    """Return the dashed line of the medians of successive years; one year alone is a point.

    Args:
        run: rows of one stretch with the columns ``year`` and ``median``.
        name: of the trace.
        hover: template of what the pointer shows.
    """
    return {
        "type": "scatter",
        "name": name,
        "x": whole_years(run),
        "y": numbers(run["median"]),
        "mode": "lines+markers" if len(run) == 1 else "lines",
        "line": {"color": theme.INK, "width": 2, "dash": "7px,4px"},
        "hovertemplate": f"{hover}<extra></extra>",
    }


def drawn_breaks(breaks: Sequence[SeriesBreak], years: Sequence[int]) -> list[SeriesBreak]:
    """Return the breaks that lie inside the years."""
    return [item for item in breaks if years and years[0] < item.year <= years[-1]]


def shows_covid(years: Sequence[int]) -> bool:
    """Tell whether the COVID years lie inside the years."""
    return bool(years) and years[0] <= COVID_YEARS[0] and years[-1] >= COVID_YEARS[1]


def break_line(item: SeriesBreak) -> Figure:
    """Return the dashed line of a break."""
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": item.year - 0.5, "x1": item.year - 0.5,
        "y0": 0, "y1": 1, "line": {"color": theme.WORSE, "width": 2, "dash": "dash"},
    }  # fmt: skip


def break_name(item: SeriesBreak) -> Figure:
    """Return the label above the line of a break."""
    return theme.note(
        item.label,
        x=item.year - 0.5,
        y=1,
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        font={"size": 13, "color": theme.WORSE},
    )


def covid_band() -> Figure:
    """Return the grey band of the COVID years."""
    return {
        "type": "rect", "xref": "x", "yref": "paper", "x0": COVID_YEARS[0], "x1": COVID_YEARS[1],
        "y0": 0, "y1": 1, "fillcolor": theme.COVID, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def covid_name(label: str) -> Figure:
    """Return the label of the COVID years."""
    middle = sum(COVID_YEARS) / 2
    font = {"size": 13, "color": theme.TEXT_3}
    return theme.note(label, x=middle, y=0.99, yref="paper", yanchor="top", font=font)


def year_ticks(years: Sequence[int], *, most: int = 6) -> Figure:
    """Return ticks and range of an axis of years, the last one bold.

    Args:
        years: ascending; empty for an axis without ticks.
        most: about how many ticks fit.
    """
    if not years:
        return {"tickvals": [], "ticktext": []}
    step = max(1, -(-len(years) // most))
    shown = sorted({*range(years[-1], years[0] - 1, -step)})
    labels = [f"<b>{year}</b>" if year == years[-1] else str(year) for year in shown]
    return {"tickvals": shown, "ticktext": labels, "range": [years[0] - 0.3, years[-1] + 0.2]}
