"""The list of all indicators, by sector and service, with a filter that works in the browser."""

from itertools import groupby

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import breadcrumbs, empty_state, icon, tag
from layouts.components.basics import TagKind
from layouts.components.coverage_badge import coverage_badge
from smup.i18n import Texts, texts
from smup.links import href, indicator_href, sector_href
from smup.repository import IndicatorInfo, Repository, SectorInfo
from smup.services import Services

LONGEST_QUERY = 80


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("indicators.title")


def layout(services: Services, lang: str, *, q: str = "", **_query: str) -> html.Div:
    """Return the page; ``q`` is what the filter begins with."""
    t = texts(lang)
    repository = services.repository
    every = repository.indicators()
    sections = [
        _sector(sector, [item for item in every if item.sector_code == sector.code], repository, t)
        for sector in repository.sectors()
        if sector.indicator_count
    ]
    path = breadcrumbs(t, [(t("start.title"), href(lang, "/")), (t("indicators.title"), None)])
    body = [
        html.H1(t("indicators.title")),
        html.P(t.plural("indicators.lead", len(every)), className="lead pod"),
        _filter(t, q[:LONGEST_QUERY]),
        html.Div(sections, id=ids.INDICATORS_LIST),
    ]
    return html.Div([path, html.Div(body, className="w")])


def _filter(t: Texts, query: str) -> html.Div:
    data = {
        "data-filtr": ids.INDICATORS_LIST,
        "data-field": ids.INDICATORS_FILTER,
        "data-placeholder": t("indicators.placeholder"),
        "data-shown": query,
        "data-count": t("indicators.shown"),
    }
    nothing = empty_state(t("indicators.none_title"), t("indicators.none_note"))
    return html.Div(
        [
            html.Label(t("indicators.filter"), htmlFor=ids.INDICATORS_FILTER),
            html.Div([icon("search"), html.Span(className="wejscie")], className="pole"),
            html.P(className="m komunikat", role="status"),
            html.Div(nothing, className="nic", hidden=True),
        ],
        className="szuk lista-wsk",
        role="search",
        **data,
    )


def _sector(
    sector: SectorInfo, indicators: list[IndicatorInfo], repository: Repository, t: Texts
) -> html.Section:
    parts: list[Component] = []
    for code, group in groupby(indicators, key=lambda item: item.service_code):
        service = repository.service(code).name(t.lang)
        rows = [
            _indicator(item, service, coverage_badge(repository, item, t.lang), t) for item in group
        ]
        parts += [html.H3(service), html.Ul(rows, className="cz")]
    heading = html.H2(html.A(sector.name(t.lang), href=sector_href(t.lang, sector.code)))
    groups = [html.Div(parts[at : at + 2]) for at in range(0, len(parts), 2)]
    return html.Section([heading, *groups], className="sek wsk")


def _indicator(indicator: IndicatorInfo, service: str, badge: html.A, t: Texts) -> html.Li:
    other = indicator.name_en if t.lang == "pl" else indicator.name_pl
    kind: TagKind = "context" if indicator.dimension == "kontekst" else "plain"
    return html.Li(
        [
            html.Div(
                [
                    html.A(indicator.name(t.lang), href=indicator_href(t.lang, indicator.code)),
                    html.Span(f" {indicator.code}", className="xs"),
                    html.Div(badge),
                ]
            ),
            html.Div(tag(t(f"common.dimension.{indicator.dimension}"), kind)),
            html.Span(indicator.unit(t.lang), className="m"),
        ],
        **{"data-szukaj": f"{indicator.name(t.lang)} {other} {indicator.code} {service}"},
    )
