"""The catalogue: sectors, services, indicators, variables."""

from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    SmallInteger,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from smup.constraints import one_of
from smup.models.base import Base


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
