"""Pages that only say something: no right, no such page, a form too old, signing in is off."""

from flask import Blueprint, Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from smup.errors import DatabaseBusyError
from smup.links import split_language
from smup.web.desk.access import SessionEndedError, signed_in
from smup.web.desk.context import Desk
from smup.web.desk.pages import desk_page
from smup.web.desk.sessions import DESK_PATH
from smup.web.desk.writing import busy_page, given_back_page
from smup.web.texts import request_texts

KINDS = {400: "refused", 403: "forbidden", 404: "missing", 405: "method", 409: "conflict"}
TOO_LARGE = 413
OPEN_FORMS = ("/logowanie", "/haslo", "/wyloguj")
"""Paths under ``/konto`` whose forms need no session."""


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
            # Forms of those who are not signed in ask for an e-mail and a password only.
            ended = signed_in() is None and not _is_open(request.path)
            return given_back_page(desk, "ended" if ended else "forged", status=400)
        if status == TOO_LARGE:
            return message_page(desk, "too-large", status=status)
        return message_page(desk, KINDS.get(status, "refused"), status=status)

    def busy(_error: DatabaseBusyError) -> Response:
        return busy_page(desk)

    def ended(_error: SessionEndedError) -> Response:
        return given_back_page(desk, "ended", status=403)

    routes.register_error_handler(SessionEndedError, ended)
    routes.register_error_handler(HTTPException, refused)
    routes.register_error_handler(DatabaseBusyError, busy)

    @routes.route("/<path:_rest>", methods=["GET", "POST"])
    def unknown(_rest: str) -> Response:
        return message_page(desk, "missing", status=404)


def _is_open(path: str) -> bool:
    """Tell whether a form is one of those that are sent without being signed in."""
    _, plain = split_language(path)
    return plain.removeprefix(DESK_PATH).startswith(OPEN_FORMS)
