"""Sessions for the pages under ``/konto`` only: no reader's page reads or sets a cookie."""

from flask import Flask, Request, Response
from flask import request as current_request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from smup.links import split_language

DESK_PATH = "/konto"


class DeskSessions(SecureCookieSessionInterface):
    """Sessions in a signed cookie, opened and saved by the pages for those who write."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of the request; elsewhere an empty one, which is not saved."""
        if not is_desk(request.path):
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie of a page of ours; leave answers of other pages alone."""
        if is_desk(current_request.path):
            super().save_session(app, session, response)


def is_desk(path: str) -> bool:
    """Tell whether a path is under ``/konto`` or ``/en/konto``."""
    _, plain = split_language(path)
    return plain == DESK_PATH or plain.startswith(f"{DESK_PATH}/")
