"""How an indicator is spread over the group in a year, with the chosen units marked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smup.figures import theme
from smup.figures.distribution import MAX_DOTS, Quartiles, bars, dots, half_band, upright
from smup.figures.series import GREY, MINE, PICKED, Style
from smup.figures.theme import Figure

LABEL_STEP = 22
TOP, BOTTOM = 16, 36
PALE = "#A9BCC8"
PLOT_SHARE = 0.52
"""Share of the height that dots and bars take; labels stand above them."""
TOO_NEAR = 0.22
"""Labels nearer than this share of the width do not stand in one row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A chosen unit: code, name with its value, the value, its look, whether it has a label."""

    code: str
    name: str
    value: float
    style: Style
    labelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadText:
    """Words of the picture.

    Attributes:
        count: what the bars count, for the hover text.
        suffix: what follows a number.
        number_format: d3 format of the values.
        sample: text of the sample mark, or None for real data.
    """

    count: str
    suffix: str
    number_format: str
    sample: str | None = None


def spread_figure(  # noqa: PLR0913 - keywords that say what the figure shows
    values: Sequence[float],
    names: Sequence[str],
    codes: Sequence[str],
    *,
    marks: Sequence[Mark],
    quartiles: Quartiles | None,
    weighted: float | None,
    text: SpreadText,
    lang: str,
    height: int,
    narrow: bool = False,
) -> Figure:
    """Return the distribution.

    Args:
        values: of the units of the group that have one.
        names: of these units, for the hover text.
        codes: their TERYT codes, in ``customdata``.
        marks: chosen units, mine first.
        quartiles: of the group, or None when it is empty.
        weighted: median weighted by people, or None when it is not known.
        text: words.
        lang: language of the template.
        height: in pixels.
        narrow: for a phone: only mine and the picked unit are named.
    """
    array = np.asarray(values, dtype=np.float64)
    few = array.size <= MAX_DOTS
    trace, top = dots(array, names, codes, text) if few else bars(array, text, colour=PALE)
    traces = [trace, *(_mark(mark) for mark in reversed(marks))]
    shown = [mark for mark in marks if mark.labelled and (not narrow or _first(mark))]
    rows = _rows(shown, array)
    shapes, notes = _group(quartiles, weighted), list[Figure]()
    for mark, row in zip(shown, rows, strict=True):
        place = 1 - (row * LABEL_STEP + 14) / (height - TOP - BOTTOM)
        shapes.append(_stem(mark, place))
        notes.append(_label(mark.value, mark.name, mark.style, place, array))
    notes += [theme.stamp(text.sample, size=24)] if text.sample else []
    layout = {**_axes(text, top, narrow=narrow), "height": height, "template": theme.template(lang)}
    layout |= {"shapes": shapes, "annotations": notes}
    return {"data": traces, "layout": layout}


def _axes(text: SpreadText, top: float, *, narrow: bool) -> Figure:
    return {
        "margin": {"l": 14, "r": 14, "t": TOP, "b": BOTTOM},
        "hovermode": "closest",
        "bargap": 0,
        "xaxis": {
            "tickformat": theme.axis_format(text.number_format),
            "nticks": 5 if narrow else 9,
            "ticks": "outside",
            "ticklen": 5,
            "tickcolor": theme.BASELINE,
            "showline": True,
            "linecolor": theme.BASELINE,
        },
        "yaxis": {"visible": False, "range": [0, max(top / PLOT_SHARE, 8)], "showgrid": False},
    }


def _first(mark: Mark) -> bool:
    return mark.style in (MINE, PICKED)


def _rows(marks: Sequence[Mark], values: NDArray[np.float64]) -> list[int]:
    """Return the row of each label, so that labels of near values do not share one."""
    known = [*values.tolist(), *(mark.value for mark in marks)]
    width = (max(known) - min(known)) if known else 0
    taken: list[list[float]] = []
    rows = []
    for mark in marks:
        free = (
            at for at, held in enumerate(taken)
            if all(abs(mark.value - other) > TOO_NEAR * width for other in held)
        )  # fmt: skip
        row = next(free, len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append(mark.value)
        rows.append(row)
    return rows


def _mark(mark: Mark) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.value],
        "y": [0],
        "cliponaxis": False,
        "customdata": [mark.code],
        "marker": {
            "symbol": mark.style.symbol,
            "size": 16 if mark.style is MINE else 12,
            "color": mark.style.colour,
            "line": {"color": "#fff" if mark.style is not GREY else theme.INK, "width": 1.5},
        },
        "hovertemplate": f"<b>{mark.name}</b><extra></extra>",
    }


def _group(quartiles: Quartiles | None, weighted: float | None) -> list[Figure]:
    shapes: list[Figure] = []
    if quartiles:
        shapes.append(half_band(quartiles, top=PLOT_SHARE))
        shapes.append(upright(quartiles.median, theme.INK, "5px,3px", PLOT_SHARE))
    if weighted is not None:
        shapes.append(upright(weighted, theme.TEXT_2, "1.5px,3px", PLOT_SHARE))
    return shapes


def _stem(mark: Mark, top: float) -> Figure:
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": mark.value, "x1": mark.value, "y0": 0,
        "y1": top - 0.02, "line": {"color": mark.style.colour, "width": 1.5}, "layer": "below",
    }  # fmt: skip


def _label(x: float, name: str, style: Style, place: float, values: NDArray[np.float64]) -> Figure:
    middle = (float(values.min()) + float(values.max())) / 2 if values.size else x
    right = x <= middle
    return theme.note(
        name, x=x, y=place, yref="paper", xanchor="left" if right else "right",
        yanchor="middle", xshift=-4 if right else 4, bgcolor="rgba(255,255,255,.85)",
        font={"size": 14, "color": style.text, "weight": 700 if style is MINE else 550},
    )  # fmt: skip
