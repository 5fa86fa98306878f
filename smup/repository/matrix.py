"""All values of one indicator at one level as arrays."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, func, select

from smup.flags import Flag
from smup.models import Observation
from smup.repository.frames import raw_array
from smup.repository.records import IndicatorInfo, Matrix
from smup.territory.directory import UnitDirectory

# A value that is not there is read as 0 and known by its flag: the CHECK of the table keeps both
# consistent, and a record of numbers is filled three times faster than arrays of objects.
ROW = np.dtype([("year", np.int16), ("unit", np.int64), ("value", np.float64), ("flag", np.int8)])
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
        Observation.year,
        Observation.unit_id,
        func.coalesce(Observation.value, 0.0),
        Observation.flag,
    ).where(Observation.indicator_id == indicator.id)
    if len(unit_ids) <= FEW_UNITS:
        statement = statement.where(Observation.unit_id.in_(unit_ids.tolist()))
    with engine.connect() as connection:
        rows = raw_array(connection.execute(statement), ROW)
    return _placed(rows, unit_ids, _kinds_of_empty(indicator, level, directory, positions))


def _kinds_of_empty(
    indicator: IndicatorInfo, level: str, directory: UnitDirectory, positions: NDArray[np.int64]
) -> NDArray[np.int8]:
    """Return the flag of a unit without a row; a city with powiat rights has tasks of both."""
    both = np.array([directory.units[position].city_county for position in positions], dtype=bool)
    answers = both | indicator.is_task_of(level)
    return np.where(answers, Flag.MISSING, Flag.NOT_APPLICABLE).astype(np.int8)


def _placed(rows: NDArray[np.void], unit_ids: NDArray[np.int64], empty: NDArray[np.int8]) -> Matrix:
    column_of = np.full(max(unit_ids.max(initial=0), rows["unit"].max(initial=0)) + 1, -1)
    column_of[unit_ids] = np.arange(len(unit_ids))
    rows = rows[column_of[rows["unit"]] >= 0]
    valued = rows["flag"] <= Flag.BELOW_FORMAT
    years = np.unique(rows["year"][valued])
    known = np.isin(rows["year"], years)
    rows, valued = rows[known], valued[known]
    at = np.searchsorted(years, rows["year"]), column_of[rows["unit"]]

    values = np.full((len(years), len(unit_ids)), np.nan)
    flags = np.tile(empty, (len(years), 1))
    values[at] = np.where(valued, rows["value"], np.nan)
    flags[at] = rows["flag"]
    for array in (unit_ids, values, flags):
        array.setflags(write=False)
    return Matrix(years=tuple(years.tolist()), unit_ids=unit_ids, values=values, flags=flags)
