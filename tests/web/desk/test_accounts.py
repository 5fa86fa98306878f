"""Pages of accounts and of the log."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy import Engine, select

from smup.accounts.audit import record
from smup.models import Account, AuditEntry
from tests.desk_server import FICTIONAL, MINE, NOW, ClientAs, add_account, words

NEW = {"name": "Ola Nowak", "email": "ola@urzad.example", "role": "contributor", "lang": "en"}


def _account(engine: Engine, email: str = "ola@urzad.example") -> Any:
    with engine.connect() as connection:
        columns = select(*Account.__table__.columns).where(Account.email == email)
        return connection.execute(columns).first()


def test_a_new_account_gets_a_link_that_works(client_as: ClientAs, desk_engine: Engine) -> None:
    client = client_as("administrator")
    page = client.send("/konto/konta/nowe", {**NEW, "unit": MINE})
    assert page.status_code == 200
    address = page.text.partition('class="konto-adres">')[2].partition("<")[0]
    assert address.startswith("http://localhost/en/konto/haslo/")
    assert client_as(None).get(address).status_code == 200
    made = _account(desk_engine)
    assert (made.name, made.role, made.lang, made.active) == ("Ola Nowak", "contributor", "en", 1)


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("", "podaj jej kod TERYT albo nazwę"),
        ("9999999", "Nie ma jednostki o kodzie TERYT 9999999"),
        ("Atlantyda", "Nie ma takiej jednostki"),
        ("00", "nie należy do gminy, powiatu ani województwa"),
        ("płońs", "Pasuje kilka jednostek"),
        ("<b>", "Nie ma takiej jednostki"),
    ],
)
def test_a_wrong_unit_is_explained(client_as: ClientAs, unit: str, said: str) -> None:
    page = client_as("administrator").send("/konto/konta/nowe", {**NEW, "unit": unit})
    assert page.status_code == 400
    assert said in words(page)
    assert 'value="ola@urzad.example"' in page.text


@pytest.mark.parametrize(
    "unit", [MINE, "142001", "płońsk", "Płońsk, miasto, pow. płoński (1420011)"]
)
def test_a_unit_is_named_by_code_or_name(
    client_as: ClientAs, desk_engine: Engine, unit: str
) -> None:
    page = client_as("administrator").send("/konto/konta/nowe", {**NEW, "unit": unit})
    assert page.status_code == 200
    assert _account(desk_engine).unit_id is not None


def test_roles_without_a_unit_have_none(client_as: ClientAs, desk_engine: Engine) -> None:
    fields = {**NEW, "role": "trainer", "unit": FICTIONAL}
    client_as("administrator").send("/konto/konta/nowe", fields)
    assert _account(desk_engine).unit_id is None


@pytest.mark.parametrize(
    "change", [{"email": "x"}, {"name": " "}, {"role": "owner"}, {"role": ""}, {"name": "a" * 200}]
)
def test_mistakes_are_sent_back(client_as: ClientAs, change: dict[str, str]) -> None:
    page = client_as("administrator").send("/konto/konta/nowe", {**NEW, "unit": MINE, **change})
    assert page.status_code == 400
    assert "Popraw 1 miejsce" in page.text


def test_an_account_is_changed_unless_somebody_changed_it_first(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    client = client_as("administrator")
    ola = add_account(desk_engine, role="moderator", email="ola@urzad.example")
    path = f"/konto/konta/{ola}"
    seen = client.get(path).text.partition('name="seen" value="')[2].partition('"')[0]
    fields = {**NEW, "role": "trainer", "active": "1", "seen": seen}
    assert client.send(path, fields).status_code == 303
    assert _account(desk_engine).role == "trainer"
    stale = client.send(path, {**fields, "role": "moderator"})
    assert stale.status_code == 409
    assert "Ktoś zmienił to w międzyczasie" in words(stale)
    assert _account(desk_engine).role == "trainer"


def test_nobody_changes_their_own_role_or_state(client_as: ClientAs, desk_engine: Engine) -> None:
    client = client_as("administrator")
    path = f"/konto/konta/{client.account_id}"
    page = client.get(path).text
    assert 'name="role"' not in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    email = "administrator.x@example.org"
    fields = {"name": "Ewa", "email": email, "role": "trainer", "lang": "pl", "seen": seen}
    assert client.send(path, fields).status_code == 303
    kept = _account(desk_engine, email)
    assert (kept.name, kept.role, kept.active) == ("Ewa", "administrator", 1)


def test_an_email_that_is_taken_is_said_to_be(client_as: ClientAs, desk_engine: Engine) -> None:
    add_account(desk_engine, role="moderator", email="ola@urzad.example")
    page = client_as("administrator").send("/konto/konta/nowe", {**NEW, "unit": MINE})
    assert page.status_code == 400
    assert "Jest już konto z tym adresem" in words(page)


def test_switching_an_account_off_ends_its_session(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    keeper, other = client_as("administrator"), client_as("trainer")
    path = f"/konto/konta/{other.account_id}"
    seen = keeper.get(path).text.partition('name="seen" value="')[2].partition('"')[0]
    fields = {"name": "T", "email": "trainer.x@example.org", "role": "trainer", "lang": "pl"}
    assert keeper.send(path, {**fields, "seen": seen}).status_code == 303
    assert other.get("/konto").status_code == 303
    assert keeper.send(f"{path}/link").status_code == 409


def test_the_log_is_paged_filtered_and_downloaded(client_as: ClientAs, desk_engine: Engine) -> None:
    client = client_as("administrator")
    with desk_engine.begin() as connection:
        for number in range(60):
            record(
                connection,
                action="practice.submitted",
                subject="practice",
                subject_id=number,
                account_id=client.account_id,
                now=NOW,
                comment='=HYPERLINK("http://evil")',
            )
    first = client.get("/konto/dziennik?rodzaj=practice")
    assert first.text.count("<td") == 50 * 5
    older = first.text.partition("przed=")[2].partition('"')[0]
    second = client.get(f"/konto/dziennik?rodzaj=practice&przed={older}")
    assert second.text.count("<td") == 10 * 5
    assert client.get("/konto/dziennik?rodzaj=note").text.count("<td") == 0
    assert client.get("/konto/dziennik?rodzaj=practice&numer=7").text.count("<td") == 5
    assert client.get("/konto/dziennik?rodzaj=x&numer=-1&przed=9e9").status_code == 200
    file = client.get("/konto/dziennik.csv?rodzaj=practice")
    rows = list(csv.reader(io.StringIO(file.get_data().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 61
    assert rows[1][-1] == '\'=HYPERLINK("http://evil")'
    assert file.headers["Cache-Control"] == "no-store"


def test_signing_out_and_links_are_in_the_log(client_as: ClientAs, desk_engine: Engine) -> None:
    keeper, other = client_as("administrator"), client_as("trainer")
    keeper.send(f"/konto/konta/{other.account_id}/link")
    other.send("/konto/wyloguj")
    with desk_engine.connect() as connection:
        found = connection.execute(select(AuditEntry.action, AuditEntry.account_id)).all()
    assert ("account.link-made", keeper.account_id) in [tuple(row) for row in found]
    assert ("account.signed-out", other.account_id) in [tuple(row) for row in found]
