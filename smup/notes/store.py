"""The life of a note: draft, submitted, returned or published, withdrawn.

Every step names the version it was decided on; when the note has changed since, nothing is
written. A published note stays while its new text, a note of its own, waits to be published.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from smup.accounts.audit import By, record
from smup.errors import SmupError
from smup.models import Unit, ValueNote
from smup.notes.text import NoteText
from smup.practices.store import count_public_change

DRAFT, SUBMITTED, RETURNED = "draft", "submitted", "returned"
PUBLISHED, WITHDRAWN = "published", "withdrawn"
OPEN = (DRAFT, SUBMITTED, RETURNED)
WRITABLE = (DRAFT, RETURNED)


class NoteConflictError(SmupError):
    """The note is not any more as it was seen, or the value has an open note already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedValue:
    """The value a note belongs to: key of the unit, code of the indicator, year."""

    unit_id: int
    indicator: str
    year: int


def write_note(
    connection: Connection, value: NotedValue, text: NoteText, *, by: By, example: bool = False
) -> int:
    """Begin a note as a draft; returns its key.

    Raises:
        NoteConflictError: when a note on this value is open already.
    """
    # Two people of one unit who begin at once wait for each other here (PostgreSQL).
    connection.execute(select(Unit.id).where(Unit.id == value.unit_id).with_for_update())
    if open_note(connection, value) is not None:
        raise NoteConflictError
    values: dict[str, Any] = {
        "unit_id": value.unit_id,
        "indicator": value.indicator,
        "year": value.year,
        "text_pl": text.pl,
        "text_en": text.en,
        "state": DRAFT,
        "version": 1,
        "account_id": by.account_id,
        "example": example,
        "changed_at": by.now,
    }
    statement = insert(ValueNote).values(values).returning(ValueNote.id)
    note_id = int(connection.execute(statement).scalar_one())
    _log(connection, note_id, "written", by)
    return note_id


def open_note(connection: Connection, value: NotedValue) -> int | None:
    """Return the key of the note on a value that is not decided yet."""
    statement = select(ValueNote.id).where(*_on(value), ValueNote.state.in_(OPEN)).limit(1)
    found = connection.execute(statement).scalar()
    return None if found is None else int(found)


def change_text(
    connection: Connection, note_id: int, text: NoteText, *, version: int, by: By
) -> None:
    """Save another text of a draft or of a note sent back; who saves it becomes its author.

    Raises:
        NoteConflictError: when the note has changed since, or is not open to its author.
    """
    values = {"text_pl": text.pl, "text_en": text.en, "account_id": by.account_id}
    _step(connection, note_id, version, WRITABLE, by=by, **values)
    _log(connection, note_id, "changed", by)


def submit(connection: Connection, note_id: int, *, version: int, by: By) -> None:
    """Hand a note to the moderators.

    Raises:
        NoteConflictError: when the note has changed since, or waits already.
    """
    values = {"state": SUBMITTED, "submitted_at": by.now}
    _step(connection, note_id, version, WRITABLE, by=by, **values)
    _log(connection, note_id, "submitted", by)


def send_back(connection: Connection, note_id: int, *, version: int, comment: str, by: By) -> None:
    """Return a note to its author with a comment.

    Raises:
        NoteConflictError: when the note has changed since, or does not wait.
    """
    _step(connection, note_id, version, (SUBMITTED,), by=by, state=RETURNED)
    _log(connection, note_id, "returned", by, comment=comment)


def publish(connection: Connection, note_id: int, *, version: int, by: By) -> None:
    """Show a note to everybody, in the place of the one shown before.

    Raises:
        NoteConflictError: when the note has changed since, or does not wait.
    """
    value = _value_of(connection, note_id)
    statement = select(ValueNote.id, ValueNote.version).where(
        *_on(value), ValueNote.state == PUBLISHED, ValueNote.id != note_id
    )
    for before, its_version in connection.execute(statement).all():
        _step(connection, before, its_version, (PUBLISHED,), by=by, state=WITHDRAWN)
        _log(connection, before, "replaced", by)
    values = {"state": PUBLISHED, "published_at": by.now}
    _step(connection, note_id, version, (SUBMITTED,), by=by, **values)
    _log(connection, note_id, "published", by)
    count_public_change(connection)


def withdraw(
    connection: Connection, note_id: int, *, version: int, by: By, comment: str | None = None
) -> None:
    """Give a note up: an open one is not published, a published one is shown no longer.

    Raises:
        NoteConflictError: when the note has changed since, or was withdrawn already.
    """
    statement = select(ValueNote.state).where(ValueNote.id == note_id)
    was_public = connection.execute(statement).scalar() == PUBLISHED
    _step(connection, note_id, version, (*OPEN, PUBLISHED), by=by, state=WITHDRAWN)
    _log(connection, note_id, "withdrawn", by, comment=comment)
    if was_public:
        count_public_change(connection)


def _on(value: NotedValue) -> tuple[Any, ...]:
    return (
        ValueNote.indicator == value.indicator,
        ValueNote.unit_id == value.unit_id,
        ValueNote.year == value.year,
    )


def _value_of(connection: Connection, note_id: int) -> NotedValue:
    statement = select(ValueNote.unit_id, ValueNote.indicator, ValueNote.year).where(
        ValueNote.id == note_id
    )
    found = connection.execute(statement).first()
    if found is None:
        raise NoteConflictError
    return NotedValue(unit_id=found.unit_id, indicator=found.indicator, year=found.year)


def _step(
    connection: Connection,
    note_id: int,
    version: int,
    states: tuple[str, ...],
    *,
    by: By,
    **values: Any,
) -> None:
    """Change a note that is still of this version and in one of the states."""
    statement = (
        update(ValueNote)
        .where(ValueNote.id == note_id, ValueNote.version == version, ValueNote.state.in_(states))
        .values(version=version + 1, changed_at=by.now, **values)
    )
    if connection.execute(statement).rowcount != 1:
        raise NoteConflictError


def _log(
    connection: Connection, note_id: int, what: str, by: By, comment: str | None = None
) -> None:
    record(
        connection,
        action=f"note.{what}",
        subject="note",
        subject_id=note_id,
        account_id=by.account_id,
        now=by.now,
        comment=comment,
    )
