"""Control limits of a funnel: how far from its group a small unit may lie by chance alone."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtrik, betainc, gammaincc, pdtrik

ChanceKind = Literal["proportion", "rate"]
Floats = NDArray[np.float64]

SHARE = 0.95
_HALF = 0.5  # of a count


def control_limits(
    kind: ChanceKind,
    *,
    centre: ArrayLike,
    base: ArrayLike,
    multiplier: ArrayLike,
    share: float = SHARE,
) -> tuple[Floats, Floats]:
    """Return the limits between which a unit of this size lies by chance ``share`` of the time.

    The unit is taken to have the level of its group and ``base`` people or cases. A proportion
    then counts as binomial, a rate as Poisson (Spiegelhalter 2005, Statistics in Medicine 24,
    1185-1202). The limits are exact: each tail holds at most half of the rest. They stand half a
    count outside the outermost counts, so that the rounding of a published value never decides.

    Args:
        kind: ``proportion`` for people or cases that are counted in the base too, ``rate`` for
            events that are not.
        centre: level of the group in the unit of the indicator.
        base: number of people or cases of the unit: the denominator; rounded to whole ones.
        multiplier: of the formula: 100 of a percentage, 1000 of a number per thousand.
        share: between 0 and 1.

    Returns:
        Lower and upper limits in the unit of the indicator, of the arguments' common shape. NaN
        without a base, and where the centre leaves nothing to chance: not above 0, or a
        proportion not below the whole.

    Raises:
        ValueError: for an unknown kind or a share outside its range.
    """
    if kind not in ("proportion", "rate") or not 0 < share < 1:
        message = f"there are no limits of kind {kind!r} and share {share!r}"
        raise ValueError(message)
    scale = np.asarray(multiplier, dtype=np.float64)
    level = np.asarray(centre, dtype=np.float64) / scale
    size = np.rint(np.asarray(base, dtype=np.float64))
    level, size, scale = np.broadcast_arrays(level, size, scale)
    defined = (size >= 1) & (level > 0) & ((level < 1) | (kind == "rate"))
    # Where nothing is defined any harmless number is put in, and taken out again at the end.
    n, p = np.where(defined, size, 1.0), np.where(defined, level, 0.5)
    tail = (1 - share) / 2
    lowest, highest = _count(kind, tail, n, p), _count(kind, 1 - tail, n, p)
    most = n if kind == "proportion" else np.inf
    low = np.maximum(lowest - _HALF, 0) / n * scale
    high = np.minimum(highest + _HALF, most) / n * scale
    return np.where(defined, low, np.nan), np.where(defined, high, np.nan)


def own_interval(
    kind: ChanceKind,
    *,
    value: ArrayLike,
    base: ArrayLike,
    multiplier: ArrayLike,
    share: float = SHARE,
) -> tuple[Floats, Floats]:
    """Return between what values a unit may as well have come out, from its own value.

    These are the control limits around the value. Where nobody or everybody was counted they do
    not exist, though in a small unit that may be chance too: there the interval holds the levels
    at which such a count is no rarer than half of the rest (Clopper and Pearson 1934; Garwood
    1936 for rates): 0 of 10 may as well be up to 30.8 %.

    Args:
        kind: as for ``control_limits``.
        value: of the unit, in the unit of the indicator.
        base: number of people or cases.
        multiplier: of the formula.
        share: between 0 and 1.

    Returns:
        Lower and upper ends; NaN without a base, and for a proportion beyond the whole.

    Raises:
        ValueError: as ``control_limits``.
    """
    low, high = control_limits(kind, centre=value, base=base, multiplier=multiplier, share=share)
    scale = np.asarray(multiplier, dtype=np.float64)
    level = np.asarray(value, dtype=np.float64) / scale
    size = np.rint(np.asarray(base, dtype=np.float64))
    counted = np.where(size >= 1, size, np.nan)
    tail = (1 - share) / 2
    reach = 1 - tail ** (1 / counted) if kind == "proportion" else -np.log(tail) / counted
    nobody, everybody = level == 0, (level == 1) & (kind == "proportion")
    low = np.where(nobody, np.where(size >= 1, 0.0, np.nan), low)
    high = np.where(nobody, reach * scale, high)
    low = np.where(everybody, (1 - reach) * scale, low)
    high = np.where(everybody, np.where(size >= 1, scale, np.nan), high)
    return low, high


def _count(kind: ChanceKind, probability: float, n: Floats, p: Floats) -> Floats:
    """Return the least count that is not exceeded with at least this probability."""
    if kind == "proportion":
        found = np.ceil(bdtrik(probability, n, p))
        before = np.maximum(found - 1, 0)
        cumulated = betainc(n - before, before + 1, 1 - p)  # binomial distribution function
    else:
        found = np.ceil(pdtrik(probability, n * p))
        before = np.maximum(found - 1, 0)
        cumulated = gammaincc(before + 1, n * p)  # that of Poisson
    # The continuous inverse may lie a rounding error above a whole count.
    count: Floats = np.where(cumulated >= probability, before, found)
    return count
