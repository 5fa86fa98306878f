"""Class breaks: equal parts, round numbers, lower bound included."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.figures.classes import class_breaks, class_index, ramp_of


def test_breaks_are_quantiles_rounded_to_round_numbers() -> None:
    # quintiles of 0…100 are 20, 40, 60, 80: already multiples of 20
    assert class_breaks(np.arange(101.0)) == (20, 40, 60, 80)
    # quintiles of 0.7 + these: 20.7, 40.7 … narrowest gap 20, so they round to multiples of 20
    assert class_breaks(np.arange(101.0) + 0.7) == (20, 40, 60, 80)


def test_ties_reduce_the_number_of_classes() -> None:
    values = np.array([1.0] * 70 + [2.0] * 15 + [3.0] * 15)
    # quintiles 1, 1, 1, 2.2 -> only the cut above the minimum is left, at 2.2
    assert len(class_breaks(values)) == 1


def test_no_values_or_one_value_gives_no_breaks() -> None:
    assert class_breaks(np.array([])) == ()
    assert class_breaks(np.array([np.nan, 5.0, 5.0])) == ()


def test_the_lower_bound_belongs_to_the_class() -> None:
    index = class_index(np.array([19.9, 20.0, 99.0, np.nan]), (20.0, 40.0))
    assert index.tolist() == [0, 1, 2, -1]


@given(st.lists(st.floats(-1e6, 1e6), min_size=6, max_size=200), st.integers(0, 3))
def test_breaks_increase_and_lie_within_the_values(values: list[float], decimals: int) -> None:
    breaks = class_breaks(np.array(values), decimals=decimals)
    assert list(breaks) == sorted(set(breaks))
    assert all(min(values) < cut <= max(values) for cut in breaks)


@pytest.mark.parametrize(
    ("count", "expected"), [(1, ("c",)), (2, ("a", "e")), (3, ("a", "c", "e"))]
)
def test_a_ramp_keeps_its_ends(count: int, expected: tuple[str, ...]) -> None:
    assert ramp_of(("a", "b", "c", "d", "e"), count) == expected
