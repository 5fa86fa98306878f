"""Z-scores over a group, cut at three deviations and signed by polarity."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from smup.statistics.standardise import standardise, winsorise, z_scores

NAN = np.nan
numbers = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda x: round(x, 3))
columns = arrays.arrays(np.float64, st.tuples(st.integers(5, 30), st.just(2)), elements=numbers)


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


def everybody(values: np.ndarray) -> np.ndarray:
    return np.ones(len(values), dtype=bool)


def test_the_deviation_is_that_of_the_whole_group_not_of_a_sample() -> None:
    # mean 5, squares 9 1 1 1 0 0 4 16 = 32, 32 / 8 = 4, deviation 2
    values = column(2, 4, 4, 4, 5, 5, 7, 9)
    expected = [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]
    assert z_scores(values, everybody(values))[:, 0].tolist() == expected


def test_a_missing_value_is_left_out_and_stays_missing() -> None:
    values = column(2, 4, NAN, 4, 4, 5, 5, 7, 9)
    found = z_scores(values, everybody(values))[:, 0]
    assert np.isnan(found[2])
    assert found[[0, 1, 8]].tolist() == [-1.5, -0.5, 2]


def test_a_unit_outside_the_group_is_placed_without_moving_it() -> None:
    values = column(2, 4, 4, 4, 5, 5, 7, 9, 105)
    members = np.array([True] * 8 + [False])
    assert z_scores(values, members)[:, 0].tolist() == [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2, 50]


def test_fewer_than_five_known_units_give_no_score() -> None:
    values = column(1, 2, 3, 4, NAN)
    assert np.isnan(z_scores(values, everybody(values))).all()
    assert not np.isnan(z_scores(values, everybody(values), least=4)[:4]).any()


def test_equal_values_give_no_score_also_when_their_last_binary_place_differs() -> None:
    same = np.column_stack([np.full(6, 7.0), np.array([0.3, 0.1 + 0.2, 0.3, 0.3, 0.3, 0.3])])
    assert np.isnan(z_scores(same, everybody(same))).all()


def test_scores_are_cut_at_three_deviations_and_missing_ones_stay() -> None:
    assert winsorise(np.array([-9.0, -3.0, 0.5, 3.5])).tolist() == [-3.0, -3.0, 0.5, 3.0]
    assert np.isnan(winsorise(np.array([NAN]))).all()


def test_the_cut_comes_after_the_z_score() -> None:
    # 0 eleven times and 12: mean 1, variance (11 + 121) / 12 = 11, z = 11 / sqrt 11 = 3.317
    values = column(*[0.0] * 11, 12.0)
    found = standardise(values, everybody(values), signs=np.array([1.0]))[:, 0]
    assert found[-1] == 3.0
    np.testing.assert_allclose(found[0], -1 / np.sqrt(11))


@given(columns, st.floats(0.01, 100), st.floats(-1000, 1000))
def test_scale_and_shift_of_an_indicator_change_nothing(
    values: np.ndarray, scale: float, shift: float
) -> None:
    everyone = everybody(values)
    before, after = z_scores(values, everyone), z_scores(values * scale + shift, everyone)
    # Columns so narrow that a shift eats their digits are the business of the rounding limit.
    wide = np.ptp(values, axis=0) > 1e-3 * (1 + np.abs(values).max(axis=0))
    np.testing.assert_allclose(before[:, wide], after[:, wide], atol=1e-6)


@given(columns, st.randoms())
def test_the_order_of_the_units_changes_nothing(values: np.ndarray, random: object) -> None:
    order = np.arange(len(values))
    random.shuffle(order)  # type: ignore[attr-defined]
    everyone = everybody(values)
    np.testing.assert_allclose(
        z_scores(values, everyone)[order], z_scores(values[order], everyone), atol=1e-9
    )


@given(columns)
def test_the_other_polarity_gives_the_other_sign(values: np.ndarray) -> None:
    everyone = everybody(values)
    up = standardise(values, everyone, signs=np.array([1.0, 1.0]))
    down = standardise(values, everyone, signs=np.array([-1.0, 1.0]))
    np.testing.assert_array_equal(up[:, 0], -down[:, 0])
    np.testing.assert_array_equal(up[:, 1], down[:, 1])
