"""Sharing pools and writing off assets: nothing is lost and nothing is counted twice."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.costs.method import depreciation, share_pool

NAN = float("nan")
STILL_USED = 9999
drivers = st.lists(st.integers(0, 5000).map(lambda tenths: tenths / 10), min_size=1, max_size=8)
pools = st.integers(-1_000_000_00, 1_000_000_000_00).map(lambda grosze: grosze / 100)


def shared(amount: list[float], driver: list[float], owner: list[int]) -> list[float]:
    found = share_pool(np.array(amount), np.array(driver), np.array(owner), len(amount))
    return found.tolist()


def test_by_hand() -> None:
    # 100 by 1 and 3; 60 by 2, 1 and 0.
    found = shared([100, 60], [1, 2, 3, 1, 0], [0, 1, 0, 1, 1])
    assert found == pytest.approx([25, 40, 75, 20, 0])


def test_one_unknown_driver_leaves_the_whole_pool_unshared() -> None:
    found = shared([100, 60], [1, NAN, 2], [0, 0, 1])
    assert found == pytest.approx([NAN, NAN, 60], nan_ok=True)


def test_drivers_of_nothing_share_no_pool() -> None:
    assert shared([100], [0, 0], [0, 0]) == pytest.approx([NAN, NAN], nan_ok=True)


@pytest.mark.parametrize("driver", [0, 1, NAN])
def test_nothing_is_shared_of_an_empty_pool(driver: float) -> None:
    assert shared([0], [driver, driver], [0, 0]) == [0, 0]


@given(amount=pools, by_unit=st.lists(drivers, min_size=1, max_size=4))
def test_parts_of_a_pool_add_up_to_it_to_the_grosz(
    amount: float, by_unit: list[list[float]]
) -> None:
    rows = [(unit, driver) for unit, some in enumerate(by_unit) for driver in some]
    parts = share_pool(
        np.full(len(by_unit), amount),
        np.array([driver for _, driver in rows]),
        np.array([unit for unit, _ in rows]),
        len(by_unit),
    )
    for unit, some in enumerate(by_unit):
        mine = parts[[one == unit for one, _ in rows]]
        if sum(some) > 0 or amount == 0:
            assert round(100 * mine.sum()) == round(100 * amount)
        else:
            assert np.isnan(mine).all()


def written_off(value: float, rate: float, first: int, last: int, year: int) -> float:
    found = depreciation(
        np.array([value]), np.array([rate]), np.array([first]), np.array([last]), year=year
    )
    return float(found[0])


def test_depreciation_by_hand() -> None:
    # 30 percent a year: three whole years, then the tenth that is left.
    years = [written_off(1000, 30, 2020, STILL_USED, year) for year in range(2018, 2026)]
    assert years == [0, 0, 300, 300, 300, 100, 0, 0]


def test_nothing_is_written_off_after_the_last_year_in_use() -> None:
    years = [written_off(1000, 30, 2020, 2021, year) for year in range(2019, 2024)]
    assert years == [0, 300, 300, 0, 0]


def test_a_rate_of_a_hundred_takes_one_year() -> None:
    years = [written_off(3500, 100, 2020, STILL_USED, year) for year in range(2019, 2023)]
    assert years == [0, 3500, 0, 0]


@given(value=pools.map(abs), rate=st.integers(50, 10_000).map(lambda hundredths: hundredths / 100))
def test_depreciation_never_grows_and_adds_up_to_the_value(value: float, rate: float) -> None:
    years = range(2000, 2000 + 202)
    parts = [written_off(value, rate, 2000, STILL_USED, year) for year in years]
    assert sum(parts) == pytest.approx(value)
    assert all(before >= after for before, after in itertools.pairwise(parts))
    assert min(parts) >= 0
    assert parts[-1] == 0
