"""Wiring of the detail of an indicator: read when its window opens, taken away when it closes."""

from functools import partial
from typing import Any

from dash import Dash, Input, Output, State
from dash.development.base_component import Component

from callbacks.sending import light
from layouts import ids
from layouts.components import skeleton
from layouts.unit_detail import detail_panel, unknown_detail
from smup.errors import UnknownCodeError
from smup.i18n import texts
from smup.services import Services
from smup.view_state import parse_state
from smup.views.profile.detail import read_detail
from smup.views.unit import choose_unit

WAITING_HEIGHT = 260


def register(app: Dash, services: Services) -> None:
    """Register the callback of the window."""
    app.callback(
        Output(ids.UNIT_DETAIL, "children"),
        inputs={
            "asked": Input(ids.UNIT_DETAIL_ASK, "data"),
            "context": State(ids.UNIT_CONTEXT_STORE, "data"),
        },
        prevent_initial_call=True,
    )(light(partial(update_detail, services)))


def update_detail(
    services: Services, *, asked: dict[str, Any] | None, context: dict[str, str]
) -> Component:
    """Return the detail of an indicator, or the waiting state when the window closes.

    Args:
        services: what pages need.
        asked: the keys of the address and ``ind``, the code of the indicator; None on closing.
        context: ``teryt`` of the unit shown and ``lang``.
    """
    lang = context["lang"]
    if not asked or not asked.get("ind"):
        return skeleton(texts(lang)("common.loading"), height=WAITING_HEIGHT)
    state, problems = parse_state(asked)
    repository = services.repository
    choice = choose_unit(repository, context["teryt"], state=state, problems=problems, lang=lang)
    try:
        detail = read_detail(
            repository,
            choice.unit,
            str(asked["ind"]),
            group=choice.group,
            year=state.year,
            lang=lang,
        )
    except UnknownCodeError:
        return unknown_detail(str(asked["ind"]), lang)
    return detail_panel(detail, choice.state)
