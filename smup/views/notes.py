"""What a municipality says about its own value, as pages, files and the API show it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from smup.formats import format_date
from smup.i18n import texts
from smup.links import desk_href
from smup.repository.facade import Repository
from smup.repository.practice_records import NoteInfo


class NoteKey(NamedTuple):
    """The value that a note belongs to: code of the indicator, key of the unit, year."""

    indicator: str
    unit_id: int
    year: int


Notes = Mapping[NoteKey, NoteInfo]
NO_NOTES: Notes = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNote:
    """A note in the language of a page.

    Attributes:
        title: whose words they are, and about which year.
        text: the words of the unit, never to be taken as markup.
        lang: language of the words; Polish on an English page where the unit gave no other.
        day: when it was published, in words.
    """

    title: str
    text: str
    lang: str
    day: str

    @property
    def line(self) -> str:
        """Return the note as one line, for a report and a tooltip."""
        return f"{self.title}: {self.text} ({self.day})"


def read_notes(
    repository: Repository,
    *,
    indicators: Collection[str] | None = None,
    unit_ids: Collection[int] | None = None,
) -> Notes:
    """Return the published notes of what is shown, by value; one SELECT."""
    return by_value(repository.notes(indicators=indicators, unit_ids=unit_ids))


def by_value(notes: Iterable[NoteInfo]) -> Notes:
    """Return notes by the value they belong to."""
    return {NoteKey(note.indicator, note.unit_id, note.year): note for note in notes}


def newest_note(
    notes: Notes, indicator: str, unit_id: int, *, shown: int | None, asked: int
) -> NoteInfo | None:
    """Return the note beside a value that may be of an earlier year than the one asked for.

    The note on the year asked for tells why there is an older value, or none, so it comes first.

    Args:
        notes: published notes.
        indicator: code.
        unit_id: key of the unit.
        shown: year of the value; None without one.
        asked: year of the page.
    """
    years = [asked] if shown is None else [asked, shown]
    found = (notes.get(NoteKey(indicator, unit_id, year)) for year in years)
    return next((note for note in found if note is not None), None)


def shown_note(note: NoteInfo, lang: str) -> ShownNote:
    """Return a note in the language of a page."""
    t = texts(lang)
    text, language = note.text(lang)
    day = format_date(note.published_at, lang)
    return ShownNote(
        title=t("notes.shown.title", year=note.year),
        text=text,
        lang=language,
        day=t("notes.shown.published", day=day),
    )


def note_cell(note: NoteInfo | None, lang: str) -> str | None:
    """Return the cell of a file: the words alone, empty without a note."""
    return None if note is None else note.text(lang)[0]


def note_value(note: NoteInfo | None) -> dict[str, Any] | None:
    """Return a note as the API gives it; None where there is none."""
    if note is None:
        return None
    day = note.published_at.date().isoformat()
    return {"pl": note.text_pl, "en": note.text_en, "published": day}


def reply_href(lang: str, code: str, indicator: str, year: int | str) -> str:
    """Return where somebody of the unit writes a note on a value."""
    return desk_href(lang, "/uwagi/nowa", jst=code, wskaznik=indicator, rok=year)
