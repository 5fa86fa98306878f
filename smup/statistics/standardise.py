"""Standardising: how far each value lies from the mean of its group; pure functions of arrays.

The order is fixed and stated to readers: z-score over the group, cut at three deviations, then the
sign of the polarity. Statistics are those of the whole group (divisor n): it is not a sample.
"""

import numpy as np
from numpy.typing import NDArray

from smup.statistics.describe import Floats

LIMIT = 3.0
LEAST_UNITS = 5
_ROUNDING = 1e-12  # a deviation this small beside the values is the last binary place of equal ones
SIGNS = {"up": 1.0, "down": -1.0}

Booleans = NDArray[np.bool_]


def z_scores(values: Floats, members: Booleans, *, least: int = LEAST_UNITS) -> Floats:
    """Return (value - mean) / standard deviation of each column, over the members of the group.

    Rows that are no members are placed on the members' scale without changing it.

    Args:
        values: shape (units, columns), NaN where a unit has no number.
        members: shape (units,), which rows make the group.
        least: a column with fewer known members has no z-scores.

    Returns:
        Shape of ``values``; NaN where the value is NaN, and in whole columns that have too few
        members or one value only.
    """
    group = np.where(members[:, None], values, np.nan)
    known = ~np.isnan(group)
    n = known.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(known, group, 0.0).sum(axis=0) / n
        spread = np.sqrt(np.where(known, (group - mean) ** 2, 0.0).sum(axis=0) / n)
        largest = np.where(known, np.abs(group), 0.0).max(axis=0, initial=0.0)
        usable = (n >= least) & (spread > _ROUNDING * largest)
        scores: Floats = (values - mean) / np.where(usable, spread, np.nan)
    return scores


def winsorise(scores: Floats, *, limit: float = LIMIT) -> Floats:
    """Return the scores with everything beyond the limit set to the limit; NaN stays."""
    return np.clip(scores, -limit, limit)


def standardise(
    values: Floats, members: Booleans, *, signs: Floats, least: int = LEAST_UNITS
) -> Floats:
    """Return z-scores cut at three deviations, in which positive is better.

    Args:
        values: shape (units, indicators), NaN where a unit has no number.
        members: shape (units,), which rows make the group.
        signs: shape (indicators,): 1 where more is better, -1 where less is (``SIGNS``).
        least: see ``z_scores``.
    """
    return winsorise(z_scores(values, members, least=least)) * signs
