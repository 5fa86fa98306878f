"""All values of one indicator or variable as a matrix of years and units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from smup.flags import Flag
from smup.ingest.columns import KEY_COLUMN, ValueTable
from smup.territory.directory import UnitDirectory

NO_ROW = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Values of one indicator or variable.

    Attributes:
        years: ascending.
        value: shape (years, units), by position in the directory; NaN where there is no number.
        flag: same shape; -1 where the database has no row.
        release_id: same shape; -1 where there is no row.
    """

    years: NDArray[np.int64]
    value: NDArray[np.float64]
    flag: NDArray[np.int8]
    release_id: NDArray[np.int32]

    def on(self, years: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
        """Return value and flag for other years; a year not held has no rows."""
        shape = (len(years), self.value.shape[1])
        value, flag = np.full(shape, np.nan), np.full(shape, NO_ROW, dtype=np.int8)
        there = np.isin(years, self.years)
        place = np.searchsorted(self.years, years[there])
        value[there], flag[there] = self.value[place], self.flag[place]
        return value, flag


def read_matrix(
    connection: Connection,
    table: ValueTable,
    key_id: int,
    directory: UnitDirectory,
    *,
    unit_ids: Sequence[int] | None = None,
) -> Matrix:
    """Read all values of a key, or only those of some units."""
    key = getattr(table, KEY_COLUMN[table])
    query = select(table.year, table.unit_id, table.value, table.flag, table.release_id)
    query = query if unit_ids is None else query.where(table.unit_id.in_(unit_ids))
    result = connection.execute(query.where(key == key_id))
    rows = np.array(result.cursor.fetchall(), dtype=np.float64).reshape(-1, 5)
    result.close()
    years, row = np.unique(rows[:, 0].astype(np.int64), return_inverse=True)
    column = positions_of(directory, rows[:, 1].astype(np.int64))
    shape = (len(years), len(directory))
    value, flag = np.full(shape, np.nan), np.full(shape, NO_ROW, dtype=np.int8)
    release = np.full(shape, -1, dtype=np.int32)
    value[row, column] = rows[:, 2]
    flag[row, column] = rows[:, 3]
    release[row, column] = rows[:, 4]
    return Matrix(years=years, value=value, flag=flag, release_id=release)


def positions_of(directory: UnitDirectory, ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the positions in the directory of unit ids, all of which it has."""
    order = np.argsort(directory.ids)
    found: NDArray[np.int64] = order[np.searchsorted(directory.ids, ids, sorter=order)]
    return found


def with_numbers(
    values: Mapping[str, NDArray[np.float64]], flags: Mapping[str, NDArray[np.int8]]
) -> dict[str, NDArray[np.int8]]:
    """Return the flags with MISSING in place of an absent row."""
    return {name: np.where(flags[name] == NO_ROW, Flag.MISSING, flags[name]) for name in values}
