"""Parts of the page of the index about the group: places, scatter, table, method."""

import math
from dataclasses import replace

from dash import dcc, html
from dash.development.base_component import Component

from layouts.components import icon, section_heading, tag
from layouts.components.basics import TagKind
from layouts.components.take_out import take_out_button
from layouts.synthetic_sectors import place_track
from smup.figures.theme import graph_config
from smup.formats import format_number
from smup.i18n import Texts
from smup.links import index_href, with_query
from smup.statistics.index import DRAWS
from smup.view_state import ViewState
from smup.views.synthetic import IndexData
from smup.views.synthetic.pictures import corner_counts, scatter_figure
from smup.views.synthetic.records import Sensitivity
from smup.views.synthetic.table import IndexRow, index_rows, ordered_rows
from smup.views.synthetic.words import method_numbers

FIRST_ROWS = 12
MORE_ROWS = 100
_QUARTER_TAGS: dict[int, TagKind] = {1: "better", 2: "plain", 3: "plain", 4: "worse"}
_METHOD = ("which", "scale", "sectors", "missing", "change", "places", "limits")


def sensitivity_section(data: IndexData, found: Sensitivity | None) -> html.Section | None:
    """Return the places of my unit under other weights, each as a mark on a line of places."""
    if found is None:
        return None
    t = data.t
    rows = [
        _place_row(
            t,
            t("synthetic.sense.random", draws=format_number(DRAWS, decimals=0, lang=data.lang)),
            (found.low, found.high),
            found.n,
            strong=True,
        ),
        _place_row(t, t("synthetic.sense.chosen"), _once(found.chosen), found.n),
    ]
    if not data.selection.equal:
        rows.append(_place_row(t, t("synthetic.sense.equal"), _once(found.equal), found.n))
    for place, without in found.without.items():
        label = t("synthetic.sense.without", sector=data.sectors[place].name(data.lang))
        rows.append(_place_row(t, label, _once(without), found.n))
    heads = [
        html.Th(t("synthetic.sense.which"), scope="col"),
        html.Th(t("synthetic.sense.place", n=found.n), scope="colgroup", colSpan=2),
    ]
    table = html.Table(
        [
            html.Caption(t("synthetic.sense.caption"), className="vh"),
            html.Thead(html.Tr(heads)),
            html.Tbody(rows),
        ],
        className="t czulosc",
    )
    head = section_heading(
        t("synthetic.sense.title"), note=t("synthetic.sense.note", year=data.year)
    )
    foot = html.P(t("synthetic.sense.foot"), className="xs")
    return html.Section([head, table, foot], className="sek k5")


def _once(place: int | None) -> tuple[int, int] | None:
    return None if place is None else (place, place)


def _place_row(
    t: Texts, label: str, ends: tuple[int, int] | None, n: int, *, strong: bool = False
) -> html.Tr:
    track, words = None, "\u2013"
    if ends is not None:
        low, high = ends
        words = t("synthetic.sense.nth", place=low) if low == high else f"{low}\u2013{high}"
        track = place_track(low, high, n, mark=None if strong else low)
    return html.Tr(
        [
            html.Th(label, scope="row"),
            html.Td(track, className="kol-pas"),
            html.Td(html.B(words), className="num"),
        ],
        className="ja" if strong else None,
    )


def scatter_section(data: IndexData) -> html.Section:
    """Return level against dynamics of all units of the group."""
    t = data.t
    figure = scatter_figure(data)
    head = section_heading(t("synthetic.scatter.title"), note=t("synthetic.scatter.note"))
    if figure is None:
        note = html.P(t("synthetic.scatter.none", since=data.since), className="m")
        return html.Section([head, note], className="sek k7")
    picture = html.Figure(
        dcc.Graph(figure=figure, config=graph_config(data.lang), className="wykres duzy"),
        role="group",
        **{"aria-label": t("synthetic.scatter.label")},
    )
    items = [
        html.Li([html.Span(t(f"synthetic.scatter.corner.{key}")), html.B(str(n))])
        for key, n in corner_counts(data).items()
    ]
    broken = len(data.broken)
    below = [
        html.Ul(items, className="cz naroza"),
        html.P(t("synthetic.scatter.text"), className="m"),
        html.P(t.plural("synthetic.scatter.broken", broken), className="xs") if broken else None,
    ]
    return html.Section([head, picture, *below], className="sek k7")


def table_section(data: IndexData, *, limit: int) -> html.Section:
    """Return the first rows of the table of the group, and the file with all of them."""
    t = data.t
    order = ordered_rows(data)
    rows = index_rows(data, order[:limit])
    query = data.selection.state.to_query()
    path = f"/eksport/{data.lang}/indeks.csv"
    count = t.plural("common.rows", len(order))
    download = html.A(
        [icon("filetype-csv"), t("synthetic.table.file", rows=count)],
        href=with_query(path, query),
        download="",
        className="b s",
    )
    left = min(MORE_ROWS, len(order) - len(rows))
    more = html.Button(
        t("synthetic.table.more", n=left),
        type="button",
        className="b s wiecej",
        **{"data-index-more": str(limit + MORE_ROWS)},
    )
    title = t("synthetic.table.title", group=data.group.label)
    note = t("synthetic.table.note", shown=len(rows), rows=len(order))
    caption = html.Caption(t("synthetic.table.caption", year=data.year), className="vh")
    body = html.Tbody([_unit_row(data, row) for row in rows])
    table = html.Table([caption, html.Thead(_heads(data)), body], className="t grupa-indeksu")
    return html.Section(
        [
            section_heading(title, note=note, actions=[download, take_out_button(t, "/indeks")]),
            html.Div(table, className="tw", tabIndex=0, role="region", **{"aria-label": title}),
            more if left > 0 else None,
        ],
        className="sek",
    )


def _heads(data: IndexData) -> html.Tr:
    t, sort = data.t, data.selection.state.view.sort
    names = (
        (t("synthetic.table.unit"), "name", None),
        (t("synthetic.table.quarter"), None, None),
        (t("synthetic.table.level", year=data.year), "value", "num"),
        (t("synthetic.table.change", since=data.since), "change", "num"),
        (t("synthetic.table.place"), None, "kol-pas"),
        (t("synthetic.table.known"), None, "num"),
    )
    return html.Tr([_head(text, key, sort, kind) for text, key, kind in names])


def _head(text: str, key: str | None, sort: str, kind: str | None) -> html.Th:
    if key is None:
        return html.Th(text, scope="col", className=kind)
    descending, current = sort.startswith("-"), sort.lstrip("-") == key
    usual = key if key == "name" else f"-{key}"
    other = key if descending else f"-{key}"
    sign = icon("chevron-down") if current else None
    if current and not descending and sign is not None:
        sign.className += " gora"
    state = {"aria-sort": "descending" if descending else "ascending"} if current else {}
    button = html.Button(
        [text, sign], type="button", **{"data-index-sort": other if current else usual}
    )
    return html.Th(button, scope="col", className=kind, **state)


def _unit_row(data: IndexData, row: IndexRow) -> html.Tr:
    t = data.t
    address = _index_of(data, row.code)
    where = t("territory.in_powiat", name=row.powiat) if row.powiat else row.kind
    name: list[Component | str] = [html.A(row.name, href=address), " ", html.Small(where)]
    if row.mine:
        name = [html.I(className="romb"), " ", row.name, " ", html.Small(where)]
    places: list[Component | str | None] = [t("synthetic.table.none")]
    if row.low is not None and row.high is not None:
        places = [place_track(row.low, row.high, row.among), html.Span(f"{row.low}–{row.high}")]
    word = t(f"view.quarter_short.{row.quarter}") if row.quarter else t("synthetic.no_score")
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(tag(word, _QUARTER_TAGS.get(row.quarter, "outline"))),
            html.Td(_number(data, row.level), className="num"),
            html.Td(_number(data, row.change), className="num"),
            html.Td(html.Div(places, className="miejsce"), className="kol-pas"),
            html.Td(t("synthetic.of", known=row.known, counted=row.counted), className="num"),
        ],
        className="ja" if row.mine else None,
    )


def _index_of(data: IndexData, code: str) -> str:
    """Return the address of the index of another unit, with the same weights and choices.

    An own group belongs to the unit it was made for; the other unit gets its usual one.
    """
    state = data.selection.state
    own = {"group": ViewState().group, "own": None} if state.view.group == "wlasna" else {}
    level = data.selection.level if data.directory.by_code(code).city_county else None
    view = state.view.with_changes(unit=code, level=level, **own)
    return with_query(index_href(data.lang), replace(state, view=view).to_query())


def _number(data: IndexData, number: float | None) -> str:
    if number is None or math.isnan(number):
        return "\u2013"
    return format_number(number, decimals=1, lang=data.lang)


def method_section(data: IndexData) -> html.Section:
    """Return the method in words, closed until it is asked for."""
    t, numbers = data.t, method_numbers(data.lang)
    parts: list[Component] = []
    for key in _METHOD:
        parts += [
            html.Dt(t(f"synthetic.method.{key}")),
            html.Dd(t(f"synthetic.method.{key}_text", **numbers)),
        ]
    return html.Section(
        html.Details(
            [html.Summary(t("synthetic.method.title")), html.Dl(parts, className="kart")],
            className="rozwin metoda",
            **{"data-keep": "method"},
        ),
        className="sek",
    )
