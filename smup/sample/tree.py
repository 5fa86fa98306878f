"""The tree of units: sums and weighted means of places for the units above them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

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
        total = np.zeros((len(self), values.shape[1]))
        count = np.zeros(total.shape, dtype=np.int64)
        known = ~np.isnan(values)
        filled = np.where(known, values, 0.0)
        reached = rows
        while (inside := reached >= 0).any():
            np.add.at(total, reached[inside], filled[inside])
            np.add.at(count, reached[inside], known[inside])
            reached = np.where(inside, self._parent[reached], -1)
        return np.where(count > 0, total, np.nan)

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
