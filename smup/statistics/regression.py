"""A straight line through points by least squares, with its 95 % bands; pure functions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

Floats = NDArray[np.float64]

FEWEST = 3
SHARE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fitted line ``y = intercept + slope * x``.

    Attributes:
        slope: in units of y for a unit of x.
        intercept: height at x = 0.
        r2: share of the variance of y that goes with x, from 0 to 1 (the square of Pearson's r).
        p_value: two-sided, of the slope being 0 (t test); NaN when all points lie on the line.
        n: points that took part.
        x_mean: mean of x.
        x_spread: root of the sum of squared deviations of x.
        sigma: standard deviation of the points around the line (n - 2).
    """

    slope: float
    intercept: float
    r2: float
    p_value: float
    n: int
    x_mean: float
    x_spread: float
    sigma: float

    def at(self, x: float) -> float:
        """Return the height of the line."""
        return self.intercept + self.slope * x

    def band(self, x: ArrayLike) -> tuple[Floats, Floats]:
        """Return the 95 % band of the line itself: where the mean of y lies for this x."""
        return self._around(x, extra=0.0)

    def scatter_band(self, x: ArrayLike) -> tuple[Floats, Floats]:
        """Return the 95 % band of single points: where a unit with this x is expected."""
        return self._around(x, extra=1.0)

    def _around(self, x: ArrayLike, *, extra: float) -> tuple[Floats, Floats]:
        there = np.asarray(x, dtype=np.float64)
        error = self.sigma * np.sqrt(
            extra + 1 / self.n + ((there - self.x_mean) / self.x_spread) ** 2
        )
        reach = float(stdtrit(self.n - 2, (1 + SHARE) / 2)) * error
        middle = self.intercept + self.slope * there
        return middle - reach, middle + reach


def fit_line(x: ArrayLike, y: ArrayLike) -> Line | None:
    """Return the line of least squares (Draper and Smith, Applied Regression Analysis, ch. 1).

    Args:
        x: numbers; a point without a finite number in either is left out.
        y: numbers of the same length.

    Returns:
        None with fewer than three points, or when all x or all y are equal: no line says
        anything then.

    Raises:
        ValueError: when the lengths differ.
    """
    across, up = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if across.shape != up.shape or across.ndim != 1:
        message = f"{across.shape} and {up.shape} numbers are no points"
        raise ValueError(message)
    known = np.isfinite(across) & np.isfinite(up)
    across, up = across[known], up[known]
    if len(across) < FEWEST or not (_varies(across) and _varies(up)):
        return None
    # Scaled first, so that squares of very large or very small numbers neither overflow nor vanish.
    width, height = float(np.ptp(across)), float(np.ptp(up))
    dx, dy = (across - across.mean()) / width, (up - up.mean()) / height
    sxx, syy, sxy = float(dx @ dx), float(dy @ dy), float(dx @ dy)
    slope = sxy / sxx * height / width
    r2 = min(1.0, sxy * sxy / (sxx * syy))
    return Line(
        slope=slope,
        intercept=float(up.mean()) - slope * float(across.mean()),
        r2=r2,
        p_value=_p_value(r2, len(up) - 2),
        n=len(up),
        x_mean=float(across.mean()),
        x_spread=width * float(np.sqrt(sxx)),
        sigma=height * float(np.sqrt(max(syy - sxy * sxy / sxx, 0.0) / (len(up) - 2))),
    )


def _varies(numbers: Floats) -> bool:
    """Tell whether numbers differ by more than rounding in their last binary places."""
    return bool(np.ptp(numbers) > 1e-12 * np.max(np.abs(numbers)))


def _p_value(r2: float, freedom: int) -> float:
    if r2 >= 1:
        return float("nan")
    return float(2 * stdtr(freedom, -np.sqrt(freedom * r2 / (1 - r2))))
