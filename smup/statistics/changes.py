"""The change of a value from one year to the next: one rule for every table."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PLACES_OF_PERCENT = 1


def changes(
    new: Floats, old: Floats, *, percentage: bool, decimals: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return changes, rounded as they are printed, and which of them are in the values' own unit.

    Of a percentage the change is a difference in percentage points, of other values in per cent.
    From a value that is not above zero, or to one below it, a percentage has no meaning: there the
    change is the difference, in the unit of the values.

    Args:
        new: values; NaN where there is none.
        old: those of the year before, of the same shape.
        percentage: whether the values are percentages.
        decimals: places of the indicator; a change in per cent has one.

    Returns:
        Changes, NaN where either value is; and where the change is a difference of values that
        are no percentages.
    """
    difference = rounded(new - old, decimals)
    if percentage:
        return difference, np.zeros(difference.shape, dtype=bool)
    own = ((old <= 0) | (new < 0)) & ~np.isnan(difference)
    with np.errstate(invalid="ignore", divide="ignore"):
        relative = rounded(100 * (new - old) / np.where(own, np.nan, old), PLACES_OF_PERCENT)
    return np.where(own, difference, relative), own


def rounded(values: Floats, decimals: int) -> Floats:
    """Return numbers rounded as they are printed, halves away from zero.

    A difference of decimals is a binary fraction beside the half it stands for, so what lies within
    a millionth of it counts as one.
    """
    scaled = np.abs(values) * 10.0**decimals
    away = np.floor(np.round(scaled, 6) + 0.5)
    found: Floats = np.copysign(away / 10.0**decimals, values) + 0.0
    return found
