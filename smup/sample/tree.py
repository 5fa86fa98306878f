"""The tree of units: sums and weighted means of places for the units above them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from smup.errors import CatalogueError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]


class Tree:
    """Parents of all units by position; a unit without a parent ends its chain.

    The fictional powiat has no parent: so nothing of it reaches a voivodeship or the country.
    """

    def __init__(self, keys: Sequence[int], parent_keys: Sequence[int | None]) -> None:
        """Join keys to positions.

        Raises:
            CatalogueError: when a parent is not among the keys.
        """
        position = {key: row for row, key in enumerate(keys)}
        unknown = {key for key in parent_keys if key is not None} - position.keys()
        if unknown:
            message = f"Lista jednostek nie ma jednostek nadrzędnych o kluczach {sorted(unknown)}."
            raise CatalogueError(message)
        self._parent: IntArray = np.array(
            [-1 if key is None else position[key] for key in parent_keys], dtype=np.int64
        )
        self._reached: dict[bytes, csr_array] = {}

    def __len__(self) -> int:
        return len(self._parent)

    def sum_up(self, rows: IntArray, values: FloatArray) -> FloatArray:
        """Add values of places to every unit above them.

        Args:
            rows: positions of the places.
            values: places x years; NaN where the place has no value.

        Returns:
            All units x years: the places' own values, sums above them, NaN where nothing adds up.
        """
        above = self._reached_from(rows)
        known = ~np.isnan(values)
        total = above @ np.where(known, values, 0.0)
        return np.where(above @ known.astype(float) > 0, total, np.nan)

    def mean_up(self, rows: IntArray, values: FloatArray, weights: FloatArray) -> FloatArray:
        """Average values of places for every unit above them.

        Args:
            rows: positions of the places.
            values: places x years; NaN where the place has no value.
            weights: places x years; places without a positive weight weigh next to nothing.

        Returns:
            All units x years: the places' own values, weighted means above them.
        """
        weight = np.where(np.isnan(values), np.nan, np.maximum(np.nan_to_num(weights), 1e-9))
        mean = self.sum_up(rows, values * weight) / self.sum_up(rows, weight)
        mean[rows] = values
        return mean

    def _reached_from(self, rows: IntArray) -> csr_array:
        """Return units x places: 1 where the place is the unit or lies in it."""
        key = rows.tobytes()
        if key not in self._reached:
            units, places = [], []
            reached, place = rows, np.arange(len(rows))
            while len(reached):
                units.append(reached)
                places.append(place)
                parent = self._parent[reached]
                reached, place = parent[parent >= 0], place[parent >= 0]
            pairs = np.concatenate(units), np.concatenate(places)
            ones = np.ones(len(pairs[0]))
            self._reached[key] = csr_array((ones, pairs), shape=(len(self), len(rows)))
        return self._reached[key]
