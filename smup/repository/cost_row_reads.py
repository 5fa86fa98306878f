"""Reads of the loaded rows behind the cost of one service in one unit and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, Engine, Select, select

from smup.costs.dictionary import CostDictionary, read_dictionary
from smup.costs.method import depreciation
from smup.costs.parts import AVERAGE_YEARS, GROSZE, STILL_USED
from smup.costs.spending_places import CAPITAL, CURRENT, GRANT_OUT, KINDS, NONE, PAY, place
from smup.models import (
    CostAsset,
    CostCircumstance,
    CostDriver,
    CostIncome,
    CostOutput,
    CostSpending,
)
from smup.repository.detail_reads import DetailReads
from smup.repository.frames import raw_rows
from smup.repository.records import ReleaseInfo

DIRECT, POOL, CAPITAL_SPENDING, GRANTS = "direct", "pool", "capital", "grants"
_ASKED = {"unit_id", "year", "service"}
_OF_SERVICE = {PAY: DIRECT, CURRENT: DIRECT, GRANT_OUT: GRANTS, CAPITAL: CAPITAL_SPENDING}


class SpendingRow(NamedTuple):
    """A row of spending and the term it counts in.

    Attributes:
        year: of the row; capital spending stands for up to ten years.
        chapter: rozdzial, five digits.
        paragraph: three or four digits.
        amount_gr: grosze.
        target: ``direct``, ``pool``, ``capital`` or ``grants``.
        pool: code of the pool; empty for the other targets.
        kind: of the paragraph, ``pay``, ``current``, ``grant_out`` or ``capital``.
        release_id: the load it came with.
    """

    year: int
    chapter: str
    paragraph: str
    amount_gr: int
    target: str
    pool: str
    kind: str
    release_id: int


class DriverRow(NamedTuple):
    """What a service, or ``inne``, uses of a pool; None where not known."""

    pool: str
    service: str
    posts: float | None
    hours: float | None
    area_m2: float | None
    cases: float | None
    own_share: float | None
    release_id: int


class AssetRow(NamedTuple):
    """A fixed asset: ``value_gr`` grosze, ``rate`` percent, ``written_off`` zl in the year."""

    name: str
    first_year: int
    last_year: int | None
    value_gr: int
    rate: float
    written_off: float
    release_id: int


class IncomeRow(NamedTuple):
    """Money that the service brought, grosze, by kind (oplaty, sprzedaz, dotacje)."""

    kind: str
    amount_gr: int
    release_id: int


class OutputRow(NamedTuple):
    """A quantity of a measure."""

    measure: str
    quantity: float
    release_id: int


class CircumstanceRow(NamedTuple):
    """What makes the cost hard to compare, as the unit reported it."""

    kind: str
    note: str | None
    release_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCosts:
    """The rows behind every term of a cost.

    Attributes:
        spending: of the service and of the pools that it shares, in the order of target, pool,
            year, chapter and paragraph.
        current: current spending of the unit in the year outside pools, zl: the whole that the
            key ``udzial`` takes the direct cost as a share of.
        drivers: of these pools, all services, for a share needs the whole.
        assets: of the service, by first year, then name.
        incomes: of the service, by kind.
        outputs: of the service, by measure.
        circumstances: of the service, by kind.
        releases: the loads of all rows, by key.
    """

    spending: tuple[SpendingRow, ...]
    current: float
    drivers: tuple[DriverRow, ...]
    assets: tuple[AssetRow, ...]
    incomes: tuple[IncomeRow, ...]
    outputs: tuple[OutputRow, ...]
    circumstances: tuple[CircumstanceRow, ...]
    releases: Mapping[int, ReleaseInfo]

    def amount(self, target: str, *, pool: str = "", year: int | None = None) -> float:
        """Return the sum of spending rows of a target, zl."""
        rows = (row for row in self.spending if row.target == target and pool in {"", row.pool})
        return sum(row.amount_gr for row in rows if year in {None, row.year}) / GROSZE


class CostRowReads(DetailReads):
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def cost_rows(
        self,
        service: str,
        unit_id: int,
        year: int,
        *,
        dictionary: CostDictionary | None = None,
    ) -> LoadedCosts:
        """Return the loaded rows behind each term of a cost; seven SELECTs.

        Args:
            service: code of the dictionary of costs.
            unit_id: key of the unit.
            year: the year.
            dictionary: what belongs to what; None: that of ``data/costs``.

        Raises:
            KeyError: when the dictionary has no such service.
        """
        read = dictionary or read_dictionary()
        card = read.services[service]
        pools = tuple(pool.code for pool in read.pools_of(card))
        with self._engine.connect() as connection:
            every = _spending(connection, unit_id, year)
            drivers = raw_rows(connection.execute(_drivers(unit_id, year, pools)))
            assets = raw_rows(connection.execute(_assets(unit_id, service)))
            yearly = (CostIncome, CostOutput, CostCircumstance)
            incomes, outputs, circumstances = (
                raw_rows(connection.execute(_of_service(table, unit_id, year, service)))
                for table in yearly
            )
        spending, current = _placed(every, read, service=service, pools=pools, year=year)
        tables = (every, drivers, assets, incomes, outputs, circumstances)
        return LoadedCosts(
            spending=spending,
            current=current,
            drivers=tuple(DriverRow(*row) for row in drivers),
            assets=tuple(_asset(row, year) for row in assets),
            incomes=tuple(IncomeRow(*row) for row in incomes),
            outputs=tuple(OutputRow(*row) for row in outputs),
            circumstances=tuple(CircumstanceRow(*row) for row in circumstances),
            releases=self.releases_of({row[-1] for table in tables for row in table}),
        )


def _spending(connection: Connection, unit_id: int, year: int) -> list[tuple[Any, ...]]:
    """Return chapter, paragraph, year, amount and load of the years that capital is averaged of."""
    statement = (
        select(
            CostSpending.chapter,
            CostSpending.paragraph,
            CostSpending.year,
            CostSpending.amount_gr,
            CostSpending.release_id,
        )
        .where(CostSpending.unit_id == unit_id)
        .where(CostSpending.year.between(year - AVERAGE_YEARS + 1, year))
        .order_by(CostSpending.year, CostSpending.chapter, CostSpending.paragraph)
    )
    return raw_rows(connection.execute(statement))


def _drivers(unit_id: int, year: int, pools: tuple[str, ...]) -> Select[Any]:
    names = ("pool", "service", "posts", "hours", "area_m2", "cases", "own_share", "release_id")
    return (
        select(*(getattr(CostDriver, name) for name in names))
        .where(CostDriver.unit_id == unit_id, CostDriver.year == year)
        .where(CostDriver.pool.in_(pools))
        .order_by(CostDriver.pool, CostDriver.service)
    )


def _assets(unit_id: int, service: str) -> Select[Any]:
    names = ("name", "first_year", "last_year", "value_gr", "rate", "release_id")
    return (
        select(*(getattr(CostAsset, name) for name in names))
        .where(CostAsset.unit_id == unit_id, CostAsset.service == service)
        .order_by(CostAsset.first_year, CostAsset.name)
    )


def _of_service(table: type[Any], unit_id: int, year: int, service: str) -> Select[Any]:
    columns = [column for column in table.__table__.columns if column.name not in _ASKED]
    statement = select(*columns).where(table.unit_id == unit_id, table.year == year)
    return statement.where(table.service == service).order_by(columns[0])


def _placed(
    every: list[tuple[Any, ...]],
    dictionary: CostDictionary,
    *,
    service: str,
    pools: tuple[str, ...],
    year: int,
) -> tuple[tuple[SpendingRow, ...], float]:
    """Return the rows that count in the cost, and all current spending outside pools, zl."""
    codes, services = list(dictionary.pools), list(dictionary.services)
    mine = services.index(service)
    rows, current = [], 0
    for chapter, paragraph, of_year, amount, release in every:
        pool, of_service, kind = place(dictionary, chapter, paragraph, of_year)
        if of_year == year and pool == NONE and kind in {PAY, CURRENT}:
            current += amount
        target, code = _target(pool, of_service == mine, kind, codes)
        if target in {"", POOL} and code not in pools:
            continue
        if of_year != year and target != CAPITAL_SPENDING:
            continue
        words = (target, code, KINDS[kind])
        rows.append(SpendingRow(of_year, chapter, paragraph, amount, *words, release))
    order = (DIRECT, POOL, GRANTS, CAPITAL_SPENDING)
    rows.sort(key=lambda row: (order.index(row.target), row.pool))
    return tuple(rows), current / GROSZE


def _target(pool: int, of_service: bool, kind: int, codes: list[str]) -> tuple[str, str]:  # noqa: FBT001
    """Return the term that a row counts in and its pool; empty for a row of something else."""
    if pool != NONE:
        return POOL, codes[pool]
    return (_OF_SERVICE.get(kind, ""), "") if of_service else ("", "")


def _asset(row: tuple[Any, ...], year: int) -> AssetRow:
    name, first, last, value, rate, release = row
    used = depreciation(
        np.array([value / GROSZE]),
        np.array([rate], dtype=np.float64),
        np.array([first]),
        np.array([STILL_USED if last is None else last]),
        year=year,
    )
    return AssetRow(name, first, last, value, rate, float(used[0]), release)
