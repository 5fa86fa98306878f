"""Joins the pages for those who write to the server, in both languages."""

from typing import Any

from flask import Blueprint, Flask, Response, abort, request
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect

from smup.web.desk.access import SESSION, prepare_sessions
from smup.web.desk.accounts import add_account_routes
from smup.web.desk.attachments import add_attachment_routes
from smup.web.desk.context import Desk
from smup.web.desk.home import add_home_routes
from smup.web.desk.log import add_log_routes
from smup.web.desk.messages import add_messages, message_page
from smup.web.desk.notes import add_note_routes
from smup.web.desk.oidc import add_oidc_routes
from smup.web.desk.passwords import add_password_routes
from smup.web.desk.practices import add_submission_routes
from smup.web.desk.profile import add_profile_routes
from smup.web.desk.queue import add_queue_routes
from smup.web.desk.sessions import DeskSessions
from smup.web.desk.sign_in import add_sign_in_routes
from smup.web.security import LARGEST_BODY

LARGEST_KEY = 2**31 - 1
"""No column of a key holds more, and a database fails on a greater number."""
LANGUAGES = {"smup_desk": "/konto", "smup_desk_en": "/en/konto"}


def register_desk(server: Flask, desk: Desk) -> None:
    """Add the pages under ``/konto`` and ``/en/konto``, sessions and the guard against forgery.

    Without ``SMUP_SECRET_KEY`` there are no sessions: the pages say that nobody can sign in.
    """
    secure = desk.settings.public_url.startswith("https://")
    server.config.update(
        SECRET_KEY=desk.settings.secret_key or None,
        SESSION_COOKIE_NAME="__Host-smup" if secure else "smup",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        PERMANENT_SESSION_LIFETIME=SESSION,
        SESSION_REFRESH_EACH_REQUEST=False,  # a session ends that long after signing in
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,  # a long text gets its own message, with the text
        WTF_CSRF_CHECK_DEFAULT=False,  # Dash has no forms; our pages are checked below
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
    )
    server.session_interface = DeskSessions()
    manager = LoginManager()
    manager.session_protection = None  # an address that changes on a phone must not sign out
    manager.init_app(server)
    prepare_sessions(manager, desk)
    guard = CSRFProtect()
    guard.init_app(server)
    for name, prefix in LANGUAGES.items():
        server.register_blueprint(_desk_routes(desk, guard, name), url_prefix=prefix)


def _desk_routes(desk: Desk, guard: CSRFProtect, name: str) -> Blueprint:
    routes = Blueprint(name, __name__)

    def check_origin() -> Response | None:
        if not desk.settings.secret_key:
            return message_page(desk, "off", status=503)
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            guard.protect()
        return None

    def keep_out_of_caches(answer: Response) -> Response:
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    def refuse_absurd_keys(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if any(isinstance(one, int) and one > LARGEST_KEY for one in (values or {}).values()):
            abort(404)

    routes.url_value_preprocessor(refuse_absurd_keys)
    routes.before_request(check_origin)
    routes.after_request(keep_out_of_caches)
    add_account_routes(routes, desk)
    add_attachment_routes(routes, desk)
    add_home_routes(routes, desk)
    add_log_routes(routes, desk)
    add_note_routes(routes, desk)
    add_oidc_routes(routes, desk)
    add_password_routes(routes, desk)
    add_profile_routes(routes, desk)
    add_submission_routes(routes, desk)
    add_queue_routes(routes, desk)
    add_sign_in_routes(routes, desk)
    add_messages(routes, desk)
    return routes
