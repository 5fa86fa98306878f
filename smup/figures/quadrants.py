"""Two readings of the same units against each other: a scatter with four named corners."""

from collections.abc import Sequence
from dataclasses import dataclass

from smup.figures import theme
from smup.figures.theme import Figure

FEW = 150
_CORNERS = ((1, 1), (0, 1), (1, 0), (0, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadrantText:
    """Words of the figure, already in the reader's language.

    Attributes:
        x: name of the horizontal reading.
        y: name of the vertical reading.
        corners: of the corners: more of both, less of x and more of y, more of x and less of y,
            less of both.
        mine: name of my unit.
    """

    x: str
    y: str
    corners: tuple[str, str, str, str]
    mine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """Units with both readings, all lists in one order.

    Attributes:
        x: horizontal reading.
        y: vertical reading.
        names: for the hover text.
        codes: TERYT codes, in ``customdata``.
        mine: which of them is my unit; None when it has not both readings.
    """

    x: Sequence[float]
    y: Sequence[float]
    names: Sequence[str]
    codes: Sequence[str]
    mine: int | None


def quadrant_figure(
    dots: Dots, *, centre: float, text: QuadrantText, lang: str, sample_text: str | None = None
) -> Figure:
    """Return the scatter; dashed lines at ``centre`` make the corners.

    Args:
        dots: the units.
        centre: value of both readings that parts more from less.
        text: words of the figure.
        lang: language of the template.
        sample_text: text of the sample mark, or None for real data.
    """
    traces = [_others(dots)]
    if dots.mine is not None:
        traces.append(_mine(dots, dots.mine, text))
    notes = [_corner(text.corners[place], *_CORNERS[place]) for place in range(4)]
    if sample_text:
        notes.append(theme.stamp(sample_text))
    axis = {"showgrid": False, "tickformat": ",.0f", "nticks": 6, "zeroline": False}
    layout = {
        "template": theme.template(lang),
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
        "hovermode": "closest",
        "xaxis": {
            **axis,
            "range": _range(dots.x, centre),
            "title": {"text": text.x, "font": {"size": 14}},
            "showline": True,
            "linecolor": theme.BASELINE,
        },
        "yaxis": {
            **axis,
            "range": _range(dots.y, centre),
            "title": {"text": text.y, "font": {"size": 14}},
            "showline": True,
            "linecolor": theme.BASELINE,
        },
        "shapes": [*_grounds(centre), _line(centre, across=True), _line(centre, across=False)],
        "annotations": notes,
    }
    return {"data": traces, "layout": layout}


def _others(dots: Dots) -> Figure:
    kept = [place for place in range(len(dots.x)) if place != dots.mine]
    few = len(kept) <= FEW
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dots.x[place] for place in kept],
        "y": [dots.y[place] for place in kept],
        "text": [dots.names[place] for place in kept],
        "customdata": [dots.codes[place] for place in kept],
        "marker": {
            "size": 11 if few else 5,
            "color": theme.DOT,
            "opacity": 1 if few else 0.6,
            "line": {"color": "#fff", "width": 1 if few else 0},
        },
        "hovertemplate": "<b>%{text}</b><br>%{x:.1f} · %{y:.1f}<extra></extra>",
    }


def _mine(dots: Dots, place: int, text: QuadrantText) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [dots.x[place]],
        "y": [dots.y[place]],
        "text": [text.mine],
        "textposition": "top center",
        "textfont": {"size": 14, "color": theme.MINE, "weight": 700},
        "cliponaxis": False,
        "marker": {
            "symbol": "diamond",
            "size": 16,
            "color": theme.MINE,
            "line": {"color": "#fff", "width": 2},
        },
        "hovertemplate": f"<b>{text.mine}</b><br>%{{x:.1f}} · %{{y:.1f}}<extra></extra>",
    }


def _range(values: Sequence[float], centre: float) -> list[float]:
    """Return a range with the centre in its middle, so that the corners are of one size."""
    reach = max((abs(value - centre) for value in values), default=1.0) or 1.0
    return [centre - 1.12 * reach, centre + 1.12 * reach]


def _grounds(centre: float) -> list[Figure]:
    """Return the tinted ground of the corners in which both readings agree."""
    far = 1e4
    return [
        {
            "type": "rect", "xref": "x", "yref": "y", "layer": "below", "line": {"width": 0},
            "x0": centre, "y0": centre, "x1": centre + sign * far, "y1": centre + sign * far,
            "fillcolor": colour,
        }
        for sign, colour in ((1, "#E3F2EF"), (-1, "#FBEEDF"))
    ]  # fmt: skip


def _line(centre: float, *, across: bool) -> Figure:
    ends = (
        {"xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": centre, "y1": centre}
        if across
        else {"xref": "x", "yref": "paper", "x0": centre, "x1": centre, "y0": 0, "y1": 1}
    )
    line = {"color": theme.INK, "width": 1.5, "dash": "5px,4px"}
    return {"type": "line", "layer": "below", "line": line, **ends}


def _corner(text: str, right: int, top: int) -> Figure:
    return theme.note(
        text,
        xref="paper",
        yref="paper",
        x=0.99 if right else 0.01,
        y=0.99 if top else 0.01,
        xanchor="right" if right else "left",
        yanchor="top" if top else "bottom",
        align="right" if right else "left",
        font={"size": 14, "color": theme.TEXT_2, "weight": 600},
        bgcolor="rgba(255,255,255,.75)",
    )
