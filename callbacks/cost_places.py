"""Wiring of the linked parts of the page of costs; they are drawn in the browser alone."""

from dash import MATCH, ClientsideFunction, Dash, Input, Output, State

from layouts import ids
from smup.services import Services


def register(app: Dash, _services: Services) -> None:
    """Register the drawing of a record (assets/js/cost/linked.js)."""
    app.clientside_callback(
        ClientsideFunction("costLinked", "draw"),
        Output({"type": ids.COST_DRAWN, "name": MATCH}, "data"),
        Input({"type": ids.COST_RECORD, "name": MATCH}, "data"),
        State({"type": ids.COST_RECORD, "name": MATCH}, "id"),
    )
