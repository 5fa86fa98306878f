"""Reads of the page of one practice beside its card: its fate, its versions, its files."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from smup.models import Practice, PracticeAttachment, PracticeRevision
from smup.practices.markdown_card import card_from_markdown

SHOWN_STATES = ("published", "replaced")


class Withdrawn(NamedTuple):
    """A practice that was public and is not any more."""

    title: str


class PracticeDates(NamedTuple):
    """What a page says of the life of a card.

    Attributes:
        expires_on: first day on which it is expired; None while nobody has checked it.
        editions: how many versions of it have been public.
        first: when the first of them was submitted or, of an imported one, made; None without.
    """

    expires_on: date | None
    editions: int
    first: datetime | None


class PublicFile(NamedTuple):
    """A file that a published card names; fields as in ``practice_attachment``."""

    name: str
    file_name: str
    media_type: str
    size: int
    sha256: str


class PracticePageReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def withdrawn_practice(self, slug: str) -> Withdrawn | None:
        """Return the practice of an address if it was withdrawn; one SELECT."""
        statement = select(Practice.title).where(
            Practice.slug == slug, Practice.stage == "withdrawn"
        )
        with self._engine.connect() as connection:
            title = connection.execute(statement).scalar()
        return None if title is None else Withdrawn(title)

    def practice_dates(self, practice_id: int) -> PracticeDates:
        """Return until when a card is valid and which versions have been public; one SELECT."""
        shown = PracticeRevision.state.in_(SHOWN_STATES)
        moment = func.coalesce(PracticeRevision.submitted_at, PracticeRevision.created_at)
        statement = (
            select(Practice.expires_on, func.count(PracticeRevision.id), func.min(moment))
            .outerjoin(PracticeRevision, (PracticeRevision.practice_id == Practice.id) & shown)
            .where(Practice.id == practice_id)
            .group_by(Practice.id, Practice.expires_on)
        )
        with self._engine.connect() as connection:
            expires_on, editions, first = connection.execute(statement).one()
        return PracticeDates(expires_on, int(editions), first)

    def public_file(self, name: str) -> PublicFile | None:
        """Return a file if the published card of its practice names it; one SELECT.

        Args:
            name: the random name under which it is kept.
        """
        table = PracticeAttachment
        statement = (
            select(
                table.name,
                table.file_name,
                table.media_type,
                table.size,
                table.sha256,
                PracticeRevision.document,
            )
            .join(Practice, Practice.id == table.practice_id)
            .join(PracticeRevision, PracticeRevision.id == Practice.revision_id)
            .where(table.name == name, Practice.stage == "published")
        )
        with self._engine.connect() as connection:
            row = connection.execute(statement).one_or_none()
        if row is None:
            return None
        *fields, document = row
        card = card_from_markdown(document, file=name)
        named = any(attachment.file == name for attachment in card.attachments)
        return PublicFile(*fields) if named else None
