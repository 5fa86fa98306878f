"""The page of an indicator: map, chart and table of one selection, its card, its downloads."""

from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import (
    button_link,
    icon,
    open_in_desk,
    unit_search,
)
from layouts.components.as_of import open_as_of
from layouts.components.coverage_badge import coverage_badge
from layouts.components.practice_links import practice_part
from layouts.indicator_card import break_notes, card_payload, card_section, improved_section
from layouts.indicator_downloads import downloads_section
from layouts.indicator_head import page_head, page_path
from layouts.linked_controls import (
    level_choice,
    mode_choice,
    no_values,
    view_bar,
    view_stores,
)
from layouts.linked_pictures import (
    borders_note,
    distribution_panel,
    map_box,
    trend_panel,
    zoom_choice,
)
from smup.errors import UnknownCodeError
from smup.i18n import texts
from smup.links import href, indicator_href
from smup.services import Services
from smup.view_state import parse_state
from smup.views.as_of import state_date
from smup.views.card import nearest_indicators, source_lines
from smup.views.linked import LinkedData, read_linked_data
from smup.views.selection import select_indicator

TABS = (("map", "map"), ("chart", "graph-up"), ("table", "table"))


def title(services: Services, lang: str, *, code: str) -> str:
    """Return the title of the window; an unknown indicator raises UnknownCodeError."""
    return services.repository.indicator(code).short_name(lang)


def layout(services: Services, lang: str, *, code: str, **query: str) -> html.Div:
    """Return the page with the state of its address already shown."""
    state, problems = parse_state(query)
    try:
        selection = select_indicator(services.repository, code, state=state, problems=problems)
    except UnknownCodeError:
        return unknown(services, lang, code=code)
    data = read_linked_data(services.repository, selection, lang=lang)
    card = card_payload(services.repository, data)
    empty = selection.year is None
    improved = [] if selection.year is None else improved_section(data, selection.year)
    lower = [card_section(data, card), downloads_section(data)]
    return html.Div(
        [
            *view_stores(data, page="indicator", code=selection.indicator.code),
            dcc.Store(id=ids.CARD, data=card),
            page_path(data),
            page_head(data, coverage_badge(services.repository, data.indicator, lang)),
            view_bar(data),
            html.Div(
                [
                    no_values(data.t, hidden=not empty),
                    html.Div(_views(services, data), id=ids.VIEW_PICTURES, hidden=empty),
                    html.Div(lower, className="siatka dol"),
                    html.Div(improved, id=ids.CARD_IMPROVED),
                    practice_part(services, data),
                    _unseen(),
                ],
                className="w",
            ),
        ],
        className="wskaznik",
    )


def unknown(services: Services, lang: str, *, code: str) -> html.Div:
    """Return the page of a code that does not exist, with the nearest indicators."""
    t = texts(lang)
    found = nearest_indicators(services.repository, code)
    items = [
        html.Li([html.A(item.name(lang), href=indicator_href(lang, item.code)), f" {item.code}"])
        for item in found
    ]
    near = [html.P(t("indicator.unknown.near")), html.Ul(items, className="cz")] if items else []
    ways = [
        button_link(t("not_found.indicators"), href(lang, "/wskazniki"), variant="g"),
        button_link(t("not_found.home"), href(lang, "/"), variant=""),
    ]
    head = [
        html.H1(t("indicator.unknown.title")),
        html.P(t("indicator.unknown.lead", code=code[:60]), className="lead"),
    ]
    return html.Div([*head, *near, html.Div(ways, className="bb")], className="w samo")


def _views(services: Services, data: LinkedData) -> list[Component]:
    t, chosen = data.t, data.selection.state.tab
    panels = {"map": _map_tab(services, data), "chart": _chart_tab(data), "table": _table_tab()}
    return [
        html.H2(t("indicator.views"), id=ids.VIEW_TITLE, className="vh"),
        _tab_row(data),
        html.Div(id=ids.VIEW_CHIPS, className="chipy"),
        html.Div(id=ids.VIEW_NOTES, className="uwagi-jst"),
        html.Div(
            [
                html.Div(
                    panels[key],
                    id=f"panel-{key}",
                    role="tabpanel",
                    className="zakladka on" if key == chosen else "zakladka",
                    **{"aria-labelledby": f"tab-{key}"},
                )
                for key, _ in TABS
            ],
            className="zakladki",
        ),
        _source(services, data),
    ]


def _tab_row(data: LinkedData) -> html.Div:
    t, chosen = data.t, data.selection.state.tab
    tabs = [
        html.Button(
            [icon(sign), t(f"indicator.tab.{key}")],
            id=f"tab-{key}",
            type="button",
            role="tab",
            tabIndex=0 if key == chosen else -1,
            className="on" if key == chosen else None,
            **{
                "aria-selected": str(key == chosen).lower(),
                "aria-controls": f"panel-{key}",
                "data-tab": key,
            },
        )
        for key, sign in TABS
    ]
    links = [
        html.A([icon("download"), t("indicator.download")], href=f"#{ids.DOWNLOADS}"),
        html.A([icon("info-circle"), t("indicator.card.title")], href=f"#{ids.CARD_HEADING}"),
        open_in_desk(t, ind=data.indicator.code),
    ]
    for link in links:
        link.className = "b s tylko-d"
    return html.Div(
        [
            html.Div(tabs, className="zak", role="tablist", **{"aria-label": t("indicator.views")}),
            html.Div([level_choice(data), *links], className="bb"),
        ],
        className="zr",
    )


def _map_tab(services: Services, data: LinkedData) -> html.Div:
    t = data.t
    side = [
        mode_choice(data),
        html.Div(id=ids.VIEW_LEGEND, className="legenda-pion"),
        html.Div(
            [html.H3(id="around-title"), html.Div(id="around-map", className="okolice")],
            id="around",
            hidden=True,
            **{"data-title": t("indicator.around", unit="{unit}")},
        ),
        zoom_choice(data),
        html.P(t("view.map_note"), className="xs"),
    ]
    figure = html.Figure(
        map_box(services, data),
        className="k8 duza-mapa",
        role="group",
        **{"aria-label": t("view.map_label", name=data.indicator.short_name(data.lang))},
    )
    return html.Div([figure, html.Div(side, className="k4 bok")], className="siatka")


def _chart_tab(data: LinkedData) -> html.Div:
    t = data.t
    side = [
        html.H3(t("indicator.chart.seen")),
        html.P(id=ids.CHART_TEXT, **{"aria-live": "polite"}),
        html.Div(break_notes(data), id=ids.CHART_BREAKS),
        html.H3(t("indicator.chart.add_title"), className="nodr"),
        html.Ul(id=ids.CHART_ADDED, className="cz dodane"),
        unit_search(ids.CHART_ADD, t, label=t("indicator.chart.search"), compact=True),
        html.P(
            id=ids.CHART_SAID,
            className="m",
            role="status",
            **{
                "data-full": t("indicator.chart.full"),
                "data-absent": t("indicator.chart.absent"),
            },
        ),
        dcc.Store(id=ids.CHART_ADD_DONE),
    ]
    charts = [trend_panel(data), _trend_key(data), distribution_panel(data)]
    return html.Div(
        [html.Div(charts, className="k8 kolumna"), html.Div(side, className="k4 bok")],
        className="siatka",
    )


def _trend_key(data: LinkedData) -> html.P:
    t = data.t
    names = [("ja", data.unit_name)] if data.unit_name else []
    names += [
        ("md", t("indicator.key.median")),
        ("sr", t("indicator.key.half")),
        ("pr", t("indicator.key.most")),
    ]
    items = [html.Span([html.I(className=f"lk {kind}"), text]) for kind, text in names]
    return html.P(items, className="klucz")


def _table_tab() -> list[Component]:
    return [
        html.H3(id=ids.VIEW_TABLE_TITLE, className="vh"),
        html.P(id=ids.VIEW_NOTICE, role="status", className="m nad-tabela"),
        html.Div(id=ids.VIEW_TABLE),
    ]


def _source(services: Services, data: LinkedData) -> html.Div:
    t = data.t
    source = " ".join(source_lines(data))
    changed = state_date(data.dataset, data.lang)
    return html.Div(
        [
            html.Span(t("indicator.source.line", source=source.rstrip("."))),
            html.Span(borders_note(services, data)),
            html.Span(t("indicator.source.changed", changed=changed)),
            open_as_of(f"/wskaznik/{data.indicator.code}", t),
        ],
        className="m zrodlo",
    )


def _unseen() -> html.Div:
    """Return the places of the shared callbacks that this page has no use for."""
    return html.Div(
        [html.Div(id=key) for key in (ids.VIEW_TABS, ids.VIEW_KPI, ids.VIEW_KEY, ids.VIEW_HEADING)],
        hidden=True,
    )
