"""How chosen units look in every picture: colour, dash and marker, and labels at line ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from smup.figures import theme
from smup.figures.theme import Figure

LABEL_GAP = 18
"""Least distance of two labels, in pixels."""


class Style(NamedTuple):
    """Look of a unit: colour of line and marker, darker colour of its label, dash, symbol, width.

    Attributes:
        key: class of the sign beside the name on the page (``.probka``).
    """

    key: str
    colour: str
    text: str
    dash: str
    symbol: str
    width: float


MINE = Style("ja", theme.MINE, theme.MINE, "solid", "diamond", 3)
OTHERS = (
    Style("l0", "#2F9BD1", "#1C6F9B", "dot", "circle", 2),
    Style("l1", "#C77700", "#8F5600", "dash", "square", 2),
    Style("l2", "#0B7A6F", "#0B6660", "longdash", "triangle-up", 2),
    Style("l3", "#6A4FB0", "#5A4A7D", "dashdot", "cross", 2),
    Style("l4", "#3E2A14", "#3E2A14", "solid", "circle-open", 1.5),
)
GREY = Style("sz", theme.DOT, theme.TEXT_2, "solid", "circle", 1.25)
PICKED = Style("wy", theme.SELECTED, "#1C6F9B", "solid", "circle", 2.5)


def styles_of(codes: Sequence[str], *, mine: str | None, picked: str | None) -> dict[str, Style]:
    """Return the look of each unit.

    Up to five units beside mine have their own colour, dash and marker; of more, all are grey
    but mine and the picked one, because nobody tells seven lines apart.
    """
    others = [code for code in codes if code != mine]
    looks = dict.fromkeys(others, GREY)
    if len(others) <= len(OTHERS):
        looks = dict(zip(others, OTHERS, strict=False))
    elif picked in looks:
        looks[picked] = PICKED
    return {code: MINE if code == mine else looks[code] for code in codes}


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLabel:
    """A label at the right end of a line: its text, height in data units, colour, weight."""

    text: str
    y: float
    colour: str
    weight: int = 400


def end_labels(
    labels: Sequence[EndLabel], *, low: float, high: float, height: float, size: int = 14
) -> list[Figure]:
    """Return annotations at the right edge, pushed apart so that none covers another.

    Args:
        labels: in any order.
        low: value at the bottom of the plot.
        high: value at the top; lower than ``low`` on a reversed axis.
        height: of the plot, in pixels.
        size: of the letters.
    """
    scale = height / ((high - low) or 1)
    ordered = sorted(labels, key=lambda label: (label.y - low) * scale)
    wanted = [(label.y - low) * scale for label in ordered]
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + LABEL_GAP) if placed else place)
    over = max(0.0, placed[-1] - height) if placed else 0.0
    for at in range(len(placed) - 1, -1, -1):
        # Push down from the top only as far as the labels below allow.
        above = placed[at + 1] - LABEL_GAP if at + 1 < len(placed) else height
        placed[at] = min(placed[at], above) if over else placed[at]
    return [
        theme.note(
            label.text,
            x=1,
            xref="paper",
            y=label.y,
            xanchor="left",
            xshift=10,
            yshift=round(place - want, 1),
            align="left",
            font={"size": size, "color": label.colour, "weight": label.weight},
        )
        for label, place, want in zip(ordered, placed, wanted, strict=True)
    ]


def room_for(labels: Sequence[EndLabel], *, letter: float = 6.9, least: int = 24) -> int:
    """Return the right margin that the labels need, in pixels."""
    longest = max((len(label.text) for label in labels), default=0)
    return max(least, round(22 + longest * letter))


def line_trace(style: Style, *, name: str, x: list[float], y: list[float | None]) -> Figure:
    """Return a line with markers in a style; None in ``y`` cuts it."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": x,
        "y": y,
        "connectgaps": False,
        "line": {"color": style.colour, "width": style.width, "dash": style.dash},
        "marker": {
            "symbol": style.symbol,
            "size": {MINE.key: 10, GREY.key: 4}.get(style.key, 8),
            "color": style.colour,
            "line": {"color": "#fff" if style.key == MINE.key else style.colour, "width": 1},
        },
    }


def cut_line(
    years: Sequence[int], values: Sequence[float | None], breaks: Sequence[int]
) -> tuple[list[float], list[float | None]]:
    """Return x and y of a line that is cut at breaks and at missing years.

    An empty point stands where the line is cut: half a year before a break, or in the year that
    has no value.
    """
    x: list[float] = []
    y: list[float | None] = []
    for at, (year, value) in enumerate(zip(years, values, strict=True)):
        before = years[at - 1] if at else None
        gap = before is not None and (
            year - before > 1 or any(before < edge <= year for edge in breaks)
        )
        if gap:
            x.append(year - 0.5)
            y.append(None)
        x.append(year)
        y.append(value)
    return x, y
