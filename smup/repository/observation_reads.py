"""Questions about lists of observations, part of ``Repository``."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from smup.repository import observations
from smup.repository.cells import read_cells
from smup.repository.observations import ObservationPage, ObservationQuery, ObservationRow, Span


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

    def cells(self, span: Span, unit_ids: NDArray[np.int64]) -> NDArray[np.void]:
        """Return what the database holds of an indicator in some years and units; one SELECT.

        Returns:
            Fields year, unit, value (0 where the flag has none), flag, decimals (-1: not given)
            and release; by year, then key of the unit.
        """
        return read_cells(self._engine, span, unit_ids)
