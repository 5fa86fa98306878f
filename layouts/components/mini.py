"""Miniatures of the ready questions: a strip, columns, lines. The text beside says the same."""

import math
from collections.abc import Sequence
from urllib.parse import quote

from dash import html

from layouts.components.small_effect import small_picture
from layouts.components.strip import band_strip
from smup.views.practices.records import SmallEffect
from smup.views.questions import Column, ColumnsPicture, LinesPicture, StripPicture

_WIDTH, _HEIGHT, _MARGIN = 230, 104, 6
_MINE, _MEDIAN = "#B3124A", "#10243A"
_LABEL = 22  # height of a label, percent of the picture


def strip_picture(picture: StripPicture) -> html.Div:
    """Return a value in its group: the number, the strip, its ends."""
    mine = picture.value is not None
    head = html.Div(
        [
            html.B(picture.value_text, className=None if mine else "kraj"),
            html.Span(picture.median_text, className="m"),
        ],
        className="miara",
    )
    strip = band_strip(picture.stats, picture.value, polarity=picture.polarity, large=True)
    ends = html.Div([html.Span(picture.low), html.Span(picture.high)], className="pasl")
    return html.Div([head, strip, ends], className="gr")


def columns_picture(picture: ColumnsPicture) -> html.Div:
    """Return columns from the direct to the full cost; their heights are in one scale."""
    columns = [
        html.Div(
            [
                html.Div(_column(column), className="skala"),
                html.Span(column.name),
            ]
        )
        for column in picture.columns
    ]
    return html.Div(
        [html.Div(columns, className="slupy"), html.Div(picture.measure, className="xs")],
        className="gr",
    )


def _column(column: Column) -> html.Div:
    place = {"height": f"{100 * column.height:.1f}%", "bottom": f"{100 * column.start:.1f}%"}
    return html.Div(html.B(column.text), className=f"slup {column.kind}", style=place)


def lines_picture(picture: LinesPicture) -> html.Div:
    """Return two lines, mine and the median, labelled at their right end."""
    known = [value for value in (*picture.mine, *picture.median) if math.isfinite(value)]
    low, high = min(known), max(known)
    lines = [
        _line(picture.median, low, high, stroke=f'stroke="{_MEDIAN}" stroke-dasharray="6 4"'),
        _line(picture.mine, low, high, stroke=f'stroke="{_MINE}" stroke-width="3"'),
    ]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'fill="none" stroke-width="2">{"".join(lines)}</svg>'
    )
    ends = [_top(picture.median[-1], low, high)]
    texts = [(picture.median_text, "mediana")]
    if picture.mine_text:
        ends = _apart(_top(picture.mine[-1], low, high), ends[0])
        texts.insert(0, (picture.mine_text, "mine"))
    labels = [
        html.Span(text, className=kind, style={"top": f"{top:.0f}%"})
        for (text, kind), top in zip(texts, ends, strict=True)
    ]
    image = html.Img(src=f"data:image/svg+xml,{quote(svg)}", alt="")
    years = html.Div(
        [html.Span(str(picture.first_year)), html.Span(str(picture.last_year))],
        className="pasl",
    )
    frame = html.Div([image, *labels], className="linie")
    return html.Div([frame, years], className="gr")


def practice_picture(effect: SmallEffect) -> html.Div:
    """Return a unit before and after its practice, beside the median of its group."""
    drawn = None if effect.lines is None else small_picture(effect, effect.lines, alt="")
    return html.Div(drawn, className="gr")


def _line(values: Sequence[float], low: float, high: float, *, stroke: str) -> str:
    """Return the path of a series; a year without a value interrupts it."""
    step = (_WIDTH - 2 * _MARGIN) / max(len(values) - 1, 1)
    path, drawing = [], False
    for place, value in enumerate(values):
        if not math.isfinite(value):
            drawing = False
            continue
        y = _top(value, low, high) * _HEIGHT / 100
        path.append(f"{'L' if drawing else 'M'}{_MARGIN + place * step:.1f} {y:.1f}")
        drawing = True
    return f'<path d="{"".join(path)}" {stroke}/>'


def _top(value: float, low: float, high: float) -> float:
    """Return the distance from the top, in percent of the height."""
    share = (value - low) / (high - low) if high > low else 0.5
    return 8 + 84 * (1 - share)


def _apart(first: float, second: float) -> list[float]:
    """Return two heights moved apart so that labels of one line of text do not overlap."""
    lack = _LABEL - abs(first - second)
    if lack <= 0:
        return [first, second]
    sign = 1 if first > second else -1
    return [first + sign * lack / 2, second - sign * lack / 2]
