"""Writes of accounts: who may be changed, what ends sessions, what the log keeps."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from smup.accounts import store
from smup.accounts.audit import By
from smup.accounts.store import AccountData, AccountError
from smup.models import Account
from smup.repository import Repository

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
BY = By(account_id=None, now=NOW)
ANNA = AccountData(
    email="anna@example.org", name="Anna", role="administrator", unit_id=None, lang="pl"
)
BOB = replace(ANNA, email="bob@example.org", name="Bob", role="moderator")


def add(engine: Engine, data: AccountData) -> int:
    with engine.begin() as connection:
        return store.create_account(connection, data, BY)


def change(engine: Engine, account_id: int, data: AccountData, before: str | None = None) -> None:
    with engine.begin() as connection:
        store.change_account(connection, account_id, data, before=before, by=BY)


def stamp(engine: Engine, account_id: int) -> str:
    with engine.connect() as connection:
        statement = select(Account.stamp).where(Account.id == account_id)
        return str(connection.execute(statement).scalar_one())


def test_what_is_written_is_read(engine: Engine) -> None:
    account_id = add(engine, ANNA)
    read = Repository(engine).account_by_email("anna@example.org")
    assert read is not None
    assert (read.id, read.name, read.role, read.active) == (
        account_id,
        "Anna",
        "administrator",
        True,
    )
    assert read.created_at == NOW
    assert read.signed_in_at is None
    assert not read.has_password


def test_an_email_is_taken_once_and_the_transaction_lives_on(engine: Engine) -> None:
    add(engine, ANNA)
    with engine.begin() as connection:
        with pytest.raises(AccountError, match="już istnieje"):
            store.create_account(connection, ANNA, BY)
        store.create_account(connection, BOB, BY)
    assert len(Repository(engine).accounts()) == 2


def test_a_form_that_shows_an_older_state_is_refused(engine: Engine) -> None:
    bob = add(engine, BOB)
    shown = store.seen(BOB)
    change(engine, bob, replace(BOB, name="Robert"), shown)
    with pytest.raises(AccountError) as refused:
        change(engine, bob, replace(BOB, lang="en"), shown)
    assert refused.value.reason == "changed"


@pytest.mark.parametrize("change_to", [{"active": False}, {"role": "moderator"}])
def test_the_last_active_administrator_stays(engine: Engine, change_to: dict[str, object]) -> None:
    anna = add(engine, ANNA)
    add(engine, replace(ANNA, email="old@example.org", active=False))
    with pytest.raises(AccountError) as refused:
        change(engine, anna, replace(ANNA, **change_to))  # type: ignore[arg-type]
    assert refused.value.reason == "last"
    add(engine, replace(ANNA, email="second@example.org"))
    change(engine, anna, replace(ANNA, **change_to))  # type: ignore[arg-type]


def test_switching_off_ends_sessions_and_a_new_name_does_not(engine: Engine) -> None:
    bob = add(engine, BOB)
    first = stamp(engine, bob)
    change(engine, bob, replace(BOB, name="Robert"))
    assert stamp(engine, bob) == first
    change(engine, bob, replace(BOB, name="Robert", active=False))
    assert stamp(engine, bob) != first


def test_a_link_sets_a_password_once(engine: Engine) -> None:
    bob = add(engine, BOB)
    known = stamp(engine, bob)
    with engine.begin() as connection:
        assert store.set_password(connection, bob, "hash-1", stamp=known, by=BY) is not None
        assert store.set_password(connection, bob, "hash-2", stamp=known, by=BY) is None
    found = Repository(engine).credentials("bob@example.org")
    assert found is not None
    assert found.password_hash == "hash-1"
    assert "hash-1" not in repr(found)


def test_an_account_is_bound_to_one_subject(engine: Engine) -> None:
    bob = add(engine, BOB)
    with engine.begin() as connection:
        assert store.bind_subject(connection, bob, "s1", BY)
        assert not store.bind_subject(connection, bob, "s2", BY)
    found = Repository(engine).credentials_by_subject("s1")
    assert found is not None
    assert found.account.id == bob
    change(engine, bob, replace(BOB, email="robert@example.org"))
    assert Repository(engine).credentials_by_subject("s1") is None


def test_the_log_tells_what_changed_and_no_secret(engine: Engine) -> None:
    bob = add(engine, BOB)
    change(engine, bob, replace(BOB, lang="en"))
    change(engine, bob, replace(BOB, lang="en"))
    with engine.begin() as connection:
        store.set_password(connection, bob, "hash-1", stamp=stamp(engine, bob), by=BY)
    entries = Repository(engine).audit(subject="account", subject_id=bob)
    assert [entry.action for entry in entries] == [
        "account.password-set",
        "account.changed",
        "account.created",
    ]
    assert entries[1].comment == "lang: pl > en"
    assert entries[1].at == NOW
    assert "hash" not in repr(entries)


def test_notices_go_to_active_accounts_of_a_role(engine: Engine) -> None:
    add(engine, ANNA)
    bob = add(engine, BOB)
    add(engine, replace(BOB, email="off@example.org", active=False))
    add(engine, replace(BOB, email="trainer@example.org", role="trainer"))
    found = Repository(engine).accounts_with_role(("moderator",))
    assert [account.id for account in found] == [bob]


def test_the_log_is_read_in_pages_and_as_a_stream(engine: Engine) -> None:
    for number in range(5):
        add(engine, replace(BOB, email=f"{number}@example.org"))
    repository = Repository(engine)
    first = repository.audit(limit=2)
    second = repository.audit(limit=2, before_id=first[-1].id)
    streamed = list(repository.audit_rows(subject="account"))
    assert [entry.id for entry in (*first, *second)] == [entry.id for entry in streamed[:4]]
    assert list(repository.audit_rows(subject="note")) == []
