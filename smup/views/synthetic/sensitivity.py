"""How much the place of a unit depends on the weights of the sectors."""

import numpy as np
from numpy.typing import NDArray

from smup.statistics.describe import Floats, Integers
from smup.statistics.index import interval, places_under, random_weights
from smup.views.synthetic.records import IndexData, Reading, Sensitivity


def sensitivity(data: IndexData) -> Sensitivity | None:
    """Return the places of my unit under other weights; None when it has no score."""
    reading, row = data.level, data.mine
    chosen = reading.place(row)
    if chosen is None:
        return None
    low, high = place_intervals(data, np.array([row]))
    weighed = np.flatnonzero(reading.weights > 0)
    without = {}
    for sector in weighed if len(weighed) > 1 else ():
        weights = reading.weights.copy()
        weights[sector] = 0
        without[int(sector)] = reading.place(row, weights)
    return Sensitivity(
        chosen=chosen,
        equal=reading.place(row, np.ones_like(reading.weights)),
        without=without,
        low=int(low[0]),
        high=int(high[0]),
        n=reading.among(row),
    )


def place_intervals(data: IndexData, rows: NDArray[np.integer]) -> tuple[Integers, Integers]:
    """Return the interval of places under random weights of units that have a score.

    A unit outside of the group, such as an example, is placed among its units and itself; it
    takes no place from them.

    Args:
        data: the index.
        rows: which units; all must have a score.
    """
    reading = data.level
    scored, mine = ~np.isnan(reading.totals), np.arange(len(data.positions)) == data.mine
    low, high = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    for asked, ranked in (
        (reading.members[rows], np.flatnonzero(scored & reading.members)),
        (~reading.members[rows], np.flatnonzero(scored & (reading.members | mine))),
    ):
        if asked.any():
            found = places_under(*_drawn(reading, ranked), np.searchsorted(ranked, rows[asked]))
            low[asked], high[asked] = interval(found)
    return low, high


def _drawn(reading: Reading, ranked: Integers) -> tuple[Floats, Floats]:
    """Return the scores of units in the sectors that any has, and random weights of these."""
    values = reading.sectors.values[ranked]
    used = ~np.isnan(values).all(axis=0)
    return values[:, used], random_weights(int(used.sum()))
