"""Values of one indicator as arrays: what exports and the data desk are made of."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import InstrumentedAttribute

from smup.models import Observation
from smup.repository.frames import raw_array, raw_rows
from smup.repository.observations import Span

# As in the matrix: no value is read as 0 and known by its flag; -1 stands for no decimals given.
CELL = np.dtype(
    [
        ("year", np.int16),
        ("unit", np.int64),
        ("value", np.float64),
        ("flag", np.int8),
        ("decimals", np.int8),
        ("release", np.int64),
    ]
)
PLAIN_CELL = np.dtype(
    [("year", np.int16), ("unit", np.int64), ("value", np.float64), ("flag", np.int8)]
)
FEW_UNITS = 500
"""Up to here the database picks the units; above, reading all and picking here is faster."""


def read_release_ids(engine: Engine, indicator_id: int) -> dict[int, tuple[int, ...]]:
    """Return the loads that the values of an indicator come from, by year; one SELECT."""
    statement = (
        select(Observation.year, Observation.release_id)
        .where(Observation.indicator_id == indicator_id)
        .distinct()
    )
    found: dict[int, tuple[int, ...]] = {}
    with engine.connect() as connection:
        for year, release_id in sorted(raw_rows(connection.execute(statement))):
            found[year] = (*found.get(year, ()), release_id)
    return found


def read_cells(engine: Engine, span: Span, unit_ids: NDArray[np.int64]) -> NDArray[np.void]:
    """Return what the database holds of an indicator in some years and units; one SELECT.

    Args:
        engine: database.
        span: indicator and its years.
        unit_ids: keys of units, in any order.

    Returns:
        Record array of ``CELL``, by year, then key of the unit. Where the flag has no value,
        ``value`` is 0. Units and years without a row are absent.
    """
    origin = func.coalesce(Observation.decimals, -1), Observation.release_id
    return _read(engine, span, unit_ids, CELL, *origin)


def read_plain_cells(engine: Engine, span: Span, unit_ids: NDArray[np.int64]) -> NDArray[np.void]:
    """Return the same without decimals and release, of ``PLAIN_CELL``: a third faster."""
    return _read(engine, span, unit_ids, PLAIN_CELL)


def _read(
    engine: Engine,
    span: Span,
    unit_ids: NDArray[np.int64],
    dtype: np.dtype[np.void],
    *more: ColumnElement[int] | InstrumentedAttribute[int],
) -> NDArray[np.void]:
    statement = (
        select(
            Observation.year,
            Observation.unit_id,
            func.coalesce(Observation.value, 0.0),
            Observation.flag,
            *more,
        )
        .where(
            Observation.indicator_id == span.indicator_id,
            Observation.year.between(span.first_year, span.last_year),
        )
        .order_by(Observation.year, Observation.unit_id)
    )
    few = len(unit_ids) <= FEW_UNITS
    if few:
        statement = statement.where(Observation.unit_id.in_(unit_ids.tolist()))
    with engine.connect() as connection:
        rows = raw_array(connection.execute(statement), dtype)
    return rows if few else rows[np.isin(rows["unit"], unit_ids)]
