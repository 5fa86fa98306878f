"""Class breaks of a map, and the class of a value."""

import math

import numpy as np
from numpy.typing import NDArray

CLASSES = 5
_NICE = (1.0, 2.0, 2.5, 5.0)


def class_breaks(
    values: NDArray[np.float64], *, classes: int = CLASSES, decimals: int = 2
) -> tuple[float, ...]:
    """Return the inner breaks of quantile classes, rounded to round numbers.

    The breaks are the quantiles that cut the values into ``classes`` equal parts, rounded to a
    multiple of the largest number of the form 1, 2, 2.5 or 5 times a power of ten that does not
    exceed the narrowest gap between them. So neighbouring breaks never fall together, and the
    classes stay nearly equal in size. Ties reduce the number of classes.

    Args:
        values: values of the indicator at one level; NaN is left out.
        classes: number of classes wanted.
        decimals: decimals of the indicator; a break never has more.

    Returns:
        Up to ``classes - 1`` increasing numbers; a value equal to a break is in the class above.
    """
    known = values[np.isfinite(values)]
    if known.size == 0:
        return ()
    cuts = np.unique(np.quantile(known, np.linspace(0, 1, classes + 1)[1:-1]))
    cuts = cuts[(cuts > known.min()) & (cuts <= known.max())]
    if cuts.size == 0:
        return ()
    gaps = np.diff(cuts)
    gap = float(gaps.min()) if gaps.size else abs(float(cuts[0])) / 10
    step = max(_nice_floor(gap), 10.0**-decimals)
    rounded = np.unique(np.floor(cuts / step + 0.5) * step)
    return tuple(round(float(cut), 10) for cut in rounded if known.min() < cut <= known.max())


def _nice_floor(gap: float) -> float:
    """Return the largest 1, 2, 2.5 or 5 times a power of ten that is at most ``gap``."""
    if gap <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(gap))
    return max(nice * power for nice in _NICE if nice * power <= gap * (1 + 1e-9))


def class_index(values: NDArray[np.float64], breaks: tuple[float, ...]) -> NDArray[np.int64]:
    """Return the class of each value, 0 for the lowest; -1 where there is no value."""
    index = np.searchsorted(np.asarray(breaks, dtype=np.float64), values, side="right")
    return np.where(np.isfinite(values), index, -1)


def ramp_of(colours: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return ``count`` colours spread over a ramp, its ends kept."""
    if count == 1:
        return (colours[len(colours) // 2],)
    last = len(colours) - 1
    return tuple(colours[round(place * last / (count - 1))] for place in range(count))
