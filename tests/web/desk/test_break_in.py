"""Attempts to publish an own text, to decide on a text nobody read, and to break pages."""

import re

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from smup.models import ValueNote
from smup.web.desk import passwords
from smup.web.desk.passwords import password_link
from tests.desk_routes import ROUTES
from tests.desk_server import MINE, OTHER, ClientAs, DeskClient, add_account, sign_in
from tests.practice_forms import (
    decide,
    form,
    open_fields,
    published,
    review_of,
    submitted,
    whole,
)

CHECK = {"checked_on": "2026-02-01", "source": "Rozmowa"}
NOTE = {"jst": MINE, "wskaznik": "EDU-PRZ-01", "rok": "2022", "tekst": "Szkoła w budowie."}


def written_note(client: DeskClient, engine: Engine, step: str = "zapisz") -> int:
    answer = client.send("/konto/uwagi/nowa", {**NOTE, "krok": step})
    assert answer.status_code == 303
    with engine.connect() as connection:
        return (
            connection.execute(select(ValueNote.id).order_by(ValueNote.id.desc())).scalars().first()
            or 0
        )


def save_note(client: DeskClient, note_id: int, version: int) -> None:
    fields = {"tekst": NOTE["tekst"], "version": version, "krok": "wyslij"}
    assert client.send(f"/konto/uwagi/{note_id}", fields).status_code == 303


def decide_note(client: DeskClient, note_id: int, version: int) -> int:
    fields = {"krok": "opublikuj", "version": version}
    return client.send(f"/konto/kolejka/uwagi/{note_id}", fields).status_code


def another_moderator(server: Flask, engine: Engine) -> DeskClient:
    client = server.test_client()
    assert isinstance(client, DeskClient)
    account = add_account(engine, role="moderator", email="druga@example.org")
    sign_in(client, engine, account)
    return client


def test_an_own_note_saved_by_somebody_else_stays_an_own_one(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    moderator = client_as("moderator")
    note_id = written_note(moderator, desk_engine)
    save_note(client_as("contributor"), note_id, version=1)
    assert decide_note(moderator, note_id, 3) == 403
    assert 'value="opublikuj"' not in moderator.get(f"/konto/kolejka/uwagi/{note_id}").text
    assert decide_note(client_as("administrator"), note_id, 3) == 303


def test_a_note_is_decided_on_in_the_version_just_read(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    note_id = written_note(client_as("contributor"), desk_engine, step="wyslij")
    moderator = client_as("moderator")
    assert decide_note(moderator, note_id, 3) == 409
    assert decide_note(moderator, note_id, 1) == 409
    assert decide_note(moderator, note_id, 2) == 303


def test_an_own_card_saved_by_somebody_else_stays_an_own_one_after_a_renewal(
    client_as: ClientAs, server: Flask, desk_engine: Engine
) -> None:
    writer, unit = client_as("moderator"), client_as("contributor")
    fields = {**whole(), "place": MINE}
    address = writer.send("/konto/praktyki/nowa", fields).location
    again = {**fields, **open_fields(unit, address), "action": "submit"}
    assert unit.send(address, again).status_code == 303
    other = another_moderator(server, desk_engine)
    review = review_of(other, form()["title"])
    assert decide(writer, review, "verify", **CHECK).status_code == 403
    assert decide(other, review, "verify", **CHECK).status_code == 303
    assert decide(other, review, "renew", **CHECK).status_code == 303
    renewed = re.sub(r"\d+$", lambda found: str(int(found[0]) + 1), review)
    assert decide(writer, renewed, "renew", **CHECK).status_code == 403
    assert decide(other, renewed, "renew", **CHECK).status_code == 303


@pytest.mark.parametrize("version", ["1", "3", "", "x"])
def test_a_card_is_decided_on_in_the_version_just_read(client_as: ClientAs, version: str) -> None:
    submitted(client_as("contributor"))
    moderator = client_as("moderator")
    review = review_of(moderator, form()["title"])
    assert decide(moderator, review, "publish", version=version).status_code == 409
    assert decide(moderator, review, "publish").status_code == 303


def test_the_revision_of_another_card_cannot_be_written(client_as: ClientAs) -> None:
    theirs = client_as("contributor", unit=OTHER)
    target = theirs.send("/konto/praktyki/nowa", form(title="Cudza karta praktyki")).location
    mine = client_as("contributor")
    own = mine.send("/konto/praktyki/nowa", form()).location
    stolen = open_fields(theirs, target)
    for action in ("save", "submit", "takeover", "remove:x"):
        assert mine.send(own, {**form(), **stolen, "action": action}).status_code == 409
    for step in ("cofnij", "porzuc"):
        assert mine.send(f"{own}/{step}", stolen).status_code == 409
        assert mine.send(f"{target}/{step}", stolen).status_code == 404
    assert "Cudza karta praktyki" in theirs.get(target).text


def test_a_change_of_role_or_unit_counts_at_once(client_as: ClientAs, desk_engine: Engine) -> None:
    address, _ = published(client_as)
    client = client_as("contributor")
    keeper = client_as("administrator")
    account = f"/konto/konta/{client.account_id}"

    def change(**fields: str) -> None:
        seen = re.search(r'name="seen" value="(\w+)"', keeper.get(account).text)
        assert seen is not None
        whole_form = {
            "email": "a@example.org", "name": "Anna", "lang": "pl", "active": "1", "unit": "",
            "seen": seen[1], **fields,
        }  # fmt: skip
        assert keeper.send(account, whole_form).status_code == 303

    change(role="moderator")  # the new e-mail ends the session
    assert client.get("/konto/kolejka").status_code == 303
    sign_in(client, desk_engine, client.account_id or 0)
    assert client.get("/konto/kolejka").status_code == 200
    change(role="contributor", unit=OTHER)
    assert client.get("/konto/kolejka").status_code == 403
    assert client.get(address).status_code == 404
    change(role="contributor", unit=MINE)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("key", [2**31, 2**63, 10**30])
def test_no_key_is_too_great(client_as: ClientAs, key: int) -> None:
    client = client_as("administrator")
    token = client.token()
    for method, rule in ROUTES:
        if "<int" not in rule:
            continue
        address = "/konto" + re.sub(r"<int:\w+>", str(key), rule).replace("<name>", "a" * 32)
        answer = client.open(address, method=method, data={"csrf_token": token})
        assert answer.status_code == 404, (method, rule)


@pytest.mark.parametrize("number", ["0" * 20 + "9" * 20, "9" * 4000, "4294967296", "²", "-1"])
def test_no_number_breaks_the_log(client_as: ClientAs, number: str) -> None:
    client = client_as("administrator")
    for name in ("numer", "przed"):
        assert client.get("/konto/dziennik", query_string={name: number}).status_code == 200


def test_a_failure_writes_no_secret_to_the_log(
    client_as: ClientAs,
    server: Flask,
    desk_engine: Engine,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = add_account(desk_engine, role="trainer", email="ewa@example.org")
    desk = server.extensions["desk"]
    found = desk.repository.account(account)
    with server.test_request_context("/konto"):
        link = password_link(desk, found, "first")
    client, password = client_as(None), "Zupełnie inne zdanie 41"
    token = client.token("/konto/logowanie")
    # The disk is full: every write fails.
    with desk_engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON account "
            "BEGIN SELECT RAISE(FAIL, 'disk is full'); END"
        )
    monkeypatch.setattr(passwords, "hash_password", lambda _text: "$argon2id$tajny-skrot")
    answer = client.post(link, data={"csrf_token": token, "password": password})
    assert answer.status_code == 503
    assert "disk is full" in caplog.text
    for secret in (link.rpartition("/")[2], password, "tajny-skrot", found.stamp):
        assert secret not in caplog.text


def test_an_address_cannot_write_a_line_of_the_log(
    client_as: ClientAs, server: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_as("moderator")
    server.extensions["desk"].repository.desk_practice = None  # the page fails
    answer = client.get("/konto/praktyki/x%0d%0aERROR%20zmyslony%1b[31m/popraw")
    assert answer.status_code == 500
    message = caplog.records[0].getMessage()
    assert "zmyslony" in message
    assert not {"\n", "\r", "\x1b"} & set(message)
