"""Wiring of the indicator page: its card for a new unit, and what the browser shows of it."""

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from callbacks.linked import Question, read_question
from layouts import ids
from layouts.indicator_card import card_payload
from smup.services import Services


def register(app: Dash, services: Services) -> None:
    """Register the callbacks of the indicator page that the linked view does not have."""
    app.callback(
        Output(ids.CARD, "data"),
        inputs={
            "asked": Input(ids.VIEW_QUESTION, "data"),
            "context": State(ids.VIEW_CONTEXT, "data"),
        },
        prevent_initial_call=True,
    )(partial(update_card, services))
    app.clientside_callback(
        ClientsideFunction("indicator", "show"),
        Output(ids.CARD_FORMULA, "children"),
        Output(ids.CARD_COVERAGE, "children"),
        Output(ids.CHART_TEXT, "children"),
        Output(ids.CARD_IMPROVED, "children"),
        Output(ids.CHART_BREAKS, "children"),
        Output(ids.CHART_ADDED, "children"),
        Input(ids.CARD, "data"),
        Input(ids.VIEW_PAYLOAD, "data"),
        Input(ids.VIEW_YEAR, "data"),
        Input(ids.VIEW_PICKED, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("indicator", "add"),
        Output(ids.CHART_ADD_DONE, "data"),
        Input(ids.CHART_ADD, "data"),
        prevent_initial_call=True,
    )


def update_card(services: Services, *, asked: Question, context: dict[str, str]) -> dict[str, Any]:
    """Return the card of all years for a new unit, group or level."""
    return card_payload(services.repository, read_question(services, asked, context, year=None))
