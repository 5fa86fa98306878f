"""Where a unit stands among the units of its group: packed dots, or bars for large groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from smup.figures import theme
from smup.figures.theme import Figure

MAX_DOTS = 150
BINS = 40
_SLOTS = 34


class ValueText(Protocol):
    """Words that dots and bars of values need."""

    @property
    def count(self) -> str:
        """What the bars count, for the hover text."""

    @property
    def suffix(self) -> str:
        """What follows a number."""

    @property
    def number_format(self) -> str:
        """The d3 format of the values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionText:
    """Words of a distribution, already in the reader's language."""

    mine: str | None
    median: str
    half: str
    count: str
    suffix: str
    number_format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartiles:
    """q1, median and q3 of the group."""

    q1: float
    median: float
    q3: float


def pack_dots(
    values: NDArray[np.float64], *, slots: int = _SLOTS
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Stack dots in columns, so that no two share a place.

    Args:
        values: finite values.
        slots: number of columns over the range of the values.

    Returns:
        x of each dot (the middle of its column) and its place in the column, from 0; both in the
        order of ``values``.
    """
    if values.size == 0:
        return values, np.zeros(0, dtype=np.int64)
    low, high = float(values.min()), float(values.max())
    width = (high - low) / slots or 1.0
    column = np.minimum(((values - low) / width).astype(np.int64), slots - 1)
    order = np.lexsort((values, column))
    ranked = column[order]
    starts = np.searchsorted(ranked, ranked, side="left")
    height = np.empty(values.size, dtype=np.int64)
    height[order] = np.arange(values.size) - starts
    return low + (column + 0.5) * width, height


def distribution_figure(  # noqa: PLR0913 - keywords that say what the figure shows
    values: Sequence[float],
    names: Sequence[str],
    codes: Sequence[str],
    *,
    mine: float | None,
    quartiles: Quartiles | None,
    text: DistributionText,
    lang: str,
    sample_text: str | None = None,
) -> Figure:
    """Return the distribution of one year.

    Args:
        values: values of the group's units that have one.
        names: their names, for the hover text.
        codes: their TERYT codes, in ``customdata``: a click selects the unit.
        mine: value of my unit, or None.
        quartiles: of the group, or None when it is empty.
        text: words of the figure.
        lang: language of the template.
        sample_text: text of the sample mark, or None for real data.
    """
    array = np.asarray(values, dtype=np.float64)
    few = array.size <= MAX_DOTS
    trace, top = dots(array, names, codes, text) if few else bars(array, text)
    trace["unselected"] = {"marker": {"opacity": 0.25 if few else 0.3}}
    traces = [trace]
    if mine is not None:
        traces.append(_mine(mine, text))
    return {"data": traces, "layout": _layout(top, mine, quartiles, text, lang, sample_text)}


def dots(
    values: NDArray[np.float64], names: Sequence[str], codes: Sequence[str], text: ValueText
) -> tuple[Figure, float]:
    """Return the values as packed dots, and the height of the tallest column."""
    _, height = pack_dots(values)
    trace: Figure = {
        "type": "scatter",
        "mode": "markers",
        "x": values.tolist(),
        "y": (height + 0.5).tolist(),
        "text": list(names),
        "customdata": list(codes),
        "marker": {"size": 11, "color": theme.DOT, "line": {"color": "#fff", "width": 1}},
        "hovertemplate": (
            f"<b>%{{text}}</b><br>%{{x:{text.number_format}}}{text.suffix}<extra></extra>"
        ),
    }
    return trace, float(height.max(initial=0) + 1)


def bars(
    values: NDArray[np.float64], text: ValueText, *, colour: str = theme.DOT
) -> tuple[Figure, float]:
    """Return the values as bars of equal width, and the height of the tallest one."""
    counts, edges = np.histogram(values, bins=BINS)
    middles = (edges[:-1] + edges[1:]) / 2
    bounds = np.column_stack((edges[:-1], edges[1:]))
    trace: Figure = {
        "type": "bar",
        "x": middles.tolist(),
        "y": counts.tolist(),
        "width": float(edges[1] - edges[0]),
        "customdata": bounds.tolist(),
        "marker": {"color": colour, "line": {"color": "#fff", "width": 1}},
        "hovertemplate": (
            f"%{{customdata[0]:{text.number_format}}}–%{{customdata[1]:{text.number_format}}}"
            f"{text.suffix}<br>{text.count} %{{y}}<extra></extra>"
        ),
    }
    return trace, float(counts.max(initial=1))


def _mine(mine: float, text: DistributionText) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mine],
        "y": [0],
        "cliponaxis": False,
        "marker": {
            "symbol": "diamond",
            "size": 16,
            "color": theme.MINE,
            "line": {"color": "#fff", "width": 2},
        },
        "hovertemplate": f"<b>{text.mine}</b><extra></extra>",
        "selectedpoints": None,
    }


def _layout(
    top: float,
    mine: float | None,
    quartiles: Quartiles | None,
    text: DistributionText,
    lang: str,
    sample_text: str | None,
) -> Figure:
    shapes: list[Figure] = []
    notes: list[Figure] = []
    if quartiles:
        shapes += [half_band(quartiles), upright(quartiles.median, theme.INK, "5px,3px", 0.94)]
        notes.append(_label(quartiles.median, text.median, theme.INK, 600, 0.94))
    if mine is not None and text.mine:
        shapes.append(upright(mine, theme.MINE, "solid", 0.8))
        notes.append(_label(mine, text.mine, theme.MINE, 700, 0.8))
    if sample_text:
        notes.append(theme.stamp(sample_text, size=24))
    return {
        "template": theme.template(lang),
        "margin": {"l": 14, "r": 14, "t": 12, "b": 8},
        "hovermode": "closest",
        "dragmode": "select",
        "selectdirection": "h",
        "bargap": 0,
        "xaxis": {
            "tickformat": theme.axis_format(text.number_format),
            "ticksuffix": "",
            "nticks": 7,
            "ticks": "outside",
            "ticklen": 5,
            "tickcolor": theme.BASELINE,
            "showline": True,
            "linecolor": theme.BASELINE,
        },
        "yaxis": {"visible": False, "range": [0, max(top * 1.9, 8)], "showgrid": False},
        "shapes": shapes,
        "annotations": notes,
    }


def half_band(quartiles: Quartiles, *, top: float = 1) -> Figure:
    """Return the band of the middle half, up to a share of the height."""
    return {
        "type": "rect", "xref": "x", "yref": "paper", "x0": quartiles.q1, "x1": quartiles.q3,
        "y0": 0, "y1": top, "fillcolor": "#E3EAEF", "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def upright(x: float, colour: str, dash: str, top: float) -> Figure:
    """Return a line from the axis up to a share of the height."""
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": top,
        "line": {"color": colour, "width": 2, "dash": dash},
    }  # fmt: skip


def _label(x: float, text: str, colour: str, weight: int, top: float) -> Figure:
    return theme.note(
        text, x=x, y=top, yref="paper", xanchor="auto", yanchor="bottom",
        font={"size": 14, "color": colour, "weight": weight}, bgcolor="rgba(255,255,255,.8)",
    )  # fmt: skip
