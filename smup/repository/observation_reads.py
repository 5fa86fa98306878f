"""Questions about lists of observations, part of ``Repository``."""

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from smup.repository import observations
from smup.repository.cells import read_cells, read_plain_cells, read_release_ids
from smup.repository.observations import ObservationPage, ObservationQuery, ObservationRow, Span
from smup.repository.records import ReleaseInfo
from smup.repository.releases import read_by_id


class ObservationReads:
    """Observations by pages, as streams and as arrays."""

    _engine: Engine

    def observations(
        self, query: ObservationQuery, *, limit: int, after: str | None = None
    ) -> ObservationPage:
        """Return one page of observations, as the API lists them.

        Raises:
            InvalidQueryError: ``parameter="cursor"`` when ``after`` is not a cursor of this
                query.
        """
        return observations.read_page(self._engine, query, limit=limit, after=after)

    def data_rows(self, query: ObservationQuery) -> Iterator[ObservationRow]:
        """Stream all observations of a query, a bounded number in memory at a time.

        Yields:
            indicator_id, year, unit_id, value, flag, decimals, release_id; in the order of
            ``observations``.
        """
        return observations.stream_rows(self._engine, query)

    def observation_count(self, query: ObservationQuery) -> int:
        """Return how many observations a query has; one SELECT an indicator, or a unit."""
        return observations.count_rows(self._engine, query)

    def cells(self, span: Span, unit_ids: NDArray[np.int64]) -> NDArray[np.void]:
        """Return what the database holds of an indicator in some years and units; one SELECT.

        Returns:
            Fields year, unit, value (0 where the flag has none), flag, decimals (-1: not given)
            and release; by year, then key of the unit.
        """
        return read_cells(self._engine, span, unit_ids)

    def plain_cells(self, span: Span, unit_ids: NDArray[np.int64]) -> NDArray[np.void]:
        """Return the same as ``cells`` without decimals and release: a third faster."""
        return read_plain_cells(self._engine, span, unit_ids)

    def release_ids(self, indicator_id: int) -> dict[int, tuple[int, ...]]:
        """Return the loads that the values of an indicator come from, by year, ascending."""
        return read_release_ids(self._engine, indicator_id)

    def releases_by_id(self, ids: Collection[int]) -> tuple[ReleaseInfo, ...]:
        """Return some loads, the newest first; one SELECT."""
        return read_by_id(self._engine, ids)
