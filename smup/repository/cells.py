"""Values of one indicator as arrays: what exports and the data desk are made of."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, ColumnElement, Engine, Select, cast, func, select

from smup.models import Observation
from smup.repository.frames import raw_array, raw_numbers, raw_rows
from smup.repository.keys import among
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
YEAR_STEP = 8
"""Flags are below it, so that flag and year fit in one number; with the unit above them."""
UNIT_STEP = YEAR_STEP * 4096
VALUE: ColumnElement[float] = func.coalesce(Observation.value, 0.0)
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
    statement = select(
        Observation.year,
        Observation.unit_id,
        VALUE,
        Observation.flag,
        func.coalesce(Observation.decimals, -1),
        Observation.release_id,
    )
    with engine.connect() as connection:
        rows = raw_array(connection.execute(_asked(statement, span, unit_ids)), CELL)
    return _picked(rows, unit_ids)


def read_plain_cells(engine: Engine, span: Span, unit_ids: NDArray[np.int64]) -> NDArray[np.void]:
    """Return the same without decimals and release, of ``PLAIN_CELL``: twice as fast.

    Half of the time of a row goes into its numbers as objects of Python, so unit, year and flag
    come as one.
    """
    unit = cast(Observation.unit_id, BigInteger)
    statement = select(unit * UNIT_STEP + Observation.year * YEAR_STEP + Observation.flag, VALUE)
    with engine.connect() as connection:
        numbers = raw_numbers(connection.execute(_asked(statement, span, unit_ids)), 2)
    packed = numbers[:, 0].astype(np.int64)
    rows = np.empty(len(packed), dtype=PLAIN_CELL)
    rows["unit"], rest = np.divmod(packed, UNIT_STEP)
    rows["year"], rows["flag"] = np.divmod(rest, YEAR_STEP)
    rows["value"] = numbers[:, 1]
    return _picked(rows, unit_ids)


def _asked(
    statement: Select[*tuple[Any, ...]], span: Span, unit_ids: NDArray[np.int64]
) -> Select[*tuple[Any, ...]]:
    """Return the SELECT of an indicator's rows; up to ``FEW_UNITS`` of these units alone."""
    asked = statement.where(
        Observation.indicator_id == span.indicator_id,
        Observation.year.between(span.first_year, span.last_year),
    ).order_by(Observation.year, Observation.unit_id)
    if len(unit_ids) <= FEW_UNITS:
        asked = asked.where(among(Observation.unit_id, unit_ids.tolist()))  # type: ignore[arg-type]
    return asked


def _picked(rows: NDArray[np.void], unit_ids: NDArray[np.int64]) -> NDArray[np.void]:
    return rows if len(unit_ids) <= FEW_UNITS else rows[np.isin(rows["unit"], unit_ids)]
