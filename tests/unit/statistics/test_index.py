"""Scores of sectors and overall, contributions, places under other weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from smup.statistics.index import (
    SectorScores,
    contributions,
    interval,
    overall,
    place_of,
    places_under,
    quarters,
    random_weights,
    sector_scores,
)

NAN = np.nan
SECTOR_OF = np.array([0, 0, 1, 1, 1])
SCORES = np.array(
    [
        [1.0, 2.0, 0.0, 1.0, -1.0],
        [NAN, -1.0, NAN, 0.5, 1.0],
        [NAN, NAN, NAN, NAN, 3.0],
        [0.0, 0.0, 0.0, 0.0, 0.0],
    ]
)


def scored(least: float = 0.6) -> SectorScores:
    return sector_scores(SCORES, SECTOR_OF, sectors=2, least=least)


def of_values(*rows: list[float]) -> SectorScores:
    values = np.array(rows, dtype=float)
    known = (~np.isnan(values)).astype(np.int64)
    return SectorScores(values=values, known=known, counted=np.ones_like(known))


def test_a_sector_is_the_mean_of_its_known_indicators() -> None:
    found = scored(least=0.5)
    np.testing.assert_allclose(found.values, [[1.5, 0], [-1, 0.75], [NAN, NAN], [0, 0]])
    assert found.known.tolist() == [[2, 3], [1, 2], [0, 1], [2, 3]]
    assert found.counted.tolist() == [[2, 3]] * 4


def test_below_the_least_coverage_a_sector_has_no_score() -> None:
    found = scored().values
    assert np.isnan(found[1, 0])  # one of two is less than 60 %
    assert found[1, 1] == 0.75  # two of three are more


def test_an_indicator_that_nobody_has_is_not_counted() -> None:
    scores = np.column_stack([SCORES, np.full(4, NAN)])
    found = sector_scores(scores, np.append(SECTOR_OF, 1), sectors=2)
    assert found.counted.tolist() == [[2, 3]] * 4


def test_what_does_not_apply_is_neither_missing_nor_average() -> None:
    applies = np.ones(SCORES.shape, dtype=bool)
    applies[1, [0, 2]] = False
    found = sector_scores(SCORES, SECTOR_OF, sectors=2, applies=applies)
    assert found.counted[1].tolist() == [1, 2]
    assert found.values[1].tolist() == [-1.0, 0.75]


def test_the_overall_score_is_the_weighted_mean_of_the_sectors() -> None:
    found = overall(scored(), np.array([1.0, 2.0]))
    # 1.5 / 3; of the second unit only the second sector, with 2/3 of the weight; the third has none
    np.testing.assert_allclose(found, [0.5, 0.75, NAN, 0])


def test_too_little_weight_known_gives_no_overall_score() -> None:
    assert np.isnan(overall(scored(), np.array([1.0, 1.0]))[1])
    assert np.isnan(overall(scored(), np.array([0.0, 0.0]))).all()


def test_a_sector_that_is_not_the_task_of_a_unit_takes_no_weight_from_it() -> None:
    applies = np.ones(SCORES.shape, dtype=bool)
    applies[1, :2] = False
    found = sector_scores(SCORES, SECTOR_OF, sectors=2, applies=applies)
    assert overall(found, np.array([5.0, 1.0]))[1] == 0.75


def test_contributions_by_hand() -> None:
    weights = np.array([1.0, 2.0])
    found = contributions(SCORES[0], SECTOR_OF, scored().values[0], weights)
    # sector 1: weight 1/3, each of two indicators 1/6; sector 2: 2/3, each of three 2/9
    np.testing.assert_allclose(found, [1 / 6, 2 / 6, 0, 2 / 9, -2 / 9])


def test_an_indicator_in_a_sector_without_score_contributes_nothing() -> None:
    found = contributions(SCORES[1], SECTOR_OF, scored().values[1], np.array([1.0, 2.0]))
    np.testing.assert_allclose(found, [NAN, NAN, NAN, 0.25, 0.5])


numbers = st.one_of(st.just(NAN), st.floats(-3, 3).map(lambda x: round(x, 6)))
tables = arrays.arrays(np.float64, (6, 5), elements=numbers)
weightings = arrays.arrays(np.float64, 2, elements=st.integers(0, 5).map(float))


@given(tables, weightings)
def test_contributions_sum_to_the_score(scores: np.ndarray, weights: np.ndarray) -> None:
    sectors = sector_scores(scores, SECTOR_OF, sectors=2)
    totals = overall(sectors, weights)
    for row, total in enumerate(totals):
        if not np.isnan(total):
            parts = contributions(scores[row], SECTOR_OF, sectors.values[row], weights)
            assert np.nansum(parts) == pytest.approx(total, abs=1e-9)


@given(tables, weightings, st.integers(2, 9))
def test_only_the_proportion_of_weights_matters(
    scores: np.ndarray, weights: np.ndarray, times: int
) -> None:
    sectors = sector_scores(scores, SECTOR_OF, sectors=2)
    np.testing.assert_allclose(
        overall(sectors, weights), overall(sectors, times * weights), atol=1e-12
    )


def test_places_share_the_lower_number_and_skip_units_without_score() -> None:
    totals = np.array([0.5, NAN, 0.7, 0.5, 0.1])
    assert [place_of(totals, row) for row in range(5)] == [2, None, 1, 2, 4]


def test_places_under_two_opposite_weightings() -> None:
    values = np.array([[1.0, 0.0], [0.0, 1.0], [0.4, 0.4], [NAN, 0.9]])
    weights = np.array([[0.9, 0.1], [0.1, 0.9]])
    # first: 0.9, 0.1, 0.4, 0.9 (its only sector); second: 0.1, 0.9, 0.4, 0.9
    found = places_under(values, weights, np.array([0, 1, 2, 3]))
    assert found.tolist() == [[1, 4, 3, 1], [4, 1, 3, 1]]


def test_the_interval_holds_the_middle_share_of_the_draws() -> None:
    places = np.arange(1, 101)[:, None]
    assert [int(end[0]) for end in interval(places, share=0.9)] == [5, 95]
    assert [int(end[0]) for end in interval(places, share=1.0)] == [1, 100]


def test_a_unit_that_is_best_everywhere_is_first_under_all_weights() -> None:
    values = np.array([[3.0, 3.0, 3.0], [1.0, 2.0, 2.9], [0.0, 0.0, 2.5]])
    found = places_under(values, random_weights(3), np.array([0, 2]))
    assert set(found[:, 0]) == {1}
    assert set(found[:, 1]) == {3}


def test_random_weights_sum_to_one_and_are_the_same_each_time() -> None:
    first = random_weights(4, draws=50)
    np.testing.assert_allclose(first.sum(axis=1), 1.0)
    assert (first > 0).all()
    np.testing.assert_array_equal(first, random_weights(4, draws=50))


def test_quarters_count_from_the_highest() -> None:
    totals = np.array([1.0, 2.0, 3.0, 4.0, NAN, 5.0, 6.0, 7.0])
    # quartiles of 1 … 7: 2.5, 4, 5.5; a bound belongs to the higher quarter
    assert quarters(totals).tolist() == [4, 4, 3, 2, 0, 2, 1, 1]


def test_quarters_are_those_of_the_group_also_for_a_unit_outside_it() -> None:
    totals = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 99.0])
    among = np.array([True] * 5 + [False])
    assert quarters(totals, among=among).tolist() == [4, 3, 2, 1, 1, 1]


def test_a_group_without_scores_has_no_quarters() -> None:
    assert quarters(np.array([NAN, NAN])).tolist() == [0, 0]


def test_flipping_every_sign_turns_the_order_around() -> None:
    totals = overall(of_values([1.0, 2.0], [0.0, 0.5], [3.0, -1.0]), np.array([1.0, 1.0]))
    flipped = overall(of_values([-1.0, -2.0], [0.0, -0.5], [-3.0, 1.0]), np.array([1.0, 1.0]))
    np.testing.assert_allclose(totals, -flipped)
    assert [place_of(totals, row) for row in range(3)] == [1, 3, 2]
