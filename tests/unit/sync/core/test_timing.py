"""How long calls take within limits: values by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.sync.timing import ANONYMOUS, WITH_KEY, Window, seconds_for, spent_in

TEN = Window(calls=2, seconds=10)
KEPT = 10 * 1.001 + 0.05
HOUR, DAY = 3_600, 86_400


def test_calls_within_the_limit_take_no_time():
    assert seconds_for(2, ages=[], windows=[TEN]) == 0
    assert seconds_for(0, ages=[1, 1], windows=[TEN]) == 0


def test_the_third_call_waits_for_the_first_to_leave_the_window():
    assert seconds_for(3, ages=[], windows=[TEN]) == pytest.approx(KEPT)
    assert seconds_for(1, ages=[4, 7], windows=[TEN]) == pytest.approx(KEPT - 7)


def test_a_wait_that_the_source_asked_for_comes_first():
    assert seconds_for(1, ages=[], windows=[TEN], held=33) == 33


def test_a_mirror_with_a_key_takes_a_day_and_a_half():
    # 5,000 in 12 h: 19,000 calls are three whole windows and 4,000 calls at 500 in 15 min, of which
    # the last batch begins after seven further windows: 36 h + 7 x 15 min.
    seconds = seconds_for(19_000, ages=[], windows=WITH_KEY)
    assert seconds / HOUR == pytest.approx(36 + 7 * 0.25, rel=0.01)


def test_a_mirror_without_a_key_takes_eleven_days():
    # 10,000 in 7 days, then 9,000 at 1,000 in 12 h: eight whole windows, 9 x 15 min of the last.
    seconds = seconds_for(19_000, ages=[], windows=ANONYMOUS)
    assert seconds / DAY == pytest.approx(7 + 4 + 9 * 900 / DAY, rel=0.01)


def test_a_window_counts_what_it_has_not_yet_lost():
    assert spent_in([0, 9, 10.04, 11], [TEN, Window(calls=9, seconds=1)]) == (3, 1)


@given(
    gaps=st.lists(st.floats(0, 30), max_size=12),
    more=st.integers(1, 12),
    limits=st.lists(
        st.builds(Window, calls=st.integers(1, 4), seconds=st.sampled_from([1, 7, 20])),
        min_size=1,
        max_size=3,
    ),
)
def test_waiting_so_long_breaks_no_window(gaps, more, limits):
    """Brute force: place the calls as told and look through the window that each of them ends."""
    ages = [sum(gaps[:n]) for n in range(len(gaps))]
    placed = [seconds_for(n, ages=ages, windows=limits) for n in range(1, more + 1)]
    assert placed == sorted(placed)
    for limit in limits:
        for done, last in enumerate(placed, start=1):
            times = [-age for age in ages] + placed[:done]
            assert sum(at > last - limit.seconds for at in times) <= limit.calls
