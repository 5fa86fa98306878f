"""What values, trends and changes are worth; every expectation by hand."""

import pytest

from smup.flags import Flag
from smup.views.linked import GroupStats, Value
from smup.views.profile.heat import grade_of
from smup.views.profile.judge import band_of, better_of, change_of, newest_break, trend_mark
from smup.views.profile.records import Band, TrendMark
from tests.memory_country import broken_in, indicator

STATS = GroupStats(n=8, min=0, p5=1, q1=10, median=20, q3=30, p95=39, max=40)


@pytest.mark.parametrize(
    ("value", "polarity", "band", "better"),
    [
        (31, "up", Band.BEST, True),
        (30, "up", Band.MIDDLE, True),
        (20, "up", Band.MIDDLE, None),
        (10, "up", Band.MIDDLE, False),
        (9, "up", Band.WORST, False),
        (9, "down", Band.BEST, True),
        (31, "down", Band.WORST, False),
        (31, "none", Band.UNJUDGED, None),
    ],
)
def test_a_band_lies_beyond_a_quartile(
    value: float, polarity: str, band: Band, better: bool | None
) -> None:
    one = Value(value, Flag.OCCURRED)
    assert band_of(one, STATS, polarity=polarity) is band
    assert better_of(one, STATS, polarity=polarity) is better


@pytest.mark.parametrize("flag", [flag for flag in Flag if not flag.has_value])
def test_no_kind_of_empty_has_a_band(flag: Flag) -> None:
    one = Value(float("nan"), flag)
    assert band_of(one, STATS, polarity="up") is Band.UNKNOWN
    assert better_of(one, STATS, polarity="up") is None


def test_three_units_make_no_quarters() -> None:
    one = Value(40, Flag.OCCURRED)
    assert band_of(one, STATS._replace(n=3), polarity="up") is Band.UNKNOWN
    assert band_of(one, STATS._replace(n=4), polarity="up") is Band.BEST


def test_a_measured_zero_is_a_value_like_any_other() -> None:
    assert band_of(Value(0.0, Flag.DID_NOT_OCCUR), STATS, polarity="down") is Band.BEST


@pytest.mark.parametrize(
    ("direction", "polarity", "mark"),
    [
        ("up", "up", TrendMark.RISING_GOOD),
        ("up", "down", TrendMark.RISING_BAD),
        ("up", "none", TrendMark.RISING),
        ("down", "down", TrendMark.FALLING_GOOD),
        ("down", "up", TrendMark.FALLING_BAD),
        ("down", "none", TrendMark.FALLING),
        ("none", "up", TrendMark.STEADY),
        ("unknown", "up", TrendMark.UNKNOWN),
    ],
)
def test_a_trend_is_judged_by_polarity(direction: str, polarity: str, mark: TrendMark) -> None:
    assert trend_mark(direction, polarity=polarity) is mark  # type: ignore[arg-type]


def test_a_change_starts_at_the_first_year_known_since_the_break() -> None:
    broken = indicator(**broken_in(2021))
    values = {2018: 1.0, 2020: 2.0, 2022: 5.0, 2024: 4.0}
    assert newest_break(broken, 2024) == 2021
    change = change_of(broken, values, 2024, break_year=2021, polarity="up")
    assert change is not None
    assert (change.since, change.before, change.difference, change.good) == (2022, 5.0, -1.0, False)


def test_a_break_still_to_come_does_not_count() -> None:
    assert newest_break(indicator(**broken_in(2021)), 2020) is None


def test_there_is_no_change_without_an_earlier_value() -> None:
    assert change_of(indicator(), {2024: 4.0}, 2024, break_year=None, polarity="up") is None
    # Six years back is too far.
    older = {2018: 1.0, 2024: 4.0}
    assert change_of(indicator(), older, 2024, break_year=None, polarity="up") is None


def test_a_change_that_prints_as_nothing_is_neither_good_nor_bad() -> None:
    change = change_of(indicator(), {2020: 4.0, 2024: 4.04}, 2024, break_year=None, polarity="up")
    assert change is not None
    assert change.good is None


@pytest.mark.parametrize(
    ("better", "counted", "grade"),
    [(0, 0, None), (0, 5, 0), (1, 5, 1), (2, 5, 2), (3, 5, 3), (4, 5, 4), (5, 5, 4), (1, 6, 0)],
)
def test_grades_change_at_fifths(better: int, counted: int, grade: int | None) -> None:
    assert grade_of(better, counted) == grade
