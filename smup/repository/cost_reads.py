"""Reads of costs: one service over units, and one unit over years.

What stands behind a number is read by ``cost_row_reads``.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Engine, Select, func, select

from smup.costs.method import (
    CAPITAL_COLUMNS,
    ENTITY_COLUMNS,
    SHARED_COLUMNS,
    ServiceCosts,
    costs_of_columns,
)
from smup.models import ServiceCost as Row
from smup.repository.frames import raw_array, raw_rows

T = TypeVar("T")
_WHOLE = ("unit_id", "year", "capital_years", "warnings", "release_id")
_KNOWN = ("direct", "pay", "entity_pool", "shared_pool", "grants_out", "fees", "sales", "targeted")
_PERHAPS = (
    *(f"entity_{name}" for name in ENTITY_COLUMNS.values()),
    *(f"shared_{name}" for name in SHARED_COLUMNS.values()),
    *(f"capital_{name}" for name in CAPITAL_COLUMNS.values()),
    *("output", "resource", "facilities", "posts"),
)
_NONE = -1e300
"""Stands for NULL on the way from the driver, which cannot put it into an array."""
_DTYPE = np.dtype(
    [(name, np.int64) for name in _WHOLE] + [(name, np.float64) for name in (*_KNOWN, *_PERHAPS)]
)


class CoveredService(NamedTuple):
    """A service that has costs: its years, ascending, and the number of units in each."""

    years: tuple[int, ...]
    units: tuple[int, ...]


class CostReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def keep(self, key: tuple[Hashable, ...], make: Callable[[], T]) -> T:
        """Return what is kept under a key until the version of the data changes."""
        raise NotImplementedError

    def service_costs(self, service: str, year: int) -> ServiceCosts:
        """Return the costs of a service in a year, all units; ordered by unit id; one SELECT."""
        rows = self._rows(Row.service == service, Row.year == int(year))
        return _costs(rows[np.argsort(rows["unit_id"], kind="stable")])

    def service_costs_of(self, service: str, unit_ids: Collection[int]) -> dict[int, ServiceCosts]:
        """Return the costs of a service in some units, by year; one SELECT.

        Every year holds the units that have a row, ordered by unit id. Nothing is asked for no
        units.
        """
        wanted = sorted({int(unit_id) for unit_id in unit_ids})
        if not wanted:
            return {}
        # Named units are quicker than picking them here even when they are all there are.
        rows = self._rows(Row.service == service, Row.unit_id.in_(wanted))
        rows = rows[np.lexsort((rows["unit_id"], rows["year"]))]
        years, starts = np.unique(rows["year"], return_index=True)
        parts = np.split(rows, starts[1:])
        return {int(year): _costs(part) for year, part in zip(years, parts, strict=False)}

    def cost_years(self, service: str) -> tuple[int, ...]:
        """Return the years in which the service has costs, ascending; kept for all services."""
        found = self.covered_services().get(service)
        return found.years if found else ()

    def covered_services(self) -> Mapping[str, CoveredService]:
        """Return the services that have costs, by code in alphabetical order; kept."""
        return self.keep(("covered services",), self._covered)

    def _covered(self) -> dict[str, CoveredService]:
        statement = (
            select(Row.service, Row.year, func.count())
            .group_by(Row.service, Row.year)
            .order_by(Row.service, Row.year)
        )
        with self._engine.connect() as connection:
            rows = raw_rows(connection.execute(statement))
        counts: dict[str, dict[int, int]] = {}
        for service, year, n in rows:
            counts.setdefault(service, {})[int(year)] = int(n)
        return {
            service: CoveredService(tuple(years), tuple(years.values()))
            for service, years in counts.items()
        }

    def _rows(self, *conditions: ColumnElement[bool]) -> NDArray[np.void]:
        columns = [getattr(Row, name) for name in (*_WHOLE, *_KNOWN)]
        columns += [func.coalesce(getattr(Row, name), _NONE) for name in _PERHAPS]
        statement: Select[*tuple[float, ...]] = select(*columns).where(*conditions)
        with self._engine.connect() as connection:
            rows = raw_array(connection.execute(statement), _DTYPE)
        for name in _PERHAPS:
            column = rows[name]
            column[column == _NONE] = np.nan
        return rows


def _costs(rows: NDArray[np.void]) -> ServiceCosts:
    """Return the parts of the cost of rows that have been ordered."""
    # Copies, because a column of a record array is read many times slower.
    return costs_of_columns(lambda name: rows[name].copy())
