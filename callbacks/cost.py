"""Wiring of the page of costs: one question to the server for any change, the rest in the browser.

A part whose inputs did not change is neither made nor sent: ``layouts/cost_parts.py``.
"""

from functools import partial
from typing import Any

from dash import MATCH, ClientsideFunction, Dash, Input, Output, State, no_update

from callbacks.sending import light
from layouts import ids
from layouts.cost import (
    empty_head,
    group_part,
    group_sign,
    made,
    path,
    path_sign,
    practice_links,
    read_selection,
    shown,
    year_part,
)
from layouts.cost_parts import PARTS
from layouts.cost_states import no_costs
from layouts.routes import parse_query
from smup.i18n import texts
from smup.services import Services
from smup.views.costs.read import read_cost


def register(app: Dash, services: Services) -> None:
    """Register the callbacks of the page of costs."""
    parts = {name: Output(ids.COST_PARTS[name], "children") for name in PARTS}
    app.callback(
        output={
            **parts,
            "path": Output(ids.COST_PATH, "children"),
            "empty": Output(ids.COST_EMPTY, "children"),
            "hidden": Output(ids.COST_RESULT, "hidden"),
            "group": Output(ids.COST_GROUP_CELL, "children"),
            "year": Output(ids.COST_YEAR_CELL, "children"),
            "practices": Output(ids.COST_PRACTICES, "children"),
            "shown": Output(ids.COST_SHOWN, "data"),
        },
        inputs={
            "asked": Input(ids.COST_ASKED, "data"),
            "before": State(ids.COST_SHOWN, "data"),
            "context": State(ids.COST_CONTEXT, "data"),
        },
        prevent_initial_call=True,
    )(light(partial(update_cost, services)))
    _browser(app)


def update_cost(
    services: Services, *, asked: str, before: dict[str, Any] | None, context: dict[str, str]
) -> dict[str, Any]:
    """Return the parts that an address shows otherwise than before; the others stay."""
    lang, before = context["lang"], before or {}
    selection = read_selection(services, lang, context["service"], parse_query(asked or ""))
    data = read_cost(services.repository, selection, lang=lang)
    t = texts(lang)
    same_group = before.get("group") == group_sign(selection)
    same_years = before.get("years") == list(selection.years)
    same_path = before.get("path") == path_sign(selection)
    answer: dict[str, Any] = {
        **dict.fromkeys(PARTS, no_update),
        "path": no_update if same_path else path(selection, t),
        "empty": [],
        "hidden": data is None,
        "group": no_update if same_group else group_part(services, selection, t),
        "year": no_update if same_years else year_part(selection, t),
        "practices": no_update if same_group else practice_links(services, selection, lang),
        "shown": shown(selection, data),
    }
    if data is None:
        return answer | {"head": empty_head(selection, lang), "empty": no_costs(t)}
    return answer | made(data, before=before.get("signs") or {})


def _browser(app: Dash) -> None:
    """Register what happens in the browser alone (assets/js/cost/page.js)."""
    app.clientside_callback(
        ClientsideFunction("cost", "shown"),
        Output(ids.COST_WRITTEN, "data"),
        Input(ids.COST_SHOWN, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("cost", "bar"),
        Output(ids.COST_CHOSEN, "data"),
        Input(ids.COST_UNIT, "data"),
        Input(ids.COST_GROUP, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("cost", "draw"),
        Output({"type": ids.COST_GRAPH, "name": MATCH}, "figure"),
        Input({"type": ids.COST_FIGURES, "name": MATCH}, "data"),
        State({"type": ids.COST_FIGURES, "name": MATCH}, "id"),
    )
