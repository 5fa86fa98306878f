"""Reads of a profile: all values of one unit, its places in a group."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Engine, and_, func, or_, select
from sqlalchemy.orm import aliased

from smup.flags import Flag
from smup.models import Observation
from smup.repository.frames import raw_array

UNIT_VALUE = np.dtype(
    [
        ("indicator_id", np.int64),
        ("year", np.int16),
        ("value", np.float64),
        ("flag", np.int8),
    ]
)
BESIDE_VALUE = np.dtype([("indicator_id", np.int64), ("unit_id", np.int64), ("value", np.float64)])
PLACE = np.dtype(
    [("indicator_id", np.int64), ("n", np.int64), ("above", np.int64), ("below", np.int64)]
)
Asked = Mapping[int, Collection[int]]


class ProfileReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine
    _release: int | None

    def unit_values(self, unit_id: int) -> NDArray[np.void]:
        """Return all values of a unit; one SELECT.

        Returns:
            Record array of indicator_id, year, value (NaN where there is no number), flag;
            ordered by indicator_id, year.
        """
        statement = (
            select(
                Observation.indicator_id,
                Observation.year,
                func.coalesce(Observation.value, 0.0),
                Observation.flag,
            )
            .where(Observation.unit_id == unit_id)
            .order_by(Observation.indicator_id, Observation.year)
        )
        with self._engine.connect() as connection:
            rows = raw_array(connection.execute(statement), UNIT_VALUE)
        rows["value"][rows["flag"] > Flag.BELOW_FORMAT] = np.nan
        return rows

    def values_beside(
        self, unit_id: int, asked: Asked, unit_ids: Collection[int]
    ) -> NDArray[np.void]:
        """Return the values other units have where one unit has a value; one SELECT.

        The cost follows the number of units: each value is one step into the key.

        Args:
            unit_id: key of the unit.
            asked: indicators by year.
            unit_ids: keys of the units, itself among them when it is to be returned.

        Returns:
            Record array of indicator_id, unit_id, value; ordered by indicator_id, unit_id.
        """
        mine, other = aliased(Observation), aliased(Observation)
        statement = _beside(
            select(other.indicator_id, other.unit_id, other.value), (mine, other), unit_id, asked
        ).where(other.unit_id.in_(sorted(unit_ids)))
        with self._engine.connect() as connection:
            rows = raw_array(connection.execute(statement), BESIDE_VALUE)
        return rows[np.lexsort((rows["unit_id"], rows["indicator_id"]))]

    def places_beside(
        self, unit_id: int, asked: Asked, unit_ids: Collection[int]
    ) -> NDArray[np.void]:
        """Return how many of many units have more and less than one unit; one SELECT.

        The database counts; it goes through all values of each indicator and year, which for
        large groups is faster than a step into the key for each unit.

        Args:
            unit_id: key of the unit.
            asked: indicators by year.
            unit_ids: keys of the units.

        Returns:
            Record array of indicator_id, n (units with a value), above (units with a greater
            one), below (with a smaller one); ordered by indicator_id.
        """
        mine, other = aliased(Observation), aliased(Observation)
        counted = select(
            other.indicator_id,
            func.count(),
            func.count().filter(other.value > mine.value),
            func.count().filter(other.value < mine.value),
        )
        statement = (
            _beside(counted, (mine, other), unit_id, asked)
            # As an expression, so that SQLite does not turn each unit into a search of its own.
            .where((other.unit_id + 0).in_(sorted(unit_ids)))
            .group_by(other.indicator_id)
        )
        if self._release is not None:
            # Said of the others as well, so that a view of an earlier release, which SQLite
            # does not merge into a query that counts, reads no more than these rows. The table
            # of today would only be asked twice, which takes a sixth more time.
            statement = statement.where(or_(*_in_years(other, asked)))
        with self._engine.connect() as connection:
            rows = raw_array(connection.execute(statement), PLACE)
        return rows[np.argsort(rows["indicator_id"])]


def _beside(
    statement: Any,
    tables: tuple[type[Observation], type[Observation]],
    unit_id: int,
    asked: Asked,
) -> Any:
    """Join the values of one unit to those of others in the same indicator and year."""
    mine, other = tables
    return (
        statement.select_from(mine)
        .join(other, and_(other.indicator_id == mine.indicator_id, other.year == mine.year))
        .where(
            mine.unit_id == unit_id,
            or_(*_in_years(mine, asked)),
            mine.value.is_not(None),
            other.value.is_not(None),
        )
    )


def _in_years(table: type[Observation], asked: Asked) -> list[ColumnElement[bool]]:
    return [
        and_(table.year == year, table.indicator_id.in_(sorted(ids)))
        for year, ids in sorted(asked.items())
    ]
