"""The line through a scatter, by hand and against scipy.stats.linregress."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from smup.statistics.regression import Line, fit_line

NAN = float("nan")
points = st.lists(
    st.tuples(st.integers(-100, 100), st.integers(-100, 100)), min_size=4, max_size=25
).filter(lambda some: all(len(set(numbers)) > 1 for numbers in zip(*some, strict=True)))


def line(x: object, y: object) -> Line:
    found = fit_line(np.array(x, dtype=float), np.array(y, dtype=float))
    assert found is not None
    return found


def test_by_hand() -> None:
    # x 1 2 3, y 1 3 2: mean 2 and 2, Sxx = 2, Sxy = 1, Syy = 2; slope 1/2, R2 = 1/4.
    found = line([1, 2, 3], [1, 3, 2])
    assert (found.slope, found.intercept, found.r2, found.n) == (0.5, 1.0, 0.25, 3)
    assert found.sigma == pytest.approx(np.sqrt(2 - 0.5))
    # t(1; 0.975) = 12.706; at the mean of x the line's error is sigma * sqrt(1/3).
    low, high = found.band([2])
    assert float(high[0] - low[0]) / 2 == pytest.approx(12.706 * np.sqrt(1.5 / 3), rel=1e-4)
    low, high = found.scatter_band([2])
    assert float(high[0] - low[0]) / 2 == pytest.approx(12.706 * np.sqrt(1.5 * 4 / 3), rel=1e-4)


def test_points_without_both_numbers_are_left_out() -> None:
    found = line([1, 2, 3, 4, NAN], [1, 3, 2, NAN, 9])
    assert found == line([1, 2, 3], [1, 3, 2])


def test_points_on_a_line_have_no_scatter() -> None:
    found = line([1, 2, 3], [3, 5, 7])
    assert (found.slope, found.intercept, found.r2) == pytest.approx((2, 1, 1))
    low, high = found.scatter_band([10])
    assert (float(low[0]), float(high[0])) == pytest.approx((21, 21))


def test_a_flat_scatter_has_no_line() -> None:
    assert fit_line([1, 2, 3], [0.3, 0.3, 0.1 + 0.2]) is None


@pytest.mark.parametrize("scale", [1e-160, 1e160])
def test_very_small_and_large_numbers_keep_their_line(scale: float) -> None:
    found = line(np.array([1, 2, 3]) * scale, [1, 3, 2])
    assert (found.slope * scale, found.r2) == pytest.approx((0.5, 0.25))


@pytest.mark.parametrize("x", [[1, 2], [5, 5, 5], [0.3, 0.3, 0.1 + 0.2], [NAN, 1, 2]])
def test_without_three_points_apart_there_is_no_line(x: list[float]) -> None:
    assert fit_line(x, [1.0, 2.0, 4.0][: len(x)]) is None


def test_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="no points"):
        fit_line([1, 2, 3], [1, 2])


@given(points)
def test_the_line_is_that_of_scipy(some: list[tuple[int, int]]) -> None:
    x, y = np.array(some, dtype=float).T
    found, expected = line(x, y), stats.linregress(x, y)
    assert [found.slope, found.intercept] == pytest.approx(
        [expected.slope, expected.intercept], abs=1e-9
    )
    if abs(expected.rvalue) < 0.999:
        assert found.r2 == pytest.approx(expected.rvalue**2, abs=1e-9)
        assert found.p_value == pytest.approx(expected.pvalue, abs=1e-9)


@given(some=points, scale=st.sampled_from([0.5, 4.0]), shift=st.integers(-50, 50))
def test_units_of_measure_and_order_do_not_change_what_is_explained(
    some: list[tuple[int, int]], scale: float, shift: int
) -> None:
    x, y = np.array(some, dtype=float).T
    found, other = line(x, y), line(scale * x[::-1] + shift, y[::-1])
    assert other.slope * scale == pytest.approx(found.slope, abs=1e-9)
    assert other.r2 == pytest.approx(found.r2, abs=1e-9)


def test_the_band_holds_ninety_five_of_a_hundred_new_points() -> None:
    random = np.random.default_rng(11)
    x = random.uniform(0, 10, 4_000)
    y = 3 + 0.5 * x + random.normal(0, 2, 4_000)
    low, high = line(x[:400], y[:400]).scatter_band(x[400:])
    inside = float(np.mean((low <= y[400:]) & (y[400:] <= high)))
    assert inside == pytest.approx(0.95, abs=0.02)
