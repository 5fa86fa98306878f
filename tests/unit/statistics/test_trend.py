"""The Mann-Kendall test and Sen's slope, against hand counts, published tables and scipy."""

from itertools import permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from smup.statistics.trend import ALPHA, Trend, sen_slope, trend_of, trends_of

NAN = float("nan")
YEARS = range(2012, 2025)
series = st.lists(
    st.one_of(st.integers(-1_000, 1_000).map(float), st.just(NAN)), min_size=13, max_size=13
)


def with_score(n: int, score: int) -> list[float]:
    """A series of n different values whose S is the score: 1 … n with neighbours swapped."""
    values = [float(number) for number in range(1, n + 1)]
    swaps = (n * (n - 1) // 2 - score) // 2
    for start in range(n):
        for place in range(n - 1 - start):
            if swaps == 0:
                return values
            values[place], values[place + 1] = values[place + 1], values[place]
            swaps -= 1
    return values


def test_five_rising_values_are_the_shortest_significant_series() -> None:
    assert trend_of(range(5), [1, 2, 3, 4, 5]) == Trend("up", 2 / factorial(5), 5)
    assert trend_of(range(5), [5, 4, 3, 2, 1]) == Trend("down", 2 / factorial(5), 5)


def test_four_values_can_never_tell() -> None:
    found = trend_of(range(5), [1, 2, NAN, 3, 4])
    assert (found.direction, found.n) == ("unknown", 4)
    assert np.isnan(found.p_value)
    assert 2 / factorial(4) > ALPHA


def test_one_swap_among_five_is_not_significant() -> None:
    # S = 9 - 1 = 8; orders with at most one inversion: 1 + 4 of 120, on both sides.
    found = trend_of(range(5), [1, 3, 2, 4, 5])
    assert found.direction == "none"
    assert found.p_value == pytest.approx(2 * 5 / 120)


@pytest.mark.parametrize(
    ("n", "score", "one_sided"),
    [
        (8, 16, 0.031),
        (8, 18, 0.016),
        (9, 18, 0.038),
        (9, 20, 0.022),
        (10, 21, 0.036),
        (10, 23, 0.023),
    ],
)
def test_p_values_are_those_of_the_published_table(n: int, score: int, one_sided: float) -> None:
    """Gilbert (1987), Statistical Methods for Environmental Pollution Monitoring, table A18."""
    assert trend_of(range(n), with_score(n, score)).p_value / 2 == pytest.approx(
        one_sided, abs=5e-4
    )


@pytest.mark.parametrize("n", [5, 8, 13, 20, 33])
def test_without_ties_scipy_gives_the_same(n: int) -> None:
    random = np.random.default_rng(n)
    for _ in range(10):
        values = random.permutation(n).astype(float)
        expected = stats.kendalltau(range(n), values, method="exact").pvalue
        assert trend_of(range(n), values).p_value == pytest.approx(expected, abs=1e-12)


def test_with_ties_the_correction_comes_close_to_all_permutations() -> None:
    values = [1.0, 1.0, 2.0, 2.0, 3.0]

    def score(order: tuple[float, ...]) -> float:
        return sum(np.sign(b - a) for k, a in enumerate(order) for b in order[k + 1 :])

    exact = np.mean([abs(score(order)) >= 8 for order in permutations(values)])
    found = trend_of(range(5), values)
    # Hand: var = (5 * 4 * 15 - 2 * 18) / 18 = 14.667, z = (8 - 1) / 3.830 = 1.828.
    assert found.p_value == pytest.approx(2 * stats.norm.sf(7 / np.sqrt(264 / 18)))
    assert found.p_value == pytest.approx(exact, abs=0.005)
    assert found.direction == "none"


def test_a_constant_series_has_no_trend() -> None:
    assert trend_of(range(6), [7.0] * 6) == Trend("none", 1.0, 6)


def test_a_long_series_uses_the_normal_approximation() -> None:
    values = np.random.default_rng(1).permutation(40) + np.arange(40) * 0.9
    expected = stats.kendalltau(range(40), values, method="exact").pvalue
    assert trend_of(range(40), values).p_value == pytest.approx(expected, abs=0.002)


def test_years_before_the_break_are_left_out() -> None:
    values = [9, 8, 7, 6, 5, 1, 2, 3, 4, 5]
    assert trend_of(range(2015, 2025), values, since=2020) == Trend("up", 2 / factorial(5), 5)
    assert trend_of(range(2015, 2025), values).direction == "down"


def test_each_series_has_its_own_break() -> None:
    matrix = [[9, 8, 7, 6, 5, 4, 3], [9, 8, 1, 2, 3, 4, 5]]
    found = trends_of(range(7), matrix, since=[None, 2])
    assert [item.direction for item in found] == ["down", "up"]
    assert [item.n for item in found] == [7, 5]


@pytest.mark.parametrize("years", [[1, 1, 2], [1, 2]])
def test_years_that_repeat_or_do_not_fit_are_refused(years: list[int]) -> None:
    with pytest.raises(ValueError, match=r"stands twice|do not fit"):
        trend_of(years, [1, 2, 3])


def test_no_series_give_no_trends() -> None:
    assert trends_of(YEARS, np.empty((0, 13))) == ()


@given(values=series, order=st.permutations(range(13)))
def test_the_order_of_the_rows_does_not_matter(values: list[float], order: list[int]) -> None:
    mixed = trend_of([YEARS[k] for k in order], [values[k] for k in order])
    assert repr(mixed) == repr(trend_of(YEARS, values))


@given(values=series, shift=st.integers(-500, 500), scale=st.sampled_from([0.5, 2.0, 8.0]))
def test_units_of_measure_do_not_matter(values: list[float], shift: int, scale: float) -> None:
    changed = scale * np.array(values) + shift
    assert repr(trend_of(YEARS, changed)) == repr(trend_of(YEARS, values))


@given(values=series)
def test_the_mirror_image_has_the_opposite_direction(values: list[float]) -> None:
    plain, mirror = trend_of(YEARS, values), trend_of(YEARS, -np.array(values))
    opposite = {"up": "down", "down": "up"}
    assert mirror.direction == opposite.get(plain.direction, plain.direction)
    assert repr(mirror.p_value) == repr(plain.p_value)


@given(rows=st.lists(series, min_size=1, max_size=4))
def test_a_series_does_not_depend_on_those_beside_it(rows: list[list[float]]) -> None:
    together = trends_of(YEARS, rows)
    assert [repr(item) for item in together] == [repr(trend_of(YEARS, row)) for row in rows]


def test_the_slope_of_a_line_with_one_odd_year_is_that_of_the_line() -> None:
    assert sen_slope([2018, 2019, 2020, 2021, 2022, 2023], [1, 3, 5, 70, 9, 11]).per_year == 2


def test_the_slope_counts_years_not_places() -> None:
    found = sen_slope([2014, 2016, 2024], [0, 4, 20])
    assert found.per_year == 2
    assert np.isnan(found.low)


@pytest.mark.parametrize("digits", [1, 6])
def test_slope_and_interval_are_those_of_scipy(digits: int) -> None:
    random = np.random.default_rng(3)
    for n in range(5, 25):
        values = np.round(random.random(n), digits)
        expected = stats.theilslopes(values, range(n))
        found = sen_slope(range(n), values)
        assert [found.per_year, found.low, found.high] == pytest.approx(
            [expected.slope, expected.low_slope, expected.high_slope]
        )


def test_one_value_has_no_slope() -> None:
    with pytest.raises(ValueError, match="two values"):
        sen_slope([2020, 2021], [1, NAN])
