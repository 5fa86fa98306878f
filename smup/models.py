"""Tables of the database. Writes go through commands; the web process only reads."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from smup.constraints import one_of, value_matches_flag

LEVELS = ("kraj", "wojewodztwo", "powiat", "gmina")
PART_LEVEL = "czesc"
KINDS = ("kraj", "wojewodztwo", "powiat", "miejska", "wiejska", "miejsko-wiejska", "czesc")


class Base(DeclarativeBase):
    """Base of all tables."""


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


class Unit(Base):
    """A territorial unit under its own key, whatever codes it had over time."""

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint(one_of("level", (*LEVELS, PART_LEVEL)), name="ck_unit_level"),
        CheckConstraint(one_of("kind", KINDS), name="ck_unit_kind"),
        Index("ix_unit_level", "level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(16))
    city_county: Mapped[bool] = mapped_column(comment="city with powiat rights: gmina and powiat")
    name: Mapped[str] = mapped_column(comment="current official name")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    area_km2: Mapped[float | None]
    population: Mapped[int | None] = mapped_column(comment="latest known, persons")
    population_year: Mapped[int | None] = mapped_column(SmallInteger)
    lon: Mapped[float | None] = mapped_column(comment="representative point, WGS84")
    lat: Mapped[float | None]
    fictional: Mapped[bool] = mapped_column(comment="example unit of the sample, codes 99…")
    valid_from: Mapped[date | None] = mapped_column(comment="null: before the first list")
    valid_to: Mapped[date | None] = mapped_column(comment="first day it no longer existed")
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class UnitCode(Base):
    """A dated code of a unit. A city with powiat rights has a 4- and a 7-digit TERYT code."""

    __tablename__ = "unit_code"
    __table_args__ = (
        UniqueConstraint("system", "code", "valid_from", name="uq_unit_code"),
        CheckConstraint(one_of("system", ("teryt", "bdl", "smup")), name="ck_unit_code_system"),
        Index("ix_unit_code_unit", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    system: Mapped[str] = mapped_column(String(5))
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(comment="name the unit had under this code")
    kind: Mapped[str] = mapped_column(String(16))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Boundary(Base):
    """Borders of one level at one detail, ready to be sent: GeoJSON, compressed."""

    __tablename__ = "boundary"
    __table_args__ = (
        UniqueConstraint("level", "detail", "release_id", name="uq_boundary"),
        CheckConstraint(one_of("level", LEVELS), name="ck_boundary_level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(String(12))
    detail: Mapped[int] = mapped_column(SmallInteger, comment="0 country map … 2 as loaded")
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    valid_on: Mapped[date | None] = mapped_column(comment="date of the borders, if known")
    approximate: Mapped[bool]
    units: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(16), index=True)
    gzip_body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    brotli_body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Sector(Base):
    """A sector (obszar) of public services."""

    __tablename__ = "sector"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    name_pl: Mapped[str]
    name_en: Mapped[str]
    official: Mapped[bool] = mapped_column(comment="false: made by an import, e.g. BDL variables")
    icon: Mapped[str] = mapped_column(String(40), comment="name in Bootstrap Icons")


class Service(Base):
    """A service (usługa) within a sector."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    sector_id: Mapped[int] = mapped_column(ForeignKey("sector.id"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    name_pl: Mapped[str]
    name_en: Mapped[str]
    task_level: Mapped[str] = mapped_column(String(12), comment="gmina, powiat or oba")


class Indicator(Base):
    """An indicator: identity and what queries need; the rest of the card is in ``card``."""

    __tablename__ = "indicator"
    __table_args__ = (
        CheckConstraint(
            one_of("dimension", ("ilosc", "jakosc", "dostepnosc", "efektywnosc", "kontekst")),
            name="ck_indicator_dimension",
        ),
        CheckConstraint(one_of("polarity", ("up", "down", "none")), name="ck_indicator_polarity"),
        CheckConstraint(
            one_of("task_level", ("gmina", "powiat", "oba")), name="ck_indicator_task_level"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    name_pl: Mapped[str]
    name_en: Mapped[str]
    unit_pl: Mapped[str] = mapped_column(comment="unit of measure, e.g. zł, %")
    unit_en: Mapped[str]
    decimals: Mapped[int] = mapped_column(SmallInteger)
    dimension: Mapped[str] = mapped_column(String(12))
    polarity: Mapped[str] = mapped_column(String(4), comment="up: more is better, down, none")
    task_level: Mapped[str] = mapped_column(String(6))
    card: Mapped[dict[str, Any]] = mapped_column(JSON, comment="the whole card, as in the file")


class Variable(Base):
    """A base variable that formulas use; either from the catalogue or made by an import."""

    __tablename__ = "variable"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    name_pl: Mapped[str]
    name_en: Mapped[str]
    unit_pl: Mapped[str]
    unit_en: Mapped[str]
    decimals: Mapped[int] = mapped_column(SmallInteger)
    card: Mapped[dict[str, Any]] = mapped_column(JSON)


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


class IndicatorYearStat(Base):
    """Distribution of an indicator over the units of one group in one year."""

    __tablename__ = "indicator_year_stat"
    __table_args__ = ({"sqlite_with_rowid": False},)

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


class Latest(Base):
    """The newest value of an indicator in a unit, and its places; rank 1 = best by polarity."""

    __tablename__ = "latest"
    __table_args__ = ({"sqlite_with_rowid": False},)

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
