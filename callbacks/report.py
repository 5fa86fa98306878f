"""The page that makes a report: each choice gives the addresses and the preview anew."""

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from layouts import ids
from layouts.report import NEWEST, group_options, section_options
from layouts.report_result import result
from smup.i18n import texts
from smup.reports.builder import read_builder
from smup.reports.spec import SECTIONS_OF, SERVICE, UNIT
from smup.services import Services


def register(app: Dash, services: Services) -> None:
    """Register the callbacks of the page."""
    app.callback(
        output={
            "result": Output(ids.REPORT_RESULT, "children"),
            "address": Output(ids.REPORT_ADDRESS, "data"),
            "groups": Output(ids.REPORT_GROUP, "options"),
        },
        inputs={
            "kind": Input(ids.REPORT_KIND, "value"),
            "unit": Input(ids.REPORT_UNIT, "data"),
            "service": Input(ids.REPORT_SERVICE, "value"),
            "group": Input(ids.REPORT_GROUP, "value"),
            "year": Input(ids.REPORT_YEAR, "value"),
            "sections": Input(ids.REPORT_SECTIONS, "value"),
            "sectors": Input(ids.REPORT_SECTORS, "value"),
            "ind": Input(ids.REPORT_INDICATORS, "value"),
        },
        state={"context": State(ids.REPORT_CONTEXT, "data")},
        prevent_initial_call=True,
    )(partial(update_report, services))
    app.callback(
        output={
            "service": Output(ids.REPORT_SERVICE_CELL, "hidden"),
            "cell": Output(ids.REPORT_SECTIONS_CELL, "hidden"),
            "options": Output(ids.REPORT_SECTIONS, "options"),
            "value": Output(ids.REPORT_SECTIONS, "value"),
            "more": Output(ids.REPORT_MORE, "hidden"),
        },
        inputs={"kind": Input(ids.REPORT_KIND, "value")},
        state={"context": State(ids.REPORT_CONTEXT, "data")},
        prevent_initial_call=True,
    )(show_fields)
    app.clientside_callback(
        ClientsideFunction("report", "write"),
        Output(ids.REPORT_WRITTEN, "data"),
        Input(ids.REPORT_ADDRESS, "data"),
        prevent_initial_call=True,
    )


def update_report(
    services: Services, *, context: dict[str, str], unit: dict[str, str] | None, **asked: Any
) -> dict[str, Any]:
    """Return addresses, preview and groups for the choices; what is not chosen stays as it was.

    Args:
        services: the database.
        context: language of the page and the choices it was opened with.
        unit: the unit chosen in the search, None when none was.
        asked: the other fields; None where nothing was changed, lists of the ticked boxes.
    """
    chosen = {key: value for key, value in asked.items() if value is not None}
    chosen["year"] = (chosen.get("year") or "").removeprefix(NEWEST)
    for key in ("sections", "sectors"):
        chosen[key] = ".".join(chosen.get(key) or ())
    query = {**context, **chosen, "unit": unit["code"] if unit else context["unit"]}
    found = read_builder(services.repository, query, lang=context["lang"])
    t = texts(context["lang"])
    return {
        "result": result(found, t),
        "address": found.address,
        "groups": group_options(found, t),
    }


def show_fields(*, kind: str, context: dict[str, str]) -> dict[str, Any]:
    """Return which fields the kind of report needs, with all its parts ticked."""
    options = section_options(kind, texts(context["lang"]))
    return {
        "service": kind != SERVICE,
        "cell": not options,
        "options": options,
        "value": list(SECTIONS_OF[kind]),
        "more": kind != UNIT,
    }
