"""What stands under each picture of the comparison: keys, notes and the table twin."""

from dash import html
from dash.development.base_component import Component

from layouts.compare_controls import change
from layouts.compare_table import better_table, places_table, series_table, spread_table
from smup.figures.series import GREY
from smup.views.compare import CompareData
from smup.views.compare.better import MOST, gap, weak_indicators
from smup.views.compare.overtime import looks
from smup.views.compare.spread import weighted_median
from smup.views.linked import series_breaks


def _key(items: list[tuple[str, str]]) -> html.P:
    spans = [
        html.Span([html.I(className=kind, **{"aria-hidden": "true"}), text]) for kind, text in items
    ]
    return html.P(spans, className="klucz cmp-klucz")


def unit_key(data: CompareData) -> html.Ul:
    """Return the units with their signs; where lines are grey, each can be highlighted."""
    styles = looks(data)
    grey = any(style is GREY for style in styles.values())
    picked = data.chosen.state.sel
    items = []
    for unit in data.units:
        code, name = data.code(unit), data.names[unit.id]
        sign = html.I(className=f"probka {styles[code].key}", **{"aria-hidden": "true"})
        if grey and not data.is_mine(unit):
            on = code == picked
            label = {"aria-label": data.t("compare.highlight", name=name)}
            words: Component = html.Button(
                name,
                type="button",
                id=f"compare-pick-{code}",
                className="wiersz",
                **label,
                **{"aria-pressed": str(on).lower()},
                **change(sel=None if on else code),
            )
        else:
            words = html.Span(name)
        items.append(html.Li([sign, words]))
    return html.Ul(items, className="cz cmp-nazwy")


def _break_notes(data: CompareData) -> list[Component]:
    years = data.years_of(data.x)
    notes = [
        data.t("compare.lines.break_note", year=item.year, reason=item.reason(data.lang))
        for item in series_breaks(data.x)
        if years and years[0] < item.year <= years[-1]
    ]
    return [html.P(note, className="m przerwa") for note in notes]


def lines_body(data: CompareData) -> list[Component]:
    """Return what stands under the lines."""
    t = data.t
    grey = any(style is GREY for style in looks(data).values())
    return [
        unit_key(data),
        _key([("lk md", t("compare.lines.median")), ("lk sr", t("compare.lines.half"))]),
        html.P(t("compare.many"), className="m nodr") if grey else None,
        *_break_notes(data),
        html.H3(t("compare.table_of")),
        series_table(data),
    ]


def panels_body(data: CompareData) -> list[Component]:
    """Return what stands under the small multiples."""
    t = data.t
    return [
        _key([("lk md", t("compare.lines.median")), ("lk sr", t("compare.lines.half"))]),
        *_break_notes(data),
        html.H3(t("compare.table_of")),
        series_table(data),
    ]


def places_body(data: CompareData) -> list[Component]:
    """Return what stands under the places."""
    t = data.t
    rule = "judged" if data.judged(data.x) else "not_judged"
    return [
        unit_key(data),
        html.P(t(f"compare.places.{rule}"), className="m"),
        *_break_notes(data),
        html.H3(t("compare.table_of")),
        places_table(data),
    ]


def spread_body(data: CompareData) -> list[Component]:
    """Return what stands under the distribution."""
    t = data.t
    stats, weighted = data.stats_of(data.x, data.year), weighted_median(data)
    items = [("lk sr2", t("view.trend.half"))]
    if stats is not None:
        value = data.amount(stats.median, data.x)
        items.append(("lk md", t("compare.spread.key_median", value=value)))
    if weighted is not None:
        value = data.amount(weighted, data.x)
        items.append(("lk mw", t("compare.spread.key_weighted", value=value)))
    return [
        unit_key(data),
        _key(items),
        html.P([t("compare.spread.weighted_note"), " ", t("compare.spread.bars_note")],
               className="m"),
        html.H3(t("compare.table_of")),
        spread_table(data),
    ]  # fmt: skip


def better_body(data: CompareData) -> list[Component]:
    """Return what stands under the paths of those who improved."""
    t, found = data.t, gap(data)
    parts: list[Component] = []
    if found.found:
        mine = data.names[data.mine.id] if data.mine else ""
        parts += [
            _key([
                ("lk ja", t("compare.better.my_line", unit=mine)),
                ("lk md", t("compare.lines.median")),
                ("lk sr", t("compare.lines.half")),
            ]),
            html.P([t("compare.better.caution"), " ",
                    t("compare.better.first") if len(found.found) > MOST else ""], className="m"),
            *_break_notes(data),
            html.H3(t("compare.table_of")),
            *better_table(data, found),
        ]  # fmt: skip
    if data.mine is not None:
        parts.append(_weak(data))
    return parts


def _weak(data: CompareData) -> html.Div:
    t, weak = data.t, weak_indicators(data)
    name = data.names[data.mine.id] if data.mine else ""
    if not weak:
        return html.Div(html.P(t("compare.better.weak_none"), className="m"))
    buttons = [
        html.Button(
            item.short_name(data.lang),
            type="button",
            id=f"compare-weak-{item.code}",
            className="b s",
            **change(x=item.code, ind=".".join(one.code for one in data.chosen.indicators)),
            **({"aria-current": "true"} if item.id == data.x.id else {}),
        )
        for item in weak
    ]
    title = html.H3(t("compare.better.weak", unit=name))
    return html.Div([title, html.Div(buttons, className="bb")], className="cmp-slabe nodr")
