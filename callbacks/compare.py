"""Wiring of the comparison: one question to the server for any change, the rest in the browser."""

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from callbacks.sending import light
from layouts import ids
from layouts.compare import practice_links, read, sentence_part, shown, view_parts
from layouts.compare_choose import chosen_part
from layouts.compare_controls import (
    group_part,
    group_signature,
    level_part,
    problem_part,
    year_part,
    year_signature,
)
from layouts.routes import parse_query
from smup.services import Services


def register(app: Dash, services: Services) -> None:
    """Register the callbacks of the comparison."""
    app.callback(
        output={
            "sentence": Output(ids.COMPARE_SENTENCE, "children"),
            "notes": Output(ids.COMPARE_NOTES, "children"),
            "group": Output(ids.COMPARE_GROUP_CELL, "children"),
            "year": Output(ids.COMPARE_YEAR_CELL, "children"),
            "chosen": Output(ids.COMPARE_CHOSEN, "children"),
            "start": Output(ids.COMPARE_START, "hidden"),
            "views": Output(ids.COMPARE_VIEWS, "hidden"),
            "levels": Output(ids.COMPARE_LEVELS, "children"),
            "top": Output(ids.COMPARE_TOP, "children"),
            "figures": Output(ids.COMPARE_FIGURES, "data"),
            "hidden": Output(ids.COMPARE_FIGURE, "hidden"),
            "body": Output(ids.COMPARE_BODY, "children"),
            "practices": Output(ids.COMPARE_PRACTICES, "children"),
            "shown": Output(ids.COMPARE_SHOWN, "data"),
        },
        inputs={
            "asked": Input(ids.COMPARE_ASKED, "data"),
            "before": State(ids.COMPARE_SHOWN, "data"),
            "context": State(ids.COMPARE_CONTEXT, "data"),
        },
        prevent_initial_call=True,
    )(light(partial(update_comparison, services)))
    _browser(app)


def _browser(app: Dash) -> None:
    """Register what happens in the browser alone (assets/js/compare/compare.js)."""
    app.clientside_callback(
        ClientsideFunction("compare", "shown"),
        Output(ids.COMPARE_WRITTEN, "data"),
        Input(ids.COMPARE_SHOWN, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("compare", "draw"),
        Output(ids.COMPARE_GRAPH, "figure"),
        Input(ids.COMPARE_FIGURES, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("compare", "brushed"),
        Output(ids.COMPARE_BRUSHED, "data"),
        Input(ids.COMPARE_GRAPH, "selectedData"),
        Input(ids.COMPARE_GRAPH, "clickData"),
        Input(f"{ids.COMPARE_PREFIX}-unit", "data"),
        Input(f"{ids.COMPARE_PREFIX}-group", "data"),
        prevent_initial_call=True,
    )


def update_comparison(
    services: Services, *, asked: str, before: dict[str, Any], context: dict[str, str]
) -> dict[str, Any]:
    """Return the page anew for an address; controls that did not change are left alone."""
    data = read(services, context["lang"], parse_query(asked))
    same_group = before["group"] == group_signature(data)
    same_years = before["years"] == year_signature(data)
    empty = not data.units
    return {
        "sentence": sentence_part(data),
        "notes": problem_part(data),
        "group": no_update if same_group else group_part(services, data),
        "year": no_update if same_years else year_part(data),
        "chosen": chosen_part(data),
        "start": not empty,
        "views": empty,
        "levels": level_part(data),
        **view_parts(data),
        "practices": practice_links(services, data),
        "shown": shown(data),
    }
