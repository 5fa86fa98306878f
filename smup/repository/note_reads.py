"""Reads of notes on values."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, bindparam, select

from smup.models import AuditEntry, ValueNote
from smup.moments import aware
from smup.repository.keys import KEYS, among
from smup.repository.note_records import StoredNote
from smup.repository.practice_records import NoteInfo

PUBLISHED, SUBMITTED = "published", "submitted"
OPEN_STATES = ("draft", "submitted", "returned")
WRITTEN = ("note.written", "note.changed")
"""Actions of the log by which a text was written."""
PICKED_BY_THE_DATABASE = 1_000
"""Above this many units the database gives the notes of all of them and they are picked here."""
_SHOWN = (
    "id", "unit_id", "indicator", "year", "text_pl", "text_en", "example", "published_at",
)  # fmt: skip
_STORED = (*_SHOWN, "state", "version", "account_id", "changed_at", "submitted_at")
_MOMENTS = ("changed_at", "submitted_at", "published_at")


@cache
def _published(asked: frozenset[str]) -> Select[Any]:
    """Return the SELECT of published notes for the conditions asked for: made once."""
    conditions: dict[str, ColumnElement[bool]] = {
        "indicators": ValueNote.indicator.in_(bindparam("indicators", expanding=True)),
        "units": among(ValueNote.unit_id, bindparam("units", type_=KEYS)),  # type: ignore[arg-type]
        "year": ValueNote.year == bindparam("year"),
    }
    return (
        select(*(getattr(ValueNote, name) for name in _SHOWN))
        .where(ValueNote.state == PUBLISHED, *(conditions[name] for name in sorted(asked)))
        .order_by(ValueNote.indicator, ValueNote.unit_id, ValueNote.year)
    )


class NoteReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def notes(
        self,
        *,
        indicators: Collection[str] | None = None,
        unit_ids: Collection[int] | None = None,
        year: int | None = None,
    ) -> tuple[NoteInfo, ...]:
        """Return published notes; one SELECT, none when nothing can match.

        Args:
            indicators: codes of indicators; None for all.
            unit_ids: keys of units, in any number; None for all.
            year: of the value; None for all.

        Returns:
            Notes ordered by indicator, unit_id, year; at most one for a value.
        """
        units = None if unit_ids is None else {int(item) for item in unit_ids}
        if units == set() or (indicators is not None and not indicators):
            return ()
        wanted: dict[str, Any] = {}
        if indicators is not None:
            wanted["indicators"] = sorted(set(indicators))
        if units is not None and len(units) <= PICKED_BY_THE_DATABASE:
            wanted["units"] = sorted(units)
        if year is not None:
            wanted["year"] = year
        rows = self._note_rows(_published(frozenset(wanted)), wanted)
        found = (NoteInfo(**row) for row in rows)
        return tuple(note for note in found if units is None or note.unit_id in units)

    def stored_note(self, note_id: int) -> StoredNote | None:
        """Return a note in any state by its key; one SELECT."""
        return next(iter(self._stored(ValueNote.id == note_id)), None)

    def note_writers(self, note_id: int) -> frozenset[int]:
        """Return the keys of the accounts that wrote or changed a note; one SELECT."""
        wrote = select(AuditEntry.account_id).where(
            AuditEntry.subject == "note",
            AuditEntry.subject_id == note_id,
            AuditEntry.action.in_(WRITTEN),
        )
        author = select(ValueNote.account_id).where(ValueNote.id == note_id)
        with self._engine.connect() as connection:
            keys = connection.execute(wrote.union(author)).scalars().all()
        return frozenset(key for key in keys if key is not None)

    def notes_of_value(self, indicator: str, unit_id: int, year: int) -> tuple[StoredNote, ...]:
        """Return all notes there ever were on a value, the newest first; one SELECT."""
        return self._stored(
            ValueNote.indicator == indicator,
            ValueNote.unit_id == unit_id,
            ValueNote.year == year,
        )

    def notes_of_unit(self, unit_id: int) -> tuple[StoredNote, ...]:
        """Return the notes of a unit that are open or published, the newest first; one SELECT."""
        states = (*OPEN_STATES, PUBLISHED)
        return self._stored(ValueNote.unit_id == unit_id, ValueNote.state.in_(states))

    def notes_by_account(self, account_id: int) -> tuple[StoredNote, ...]:
        """Return the open and published notes that somebody wrote, newest first; one SELECT."""
        states = (*OPEN_STATES, PUBLISHED)
        return self._stored(ValueNote.account_id == account_id, ValueNote.state.in_(states))

    def notes_waiting(self) -> tuple[StoredNote, ...]:
        """Return the notes that wait for a moderator, the oldest first; one SELECT."""
        found = self._stored(ValueNote.state == SUBMITTED)
        return tuple(sorted(found, key=lambda note: note.submitted_at or note.changed_at))

    def _stored(self, *wanted: ColumnElement[bool]) -> tuple[StoredNote, ...]:
        statement = (
            select(*(getattr(ValueNote, name) for name in _STORED))
            .where(*wanted)
            .order_by(ValueNote.id.desc())
        )
        return tuple(StoredNote(**row) for row in self._note_rows(statement))

    def _note_rows(
        self, statement: Select[Any], values: Mapping[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        with self._engine.connect() as connection:
            rows = [dict(row) for row in connection.execute(statement, values).mappings()]
        return [
            row | {name: aware(row[name]) for name in _MOMENTS if row.get(name)} for row in rows
        ]
