"""Signing in and out with a password."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, Response, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from smup.accounts import store
from smup.accounts.attempts import Counted, Kind, counted, forgive, take_attempt
from smup.accounts.audit import By
from smup.accounts.names import LONGEST_EMAIL, normal_email
from smup.accounts.passwords import hash_password, needs_rehash, verify_password
from smup.errors import DatabaseBusyError
from smup.links import desk_href
from smup.repository.account_records import Credentials
from smup.web.desk.access import begin_session, end_session, signed_in
from smup.web.desk.addresses import network_address, own_path
from smup.web.desk.context import Desk
from smup.web.desk.fields import line_field
from smup.web.desk.pages import desk_page
from smup.web.desk.writing import while_writing
from smup.web.texts import request_language, request_texts

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An attempt that was counted.

    Attributes:
        things: what was counted.
        at: moment of it.
        until: moment from which the next one is allowed; None: this one is.
    """

    things: tuple[Counted, ...]
    at: datetime
    until: datetime | None


def add_sign_in_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""

    @routes.get("/logowanie")
    def sign_in_form() -> AnyResponse:
        if signed_in() is not None:
            return redirect(_wanted(), 303)
        return sign_in_page(desk)

    @routes.post("/logowanie")
    def sign_in() -> AnyResponse:
        return _sign_in(desk)

    @routes.post("/wyloguj")
    def sign_out() -> AnyResponse:
        who = signed_in()
        if who is not None:
            _end_everywhere(desk, who.account_id)
        end_session()
        flash(request_texts()("desk.signed_out"), "done")
        return redirect(desk_href(request_language(), "/logowanie"), 303)


def sign_in_page(desk: Desk, *, error: str | None = None, status: int = 200) -> Response:
    """Return the form, with what was written but the password.

    Args:
        desk: parts of the pages.
        error: what went wrong; the same for a wrong password and an unknown e-mail.
        status: HTTP status.
    """
    settings = desk.settings
    return desk_page(
        desk.repository,
        "sign_in.html",
        title=request_texts()("desk.sign_in.title"),
        status=status,
        error=error,
        email=line_field("email", longest=LONGEST_EMAIL),
        wanted=own_path(request.values.get("dalej")),
        provider=bool(settings.oidc_issuer),
    )


def count_attempt(desk: Desk, kinds: tuple[Kind, Kind], email: str) -> Attempt:
    """Count an attempt for an e-mail and for the address of the request.

    Args:
        desk: parts of the pages.
        kinds: limits of the e-mail and of the address.
        email: as it was written, in lower case; it need not be anybody's.
    """
    secret, now = desk.settings.secret_key, datetime.now(UTC)
    things = (
        counted(secret, kinds[0], email),
        counted(secret, kinds[1], network_address(desk.settings)),
    )
    with while_writing(desk) as connection:
        until = take_attempt(connection, things, now=now)
    if until is not None:
        logger.warning("limit of attempts reached: %s", kinds[0])
    return Attempt(things=things, at=now, until=until)


def too_many(attempt: Attempt) -> str:
    """Return the sentence that tells when the next attempt may be made."""
    minutes = 1
    if attempt.until is not None:
        minutes = max(1, -int(-(attempt.until - attempt.at).total_seconds() // 60))
    return request_texts().plural("desk.too_many", minutes)


def _sign_in(desk: Desk) -> AnyResponse:
    t = request_texts()
    written = line_field("email", longest=LONGEST_EMAIL).lower()
    attempt = count_attempt(desk, ("sign-in-email", "sign-in-address"), written)
    if attempt.until is not None:
        return sign_in_page(desk, error=too_many(attempt), status=429)
    email, password = normal_email(written), request.form.get("password", "")
    found = desk.repository.credentials(email) if email else None
    right = verify_password(found.password_hash if found else None, password)
    if found is None or not right or not found.account.active:
        return sign_in_page(desk, error=t("desk.sign_in.wrong"), status=400)
    _note_success(desk, found, attempt, password)
    begin_session(found.account)
    return redirect(_wanted(), 303)


def _note_success(desk: Desk, found: Credentials, attempt: Attempt, password: str) -> None:
    """Forgive the attempts, make an old hash stronger, write the log."""
    account, kept = found.account, found.password_hash or ""
    stronger = hash_password(password) if needs_rehash(kept) else None
    by = By(account_id=account.id, now=attempt.at)
    with while_writing(desk) as connection:
        forgive(connection, attempt.things, at=attempt.at)
        if stronger is not None:
            store.rehash(connection, account.id, old=kept, new=stronger)
        store.signed_in(connection, account.id, by)


def _wanted() -> str:
    lang = request_language()
    return own_path(request.values.get("dalej")) or desk_href(lang)


def _end_everywhere(desk: Desk, account_id: int) -> None:
    """End the account's sessions in every browser; a load must not keep anybody signed in here."""
    by = By(account_id=account_id, now=datetime.now(UTC))
    try:
        with while_writing(desk) as connection:
            store.end_sessions(connection, account_id, by)
    except DatabaseBusyError:
        logger.warning("a session was ended in this browser only: a load goes on")
