"""What loads changed: values before and after, so that an earlier release can be read again."""

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from smup.constraints import one_of
from smup.models.base import Base
from smup.models.values import LatestColumns, StatisticColumns

CHANGE_KINDS = (
    "indicator-new",
    "indicator-renamed",
    "indicator-redefined",
    "indicator-withdrawn",
    "unit-new",
    "unit-renamed",
    "unit-recoded",
    "unit-ended",
    "boundary-new",
)


class Revision(Base):
    """A value that a release changed or withdrew; a new value needs no row (it has its release).

    The value as of release R is the row of ``observation`` when its release is R or earlier,
    otherwise the old value of the first revision after R whose old release is R or earlier,
    otherwise there was none.
    """

    __tablename__ = "revision"
    __table_args__ = (
        Index("ix_revision_release", "release_id", "indicator_id"),
        Index("ix_revision_unit", "unit_id", "release_id"),
        {"sqlite_with_rowid": False},
    )

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    old_value: Mapped[float | None]
    old_flag: Mapped[int] = mapped_column(SmallInteger)
    old_decimals: Mapped[int | None] = mapped_column(SmallInteger)
    old_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    new_value: Mapped[float | None]
    new_flag: Mapped[int | None] = mapped_column(SmallInteger, comment="null: withdrawn")
    new_decimals: Mapped[int | None] = mapped_column(SmallInteger)


class ReleaseIndicator(Base):
    """What a release did to an indicator."""

    __tablename__ = "release_indicator"
    __table_args__ = ({"sqlite_with_rowid": False},)

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    rows_new: Mapped[int]
    rows_changed: Mapped[int]
    rows_withdrawn: Mapped[int]
    first_year: Mapped[int] = mapped_column(SmallInteger, comment="of the rows written")
    last_year: Mapped[int] = mapped_column(SmallInteger)


class ReleaseChange(Base):
    """A change of the catalogue, the list of units or borders that a release made."""

    __tablename__ = "release_change"
    __table_args__ = (
        CheckConstraint(one_of("kind", CHANGE_KINDS), name="ck_release_change_kind"),
        Index("ix_release_change_release", "release_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str] = mapped_column(String(60), comment="of the indicator or unit, as of now")
    name: Mapped[str] = mapped_column(comment="as of this release")
    old: Mapped[str | None] = mapped_column(comment="name, code, kind or definition before")
    new: Mapped[str | None]


class LatestPast(LatestColumns, Base):
    """A row of ``latest`` as it was until the release ``replaced_by``."""

    __tablename__ = "latest_past"
    __table_args__ = ({"sqlite_with_rowid": False},)

    replaced_by: Mapped[int] = mapped_column(
        ForeignKey("release.id"), primary_key=True, sort_order=1
    )


class IndicatorYearStatPast(StatisticColumns, Base):
    """A row of ``indicator_year_stat`` as it was until the release ``replaced_by``."""

    __tablename__ = "indicator_year_stat_past"
    __table_args__ = ({"sqlite_with_rowid": False},)

    replaced_by: Mapped[int] = mapped_column(
        ForeignKey("release.id"), primary_key=True, sort_order=1
    )
