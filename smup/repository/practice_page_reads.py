"""Reads of the page of one practice beside its card: its fate, its versions, its files."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from smup.models import Practice, PracticeAttachment, PracticeRevision
from smup.practices.markdown_card import card_from_markdown

SHOWN_STATES = ("published", "replaced")


class PracticeTitle(NamedTuple):
    """What a practice is called, and whether it is public.

    Attributes:
        title: title.
        summary: plain text; empty: to be filled in.
        stage: ``published`` or ``withdrawn``; of a draft nothing is told.
    """

    title: str
    summary: str
    stage: str


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

    def practice_title(self, slug: str) -> PracticeTitle | None:
        """Return what the practice of an address is, or was, called; one SELECT."""
        statement = select(Practice.title, Practice.summary, Practice.stage).where(
            Practice.slug == slug, Practice.stage != "draft"
        )
        with self._engine.connect() as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else PracticeTitle(*row)

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
        card = card_from_markdown(row.document, file=name)
        if all(attachment.file != name for attachment in card.attachments):
            return None
        return PublicFile(row.name, row.file_name, row.media_type, row.size, row.sha256)
