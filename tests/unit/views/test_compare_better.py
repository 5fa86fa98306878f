"""Who had a gap like mine and closed it, worked out by hand over the country in memory."""

import pytest

from smup.views.compare.better import gap, weak_indicators
from tests.memory_country import JONIEC, LACK, LUBIN, MAIN, ZABOR, ZAROW, broken_in
from tests.unit.views.compare_country import compare

# Median: 30 in 2015, 40 in 2020. Joniec gained 25, Żarów 10 as the median did.
PATHS = {
    LUBIN: {2015: 20.0, 2020: 25.0},
    LACK: {2015: 30.0, 2020: 40.0},
    ZABOR: {2015: 40.0, 2020: 38.0},
    ZAROW: {2015: 35.0, 2020: 45.0},
    JONIEC: {2015: 25.0, 2018: 18.0, 2020: 50.0},
}
BETTER = {"unit": LUBIN, "units": LUBIN, "ind": MAIN, "view": "better"}


def test_who_improved_gained_more_than_the_median_and_is_better_than_mine() -> None:
    data = compare(PATHS, BETTER)
    found = gap(data)
    assert (found.reason, found.mine, found.median, found.better) == (None, 25, 40, 4)
    assert [(data.code(one.unit), one.since, one.before, one.now) for one in found.found] == [
        (JONIEC, 2015, 25, 50)
    ]
    assert found.found[0].gained == 15


def test_since_when_is_the_year_from_which_it_has_stayed_ahead() -> None:
    mine = {**PATHS, LUBIN: {2015: 20.0, 2018: 22.0, 2020: 25.0}}
    assert gap(compare(mine, BETTER)).found[0].ahead == 2020
    assert gap(compare(PATHS, BETTER)).found[0].ahead == 2015


def test_less_is_better_turns_everything() -> None:
    turned = {code: {year: 100 - v for year, v in path.items()} for code, path in PATHS.items()}
    found = gap(compare(turned, BETTER, polarity="down"))
    assert [one.now for one in found.found] == [50]


def test_improvement_is_not_looked_for_across_a_break() -> None:
    found = gap(compare(PATHS, BETTER, **broken_in(2019)))
    assert (found.reason, found.found) == ("short", ())


@pytest.mark.parametrize(
    ("fields", "query", "reason"),
    [
        ({"polarity": "none"}, {}, "judged"),
        ({"dimension": "kontekst"}, {}, "judged"),
        ({}, {"unit": JONIEC}, "ahead"),
        ({}, {"unit": ""}, "unit"),
    ],
)
def test_the_view_says_why_there_is_no_gap(
    fields: dict[str, str], query: dict[str, str], reason: str
) -> None:
    assert gap(compare(PATHS, {**BETTER, **query}, **fields)).reason == reason


def test_a_weak_indicator_is_below_the_middle_half() -> None:
    assert [item.code for item in weak_indicators(compare(PATHS, BETTER))] == [MAIN]
    assert weak_indicators(compare(PATHS, {**BETTER, "unit": ZAROW})) == []
