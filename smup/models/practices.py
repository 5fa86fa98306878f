"""Good practices and notes of municipalities on their values: the part written from the web.

A practice has revisions; each holds the whole card as the Markdown file of ``data/practices``.
What lists and search need of the published revision stands in ``practice`` itself. Sectors,
services and indicators are named by their codes, so that a new catalogue never breaks a card.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from smup.constraints import one_of
from smup.models.base import Base

PRACTICE_STAGES = ("draft", "published", "withdrawn")
REVISION_STATES = ("draft", "submitted", "returned", "published", "replaced", "discarded")
OPEN_STATES = ("draft", "submitted", "returned")
NOTE_STATES = ("draft", "submitted", "returned", "published", "withdrawn")
COST_CLASSES = ("brak", "bez-kosztu", "do-10-tys", "do-100-tys", "do-1-mln", "ponad-1-mln")
VERDICTS = ("lepiej", "gorzej", "bez-roznicy", "brak-danych")
CODE = String(60)
_OPEN = "state IN ('draft', 'submitted', 'returned')"


class Practice(Base):
    """A practice: its identity, and what lists show of its published card."""

    __tablename__ = "practice"
    __table_args__ = (
        CheckConstraint(one_of("stage", PRACTICE_STAGES), name="ck_practice_stage"),
        CheckConstraint(one_of("cost_class", COST_CLASSES), name="ck_practice_cost_class"),
        Index("ix_practice_sector", "sector", "service"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    stage: Mapped[str] = mapped_column(String(10), comment="draft: nothing of it is public yet")
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(600), comment="plain text; empty: to be filled in")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    institution: Mapped[str | None] = mapped_column(String(200), comment="where it is no unit")
    unit_kind: Mapped[str | None] = mapped_column(String(30), comment="as in groups of units")
    size_class: Mapped[int | None] = mapped_column(SmallInteger, comment="of the unit's level")
    sector: Mapped[str] = mapped_column(CODE, comment="code of sector")
    service: Mapped[str | None] = mapped_column(CODE, comment="code of service")
    dimension: Mapped[str | None] = mapped_column(String(12))
    cost_class: Mapped[str] = mapped_column(String(12))
    started: Mapped[int | None] = mapped_column(SmallInteger, comment="year of implementation")
    example: Mapped[bool] = mapped_column(comment="an example card of a fictional unit")
    verified_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(comment="first day on which it is expired")
    published_at: Mapped[datetime | None] = mapped_column(comment="of the revision shown")
    revision_id: Mapped[int | None] = mapped_column(comment="practice_revision that is shown")
    file_name: Mapped[str | None] = mapped_column(comment="of the import that brought it")


class PracticeRevision(Base):
    """A version of a card; at most one of a practice is open at a time."""

    __tablename__ = "practice_revision"
    __table_args__ = (
        CheckConstraint(one_of("state", REVISION_STATES), name="ck_practice_revision_state"),
        Index(
            "uq_practice_revision_open",
            "practice_id",
            unique=True,
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
        Index("ix_practice_revision_state", "state", "submitted_at"),
        Index("ix_practice_revision_practice", "practice_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"))
    state: Mapped[str] = mapped_column(String(10))
    document: Mapped[str] = mapped_column(comment="the card: front matter and Markdown")
    version: Mapped[int] = mapped_column(
        comment="grows with every save; guards against overwriting"
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id"), comment="of the author"
    )
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]


class PracticeIndicator(Base):
    """An indicator that a published practice concerns."""

    __tablename__ = "practice_indicator"
    __table_args__ = (
        Index("ix_practice_indicator_indicator", "indicator"),
        {"sqlite_with_rowid": False},
    )

    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), primary_key=True)
    indicator: Mapped[str] = mapped_column(CODE, primary_key=True, comment="code of indicator")
    position: Mapped[int] = mapped_column(SmallInteger)
    before_year: Mapped[int | None] = mapped_column(SmallInteger, comment="chosen by the authors")
    after_year: Mapped[int | None] = mapped_column(SmallInteger)


class PracticeEffect(Base):
    """The change of a linked indicator against that of similar units: computed, rebuildable."""

    __tablename__ = "practice_effect"
    __table_args__ = (
        CheckConstraint(one_of("verdict", VERDICTS), name="ck_practice_effect_verdict"),
        {"sqlite_with_rowid": False},
    )

    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), primary_key=True)
    indicator: Mapped[str] = mapped_column(CODE, primary_key=True)
    before_year: Mapped[int | None] = mapped_column(SmallInteger)
    after_year: Mapped[int | None] = mapped_column(SmallInteger)
    change: Mapped[float | None] = mapped_column(comment="of the unit, in the indicator's unit")
    peers_change: Mapped[float | None] = mapped_column(comment="median of the similar units")
    low: Mapped[float | None] = mapped_column(comment="of the difference, 90 percent interval")
    high: Mapped[float | None]
    peers: Mapped[int] = mapped_column(comment="similar units with both values")
    verdict: Mapped[str] = mapped_column(String(12))


class PracticeAttachment(Base):
    """An image or a PDF file of a practice; served when its published card names it."""

    __tablename__ = "practice_attachment"
    __table_args__ = (CheckConstraint("size > 0", name="ck_practice_attachment_size"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), index=True)
    name: Mapped[str] = mapped_column(String(40), unique=True, comment="random, on the disk")
    file_name: Mapped[str] = mapped_column(String(120), comment="what the reader gets it as")
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(comment="bytes")
    sha256: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    added_at: Mapped[datetime]


class ValueNote(Base):
    """What a municipality says about its own value: the right of reply."""

    __tablename__ = "value_note"
    __table_args__ = (
        CheckConstraint(one_of("state", NOTE_STATES), name="ck_value_note_state"),
        CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_value_note_year"),
        Index(
            "uq_value_note_published",
            "indicator",
            "unit_id",
            "year",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
        Index("ix_value_note_unit", "unit_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    indicator: Mapped[str] = mapped_column(CODE, comment="code of indicator")
    year: Mapped[int] = mapped_column(SmallInteger)
    text_pl: Mapped[str] = mapped_column(String(500))
    text_en: Mapped[str | None] = mapped_column(String(500))
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(comment="grows with every save")
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id"), comment="of the author"
    )
    example: Mapped[bool] = mapped_column(comment="a note of the sample")
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
