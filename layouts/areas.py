"""The page of areas: ten sectors and the services in each."""

from dash import html

from layouts.components import breadcrumbs, section_heading
from layouts.components.tiles import sector_tiles
from smup.i18n import Texts, texts
from smup.links import href, sector_href
from smup.repository import SectorInfo, ServiceInfo
from smup.services import Services
from smup.views.start import tiles


def title(_services: Services, lang: str) -> str:
    """Return the title of the window."""
    return texts(lang)("areas.title")


def layout(services: Services, lang: str, **_query: str) -> html.Div:
    """Return the page."""
    t = texts(lang)
    repository = services.repository
    lists = [
        _services_of(sector, repository.services(sector.code), t)
        for sector in repository.sectors()
        if sector.service_count
    ]
    body = [
        html.H1(t("areas.title")),
        html.P(t("areas.lead"), className="lead pod"),
        html.Section(
            [
                html.H2(t("areas.table"), className="vh"),
                sector_tiles(tiles(repository, lang), lang),
            ],
            className="pod",
        ),
        *lists,
    ]
    path = breadcrumbs(t, [(t("start.title"), href(lang, "/")), (t("areas.title"), None)])
    return html.Div([path, html.Div(body, className="w")])


def _services_of(sector: SectorInfo, services: tuple[ServiceInfo, ...], t: Texts) -> html.Section:
    rows = [
        html.Li(
            [
                html.A(
                    service.name(t.lang),
                    href=sector_href(t.lang, sector.code, service=service.code),
                )
                if service.indicator_count
                else html.Span(service.name(t.lang)),
                html.Span(
                    f"{t.plural('common.indicators', service.indicator_count)} · "
                    f"{t(f'common.task.{service.task_level}')}",
                    className="m",
                ),
            ]
        )
        for service in services
    ]
    return html.Section(
        [section_heading(sector.name(t.lang)), html.Ul(rows, className="cz uslugi")],
        className="sek",
    )
