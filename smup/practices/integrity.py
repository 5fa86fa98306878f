"""Compares published practices with their cards, the index of the search and the disk."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Integer, column, select, table

from smup.models import Practice, PracticeAttachment, PracticeRevision
from smup.practices.attachments_on_disk import path_of
from smup.practices.card import PracticeCard
from smup.practices.front_matter import CardError
from smup.practices.markdown_card import card_from_markdown

REPEATED = ("title", "summary", "institution", "sector", "service", "dimension", "started",
            "example")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeFaults:
    """What is wrong with practices.

    Attributes:
        published: number of published practices.
        cards: addresses of those whose card cannot be read or says otherwise than the lists.
        words: number of those that the search does not know, or knows without need.
        files: random names of files that are not in their folder.
    """

    published: int
    cards: tuple[str, ...]
    words: int
    files: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Tell whether nothing is wrong."""
        return not (self.cards or self.words or self.files)


def practice_faults(connection: Connection, attachments: Path) -> PracticeFaults:
    """Look for what is wrong with practices.

    Args:
        connection: nothing is written.
        attachments: folder of the stored files.
    """
    rows = connection.execute(
        select(Practice, PracticeRevision.document, PracticeRevision.state)
        .outerjoin(PracticeRevision, PracticeRevision.id == Practice.revision_id)
        .where(Practice.stage == "published")
        .order_by(Practice.slug)
    ).all()
    key = "rowid" if connection.dialect.name == "sqlite" else "practice_id"
    index = table("practice_search", column(key, Integer))
    known = set(connection.scalars(select(index.c[key])))
    names = connection.scalars(select(PracticeAttachment.name).order_by(PracticeAttachment.id))
    return PracticeFaults(
        published=len(rows),
        cards=tuple(row.slug for row in rows if not _agrees(row)),
        words=len(known ^ {row.id for row in rows}),
        files=tuple(name for name in names if not _is_there(attachments, name)),
    )


def _agrees(row: object) -> bool:
    values = {name: getattr(row, name) for name in (*REPEATED, "state", "document")}
    if values["state"] != "published":
        return False
    try:
        card: PracticeCard = card_from_markdown(values["document"], file="")
    except CardError:
        return False
    return all(getattr(card, name) == values[name] for name in REPEATED)


def _is_there(folder: Path, name: str) -> bool:
    try:
        return path_of(folder, name).is_file()
    except FileNotFoundError:
        return False
