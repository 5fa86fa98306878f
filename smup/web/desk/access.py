"""Who is signed in, and the guard that every page for those who write goes through."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from hmac import compare_digest
from typing import ParamSpec

from flask import redirect, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from smup.accounts.permissions import Action, Actor, Role, Subject, may
from smup.links import desk_href
from smup.repository.account_records import AccountInfo
from smup.web.desk.context import Desk
from smup.web.desk.fields import written_fields
from smup.web.texts import request_language

SESSION = timedelta(hours=8)
BEGAN = "began"
P = ParamSpec("P")


class SessionEndedError(Exception):
    """Somebody sent a form after their session had ended; the answer gives the text back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(UserMixin):  # type: ignore[misc]  # the library has no types
    """The account of the request, as it is in the database now.

    Attributes:
        account_id: key.
        email: in lower case.
        name: of the person.
        role: role.
        unit_id: key of the contributor's unit.
        lang: of the messages sent.
        stamp: of the account; a session with another one has ended.
    """

    account_id: int
    email: str
    name: str
    role: Role
    unit_id: int | None
    lang: str
    stamp: str

    def get_id(self) -> str:
        """Return what the session keeps: a new stamp of the account ends it."""
        return f"{self.account_id}.{self.stamp}"

    @property
    def actor(self) -> Actor:
        """Return who it is for the rules of ``smup.accounts.permissions``."""
        return Actor(id=self.account_id, role=self.role, unit_id=self.unit_id)


def prepare_sessions(manager: LoginManager, desk: Desk) -> None:
    """Tell Flask-Login how to find the account of a session: active, and of the same stamp."""

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(session_id: str) -> SignedIn | None:
        key, _, stamp = session_id.partition(".")
        account = desk.repository.account(int(key)) if key.isdigit() else None
        if account is None or not account.active or not compare_digest(account.stamp, stamp):
            return None
        return _signed_in(account) if _is_young() else None


def begin_session(account: AccountInfo) -> None:
    """Sign somebody in, in a new session: nothing of the one before the password stays."""
    session.clear()
    session.permanent = True
    session[BEGAN] = int(time.time())
    login_user(_signed_in(account))


def end_session() -> None:
    """Sign out; the token against forgery goes as well."""
    logout_user()
    session.clear()


def _is_young() -> bool:
    """Tell whether the session began not too long ago: writing to it does not make it longer."""
    began = session.get(BEGAN)
    return isinstance(began, int) and time.time() - began < SESSION.total_seconds()


def _signed_in(account: AccountInfo) -> SignedIn:
    return SignedIn(
        account_id=account.id,
        email=account.email,
        name=account.name,
        role=account.role,
        unit_id=account.unit_id,
        lang=account.lang,
        stamp=account.stamp,
    )


def signed_in() -> SignedIn | None:
    """Return the account of the request."""
    found = current_user._get_current_object()  # noqa: SLF001  the proxy's own way out
    return found if isinstance(found, SignedIn) else None


def who_is() -> SignedIn:
    """Return the account of a request that a guard let in.

    Raises:
        Forbidden: nobody is signed in, so there was no guard.
    """
    found = signed_in()
    if found is None:
        raise Forbidden
    return found


def actor() -> Actor | None:
    """Return who asks, for the rules."""
    found = signed_in()
    return None if found is None else found.actor


def needs(
    action: Action,
) -> Callable[[Callable[P, Response | str]], Callable[P, Response | str]]:
    """Guard a page: nobody signed in goes to the sign-in page, others without the right get 403.

    Who sent a form with text in it after the end of the session gets the text back instead.

    Where the right depends on a card or a note, the page calls ``demand`` with it as well.
    """

    def guarded(page: Callable[P, Response | str]) -> Callable[P, Response | str]:
        @wraps(page)
        def answer(*args: P.args, **kwargs: P.kwargs) -> Response | str:
            if signed_in() is None:
                if written_fields():
                    raise SessionEndedError
                wanted = request.full_path.rstrip("?") if request.method == "GET" else None
                return redirect(desk_href(request_language(), "/logowanie", dalej=wanted), 303)
            demand(action)
            return page(*args, **kwargs)

        return answer

    return guarded


def demand(action: Action, subject: Subject | None = None) -> None:
    """Refuse what the rules do not allow.

    Raises:
        Forbidden: answered with a page that says so.
    """
    if not may(actor(), action, subject):
        raise Forbidden
