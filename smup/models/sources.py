"""What official sources said, and how the last fetch from them went."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from smup.constraints import one_of
from smup.models.base import Base


class SourceState(Base):
    """How the last fetch from a source went; kept also when it failed."""

    __tablename__ = "source_state"
    __table_args__ = (
        CheckConstraint(
            one_of("status", ("complete", "to-be-continued", "partial", "failed")),
            name="ck_source_state_status",
        ),
    )

    source: Mapped[str] = mapped_column(String(12), primary_key=True, comment="smup, bdl, …")
    status: Mapped[str] = mapped_column(String(16))
    tried_at: Mapped[datetime]
    succeeded_at: Mapped[datetime | None] = mapped_column(comment="last complete run")
    message: Mapped[str | None] = mapped_column(comment="one Polish sentence with the remedy")
    address: Mapped[str] = mapped_column(comment="host the data came from")
    calls: Mapped[int] = mapped_column(comment="made by the last run")
    parts_left: Mapped[int] = mapped_column(comment="parts of the plan still to be fetched")


class SourceAnswer(Base):
    """What a source answered about one part, as far as it has been loaded."""

    __tablename__ = "source_answer"
    __table_args__ = (
        CheckConstraint(one_of("status", ("data", "none")), name="ck_source_answer_status"),
        {"sqlite_with_rowid": False},
    )

    source: Mapped[str] = mapped_column(String(12), primary_key=True)
    part: Mapped[str] = mapped_column(String(40), primary_key=True, comment="official id, …")
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, comment="0: all years")
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"), index=True)
    status: Mapped[str] = mapped_column(String(4), comment="none: the source has no data")
    rows: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), comment="SHA-256 of what was answered")
    answered_at: Mapped[datetime]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class OfficialEntry(Base):
    """A sector, service or indicator as the official catalogue of SMUP has it."""

    __tablename__ = "official_entry"
    __table_args__ = (
        CheckConstraint(
            one_of("kind", ("sector", "service", "indicator")), name="ck_official_entry_kind"
        ),
        CheckConstraint(one_of("role", ("all", "gmina", "city")), name="ck_official_entry_role"),
        {"sqlite_with_rowid": False},
    )

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    official_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    parent_id: Mapped[int | None] = mapped_column(comment="official id of the sector or service")
    name_pl: Mapped[str]
    name_en: Mapped[str | None]
    dimension: Mapped[str | None] = mapped_column(String(12))
    own_id: Mapped[int | None] = mapped_column(comment="our sector, service or indicator")
    role: Mapped[str] = mapped_column(String(5), comment="whose values an indicator gives")
    card: Mapped[str | None] = mapped_column(comment="JSON text, exactly as it came")
    seen_at: Mapped[datetime]
    withdrawn: Mapped[bool] = mapped_column(comment="no longer on the official list")
