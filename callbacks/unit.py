"""Wiring of the profile: what a new group or year asks the server, and the detail of a row."""

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from callbacks.sending import light
from layouts import ids
from layouts.unit import answer, read_view
from smup.services import Services

Question = dict[str, Any]
QUESTION_KEYS = ("level", "group", "year", "own", "w")


def register(app: Dash, services: Services) -> None:
    """Register the callbacks of the profile."""
    app.callback(
        output={
            "headline": Output(ids.UNIT_HEADLINE, "children"),
            "body": Output(ids.UNIT_BODY, "children"),
            "answer": Output(ids.UNIT_ANSWER, "data"),
        },
        inputs={
            "asked": Input(ids.UNIT_QUESTION, "data"),
            "context": State(ids.UNIT_CONTEXT_STORE, "data"),
        },
        prevent_initial_call=True,
    )(light(partial(update_profile, services)))
    app.clientside_callback(
        ClientsideFunction("unit", "move"),
        Output(ids.UNIT_SHOWN, "data"),
        Input(ids.UNIT_UNIT, "data"),
        Input(ids.UNIT_GROUP_CHOICE, "data"),
        Input(ids.UNIT_ANSWER, "data"),
    )


def update_profile(
    services: Services, *, asked: Question, context: dict[str, str]
) -> dict[str, object]:
    """Return the profile for another group or year; bad values became defaults."""
    query = {key: str(asked[key]) for key in QUESTION_KEYS if asked.get(key)}
    view = read_view(services, context["lang"], teryt=context["teryt"], query=query)
    return answer(services, view)
