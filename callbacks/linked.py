"""Wiring of the linked view: what the server is asked, and what the browser shows by itself."""

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from layouts import ids
from layouts.components import group_select, year_cell
from layouts.components.practice_links import practice_section
from layouts.linked import payload
from layouts.linked_controls import group_choices, level_options, year_axis
from layouts.sector import service_tabs
from smup.i18n import texts
from smup.services import Services
from smup.view_state import parse_state
from smup.views.linked import LinkedData, read_linked_data, with_badges
from smup.views.pictures import map_figure, map_scheme
from smup.views.practices.gap_questions import linked_question
from smup.views.selection import select_in_sector, select_indicator

Question = dict[str, Any]
QUESTION_KEYS = ("service", "ind", "level", "unit", "group", "own", "w")


def register(app: Dash, services: Services) -> None:
    """Register the callbacks of the sector dashboard and of the indicator page."""
    _browser(app)
    _choices(app)
    app.callback(
        output={
            "payload": Output(ids.VIEW_PAYLOAD, "data"),
            "group": Output(ids.VIEW_GROUP_CELL, "children"),
            "year": Output(ids.VIEW_YEAR_CELL, "children"),
            "tabs": Output(ids.VIEW_TABS, "children"),
            "levels": Output(ids.VIEW_LEVEL, "options"),
            "level": Output(ids.VIEW_LEVEL, "value"),
            "practices": Output(ids.VIEW_PRACTICES, "children"),
        },
        inputs={
            "asked": Input(ids.VIEW_QUESTION, "data"),
            "context": State(ids.VIEW_CONTEXT, "data"),
            "year": State(ids.VIEW_YEAR, "data"),
        },
        prevent_initial_call=True,
    )(partial(update_view, services))
    app.callback(
        Output(ids.VIEW_MAP, "figure"),
        inputs={
            "level": Input(ids.VIEW_DRAWN_LEVEL, "data"),
            "asked": State(ids.VIEW_QUESTION, "data"),
            "context": State(ids.VIEW_CONTEXT, "data"),
        },
        prevent_initial_call=True,
    )(partial(update_map, services))


def update_view(
    services: Services, *, asked: Question, context: dict[str, str], year: int | None
) -> dict[str, Any]:
    """Return what the view says for a new indicator, unit, group, service or level."""
    data = read_question(services, asked, context, year=year)
    if context["page"] == "sector":
        data = with_badges(services.repository, data)
    t = texts(context["lang"])
    return {
        "payload": payload(data, page=context["page"]),
        "group": group_select(ids.VIEW_GROUP, t, group_choices(data)),
        "year": year_cell(ids.VIEW_YEAR, t, year_axis(data)),
        "tabs": service_tabs(services, data) if context["page"] == "sector" else [],
        "levels": level_options(data),
        "level": data.selection.level,
        "practices": practice_section(services, linked_question(data), data.lang),
    }


def update_map(
    services: Services, *, level: str, asked: Question, context: dict[str, str]
) -> dict[str, Any] | None:
    """Return the map of another level; the browser colours it."""
    data = read_question(services, {**asked, "level": level}, context, year=None)
    return map_figure(services.repository, data, map_scheme(data))


def read_question(
    services: Services, asked: Question, context: dict[str, str], *, year: int | None
) -> LinkedData:
    """Return the data of a question; what does not exist becomes the default, as in an address."""
    state, _ = parse_state({key: asked.get(key) for key in QUESTION_KEYS} | {"year": year})
    find = select_in_sector if context["page"] == "sector" else select_indicator
    selection = find(services.repository, context["code"], state=state)
    return read_linked_data(services.repository, selection, lang=context["lang"])


def _browser(app: Dash) -> None:
    """Register what happens in the browser alone (assets/js/linked/view.js)."""
    app.clientside_callback(
        ClientsideFunction("linked", "show"),
        Output(ids.VIEW_SENTENCE, "children"),
        Output(ids.VIEW_KPI, "children"),
        Output(ids.VIEW_LEGEND, "children"),
        Output(ids.VIEW_TREND, "figure"),
        Output(ids.VIEW_DISTRIBUTION, "figure"),
        Output(ids.VIEW_CHIPS, "children"),
        Output(ids.VIEW_HEADING, "children"),
        Output(ids.VIEW_TITLE, "children"),
        Output(ids.VIEW_TREND_TITLE, "children"),
        Output(ids.VIEW_DISTRIBUTION_TITLE, "children"),
        Output(ids.VIEW_TABLE_TITLE, "children"),
        Output(ids.VIEW_KEY, "children"),
        Output(ids.VIEW_DRAWN_LEVEL, "data"),
        Input(ids.VIEW_PAYLOAD, "data"),
        Input(ids.VIEW_YEAR, "data"),
        Input(ids.VIEW_MODE, "value"),
        Input(ids.VIEW_PICKED, "data"),
        Input(ids.VIEW_TAB, "data"),
        State(ids.VIEW_DRAWN_LEVEL, "data"),
    )


def _choices(app: Dash) -> None:
    """Register what the controls and the pictures tell the state."""
    app.clientside_callback(
        ClientsideFunction("linked", "question"),
        Output(ids.VIEW_QUESTION, "data"),
        Input(ids.VIEW_UNIT, "data"),
        Input(ids.VIEW_GROUP, "data"),
        Input(ids.VIEW_LEVEL, "value"),
        Input(ids.VIEW_ASK, "data"),
        State(ids.VIEW_QUESTION, "data"),
        State(ids.VIEW_PAYLOAD, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("linked", "picked"),
        Output(ids.VIEW_PICKED, "data"),
        Input(ids.VIEW_DISTRIBUTION, "selectedData"),
        Input(ids.VIEW_DISTRIBUTION, "clickData"),
        Input(ids.VIEW_ZOOM, "data"),
        Input(ids.VIEW_LOW, "value"),
        Input(ids.VIEW_HIGH, "value"),
        State(ids.VIEW_PICKED, "data"),
        prevent_initial_call=True,
    )
