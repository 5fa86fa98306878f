"""Joins the pages for those who write to the server, in both languages."""

from datetime import timedelta

from flask import Blueprint, Flask, request
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect

from smup.web.desk.access import prepare_sessions
from smup.web.desk.accounts import add_account_routes
from smup.web.desk.attachments import add_attachment_routes
from smup.web.desk.context import Desk
from smup.web.desk.home import add_home_routes
from smup.web.desk.log import add_log_routes
from smup.web.desk.notes import add_note_routes
from smup.web.desk.passwords import add_password_routes
from smup.web.desk.practices import add_submission_routes
from smup.web.desk.queue import add_queue_routes
from smup.web.desk.sign_in import add_sign_in_routes

SESSION = timedelta(hours=8)
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
        WTF_CSRF_CHECK_DEFAULT=False,  # Dash has no forms; our pages are checked below
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
    )
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

    def check_origin() -> None:
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            guard.protect()

    routes.before_request(check_origin)
    add_account_routes(routes, desk)
    add_attachment_routes(routes, desk)
    add_home_routes(routes, desk)
    add_log_routes(routes, desk)
    add_note_routes(routes, desk)
    add_password_routes(routes, desk)
    add_submission_routes(routes, desk)
    add_queue_routes(routes, desk)
    add_sign_in_routes(routes, desk)
    return routes
