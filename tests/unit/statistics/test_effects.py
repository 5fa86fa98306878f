"""The change after a practice: the worked example of the document, rules of years, properties."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.statistics.effects import (
    ChosenYears,
    Effect,
    Measured,
    Series,
    Wanted,
    choose_years,
    effect_of,
    measure,
    verdict_of,
)

NAN = float("nan")
DOCUMENT = Path(__file__).parents[3] / "docs" / "before-after.md"
CHANGES = (7, 2, 3, 4, 5, 6, 8, 9, 10, 11, 13, 3, 4, 5, 6, 8, 9, 10, 11)
BEFORE = np.array([31.0, 28, 35, 40, 25, 33, 30, 29, 22, 27, 20, 26, 32, 34, 36, 24, 37, 39, 23])


def example(polarity: str = "up", *, after: float = 53.0) -> Effect:
    return effect_of(30.0, after, BEFORE, BEFORE + np.array(CHANGES), polarity)


def test_the_example_of_the_document() -> None:
    rows = re.findall(
        r"^\| [A-S] \| (\d+) \| (\d+) \| (\d+) \|$", DOCUMENT.read_text(), re.MULTILINE
    )
    table = np.array(rows, dtype=np.float64)
    assert table[:, 0].tolist() == BEFORE.tolist()
    assert table[:, 2].tolist() == list(CHANGES)
    found = effect_of(30.0, 53.0, table[:, 0], table[:, 1], "up")
    assert (found.change, found.peers_change, found.difference) == (23.0, 7.0, 16.0)
    assert (found.low, found.high) == (10.0, 21.0)
    assert (found.peers, found.higher, found.lower, found.verdict) == (19, 0, 19, "lepiej")


def test_less_is_better_turns_the_verdict_and_no_polarity_takes_it() -> None:
    assert example("down").verdict == "gorzej"
    unjudged = example("none")
    assert (unjudged.verdict, unjudged.low) == ("brak-danych", 10.0)


def test_a_rise_like_those_of_others_is_no_difference() -> None:
    found = example(after=40.0)
    assert (found.low, found.high) == (-3.0, 8.0)
    assert (found.difference, found.verdict) == (3.0, "bez-roznicy")
    assert (found.higher, found.lower) == (3, 14)


def test_an_interval_that_touches_zero_is_no_difference() -> None:
    assert verdict_of(0.0, 4.0, polarity="up") == "bez-roznicy"
    assert verdict_of(0.1, 4.0, polarity="up") == "lepiej"
    assert verdict_of(-4.0, -0.1, polarity="up") == "gorzej"
    assert verdict_of(-4.0, -0.1, polarity="down") == "lepiej"


def test_peers_without_one_of_the_values_do_not_count() -> None:
    after = BEFORE + np.array(CHANGES)
    more = effect_of(30.0, 53.0, np.append(BEFORE, 30.0), np.append(after, NAN), "up")
    assert (more.peers, more.peers_change) == (19, 7.0)
    fewer = effect_of(30.0, 53.0, np.array([NAN, *BEFORE[1:]]), after, "up")
    assert (fewer.peers, fewer.low, fewer.verdict) == (18, None, "brak-danych")
    assert fewer.peers_change == 7.0  # half-way between 6 and 8


def test_units_that_did_nothing_are_judged_better_once_in_twenty() -> None:
    # Of 20 different changes, each in turn that of "the unit": only the greatest is better.
    changes = np.arange(20.0)
    verdicts = [
        effect_of(0.0, mine, np.zeros(19), np.delete(changes, place), "up").verdict
        for place, mine in enumerate(changes)
    ]
    assert verdicts == ["gorzej", *["bez-roznicy"] * 18, "lepiej"]


def test_without_peers_only_the_change_is_known() -> None:
    nobody = effect_of(30.0, 53.0, np.zeros(0), np.zeros(0), "up")
    assert nobody == Effect(change=23.0)
    assert nobody.difference is None


@pytest.mark.parametrize(
    ("known", "wanted", "expected"),
    [
        ((2016, 2018, 2020, 2024), {"started": 2018}, (2018, 2024, "")),
        ((2016, 2019, 2023), {"started": 2018}, (2016, 2023, "")),
        ((2016, 2024), {"started": None}, (None, None, "no_year")),
        ((), {"started": 2018}, (None, None, "no_values")),
        ((2019, 2020), {"started": 2018}, (None, None, "no_before")),
        ((2016, 2018), {"started": 2018}, (2018, None, "no_after")),
        ((2016, 2018, 2020, 2024), {"started": 2018, "before": 2016, "after": 2020},
         (2016, 2020, "")),
        ((2016, 2024), {"started": 2018, "before": 2019}, (2019, None, "wrong_years")),
        ((2016, 2024), {"started": 2018, "after": 2018}, (None, 2018, "wrong_years")),
        ((2016, 2024), {"started": 2018, "before": 2017}, (None, None, "no_before")),
        ((2016, 2024), {"started": 2018, "after": 2023}, (2016, None, "no_after")),
        # A break from 2022: the newest year ahead of it is taken; without one nothing is.
        ((2018, 2021, 2022, 2024), {"started": 2018, "breaks": (2022,)}, (2018, 2021, "")),
        ((2018, 2022, 2024), {"started": 2018, "breaks": (2022,)}, (2018, 2024, "break")),
        ((2018, 2021, 2024), {"started": 2018, "after": 2024, "breaks": (2022,)},
         (2018, 2024, "break")),
        ((2018, 2024), {"started": 2018, "breaks": (2018,)}, (2018, 2024, "")),
    ],
)  # fmt: skip
def test_years(known: tuple[int, ...], wanted: dict, expected: tuple) -> None:  # type: ignore[type-arg]
    assert choose_years(known, Wanted(**wanted)) == ChosenYears(*expected)


def series(unit: dict[int, float], peers: dict[int, list[float]]) -> Series:
    years = tuple(sorted(unit))
    return Series(
        years=years,
        unit=np.array([unit[year] for year in years]),
        peers=np.array([peers.get(year, [NAN] * 19) for year in years]),
    )


def measured(unit: dict[int, float], *, earlier: float = 0.0, **fields: int) -> Measured:
    peers = {
        2015: (BEFORE - np.linspace(0, 1, 19) - earlier).tolist(),
        2018: BEFORE.tolist(),
        2024: (BEFORE + np.array(CHANGES)).tolist(),
    }
    return measure(series(unit, peers), Wanted(started=2018, polarity="up", **fields))  # type: ignore[arg-type]


def test_a_unit_that_was_on_its_way_is_known() -> None:
    slow = measured({2015: 29.5, 2018: 30.0, 2024: 53.0})
    assert slow.effect == example()
    assert slow.earlier is not None
    assert (slow.since, slow.earlier.verdict) == (2015, "bez-roznicy")
    fast = measured({2015: 20.0, 2018: 30.0, 2024: 53.0})
    assert fast.earlier is not None
    assert fast.earlier.verdict == "lepiej"


def test_earlier_years_are_looked_at_only_when_they_can_be_compared() -> None:
    far = measured({2014: 20.0, 2018: 30.0, 2024: 53.0})
    assert (far.since, far.earlier) == (None, None)
    broken = measured({2015: 20.0, 2018: 30.0, 2024: 53.0}, breaks=(2017,))  # type: ignore[arg-type]
    assert (broken.since, broken.effect) == (None, example())
    alone = measured({2016: 20.0, 2018: 30.0, 2024: 53.0})
    assert (alone.since, alone.earlier) == (None, None)


def test_a_unit_that_began_among_the_worst_is_known() -> None:
    # One of nineteen peers, under a tenth, is as bad as 20; two are as bad as 22.
    assert measured({2018: 20.0, 2024: 53.0}).extreme
    assert not measured({2018: 22.0, 2024: 53.0}).extreme


def test_a_year_without_a_value_ends_nothing() -> None:
    found = measured({2018: 30.0, 2020: NAN, 2024: 53.0})
    assert found.years == (2018, 2024, "")
    assert measured({2018: NAN, 2024: 53.0}).years.reason == "no_before"


NUMBERS = st.integers(-1000, 1000).map(lambda number: number / 10)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=19, max_size=50)
MINE = st.tuples(NUMBERS, NUMBERS)
POLARITIES = st.sampled_from(("up", "down"))


def both(pairs: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    table = np.array(pairs)
    return table[:, 0], table[:, 1]


def close(one: Effect, other: Effect) -> bool:
    numbers = [(item.change, item.peers_change, item.low, item.high) for item in (one, other)]
    return bool(np.allclose(*np.array(numbers, dtype=np.float64), atol=1e-6))


@given(PAIRS, MINE, POLARITIES, st.integers(-500, 500))
def test_adding_a_constant_changes_nothing(
    pairs: list[tuple[float, float]], mine: tuple[float, float], polarity: str, more: int
) -> None:
    old, new = both(pairs)
    plain = effect_of(*mine, old, new, polarity)
    moved = effect_of(mine[0] + more, mine[1] + more, old + more, new + more, polarity)
    assert close(plain, moved)
    assert (plain.verdict, plain.higher, plain.lower) == (moved.verdict, moved.higher, moved.lower)


@given(PAIRS, MINE, st.sampled_from((0.001, 0.5, 3.0, 1000.0)), POLARITIES)
def test_another_unit_of_measure_scales_all_numbers(
    pairs: list[tuple[float, float]], mine: tuple[float, float], by: float, polarity: str
) -> None:
    old, new = both(pairs)
    plain = effect_of(*mine, old, new, polarity)
    scaled = effect_of(mine[0] * by, mine[1] * by, old * by, new * by, polarity)
    assert plain.low is not None
    assert plain.high is not None
    assert scaled.change == pytest.approx(plain.change * by, abs=1e-9)
    assert scaled.low == pytest.approx(plain.low * by, abs=1e-9)
    assert scaled.high == pytest.approx(plain.high * by, abs=1e-9)
    assert scaled.verdict == plain.verdict


@given(PAIRS, MINE, st.randoms(use_true_random=False))
def test_the_order_of_peers_does_not_matter(
    pairs: list[tuple[float, float]], mine: tuple[float, float], chance: object
) -> None:
    mixed = list(pairs)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert close(effect_of(*mine, *both(pairs), "up"), effect_of(*mine, *both(mixed), "up"))


@given(PAIRS, MINE)
def test_polarity_turns_the_verdict(
    pairs: list[tuple[float, float]], mine: tuple[float, float]
) -> None:
    turned = {"lepiej": "gorzej", "gorzej": "lepiej", "bez-roznicy": "bez-roznicy"}
    up, down = (effect_of(*mine, *both(pairs), polarity) for polarity in ("up", "down"))
    assert turned[up.verdict] == down.verdict


@given(PAIRS, NUMBERS)
def test_a_unit_that_moves_as_the_median_has_no_difference(
    pairs: list[tuple[float, float]], start: float
) -> None:
    old, new = both(pairs)
    found = effect_of(start, start + float(np.median(new - old)), old, new, "up")
    assert found.difference == pytest.approx(0.0, abs=1e-9)
    assert found.verdict == "bez-roznicy"
