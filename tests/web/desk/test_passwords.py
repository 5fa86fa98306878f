"""Links that set a password, and changing it."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select, update

from smup.accounts.links import PasswordLink, Purpose, link_token
from smup.accounts.notices import Notices
from smup.accounts.passwords import hash_password, verify_password
from smup.models import Account, AuditEntry
from tests.desk_server import SECRET, ClientAs, add_account, desk_server, desk_settings, sign_in

OLD, NEW = "zielony rower pod mostem", "trzy wrony nad kanałem"
EMAIL = "ola@urzad.example"


@pytest.fixture
def ola(desk_engine: Engine) -> int:
    """A moderator with the password OLD; returns the key of the account."""
    account_id = add_account(desk_engine, role="moderator", email=EMAIL)
    with desk_engine.begin() as connection:
        connection.execute(update(Account).values(password_hash=hash_password(OLD)))
    return account_id


def _row(engine: Engine) -> Any:
    with engine.connect() as connection:
        columns = select(Account.password_hash, Account.stamp, Account.active)
        return connection.execute(columns.where(Account.email == EMAIL)).one()


def _link(engine: Engine, account_id: int, purpose: Purpose = "reset") -> str:
    link = PasswordLink(account_id=account_id, stamp=_row(engine).stamp, purpose=purpose)
    return f"/konto/haslo/{link_token(SECRET, link)}"


@pytest.fixture
def mails(server: Flask, monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], str, Any]]:
    """Messages that the server sends, as pages ask for them."""
    sent: list[tuple[list[str], str, Any]] = []

    def send(self: Notices, recipients: Any, key: str, **values: object) -> int:
        sent.append(([one.email for one in recipients], key, values))
        return 1

    monkeypatch.setattr(Notices, "send", send)
    monkeypatch.setattr(Notices, "configured", True)
    return sent


def test_a_link_sets_a_password_once_and_ends_sessions(
    client_as: ClientAs, desk_engine: Engine, ola: int
) -> None:
    inside, outside = client_as(None), client_as(None)
    sign_in(inside, desk_engine, ola)
    address = _link(desk_engine, ola)
    page = outside.get(address)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"
    answer = outside.send(address, {"password": NEW})
    assert (answer.status_code, answer.location) == (303, "/konto/logowanie")
    assert "Hasło jest ustawione" in outside.get("/konto/logowanie").text
    assert verify_password(_row(desk_engine).password_hash, NEW)
    assert inside.get("/konto").status_code == 303
    assert outside.get(address).status_code == 410
    assert outside.send(address, {"password": OLD}).status_code == 410
    assert verify_password(_row(desk_engine).password_hash, NEW)


def test_a_weak_password_is_refused_with_a_reason(
    client_as: ClientAs, desk_engine: Engine, ola: int
) -> None:
    client, address = client_as(None), _link(desk_engine, ola)
    refused = client.send(address, {"password": "krótkie"})
    assert refused.status_code == 400
    assert "mniej niż 12" in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert "krótkie" not in refused.text
    assert client.send(address, {}).status_code == 400


def test_a_link_of_an_account_that_is_off_does_not_work(
    client_as: ClientAs, desk_engine: Engine, ola: int
) -> None:
    address = _link(desk_engine, ola)
    with desk_engine.begin() as connection:
        connection.execute(update(Account).values(active=False))
    assert client_as(None).get(address).status_code == 410


@pytest.mark.parametrize("token", ["x", "a.b.c", "{{7*7}}", "%00", "%3Cscript%3E"])
def test_what_is_no_link_is_said_to_be_none(client_as: ClientAs, token: str) -> None:
    answer = client_as(None).get(f"/konto/haslo/{token}")
    assert answer.status_code == 410
    assert "49" not in re.findall(r"<h1>.*?</h1>", answer.text)[0]
    assert "<script>" not in answer.text


def test_whoever_has_the_email_the_answer_is_the_same(
    client_as: ClientAs, ola: int, mails: list[Any]
) -> None:
    client = client_as(None)
    known = client.send("/konto/haslo", {"email": EMAIL})
    unknown = client.send("/konto/haslo", {"email": "nikt@urzad.example"})
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert known.text == unknown.text
    assert [(to, key) for to, key, _ in mails] == [([EMAIL], "password_reset")]
    assert mails[0][2]["hours"] == 1


def test_the_address_in_a_message_is_the_services_own(
    desk_engine: Engine, ola: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = desk_engine.url.render_as_string(hide_password=False)
    settings = desk_settings(url, tmp_path, public_url="http://smup.example")
    server = desk_server(desk_engine, settings)
    values: list[Any] = []
    monkeypatch.setattr(Notices, "configured", True)
    monkeypatch.setattr(Notices, "send", lambda *_a, **more: values.append(more) or 1)
    client: Any = server.test_client()
    client.send("/konto/haslo", {"email": EMAIL}, headers={"X-Forwarded-Host": "evil.example"})
    server.extensions["desk"].repository._engine.dispose()
    assert values[0]["address"].startswith("http://smup.example/konto/haslo/")


def test_a_fourth_message_in_an_hour_waits(client_as: ClientAs, ola: int, mails: list[Any]) -> None:
    client = client_as(None)
    answers = [client.send("/konto/haslo", {"email": EMAIL}).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    assert len(mails) == 3


def test_without_mail_the_page_says_whom_to_ask(client_as: ClientAs) -> None:
    page = client_as(None).get("/konto/haslo")
    assert "poproś administratora" in page.text
    assert "<form" not in page.text.partition("<main")[2]


def test_changing_a_password_needs_the_old_one(
    client_as: ClientAs, desk_engine: Engine, ola: int, mails: list[Any]
) -> None:
    here, there = client_as(None), client_as(None)
    for client in (here, there):
        sign_in(client, desk_engine, ola)
    path = "/konto/profil/haslo"
    wrong = here.send(path, {"current": "nie to", "password": NEW})
    assert wrong.status_code == 400
    assert "Obecne hasło się nie zgadza" in wrong.text
    assert here.send(path, {"current": OLD, "password": EMAIL}).status_code == 400
    done = here.send(path, {"current": OLD, "password": NEW})
    assert done.status_code == 303
    assert here.get("/konto").status_code == 200
    assert there.get("/konto").status_code == 303
    assert [key for _, key, _ in mails] == ["password_changed"]
    with desk_engine.connect() as connection:
        last = connection.execute(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert last is not None


def test_guessing_the_old_password_is_limited(
    client_as: ClientAs, desk_engine: Engine, ola: int
) -> None:
    client = client_as(None)
    sign_in(client, desk_engine, ola)
    for _ in range(5):
        client.send("/konto/profil/haslo", {"current": "x", "password": NEW})
    waits = client.send("/konto/profil/haslo", {"current": OLD, "password": NEW})
    assert "Za dużo prób" in waits.text
    assert verify_password(_row(desk_engine).password_hash, OLD)


def test_the_language_of_messages_is_changed(
    client_as: ClientAs, desk_engine: Engine, ola: int
) -> None:
    client = client_as(None)
    sign_in(client, desk_engine, ola)
    client.send("/konto/profil", {"lang": "en"})
    client.send("/konto/profil", {"lang": "xx"})
    with desk_engine.connect() as connection:
        assert connection.execute(select(Account.lang)).scalar_one() == "en"
