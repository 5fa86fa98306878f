"""Wiring of the page of a practice: the reader's unit as the browser remembers it, pictures."""

from functools import partial

from dash import MATCH, ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from callbacks.sending import light
from layouts import ids
from layouts.practice import mine_answer
from smup.services import Services


def register(app: Dash, services: Services) -> None:
    """Register the callbacks of the page."""
    app.callback(
        output={"mine": Output(ids.PRACTICE_MINE, "children")},
        inputs={
            "unit": Input(ids.PRACTICE_UNIT, "data"),
            "context": State(ids.PRACTICE_CONTEXT, "data"),
        },
        prevent_initial_call=True,
    )(light(partial(update_mine, services)))
    app.clientside_callback(
        ClientsideFunction("practice", "figure"),
        Output({"type": ids.PRACTICE_GRAPH, "code": MATCH}, "figure"),
        Input({"type": ids.PRACTICE_FIGURES, "code": MATCH}, "data"),
    )


def update_mine(
    services: Services, *, unit: str | None, context: dict[str, str]
) -> dict[str, list[Component]]:
    """Return the section of the reader's unit; it stays a question where the unit is of no use."""
    if not unit:
        raise PreventUpdate
    found = mine_answer(services, code=str(unit), slug=context["slug"], lang=context["lang"])
    if found is None:
        raise PreventUpdate
    return {"mine": found}
