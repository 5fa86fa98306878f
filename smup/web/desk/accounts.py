"""Accounts: the list, a new one, changes; for administrators."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from smup.accounts import store
from smup.accounts.audit import By, record
from smup.accounts.links import Purpose
from smup.links import desk_href
from smup.repository.account_records import AccountInfo
from smup.web.desk.access import needs, who_is
from smup.web.desk.account_form import AccountForm, data_of, form_of, sent_form
from smup.web.desk.context import Desk
from smup.web.desk.messages import message_page
from smup.web.desk.pages import desk_page
from smup.web.desk.passwords import password_link, send_link
from smup.web.desk.units import unit_label
from smup.web.desk.writing import while_writing
from smup.web.texts import request_language, request_texts

ROLES = ("contributor", "moderator", "trainer", "administrator")


def add_account_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""

    @routes.get("/konta")
    @needs("accounts")
    def accounts() -> AnyResponse:
        return _list_page(desk)

    @routes.get("/konta/nowe")
    @needs("accounts")
    def new_account_form() -> AnyResponse:
        return _form_page(desk, AccountForm(role="contributor"))

    @routes.post("/konta/nowe")
    @needs("accounts")
    def new_account() -> AnyResponse:
        return _add(desk)

    @routes.get("/konta/<int:account_id>")
    @needs("accounts")
    def account_form(account_id: int) -> AnyResponse:
        account = _known(desk, account_id)
        return _form_page(desk, form_of(desk.repository, account), account=account)

    @routes.post("/konta/<int:account_id>")
    @needs("accounts")
    def change_account(account_id: int) -> AnyResponse:
        return _change(desk, _known(desk, account_id))

    @routes.post("/konta/<int:account_id>/link")
    @needs("accounts")
    def new_link(account_id: int) -> AnyResponse:
        return _new_link(desk, _known(desk, account_id))


def _known(desk: Desk, account_id: int) -> AccountInfo:
    account = desk.repository.account(account_id)
    if account is None:
        abort(404)
    return account


def _list_page(desk: Desk) -> Response:
    accounts = desk.repository.accounts()
    labels = {account.id: unit_label(desk.repository, account.unit_id) for account in accounts}
    return desk_page(
        desk.repository,
        "accounts.html",
        title=request_texts()("desk.accounts.title"),
        accounts=accounts,
        units=labels,
    )


def _form_page(desk: Desk, form: AccountForm, *, account: AccountInfo | None = None) -> Response:
    t = request_texts()
    return desk_page(
        desk.repository,
        "account.html",
        title=t("desk.accounts.new") if account is None else account.name,
        status=400 if form.errors else 200,
        form=form,
        account=account,
        roles=ROLES,
        seen=None if account is None else store.seen(data_of(account)),
        own=account is not None and account.id == who_is().account_id,
        mails=desk.notices.configured,
    )


def _add(desk: Desk) -> AnyResponse:
    form = sent_form(desk.repository)
    if form.data is None:
        return _form_page(desk, form)
    data = replace(form.data, active=True)
    by = By(account_id=who_is().account_id, now=datetime.now(UTC))
    try:
        with while_writing(desk) as connection:
            account_id = store.create_account(connection, data, by)
    except store.AccountError:
        return _form_page(desk, _with_error(form, "email", "taken"))
    return _hand_over(desk, _known(desk, account_id))


def _change(desk: Desk, account: AccountInfo) -> AnyResponse:
    own = account if account.id == who_is().account_id else None
    form = sent_form(desk.repository, own=own)
    if form.data is None:
        return _form_page(desk, form, account=account)
    by = By(account_id=who_is().account_id, now=datetime.now(UTC))
    seen = request.form.get("seen", "")
    try:
        with while_writing(desk) as connection:
            store.change_account(connection, account.id, form.data, before=seen, by=by)
    except store.AccountError as error:
        if error.reason == "changed":
            return message_page(desk, "conflict", status=409)
        name = "email" if error.reason == "taken" else "role"
        return _form_page(desk, _with_error(form, name, error.reason), account=account)
    flash(request_texts()("desk.saved"), "done")
    return redirect(desk_href(request_language(), "/konta"), 303)


def _new_link(desk: Desk, account: AccountInfo) -> AnyResponse:
    """Send or show a link that sets the password of an account that is switched on."""
    if not account.active:
        return message_page(desk, "conflict", status=409)
    with while_writing(desk) as connection:
        record(
            connection,
            action="account.link-made",
            subject="account",
            subject_id=account.id,
            account_id=who_is().account_id,
            now=datetime.now(UTC),
        )
    return _hand_over(desk, account)


def _hand_over(desk: Desk, account: AccountInfo) -> AnyResponse:
    """Mail the link to the owner; where nothing is mailed, show it to the administrator once."""
    purpose: Purpose = "reset" if account.has_password else "first"
    if send_link(desk, account, purpose):
        flash(request_texts()("desk.accounts.sent", email=account.email), "done")
        return redirect(desk_href(request_language(), "/konta"), 303)
    base = desk.settings.public_url or request.host_url.rstrip("/")
    answer = desk_page(
        desk.repository,
        "account_link.html",
        title=request_texts()("desk.accounts.link_title"),
        account=account,
        address=base + password_link(desk, account, purpose),
        purpose=purpose,
    )
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def _with_error(form: AccountForm, name: str, why: str) -> AccountForm:
    return replace(form, errors={name: request_texts()(f"desk.accounts.error.{why}")}, data=None)
