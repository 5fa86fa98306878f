"""Nearest units: distances by hand, and what must not change them."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from smup.statistics.nearest import (
    Nearest,
    common_year,
    distances,
    nearest,
    shares,
    space_of,
    transformed,
)

NAN = math.nan
FIVE = np.array([[1.0], [2.0], [3.0], [4.0], [5.0]])  # mean 3, deviation (divisor n) root of 2
EQUAL = np.array([1.0])
ALL = np.ones(5, dtype=bool)
NO_LOG = np.array([False])


def test_the_distance_in_one_variable_is_the_difference_of_z_scores_over_six() -> None:
    space = space_of(FIVE, ALL, NO_LOG)
    found = distances(space, np.array([0]), EQUAL)[0]
    step = 1 / math.sqrt(2) / 6
    assert found == pytest.approx([0, step, 2 * step, 3 * step, 4 * step], abs=1e-12)


def test_two_variables_are_joined_by_their_weights() -> None:
    # Differences 3 and 4 deviations: root of (1*9 + 3*16) / (1 + 3) = root of 57/4, over six.
    space = np.array([[0.0, -1.0], [3.0, 3.0]])
    found = distances(space, np.array([0]), np.array([1.0, 3.0]))[0, 1]
    assert found == pytest.approx(math.sqrt(57 / 4) / 6, abs=1e-12)


def test_opposite_extremes_in_all_variables_are_one_apart() -> None:
    space = np.array([[-3.0, -3.0], [3.0, 3.0]])
    assert distances(space, np.array([0]), np.array([2.0, 5.0]))[0, 1] == 1.0


def test_an_unknown_variable_counts_in_neither_sum() -> None:
    space = np.array([[0.0, 0.0, 0.0], [1.0, NAN, 2.0]])
    # (1*1 + 1*4) / 2 = 2.5
    found = distances(space, np.array([0]), np.ones(3))[0, 1]
    assert found == pytest.approx(math.sqrt(2.5) / 6, abs=1e-12)


@pytest.mark.parametrize(
    ("known", "variables", "has_distance"),
    [(1, 2, True), (1, 3, False), (2, 3, True), (0, 1, False)],
)
def test_half_of_the_variables_must_be_known_in_both(
    known: int, variables: int, *, has_distance: bool
) -> None:
    other = [1.0] * known + [NAN] * (variables - known)
    space = np.array([[0.0] * variables, other])
    found = distances(space, np.array([0]), np.ones(variables))[0, 1]
    assert math.isfinite(found) is has_distance


def test_a_variable_without_weight_is_as_if_it_were_not_there() -> None:
    space = np.array([[0.0, 0.0], [1.0, NAN]])
    assert distances(space, np.array([0]), np.array([1.0, 0.0]))[0, 1] == pytest.approx(1 / 6)


def test_example_units_do_not_shift_the_scale() -> None:
    values = np.vstack((FIVE, [[1000.0]]))
    real = np.array([*ALL, False])
    space = space_of(values, real, NO_LOG)
    assert space[:5] == pytest.approx(space_of(FIVE, ALL, NO_LOG))
    assert space[5, 0] == 3.0  # cut at three deviations


def test_amounts_are_compared_by_proportion() -> None:
    found = transformed(np.array([[100.0, 1.0], [0.0, 2.0]]), np.array([True, False]))
    assert found[0].tolist() == [pytest.approx(math.log(100)), 1.0]
    assert math.isnan(found[1, 0])  # zero has no logarithm: unknown, not the smallest


def test_the_nearest_come_in_order_and_equal_ones_by_code() -> None:
    space = np.array([[0.0], [1.0], [-1.0], [0.5], [2.0]])
    found = nearest(space, ALL, weights=EQUAL, k=3)[0]
    assert found.rows.tolist() == [3, 1, 2]  # 1 and 2 are equally far; 1 has the lower code
    assert found.distances.tolist() == sorted(found.distances.tolist())


def test_an_example_unit_has_peers_and_is_nobodys_peer() -> None:
    space = np.array([[0.0], [0.1], [3.0]])
    real = np.array([True, False, True])
    found = nearest(space, real, weights=EQUAL, k=2)
    assert found[1].rows.tolist() == [0, 2]
    assert found[0].rows.tolist() == [2]


def test_a_unit_without_values_has_no_peers() -> None:
    found = nearest(np.array([[NAN], [0.0], [1.0]]), np.ones(3, dtype=bool), weights=EQUAL, k=2)
    assert found[0].rows.tolist() == []
    assert found[1].rows.tolist() == [2]


def test_shares_say_which_variable_keeps_two_units_apart() -> None:
    space = np.array([[0.0, 0.0, 0.0, 1.0], [1.0, 2.0, NAN, 0.0]])
    found = shares(space, 0, 1, np.array([1.0, 2.0, 1.0, 0.0]))
    assert found[:2] == pytest.approx([1 / 9, 8 / 9])
    assert np.isnan(found[2:]).all()  # unknown; without weight


def test_shares_of_equal_units_are_zero() -> None:
    assert shares(np.zeros((2, 2)), 0, 1, np.ones(2)).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("counts", "year"),
    [
        ([{2023: 10, 2024: 10}] * 3, 2024),
        ([{2023: 10, 2024: 10}, {2023: 10, 2024: 4}, {2023: 10}], 2023),
        ([{2023: 10}, {2023: 10}], None),  # fewer than three variables
        ([{2023: 10, 2024: 10}] * 3 + [{2023: 9}], 2023),
        ([{2023: 10}] * 3 + [{2020: 10}], 2023),  # no year has all: the one with the most
        ([{}, {}, {}], None),
    ],
)
def test_the_common_year_is_the_newest_in_which_half_of_the_units_have_all_variables(
    counts: list[dict[int, int]], year: int | None
) -> None:
    assert common_year(counts, 10) == year


VALUES = arrays.arrays(
    np.float64,
    (12, 3),
    elements=st.integers(1, 10_000).map(float),
)


def _order(values: np.ndarray) -> list[Nearest]:
    space = space_of(values, np.ones(len(values), dtype=bool), np.zeros(3, dtype=bool))
    return nearest(space, np.ones(len(values), dtype=bool), weights=np.ones(3), k=4)


@settings(max_examples=60)
@given(VALUES, st.sampled_from([0.001, 0.1, 7.0, 1_000.0]), st.integers(-50, 50))
def test_units_of_measure_do_not_matter(values: np.ndarray, factor: float, shift: int) -> None:
    changed = values.copy()
    changed[:, 1] = changed[:, 1] * factor + shift
    for one, other in zip(_order(values), _order(changed), strict=True):
        assert one.distances == pytest.approx(other.distances, abs=1e-9)


@settings(max_examples=60)
@given(VALUES, st.permutations(range(12)))
def test_the_order_of_units_does_not_change_distances(values: np.ndarray, order: list[int]) -> None:
    found, shuffled = _order(values), _order(values[order])
    for new, old in enumerate(order):
        assert shuffled[new].distances == pytest.approx(found[old].distances, abs=1e-9)


@settings(max_examples=60)
@given(VALUES)
def test_distances_are_a_symmetric_measure_from_0_to_1(values: np.ndarray) -> None:
    space = space_of(values, np.ones(12, dtype=bool), np.zeros(3, dtype=bool))
    found = distances(space, np.arange(12), np.ones(3))
    known = found[~np.isnan(found)]
    assert ((known >= 0) & (known <= 1)).all()
    assert np.array_equal(found, found.T, equal_nan=True)
