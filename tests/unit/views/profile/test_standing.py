"""Places and distributions over values that were read: their laws, and ties by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from smup.flags import Flag
from smup.statistics.describe import ranks
from smup.views.linked import GroupStats, Value
from smup.views.profile.chance import Asked
from smup.views.profile.judge import band_of, better_of
from smup.views.profile.standing import Beside, Place, places_among, stats_of
from tests.memory_country import indicator

NUMBERS = st.lists(st.integers(-50, 50), min_size=1, max_size=30)
POLARITY = st.sampled_from(["up", "down", "none"])


def beside(values: list[float]) -> Beside:
    """Values of as many units in the indicator with the key 1."""
    n = len(values)
    return Beside(np.ones(n, dtype=np.int64), np.arange(n), np.array(values, dtype=np.float64))


def asked(value: float, polarity: str = "up") -> list[Asked]:
    return [Asked(indicator(polarity=polarity), 2024, value)]


def place(values: list[float], value: float, polarity: str = "up") -> Place:
    return places_among(beside(values), asked(value, polarity), {})[1]


def stats(values: list[float]) -> GroupStats:
    return stats_of(beside(values))[1]


def test_equal_values_make_an_interval_of_places() -> None:
    values = [10.0, 20.0, 20.0, 20.0, 30.0]
    assert place(values, 20.0) == Place(2, (2, 4))
    assert place(values, 20.0, "down") == Place(2, (2, 4))
    assert place(values, 30.0, "down") == Place(5, (5, 5))


def test_chance_widens_the_interval_but_not_the_place() -> None:
    found = places_among(beside([10, 20, 30, 40, 50]), asked(30.0), {1: (15.0, 45.0)})
    assert found[1] == Place(3, (2, 4))


def test_several_indicators_are_kept_apart() -> None:
    both = Beside(np.array([1, 1, 2]), np.array([1, 2, 1]), np.array([5.0, 7.0, 9.0]))
    found = places_among(both, asked(5.0), {})
    assert found == {1: Place(2, (2, 2))}
    assert {key: one.n for key, one in stats_of(both).items()} == {1: 2, 2: 1}


@given(NUMBERS, POLARITY, st.randoms())
def test_places_and_quartiles_do_not_depend_on_the_order_of_rows(
    numbers: list[int], polarity: str, random: object
) -> None:
    values = [float(number) for number in numbers]
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert place(shuffled, values[0], polarity) == place(values, values[0], polarity)
    assert stats(shuffled) == stats(values)


@given(NUMBERS, POLARITY, st.integers(1, 1000), st.integers(-1000, 1000))
def test_places_and_bands_do_not_depend_on_the_unit_of_measure(
    numbers: list[int], polarity: str, factor: int, shift: int
) -> None:
    values = [float(number) for number in numbers]
    # Quarters of whole numbers times a power of two are exact, so equality can be asked for.
    moved = [value * 4 * factor + 4 * shift for value in values]
    mine, theirs = values[0] * 4, moved[0]
    of_mine, of_theirs = stats([value * 4 for value in values]), stats(moved)
    assert place(moved, theirs, polarity) == place([v * 4 for v in values], mine, polarity)
    for judge in (band_of, better_of):
        assert judge(Value(theirs, Flag.OCCURRED), of_theirs, polarity=polarity) == judge(
            Value(mine, Flag.OCCURRED), of_mine, polarity=polarity
        )


@given(NUMBERS, st.sampled_from(["up", "down"]))
def test_turning_the_scale_over_turns_the_polarity_over(numbers: list[int], polarity: str) -> None:
    values = [4.0 * number for number in numbers]
    turned = [-value for value in values]
    other = "down" if polarity == "up" else "up"
    assert place(values, values[0], polarity) == place(turned, turned[0], other)
    assert band_of(Value(values[0], Flag.OCCURRED), stats(values), polarity=polarity) == band_of(
        Value(turned[0], Flag.OCCURRED), stats(turned), polarity=other
    )


@given(NUMBERS, POLARITY)
def test_places_are_those_of_the_stored_ranking(numbers: list[int], polarity: str) -> None:
    values = np.array(numbers, dtype=np.float64)
    expected = ranks(values[:1], values, polarity=polarity)[0]
    found = place(values.tolist(), float(values[0]), polarity)
    assert found.rank == expected
    assert found.ranks is not None
    assert found.ranks[0] == expected
