"""What the database holds, and the loads that made it."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from smup.constraints import one_of
from smup.models.base import Base


class Dataset(Base):
    """The one row that says what this database holds; ``version`` grows with every write."""

    __tablename__ = "dataset"
    __table_args__ = (
        CheckConstraint("id = 1", name="ck_dataset_single"),
        CheckConstraint(one_of("kind", ("empty", "sample", "real")), name="ck_dataset_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    changed_at: Mapped[datetime]
    practices_version: Mapped[int] = mapped_column(
        server_default="0", comment="grows when a practice or a note becomes or stops being public"
    )
    history_from: Mapped[int] = mapped_column(
        server_default="0", comment="first release that the data can be read as of"
    )


class Release(Base):
    """One load: where its rows came from and what they changed."""

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), comment="terc, boundaries, bdl-csv, …")
    source: Mapped[str] = mapped_column(comment="publisher and set, in words")
    file_name: Mapped[str | None]
    checksum: Mapped[str | None] = mapped_column(String(64), comment="SHA-256 of the files")
    fetched_at: Mapped[datetime]
    rows_read: Mapped[int]
    rows_new: Mapped[int]
    rows_changed: Mapped[int]
    rows_same: Mapped[int]
    rows_skipped: Mapped[int] = mapped_column(comment="read and left out by rule, e.g. parts")
    rows_rejected: Mapped[int]
    note: Mapped[str | None]


class RejectedRow(Base):
    """A row that a load could not take, kept with its place and reason."""

    __tablename__ = "rejected_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    file_name: Mapped[str]
    line: Mapped[int | None]
    reason: Mapped[str]
    content: Mapped[str]
