"""What the repository returns to those who write and decide: practices, revisions, files."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionInfo:
    """A version of a card; fields as in ``smup.models.PracticeRevision``.

    Attributes:
        author: name of the author; None: a command, or an account without one.
    """

    id: int
    practice_id: int
    state: str
    document: str
    version: int
    account_id: int | None
    author: str | None
    created_at: datetime
    changed_at: datetime
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPractice:
    """A practice as those who write see it.

    Attributes:
        id: key.
        slug: end of its address.
        stage: one of ``smup.models.PRACTICE_STAGES``.
        title: of the published card; of a draft, its newest.
        unit_id: key of its unit, or None.
        institution: name where it is no unit.
        example: made up, of a fictional unit.
        revision_id: published revision.
        verified_on: day of the check.
        expires_on: first day on which it is expired.
        open_id: the revision that is written or waits, or None.
        open_state: its state.
        open_version: its version.
        changed_at: when it was last changed.
        submitted_at: since when it waits.
        author_id: account of its author.
        author: their name.
    """

    id: int
    slug: str
    stage: str
    title: str
    unit_id: int | None
    institution: str | None
    example: bool
    revision_id: int | None
    verified_on: date | None
    expires_on: date | None
    open_id: int | None
    open_state: str | None
    open_version: int | None
    changed_at: datetime | None
    submitted_at: datetime | None
    author_id: int | None
    author: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file kept for a practice; fields as in ``smup.models.PracticeAttachment``."""

    practice_id: int
    name: str
    file_name: str
    media_type: str
    size: int
