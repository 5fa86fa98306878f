"""The life of a note, on both engines: states, versions, what becomes public, the log."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, select

from smup.accounts.audit import By
from smup.models import AuditEntry, Dataset, ValueNote
from smup.notes import store
from smup.notes.store import NoteConflictError, NotedValue
from smup.notes.text import NoteText
from smup.repository import Repository
from tests import builders, small_country
from tests.note_data import add_note
from tests.poured import Pour

BY = By(account_id=None, now=datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
FIRST, SECOND = NoteText(pl="Szkoła w budowie.", en="A school."), NoteText(pl="Szkoła gotowa.")


@pytest.fixture
def country(engine: Engine, pour: Pour) -> Engine:
    """An engine over the small country."""
    pour(engine, small_country.fill)
    return engine


def value_in(connection: Connection, year: int = 2021) -> NotedValue:
    """The value of Płońsk."""
    unit_id = builders.unit_id(connection, "1420011")
    return NotedValue(unit_id=unit_id, indicator="EDU-PRZ-01", year=year)


def public_changes(connection: Connection) -> int:
    """How many times something became or stopped being public."""
    return int(connection.execute(select(Dataset.practices_version)).scalar_one())


def state_of(connection: Connection, note_id: int) -> tuple[str, int]:
    """State and version of a note."""
    row = connection.execute(
        select(ValueNote.state, ValueNote.version).where(ValueNote.id == note_id)
    ).one()
    return row.state, row.version


def publish_new(connection: Connection, text: NoteText) -> int:
    """Write, submit and publish a note."""
    note_id = store.write_note(connection, value_in(connection), text, by=BY)
    store.submit(connection, note_id, version=1, by=BY)
    store.publish(connection, note_id, version=2, by=BY)
    return note_id


def test_a_note_goes_from_draft_to_the_public(country: Engine) -> None:
    with country.begin() as connection:
        note_id = store.write_note(connection, value_in(connection), FIRST, by=BY)
        store.submit(connection, note_id, version=1, by=BY)
        store.send_back(connection, note_id, version=2, comment="Który rok?", by=BY)
        store.change_text(connection, note_id, SECOND, version=3, by=BY)
        store.submit(connection, note_id, version=4, by=BY)
        assert public_changes(connection) == 0
        store.publish(connection, note_id, version=5, by=BY)
        assert public_changes(connection) == 1
        assert state_of(connection, note_id) == ("published", 6)
        log = connection.execute(
            select(AuditEntry.action, AuditEntry.comment).order_by(AuditEntry.id)
        ).all()
    assert [tuple(row) for row in log] == [
        ("note.written", None),
        ("note.submitted", None),
        ("note.returned", "Który rok?"),
        ("note.changed", None),
        ("note.submitted", None),
        ("note.published", None),
    ]
    (note,) = Repository(country).notes()
    assert (note.text_pl, note.text_en, note.year) == ("Szkoła gotowa.", None, 2021)
    assert note.published_at == BY.now


def test_a_new_text_replaces_the_published_one_only_when_published(country: Engine) -> None:
    repository = Repository(country)
    with country.begin() as connection:
        old = publish_new(connection, FIRST)
        new = store.write_note(connection, value_in(connection), SECOND, by=BY)
        store.submit(connection, new, version=1, by=BY)
    assert [note.text_pl for note in repository.notes()] == [FIRST.pl]
    with country.begin() as connection:
        store.publish(connection, new, version=2, by=BY)
        assert state_of(connection, old)[0] == "withdrawn"
        assert public_changes(connection) == 2
    assert [note.text_pl for note in repository.notes()] == [SECOND.pl]


def test_a_withdrawn_note_is_not_public_any_more(country: Engine) -> None:
    with country.begin() as connection:
        note_id = publish_new(connection, FIRST)
        store.withdraw(connection, note_id, version=3, by=BY, comment="Pomyłka")
        assert public_changes(connection) == 2
        draft = store.write_note(connection, value_in(connection), SECOND, by=BY)
        store.withdraw(connection, draft, version=1, by=BY)
        assert public_changes(connection) == 2
    assert Repository(country).notes() == ()


def test_a_value_has_one_open_note(country: Engine) -> None:
    with country.begin() as connection:
        value = value_in(connection)
        note_id = store.write_note(connection, value, FIRST, by=BY)
        assert store.open_note(connection, value) == note_id
        with pytest.raises(NoteConflictError):
            store.write_note(connection, value, SECOND, by=BY)
        store.write_note(connection, value_in(connection, 2020), SECOND, by=BY)


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("draft", {"publish", "send_back"}),
        ("submitted", {"change_text", "submit"}),
        ("returned", {"publish", "send_back"}),
        ("published", {"change_text", "submit", "send_back", "publish"}),
        ("withdrawn", {"change_text", "submit", "send_back", "publish", "withdraw"}),
    ],
)
def test_a_step_that_does_not_follow_writes_nothing(
    country: Engine, state: str, steps: set[str]
) -> None:
    with country.begin() as connection:
        note_id = add_note(connection, "1420011", year=2021, state=state)
        for step in sorted(steps):
            with pytest.raises(NoteConflictError), connection.begin_nested():
                take(connection, step, note_id, version=1)
        assert state_of(connection, note_id)[0] == state


@pytest.mark.parametrize("step", ["change_text", "submit", "withdraw"])
def test_an_old_version_writes_nothing(country: Engine, step: str) -> None:
    with country.begin() as connection:
        note_id = store.write_note(connection, value_in(connection), FIRST, by=BY)
        store.change_text(connection, note_id, SECOND, version=1, by=BY)
        with pytest.raises(NoteConflictError):
            take(connection, step, note_id, version=1)
        assert state_of(connection, note_id) == ("draft", 2)


def take(connection: Connection, step: str, note_id: int, *, version: int) -> None:
    """Take a step by its name."""
    more = {"change_text": (FIRST,)}.get(step, ())
    words = {"comment": "x"} if step == "send_back" else {}
    getattr(store, step)(connection, note_id, *more, version=version, by=BY, **words)
