"""A synthetic index of standardised indicators: scores, contributions, places; pure functions.

Within a sector every known indicator counts the same; sectors are weighted. What is not known is
left out and counted, never filled: below a stated coverage there is no score.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smup.statistics.describe import Floats, Integers, ranks
from smup.statistics.standardise import Booleans

LEAST_COVERAGE = 0.6
DRAWS = 1_000
SEED = 20_240_101
SHARE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorScores:
    """Scores of units in sectors; all arrays of shape (units, sectors).

    Attributes:
        values: mean of the known standardised indicators; NaN below the least coverage.
        known: indicators with a number.
        counted: indicators that could have one: those that apply to the unit and vary in the group.
    """

    values: Floats
    known: Integers
    counted: Integers


def sector_scores(
    scores: Floats,
    sector_of: Integers,
    *,
    sectors: int,
    applies: Booleans | None = None,
    least: float = LEAST_COVERAGE,
) -> SectorScores:
    """Return the mean of each sector's indicators over those that are known.

    Args:
        scores: standardised indicators, shape (units, indicators); NaN where unknown.
        sector_of: sector of each indicator, 0 … ``sectors`` - 1.
        sectors: number of sectors.
        applies: shape of ``scores``; False where the indicator is not the unit's task.
        least: least share of a sector's indicators that must be known.
    """
    belongs = (sector_of[:, None] == np.arange(sectors)).astype(np.float64)
    there = ~np.isnan(scores)
    possible = np.broadcast_to(there.any(axis=0), scores.shape)
    if applies is not None:
        possible = possible & applies
    there = there & possible
    known = there.astype(np.float64) @ belongs
    counted = possible.astype(np.float64) @ belongs
    sums = np.where(there, scores, 0.0) @ belongs
    enough = (known > 0) & (known >= least * counted)
    values = np.divide(sums, known, out=np.full_like(sums, np.nan), where=enough)
    return SectorScores(
        values=values, known=known.astype(np.int64), counted=counted.astype(np.int64)
    )


def overall(scores: SectorScores, weights: Floats, *, least: float = LEAST_COVERAGE) -> Floats:
    """Return the weighted mean of the sectors of each unit, over the sectors that have a score.

    Args:
        scores: of sectors.
        weights: shape (sectors,), none negative.
        least: least share of the weight of the unit's sectors that must have a score.

    Returns:
        Shape (units,); NaN where too little is known or all weights are zero.
    """
    there = ~np.isnan(scores.values)
    possible = (scores.counted > 0) @ weights
    known = there @ weights
    sums = np.where(there, scores.values, 0.0) @ weights
    enough = (known > 0) & (known >= least * possible)
    found: Floats = np.divide(sums, known, out=np.full(len(sums), np.nan), where=enough)
    return found


def contributions(
    scores: Floats, sector_of: Integers, sector_values: Floats, weights: Floats
) -> Floats:
    """Return what each indicator adds to the overall score of one unit; they sum to that score.

    Args:
        scores: standardised indicators of the unit, shape (indicators,).
        sector_of: sector of each indicator.
        sector_values: its sectors' scores, NaN where there is none, shape (sectors,).
        weights: shape (sectors,).

    Returns:
        Shape (indicators,); NaN for an indicator without a number or in a sector without a score.
    """
    there = ~np.isnan(sector_values)
    total = float(weights[there].sum())
    known = np.bincount(sector_of[~np.isnan(scores)], minlength=len(weights))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(there, weights / total / known, np.nan)
    found: Floats = scores * share[sector_of]
    return found


def place_of(totals: Floats, row: int) -> int | None:
    """Return the place of one unit, 1 = the highest score; None when it has no score.

    Equal scores share the lower number (1, 2, 2, 4); units without a score have no place.
    """
    if np.isnan(totals[row]):
        return None
    return int(ranks(totals[row : row + 1], totals, polarity="up")[0])


def random_weights(sectors: int, *, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """Return weights drawn evenly from all that sum to one, shape (draws, sectors).

    Dirichlet distribution with every parameter 1; the seed makes the draws the same each time.
    """
    return np.random.default_rng(seed).dirichlet(np.ones(sectors), size=draws)


def places_under(values: Floats, weights: Floats, rows: NDArray[np.integer]) -> Integers:
    """Return the places of chosen units under many weights.

    The units compared stay the same under all weights; a missing sector is left out of its unit's
    mean.

    Args:
        values: sector scores of the units compared, shape (units, sectors), each with at least one.
        weights: shape (draws, sectors), positive.
        rows: which units.

    Returns:
        Shape (draws, rows).
    """
    there = ~np.isnan(values)
    totals = (weights @ np.where(there, values, 0.0).T) / (weights @ there.T)
    ordered = np.sort(totals, axis=1)
    found = np.empty((len(weights), len(rows)), dtype=np.int64)
    for draw, row in enumerate(ordered):
        found[draw] = len(row) - np.searchsorted(row, totals[draw, rows], side="right") + 1
    return found


def interval(places: Integers, *, share: float = SHARE) -> tuple[Integers, Integers]:
    """Return the middle interval of places that holds a share of the draws, for each column.

    The ends are places that occurred (quantiles of the inverted distribution function).
    """
    tail = (1 - share) / 2
    low = np.quantile(places, tail, axis=0, method="inverted_cdf")
    high = np.quantile(places, 1 - tail, axis=0, method="inverted_cdf")
    return low.astype(np.int64), high.astype(np.int64)


def quarters(totals: Floats, *, among: Booleans | None = None) -> Integers:
    """Return the quarter of each unit by score: 1 the highest … 4 the lowest, 0 without a score.

    Args:
        totals: scores, NaN where there is none.
        among: which units the quartiles (type 7) are taken over; by default all.
    """
    known = ~np.isnan(totals) if among is None else ~np.isnan(totals) & among
    found = np.zeros(len(totals), dtype=np.int64)
    if not known.any():
        return found
    cuts = np.quantile(totals[known], [0.25, 0.5, 0.75])
    there = ~np.isnan(totals)
    found[there] = 4 - np.searchsorted(cuts, totals[there], side="right")
    return found
