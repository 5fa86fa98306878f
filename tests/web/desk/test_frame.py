"""What all pages for those who write share: off without a secret, quiet elsewhere, safe texts."""

import threading
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from smup import database
from smup.database import IMMEDIATE
from smup.models import Account
from tests.desk_server import ClientAs, DeskClient, desk_server, desk_settings

HOSTILE = [
    "<script>alert(1)</script>",
    "{{7*7}}{% raw %}",
    "Robert'); DROP TABLE account;--",
    "\u202egnp.exe \u0645\u0631\u062d\u0628\u0627",
    "🐝" * 20,
    "=cmd|' /C calc'!A0",
    "%s%n %d {0} {name}",
]


def _server_without_secret(engine: Engine, folder: Path) -> Flask:
    url = engine.url.render_as_string(hide_password=False)
    return desk_server(engine, desk_settings(url, folder, secret_key=""))


def test_without_a_secret_the_pages_say_how_to_switch_signing_in_on(
    desk_engine: Engine, tmp_path: Path
) -> None:
    server = _server_without_secret(desk_engine, tmp_path)
    client = server.test_client()
    for path in ("/konto", "/konto/logowanie", "/konto/haslo/x", "/en/konto", "/konto/kolejka"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert "SMUP_SECRET_KEY" in answer.text
        assert "Set-Cookie" not in answer.headers
    assert client.post("/konto/logowanie", data={"email": "x"}).status_code == 503
    assert client.get("/healthz").status_code == 200
    assert client.get("/api/v1/sectors").status_code == 200
    server.extensions["desk"].repository._engine.dispose()


@pytest.mark.parametrize("path", ["/api/v1/sectors", "/healthz", "/nie-ma", "/kontoteka"])
def test_pages_that_are_read_know_no_session(client_as: ClientAs, path: str) -> None:
    for client in (client_as(None), client_as("administrator")):
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_pages_load_nothing_from_elsewhere(client_as: ClientAs) -> None:
    page = client_as(None).get("/konto/logowanie").text
    assert "http://" not in page
    assert "https://" not in page
    assert "<script>" not in page
    assert "onclick" not in page


def test_the_menu_shows_what_the_role_may_open(client_as: ClientAs) -> None:
    def menu(role: Any) -> str:
        return client_as(role).get("/konto").text.partition("<main")[0]

    assert "/konto/konta" in menu("administrator")
    assert "/konto/konta" not in menu("moderator")
    assert "/konto/dziennik" not in menu("contributor")
    assert 'aria-current="page"' in menu("trainer")


def test_unknown_pages_and_wrong_methods_look_like_the_site(client_as: ClientAs) -> None:
    client = client_as("administrator")
    missing = client.get("/en/konto/<b>x</b>")
    assert missing.status_code == 404
    assert "There is no such page" in missing.text
    assert "<b>x</b>" not in missing.text
    assert client.get("/konto/konta/999999999999999999999").status_code == 404
    assert client_as("trainer").get("/konto/konta").status_code == 403


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(client_as: ClientAs, desk_engine: Engine, text: str) -> None:
    client = client_as("administrator")
    fields = {"name": f"Ala {text}", "email": "ala@urzad.example", "role": "trainer", "lang": "pl"}
    assert client.send("/konto/konta/nowe", fields).status_code == 200
    with desk_engine.connect() as connection:
        statement = select(Account.name).where(Account.email == "ala@urzad.example")
        kept = connection.execute(statement).scalar_one()
    assert kept == f"Ala {text}".replace("\u202e", "")
    page = client.get("/konto/konta").text
    assert "<script>alert" not in page
    assert "Ala 49" not in page
    assert "<bdi>Ala" in page


@pytest.mark.parametrize("field", ["email", "password", "dalej", "csrf_token"])
def test_a_megabyte_and_signs_that_are_no_text_are_survived(
    client_as: ClientAs, field: str
) -> None:
    client = client_as(None)
    for text in ("a" * 1_000_000, "\x00\x01", "a\x00b@c.pl", "𝕏" * 1000):
        answer = client.send("/konto/logowanie", {"email": "a@b.pl", "password": "x", field: text})
        assert answer.status_code in {400, 413, 429}
        assert len(answer.data) < 40_000


def test_more_than_two_megabytes_are_refused(client_as: ClientAs) -> None:
    client = client_as(None)
    answer = client.send("/konto/logowanie", {"email": "a" * 3_000_000})
    assert answer.status_code == 413
    assert "Za dużo danych" in answer.text


def test_while_a_load_holds_the_database_the_text_comes_back(
    client_as: ClientAs, desk_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    client: DeskClient = client_as("administrator")
    token = client.token("/konto")
    hold, held = threading.Event(), threading.Event()
    url = desk_engine.url.render_as_string(hide_password=False)

    def load() -> None:
        engine = database.make_engine(url)
        with (
            engine.connect().execution_options(**{IMMEDIATE: True}) as connection,
            connection.begin(),
        ):
            held.set()
            hold.wait(20)
        engine.dispose()

    thread = threading.Thread(target=load)
    thread.start()
    held.wait(10)
    try:
        fields = {
            "csrf_token": token,
            "name": "Ala <b>Kot</b>",
            "email": "ala@urzad.example",
            "role": "trainer",
            "lang": "pl",
            "password": "tajne-tajne",
        }
        answer = client.post("/konto/konta/nowe", data=fields)
    finally:
        hold.set()
        thread.join()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "Trwa wczytywanie danych" in answer.text
    assert "Ala &lt;b&gt;Kot&lt;/b&gt;" in answer.text
    assert "tajne-tajne" not in answer.text
    assert client.post("/konto/konta/nowe", data=fields).status_code == 200


def test_an_https_service_has_a_secure_cookie(desk_engine: Engine, tmp_path: Path) -> None:
    url = desk_engine.url.render_as_string(hide_password=False)
    settings = desk_settings(url, tmp_path, public_url="https://smup.example")
    server = desk_server(desk_engine, settings)
    answer = server.test_client().get("/konto/logowanie", base_url="https://smup.example")
    server.extensions["desk"].repository._engine.dispose()
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-smup=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
