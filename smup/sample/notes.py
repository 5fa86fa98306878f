"""Published example notes on values of the fictional units."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select

from smup.accounts.audit import By
from smup.errors import CatalogueError
from smup.models import Indicator
from smup.notes import store
from smup.notes.store import NotedValue
from smup.notes.text import NoteText, note_text
from smup.sample.plan import NOTES_FILE
from smup.territory.directory import UnitDirectory

WRONG = "{file}, uwaga {number}: {cause}. Popraw plik danych przykładowych."


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleNote:
    """A note of the sample."""

    unit: str
    indicator: str
    year: int
    text: NoteText


def read_notes(folder: Path) -> tuple[SampleNote, ...]:
    """Read the example notes.

    Raises:
        CatalogueError: naming the file and the note that lacks something.
    """
    file = folder / NOTES_FILE
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get("note", [])
    return tuple(_note(entry, file, number) for number, entry in enumerate(entries, start=1))


def write_notes(
    connection: Connection, directory: UnitDirectory, notes: tuple[SampleNote, ...], now: datetime
) -> int:
    """Publish the notes of units and indicators that the database has; return how many.

    Args:
        connection: of the load of the sample.
        directory: its units.
        notes: what to write.
        now: moment of publishing.
    """
    known = set(connection.scalars(select(Indicator.code)))
    by = By(account_id=None, now=now)
    chosen = [note for note in notes if note.indicator in known]
    for note in chosen:
        unit = directory.by_code(note.unit)
        value = NotedValue(unit_id=unit.id, indicator=note.indicator, year=note.year)
        note_id = store.write_note(connection, value, note.text, by=by, example=True)
        store.submit(connection, note_id, version=1, by=by)
        store.publish(connection, note_id, version=2, by=by)
    return len(chosen)


def _note(entry: dict[str, object], file: Path, number: int) -> SampleNote:
    try:
        text = note_text(str(entry["pl"]), str(entry.get("en") or ""))
        note = SampleNote(
            unit=str(entry["unit"]),
            indicator=str(entry["indicator"]),
            year=int(str(entry["year"])),
            text=text,
        )
    except (KeyError, ValueError) as error:
        raise CatalogueError(WRONG.format(file=file, number=number, cause=error)) from error
    if text.mistakes:
        cause = ", ".join(f"{lang}: {what}" for lang, what in text.mistakes.items())
        raise CatalogueError(WRONG.format(file=file, number=number, cause=cause))
    return note
