"""Footnotes with what units say about their own values."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from smup.i18n import Texts
from smup.reports.records import Block, Bullets, LineTable, Paragraph
from smup.repository.practice_records import NoteInfo
from smup.views.compare import CompareData
from smup.views.compare.notes import note_of
from smup.views.notes import shown_note
from smup.views.profile import Profile, ProfileRow

Noted = tuple[str, NoteInfo]
"""What a note is about, in words, and the note."""


def with_notes(
    t: Texts, profile: Profile, rows: Sequence[ProfileRow], table: LineTable
) -> tuple[Block, ...]:
    """Return a table whose rows name their footnotes, and the footnotes under it.

    Args:
        t: texts.
        profile: of the rows.
        rows: in the order of the table's lines.
        table: the rows as lines.
    """
    said = [profile.note_of(row) for row in rows]
    if not any(said):
        return (table,)
    numbers, notes = count(1), iter(said)
    groups = []
    for group in table.groups:
        lines = []
        for line in group.lines:
            mark = "" if next(notes) is None else t("notes.shown.foot", number=next(numbers))
            lines.append(replace(line, note=" · ".join(filter(None, (line.note, mark)))))
        groups.append(replace(group, lines=tuple(lines)))
    noted = [
        (row.indicator.short_name(t.lang), note)
        for row, note in zip(rows, said, strict=True)
        if note is not None
    ]
    return (replace(table, groups=tuple(groups)), *_footnotes(t, noted))


def comparison_notes(t: Texts, data: CompareData) -> tuple[Block, ...]:
    """Return what the compared units say about the values of the tables."""
    noted = []
    for unit in data.units:
        for item in data.chosen.indicators:
            note = note_of(data, item, unit, data.year)
            if note is not None:
                noted.append((f"{data.names[unit.id]}, {item.short_name(t.lang)}", note))
    return _footnotes(t, noted)


def _footnotes(t: Texts, noted: Iterable[Noted]) -> tuple[Block, ...]:
    items = tuple(
        (f"[{number}] {about}.", shown_note(note, t.lang).line)
        for number, (about, note) in enumerate(noted, start=1)
    )
    if not items:
        return ()
    return (
        Paragraph(text=t("notes.shown.heading"), style="title"),
        Bullets(items=items),
        Paragraph(text=t("notes.shown.report_note"), style="note"),
    )
