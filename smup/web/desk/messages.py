"""Pages that only say something: no right, no such page, a form too old, signing in is off."""

from flask import Blueprint, Response
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from smup.errors import DatabaseBusyError
from smup.web.desk.context import Desk
from smup.web.desk.pages import desk_page
from smup.web.desk.writing import busy_page
from smup.web.texts import request_texts

KINDS = {400: "refused", 403: "forbidden", 404: "missing", 405: "method", 409: "conflict"}
TOO_LARGE = 413


def message_page(desk: Desk, kind: str, *, status: int) -> Response:
    """Return a page with the texts ``desk.message.<kind>_title`` and ``…_text``.

    Args:
        desk: parts of the pages.
        kind: of the message.
        status: HTTP status.
    """
    t = request_texts()
    return desk_page(
        desk.repository,
        "message.html",
        title=t(f"desk.message.{kind}_title"),
        status=status,
        text=t(f"desk.message.{kind}_text"),
    )


def add_messages(routes: Blueprint, desk: Desk) -> None:
    """Answer refusals of these pages in the look of the site.

    A page may give its own reason: ``abort(409, description=…)`` is not shown, ``message_page`` is.
    """

    def refused(error: HTTPException) -> Response:
        status = error.code or 500
        if isinstance(error, CSRFError):
            return message_page(desk, "forged", status=400)
        if status == TOO_LARGE:
            return message_page(desk, "too-large", status=status)
        return message_page(desk, KINDS.get(status, "refused"), status=status)

    def busy(_error: DatabaseBusyError) -> Response:
        return busy_page(desk)

    routes.register_error_handler(HTTPException, refused)
    routes.register_error_handler(DatabaseBusyError, busy)

    @routes.route("/<path:_rest>", methods=["GET", "POST"])
    def unknown(_rest: str) -> Response:
        return message_page(desk, "missing", status=404)
