"""The ready questions, answered for the unit this browser looked at last."""

from functools import partial

from dash import Dash, Input, Output, State
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from layouts import ids
from layouts.start import question_section
from smup.links import split_language
from smup.services import Services
from smup.views.questions import questions


def register(app: Dash, services: Services) -> None:
    """Register the callback of the start page."""
    app.callback(
        Output(ids.START_QUESTIONS, "children"),
        inputs={"unit": Input(ids.START_UNIT, "data")},
        state={"pathname": State(ids.LOCATION, "pathname")},
        prevent_initial_call=True,
    )(partial(update_questions, services))


def update_questions(
    services: Services, *, unit: str | None, pathname: str | None
) -> Component | None:
    """Return the questions for the unit; a page without a unit stays as it was drawn."""
    if not unit:
        raise PreventUpdate
    lang, _ = split_language(pathname or "/")
    return question_section(questions(services.repository, lang, unit=unit), lang)
