"""Signing in and out with a password."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update

from smup.accounts.passwords import hash_password
from smup.models import Account, SignInAttempt
from smup.web.desk.addresses import own_path
from tests.desk_server import MINE, ClientAs, add_account

PASSWORD = "zielony rower pod mostem"
WRONG = "E-mail albo hasło się nie zgadza."
EMAIL = "jan@plonsk.example"


@pytest.fixture
def jan(desk_engine: Engine) -> int:
    """A contributor with a password; returns the key of the account."""
    account_id = add_account(desk_engine, role="contributor", unit=MINE, email=EMAIL)
    _change(desk_engine, account_id, password_hash=hash_password(PASSWORD))
    return account_id


def _change(engine: Engine, account_id: int, **values: Any) -> None:
    with engine.begin() as connection:
        connection.execute(update(Account).where(Account.id == account_id).values(**values))


def _try(client: Any, email: str = EMAIL, password: str = PASSWORD, **more: Any) -> Any:
    return client.send("/konto/logowanie", {"email": email, "password": password, **more})


def test_somebody_signed_in_sees_their_account(client_as: ClientAs) -> None:
    page = client_as("contributor").get("/konto")
    assert page.status_code == 200
    assert "Płońsk" in page.text
    assert "autor jednostki" in page.text


def test_the_right_password_signs_in(client_as: ClientAs, jan: int, desk_engine: Engine) -> None:
    client = client_as(None)
    answer = _try(client, email=" Jan@PLONSK.example ")
    assert (answer.status_code, answer.location) == (303, "/konto")
    assert client.get("/konto").status_code == 200
    with desk_engine.connect() as connection:
        when = connection.execute(select(Account.signed_in_at)).scalar_one()
    assert when is not None


def test_the_answer_does_not_tell_who_has_an_account(client_as: ClientAs, jan: int) -> None:
    client = client_as(None)
    wrong = _try(client, password="nie to hasło wcale")
    unknown = _try(client, email="nikt@plonsk.example")
    assert (wrong.status_code, unknown.status_code) == (400, 400)
    assert WRONG in wrong.text
    assert _neutral(wrong.text) == _neutral(unknown.text).replace("nikt@", "jan@")


def _neutral(page: str) -> str:
    """Return a page without the token of its form, which is another one every time."""
    return re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", page)


def test_an_account_without_a_password_or_switched_off_does_not_sign_in(
    client_as: ClientAs, jan: int, desk_engine: Engine
) -> None:
    _change(desk_engine, jan, active=False)
    assert WRONG in _try(client_as(None)).text
    _change(desk_engine, jan, active=True, password_hash=None)
    assert WRONG in _try(client_as(None)).text


def test_the_password_is_never_given_back(client_as: ClientAs, jan: int) -> None:
    assert "tajne-tajne" not in _try(client_as(None), password="tajne-tajne").text


def test_after_five_failures_even_the_right_password_waits(
    client_as: ClientAs, jan: int, desk_engine: Engine
) -> None:
    client = client_as(None)
    for _ in range(5):
        assert _try(client, password="x").status_code == 400
    refused = _try(client)
    assert refused.status_code == 429
    assert "Za dużo prób. Spróbuj ponownie za 15 minut." in refused.text
    with desk_engine.begin() as connection:
        earlier = datetime.now(UTC) - timedelta(minutes=16)
        connection.execute(update(SignInAttempt).values(at=earlier))
    assert _try(client).status_code == 303


def test_an_unknown_email_waits_as_well(client_as: ClientAs) -> None:
    client = client_as(None)
    answers = [_try(client, email="nikt@example.org").status_code for _ in range(6)]
    assert answers == [400] * 5 + [429]


def test_twenty_failures_of_an_address_stop_it(client_as: ClientAs, jan: int) -> None:
    client = client_as(None)
    token = client.token("/konto/logowanie")
    answers = [
        client.post(
            "/konto/logowanie",
            data={"csrf_token": token, "email": f"a{n}@example.org", "password": "x"},
        ).status_code
        for n in range(21)
    ]
    assert answers == [400] * 20 + [429]


def test_success_forgives_what_came_before(
    client_as: ClientAs, jan: int, desk_engine: Engine
) -> None:
    client = client_as(None)
    for _ in range(4):
        _try(client, password="x")
    assert _try(client).status_code == 303
    with desk_engine.connect() as connection:
        left = connection.execute(select(func.count()).select_from(SignInAttempt)).scalar_one()
    assert left == 4  # of the address; those of the e-mail are gone


def test_a_weaker_hash_is_made_anew(client_as: ClientAs, jan: int, desk_engine: Engine) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(1, 8, 1, hash_len=16).hash(PASSWORD)
    _change(desk_engine, jan, password_hash=weak)
    assert _try(client_as(None)).status_code == 303
    with desk_engine.connect() as connection:
        kept = connection.execute(select(Account.password_hash)).scalar_one()
    assert kept != weak
    assert kept.startswith("$argon2id$")


def test_signing_in_starts_a_new_session(client_as: ClientAs, jan: int) -> None:
    client = client_as(None)
    with client.session_transaction(path="/konto") as session:
        session["planted"] = "by somebody else"
    before = client.token("/konto/logowanie")
    assert _try(client).status_code == 303
    with client.session_transaction(path="/konto") as session:
        assert "planted" not in session
    assert client.post("/konto/wyloguj", data={"csrf_token": before}).status_code == 400


def test_the_cookie_is_closed_to_scripts_and_other_sites(client_as: ClientAs, jan: int) -> None:
    cookie = _try(client_as(None)).headers["Set-Cookie"]
    assert cookie.startswith("smup=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_signing_out_ends_every_session_of_the_account(client_as: ClientAs) -> None:
    here, there = client_as("moderator"), client_as("moderator")
    assert here.send("/konto/wyloguj").status_code == 303
    assert here.get("/konto").status_code == 303
    assert there.get("/konto").status_code == 303


def test_signing_out_needs_a_form(client_as: ClientAs) -> None:
    client = client_as("moderator")
    assert client.get("/konto/wyloguj").status_code in {404, 405}
    assert client.get("/konto").status_code == 200


def test_a_session_ends_eight_hours_after_signing_in(client_as: ClientAs) -> None:
    client = client_as("moderator")
    with client.session_transaction(path="/konto") as session:
        session["began"] -= 8 * 3600 + 1
    assert client.get("/konto").status_code == 303


def test_a_session_ends_when_the_account_is_switched_off(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    client = client_as("moderator")
    _change(desk_engine, client.account_id or 0, active=False)
    assert client.get("/konto").location == "/konto/logowanie?dalej=%2Fkonto"


def test_a_cookie_that_somebody_made_up_is_nobody(client_as: ClientAs) -> None:
    client = client_as(None)
    client.set_cookie("smup", "eyJfdXNlcl9pZCI6IjEueCJ9.aaaa.bbbb")
    assert client.get("/konto").status_code == 303


@pytest.mark.parametrize(
    "text",
    [
        "//evil.example",
        "///evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/konto\r\nX: y",
        "/\u00a0/evil.example",
        "/\x00",
        "konto",
        "",
        None,
        "/" + "a" * 1000,
    ],
)
def test_no_address_leads_to_another_site(text: str | None) -> None:
    assert own_path(text) is None


@pytest.mark.parametrize("text", ["/konto", "/en/konto/konta?x=1", "/praktyki/dowoz#e", "/ż?a=//b"])
def test_own_addresses_are_taken(text: str) -> None:
    assert own_path(text) == text


def test_after_signing_in_the_wanted_page_comes(client_as: ClientAs, jan: int) -> None:
    client = client_as(None)
    guarded = client.get("/konto/profil")
    assert guarded.location == "/konto/logowanie?dalej=%2Fkonto%2Fprofil"
    assert 'name="dalej" value="/konto/profil"' in client.get(guarded.location).text
    assert _try(client, dalej="/konto/profil").location == "/konto/profil"


@pytest.mark.parametrize("evil", ["//evil.example", "/\\evil.example", "https://evil.example"])
def test_after_signing_in_no_other_site_comes(client_as: ClientAs, jan: int, evil: str) -> None:
    client = client_as(None)
    assert "evil" not in client.get("/konto/logowanie", query_string={"dalej": evil}).text
    assert _try(client, dalej=evil).location == "/konto"
