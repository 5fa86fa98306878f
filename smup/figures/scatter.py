"""Two indicators of one year: units as dots, chosen ones marked, a fitted line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smup.figures import theme
from smup.figures.series import GREY, MINE, PICKED, Style
from smup.figures.theme import Figure

KIND_LOOKS: Mapping[str, tuple[str, str]] = {
    "miejska": ("#2F9BD1", "circle"),
    "miejsko-wiejska": ("#C77700", "square"),
    "wiejska": ("#0B7A6F", "triangle-up"),
    "miasto-na-prawach-powiatu": ("#6A4FB0", "cross"),
}
ONE_KIND = (theme.DOT, "circle")
FAINT = 0.18
MANY = 400
TOP, BOTTOM = 40, 56
ROOM = 0.04
"""Share of a range left free at each end of an axis."""
NEAR = 0.14
"""Names nearer than this share of the width are pushed apart."""
NAME_GAP = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A unit.

    Attributes:
        code: its TERYT code, in ``customdata``: brushing and clicking pick units by it.
        name: for the hover text.
        kind: code of its kind, which gives colour and shape.
        x: value across.
        y: value up.
        inside: whether it lies in the brushed range; True without one.
        style: look of a chosen unit, None for the others.
    """

    code: str
    name: str
    kind: str
    x: float
    y: float
    inside: bool = True
    style: Style | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisText:
    """Words of an axis: name with unit of measure, format and ending of its numbers."""

    title: str
    number_format: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterText:
    """Words of the picture.

    Attributes:
        x: of the axis across.
        y: of the axis up.
        kinds: name of each kind of unit.
        line: label of the fitted line.
        sample: text of the sample mark, or None for real data.
    """

    x: AxisText
    y: AxisText
    kinds: Mapping[str, str]
    line: str
    sample: str | None = None


Segment = tuple[float, float, float, float]
"""x and y of the start, x and y of the end."""


def scatter_figure(  # noqa: PLR0913 - keywords that say what the figure shows
    dots: Sequence[Dot],
    *,
    line: Segment | None,
    box: Segment | None,
    text: ScatterText,
    lang: str,
    height: int,
    narrow: bool = False,
) -> Figure:
    """Return the picture; the chosen units lie over the others.

    Args:
        dots: units with both values.
        line: ends of the fitted line, or None.
        box: brushed range as least and greatest x, least and greatest y.
        text: words.
        lang: language of the template.
        height: in pixels.
        narrow: for a phone: only mine and the picked unit have their names beside them.
    """
    others = [dot for dot in dots if dot.style is None]
    chosen = [dot for dot in dots if dot.style is not None]
    traces = [
        _kind(kind, [dot for dot in others if dot.kind == kind], text)
        for kind in sorted({dot.kind for dot in others})
    ]
    traces += [_fitted(line, text)] if line else []
    # Mine is drawn last, over all others.
    traces += [_chosen(chosen[::-1], text)] if chosen else []
    ranges = _ranges(dots)
    named = [dot for dot in chosen if _has_name(dot, narrow=narrow)]
    notes = _names(named, ranges, height - TOP - BOTTOM)
    notes.append(theme.note(text.y.title, xref="paper", yref="paper", x=0, y=1, xanchor="left",
                            yanchor="bottom", yshift=14))  # fmt: skip
    notes += [theme.stamp(text.sample)] if text.sample else []
    layout = {
        **_axes(text, ranges, narrow=narrow),
        "height": height,
        "template": theme.template(lang),
    }
    layout |= {"shapes": [_range(box)] if box else [], "annotations": notes}
    return {"data": traces, "layout": layout}


def _axes(
    text: ScatterText, ranges: tuple[tuple[float, float], tuple[float, float]], *, narrow: bool
) -> Figure:
    return {
        "margin": {"l": 8, "r": 16, "t": TOP, "b": BOTTOM},
        "hovermode": "closest",
        "dragmode": "select",
        "selections": [],
        "xaxis": {
            "title": {"text": text.x.title, "font": {"size": 14, "color": theme.TEXT_2}},
            "tickformat": theme.axis_format(text.x.number_format),
            "nticks": 4 if narrow else 8,
            "range": list(ranges[0]),
            "showline": True,
            "linecolor": theme.BASELINE,
        },
        "yaxis": {
            "tickformat": theme.axis_format(text.y.number_format),
            "nticks": 7,
            "range": list(ranges[1]),
        },
    }


def kind_look(kind: str, kinds: Sequence[str]) -> tuple[str, str]:
    """Return colour and symbol of a kind; of a single kind, those of plain dots."""
    return KIND_LOOKS.get(kind, ONE_KIND) if len(kinds) > 1 else ONE_KIND


def _kind(kind: str, dots: list[Dot], text: ScatterText) -> Figure:
    colour, symbol = kind_look(kind, list(text.kinds))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": text.kinds.get(kind, kind),
        "x": [dot.x for dot in dots],
        "y": [dot.y for dot in dots],
        "text": [dot.name for dot in dots],
        "customdata": [dot.code for dot in dots],
        "marker": {
            "color": colour,
            "symbol": symbol,
            "size": 7 if len(dots) > MANY else 9,
            "opacity": [0.62 if dot.inside else FAINT for dot in dots],
            "line": {"color": "#fff", "width": 0.75},
        },
        "hovertemplate": _hover(text),
    }


def _chosen(dots: list[Dot], text: ScatterText) -> Figure:
    looks = [dot.style or GREY for dot in dots]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.x for dot in dots],
        "y": [dot.y for dot in dots],
        "text": [dot.name for dot in dots],
        "customdata": [dot.code for dot in dots],
        "marker": {
            "color": [look.colour for look in looks],
            "symbol": [look.symbol for look in looks],
            "size": [17 if look is MINE else 13 for look in looks],
            "opacity": [1 if dot.inside else 0.4 for dot in dots],
            "line": {"color": ["#fff" if look is MINE else theme.INK for look in looks],
                     "width": 1.75},
        },
        "hovertemplate": _hover(text),
    }  # fmt: skip


def _hover(text: ScatterText) -> str:
    across = f"%{{x:{text.x.number_format}}}{text.x.suffix}"
    up = f"%{{y:{text.y.number_format}}}{text.y.suffix}"
    return f"<b>%{{text}}</b><br>\u2192 {across}<br>\u2191 {up}<extra></extra>"


def _fitted(line: Segment, text: ScatterText) -> Figure:
    x0, y0, x1, y1 = line
    return {
        "type": "scatter",
        "mode": "lines",
        "name": text.line,
        "x": [x0, x1],
        "y": [y0, y1],
        "line": {"color": theme.INK, "width": 2, "dash": "7px,4px"},
        "hoverinfo": "skip",
    }


def _has_name(dot: Dot, *, narrow: bool) -> bool:
    return dot.style in ((MINE, PICKED) if narrow else (MINE, PICKED, *_coloured(dot)))


def _coloured(dot: Dot) -> tuple[Style, ...]:
    return () if dot.style is None or dot.style is GREY else (dot.style,)


def _ranges(dots: Sequence[Dot]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends of both axes: all dots and a little room; 0 to 1 for no dot."""
    return _ends([dot.x for dot in dots]), _ends([dot.y for dot in dots])


def _ends(numbers: Sequence[float]) -> tuple[float, float]:
    if not numbers:
        return 0.0, 1.0
    low, high = min(numbers), max(numbers)
    room = ROOM * (high - low or abs(high) or 1.0)
    return low - room, high + room


def _names(
    dots: Sequence[Dot], ranges: tuple[tuple[float, float], tuple[float, float]], height: float
) -> list[Figure]:
    """Return the names beside their dots, moved up or down so that near ones do not overlap."""
    (left, right), (low, high) = ranges
    scale = height / (high - low)
    placed: list[tuple[float, float]] = []
    notes = []
    for dot in sorted(dots, key=lambda dot: (dot.style is not MINE, dot.y)):
        share = (dot.x - left) / (right - left)
        own = wanted = (dot.y - low) * scale
        near = [y for x, y in placed if abs(x - share) < NEAR]
        steps = (step * sign for step in range(30) for sign in (1, -1))
        for step in steps:
            wanted = own + step * NAME_GAP / 2
            if all(abs(wanted - other) >= NAME_GAP for other in near):
                break
        placed.append((share, wanted))
        notes.append(_named(dot, at_right=share < 1 - NEAR, shift=wanted - own))
    return notes


def _named(dot: Dot, *, at_right: bool, shift: float) -> Figure:
    style = dot.style or GREY
    return theme.note(
        dot.name,
        x=dot.x,
        y=dot.y,
        xanchor="left" if at_right else "right",
        yanchor="middle",
        xshift=11 if at_right else -11,
        yshift=round(shift, 1),
        bgcolor="rgba(255,255,255,.86)",
        borderpad=1,
        font={"size": 14, "color": style.text, "weight": 700 if style is MINE else 550},
    )


def _range(box: Segment) -> Figure:
    x0, x1, y0, y1 = box
    return {
        "type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "layer": "below",
        "fillcolor": "rgba(10,85,140,.07)", "line": {"color": "#0A558C", "width": 1.5,
        "dash": "4px,3px"},
    }  # fmt: skip
