"""What somebody may change of their own account: password, language of messages, sessions."""

from datetime import UTC, datetime

from flask import Blueprint, Response, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from smup.accounts import store
from smup.accounts.attempts import forgive
from smup.accounts.audit import By
from smup.accounts.passwords import verify_password
from smup.i18n import LANGUAGES
from smup.links import desk_href
from smup.repository.account_records import Credentials
from smup.web.desk.access import begin_session, needs, who_is
from smup.web.desk.context import Desk
from smup.web.desk.pages import desk_page
from smup.web.desk.passwords import keep_password, refusal_text
from smup.web.desk.sign_in import count_attempt, too_many
from smup.web.desk.units import unit_label
from smup.web.desk.writing import while_writing
from smup.web.texts import request_language, request_texts


def add_profile_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module."""

    @routes.get("/profil")
    @needs("write")
    def profile() -> AnyResponse:
        return _profile_page(desk)

    @routes.post("/profil")
    @needs("write")
    def change_language() -> AnyResponse:
        return _change_language(desk)

    @routes.post("/profil/haslo")
    @needs("write")
    def change_password() -> AnyResponse:
        return _change_password(desk)


def _profile_page(desk: Desk, *, errors: dict[str, str] | None = None) -> Response:
    who = who_is()
    account = desk.repository.account(who.account_id)
    return desk_page(
        desk.repository,
        "profile.html",
        title=request_texts()("desk.profile.title"),
        status=400 if errors else 200,
        errors=errors or {},
        account=account,
        unit=unit_label(desk.repository, who.unit_id),
        provider=bool(desk.settings.oidc_issuer),
    )


def _change_language(desk: Desk) -> AnyResponse:
    who, lang = who_is(), request.form.get("lang", "")
    if lang in LANGUAGES and lang != who.lang:
        by = By(account_id=who.account_id, now=datetime.now(UTC))
        with while_writing(desk) as connection:
            store.set_language(connection, who.account_id, lang, by)
    flash(request_texts()("desk.saved"), "done")
    return redirect(desk_href(request_language(), "/profil"), 303)


def _change_password(desk: Desk) -> AnyResponse:
    """Change the password; other browsers are signed out, this one goes on."""
    t, who = request_texts(), who_is()
    found = desk.repository.credentials(who.email)
    attempt = count_attempt(desk, ("sign-in-email", "sign-in-address"), who.email)
    if attempt.until is not None:
        return _profile_page(desk, errors={"current": too_many(attempt)})
    current = request.form.get("current", "")
    if found is None or not verify_password(found.password_hash, current):
        return _profile_page(desk, errors={"current": t("desk.profile.wrong")})
    with while_writing(desk) as connection:
        forgive(connection, attempt.things, at=attempt.at)
    return _keep(desk, found)


def _keep(desk: Desk, found: Credentials) -> AnyResponse:
    password = request.form.get("password", "")
    error = refusal_text(password, found.account)
    if error is not None:
        return _profile_page(desk, errors={"password": error})
    changed = keep_password(desk, found.account, password)
    fresh = desk.repository.account(found.account.id)
    if changed and fresh is not None:
        begin_session(fresh)
    flash(request_texts()("desk.profile.password_changed"), "done")
    return redirect(desk_href(request_language(), "/profil"), 303)
