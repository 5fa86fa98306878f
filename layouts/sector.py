"""The dashboard of a sector: one state shown as cards, map, trend, distribution and table."""

from urllib.parse import quote

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from layouts import ids
from layouts.components import (
    Choices,
    YearAxis,
    breadcrumbs,
    context_bar,
    empty_state,
    icon,
    problem_note,
    section_heading,
    select,
)
from layouts.linked import payload, question
from smup.figures.theme import graph_config
from smup.i18n import Texts, texts
from smup.links import href, sector_href
from smup.repository.records import ServiceInfo
from smup.services import Services
from smup.territory.groups import GROUP_KINDS_OF_LEVEL, compared_with, group_label, members
from smup.view_state import parse_state
from smup.views.linked import LinkedData, read_linked_data, series_breaks
from smup.views.pictures import map_figure, map_scheme
from smup.views.selection import WHOLE_COUNTRY, select_in_sector

NO_FIGURE = {
    "data": [],
    "layout": {"xaxis": {"visible": False}, "yaxis": {"visible": False}, "height": 240},
}


def title(services: Services, lang: str, *, sector: str) -> str:
    """Return the title of the window; an unknown sector raises UnknownCodeError."""
    return services.repository.sector(sector).name(lang)


def layout(services: Services, lang: str, *, sector: str, **query: str) -> html.Div:
    """Return the page with the state of its address already shown."""
    state, problems = parse_state(query)
    selection = select_in_sector(services.repository, sector, state=state, problems=problems)
    data = read_linked_data(services.repository, selection, lang=lang)
    t = texts(lang)
    name = selection.sector.name(lang)
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
                    html.Nav(
                        service_tabs(services, data),
                        id=ids.VIEW_TABS,
                        className="zak",
                        **{"aria-label": t("sector.services")},
                    ),
                    html.Div(id=ids.VIEW_KPI),
                    html.Div(id=ids.VIEW_KEY),
                    no_values(t, hidden=selection.year is not None),
                    html.Div(
                        [_views(services, data), table_section(data)],
                        id=ids.VIEW_PICTURES,
                        hidden=selection.year is None,
                    ),
                ],
                className="w",
            ),
        ]
    )


def view_stores(data: LinkedData, *, page: str, code: str) -> list[Component]:
    """Return the state of the view that is not in a visible control."""
    state = data.selection.state
    picked = {
        "woj": state.woj,
        "sel": state.sel,
        "low": state.low,
        "high": state.high,
        "sort": state.sort,
    }
    context = {"page": page, "code": code, "lang": data.lang}
    return [
        dcc.Store(id=ids.VIEW_PAYLOAD, data=payload(data, page=page)),
        dcc.Store(id=ids.VIEW_QUESTION, data=question(data)),
        dcc.Store(id=ids.VIEW_ASK),
        dcc.Store(id=ids.VIEW_CONTEXT, data=context),
        dcc.Store(id=ids.VIEW_PICKED, data=picked),
        dcc.Store(id=ids.VIEW_DRAWN_LEVEL, data=data.selection.level),
        dcc.Store(id=ids.VIEW_TAB, data=state.tab),
    ]


def problem_notes(data: LinkedData) -> list[Component]:
    """Return the note about parameters of the address that were replaced, if any."""
    t, problems = data.t, data.selection.problems
    if not problems:
        return []
    lines = [t(f"view.problem.{problem.parameter}", value=problem.value) for problem in problems]
    return [problem_note(t("view.problem.title"), lines)]


def view_bar(data: LinkedData) -> html.Div:
    """Return the context bar of a linked view."""
    chosen = data.selection.chosen
    return context_bar(
        ids.VIEW_PREFIX,
        data.t,
        unit_label=data.directory.label(chosen, lang=data.lang) if chosen else "",
        groups=group_choices(data),
        axis=year_axis(data),
    )


def group_choices(data: LinkedData) -> Choices:
    """Return the groups my unit can be compared with, each with the number of its units."""
    selection, unit = data.selection, data.unit
    kinds = GROUP_KINDS_OF_LEVEL[selection.level] if unit else (WHOLE_COUNTRY,)
    options = []
    for kind in sorted(kinds, key=lambda kind: kind != "podobne"):
        code = (
            WHOLE_COUNTRY
            if unit is None
            else compared_with(data.directory, unit, level=selection.level, kind=kind)
        )
        if code is not None:
            n = len(members(data.directory, selection.level, code))
            label = group_label(data.directory, code, level=selection.level, lang=data.lang, n=n)
            options.append((kind, label[:1].upper() + label[1:]))
    return Choices(options=options, chosen=selection.group_kind)


def year_axis(data: LinkedData) -> YearAxis:
    """Return the years of the slider."""
    return YearAxis(
        years=data.selection.years,
        year=data.selection.year,
        breaks=[item.year for item in series_breaks(data.indicator)],
    )


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
        service=service and service.code, ind=None, year=None, level=level or selection.state.level
    )
    address = sector_href(data.lang, quote(selection.sector.code))
    marks = {"aria-current": "true"} if current else {}
    return html.A(
        [name, html.Small(note)] if note else name,
        href=f"{address}?{state.to_query()}",
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


def no_values(t: Texts, *, hidden: bool) -> html.Div:
    """Return what stands in the place of the pictures when no unit of the level has a value."""
    note = empty_state(t("view.empty.title"), t("view.empty.note"))
    return html.Div(note, id=ids.VIEW_EMPTY, hidden=hidden)


def level_choice(data: LinkedData) -> dbc.RadioItems:
    """Return the levels at which the indicator has values."""
    return dbc.RadioItems(
        id=ids.VIEW_LEVEL,
        options=level_options(data),
        value=data.selection.level,
        class_name="seg",
        inline=True,
    )


def level_options(data: LinkedData) -> list[dict[str, str]]:
    """Return the levels as options of a choice."""
    return [
        {"label": data.t(f"view.level.{level}"), "value": level} for level in data.selection.levels
    ]


def mode_choice(data: LinkedData) -> dbc.RadioItems:
    """Return the choice between colouring by value and against the group."""
    return dbc.RadioItems(
        id=ids.VIEW_MODE,
        options=[
            {"label": data.t(f"view.mode.{mode}"), "value": mode} for mode in ("value", "group")
        ],
        value=data.selection.state.mode,
        class_name="seg",
        inline=True,
    )


def map_panel(services: Services, data: LinkedData, *, className: str) -> html.Figure:
    """Return the map with its buttons, legend and foot."""
    t = data.t
    figure = map_figure(services.repository, data, map_scheme(data))
    borders = None
    if figure is None:
        borders = empty_state(t("view.no_borders.title"), t("view.no_borders.note"))
    stamp = (
        html.Span(t("common.sample_stamp"), className="stamp") if data.dataset.is_sample else None
    )
    return html.Figure(
        [
            html.Div(
                [
                    borders,
                    dcc.Graph(
                        id=ids.VIEW_MAP,
                        figure=figure or NO_FIGURE,
                        config=graph_config(data.lang),
                        className="wykres-mapa",
                    ),
                    stamp,
                    zoom_buttons(t),
                ],
                className="pc mapa",
            ),
            html.Div(
                [html.Div(id=ids.VIEW_LEGEND, className="legenda"), zoom_choice(data)],
                className="pc pod-mapa",
            ),
            html.Div(
                [
                    html.Span([t("view.map_note"), " ", borders_note(services, data)]),
                    html.A(t("view.table_instead"), href=f"#{ids.VIEW_TABLE}"),
                ],
                className="ps",
            ),
        ],
        className=className,
        role="group",
        **{"aria-label": t("view.map_label", name=data.indicator.short_name(data.lang))},
    )


def borders_note(services: Services, data: LinkedData) -> str:
    """Return where the borders come from, or that they are approximate."""
    sets = [
        item for item in services.repository.boundary_sets() if item.level == data.selection.level
    ]
    approximate = any(item.approximate for item in sets)
    return data.t("view.borders.approximate" if approximate else "view.borders.official")


def zoom_buttons(t: Texts) -> html.Div:
    """Return the buttons that enlarge the map; dragging is never the only way."""
    signs: tuple[tuple[str, Component | str], ...] = (
        ("in", "+"),
        ("out", "\u2212"),
        ("all", icon("fullscreen")),
    )
    buttons = [
        html.Button(sign, type="button", **{"data-zoom": how, "aria-label": t(f"view.zoom.{how}")})
        for how, sign in signs
    ]
    return html.Div(buttons, className="zoom")


def zoom_choice(data: LinkedData) -> html.Div:
    """Return the list of voivodeships to enlarge."""
    units = data.directory.units_of("wojewodztwo")
    options = [("", data.t("view.zoom.country")), *((unit.teryt, unit.name) for unit in units)]
    choices = Choices(options=options, chosen=data.selection.state.woj or "")
    return html.Div(select(ids.VIEW_ZOOM, data.t("view.zoom.label"), choices), className="przybliz")


def trend_panel(data: LinkedData) -> html.Figure:
    """Return the trend of my unit against its group."""
    head = html.H3(id=ids.VIEW_TREND_TITLE)
    return _chart_panel(data, ids.VIEW_TREND, head, note=None, className="pan")


def distribution_panel(data: LinkedData) -> html.Figure:
    """Return the distribution in the group with a range to brush or to type."""
    t = data.t
    head = html.H3(id=ids.VIEW_DISTRIBUTION_TITLE)
    figure = _chart_panel(
        data, ids.VIEW_DISTRIBUTION, head, note=t("view.distribution.note"), className="pan rosnie"
    )
    fields = [
        html.Label(
            [t(f"view.range.{name}"), dcc.Input(id=component, type="number", debounce=True)],
        )
        for name, component in (("low", ids.VIEW_LOW), ("high", ids.VIEW_HIGH))
    ]
    typed = html.Details(
        [html.Summary(t("view.range.title")), html.Div(fields, className="zakres")],
        className="wpisz",
    )
    return html.Figure([*figure.children, html.Div(typed, className="pc")], className="pan rosnie")


def _chart_panel(
    data: LinkedData, graph_id: str, head: html.H3, *, note: str | None, className: str
) -> html.Figure:
    return html.Figure(
        [
            html.Div(
                html.Div([head, html.P(note, className="m") if note else None]),
                className="ph",
            ),
            html.Div(
                dcc.Graph(
                    id=graph_id,
                    figure=NO_FIGURE,
                    config=graph_config(data.lang),
                    className="wykres",
                ),
                className="pc",
            ),
        ],
        className=className,
    )


def table_section(data: LinkedData) -> html.Section:
    """Return the table of the group with its download."""
    t, selection = data.t, data.selection
    path = f"/eksport/{data.lang}/obszar/{selection.sector.code}.csv"
    download = html.A(
        [icon("filetype-csv"), "CSV"],
        href=path,
        download="",
        className="b s",
        **{"data-csv": path},
    )
    return html.Section(
        [
            section_heading(
                t("view.table.title", group=data.group_name),
                heading_id=ids.VIEW_TABLE_TITLE,
                note=html.Span(id=ids.VIEW_NOTICE, role="status"),
                actions=[download],
            ),
            html.Div(id=ids.VIEW_TABLE),
        ],
        className="sek",
    )
