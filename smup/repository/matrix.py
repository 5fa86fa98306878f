"""All values of one indicator at one level as arrays."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, select

from smup.flags import Flag
from smup.models import Observation
from smup.repository.frames import raw_rows
from smup.repository.records import IndicatorInfo, Matrix
from smup.territory.directory import UnitDirectory

FEW_UNITS = 500
"""Up to here the database picks the units; above, reading all and picking here is faster."""


def read_matrix(
    engine: Engine, indicator: IndicatorInfo, *, level: str, directory: UnitDirectory
) -> Matrix:
    """Return the values of an indicator over the units of a level; one SELECT.

    Args:
        engine: database.
        indicator: whose values.
        level: kraj, wojewodztwo, powiat or gmina.
        directory: says which units answer at the level, and their order.
    """
    positions = directory.positions(level, fictional=True)
    unit_ids = directory.ids[positions]
    statement = select(
        Observation.year, Observation.unit_id, Observation.value, Observation.flag
    ).where(Observation.indicator_id == indicator.id)
    if len(unit_ids) <= FEW_UNITS:
        statement = statement.where(Observation.unit_id.in_(unit_ids.tolist()))
    with engine.connect() as connection:
        rows = raw_rows(connection.execute(statement))
    return _placed(rows, unit_ids, _kinds_of_empty(indicator, level, directory, positions))


def _kinds_of_empty(
    indicator: IndicatorInfo, level: str, directory: UnitDirectory, positions: NDArray[np.int64]
) -> NDArray[np.int8]:
    """Return the flag of a unit without a row; a city with powiat rights has tasks of both."""
    both = np.array([directory.units[position].city_county for position in positions], dtype=bool)
    answers = both | indicator.is_task_of(level)
    return np.where(answers, Flag.MISSING, Flag.NOT_APPLICABLE).astype(np.int8)


def _placed(
    rows: list[tuple[object, ...]], unit_ids: NDArray[np.int64], empty: NDArray[np.int8]
) -> Matrix:
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    row_years = np.array(columns[0], dtype=np.int64)
    row_units = np.array(columns[1], dtype=np.int64)
    row_values = np.array(columns[2], dtype=np.float64)
    row_flags = np.array(columns[3], dtype=np.int8)

    column_of = np.full(max(unit_ids.max(initial=0), row_units.max(initial=0)) + 1, -1)
    column_of[unit_ids] = np.arange(len(unit_ids))
    at = column_of[row_units]
    here = at >= 0
    years = np.unique(row_years[here & ~np.isnan(row_values)])
    here &= np.isin(row_years, years)
    row_of_year = np.searchsorted(years, row_years[here])

    values = np.full((len(years), len(unit_ids)), np.nan)
    flags = np.tile(empty, (len(years), 1))
    values[row_of_year, at[here]] = row_values[here]
    flags[row_of_year, at[here]] = row_flags[here]
    for array in (unit_ids, values, flags):
        array.setflags(write=False)
    return Matrix(years=tuple(years.tolist()), unit_ids=unit_ids, values=values, flags=flags)
