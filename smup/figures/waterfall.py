"""From direct spending to the full cost and to what is paid: bars that stand on one another.

``go.Bar`` with computed bases, because every kind of step has its own colour and pattern, which
``go.Waterfall`` does not offer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from smup.figures import theme
from smup.figures.theme import Figure

StepKind = Literal["direct", "added", "sum", "taken"]
COLOURS: dict[StepKind, str] = {
    "direct": theme.VALUE_5[3],
    "added": theme.VALUE_5[2],
    "sum": theme.INK,
    "taken": "#FFFFFF",
}
HATCH, EDGE = "#8796A1", "#5E6D78"
HALF, LABEL_ROOM = 0.37, 0.14
HEIGHT, ROW = 400, 44
THIN = 0.006
"""A step below this share of the axis is drawn as a line: its bar would be less than a pixel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step.

    Attributes:
        name: of the step, short.
        notes: small lines under the name.
        kind: direct, added, sum or taken.
        value: what it adds, below 0 where it takes away; of a sum its level; NaN: not known.
        label: the value in words, with its sign.
        hover: what is said under the pointer.
    """

    name: str
    notes: tuple[str, ...]
    kind: StepKind
    value: float
    label: str
    hover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaterfallText:
    """Words of the figure: the unit of measure above the axis, and the sample mark or None."""

    unit: str
    sample: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Where a step is drawn: from ``base`` to ``end``; NaN both where its level is not known."""

    base: float
    end: float

    @property
    def known(self) -> bool:
        """Tell whether it can be drawn."""
        return not math.isnan(self.end)

    @property
    def top(self) -> float:
        """Return its upper edge; 0 where it cannot be drawn, so that the label stands low."""
        return max(self.base, self.end) if self.known else 0.0


def bars(steps: Sequence[Step]) -> tuple[Bar, ...]:
    """Return where each step is drawn.

    A step that is not known leaves a gap, and the next one stands where it would have begun. What
    is taken from a sum that is not known has no level.
    """
    level, found = 0.0, []
    for step in steps:
        base = 0.0 if step.kind == "sum" else level
        bar = Bar(base=base, end=base + step.value)
        found.append(bar)
        if bar.known or step.kind == "sum":
            level = bar.end
    return tuple(found)


def waterfall_figure(
    steps: Sequence[Step], *, text: WaterfallText, lang: str, narrow: bool = False
) -> Figure:
    """Return the figure: upright bars, or lying ones for a phone.

    Args:
        steps: from the first to the last.
        text: words.
        lang: language of the template.
        narrow: for a phone: names at the left, amounts at the right.
    """
    drawn = bars(steps)
    low, high = _ends(drawn)
    draw = _lying if narrow else _upright
    return draw(steps, drawn, (low, high), text, lang)


def _ends(drawn: Sequence[Bar]) -> tuple[float, float]:
    edges = [edge for bar in drawn if bar.known for edge in (bar.base, bar.end)]
    low, high = min([0.0, *edges]), max([0.0, *edges])
    return (low, high) if high > low else (0.0, 1.0)


def _upright(
    steps: Sequence[Step],
    drawn: Sequence[Bar],
    ends: tuple[float, float],
    text: WaterfallText,
    lang: str,
) -> Figure:
    low, high = ends
    span = high - low
    unit = theme.note(text.unit, xref="paper", yref="paper", x=0, y=1, xanchor="left",
                      yanchor="bottom", yshift=8)  # fmt: skip
    layout = {
        "template": theme.template(lang),
        "height": HEIGHT,
        "margin": {"l": 4, "r": 4, "t": 34, "b": 76},
        "bargap": 0,
        "hovermode": "closest",
        "xaxis": _names_below(steps),
        "yaxis": {
            "visible": False,
            "range": [low - (0.1 * span if low < 0 else 0), high + LABEL_ROOM * span],
        },
        "shapes": [_baseline(len(steps)), *_connectors(drawn, upright=True),
                   *_thin(steps, drawn, span, upright=True)],
        "annotations": [unit, *([_stamp(text.sample)] if text.sample else [])],
    }  # fmt: skip
    return {"data": [_bar_trace(steps, drawn, upright=True), _above(steps, drawn)],
            "layout": layout}  # fmt: skip


def _names_below(steps: Sequence[Step]) -> Figure:
    """Return the axis with the names of the steps and their small lines."""
    return {
        "tickmode": "array",
        "tickvals": list(range(len(steps))),
        "ticktext": [_tick(step) for step in steps],
        "tickangle": 0,
        "range": [-0.5, len(steps) - 0.5],
        "automargin": False,
        "tickfont": {"size": 14, "color": theme.INK},
    }


def _above(steps: Sequence[Step], drawn: Sequence[Bar]) -> Figure:
    """Return the labels above the bars, also of what is taken away."""
    return {
        "type": "scatter", "mode": "text", "hoverinfo": "skip", "cliponaxis": False,
        "x": list(range(len(steps))), "y": [bar.top for bar in drawn],
        "text": [_strong(step) for step in steps], "textposition": "top center",
        "textfont": {"size": 15, "color": theme.INK},
    }  # fmt: skip


def _lying(
    steps: Sequence[Step],
    drawn: Sequence[Bar],
    ends: tuple[float, float],
    text: WaterfallText,
    lang: str,
) -> Figure:
    low, high = ends
    span = high - low
    rows = len(steps)
    unit = theme.note(text.unit, xref="paper", yref="paper", x=1, y=1, xanchor="right",
                      yanchor="bottom", yshift=4)  # fmt: skip
    sample = [theme.stamp(text.sample, size=22)] if text.sample else []
    layout = {
        "template": theme.template(lang),
        "height": ROW * rows + 44,
        "margin": {"l": 0, "r": 0, "t": 32, "b": 4},
        "bargap": 0,
        "hovermode": "closest",
        "xaxis": {"visible": False, "domain": [0.42, 0.8], "range": [low, high + 0.02 * span]},
        "yaxis": {
            "visible": False, "autorange": False, "range": [rows - 0.5, -0.5], "showgrid": False,
        },
        "shapes": [*_connectors(drawn, upright=False),
                   *_thin(steps, drawn, span, upright=False)],
        "annotations": [unit, *_beside(steps), *sample],
    }  # fmt: skip
    return {"data": [_bar_trace(steps, drawn, upright=False)], "layout": layout}


def _beside(steps: Sequence[Step]) -> list[Figure]:
    """Return names at the left and amounts at the right of lying bars."""
    font = {"size": 14, "color": theme.INK}
    notes = []
    for at, step in enumerate(steps):
        place = {"xref": "paper", "y": at, "yanchor": "middle", "font": font}
        name = f"<b>{step.name}</b><br>{_small(' '.join(step.notes))}"
        notes += [
            theme.note(name, x=0, xanchor="left", align="left", **place),
            theme.note(_strong(step), x=1, xanchor="right", **place),
        ]
    return notes


def _bar_trace(steps: Sequence[Step], drawn: Sequence[Bar], *, upright: bool) -> Figure:
    places = list(range(len(steps)))
    lengths = [bar.end - bar.base if bar.known else None for bar in drawn]
    taken = [step.kind == "taken" for step in steps]
    return {
        "type": "bar",
        "orientation": "v" if upright else "h",
        "x": places if upright else lengths,
        "y": lengths if upright else places,
        "base": [bar.base if bar.known else 0.0 for bar in drawn],
        "width": 2 * HALF if upright else 0.56,
        "marker": {
            "color": [COLOURS[step.kind] for step in steps],
            "line": {"color": EDGE, "width": [1 if one else 0 for one in taken]},
            "pattern": {
                "shape": ["/" if one else "" for one in taken],
                "fgcolor": HATCH,
                "size": 6,
                "solidity": 0.35,
                "fillmode": "overlay",
            },
        },
        "text": [step.hover for step in steps],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
    }


def _connectors(drawn: Sequence[Bar], *, upright: bool) -> list[Figure]:
    """Return the dotted lines from the end of each step to the beginning of the next."""
    half = HALF if upright else 0.28
    return [
        _line(bar.end, at + half, at + 1 - half, upright=upright, width=1, dash="2px,2px")
        for at, bar in enumerate(drawn[:-1])
        if bar.known and drawn[at + 1].known
    ]


def _thin(
    steps: Sequence[Step], drawn: Sequence[Bar], span: float, *, upright: bool
) -> list[Figure]:
    """Return a line for each step that is nothing or next to nothing, so that it is seen."""
    half = HALF if upright else 0.28
    return [
        _line(bar.end, at - half, at + half, upright=upright, width=3, dash="solid",
              colour=EDGE if steps[at].kind == "taken" else COLOURS[steps[at].kind])
        for at, bar in enumerate(drawn)
        if bar.known and abs(bar.end - bar.base) < THIN * span
    ]  # fmt: skip


def _line(  # noqa: PLR0913 - the ends and the look of a line
    level: float,
    start: float,
    end: float,
    *,
    upright: bool,
    width: int,
    dash: str,
    colour: str = theme.TEXT_2,
) -> Figure:
    along, across = ("x", "y") if upright else ("y", "x")
    place = {f"{along}0": start, f"{along}1": end, f"{across}0": level, f"{across}1": level}
    line = {"color": colour, "width": width, "dash": dash}
    return {"type": "line", "xref": "x", "yref": "y", **place, "line": line}


def _stamp(text: str) -> Figure:
    """Return the sample mark between the two sums: on a dark bar it could not be read."""
    return theme.stamp(text, size=22) | {"x": 0.74, "y": 0.4, "xanchor": "center"}


def _baseline(n: int) -> Figure:
    colour = theme.BASELINE
    return _line(0.0, -0.5, n - 0.5, upright=True, width=1, dash="solid", colour=colour)


def _strong(step: Step) -> str:
    return f"<b>{step.label}</b>"


def _tick(step: Step) -> str:
    return "<br>".join([f"<b>{step.name}</b>", *map(_small, step.notes)])


def _small(text: str) -> str:
    return f'<span style="font-size:13px;color:{theme.TEXT_3}">{text}</span>'
