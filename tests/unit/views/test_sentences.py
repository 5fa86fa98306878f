"""The opening sentence in both languages, for every place in a group and kind of empty."""

import pytest

from smup.flags import Flag
from smup.views.sentences import opening
from tests.memory_country import JONIEC, LACK, LUBIN, WROCLAW, ZABOR, ZAROW, broken_in, show

NBSP = "\u00a0"
GROUP_PL = "gminy wiejskie, do 5 tys. mieszkańców"
GROUP_EN = "rural gminas, under 5 thousand inhabitants"
OTHERS = {LUBIN: {2021: 60.0}, LACK: {2021: 70.0}, ZABOR: {2021: 80.0}, ZAROW: {2021: 90.0}}


def sentence(mine: dict[int, float | Flag], *, lang: str = "pl", **fields: object) -> str:
    """The sentence of Joniec in 2021, with ordinary spaces."""
    data = show({**OTHERS, JONIEC: mine}, state={"unit": JONIEC}, lang=lang, **fields)
    return opening(data, 2021).text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("number", "place"),
    [
        # The group with this number; quartiles in brackets.
        (95.0, "To więcej niż w trzech czwartych jednostek w grupie „{}” (mediana 80,0%)."),
        (85.0, "To więcej niż w połowie jednostek w grupie „{}” (mediana 80,0%)."),
        (75.0, "To dokładnie mediana grupy „{}”."),
        (72.0, "To dokładnie mediana grupy „{}”."),
        (65.0, "To mniej niż w połowie jednostek w grupie „{}” (mediana 70,0%)."),
        (55.0, "To mniej niż w trzech czwartych jednostek w grupie „{}” (mediana 70,0%)."),
    ],
)
def test_the_place_in_the_group_is_said_in_words(number: float, place: str) -> None:
    head = f"Dzieci w przedszkolach – Joniec: {number:.1f}% w 2021 roku. ".replace(".", ",", 1)
    assert sentence({2021: number}) == head + place.format(GROUP_PL)


@pytest.mark.parametrize(
    ("number", "place"),
    [
        (95.0, "More than in three quarters of the units in the group “{}” (median 80.0%)."),
        (85.0, "More than in half of the units in the group “{}” (median 80.0%)."),
        (75.0, "Exactly the median of the group “{}”."),
        (65.0, "Less than in half of the units in the group “{}” (median 70.0%)."),
        (55.0, "Less than in three quarters of the units in the group “{}” (median 70.0%)."),
    ],
)
def test_the_place_in_the_group_is_said_in_english(number: float, place: str) -> None:
    head = f"Children in kindergartens – Joniec: {number:.1f}% in 2021. "
    assert sentence({2021: number}, lang="en") == head + place.format(GROUP_EN)


def test_the_key_number_is_the_strong_part() -> None:
    data = show({**OTHERS, JONIEC: {2021: 75.0}}, state={"unit": JONIEC})
    found = opening(data, 2021)
    assert found.strong == "75,0%"
    assert found.before.endswith("Joniec: ")


@pytest.mark.parametrize(
    ("flag", "polish", "english"),
    [
        (Flag.MISSING, "brak informacji", "no information"),
        (Flag.SECRET, "tajemnica statystyczna", "statistical confidentiality"),
        (Flag.NOT_YET_PUBLISHED, "jeszcze nie opublikowano", "not yet published"),
    ],
)
def test_an_empty_value_says_its_kind_and_the_median(flag: Flag, polish: str, english: str) -> None:
    assert sentence({2021: flag}) == (
        f"Dzieci w przedszkolach – Joniec: {polish} w 2021 roku. Mediana grupy „{GROUP_PL}”: 75,0%."
    )
    assert sentence({2021: flag}, lang="en") == (
        f"Children in kindergartens – Joniec: {english} in 2021. "
        f"Median of the group “{GROUP_EN}”: 75.0%."
    )


def test_a_rise_and_a_fall_say_by_how_much_and_since_when() -> None:
    assert sentence({2020: 73.2, 2021: 75.0}).endswith(
        " W ciągu roku wzrost o 1,8 pkt proc. (od 2020)."
    )
    assert sentence({2020: 76.0, 2021: 75.0}).endswith(
        " W ciągu roku spadek o 1,0 pkt proc. (od 2020)."
    )
    assert sentence({2020: 75.0, 2021: 75.0}).endswith(" Tyle samo co w 2020 roku.")
    assert sentence({2020: 76.0, 2021: 75.0}, lang="en").endswith(
        " Down by 1.0 pp within a year (from 2020)."
    )
    assert sentence({2020: 75.0, 2021: 75.0}, lang="en").endswith(" The same as in 2020.")


def test_in_the_year_of_a_break_no_change_is_counted_and_the_reason_is_said() -> None:
    found = sentence({2020: 60.0, 2021: 75.0}, **broken_in(2021))
    assert found.endswith(
        " Od 2021 roku wartości liczy się inaczej, dlatego nie liczymy zmiany od lat"
        " wcześniejszych."
    )
    assert "wzrost" not in found
    english = sentence({2020: 60.0, 2021: 75.0}, lang="en", **broken_in(2021))
    assert english.endswith("so no change from earlier years is computed.")


def test_without_a_unit_the_sentence_tells_of_all() -> None:
    everyone = {**OTHERS, JONIEC: {2021: 75.0}}
    assert opening(show(everyone), 2021).text.replace(NBSP, " ") == (
        "Dzieci w przedszkolach: w połowie gmin co najmniej 75,0% (2021). "
        "Środkowa połowa mieści się między 70,0 a 80,0%."
    )
    assert opening(show(everyone, lang="en"), 2021).text == (
        "Children in kindergartens: in half of the gminas at least 75.0% (2021). "
        "The middle half lies between 70.0 and 80.0%."
    )


def test_a_unit_that_is_an_abbreviation_ends_a_sentence_with_one_stop() -> None:
    everyone = {**OTHERS, JONIEC: {2021: 75.0}}
    said = opening(show(everyone, unit_pl="os."), 2021).text.replace(NBSP, " ")
    assert said.endswith("mieści się między 70,0 a 80,0 os.")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("pl", "Dzieci w przedszkolach: dla tego poziomu nie ma jeszcze danych."),
        ("en", "Children in kindergartens: no data at this level yet."),
    ],
)
def test_without_years_the_sentence_says_that_there_are_no_data(lang: str, expected: str) -> None:
    data = show({}, lang=lang, state={"unit": JONIEC})
    assert opening(data, None).text.replace(NBSP, " ") == expected


def test_a_group_of_one_is_not_compared_with() -> None:
    data = show({WROCLAW: {2021: 93.5}}, state={"unit": WROCLAW})
    found = opening(data, 2021).text.replace(NBSP, " ")
    assert found == "Dzieci w przedszkolach – Wrocław: 93,5% w 2021 roku."


def test_a_year_without_values_of_the_group_says_so() -> None:
    data = show({JONIEC: {2020: 70.0}, WROCLAW: {2021: 93.5}}, state={"unit": JONIEC})
    found = opening(data, 2021).text.replace(NBSP, " ")
    assert found == "Dzieci w przedszkolach – Joniec: brak informacji w 2021 roku."
