"""The first page after signing in: what is mine and what waits for me."""

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from smup.web.desk.access import needs, who_is
from smup.web.desk.context import Desk
from smup.web.desk.home_notes import home_notes
from smup.web.desk.home_practices import home_practices
from smup.web.desk.pages import desk_page
from smup.web.desk.units import unit_label
from smup.web.texts import request_texts


def add_home_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""

    @routes.get("")
    @needs("write")
    def home() -> AnyResponse:
        return _home_page(desk)


def _home_page(desk: Desk) -> Response:
    """Return the page; its parts come from ``home_practices`` and ``home_notes``."""
    who = who_is()
    return desk_page(
        desk.repository,
        "home.html",
        title=request_texts()("desk.home.title"),
        unit=unit_label(desk.repository, who.unit_id),
        mails=desk.notices.configured,
        **home_practices(desk, who),
        **home_notes(desk, who),
    )
