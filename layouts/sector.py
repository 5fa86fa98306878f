"""The dashboard of a sector: one state shown as cards, map, trend, distribution and table."""

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import breadcrumbs, section_heading
from layouts.components.practice_links import practice_part
from layouts.linked_controls import (
    level_choice,
    mode_choice,
    no_values,
    problem_notes,
    view_bar,
    view_stores,
)
from layouts.linked_pictures import distribution_panel, map_panel, table_section, trend_panel
from smup.links import href, sector_href, with_query
from smup.repository.records import ServiceInfo
from smup.services import Services
from smup.view_state import parse_state
from smup.views.linked import LinkedData, read_linked_data, with_badges
from smup.views.selection import select_in_sector


def title(services: Services, lang: str, *, sector: str) -> str:
    """Return the title of the window; an unknown sector raises UnknownCodeError."""
    return services.repository.sector(sector).name(lang)


def layout(services: Services, lang: str, *, sector: str, **query: str) -> html.Div:
    """Return the page with the state of its address already shown."""
    state, problems = parse_state(query)
    selection = select_in_sector(services.repository, sector, state=state, problems=problems)
    read = read_linked_data(services.repository, selection, lang=lang)
    data = with_badges(services.repository, read)
    t, name = data.t, selection.sector.name(lang)
    return html.Div(
        [
            *view_stores(data, page="sector", code=selection.sector.code),
            breadcrumbs(t, [(t("view.start"), href(lang, "/")), (name, None)]),
            html.Div(
                [
                    html.H1(name),
                    html.P(id=ids.VIEW_SENTENCE, className="lead", **{"aria-live": "polite"}),
                    *problem_notes(data),
                ],
                className="w naglowek",
            ),
            view_bar(data),
            html.Div(
                [
                    _tabs(services, data),
                    html.Div(id=ids.VIEW_KPI),
                    html.Div(id=ids.VIEW_KEY),
                    no_values(t, hidden=selection.year is not None),
                    html.Div(
                        [_views(services, data), table_section(data), *source_lines()],
                        id=ids.VIEW_PICTURES,
                        hidden=selection.year is None,
                    ),
                    practice_part(services, data),
                ],
                className="w",
            ),
        ]
    )


def _tabs(services: Services, data: LinkedData) -> html.Nav:
    name = {"aria-label": data.t("sector.services")}
    return html.Nav(service_tabs(services, data), id=ids.VIEW_TABS, className="zak", **name)


def source_lines() -> list[Component]:
    """Return the source of the values and, on paper, the address; the browser writes both."""
    return [
        html.P(className="xs zrodlo", **{"data-source": ""}),
        html.P(className="xs tylko-druk", **{"data-address-shown": ""}),
    ]


def service_tabs(services: Services, data: LinkedData) -> list[Component]:
    """Return the services as links; those that are not my unit's task say whose they are."""
    selection, lang = data.selection, data.lang
    own = selection.unit is not None and selection.unit.city_county
    tabs = [_tab(data, None, data.t("sector.overview"), note="")]
    for service in services.repository.services(selection.sector.code):
        other = not own and service.task_level not in (selection.level, "oba")
        foreign = other and selection.level in ("gmina", "powiat")
        note = data.t(f"common.task.{service.task_level}") if foreign else ""
        tabs.append(_tab(data, service, service.name(lang), note=note))
    return tabs


def _tab(data: LinkedData, service: ServiceInfo | None, name: str, *, note: str) -> html.A:
    selection = data.selection
    current = (service and service.code) == (selection.service and selection.service.code)
    level = service.task_level if service and note else None
    state = selection.state.with_changes(
        service=service and service.code,
        level=level or selection.state.level,
        **dict.fromkeys(("ind", "year", "low", "high")),
    )
    address = sector_href(data.lang, quote(selection.sector.code))
    marks = {"aria-current": "true"} if current else {}
    return html.A(
        [name, html.Small(note)] if note else name,
        href=with_query(address, state.to_query()),
        className="on" if current else "off" if note else None,
        **{
            "data-service": service.code if service else "",
            "data-level": level or "",
            **marks,
        },
    )


def _views(services: Services, data: LinkedData) -> html.Section:
    return html.Section(
        [
            section_heading(
                data.indicator.short_name(data.lang),
                heading_id=ids.VIEW_TITLE,
                note=html.Span(id=ids.VIEW_HEADING),
                actions=[level_choice(data), mode_choice(data)],
            ),
            html.Div(id=ids.VIEW_CHIPS, className="chipy"),
            html.Div(id=ids.VIEW_NOTES, className="uwagi-jst"),
            html.Div(
                [
                    map_panel(services, data, className="pan k7"),
                    html.Div([trend_panel(data), distribution_panel(data)], className="k5 kolumna"),
                ],
                className="siatka",
            ),
        ],
        className="sek",
    )
