import numpy as np
import pytest

from smup.errors import CatalogueError
from smup.sample.tree import Tree

NAN = np.nan
# 0 country, 1 voivodeship, 2 powiat, 3 and 4 its gminas, 5 a city with powiat rights, 6 fictional
ROWS = np.array([3, 4, 5, 6])


def tree() -> Tree:
    return Tree([10, 11, 12, 13, 14, 15, 16], [None, 10, 11, 12, 12, 11, None])


def test_sums_reach_every_unit_above() -> None:
    sums = tree().sum_up(ROWS, np.array([[1.0], [2.0], [10.0], [100.0]]))
    assert sums[:, 0].tolist() == [13, 13, 3, 1, 2, 10, 100]


def test_a_unit_without_parent_counts_for_nobody() -> None:
    sums = tree().sum_up(ROWS, np.array([[1.0], [2.0], [10.0], [100.0]]))
    assert sums[0, 0] == 1 + 2 + 10


def test_a_sum_skips_places_without_value_and_is_empty_without_any() -> None:
    sums = tree().sum_up(ROWS, np.array([[NAN, NAN], [2.0, NAN], [10.0, 10.0], [1.0, 1.0]]))
    assert sums[2, 0] == 2
    assert np.isnan(sums[2, 1])
    assert sums[1].tolist() == [12, 10]


def test_means_are_weighted() -> None:
    values, weights = (
        np.array([[1.0], [4.0], [10.0], [0.0]]),
        np.array([[2.0], [1.0], [3.0], [9.0]]),
    )
    means = tree().mean_up(ROWS, values, weights)
    assert means[2, 0] == pytest.approx((2 * 1 + 1 * 4) / 3)
    assert means[0, 0] == pytest.approx((2 * 1 + 1 * 4 + 3 * 10) / 6)


def test_an_unknown_parent_is_refused() -> None:
    with pytest.raises(CatalogueError, match="99"):
        Tree([1], [99])
