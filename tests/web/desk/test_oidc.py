"""Signing in with an OpenID Connect provider: a little one of our own on this machine."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import Engine, select, update

from smup.models import Account, AuditEntry
from tests.desk_server import DeskClient, add_account, desk_server, desk_settings, words

PUBLIC = "http://localhost"
EMAIL = "ola@urzad.example"
RETURN = "/konto/logowanie/oidc/powrot"
KEY = RSAKey.generate_key(2048, {"kid": "k1"})


class Provider(ThreadingHTTPServer):
    """A provider; a test changes its claims, its key and what it says of itself."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.named = self.issuer
        self.claims: dict[str, Any] = {"sub": "42", "email": EMAIL, "email_verified": True}
        self.key = KEY
        self.nonce = ""
        self.challenge = ""
        self.broken = False

    def allow(self, location: str) -> dict[str, str]:
        """Take the request of a browser as the page of the provider does; return its fields."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        self.nonce, self.challenge = asked["nonce"], asked["code_challenge"]
        return asked

    def token(self) -> str:
        """Return a signed token with the claims."""
        now = int(time.time())
        claims = {
            "iss": self.named,
            "aud": "smup",
            "iat": now,
            "exp": now + 60,
            "nonce": self.nonce,
        }
        return jwt.encode({"alg": "RS256", "kid": "k1"}, {**claims, **self.claims}, self.key)


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        if self.server.broken:
            self.send_error(500)
            return
        issuer = self.server.issuer
        documents: dict[str, Any] = {
            "/.well-known/openid-configuration": {
                "issuer": self.server.named,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "jwks_uri": f"{issuer}/jwks",
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            },
            "/jwks": {"keys": [KEY.as_dict(private=False)]},
        }
        self._send(documents[self.path])

    def do_POST(self) -> None:
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        digest = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if sent["code"] != ["good"] or proof != self.server.challenge:
            self._send({"error": "invalid_grant"}, status=400)
            return
        token = self.server.token()
        self._send({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def log_message(self, *_args: Any) -> None:
        pass

    def _send(self, body: dict[str, Any], *, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


@pytest.fixture
def provider() -> Iterator[Provider]:
    """The provider, answering."""
    with Provider() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def client(provider: Provider, desk_engine: Engine, tmp_path: Path) -> Iterator[DeskClient]:
    """A client of a server that knows the provider."""
    url = desk_engine.url.render_as_string(hide_password=False)
    settings = desk_settings(
        url,
        tmp_path,
        public_url=PUBLIC,
        oidc_issuer=provider.issuer,
        oidc_client_id="smup",
        oidc_client_secret="secret",
    )
    server = desk_server(desk_engine, settings)
    made: Any = server.test_client()
    yield made
    server.extensions["desk"].repository._engine.dispose()


@pytest.fixture
def ola(desk_engine: Engine) -> int:
    """An account without a password, with the provider's e-mail."""
    return add_account(desk_engine, role="moderator", email=EMAIL)


def _round(client: DeskClient, provider: Provider, **changes: str) -> Any:
    """Go to the provider and come back; returns the answer to coming back."""
    left = client.get("/konto/logowanie/oidc?dalej=/konto/profil")
    asked = provider.allow(left.location)
    return client.get(RETURN, query_string={"code": "good", "state": asked["state"], **changes})


def _subject(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return connection.execute(select(Account.oidc_subject)).scalar_one()


def test_the_request_has_state_nonce_and_a_challenge(
    client: DeskClient, provider: Provider
) -> None:
    left = client.get("/konto/logowanie/oidc")
    asked = provider.allow(left.location)
    assert left.location.startswith(f"{provider.issuer}/authorize?")
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{PUBLIC}{RETURN}"
    assert len(asked["state"]) >= 20
    assert len(asked["nonce"]) >= 20


def test_a_verified_email_signs_in_and_binds_the_account(
    client: DeskClient, provider: Provider, desk_engine: Engine, ola: int
) -> None:
    back = _round(client, provider)
    assert (back.status_code, back.location) == (303, "/konto/profil")
    assert client.get("/konto").status_code == 200
    subject = _subject(desk_engine)
    assert subject is not None
    assert len(subject) == 64
    with desk_engine.connect() as connection:
        done = connection.execute(select(AuditEntry.action)).scalars().all()
    assert list(done) == ["account.created", "account.bound", "account.signed-in"]
    provider.claims = {"sub": "42", "email": "changed@urzad.example", "email_verified": False}
    client.send("/konto/wyloguj")
    assert _round(client, provider).location == "/konto/profil"


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "42", "email": EMAIL, "email_verified": False},
        {"sub": "42", "email": EMAIL},
        {"sub": "42", "email": EMAIL, "email_verified": "true"},
        {"sub": "42", "email": "nikt@urzad.example", "email_verified": True},
        {"sub": "42", "email_verified": True},
    ],
)
def test_without_a_verified_email_of_an_account_nobody_signs_in(
    client: DeskClient, provider: Provider, desk_engine: Engine, ola: int, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    back = _round(client, provider)
    assert back.location == "/konto/logowanie"
    assert "nie jest połączone żadne czynne konto" in words(client.get(back.location))
    assert client.get("/konto").status_code == 303
    assert _subject(desk_engine) is None


def test_another_subject_with_the_same_email_is_refused(
    client: DeskClient, provider: Provider, desk_engine: Engine, ola: int
) -> None:
    _round(client, provider)
    client.send("/konto/wyloguj")
    provider.claims["sub"] = "43"
    assert _round(client, provider).location == "/konto/logowanie"


def test_an_account_that_is_off_stays_off(
    client: DeskClient, provider: Provider, desk_engine: Engine, ola: int
) -> None:
    _round(client, provider)
    with desk_engine.begin() as connection:
        connection.execute(update(Account).values(active=False))
    assert _round(client, provider).location == "/konto/logowanie"


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "another"},
        {"code": "wrong"},
        {"error": "access_denied"},
    ],
)
def test_a_wrong_return_is_refused(
    client: DeskClient, provider: Provider, ola: int, changes: dict[str, str]
) -> None:
    back = _round(client, provider, **changes)
    assert back.location == "/konto/logowanie"
    assert "nie udało się" in words(client.get(back.location))
    assert client.get("/konto").status_code == 303


@pytest.mark.parametrize(
    "claims", [{"nonce": "another"}, {"aud": "others"}, {"iss": "http://evil"}, {"exp": 1}]
)
def test_a_token_for_something_else_is_refused(
    client: DeskClient, provider: Provider, ola: int, claims: dict[str, Any]
) -> None:
    provider.claims |= claims
    assert _round(client, provider).location == "/konto/logowanie"
    assert client.get("/konto").status_code == 303


def test_a_token_signed_by_somebody_else_is_refused(
    client: DeskClient, provider: Provider, ola: int
) -> None:
    provider.key = RSAKey.generate_key(2048, {"kid": "k1"})
    assert _round(client, provider).location == "/konto/logowanie"


def test_a_provider_that_names_another_issuer_is_refused(
    client: DeskClient, provider: Provider, ola: int
) -> None:
    provider.named = "http://evil.example"
    assert client.get("/konto/logowanie/oidc").location == "/konto/logowanie"


def test_a_provider_that_fails_is_said_to_fail(client: DeskClient, provider: Provider) -> None:
    provider.broken = True
    left = client.get("/en/konto/logowanie/oidc")
    assert left.location == "/en/konto/logowanie"
    page = client.get(left.location)
    assert "failed" in page.text
    assert 'href="/en/konto/logowanie/oidc"' in page.text


def test_coming_back_without_leaving_is_refused(client: DeskClient) -> None:
    assert client.get(f"{RETURN}?code=good&state=x").location == "/konto/logowanie"
    assert client.get(RETURN).location == "/konto/logowanie"
