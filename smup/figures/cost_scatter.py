"""Two readings of one service against each other: dots, medians as dashed lines, named corners.

My unit is a diamond with the interval of its cost. The browser adds names to the hover texts,
dims what a range leaves out and rings the picked unit (``assets/js/cost/triangle.js``).
"""

import numpy as np
from numpy.typing import NDArray

from smup.figures import theme
from smup.figures.cost_readings import Corner, CornerText, CostAxis, CostScatter, Span
from smup.figures.theme import Figure

WIDE_HEIGHT, NARROW_HEIGHT = 470, 420
TOP, BOTTOM, BOTTOM_NARROW = 34, 62, 70
MANY = 200
"""Above this many dots the axes may leave out the most extreme ones, and dots are smaller."""
ROOM, ROOM_UP, ROOM_UP_NARROW = 0.05, 0.13, 0.24
"""Shares of a range left free at its ends; above and below the words of the corners stand."""
SHORT = 15
NAME_WIDTH, NAME_HEIGHT = 0.3, 0.07
"""Shares of the picture that a name takes."""
FAR_RIGHT = 0.72
"""A name beside a dot further right than this share of the width stands on its left."""
_GOOD, _ASKING = "#E3F2EF", "#FBEEDF"
_INSIDE = (0.005, 0.995)
_FENCE = 4.0
"""Of many dots none further from the middle half than so many of its widths widens an axis."""
_WHITE = "rgba(255,255,255,.82)"


def cost_scatter_figure(shown: CostScatter, *, lang: str, narrow: bool = False) -> Figure:
    """Return the picture, with its height in the layout."""
    ranges = _ranges(shown, narrow=narrow)
    traces = [_others(shown)]
    if shown.mine is not None:
        traces += [_interval(shown, shown.mine)] if shown.interval else []
        traces.append(_mine(shown, shown.mine))
    notes = [_corner(words, corner, narrow=narrow) for corner, words in shown.corners.items()]
    notes += _titles(shown, narrow=narrow)
    few = len(shown.codes) <= MANY
    named = _apart(shown, ranges)[: 1 if narrow else None] if few else ()
    notes += [_name(shown, ranges[0], *one) for one in named]
    if shown.mine is not None:
        notes.append(_my_name(shown, shown.mine, ranges[0]))
    if shown.sample:
        notes.append(theme.stamp(shown.sample, size=21 if narrow else 26))
    return {
        "data": traces,
        "layout": {
            "template": theme.template(lang),
            "height": NARROW_HEIGHT if narrow else WIDE_HEIGHT,
            "margin": {"l": 8, "r": 12, "t": TOP, "b": BOTTOM_NARROW if narrow else BOTTOM},
            "hovermode": "closest",
            "dragmode": False if narrow else "select",
            "selections": [],
            "xaxis": _axis(shown.x, ranges[0], ticks=4 if narrow else 7),
            "yaxis": {**_axis(shown.y, ranges[1], ticks=6), "showgrid": True},
            "shapes": [*_grounds(shown), *_lines(shown)],
            "annotations": notes,
        },
    }


def beyond(shown: CostScatter) -> int:
    """Return how many units lie outside the axes."""
    (x0, x1), (y0, y1) = _ranges(shown, narrow=False)
    pairs = zip(shown.x.values, shown.y.values, strict=True)
    return sum(not (x0 <= x <= x1 and y0 <= y <= y1) for x, y in pairs)


def _ranges(shown: CostScatter, *, narrow: bool) -> tuple[Span, Span]:
    up = ROOM_UP_NARROW if narrow else ROOM_UP
    return (
        _range(shown, shown.x, shown.interval, share=ROOM),
        _range(shown, shown.y, None, share=up),
    )


def _range(shown: CostScatter, axis: CostAxis, interval: Span | None, *, share: float) -> Span:
    """Return the ends of an axis: of many dots the most extreme ones may lie beyond."""
    values = np.asarray(axis.values, dtype=np.float64)
    if not values.size:
        return 0.0, 1.0
    ends = _inner(values) if values.size > MANY else (values.min(), values.max())
    wanted = [*ends, axis.median, *(interval or ())]
    wanted += [] if shown.mine is None else [axis.values[shown.mine]]
    low, high = float(min(wanted)), float(max(wanted))
    room = share * (high - low or abs(high) or 1.0)
    return low - room, high + room


def _inner(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return ends that leave out the most extreme values, and more of a long tail."""
    low, q1, q3, high = np.quantile(values, (_INSIDE[0], 0.25, 0.75, _INSIDE[1]))
    reach = _FENCE * (q3 - q1) or np.inf
    return float(max(low, q1 - reach)), float(min(high, q3 + reach))


def _axis(axis: CostAxis, ends: Span, *, ticks: int) -> Figure:
    return {
        "range": list(ends),
        "tickformat": theme.axis_format(axis.number_format),
        "nticks": ticks,
        "showline": True,
        "linecolor": theme.BASELINE,
    }


def _hover(shown: CostScatter) -> str:
    across = f"%{{x:{shown.x.number_format}}}{shown.x.suffix}"
    up = f"%{{y:{shown.y.number_format}}}{shown.y.suffix}"
    return f"<b>%{{text}}</b><br>\u2192 {across}<br>\u2191 {up}<extra></extra>"


def _others(shown: CostScatter) -> Figure:
    kept = [place for place in range(len(shown.codes)) if place != shown.mine]
    many = len(kept) > MANY
    good = set() if many else {place for place, _ in shown.named}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "others",
        "x": [shown.x.values[place] for place in kept],
        "y": [shown.y.values[place] for place in kept],
        "customdata": [shown.codes[place] for place in kept],
        "marker": {
            "size": 7 if many else 12,
            "color": [theme.BETTER if place in good else theme.DOT for place in kept],
            "opacity": 0.65 if many else 1,
            "line": {"color": "#fff", "width": 0.75 if many else 1.3},
        },
        # The box of the reader is drawn by itself; Plotly's own fading would double ours.
        "selected": {"marker": {"opacity": 0.65 if many else 1}},
        "unselected": {"marker": {"opacity": 0.65 if many else 1}},
        "hovertemplate": _hover(shown),
    }


def _interval(shown: CostScatter, place: int) -> Figure:
    """Return the interval as an error bar around its own middle: my cost may lie outside it."""
    low, high = shown.interval or (0.0, 0.0)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "interval",
        "x": [(low + high) / 2],
        "y": [shown.y.values[place]],
        "marker": {"opacity": 0, "size": 1},
        "error_x": {"type": "data", "array": [(high - low) / 2], "color": theme.MINE,
                    "thickness": 3, "width": 6},
        "hoverinfo": "skip",
    }  # fmt: skip


def _mine(shown: CostScatter, place: int) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "mine",
        "x": [shown.x.values[place]],
        "y": [shown.y.values[place]],
        "text": [shown.mine_name],
        "customdata": [shown.codes[place]],
        "cliponaxis": False,
        "marker": {"symbol": "diamond", "size": 18, "color": theme.MINE,
                   "line": {"color": "#fff", "width": 2}},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "hovertemplate": _hover(shown),
    }  # fmt: skip


def _grounds(shown: CostScatter) -> list[Figure]:
    """Return the tinted grounds; the corners reach far beyond the axes, which cut them."""
    colours = {"good": _GOOD, "asking": _ASKING}
    far = 1e9
    return [
        {
            "type": "rect", "xref": "x", "yref": "y", "layer": "below", "line": {"width": 0},
            "x0": shown.x.median, "x1": shown.x.median + (far if right else -far),
            "y0": shown.y.median, "y1": shown.y.median + (far if top else -far),
            "fillcolor": colours[words.tint],
        }
        for (right, top), words in shown.corners.items()
        if words.tint
    ]  # fmt: skip


def _lines(shown: CostScatter) -> list[Figure]:
    line = {"color": theme.INK, "width": 1.5, "dash": "5px,4px"}
    common = {"type": "line", "layer": "below", "line": line}
    x, y = shown.x.median, shown.y.median
    return [
        {**common, "xref": "x", "yref": "paper", "x0": x, "x1": x, "y0": 0, "y1": 1},
        {**common, "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": y, "y1": y},
    ]


def _corner(words: CornerText, corner: Corner, *, narrow: bool) -> Figure:
    right, top = corner
    colours = {"good": theme.BETTER, "asking": theme.WORSE}
    text = _broken(words.text) if narrow else words.text
    return theme.note(
        text,
        xref="paper", yref="paper", x=0.985 if right else 0.015, y=0.985 if top else 0.015,
        xanchor="right" if right else "left", yanchor="top" if top else "bottom",
        align="right" if right else "left", bgcolor="rgba(255,255,255,.55)",
        font={"size": 13 if narrow else 14, "color": colours.get(words.tint, theme.TEXT_2),
              "weight": 650},
    )  # fmt: skip


def _broken(text: str) -> str:
    """Return the words of a corner in lines short enough for half a phone."""
    first, _, second = text.partition(", ")
    lines = [second] if len(second) <= SHORT else second.split(" ", 1)
    return ",<br>".join([first, "<br>".join(lines)])


def _titles(shown: CostScatter, *, narrow: bool) -> list[Figure]:
    up = theme.note(
        shown.y.short if narrow else shown.y.title,
        xref="paper", yref="paper", x=0, y=1, xanchor="left", yanchor="bottom", yshift=8,
    )  # fmt: skip
    across = theme.note(
        shown.x.short if narrow else shown.x.title,
        xref="paper", yref="paper", x=1, y=0, xanchor="right", yanchor="top", yshift=-30,
        align="right",
    )  # fmt: skip
    return [up, across]


def _name(shown: CostScatter, ends: Span, place: int, name: str) -> Figure:
    x = shown.x.values[place]
    left = (x - ends[0]) / (ends[1] - ends[0]) > FAR_RIGHT
    return theme.note(
        name,
        x=x, y=shown.y.values[place], xanchor="right" if left else "left", yanchor="middle",
        xshift=-9 if left else 9, bgcolor=_WHITE, borderpad=1,
        font={"size": 14, "color": theme.BETTER, "weight": 600},
    )  # fmt: skip


def _apart(shown: CostScatter, ranges: tuple[Span, Span]) -> list[tuple[int, str]]:
    """Return the names that lie neither over the diamond nor over a name before them."""
    taken = [] if shown.mine is None else [shown.mine]
    found = []
    for place, name in shown.named:
        if not any(_covers(shown, ranges, place, other) for other in taken):
            found.append((place, name))
            taken.append(place)
    return found


def _covers(shown: CostScatter, ranges: tuple[Span, Span], place: int, other: int) -> bool:
    """Tell whether a name beside a dot would lie over another dot or its name."""
    across, up = (
        (axis.values[other] - axis.values[place]) / (ends[1] - ends[0])
        for axis, ends in zip((shown.x, shown.y), ranges, strict=True)
    )
    return abs(across) < NAME_WIDTH and abs(up) < NAME_HEIGHT


def _my_name(shown: CostScatter, place: int, ends: Span) -> Figure:
    """Return the name of my unit beyond the end of its interval."""
    x = shown.x.values[place]
    low, high = shown.interval or (x, x)
    left = (max(x, high) - ends[0]) / (ends[1] - ends[0]) > FAR_RIGHT
    return theme.note(
        shown.mine_name,
        x=min(x, low) if left else max(x, high), y=shown.y.values[place],
        xanchor="right" if left else "left", yanchor="middle", xshift=-12 if left else 12,
        bgcolor=_WHITE, borderpad=1, font={"size": 14, "color": theme.MINE, "weight": 700},
    )  # fmt: skip
