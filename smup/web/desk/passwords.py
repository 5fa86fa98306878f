"""A forgotten or first password: a signed link, and a new password."""

from datetime import UTC, datetime

from flask import Blueprint, Response, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from smup.accounts import store
from smup.accounts.attempts import counted, forgive
from smup.accounts.audit import By
from smup.accounts.links import HOURS, PasswordLink, Purpose, link_path, link_token, read_token
from smup.accounts.names import LONGEST_EMAIL, normal_email
from smup.accounts.notices import Recipient
from smup.accounts.passwords import hash_password, refusal
from smup.links import desk_href
from smup.repository.account_records import AccountInfo
from smup.web.desk.access import end_session
from smup.web.desk.context import Desk
from smup.web.desk.fields import line_field
from smup.web.desk.pages import desk_page
from smup.web.desk.sign_in import count_attempt, too_many
from smup.web.desk.writing import while_writing
from smup.web.texts import request_language, request_texts


def add_password_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""

    @routes.get("/haslo")
    def forgotten_form() -> Response:
        return _forgotten_page(desk)

    @routes.post("/haslo")
    def forgotten() -> Response:
        return _forgotten(desk)

    @routes.get("/haslo/<token>")
    def password_form(token: str) -> Response:
        account = _account_of(desk, token)
        return _expired_page(desk) if account is None else _password_page(desk, account, token)

    @routes.post("/haslo/<token>")
    def set_password(token: str) -> AnyResponse:
        return _set_password(desk, token)


def password_link(desk: Desk, account: AccountInfo, purpose: Purpose) -> str:
    """Return the path of a new link that sets the password of an account.

    Args:
        desk: parts of the pages.
        account: whose.
        purpose: ``first`` or ``reset``.
    """
    link = PasswordLink(account_id=account.id, stamp=account.stamp, purpose=purpose)
    token = link_token(desk.settings.secret_key, link)
    return desk_href(account.lang, link_path(token))


def send_link(desk: Desk, account: AccountInfo, purpose: Purpose) -> bool:
    """Send a link to its account; False when messages are not sent here."""
    sent = desk.notices.send(
        [Recipient(email=account.email, lang=account.lang)],
        f"password_{purpose}",
        name=account.name,
        address=desk.notices.address(password_link(desk, account, purpose)),
        hours=HOURS[purpose],
    )
    return sent > 0


def refusal_text(password: str, account: AccountInfo) -> str | None:
    """Return why a new password is refused, in words, or None."""
    why = refusal(password, email=account.email, name=account.name)
    return None if why is None else request_texts()(f"desk.refused.{why}")


def _forgotten_page(
    desk: Desk, *, error: str | None = None, sent: bool = False, status: int = 200
) -> Response:
    return desk_page(
        desk.repository,
        "forgotten.html",
        title=request_texts()("desk.forgotten.title"),
        status=status,
        error=error,
        sent=sent,
        mails=desk.notices.configured,
        email=line_field("email", longest=LONGEST_EMAIL),
    )


def _forgotten(desk: Desk) -> Response:
    """Answer the same whoever has the e-mail; what is sent goes by a thread."""
    written = line_field("email", longest=LONGEST_EMAIL).lower()
    email = normal_email(written)
    if not desk.notices.configured:
        return _forgotten_page(desk)
    if email is None:
        error = request_texts()("desk.forgotten.no_email")
        return _forgotten_page(desk, error=error, status=400)
    attempt = count_attempt(desk, ("reset-email", "reset-address"), email)
    if attempt.until is not None:
        return _forgotten_page(desk, error=too_many(attempt), status=429)
    account = desk.repository.account_by_email(email)
    if account is not None and account.active:
        send_link(desk, account, "reset")
    return _forgotten_page(desk, sent=True)


def _account_of(desk: Desk, token: str) -> AccountInfo | None:
    """Return the account of a link that may still be used."""
    link = read_token(desk.settings.secret_key, token)
    account = None if link is None else desk.repository.account(link.account_id)
    if link is None or account is None or not account.active or account.stamp != link.stamp:
        return None
    return account


def _expired_page(desk: Desk) -> Response:
    return desk_page(
        desk.repository,
        "link_expired.html",
        title=request_texts()("desk.link_expired.title"),
        status=410,
        mails=desk.notices.configured,
    )


def _password_page(
    desk: Desk, account: AccountInfo, token: str, *, error: str | None = None
) -> Response:
    answer = desk_page(
        desk.repository,
        "new_password.html",
        title=request_texts()("desk.new_password.title"),
        status=200 if error is None else 400,
        account=account,
        token=token,
        error=error,
    )
    # The address of this page is a key: no other site is told it.
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _set_password(desk: Desk, token: str) -> AnyResponse:
    account = _account_of(desk, token)
    if account is None:
        return _expired_page(desk)
    password = request.form.get("password", "")
    error = refusal_text(password, account)
    if error is not None:
        return _password_page(desk, account, token, error=error)
    if not keep_password(desk, account, password):
        return _expired_page(desk)
    end_session()
    flash(request_texts()("desk.new_password.done"), "done")
    return redirect(desk_href(request_language(), "/logowanie"), 303)


def keep_password(desk: Desk, account: AccountInfo, password: str) -> str | None:
    """Set a password, end the sessions of the account, tell its owner; returns the new stamp.

    Returns:
        None when the account was changed since it was read: nothing was set then.
    """
    made = hash_password(password)
    by = By(account_id=account.id, now=datetime.now(UTC))
    failed = counted(desk.settings.secret_key, "sign-in-email", account.email)
    with while_writing(desk) as connection:
        stamp = store.set_password(connection, account.id, made, stamp=account.stamp, by=by)
        if stamp is not None:
            forgive(connection, [failed], at=by.now)
    if stamp is not None and account.has_password:
        to = Recipient(email=account.email, lang=account.lang)
        desk.notices.send([to], "password_changed", name=account.name)
    return stamp
