"""Quantiles of weighted values, for groups whose units count by their people."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def weighted_quantiles(values: ArrayLike, weights: ArrayLike, shares: ArrayLike) -> Floats:
    """Return quantiles in which a value of weight w counts as a stretch of length w.

    The values are put in order and each stands in the middle of its stretch; the scale is drawn
    out so that the first stands at share 0 and the last at share 1, and between neighbours it is
    linear. With equal weights, whatever their size, this is type 7 of Hyndman and Fan (1996), as
    in ``describe``: the k-th of n stands at (k - 1) / (n - 1). Equal values share their weight
    equally, so that the order of rows does not matter.

    Args:
        values: numbers; NaN is left out.
        weights: at least 0, in any unit; 0 and NaN leave a value out.
        shares: from 0 to 1.

    Returns:
        One number for each share; NaN when nothing is left.

    Raises:
        ValueError: when the lengths differ, a weight is negative or infinite, or a share is out
            of its range.
    """
    numbers = np.asarray(values, dtype=np.float64)
    mass = np.asarray(weights, dtype=np.float64)
    asked = np.asarray(shares, dtype=np.float64)
    if numbers.shape != mass.shape or numbers.ndim != 1:
        message = f"{mass.shape} weights do not fit {numbers.shape} values"
        raise ValueError(message)
    if np.any(mass < 0) or np.any(np.isinf(mass)) or np.any((asked < 0) | (asked > 1)):
        message = "weights must be finite and not negative, shares between 0 and 1"
        raise ValueError(message)
    kept = ~np.isnan(numbers) & (mass > 0)
    if not kept.any():
        return np.full(asked.shape, np.nan)
    different, which, times = np.unique(numbers[kept], return_inverse=True, return_counts=True)
    ordered = np.repeat(different, times)
    heavy = np.repeat(np.bincount(which, weights=mass[kept]) / times, times)
    middle = np.cumsum(heavy) - heavy / 2
    if len(ordered) == 1:
        return np.full(asked.shape, ordered[0])
    places = (middle - middle[0]) / (middle[-1] - middle[0])
    found: Floats = np.interp(asked, places, ordered)
    return found
