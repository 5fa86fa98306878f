"""The ready questions, answered for the unit this browser looked at last."""

from functools import partial
from typing import Any

from dash import Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from layouts import ids
from layouts.start import question_section, take_away
from smup.links import split_language
from smup.services import Services
from smup.views.questions import questions


def register(app: Dash, services: Services) -> None:
    """Register the callback of the start page."""
    app.callback(
        output={
            "questions": Output(ids.START_QUESTIONS, "children"),
            "take": Output(ids.START_TAKE, "children"),
        },
        inputs={"unit": Input(ids.START_UNIT, "data")},
        state={"pathname": State(ids.LOCATION, "pathname")},
        prevent_initial_call=True,
    )(partial(update_questions, services))


def update_questions(
    services: Services, *, unit: str | None, pathname: str | None
) -> dict[str, Any]:
    """Return the questions for the unit; a page without a unit stays as it was drawn."""
    if not unit:
        raise PreventUpdate
    lang, _ = split_language(pathname or "/")
    found = questions(services.repository, lang, unit=unit)
    return {"questions": question_section(found, lang), "take": take_away(lang, found)}
