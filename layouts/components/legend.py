"""The legend of a map: classes with their colours, kinds of empty with their patterns."""

from dash import html
from dash.development.base_component import Component

from smup.views.pictures import LegendRow

_PATTERN_CLASS = {
    "did-not-occur": "wz-zero",
    "below-format": "wz-form",
    "missing": "wz-brak",
    "secret": "wz-taj",
    "not-applicable": "wz-nd",
    "not-yet-published": "wz-np",
}


def legend_part(rows: tuple[LegendRow, ...], *, strip: bool) -> list[Component]:
    """Return the legend: a strip of classes, or a list with a bar and a count for each class."""
    classes = [row for row in rows if row.colour is not None]
    empties = [row for row in rows if row.colour is None]
    if strip:
        key = [html.Span([_swatch(row), f"{row.label} ({row.count})"]) for row in empties]
        bars = [
            html.Div(row.label, style={"borderColor": row.colour}, title=str(row.count))
            for row in classes
        ]
        return [html.Div(bars, className="legp"), html.Div(key, className="klucz")]
    most = max((row.count for row in classes), default=0) or 1
    listed = [_listed(row, most) for row in reversed(classes)]
    kinds = html.Ul([_listed(row, None) for row in empties], className="cz leg")
    return [html.Ul(listed, className="cz leg klasy"), kinds]


def _listed(row: LegendRow, most: int | None) -> html.Li:
    count = html.Span(str(row.count), className="n")
    if most is None:
        return html.Li([_swatch(row), html.Span(row.label), count])
    bar = html.Span(html.I(style={"width": f"{100 * row.count / most:.0f}%"}), className="hb")
    limits = {
        f"data-{name}": "" if bound is None else str(bound)
        for name, bound in (("low", row.low), ("high", row.high))
    }
    parts = [_swatch(row), html.Span(row.label), bar, count]
    pressed = {"aria-pressed": "false", "data-class": row.key}
    return html.Li(html.Button(parts, type="button", **pressed, **limits))


def _swatch(row: LegendRow) -> html.I:
    if row.colour is not None:
        return html.I(className="pr", style={"background": row.colour})
    return html.I(className=f"wz pr {_PATTERN_CLASS[row.key]}")
