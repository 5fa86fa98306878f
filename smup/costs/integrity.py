"""Compares the computed costs with the rows they come from."""

from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, select

from smup.costs.dictionary import CostDictionary
from smup.costs.rebuild import computed_costs, units_with_rows
from smup.models.costs import ServiceCost

SAMPLE_OF_UNITS = 20
TOLERANCE = 1e-9
KEYS = ("service", "year", "unit_id")


def stale_costs(connection: Connection, dictionary: CostDictionary) -> tuple[int, int]:
    """Compute the costs of some units anew and compare them with those that are stored.

    Args:
        connection: nothing is written.
        dictionary: what belongs to what.

    Returns:
        Number of units compared, and of rows that differ, are missing or too many.
    """
    units = units_with_rows(connection)
    chosen = sorted(units)[:: max(1, len(units) // SAMPLE_OF_UNITS)][:SAMPLE_OF_UNITS]
    anew = _by_key(computed_costs(connection, dictionary, chosen))
    held = _by_key(_stored(connection, chosen))
    both = held.index.intersection(anew.index)
    alone = len(held) + len(anew) - 2 * len(both)
    ours, theirs = (frame.loc[both].to_numpy(dtype=np.float64) for frame in (held, anew))
    same = np.isclose(ours, theirs, rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True).all(axis=1)
    return len(chosen), alone + int(np.count_nonzero(~same))


def _stored(connection: Connection, unit_ids: list[int]) -> pd.DataFrame:
    rows = connection.execute(select(_table()).where(ServiceCost.unit_id.in_(unit_ids)))
    return pd.DataFrame(rows.all(), columns=list(rows.keys()))


def _by_key(frame: pd.DataFrame) -> pd.DataFrame:
    names = [column.name for column in _table().columns]
    return frame.reindex(columns=names).set_index(list(KEYS))


def _table() -> Table:
    model: Any = ServiceCost
    found: Table = model.__table__
    return found
