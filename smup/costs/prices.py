"""Constant prices: amounts of one year in the money of another, by the index of the GUS."""

from smup.costs.dictionary import Prices


def factor(prices: Prices, *, year: int, base: int) -> float | None:
    """Return what an amount of ``year`` is multiplied by to stand in prices of ``base``.

    Returns:
        None when the index of a year between them is not known.
    """
    raise NotImplementedError
