"""Reads of values over groups of units, of peers, and of types of units."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Engine, Select, func, select

from smup.flags import Flag
from smup.models import Observation, Peer
from smup.repository.frames import raw_array, raw_rows
from smup.repository.records import PeerInfo

MEMBER_VALUE = np.dtype(
    [
        ("indicator_id", np.int64),
        ("year", np.int16),
        ("unit_id", np.int64),
        ("value", np.float64),
        ("flag", np.int8),
    ]
)
FEW_UNITS = 300
"""Up to here a read of all years goes unit by unit; above, indicator by indicator is faster."""
PICKED_BY_THE_DATABASE = 1_000
"""Above this many units the database gives all of them and they are picked here."""


class PeerReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def member_values(
        self,
        indicator_ids: Collection[int],
        unit_ids: Collection[int],
        *,
        years: Collection[int] | None = None,
    ) -> NDArray[np.void]:
        """Return values of indicators in chosen units; one SELECT, none when nothing is asked.

        Args:
            indicator_ids: keys of indicators.
            unit_ids: keys of units, in any order and number.
            years: which years; None for all.

        Returns:
            Record array of indicator_id, year, unit_id, value (in the indicator's unit of
            measure, NaN where there is no number), flag; ordered by indicator_id, year,
            unit_id. A value without a row in the database has none here.
        """
        units = sorted({int(item) for item in unit_ids})
        if not (units and indicator_ids) or (years is not None and not years):
            return np.zeros(0, dtype=MEMBER_VALUE)
        indicators = sorted({int(item) for item in indicator_ids})
        statement = _member_statement(self._engine.dialect.name, indicators, units, years)
        with self._engine.connect() as connection:
            rows = raw_array(connection.execute(statement), MEMBER_VALUE)
        if len(units) > PICKED_BY_THE_DATABASE:
            rows = rows[np.isin(rows["unit_id"], units)]
        rows["value"][rows["flag"] > Flag.BELOW_FORMAT] = np.nan
        return rows[np.lexsort((rows["unit_id"], rows["year"], rows["indicator_id"]))]

    def peers(self, unit_id: int, *, level: str) -> tuple[PeerInfo, ...]:
        """Return the neighbours and the nearest units of a unit at a level; one SELECT.

        Ordered by kind, then place; empty when none are computed, as for a fictional unit's
        neighbours.
        """
        statement = (
            select(Peer.kind, Peer.position, Peer.peer_id, Peer.distance, Peer.border_km)
            .where(Peer.unit_id == unit_id, Peer.level == level)
            .order_by(Peer.kind, Peer.position)
        )
        with self._engine.connect() as connection:
            return tuple(PeerInfo(*row) for row in raw_rows(connection.execute(statement)))


def _member_statement(
    dialect: str,
    indicator_ids: Sequence[int],
    unit_ids: Sequence[int],
    years: Collection[int] | None,
) -> Select[int, int, int, float, int]:
    indicators: ColumnElement[bool] = Observation.indicator_id.in_(indicator_ids)
    if dialect == "sqlite" and years is None and len(unit_ids) <= FEW_UNITS:
        # Else SQLite reads whole indicators and throws most rows away; told that nearly every
        # indicator is meant, it goes unit by unit. PostgreSQL decides by its own figures.
        indicators = func.likely(indicators)
    statement: Select[int, int, int, float, int] = select(
        Observation.indicator_id,
        Observation.year,
        Observation.unit_id,
        func.coalesce(Observation.value, 0.0),
        Observation.flag,
    ).where(indicators)
    if len(unit_ids) <= PICKED_BY_THE_DATABASE:
        statement = statement.where(Observation.unit_id.in_(unit_ids))
    if years is not None:
        # With all three columns known both engines step straight to each row.
        statement = statement.where(Observation.year.in_(sorted({int(year) for year in years})))
    return statement
