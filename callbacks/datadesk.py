"""Wiring of the data desk: one question to the server for any change."""

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from callbacks.sending import light
from layouts import ids
from layouts.datadesk import changing, read_page
from layouts.routes import parse_query
from smup.services import Services
from smup.views.datadesk.mine import my_groups
from smup.views.datadesk.pasted import PastedLine, read_pasted

PARTS = {
    "problems": (ids.DATA_PROBLEMS, "children"),
    "choices": (ids.DATA_CHOICES, "children"),
    "preview": (ids.DATA_PREVIEW, "children"),
    "said": (ids.DATA_SAID, "children"),
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
    for question, answer, read in (
        (ids.DATA_LIST_ASKED, ids.DATA_LIST_FOUND, read_list),
        (ids.DATA_MINE_ASKED, ids.DATA_MINE_FOUND, read_mine),
    ):
        app.callback(
            Output(answer, "data"),
            inputs={
                "asked": Input(question, "data"),
                "context": State(ids.DATA_CONTEXT, "data"),
            },
            prevent_initial_call=True,
        )(partial(read, services))
    for name, source, target in (
        ("shown", ids.DATA_SHOWN, ids.DATA_WRITTEN),
        ("listed", ids.DATA_LIST_FOUND, ids.DATA_WRITTEN_LIST),
        ("mine", ids.DATA_MINE_FOUND, ids.DATA_WRITTEN_MINE),
    ):
        app.clientside_callback(
            ClientsideFunction("datadesk", name), Output(target, "data"), Input(source, "data")
        )


def update_desk(services: Services, *, asked: str, context: dict[str, str]) -> dict[str, Any]:
    """Return the parts of the data desk for a query string, which the answer names again."""
    parts = changing(services, read_page(services, context["lang"], parse_query(asked or "")))
    return parts | {"shown": {**parts["shown"], "asked": asked}}


def read_list(
    services: Services, *, asked: dict[str, Any], context: dict[str, str]
) -> dict[str, Any]:
    """Return what a pasted list of codes and names stands for, by its lines."""
    found = read_pasted(
        services.repository.directory(),
        str(asked["text"]),
        level=str(asked["level"]),
        lang=context["lang"],
    )
    known = len(found.codes) + found.repeated
    return {
        "asked": asked["id"],
        "codes": found.codes,
        "known": known,
        "lines": known + len(found.problems),
        "repeated": found.repeated,
        "problems": [_line(one) for one in found.problems],
        "told": [_line(one) for one in found.told],
    }


def _line(told: PastedLine) -> dict[str, Any]:
    candidates = [{"code": code, "label": label} for code, label in told.candidates]
    return {"line": told.line, "text": told.text, "reason": told.reason, "candidates": candidates}


def read_mine(
    services: Services, *, asked: dict[str, Any], context: dict[str, str]
) -> dict[str, Any]:
    """Return the groups that a unit can be compared with, with the number of their units."""
    unit, level = str(asked["unit"]), str(asked["level"])
    found = my_groups(services.repository, unit, level=level, lang=context["lang"])
    return {**found, "asked": asked["id"]}
