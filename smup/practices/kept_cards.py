"""Published cards as a folder would hold them: files under names that people gave them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from smup.models import Practice, PracticeAttachment, PracticeRevision
from smup.practices.card import Attachment, PracticeCard
from smup.practices.markdown_card import card_from_markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A stored file of a card.

    Attributes:
        name: random, on the disk.
        file_name: what it is called in the folder of its card.
        sha256: of its bytes; empty when the database does not know the file.
    """

    name: str
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCard:
    """A published card.

    Attributes:
        card: its attachments are named as in the folder.
        files: one for each attachment of the card, in its order.
    """

    card: PracticeCard
    files: tuple[KeptFile, ...]


def kept_cards(connection: Connection, *, practice_id: int | None = None) -> Iterator[KeptCard]:
    """Yield published cards in the order of their addresses, with two SELECTs.

    Args:
        connection: connection to read through.
        practice_id: only this one; nothing is yielded when it is not published.
    """
    query = (
        select(Practice.id, Practice.slug, PracticeRevision.document)
        .join(PracticeRevision, PracticeRevision.id == Practice.revision_id)
        .where(Practice.stage == "published")
        .order_by(Practice.slug)
    )
    files = select(PracticeAttachment).order_by(PracticeAttachment.id)
    if practice_id is not None:
        query = query.where(Practice.id == practice_id)
        files = files.where(PracticeAttachment.practice_id == practice_id)
    known = {
        row.name: KeptFile(name=row.name, file_name=row.file_name, sha256=row.sha256)
        for row in connection.execute(files)
    }
    for row in connection.execute(query).all():
        card = card_from_markdown(row.document, file=f"{row.slug}.md")
        # The address is that of the practice, whatever its text says.
        yield _kept(card.model_copy(update={"slug": row.slug}), known)


def export_names(file_names: Iterable[str]) -> list[str]:
    """Return the names under which files stand in one folder: a second one of a name is numbered.

    Names that differ only in the case of their letters count as one, as on some disks.
    """
    taken: set[str] = set()
    names: list[str] = []
    for name in file_names:
        stem, dot, ending = name.rpartition(".")
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{stem}-{number}{dot}{ending}"
        taken.add(free.casefold())
        names.append(free)
    return names


def _kept(card: PracticeCard, known: dict[str, KeptFile]) -> KeptCard:
    stored = dict.fromkeys(one.file for one in card.attachments)
    found = [known.get(name) or KeptFile(name=name, file_name=name, sha256="") for name in stored]
    called = dict(zip(stored, export_names(file.file_name for file in found), strict=True))
    by_name = {
        file.name: KeptFile(name=file.name, file_name=called[file.name], sha256=file.sha256)
        for file in found
    }
    attachments = tuple(
        Attachment(file=called[one.file], title=one.title) for one in card.attachments
    )
    return KeptCard(
        card=card.model_copy(update={"attachments": attachments}),
        files=tuple(by_name[one.file] for one in card.attachments),
    )
