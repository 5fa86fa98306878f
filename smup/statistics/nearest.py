"""The nearest units on standardised variables; pure functions of arrays.

Each variable is put on the scale of its z-score over the real units of the level, cut at three
deviations (``smup.statistics.standardise``); variables of amounts are first put on a logarithmic
scale. The distance of two units is the weighted Euclidean one over the variables known in both,
divided by its greatest possible value::

    d = sqrt( sum of w (z1 - z2)^2 / sum of w ) / 6

so that 0 means equal in all variables and 1 opposite extremes in all of them. Weights of variables
that are not known in both count in neither sum. Two units have a distance only when at least half
of the variables are known in both, of those that have a weight and differ between units at all.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from smup.statistics.describe import Floats
from smup.statistics.standardise import LIMIT, winsorise, z_scores

Booleans = NDArray[np.bool_]
Integers = NDArray[np.int64]

GREATEST_DIFFERENCE = 2 * LIMIT
LEAST_VARIABLES = 3
"""With fewer variables than these in the database nothing is called similar."""
ROUNDED = 12  # decimal places: equal distances stay equal whatever the order of the sums
BLOCK = 256


class Nearest(NamedTuple):
    """The nearest units of one: rows of the space in order, and their distances."""

    rows: Integers
    distances: Floats


def transformed(values: Floats, logarithmic: Booleans) -> Floats:
    """Return the values with logarithms in the columns marked; NaN where there is none.

    Args:
        values: shape (units, variables), NaN where a unit has no number.
        logarithmic: shape (variables,).
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        logs = np.where(values > 0, np.log(values), np.nan)
    changed: Floats = np.where(logarithmic[None, :], logs, values)
    return changed


def space_of(values: Floats, real: Booleans, logarithmic: Booleans) -> Floats:
    """Return the place of each unit on each variable, in deviations from -3 to 3.

    Args:
        values: shape (units, variables), NaN where a unit has no number.
        real: shape (units,); example units are placed on the scale of the real ones.
        logarithmic: shape (variables,).

    Returns:
        Shape of ``values``; NaN where a value is unknown, and in columns without any spread.
    """
    return winsorise(z_scores(transformed(values, logarithmic), real))


def distances(space: Floats, rows: Integers, weights: Floats) -> Floats:
    """Return the distances of some units from all, shape (rows, units).

    Args:
        space: as from ``space_of``.
        rows: which units.
        weights: shape (variables,), none negative.

    Returns:
        From 0 to 1; NaN where too few variables are known in both. A unit is 0 from itself.
    """
    total = np.zeros((len(rows), len(space)))
    weight = np.zeros_like(total)
    known = np.zeros_like(total)
    counted = (weights > 0) & ~np.isnan(space).all(axis=0)
    for column in np.flatnonzero(counted):
        difference = space[rows, column][:, None] - space[None, :, column]
        both = ~np.isnan(difference)
        total += np.where(both, weights[column] * difference**2, 0.0)
        weight += np.where(both, weights[column], 0.0)
        known += both
    enough = (known > 0) & (2 * known >= np.count_nonzero(counted))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.sqrt(total / weight) / GREATEST_DIFFERENCE
    return np.where(enough, np.round(found, ROUNDED), np.nan)


def nearest(
    space: Floats, candidates: Booleans, *, weights: Floats, k: int, rows: Integers | None = None
) -> list[Nearest]:
    """Return the k nearest candidates of each unit, without the unit itself.

    Of equal distances the one that stands first in the space (the lower code) comes first.

    Args:
        space: shape (units, variables), in the order of codes.
        candidates: shape (units,); only real units are anybody's peers.
        weights: shape (variables,).
        k: how many at most.
        rows: whose; by default of all.
    """
    asked = np.arange(len(space)) if rows is None else rows
    found: list[Nearest] = []
    for start in range(0, len(asked), BLOCK):
        block = asked[start : start + BLOCK]
        apart = distances(space, block, weights)
        apart[:, ~candidates] = np.nan
        apart[np.arange(len(block)), block] = np.nan
        order = np.argsort(apart, axis=1, kind="stable")[:, :k]  # NaN goes to the end
        for row, places in zip(apart, order, strict=True):
            known = places[~np.isnan(row[places])]
            found.append(Nearest(known, row[known]))
    return found


def shares(space: Floats, row: int, other: int, weights: Floats) -> Floats:
    """Return the part of each variable in the squared distance of two units.

    Returns:
        Shape (variables,): adds up to 1, or all 0 when the two are equal; NaN where a variable is
        unknown in one of them or has no weight.
    """
    parts = np.where(weights > 0, weights * (space[row] - space[other]) ** 2, np.nan)
    total = np.nansum(parts)
    return parts / total if total > 0 else parts


def common_year(counts: Sequence[Mapping[int, int]], units: int) -> int | None:
    """Return the newest year in which the variables have values for at least half of the units.

    Args:
        counts: for each variable the number of units with a value, by year.
        units: units of the level.

    Returns:
        The newest year that all variables have which ever reach half; with no such year, the one
        that the most of them have, the newest of these. None with fewer than three variables.
    """
    full = [{year for year, n in by_year.items() if 2 * n >= units and n} for by_year in counts]
    years = sorted(set().union(*full))
    together = {year: sum(year in found for found in full) for year in years}
    best = max(years, key=lambda year: (together[year], year), default=None)
    return best if best is not None and together[best] >= LEAST_VARIABLES else None
