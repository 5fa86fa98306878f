"""Reads of what is written and waits: practices in work, revisions, queue, files."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, exists, or_, select

from smup.models import (
    OPEN_STATES,
    Account,
    AuditEntry,
    Practice,
    PracticeAttachment,
    PracticeRevision,
)
from smup.moments import aware
from smup.repository.desk_records import DeskPractice, RevisionInfo, StoredFile


class DeskReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def desk_practice(
        self, practice_id: int | None = None, *, slug: str | None = None
    ) -> DeskPractice | None:
        """Return a practice in any stage, with its open revision, by its key or its address."""
        wanted = Practice.slug == slug if practice_id is None else Practice.id == practice_id
        found = self._desk_practices(_practices().where(wanted))
        return found[0] if found else None

    def practices_in_work(self, unit_ids: Sequence[int] | None) -> tuple[DeskPractice, ...]:
        """Return practices that are public or that somebody writes, last changed first.

        A draft that was given up and never published is left out.

        Args:
            unit_ids: of these units; None: of all units and institutions, but only those with
                an open revision.
        """
        opened = PracticeRevision.id.is_not(None)
        if unit_ids is None:
            query = _practices().where(opened)
        else:
            query = _practices().where(
                Practice.unit_id.in_(list(unit_ids)), or_(opened, Practice.stage != "draft")
            )
        order = (PracticeRevision.changed_at.desc().nulls_last(), Practice.title, Practice.id)
        return self._desk_practices(query.order_by(*order))

    def practice_queue(self) -> tuple[DeskPractice, ...]:
        """Return practices that wait for a decision, those that wait longest first."""
        query = _practices().where(PracticeRevision.state == "submitted")
        return self._desk_practices(
            query.order_by(PracticeRevision.submitted_at, PracticeRevision.id)
        )

    def expiring_practices(self, until: date, *, limit: int = 100) -> tuple[DeskPractice, ...]:
        """Return published practices that expire before a day or have expired, soonest first."""
        query = _practices().where(Practice.stage == "published", Practice.expires_on < until)
        return self._desk_practices(query.order_by(Practice.expires_on, Practice.id).limit(limit))

    def revision(self, revision_id: int) -> RevisionInfo | None:
        """Return a revision in any state by its key."""
        found = self._revisions(PracticeRevision.id == revision_id)
        return found[0] if found else None

    def revisions(self, practice_id: int) -> tuple[RevisionInfo, ...]:
        """Return all revisions of a practice, newest first."""
        return self._revisions(PracticeRevision.practice_id == practice_id)

    def writers_of(self, revision_id: int) -> frozenset[int]:
        """Return the keys of the accounts that saved a revision at least once.

        A renewed one repeats the text of another: whoever saved an earlier one counts as well.
        """
        logged = AuditEntry.subject == "practice"
        practice = select(PracticeRevision.practice_id).where(PracticeRevision.id == revision_id)
        renewed = exists().where(
            logged, AuditEntry.revision_id == revision_id, AuditEntry.action == RENEWED
        )
        earlier = and_(
            renewed.correlate(None),
            AuditEntry.subject_id == practice.scalar_subquery(),
            AuditEntry.revision_id < revision_id,
        )
        saved = select(AuditEntry.account_id).where(
            logged,
            AuditEntry.action.in_(WRITTEN),
            or_(AuditEntry.revision_id == revision_id, earlier),
        )
        author = select(PracticeRevision.account_id).where(PracticeRevision.id == revision_id)
        with self._engine.connect() as connection:
            keys = connection.execute(saved.union(author)).scalars().all()
        return frozenset(key for key in keys if key is not None)

    def stored_files(self, practice_id: int) -> tuple[StoredFile, ...]:
        """Return the files kept for a practice, oldest first."""
        query = (
            select(
                PracticeAttachment.practice_id,
                PracticeAttachment.name,
                PracticeAttachment.file_name,
                PracticeAttachment.media_type,
                PracticeAttachment.size,
            )
            .where(PracticeAttachment.practice_id == practice_id)
            .order_by(PracticeAttachment.id)
        )
        with self._engine.connect() as connection:
            return tuple(StoredFile(**row) for row in connection.execute(query).mappings())

    def _desk_practices(self, query: Select[*tuple[Any, ...]]) -> tuple[DeskPractice, ...]:
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(DeskPractice(**_with_zones(dict(row))) for row in rows)

    def _revisions(self, condition: ColumnElement[bool]) -> tuple[RevisionInfo, ...]:
        table = PracticeRevision
        query = (
            select(
                table.id,
                table.practice_id,
                table.state,
                table.document,
                table.version,
                table.account_id,
                Account.name.label("author"),
                table.created_at,
                table.changed_at,
                table.submitted_at,
            )
            .outerjoin(Account, Account.id == table.account_id)
            .where(condition)
            .order_by(table.id.desc())
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(RevisionInfo(**_with_zones(dict(row))) for row in rows)


WRITTEN = ("practice.created", "practice.saved")
"""Actions of the log by which a text was written."""
RENEWED = "practice.renewed"


def _practices() -> Select[*tuple[Any, ...]]:
    """Select practices with the open revision of each and its author."""
    is_open = and_(
        PracticeRevision.practice_id == Practice.id, PracticeRevision.state.in_(OPEN_STATES)
    )
    return (
        select(
            Practice.id,
            Practice.slug,
            Practice.stage,
            Practice.title,
            Practice.unit_id,
            Practice.institution,
            Practice.example,
            Practice.revision_id,
            Practice.verified_on,
            Practice.expires_on,
            PracticeRevision.id.label("open_id"),
            PracticeRevision.state.label("open_state"),
            PracticeRevision.version.label("open_version"),
            PracticeRevision.changed_at,
            PracticeRevision.submitted_at,
            PracticeRevision.account_id.label("author_id"),
            Account.name.label("author"),
        )
        .outerjoin(PracticeRevision, is_open)
        .outerjoin(Account, Account.id == PracticeRevision.account_id)
    )


def _with_zones(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose moments have a zone."""
    return {
        name: aware(value) if isinstance(value, datetime) else value for name, value in row.items()
    }
