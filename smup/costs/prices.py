"""Constant prices: amounts of one year in the money of another, by the index of the GUS."""

import math

from smup.costs.dictionary import Prices


def factor(prices: Prices, *, year: int, base: int) -> float | None:
    """Return what an amount of ``year`` is multiplied by to stand in prices of ``base``.

    Args:
        prices: the index of each year, the year before = 100.
        year: the year of the amount.
        base: the year whose prices it is told in.

    Returns:
        1 for the same year; None when the index of a year between them is not known.
    """
    if year > base:
        back = factor(prices, year=base, base=year)
        return None if back is None else 1 / back
    known = {entry.year: entry.previous_100 for entry in prices.year}
    between = [known.get(each) for each in range(year + 1, base + 1)]
    found = [index for index in between if index is not None]
    return math.prod(index / 100 for index in found) if len(found) == len(between) else None
