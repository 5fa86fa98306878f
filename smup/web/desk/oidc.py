"""Signing in with the account of an OpenID Connect provider; it never makes an account here."""

import hashlib
import logging
from datetime import UTC, datetime
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import Blueprint, abort, flash, redirect, request, session
from joserfc.errors import JoseError
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from smup.accounts import store
from smup.accounts.audit import By
from smup.accounts.names import normal_email
from smup.i18n import DEFAULT_LANGUAGE, texts
from smup.links import desk_href
from smup.repository.account_records import AccountInfo
from smup.settings import Settings
from smup.web.desk.access import begin_session
from smup.web.desk.addresses import own_path
from smup.web.desk.context import Desk
from smup.web.desk.writing import while_writing
from smup.web.texts import request_language

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10
BACK = "/logowanie/oidc/powrot"
DISCOVERY = "/.well-known/openid-configuration"
KEPT = "oidc"
REFUSALS = (
    AuthlibBaseError,
    JoseError,
    requests.RequestException,
    KeyError,
    RuntimeError,
    TypeError,
    ValueError,
)


def add_oidc_routes(routes: Blueprint, desk: Desk) -> None:
    """Add the routes of this module; without a provider they are pages that do not exist."""
    provider = make_provider(desk.settings) if desk.settings.oidc_issuer else None

    @routes.get("/logowanie/oidc")
    def leave() -> Response:
        if provider is None:
            abort(404)
        return _leave(desk, provider)

    @routes.get(BACK)
    def come_back() -> Response:
        if provider is None:
            abort(404)
        return _come_back(desk, provider)


def make_provider(settings: Settings) -> FlaskOAuth2App:
    """Return the client of the provider; its addresses are read when first needed."""
    return FlaskOAuth2App(
        framework=FlaskIntegration("oidc"),
        name="oidc",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=settings.oidc_issuer + DISCOVERY,
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_SECONDS,
        },
    )


def _leave(desk: Desk, provider: FlaskOAuth2App) -> Response:
    """Send the browser to the provider, with state, nonce and a challenge kept in the session."""
    lang = request_language()
    session[KEPT] = {"lang": lang, "wanted": own_path(request.args.get("dalej"))}
    # One address of return for both languages: the provider knows its list of them.
    back = desk.settings.public_url + desk_href(DEFAULT_LANGUAGE, BACK)
    try:
        _check_issuer(desk.settings, provider.load_server_metadata())
        answer: Response = provider.authorize_redirect(back)
    except REFUSALS as error:
        return _failed(lang, error)
    return answer


def _come_back(desk: Desk, provider: FlaskOAuth2App) -> Response:
    kept = session.pop(KEPT, None) or {}
    lang = str(kept.get("lang", DEFAULT_LANGUAGE))
    try:
        metadata = provider.load_server_metadata()
        _check_issuer(desk.settings, metadata)
        token: dict[str, Any] = provider.authorize_access_token(
            claims_options={
                "iss": {"essential": True, "value": metadata["issuer"]},
                "aud": {"essential": True, "value": desk.settings.oidc_client_id},
                "sub": {"essential": True},
            }
        )
        claims: dict[str, Any] = dict(token["userinfo"])
        subject = _subject(str(claims["iss"]), str(claims["sub"]))
    except REFUSALS as error:
        return _failed(lang, error)
    account = _account_of(desk, subject, claims)
    if account is None:
        return _refused(lang, "nobody")
    by = By(account_id=account.id, now=datetime.now(UTC))
    with while_writing(desk) as connection:
        store.signed_in(connection, account.id, by, how="OpenID Connect")
    begin_session(account)
    return redirect(own_path(kept.get("wanted")) or desk_href(lang), 303)


def _account_of(desk: Desk, subject: str, claims: dict[str, Any]) -> AccountInfo | None:
    """Return the active account bound to the subject, or bind the one with its verified e-mail."""
    bound = desk.repository.credentials_by_subject(subject)
    if bound is not None:
        return bound.account if bound.account.active else None
    verified = claims.get("email_verified") is True
    email = normal_email(str(claims.get("email", ""))) if verified else None
    account = desk.repository.account_by_email(email) if email else None
    if account is None:
        return None
    by = By(account_id=account.id, now=datetime.now(UTC))
    try:
        with while_writing(desk) as connection:
            done = store.bind_subject(connection, account.id, subject, by)
    except IntegrityError:
        done = False
    return account if done else None


def _check_issuer(settings: Settings, metadata: dict[str, Any]) -> None:
    """Refuse a provider that describes another one, and tokens that nobody signed.

    Raises:
        ValueError: naming what is wrong.
    """
    if str(metadata["issuer"]).rstrip("/") != settings.oidc_issuer:
        raise ValueError("the provider names another issuer")
    signed = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [
        name for name in signed if not name.startswith(("none", "HS"))
    ]


def _subject(issuer: str, subject: str) -> str:
    """Return what is kept of the provider's account: it fits the column and says nothing."""
    return hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()


def _failed(lang: str, error: Exception) -> Response:
    # The text of the error may hold a code or a token: its kind is enough.
    logger.warning("signing in with the provider failed: %s", type(error).__name__)
    return _refused(lang, "failed")


def _refused(lang: str, why: str) -> Response:
    flash(texts(lang)(f"desk.sign_in.provider_{why}"), "error")
    return redirect(desk_href(lang, "/logowanie"), 303)
