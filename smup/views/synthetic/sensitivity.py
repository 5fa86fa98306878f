"""How much the place of a unit depends on the weights of the sectors."""

import numpy as np
from numpy.typing import NDArray

from smup.statistics.describe import Integers
from smup.statistics.index import interval, places_under, random_weights
from smup.views.synthetic.records import IndexData, Sensitivity


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
        n=reading.ranked,
    )


def place_intervals(data: IndexData, rows: NDArray[np.integer]) -> tuple[Integers, Integers]:
    """Return the interval of places under random weights of units that have a score.

    Args:
        data: the index.
        rows: which units; all must have a score.
    """
    ranked = np.flatnonzero(~np.isnan(data.level.totals))
    values = data.level.sectors.values[ranked]
    used = ~np.isnan(values).all(axis=0)
    weights = random_weights(int(used.sum()))
    return interval(places_under(values[:, used], weights, np.searchsorted(ranked, rows)))
