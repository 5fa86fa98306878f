"""Wiring of the synthetic index: one question to the server, asked when a choice changes it."""

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from callbacks.sending import light
from layouts import ids
from layouts.synthetic import QUESTION_KEYS, bar_cells, content, read_selection
from layouts.synthetic_group import FIRST_ROWS
from smup.i18n import texts
from smup.services import Services

MOST_ROWS = 3_000
_CELLS = ("group", "year", "levels", "level")


def register(app: Dash, services: Services) -> None:
    """Register the callbacks of the page of the index."""
    _browser(app)
    app.callback(
        output={
            "path": Output(ids.SYNTHETIC_PATH, "children"),
            "head": Output(ids.SYNTHETIC_HEAD, "children"),
            "cards": Output(ids.SYNTHETIC_CARDS, "children"),
            "sectors": Output(ids.SYNTHETIC_SECTORS, "children"),
            "rest": Output(ids.SYNTHETIC_REST, "children"),
            "empty": Output(ids.SYNTHETIC_EMPTY, "children"),
            "hidden": Output(ids.SYNTHETIC_RESULT, "hidden"),
            "group": Output(ids.SYNTHETIC_GROUP_CELL, "children"),
            "year": Output(ids.SYNTHETIC_YEAR_CELL, "children"),
            "levels": Output(ids.SYNTHETIC_LEVEL, "options"),
            "level": Output(ids.SYNTHETIC_LEVEL, "value"),
            "shown": Output(ids.SYNTHETIC_SHOWN, "data"),
        },
        inputs={
            "asked": Input(ids.SYNTHETIC_QUESTION, "data"),
            "context": State(ids.SYNTHETIC_CONTEXT, "data"),
            "before": State(ids.SYNTHETIC_SHOWN, "data"),
        },
        prevent_initial_call=True,
    )(light(partial(update_index, services)))


def update_index(
    services: Services,
    *,
    asked: dict[str, Any],
    context: dict[str, str],
    before: dict[str, Any] | None,
) -> dict[str, Any]:
    """Return the page for a new choice; the context bar stays unless unit or level changed."""
    lang = context["lang"]
    query = {key: asked.get(key) for key in QUESTION_KEYS}
    selection = read_selection(services, lang, query)
    parts = content(services, selection, lang, rows=_rows(asked.get("rows")))
    parts["hidden"] = bool(parts["empty"])
    cells: dict[str, Any] = dict.fromkeys(_CELLS, no_update)
    if before is None or before.get("bar") != parts["shown"]["bar"]:
        cells = bar_cells(selection, services.repository.dataset(), texts(lang))
    return parts | cells


def _rows(asked: object) -> int:
    """Return how many rows of the table are asked for; anything strange is the usual number."""
    return min(max(asked, FIRST_ROWS), MOST_ROWS) if isinstance(asked, int) else FIRST_ROWS


def _browser(app: Dash) -> None:
    """Register what happens in the browser alone (assets/js/synthetic/weights.js)."""
    app.clientside_callback(
        ClientsideFunction("synthetic", "question"),
        Output(ids.SYNTHETIC_QUESTION, "data"),
        Input(ids.SYNTHETIC_UNIT, "data"),
        Input(ids.SYNTHETIC_GROUP, "data"),
        Input(ids.SYNTHETIC_YEAR, "data"),
        Input(ids.SYNTHETIC_LEVEL, "value"),
        Input(ids.SYNTHETIC_ASK, "data"),
        State(ids.SYNTHETIC_QUESTION, "data"),
        State(ids.SYNTHETIC_SHOWN, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("synthetic", "shown"),
        Output(ids.SYNTHETIC_DONE, "data"),
        Input(ids.SYNTHETIC_SHOWN, "data"),
        # An input that no callback writes: without one Dash would not call this for a new page.
        Input(ids.SYNTHETIC_CONTEXT, "data"),
    )
