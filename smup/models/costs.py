"""What a service costs: the rows that are loaded, and what is computed from them.

Amounts of loaded rows are whole grosze, so that they add up exactly; ``service_cost`` is computed
from them and holds zloty.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from smup.constraints import one_of
from smup.models.base import Base

INCOME_KINDS = ("oplaty", "sprzedaz", "dotacje")
CIRCUMSTANCES = ("zlecona", "spolka", "zwiazek", "projekt-ue", "zmiana-rozdzialu", "nie-prowadzi")
CODE = String(60)
YEARS = "year BETWEEN 1900 AND 2100"


class CostSpending(Base):
    """Spending of a unit in a year, by chapter (rozdzial) and paragraph."""

    __tablename__ = "cost_spending"
    __table_args__ = (
        CheckConstraint(YEARS, name="ck_cost_spending_year"),
        {"sqlite_with_rowid": False},
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    chapter: Mapped[str] = mapped_column(String(5), primary_key=True)
    paragraph: Mapped[str] = mapped_column(String(4), primary_key=True)
    amount_gr: Mapped[int] = mapped_column(BigInteger, comment="grosze; below 0 a correction")
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class CostDriver(Base):
    """What a pool of costs is shared by: posts, hours, floor area, cases of a service in it."""

    __tablename__ = "cost_driver"
    __table_args__ = (
        CheckConstraint(YEARS, name="ck_cost_driver_year"),
        {"sqlite_with_rowid": False},
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    pool: Mapped[str] = mapped_column(CODE, primary_key=True, comment="code of data/costs/pools")
    service: Mapped[str] = mapped_column(CODE, primary_key=True, comment="or inne: all the rest")
    posts: Mapped[float | None] = mapped_column(comment="etaty, yearly average")
    hours: Mapped[float | None] = mapped_column(comment="hours of work in the year")
    area_m2: Mapped[float | None] = mapped_column(comment="floor area used, m2")
    cases: Mapped[float | None] = mapped_column(comment="cases handled in the year")
    own_share: Mapped[float | None] = mapped_column(comment="0 to 1, the unit's own key")
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class CostAsset(Base):
    """A fixed asset of a service, written off in equal parts."""

    __tablename__ = "cost_asset"
    __table_args__ = (
        UniqueConstraint("unit_id", "service", "name", "first_year", name="uq_cost_asset"),
        CheckConstraint("value_gr >= 0", name="ck_cost_asset_value"),
        CheckConstraint("rate > 0 AND rate <= 100", name="ck_cost_asset_rate"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    service: Mapped[str] = mapped_column(CODE)
    name: Mapped[str]
    first_year: Mapped[int] = mapped_column(SmallInteger, comment="first year in use")
    last_year: Mapped[int | None] = mapped_column(SmallInteger, comment="last year in use")
    value_gr: Mapped[int] = mapped_column(BigInteger, comment="initial value, grosze")
    rate: Mapped[float] = mapped_column(comment="percent of the initial value a year")
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class CostIncome(Base):
    """Money that a service brought: fees, sales to other units, targeted grants."""

    __tablename__ = "cost_income"
    __table_args__ = (
        CheckConstraint(YEARS, name="ck_cost_income_year"),
        CheckConstraint(one_of("kind", INCOME_KINDS), name="ck_cost_income_kind"),
        {"sqlite_with_rowid": False},
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    service: Mapped[str] = mapped_column(CODE, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    amount_gr: Mapped[int] = mapped_column(BigInteger, comment="grosze")
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class CostOutput(Base):
    """What a service delivered: pupils, m3, km; also its classes, its schools."""

    __tablename__ = "cost_output"
    __table_args__ = (
        CheckConstraint(YEARS, name="ck_cost_output_year"),
        CheckConstraint("quantity >= 0", name="ck_cost_output_quantity"),
        {"sqlite_with_rowid": False},
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    service: Mapped[str] = mapped_column(CODE, primary_key=True)
    measure: Mapped[str] = mapped_column(CODE, primary_key=True)
    quantity: Mapped[float]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class CostCircumstance(Base):
    """What makes the cost of a unit hard to compare in a year."""

    __tablename__ = "cost_circumstance"
    __table_args__ = (
        CheckConstraint(YEARS, name="ck_cost_circumstance_year"),
        CheckConstraint(one_of("kind", CIRCUMSTANCES), name="ck_cost_circumstance_kind"),
        {"sqlite_with_rowid": False},
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    service: Mapped[str] = mapped_column(CODE, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    note: Mapped[str | None]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))


class ServiceCost(Base):
    """The parts of the cost of a service in a unit and year, shared by every key: computed.

    A pool shared by a key that the unit has no numbers for is null, never 0.
    """

    __tablename__ = "service_cost"
    __table_args__ = (
        Index("ix_service_cost_unit", "unit_id", "service", "year"),
        {"sqlite_with_rowid": False},
    )

    service: Mapped[str] = mapped_column(CODE, primary_key=True)
    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    direct: Mapped[float] = mapped_column(comment="zl, current spending of the service's chapters")
    pay: Mapped[float] = mapped_column(comment="zl, the part of direct that is pay")
    entity_pool: Mapped[float] = mapped_column(comment="zl, whole pools of the entities, to share")
    entity_posts: Mapped[float | None]
    entity_hours: Mapped[float | None]
    entity_cases: Mapped[float | None]
    entity_own: Mapped[float | None]
    shared_pool: Mapped[float] = mapped_column(comment="zl, whole shared costs of the unit")
    shared_posts: Mapped[float | None]
    shared_area: Mapped[float | None]
    shared_direct: Mapped[float | None]
    shared_own: Mapped[float | None]
    capital_depreciation: Mapped[float | None]
    capital_average: Mapped[float | None]
    capital_years: Mapped[int] = mapped_column(SmallInteger, comment="years in the average, to 10")
    grants_out: Mapped[float] = mapped_column(comment="zl, grants to outside providers")
    fees: Mapped[float] = mapped_column(comment="zl, what users paid")
    sales: Mapped[float] = mapped_column(comment="zl, what other units paid")
    targeted: Mapped[float] = mapped_column(comment="zl, targeted grants received")
    output: Mapped[float | None] = mapped_column(comment="of the main measure")
    resource: Mapped[float | None] = mapped_column(comment="classes, libraries …")
    facilities: Mapped[float | None] = mapped_column(comment="schools, branches …")
    posts: Mapped[float | None] = mapped_column(comment="posts of the service over its pools")
    warnings: Mapped[int] = mapped_column(comment="sum of bits of smup.costs.warnings")
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), comment="newest of its rows")
