"""The pages of notes: a note with its value and history, the form, the review, the lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask import Response, abort

from smup.accounts.permissions import Subject, may
from smup.errors import UnknownCodeError
from smup.notes.store import PUBLISHED, WRITABLE
from smup.notes.text import MOST_SIGNS, NoteText, note_text
from smup.repository import Repository
from smup.repository.account_records import AuditInfo
from smup.repository.note_records import StoredNote
from smup.territory.unit import TerritorialUnit
from smup.views.noted_value import ValueInWords, read_noted_value
from smup.web.desk.access import actor
from smup.web.desk.context import Desk
from smup.web.desk.log import action_label
from smup.web.desk.pages import desk_page
from smup.web.texts import request_language, request_texts

MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note in a list: what it is about, and whether it replaces a published one."""

    note: StoredNote
    unit: str
    indicator: str
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage:
    """What the page of a note shows.

    Attributes:
        value: what the note is about.
        note: the note; None before it is first saved.
        text: of the fields.
        published: the note that readers see now; None where there is none.
        errors: messages by field.
        stored: the text somebody else saved meanwhile; None without a conflict.
        status: HTTP status.
    """

    value: ValueInWords
    note: StoredNote | None
    text: NoteText
    published: StoredNote | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    stored: NoteText | None = None
    status: int = 200

    @property
    def writable(self) -> bool:
        """Tell whether the text may be changed now."""
        return self.note is None or self.note.state in WRITABLE


def subject_of(unit: TerritorialUnit, *, author_id: int | None = None) -> Subject:
    """Return a note of a unit as the rules of ``smup.accounts.permissions`` see it."""
    return Subject(unit_id=unit.id, fictional=unit.fictional, author_id=author_id)


def own_note(desk: Desk, note_id: int) -> StoredNote:
    """Return a note that the account may write.

    Others are answered as if there were none: that a draft exists is nobody else's matter.
    """
    note = desk.repository.stored_note(note_id)
    if note is None or not may(actor(), "write", subject_of(unit_of_note(desk, note))):
        abort(404)
    return note


def unit_of_note(desk: Desk, note: StoredNote) -> TerritorialUnit:
    """Return the unit that a note is of."""
    return desk.repository.directory().by_id(note.unit_id)


def value_of(desk: Desk, note: StoredNote) -> ValueInWords:
    """Return the value a note is about; a catalogue without the indicator answers 404."""
    unit = unit_of_note(desk, note)
    try:
        return read_noted_value(
            desk.repository, unit.teryt, note.indicator, note.year, lang=request_language()
        )
    except UnknownCodeError:
        abort(404)


def text_of(note: StoredNote) -> NoteText:
    """Return the text of a stored note."""
    return note_text(note.text_pl, note.text_en)


def published_on(desk: Desk, value: ValueInWords) -> StoredNote | None:
    """Return the note on a value that readers see now."""
    notes = desk.repository.notes_of_value(value.indicator.code, value.unit.id, value.year)
    return next((note for note in notes if note.state == PUBLISHED), None)


def note_page(desk: Desk, page: NotePage) -> Response:
    """Return the form, or what became of the note; nothing that was typed is lost."""
    t = request_texts()
    key = "edit" if page.note is not None else "again" if page.published is not None else "new"
    entries = [] if page.note is None else history_of(desk.repository, page.note)
    return desk_page(
        desk.repository,
        "note_form.html",
        title=t(f"notes.form.title_{key}"),
        status=page.status,
        page=page,
        most=MOST_SIGNS,
        errors=page.errors,
        entries=entries,
        comment=last_comment(entries),
    )


def history_of(repository: Repository, note: StoredNote) -> list[tuple[AuditInfo, str]]:
    """Return what was done with a note, newest first, each entry with its words."""
    t = request_texts()
    found = repository.audit(subject="note", subject_id=note.id, limit=MOST_ENTRIES)
    return [(entry, action_label(t, entry.action)) for entry in found]


def last_comment(entries: Iterable[tuple[AuditInfo, str]]) -> str | None:
    """Return the newest comment on a note."""
    return next((entry.comment for entry, _ in entries if entry.comment), None)


def lines_of(repository: Repository, notes: Iterable[StoredNote]) -> list[NoteLine]:
    """Return notes as a list shows them; an indicator that is gone stands by its code."""
    lang, who, directory = request_language(), actor(), repository.directory()
    names = {item.code: item.short_name(lang) for item in repository.indicators()}
    return [
        NoteLine(
            note=note,
            unit=directory.display_name(directory.by_id(note.unit_id), lang=lang),
            indicator=names.get(note.indicator, note.indicator),
            mine=who is not None and note.account_id == who.id,
        )
        for note in notes
    ]
