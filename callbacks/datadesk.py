"""Wiring of the data desk: one question to the server for any change."""

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from callbacks.sending import light
from layouts import ids
from layouts.datadesk import changing, read_page
from layouts.routes import parse_query
from smup.services import Services

PARTS = {
    "choices": (ids.DATA_CHOICES, "children"),
    "preview": (ids.DATA_PREVIEW, "children"),
    "shown": (ids.DATA_SHOWN, "data"),
}


def register(app: Dash, services: Services) -> None:
    """Register the callbacks of the data desk."""
    app.callback(
        output={name: Output(*place) for name, place in PARTS.items()},
        inputs={
            "asked": Input(ids.DATA_ASKED, "data"),
            "context": State(ids.DATA_CONTEXT, "data"),
        },
        prevent_initial_call=True,
    )(light(partial(update_desk, services)))
    app.clientside_callback(
        ClientsideFunction("datadesk", "shown"),
        Output(ids.DATA_WRITTEN, "data"),
        Input(ids.DATA_SHOWN, "data"),
    )


def update_desk(services: Services, *, asked: str, context: dict[str, str]) -> dict[str, Any]:
    """Return the parts of the data desk for a query string, which the answer names again."""
    parts = changing(services, read_page(services, context["lang"], parse_query(asked or "")))
    return parts | {"shown": {**parts["shown"], "asked": asked}}
