"""Quantiles, moments and ranks of many columns at once; pure functions of arrays."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

QUANTILES = {
    "min": 0.0,
    "p5": 0.05,
    "q1": 0.25,
    "median": 0.5,
    "q3": 0.75,
    "p95": 0.95,
    "max": 1.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Distribution of each column; where ``n`` is 0 all else is NaN, and ``sd`` is for n = 1."""

    n: Integers
    mean: Floats
    sd: Floats
    min: Floats
    p5: Floats
    q1: Floats
    median: Floats
    q3: Floats
    p95: Floats
    max: Floats

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """Return the arrays by name, in the order of the table."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


def describe(values: Floats) -> Description:
    """Describe each column over the rows that have a number.

    Quantiles interpolate linearly between neighbours: type 7 of Hyndman and Fan (1996), which is
    also numpy's and Excel's (PERCENTILE.INC). The deviation is that of a sample (n - 1).

    Args:
        values: shape (units, columns), NaN where a unit has no number.
    """
    ordered = np.sort(values, axis=0)  # NaN goes to the end
    known = ~np.isnan(ordered)
    n = np.count_nonzero(known, axis=0)
    quantiles = dict(zip(QUANTILES, _quantiles(ordered, n), strict=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(known, ordered, 0.0).sum(axis=0) / n
        squares = np.where(known, (ordered - mean) ** 2, 0.0).sum(axis=0)
        sd = np.where(n > 1, np.sqrt(squares / (n - 1)), np.nan)
    # A sum of equal numbers may differ from n times the number in its last binary place.
    mean = np.clip(mean, quantiles["min"], quantiles["max"])
    return Description(n=n, mean=mean, sd=sd, **quantiles)


def _quantiles(ordered: Floats, n: Integers) -> Floats:
    """Return the type 7 quantiles: at place (n - 1) p, counted from 0; shape (p, columns).

    Args:
        ordered: shape (units, columns), ascending, NaN last.
        n: numbers in each column.
    """
    shares = np.array(list(QUANTILES.values()))[:, None]
    if len(ordered) == 0:
        return np.full((len(shares), ordered.shape[1]), np.nan)
    last = np.maximum(n - 1, 0)
    place = last * shares
    below = place.astype(np.int64)
    above = np.minimum(below + 1, last)
    column = np.arange(ordered.shape[1])
    lower, upper = ordered[below, column], ordered[above, column]
    found: Floats = lower + (place - below) * (upper - lower)
    return found


def quantile(ordered: Floats, share: float) -> float:
    """Return one quantile of one column, as ``describe`` does but many times as fast.

    Args:
        ordered: at least one number, ascending, no NaN.
        share: from 0 to 1.
    """
    return _at(ordered, (len(ordered) - 1) * share)


def quantile_of_next(ordered: Floats, share: float) -> float:
    """Return the value that one more like these stays under with this chance.

    Type 6 of Hyndman and Fan (Weibull): of numbers alike in kind, one more lies under it in
    ``share`` of all cases, which type 7 of ``quantile`` promises only of many numbers.

    Args:
        ordered: at least ``1 / share`` - 1 numbers, ascending, no NaN; of fewer the outermost.
        share: from 0 to 1.
    """
    last = len(ordered) - 1
    return _at(ordered, min(max((len(ordered) + 1) * share - 1, 0.0), float(last)))


def _at(ordered: Floats, place: float) -> float:
    """Return the value at a place counted from 0, between two places in proportion."""
    below = int(place)
    lower, upper = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    return lower + (place - below) * (upper - lower)


def ranks(values: Floats, among: Floats, *, polarity: str) -> Integers:
    """Return the place each value takes in a list: 1 = best; equal values share the lower number.

    Competition ranking (1, 2, 2, 4). With polarity ``down`` the smallest is best; with ``up`` the
    largest; with ``none``, where nothing is better, the largest comes first.

    Args:
        values: numbers to place.
        among: the list, NaN left out.
        polarity: ``up``, ``down`` or ``none``.
    """
    ordered = np.sort(among[~np.isnan(among)])
    if polarity == "down":
        return np.searchsorted(ordered, values, side="left") + 1
    return len(ordered) - np.searchsorted(ordered, values, side="right") + 1
