"""Wiring of the catalogue of practices: one question to the server for any change."""

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from callbacks.sending import light
from layouts import ids
from layouts.practices import changing, read_page
from layouts.routes import parse_query
from smup.services import Services

PARTS = {
    "problems": (ids.PRACTICES_PROBLEMS, "children"),
    "filters": (ids.PRACTICES_FILTERS, "children"),
    "chosen": (ids.PRACTICES_CHOSEN, "children"),
    "dots": (ids.PRACTICES_DOTS, "children"),
    "places": (ids.PRACTICES_PLACES, "children"),
    "list": (ids.PRACTICES_LIST, "children"),
    "said": (ids.PRACTICES_SAID, "children"),
    "shown": (ids.PRACTICES_SHOWN, "data"),
}


def register(app: Dash, services: Services) -> None:
    """Register the callbacks of the catalogue."""
    app.callback(
        output={name: Output(*place) for name, place in PARTS.items()},
        inputs={
            "asked": Input(ids.PRACTICES_ASKED, "data"),
            "context": State(ids.PRACTICES_CONTEXT, "data"),
        },
        prevent_initial_call=True,
    )(light(partial(update_practices, services)))
    app.clientside_callback(
        ClientsideFunction("practices", "shown"),
        Output(ids.PRACTICES_WRITTEN, "data"),
        Input(ids.PRACTICES_SHOWN, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("practices", "unit"),
        Output(ids.PRACTICES_UNIT_CHOSEN, "data"),
        Input(ids.PRACTICES_UNIT, "data"),
        prevent_initial_call=True,
    )


def update_practices(services: Services, *, asked: str, context: dict[str, str]) -> dict[str, Any]:
    """Return the parts of the catalogue for a query string, which the answer names again."""
    parts = changing(read_page(services, context["lang"], parse_query(asked or "")))
    return parts | {"shown": {**parts["shown"], "asked": asked}}
