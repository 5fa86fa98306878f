"""Commands of accounts: what they write, what they print, what they refuse."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from smup.accounts.links import read_token
from smup.cli import main
from smup.models import Account, AuditEntry
from tests import small_country
from tests.poured import Pour

SECRET = "k" * 40
NEW = ["accounts", "add", "--email", "Ola@Urzad.example", "--name", " Ola  Nowak "]


@pytest.fixture
def accounts(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, pour: Pour) -> Engine:
    """A database of the settings, with the small country."""
    pour(sqlite_engine, small_country.fill)
    url = sqlite_engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("SMUP_DATABASE_URL", url)
    monkeypatch.setenv("SMUP_SECRET_KEY", SECRET)
    for name in ("SMUP_SMTP_URL", "SMUP_PUBLIC_URL", "SMUP_PORT", "SMUP_HOST"):
        monkeypatch.delenv(name, raising=False)
    return sqlite_engine


def test_the_first_administrator_gets_a_printed_link(
    accounts: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*NEW, "--role", "administrator"]) == 0
    said = capsys.readouterr().out
    assert "Założono konto ola@urzad.example: administrator." in said
    address = said.split()[-1]
    assert address.startswith("http://127.0.0.1:8050/konto/haslo/")
    link = read_token(SECRET, address.rpartition("/")[2])
    with accounts.connect() as connection:
        row = connection.execute(select(Account.id, Account.name, Account.stamp)).one()
        done = connection.execute(select(AuditEntry.action, AuditEntry.account_id)).all()
    assert row.name == "Ola Nowak"
    assert link is not None
    assert (link.account_id, link.stamp, link.purpose) == (row.id, row.stamp, "first")
    assert done == [("account.created", None)]


def test_a_contributor_needs_a_unit_and_others_have_none(
    accounts: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*NEW, "--role", "contributor"]) == 2
    assert "wymaga --unit" in capsys.readouterr().err
    assert main([*NEW, "--role", "moderator", "--unit", "1420011"]) == 2
    assert main([*NEW, "--role", "contributor", "--unit", "9999999"]) == 1
    assert "Nie ma jednostki o kodzie TERYT 9999999" in capsys.readouterr().err
    assert main([*NEW, "--role", "contributor", "--unit", "1420011"]) == 0
    capsys.readouterr()
    assert main(["accounts", "list"]) == 0
    line = capsys.readouterr().out
    assert "ola@urzad.example  Ola Nowak  autor jednostki 1420011  czynne" in line


def test_an_email_is_taken_once(accounts: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*NEW, "--role", "moderator"]) == 0
    assert main([*NEW, "--role", "trainer"]) == 1
    assert "już istnieje" in capsys.readouterr().err


@pytest.mark.parametrize("email", ["ola", "ola@urzad", "ola@urzad.pl\nBcc: x@y.pl", "ó@y.pl", "@"])
def test_what_is_no_email_is_refused(accounts: Engine, email: str) -> None:
    assert main(["accounts", "add", "--email", email, "--name", "O", "--role", "trainer"]) == 2


def test_an_account_is_switched_off_but_not_the_last_administrator(
    accounts: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    main([*NEW, "--role", "administrator"])
    assert main(["accounts", "off", "ola@urzad.example"]) == 1
    assert "jedyny czynny administrator" in capsys.readouterr().err
    main(
        ["accounts", "add", "--email", "b@urzad.example", "--name", "B", "--role", "administrator"]
    )
    assert main(["accounts", "off", "ola@urzad.example"]) == 0
    assert main(["accounts", "link", "ola@urzad.example"]) == 1
    assert main(["accounts", "off", "nikt@urzad.example"]) == 1


def test_a_new_link_is_printed(accounts: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    main([*NEW, "--role", "trainer", "--lang", "en"])
    capsys.readouterr()
    assert main(["accounts", "link", "OLA@urzad.example"]) == 0
    assert "/en/konto/haslo/" in capsys.readouterr().out


def test_without_a_secret_no_link_can_be_made(
    accounts: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SMUP_SECRET_KEY")
    assert main([*NEW, "--role", "trainer"]) == 1
    assert "SMUP_SECRET_KEY" in capsys.readouterr().err
    with accounts.connect() as connection:
        assert connection.execute(select(Account.id)).first() is None


def test_without_a_database_the_command_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SMUP_DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert main(["accounts", "list"]) == 1
    assert "python -m smup init" in capsys.readouterr().err
