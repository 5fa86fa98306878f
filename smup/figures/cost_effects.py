"""Effects that add up to a difference, as bars that begin where the one before ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from smup.figures import theme
from smup.figures.theme import Figure

DEARER = "#7DBDB5"
CHEAPER = "#FFFFFF"
EDGE = "#3F5566"
ROW = {"wide": 46, "narrow": 52}
FRAME = 74
LINE = 22
WRAP = {"wide": 40, "narrow": 17}


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectBar:
    """A bar.

    Attributes:
        label: what it is, in words.
        amount: zl per unit of output; below 0 makes the cost lower.
        text: the amount as it is written beside the bar.
    """

    label: str
    amount: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsText:
    """Words of the figure.

    Attributes:
        lower: what the left side means.
        higher: what the right side means.
        number_format: d3 format of the axis.
    """

    lower: str
    higher: str
    number_format: str


def effects_figure(
    effects: Sequence[EffectBar],
    total: EffectBar,
    *,
    text: EffectsText,
    lang: str,
    sample_text: str | None,
) -> dict[str, Figure]:
    """Return the bars for wide and for narrow screens, from the first at the top to the total.

    Args:
        effects: parts of the difference, in order.
        total: the whole of it.
        text: words of the figure.
        lang: language of the template.
        sample_text: text of the sample mark, or None for real data.
    """
    starts = [0.0]
    for effect in effects:
        starts.append(starts[-1] + effect.amount)
    rows = list(zip([*effects, total], [*starts[:-1], 0.0], strict=True))
    ends = [0.0, *(start + bar.amount for bar, start in rows)]
    room = 0.28 * ((max(ends) - min(ends)) or 1)
    span = [min(ends) - (room if min(ends) < 0 else 0.1 * room), max(ends) + room]
    return {
        width: {
            "data": [_bars(rows)],
            "layout": {
                **_layout(rows, width, text=text, lang=lang, sample_text=sample_text),
                "xaxis": _axis(span, text),
            },
        }
        for width in ROW
    }


def _bars(rows: Sequence[tuple[EffectBar, float]]) -> Figure:
    whole = len(rows) - 1
    colours = [
        theme.INK if place == whole else DEARER if bar.amount >= 0 else CHEAPER
        for place, (bar, _) in enumerate(rows)
    ]
    hatch = ["/" if colour == CHEAPER else "" for colour in colours]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [bar.amount for bar, _ in rows],
        "y": list(range(len(rows))),
        "base": [start for _, start in rows],
        "width": 0.56,
        "marker": {
            "color": colours,
            "line": {"color": EDGE, "width": 1},
            "pattern": {
                "shape": hatch,
                "fgcolor": EDGE,
                "size": 6,
                "solidity": 0.3,
                "fillmode": "overlay",
            },
        },
        "text": [bar.text for bar, _ in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "textfont": {"size": 14, "color": theme.TEXT},
        "customdata": [bar.label for bar, _ in rows],
        "hovertemplate": "<b>%{customdata}</b> %{text}<extra></extra>",
    }


def _layout(
    rows: Sequence[tuple[EffectBar, float]],
    width: str,
    *,
    text: EffectsText,
    lang: str,
    sample_text: str | None,
) -> Figure:
    labels = [wrapped(bar.label, WRAP[width]) for bar, _ in rows]
    labels[-1] = f"<b>{labels[-1]}</b>"
    links = [
        _link(place, start + bar.amount) for place, ((bar, start), _) in enumerate(pairwise(rows))
    ]
    notes = [
        # On a phone the two do not fit side by side.
        theme.note(text.lower, **_corner("left", up=6 if width == "wide" else LINE)),
        theme.note(text.higher, **_corner("right", up=6)),
    ]
    top = 30 if width == "wide" else 30 + LINE
    return {
        "template": theme.template(lang),
        "height": FRAME + top - 30 + ROW[width] * len(rows),
        "margin": {"l": 8, "r": 12, "t": top, "b": 30},
        "hovermode": "closest",
        "yaxis": {
            "tickmode": "array",
            "tickvals": list(range(len(rows))),
            "ticktext": labels,
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
        },
        "shapes": [_zero(len(rows)), *links],
        "annotations": [*notes, *([theme.stamp(sample_text)] if sample_text else [])],
    }


def _axis(span: list[float], text: EffectsText) -> Figure:
    return {
        "range": span,
        "showgrid": True,
        "gridcolor": theme.GRID,
        "tickformat": theme.axis_format(text.number_format),
        "nticks": 5,
    }


def _corner(side: str, *, up: int) -> Figure:
    return {
        "x": 0 if side == "left" else 1,
        "xref": "paper",
        "y": 1,
        "yref": "paper",
        "xanchor": side,
        "yanchor": "bottom",
        "yshift": up,
        "font": {"size": 13, "color": theme.TEXT_2},
    }


def _zero(rows: int) -> Figure:
    return {
        "type": "line", "x0": 0, "x1": 0, "y0": -0.5, "y1": rows - 0.5,
        "line": {"color": theme.BASELINE, "width": 1.5}, "layer": "below",
    }  # fmt: skip


def _link(place: int, at: float) -> Figure:
    """Return the dotted line from the end of a bar to the one below."""
    return {
        "type": "line", "x0": at, "x1": at, "y0": place + 0.28, "y1": place + 0.72,
        "line": {"color": theme.TEXT_3, "width": 1, "dash": "dot"},
    }  # fmt: skip


def wrapped(label: str, most: int) -> str:
    """Return a label broken into lines of at most so many characters, at spaces."""
    lines = [""]
    for word in label.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(longer) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return "<br>".join(lines)
