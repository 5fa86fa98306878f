"""Generated values as rows to be written, and as the matrices that statistics work on."""

import numpy as np

from smup.ingest.columns import NO_DECIMALS, ValueColumns
from smup.sample.tree import IntArray
from smup.sample.values import GeneratedVariable
from smup.statistics.matrix import NO_ROW, Matrix, positions_of
from smup.territory.directory import UnitDirectory


def columns_of(
    variable: GeneratedVariable, *, key_id: int, years: IntArray, unit_ids: IntArray, decimals: int
) -> ValueColumns:
    """Return the rows of a variable.

    Args:
        variable: values of all units and years.
        key_id: id of the variable.
        years: years of its columns.
        unit_ids: keys of its rows.
        decimals: decimals of the card.
    """
    unit, year = np.nonzero(variable.present)
    value = variable.values[unit, year]
    return ValueColumns.of(
        key_id=key_id,
        year=years[year],
        unit_id=unit_ids[unit],
        value=value,
        flag=variable.flags[unit, year],
        decimals=np.where(np.isnan(value), NO_DECIMALS, decimals),
    )


def variable_matrix(variable: GeneratedVariable, years: IntArray) -> Matrix:
    """Return a variable as if read back: years without any row are not there."""
    held = variable.present.any(axis=0)
    present = variable.present[:, held].T
    return Matrix(
        years=years[held],
        value=np.where(present, variable.values[:, held].T, np.nan),
        flag=np.where(present, variable.flags[:, held].T, NO_ROW).astype(np.int8),
        release_id=np.full(present.shape, -1, dtype=np.int32),
    )


def matrix_of(columns: ValueColumns, directory: UnitDirectory) -> Matrix:
    """Return the rows of one key as if read back."""
    years, row = np.unique(columns.year.astype(np.int64), return_inverse=True)
    column = positions_of(directory, columns.unit_id.astype(np.int64))
    value = np.full((len(years), len(directory)), np.nan)
    flag = np.full(value.shape, NO_ROW, dtype=np.int8)
    value[row, column], flag[row, column] = columns.value, columns.flag
    return Matrix(
        years=years, value=value, flag=flag, release_id=np.full(value.shape, -1, dtype=np.int32)
    )
