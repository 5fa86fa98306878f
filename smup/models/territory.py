"""Territorial units, their codes, borders, peers and types."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from smup.constraints import one_of
from smup.models.base import KINDS, LEVELS, PART_LEVEL, Base


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


class Peer(Base):
    """A unit that another one is compared with: a neighbour, or a statistically near one."""

    __tablename__ = "peer"
    __table_args__ = (
        CheckConstraint(one_of("kind", ("sasiedzi", "najblizsze")), name="ck_peer_kind"),
        CheckConstraint("unit_id <> peer_id", name="ck_peer_other"),
        {"sqlite_with_rowid": False},
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    level: Mapped[str] = mapped_column(String(12), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True, comment="1 = nearest")
    peer_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    distance: Mapped[float | None] = mapped_column(comment="0 to 1, of nearest units")
    border_km: Mapped[float | None] = mapped_column(comment="common border of neighbours")


class UnitType(Base):
    """A type of the functional typology that is loaded; one typology at a time."""

    __tablename__ = "unit_type"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    name_pl: Mapped[str]
    name_en: Mapped[str]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class UnitInType(Base):
    """The type of a unit at a level."""

    __tablename__ = "unit_in_type"
    __table_args__ = ({"sqlite_with_rowid": False},)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    level: Mapped[str] = mapped_column(String(12), primary_key=True)
    type_code: Mapped[str] = mapped_column(ForeignKey("unit_type.code"))
