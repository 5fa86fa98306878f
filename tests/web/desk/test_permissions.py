"""Every address of the pages for those who write, with every role: who gets what.

A route that is not in the table fails the tests. A cell is the status of the answer to somebody of
that role; ``303`` means the sign-in page for nobody and for an account that was switched off.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, update

from smup.models import Account
from tests.desk_routes import COLUMNS, ROUTES
from tests.desk_server import OTHER, ClientAs, DeskClient, add_account

PREFIXES = {"smup_desk": "/konto", "smup_desk_en": "/en/konto"}


def _desk_rules(server: Flask) -> Iterator[tuple[str, str, str]]:
    """Yield method, rule without the prefix and endpoint of each route of both languages."""
    for rule in server.url_map.iter_rules():
        blueprint = rule.endpoint.partition(".")[0]
        if blueprint in PREFIXES:
            for method in (rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}:
                yield method, str(rule).removeprefix(PREFIXES[blueprint]), rule.endpoint


def test_every_route_is_in_the_table(server: Flask) -> None:
    known = {(method, rule) for method, rule, _ in _desk_rules(server)}
    assert sorted(known - set(ROUTES)) == []
    assert sorted(set(ROUTES) - known) == []


def test_both_languages_have_the_same_routes(server: Flask) -> None:
    by_language = {
        name: {(m, rule) for m, rule, endpoint in _desk_rules(server) if endpoint.startswith(name)}
        for name in ("smup_desk.", "smup_desk_en.")
    }
    assert by_language["smup_desk."] == by_language["smup_desk_en."]


def _client(client_as: ClientAs, engine: Engine, column: str) -> DeskClient:
    if column == "nobody":
        return client_as(None)
    if column == "other unit":
        return client_as("contributor", unit=OTHER)
    if column == "switched off":
        client = client_as("administrator")
        with engine.begin() as connection:
            off = update(Account).where(Account.id == client.account_id).values(active=False)
            connection.execute(off)
        return client
    return client_as(column)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_role_gets_what_the_table_says(
    client_as: ClientAs, desk_engine: Engine, server: Flask, column: str
) -> None:
    add_account(desk_engine, role="administrator", email="keeper@example.org")
    client = _client(client_as, desk_engine, column)
    token = client.token("/konto/logowanie" if column in {"nobody", "switched off"} else "/konto")
    found = {}
    expected = {}
    for (method, rule), row in ROUTES.items():
        if (method, rule) == ("POST", "/wyloguj"):
            continue  # tried last: it ends the session
        address = "/konto" + row.address(rule)
        answer = client.open(address, method=method, data={"csrf_token": token})
        found[method, rule] = answer.status_code
        expected[method, rule] = row.status(column)
        if answer.status_code == 303 and row.guarded and column in {"nobody", "switched off"}:
            assert "/konto/logowanie" in answer.location
        assert answer.headers.get("Cache-Control") == "no-store", rule
        assert "form-action 'self'" in answer.headers["Content-Security-Policy"]
    assert found == expected
    assert client.post("/konto/wyloguj", data={"csrf_token": token}).status_code == 303


def test_no_form_is_taken_without_its_token(client_as: ClientAs, server: Flask) -> None:
    client = client_as("administrator")
    client.token("/konto")
    for method, rule, endpoint in _desk_rules(server):
        if method == "GET":
            continue
        prefix = PREFIXES[endpoint.partition(".")[0]]
        address = prefix + ROUTES[method, rule].address(rule)
        for fields in ({}, {"csrf_token": ""}, {"csrf_token": "IjEyMyI.aaaa.bbbb"}):
            answer = client.open(address, method=method, data=fields)
            assert answer.status_code == 400, (address, fields)
            assert "<h1>" in answer.text
    assert client.get("/konto").status_code == 200


def test_a_token_of_somebody_else_is_refused(client_as: ClientAs) -> None:
    theirs = client_as("moderator").token("/konto")
    mine = client_as("administrator")
    mine.token("/konto")
    assert mine.post("/konto/profil", data={"csrf_token": theirs, "lang": "en"}).status_code == 400
