"""Computes ``service_cost`` from the loaded rows."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, delete, select, union

from smup.costs.dictionary import CostDictionary
from smup.costs.grid import CostRows
from smup.costs.parts import service_cost_frame
from smup.costs.store import plain, read_table
from smup.ingest.insert import insert_rows
from smup.ingest.progress import Progress, silent
from smup.models import Unit
from smup.models.costs import (
    CostAsset,
    CostCircumstance,
    CostDriver,
    CostIncome,
    CostOutput,
    CostSpending,
    ServiceCost,
)

STAGE = "Koszty usług"
BLOCK = 250
TABLES: dict[str, Any] = {
    "spending": CostSpending,
    "drivers": CostDriver,
    "assets": CostAsset,
    "incomes": CostIncome,
    "outputs": CostOutput,
    "circumstances": CostCircumstance,
}
CITY_LEVELS = frozenset({"gmina", "powiat"})


def rebuild_service_costs(
    connection: Connection,
    dictionary: CostDictionary,
    *,
    unit_ids: Collection[int] | None = None,
    progress: Progress = silent,
) -> int:
    """Compute the costs of all services anew, for some units or for all; return the rows.

    Args:
        connection: an open transaction.
        dictionary: what belongs to what.
        unit_ids: units whose rows changed; None: all.
        progress: told how many units are done.
    """
    if unit_ids is None:
        connection.execute(delete(ServiceCost))
    units = sorted(units_with_rows(connection) if unit_ids is None else unit_ids)
    written = 0
    for start in range(0, len(units), BLOCK):
        block = units[start : start + BLOCK]
        if unit_ids is not None:
            connection.execute(delete(ServiceCost).where(ServiceCost.unit_id.in_(block)))
        frame = computed_costs(connection, dictionary, block)
        _insert(connection, frame)
        written += len(frame)
        progress(STAGE, min(start + BLOCK, len(units)), len(units))
    return written


def computed_costs(
    connection: Connection, dictionary: CostDictionary, unit_ids: Sequence[int]
) -> pd.DataFrame:
    """Return what ``service_cost`` should hold for some units, nothing written.

    A service of another level than the unit's is left out: a powiat may spend in a chapter of
    primary schools, but does not run them as a gmina does.
    """
    frame = service_cost_frame(read_rows(connection, unit_ids), dictionary)
    if frame.empty:
        return frame
    levels = _levels(connection, unit_ids)
    runs = {code: service.level for code, service in dictionary.services.items()}
    pairs = zip(frame["unit_id"], frame["service"], strict=True)
    kept = np.array([runs[service] in levels[unit] for unit, service in pairs], dtype=bool)
    return frame[kept]


def read_rows(connection: Connection, unit_ids: Sequence[int]) -> CostRows:
    """Return all loaded rows of some units."""
    return CostRows(
        **{name: read_table(connection, table, unit_ids) for name, table in TABLES.items()}
    )


def units_with_rows(connection: Connection) -> list[int]:
    """Return the units that have any loaded row."""
    queries = [select(table.unit_id) for table in TABLES.values()]
    return list(connection.scalars(union(*queries)))


def _levels(connection: Connection, unit_ids: Sequence[int]) -> dict[int, Collection[str]]:
    query = select(Unit.id, Unit.level, Unit.city_county).where(Unit.id.in_(unit_ids))
    return {
        row.id: CITY_LEVELS if row.city_county else {row.level} for row in connection.execute(query)
    }


def _insert(connection: Connection, frame: pd.DataFrame) -> None:
    if frame.empty:
        return
    frame = frame.sort_values(["service", "year", "unit_id"])
    names = [column.name for column in ServiceCost.__table__.columns]
    columns = [plain(frame[name]) for name in names]
    insert_rows(connection, _table(ServiceCost), names, columns)


def _table(model: Any) -> Table:
    found: Table = model.__table__
    return found
