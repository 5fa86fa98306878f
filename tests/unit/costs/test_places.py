"""Places of units over all ways of counting."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from smup.costs.method import Floats, rank_interval

NAN = float("nan")
matrices = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, max_side=8),
    elements=st.one_of(st.integers(-3, 3).map(float), st.just(NAN)),
)


def places_of(row: Floats, at: int) -> tuple[int, int] | None:
    """Return the better and the worse place of a unit in one combination, by counting."""
    if np.isnan(row[at]):
        return None
    return 1 + int((row < row[at]).sum()), int((row <= row[at]).sum())


def test_by_hand() -> None:
    # First way: 10, 20, 30. Second: 25, 20, 15.
    best, worst = rank_interval(np.array([[10.0, 20, 30], [25, 20, 15]]))
    assert (best.tolist(), worst.tolist()) == ([1, 2, 1], [3, 2, 3])


def test_equal_costs_share_the_better_and_the_worse_place() -> None:
    best, worst = rank_interval(np.array([[7.0, 5, 7, 9]]))
    assert (best.tolist(), worst.tolist()) == ([2, 1, 2, 4], [3, 1, 3, 4])


def test_a_unit_without_numbers_has_no_place_and_takes_none_away() -> None:
    best, worst = rank_interval(np.array([[NAN, 1.0, 2.0], [NAN, NAN, 2.0]]))
    assert (best.tolist(), worst.tolist()) == ([0, 1, 1], [0, 1, 2])


def test_no_units_have_no_places() -> None:
    best, worst = rank_interval(np.empty((3, 0)))
    assert (best.tolist(), worst.tolist()) == ([], [])


@given(matrix=matrices)
def test_places_are_the_best_and_the_worst_of_every_combination(matrix: Floats) -> None:
    best, worst = rank_interval(matrix)
    for at in range(matrix.shape[1]):
        places = [place for row in matrix if (place := places_of(row, at)) is not None]
        assert best[at] == min((first for first, _ in places), default=0)
        assert worst[at] == max((last for _, last in places), default=0)


@given(matrix=matrices)
def test_another_order_of_ways_changes_no_place(matrix: Floats) -> None:
    here, there = rank_interval(matrix), rank_interval(matrix[::-1])
    assert [one.tolist() for one in here] == [one.tolist() for one in there]
