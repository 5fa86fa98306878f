"""A straight line through a scatter of two indicators, with its 95 % bands; pure functions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

Floats = NDArray[np.float64]

FEWEST = 3
SHARE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Least squares line y = intercept + slope * x (Draper and Smith 1998, chapter 1).

    Attributes:
        slope: change of y for one unit of x.
        intercept: y at x = 0.
        r_squared: share of the variance of y that the line explains, 0 to 1; NaN when y does not
            vary.
        p_value: two-sided, of the slope being 0; NaN when y does not vary or lies on the line.
        n: points that took part.
        x_mean: mean of x.
        x_spread: sum of squared deviations of x.
        sigma: standard deviation of the points around the line (n - 2).
    """

    slope: float
    intercept: float
    r_squared: float
    p_value: float
    n: int
    x_mean: float
    x_spread: float
    sigma: float

    def at(self, x: ArrayLike) -> Floats:
        """Return the line's y."""
        return self.intercept + self.slope * np.asarray(x, dtype=np.float64)

    def band(self, x: ArrayLike) -> tuple[Floats, Floats]:
        """Return the 95 % band of the line itself: where the mean of y lies for this x."""
        return self._around(x, extra=0.0)

    def scatter_band(self, x: ArrayLike) -> tuple[Floats, Floats]:
        """Return the 95 % band of single points: where a unit with this x is expected."""
        return self._around(x, extra=1.0)

    def _around(self, x: ArrayLike, *, extra: float) -> tuple[Floats, Floats]:
        there = np.asarray(x, dtype=np.float64)
        error = self.sigma * np.sqrt(
            extra + 1 / self.n + (there - self.x_mean) ** 2 / self.x_spread
        )
        reach = float(stdtrit(self.n - 2, (1 + SHARE) / 2)) * error
        middle = self.at(there)
        return middle - reach, middle + reach


def fit_line(x: ArrayLike, y: ArrayLike) -> Line | None:
    """Fit a line to the points that have both numbers.

    Args:
        x: values of one indicator, NaN where there is none.
        y: values of the other in the same units, in the same order.

    Returns:
        The line; None with fewer than three points or when x does not vary.

    Raises:
        ValueError: when the lengths differ.
    """
    across, up = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if across.shape != up.shape or across.ndim != 1:
        message = f"{up.shape} values of y do not fit {across.shape} of x"
        raise ValueError(message)
    known = np.isfinite(across) & np.isfinite(up)
    across, up = across[known], up[known]
    # A spread of rounding errors alone is no spread.
    if len(across) < FEWEST or not _varies(across):
        return None
    dx, dy = across - across.mean(), up - up.mean()
    sxx, syy, sxy = float(dx @ dx), float(dy @ dy), float(dx @ dy)
    slope = sxy / sxx
    varies = _varies(up)
    r_squared = min(sxy * sxy / (sxx * syy), 1.0) if varies else float("nan")
    sigma = float(np.sqrt(max(syy - slope * sxy, 0.0) / (len(up) - 2))) if varies else 0.0
    return Line(
        slope=slope if varies else 0.0,
        intercept=float(up.mean() - (slope if varies else 0.0) * across.mean()),
        r_squared=r_squared,
        p_value=_p_value(r_squared, len(up) - 2),
        n=len(up),
        x_mean=float(across.mean()),
        x_spread=sxx,
        sigma=sigma,
    )


def _varies(numbers: Floats) -> bool:
    return bool(np.ptp(numbers) > 1e-12 * np.max(np.abs(numbers)))


def _p_value(r_squared: float, freedom: int) -> float:
    if not r_squared < 1:
        return float("nan")
    t = np.sqrt(freedom * r_squared / (1 - r_squared))
    return float(2 * stdtr(freedom, -t))
