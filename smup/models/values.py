"""Values and what is computed from them."""

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from smup.constraints import value_matches_flag
from smup.models.base import Base


class VariableValue(Base):
    """A value of a base variable; same key order and rules as ``observation``."""

    __tablename__ = "variable_value"
    __table_args__ = (
        CheckConstraint(value_matches_flag(), name="ck_variable_value_flag"),
        CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_variable_value_year"),
        {"sqlite_with_rowid": False},
    )

    variable_id: Mapped[int] = mapped_column(ForeignKey("variable.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    value: Mapped[float | None]
    flag: Mapped[int] = mapped_column(SmallInteger)
    decimals: Mapped[int | None] = mapped_column(SmallInteger)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class Observation(Base):
    """A value of an indicator: the heart of the product."""

    __tablename__ = "observation"
    __table_args__ = (
        CheckConstraint(value_matches_flag(), name="ck_observation_flag"),
        CheckConstraint("year BETWEEN 1900 AND 2100", name="ck_observation_year"),
        Index("ix_observation_unit", "unit_id", "indicator_id", "year"),
        {"sqlite_with_rowid": False},
    )

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    value: Mapped[float | None]
    flag: Mapped[int] = mapped_column(SmallInteger)
    decimals: Mapped[int | None] = mapped_column(SmallInteger)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class StatisticColumns:
    """The columns of ``indicator_year_stat``, and of its past in ``history``."""

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    level: Mapped[str] = mapped_column(String(12), primary_key=True)
    group_code: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    n: Mapped[int] = mapped_column(comment="units with a value")
    mean: Mapped[float]
    sd: Mapped[float | None] = mapped_column(comment="sample deviation (n - 1); null for n = 1")
    min: Mapped[float]
    p5: Mapped[float]
    q1: Mapped[float]
    median: Mapped[float]
    q3: Mapped[float]
    p95: Mapped[float]
    max: Mapped[float]
    release_id: Mapped[int] = mapped_column(
        server_default="0", comment="release that gave these numbers; 0: before the history"
    )


class IndicatorYearStat(StatisticColumns, Base):
    """Distribution of an indicator over the units of one group in one year."""

    __tablename__ = "indicator_year_stat"
    __table_args__ = ({"sqlite_with_rowid": False},)


class LatestColumns:
    """The columns of ``latest``, and of its past in ``history``."""

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger)
    value: Mapped[float]
    flag: Mapped[int] = mapped_column(SmallInteger)
    rank_country: Mapped[int]
    n_country: Mapped[int]
    rank_voivodeship: Mapped[int | None]
    n_voivodeship: Mapped[int | None]
    rank_peers: Mapped[int | None] = mapped_column(comment="group of same kind and size")
    n_peers: Mapped[int | None]
    release_id: Mapped[int] = mapped_column(
        server_default="0", comment="release that gave these numbers; 0: before the history"
    )


class Latest(LatestColumns, Base):
    """The newest value of an indicator in a unit, and its places; rank 1 = best by polarity."""

    __tablename__ = "latest"
    __table_args__ = ({"sqlite_with_rowid": False},)


class Coverage(Base):
    """How many units of a level have a value of an indicator in a year, and why the others not."""

    __tablename__ = "coverage"
    __table_args__ = ({"sqlite_with_rowid": False},)

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    level: Mapped[str] = mapped_column(String(12), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    units: Mapped[int] = mapped_column(comment="units of the level in that year whose task it is")
    with_value: Mapped[int] = mapped_column(comment="with a number, measured zeros too")
    zero: Mapped[int] = mapped_column(comment="of these: the phenomenon did not occur")
    below_format: Mapped[int] = mapped_column(comment="of these: smaller than the format")
    missing: Mapped[int] = mapped_column(comment="told by the source as missing")
    secret: Mapped[int]
    not_applicable: Mapped[int]
    not_yet_published: Mapped[int]
    no_row: Mapped[int] = mapped_column(comment="the source gives no row at all")
