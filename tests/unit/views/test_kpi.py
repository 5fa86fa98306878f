"""A card: judged by polarity, change in the right unit, never across a break."""

import pytest

from smup.flags import Flag
from smup.views.kpi import Kpi, judge, kpi, quarter
from smup.views.linked import GroupStats
from tests.memory_country import (
    JONIEC,
    LACK,
    LUBIN,
    SIMILAR,
    WROCLAW,
    ZABOR,
    ZAROW,
    broken_in,
    show,
)

NBSP = "\u00a0"
# Sorted 60, 70, 75, 80, 90: quartiles are the 2nd, 3rd and 4th value.
OTHERS = {LUBIN: {2021: 60.0}, LACK: {2021: 70.0}, ZABOR: {2021: 80.0}, ZAROW: {2021: 90.0}}


def card(mine: dict[int, float | Flag], *, year: int = 2021, **fields: object) -> Kpi:
    data = show({**OTHERS, JONIEC: mine}, state={"unit": JONIEC}, **fields)
    return kpi(data, data.indicator, year)


@pytest.mark.parametrize(
    ("polarity", "direction", "judgement"),
    [
        ("up", "up", "better"),
        ("up", "down", "worse"),
        ("down", "up", "worse"),
        ("down", "down", "better"),
        ("none", "up", "none"),
        ("none", "down", "none"),
        ("up", "same", "none"),
        ("down", "same", "none"),
    ],
)
def test_a_move_is_judged_by_polarity_only(polarity: str, direction: str, judgement: str) -> None:
    assert judge(polarity, direction) == judgement  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "place"),
    [(80.0, 1), (79.99, 2), (75.0, 2), (74.99, 3), (70.0, 3), (69.99, 4), (0.0, 4), (200.0, 1)],
)
def test_a_bound_belongs_to_the_quarter_above(number: float, place: int) -> None:
    stats = GroupStats(n=5, min=60, p5=62, q1=70, median=75, q3=80, p95=88, max=90)
    assert quarter(number, stats) == place


def test_a_card_of_a_percentage_changes_in_points() -> None:
    found = card({2020: 73.2, 2021: 75.0})
    assert (found.number, found.unit, found.value) == ("75,0", "%", 75.0)
    assert found.change is not None
    assert found.change.text == f"+1,8{NBSP}pkt proc."
    assert (found.change.since, found.change.direction) == (2020, "up")
    assert found.change.judgement == "better"
    assert (found.place, found.strong) == ("druga ćwiartka", True)


def test_a_card_of_an_amount_changes_in_per_cent() -> None:
    # 100 * (75 - 60) / 60 = 25
    found = card({2020: 60.0, 2021: 75.0}, unit_pl="zł", decimals=0, polarity="down")
    assert found.change is not None
    assert (found.change.text, found.change.judgement) == ("+25,0%", "worse")
    assert (found.number, found.unit) == ("75", "zł")


def test_a_change_that_rounds_to_nothing_is_said_in_words_and_not_judged() -> None:
    found = card({2020: 75.04, 2021: 75.0})
    assert found.change is not None
    assert found.change.text == "bez zmian"
    assert (found.change.direction, found.change.judgement) == ("same", "none")


def test_there_is_no_change_across_a_break() -> None:
    found = card({2020: 60.0, 2021: 75.0}, **broken_in(2021))
    assert found.change is None
    assert found.change_note == f"przerwa w{NBSP}serii: nie porównujemy"


@pytest.mark.parametrize("before", [{}, {2020: Flag.SECRET}, {2019: 60.0}])
def test_there_is_no_change_without_the_year_before(before: dict[int, float | Flag]) -> None:
    found = card({**before, 2021: 75.0})
    assert found.change is None
    assert found.change_note == "brak wartości za 2020"


@pytest.mark.parametrize(
    ("flag", "word"),
    [
        (Flag.MISSING, "brak"),
        (Flag.SECRET, "tajemnica"),
        (Flag.NOT_APPLICABLE, "nie dotyczy"),
        (Flag.NOT_YET_PUBLISHED, "jeszcze nie ma"),
    ],
)
def test_an_empty_value_is_a_word_without_unit_change_or_marker(flag: Flag, word: str) -> None:
    found = card({2020: 60.0, 2021: flag})
    assert (found.number, found.unit, found.value) == (word, "", None)
    assert (found.change, found.change_note) == (None, "najnowsza wartość: 2020")
    # Median of 60, 70, 80, 90.
    assert (found.place, found.strong) == ("mediana grupy 75,0%", False)


def test_a_measured_zero_is_a_number() -> None:
    found = card({2021: 0.0})
    assert (found.number, found.unit, found.value) == ("0,0", "%", 0.0)
    assert found.place == "najniższa ćwiartka"


def test_an_indicator_that_is_not_judged_stands_above_or_below_the_median() -> None:
    assert card({2021: 75.0}, polarity="none").place == "tyle co mediana 75,0"
    below = card({2021: 65.0}, polarity="none")  # 60, 65, 70, 80, 90
    assert (below.place, below.strong) == ("poniżej mediany 70,0", False)
    assert card({2021: 85.0}, polarity="none").place == "powyżej mediany 80,0"


def test_without_a_unit_the_median_stands_there_without_a_marker() -> None:
    data = show({**OTHERS, JONIEC: {2021: 75.0}, WROCLAW: {2021: 100.0}})
    found = kpi(data, data.indicator, 2021)
    # 60, 70, 75, 80, 90, 100: median 77.5
    assert (found.number, found.unit, found.value) == ("77,5", "%", None)
    assert (found.place, found.strong) == ("mediana 6 gmin", False)


def test_a_unit_without_a_row_misses_its_own_task_and_is_not_asked_for_another() -> None:
    own = show(OTHERS, state={"unit": JONIEC})
    assert kpi(own, own.indicator, 2021).number == "brak"
    other = show(OTHERS, state={"unit": JONIEC, "level": "gmina"}, task_level="powiat")
    assert kpi(other, other.indicator, 2021).number == "nie dotyczy"
    city = show(OTHERS, state={"unit": WROCLAW, "level": "gmina"}, task_level="powiat")
    assert kpi(city, city.indicator, 2021).number == "brak"


def test_a_group_without_values_has_no_strip_and_no_place() -> None:
    data = show({WROCLAW: {2021: 93.5}}, state={"unit": JONIEC})
    found = kpi(data, data.indicator, 2021)
    assert (found.stats, found.place, found.number) == (None, "", "brak")


def test_english_cards_have_english_marks() -> None:
    found = card({2020: 73.2, 2021: 75.0}, lang="en")
    assert found.number == "75.0"
    assert found.change is not None
    assert found.change.text == f"+1.8{NBSP}pp"
    assert found.place == "second quarter"


def test_the_group_of_these_tests_is_the_one_described() -> None:
    data = show(OTHERS, state={"unit": JONIEC})
    assert data.group_name == "gminy wiejskie, do 5 tys. mieszkańców"
    assert tuple(data.codes[column] for column in data.member_columns) == SIMILAR
