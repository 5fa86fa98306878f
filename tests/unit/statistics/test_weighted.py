"""Weighted quantiles, by hand and against type 7."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.statistics.weighted import weighted_quantiles

NAN = float("nan")
SHARES = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0]
numbers = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=30)


def test_by_hand() -> None:
    # Weights 1, 2, 1 at 10, 20, 40: middles 0.5, 2, 3.5, so places 0, 1/2, 1.
    found = weighted_quantiles([10, 20, 40], [1, 2, 1], [0.25, 0.5, 0.75])
    assert found == pytest.approx([15, 20, 30])


def test_a_heavy_value_pulls_the_median() -> None:
    # Weights 1, 1, 8: middles 0.5, 1.5, 6, so places 0, 2/11, 1; 1/2 is 7/18 of the way to 40.
    found = weighted_quantiles([10, 20, 40], [1, 1, 8], [0.5])
    assert found == pytest.approx([20 + 20 * (0.5 - 2 / 11) / (9 / 11)])


def test_equal_values_share_their_weight() -> None:
    # Twos weigh 2 each: weights 1, 2, 2, 1, middles 0.5, 2, 4, 5.5, places 0, 0.3, 0.7, 1.
    shares = [0.15, 0.5, 0.85]
    assert weighted_quantiles([1, 2, 2, 3], [1, 3, 1, 1], shares) == pytest.approx([1.5, 2, 2.5])
    assert weighted_quantiles([1, 2, 2, 3], [1, 1, 3, 1], shares) == pytest.approx([1.5, 2, 2.5])


def test_values_without_weight_or_number_are_left_out() -> None:
    found = weighted_quantiles([1, NAN, 100, 3, 50], [1, 1, 0, 1, NAN], [0, 0.5, 1])
    assert found == pytest.approx([1, 2, 3])


def test_nothing_left_gives_nothing_and_one_value_itself() -> None:
    assert np.isnan(weighted_quantiles([NAN], [1], [0.5])).all()
    assert np.isnan(weighted_quantiles([], [], [0.5])).all()
    assert weighted_quantiles([7], [3], [0, 0.5, 1]) == pytest.approx([7, 7, 7])


@pytest.mark.parametrize(
    ("values", "weights", "shares"),
    [([1, 2], [1], [0.5]), ([1], [-1], [0.5]), ([1], [1], [1.5]), ([1], [np.inf], [0.5])],
)
def test_impossible_arguments_are_refused(
    values: list[float], weights: list[float], shares: list[float]
) -> None:
    with pytest.raises(ValueError, match=r"do not fit|must be"):
        weighted_quantiles(values, weights, shares)


@given(values=numbers, weight=st.sampled_from([0.25, 1.0, 3.0]))
def test_equal_weights_give_type_seven(values: list[float], weight: float) -> None:
    found = weighted_quantiles(values, [weight] * len(values), SHARES)
    assert found == pytest.approx(np.quantile(values, SHARES), abs=1e-9)


@given(pairs=st.lists(st.tuples(st.integers(-20, 20), st.integers(1, 9)), min_size=1, max_size=15))
def test_rows_in_any_order_and_the_mirror_image_agree(pairs: list[tuple[int, int]]) -> None:
    values, weights = zip(*pairs, strict=True)
    found = weighted_quantiles(values, weights, SHARES)
    backwards = weighted_quantiles(values[::-1], weights[::-1], SHARES)
    mirrored = -weighted_quantiles(-np.array(values), weights, 1 - np.array(SHARES))
    assert backwards == pytest.approx(found)
    assert mirrored == pytest.approx(found)


@given(pairs=st.lists(st.tuples(st.integers(-20, 20), st.integers(1, 9)), min_size=1, max_size=15))
def test_quantiles_rise_and_stay_between_the_extremes(pairs: list[tuple[int, int]]) -> None:
    values, weights = zip(*pairs, strict=True)
    found = weighted_quantiles(values, weights, SHARES)
    assert (np.diff(found) >= -1e-9).all()
    assert (found[0], found[-1]) == (min(values), max(values))
