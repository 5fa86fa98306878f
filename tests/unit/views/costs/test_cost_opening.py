"""The opening sentences in both languages, one for each thing that can be the case."""

import re
from typing import Any

import pytest

from smup.i18n import LANGUAGES, texts
from smup.territory.naming import adjective_locative
from smup.views.costs.opening import MINE, STRONG, no_years, opening, opening_text
from tests.cost_data import cost_data
from tests.memory_country import JONIEC, LACK, PLONSK, WROCLAW, ZABOR


def said(**changes: Any) -> str:
    """The sentences with plain spaces."""
    return opening_text(opening(cost_data(**changes))).replace("\u00a0", " ")


def test_my_unit_in_polish() -> None:
    # Eleven gminas have a unit cost; Plonsk is the sixth by the usual keys, so it is the median.
    assert said() == (
        "Rok nauki jednego ucznia kosztował w 2024 roku w gminie Płońsk 17 610 zł, z czego gmina "
        "zapłaciła 16 350 zł. To tyle, ile mediana grupy „Polska” (17 610 zł). Zależnie od sposobu "
        "podziału kosztów gmina Płońsk jest na miejscu od 5. do 7. wśród 11 gmin, licząc od "
        "najniższego kosztu."
    )


def test_my_unit_in_english() -> None:
    assert said(lang="en", unit=JONIEC) == (
        "One pupil's year at school cost 21,210 PLN in Joniec in 2024, of which the gmina paid "
        "19,950 PLN. That is 20% more than the median of the group “Poland” (17,610 PLN). "
        "Depending on how costs are shared, Joniec takes a place from 10 to 11 among 11 gminas, "
        "counted from the lowest cost."
    )


def test_the_numbers_are_marked_mine_first() -> None:
    marked = [(piece.text, piece.mark) for piece in opening(cost_data()) if piece.mark]
    assert [mark for _, mark in marked] == [MINE, STRONG]
    assert [re.sub(r"\s", " ", text) for text, _ in marked] == ["17 610 zł", "16 350 zł"]


def test_other_keys_change_the_amount() -> None:
    # 12 000 + 2 400 + 2 000 + 1 310 + 1 000
    assert "18 710 zł" in said(keys="czas_m2_srednia")


def test_my_own_share_changes_only_my_unit() -> None:
    # 12 000 + 50% of 3 000 + 20% of 10 000 + 1 010 + 1 000
    assert "kosztował w 2024 roku w gminie Płońsk 17 510 zł" in said(keys="w50_w20_zuzycie")


def test_a_city_is_not_called_a_gmina() -> None:
    text = said(unit=WROCLAW)
    assert "w mieście Wrocław 16 170 zł" in text
    assert "To o 8% mniej niż mediana" in text
    assert "miasto Wrocław jest na miejscu od 1. do 6." in text


def test_one_place_whatever_the_keys() -> None:
    assert "However costs are shared, Łąck takes place 10 among 11" in said(lang="en", unit=LACK)


@pytest.mark.parametrize("form", ["m", "f", "n", "p"])
def test_the_verb_agrees_with_its_subject(form: str) -> None:
    verb = {"m": "kosztował", "f": "kosztowała", "n": "kosztowało", "p": "kosztowały"}[form]
    assert f"ucznia {verb} w 2024" in said(service={"form": form})


def test_nothing_to_subtract_means_the_unit_paid_all() -> None:
    rows = {PLONSK: {"fees": 0.0, "sales": 0.0, "targeted": 0.0}}
    assert "17 610 zł, a całość zapłaciła gmina." in said(rows=rows)
    assert "all of it paid by the gmina." in said(rows=rows, lang="en")


def test_more_income_than_cost_is_no_negative_payment() -> None:
    text = said(rows={PLONSK: {"targeted": 99e6}})
    assert "pokryły więcej niż ten koszt" in text
    assert "zapłaciła" not in text


def test_alone_in_a_group_there_is_no_median_and_no_place() -> None:
    text = said(group="podobne")
    assert text.endswith("gmina zapłaciła 16 350 zł.")


def test_without_a_unit_the_middle_half_is_told() -> None:
    # 11 known: quartiles are between the 3rd and 4th, and the 8th and 9th, halfway.
    assert said(unit=None) == (
        "W połowie gmin kraju rok nauki jednego ucznia kosztował w 2024 roku od 16 830 zł do "
        "18 570 zł, a mediana to 17 610 zł. Wybierz gminę, a pokażemy, z czego składa się jej "
        "koszt."
    )


@pytest.mark.parametrize(
    ("changes", "polish", "english"),
    [
        ({"without": [PLONSK]}, "nie wczytano kosztów usługi", "have not been loaded for 2024"),
        ({"rows": {PLONSK: {"warnings": 32}}}, "nie prowadzono tej usługi", "did not run this"),
        ({"rows": {PLONSK: {"warnings": 128}}}, "nie ma wydatków na tę", "was no spending"),
        ({"unit": ZABOR}, "nie wczytano, ile było uczniów", "number of pupils has not been"),
        (
            {"rows": {PLONSK: {"warnings": 64, "output": 0.0}}},
            "było 0 uczniów",
            "there were 0 pupils",
        ),
        (
            {"unit": LACK, "keys": "czas_m2_srednia"},
            "Przy innych rok nauki jednego ucznia kosztował",
            "By the other ways one pupil's year",
        ),
        (
            {"rows": {PLONSK: dict.fromkeys(("entity.etaty", "entity.czas"), float("nan"))}},
            "brakuje danych do podziału kosztów",
            "numbers to share costs by are missing",
        ),
    ],
)
def test_without_a_cost_the_reason_is_told(
    changes: dict[str, Any], polish: str, english: str
) -> None:
    assert polish in said(**changes)
    assert english in said(**changes, lang="en")


def test_the_whole_cost_is_told_where_only_the_output_is_missing() -> None:
    # 200 pupils' worth of 17 610 zl
    assert "Cała usługa kosztowała 3 522 000 zł." in said(unit=ZABOR)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_has_a_hole(lang: str) -> None:
    for unit in (PLONSK, LACK, ZABOR, WROCLAW, None):
        for year in (2019, 2024):
            text = said(lang=lang, unit=unit, year=year)
            assert "{" not in text
            assert "nan" not in text.lower().split()
            assert "  " not in text
            assert str(year) in text


def test_a_service_without_years() -> None:
    selection = cost_data().selection
    assert "szkoły podstawowe" in no_years(selection, lang="pl")
    assert "primary schools" in no_years(selection, lang="en")


@pytest.mark.parametrize(
    ("name", "locative"),
    [
        ("płoński", "płońskim"),
        ("łódzki wschodni", "łódzkim wschodnim"),
        ("przykładowy", "przykładowym"),
        ("bielski", "bielskim"),
    ],
)
def test_a_powiat_is_declined(name: str, locative: str) -> None:
    assert adjective_locative(name) == locative


def test_texts_of_both_levels_exist() -> None:
    for lang in LANGUAGES:
        for level in ("gmina", "powiat"):
            assert texts(lang).has(f"costs.opening.paid_{level}")
            assert texts(lang).has(f"costs.opening.choose_{level}")
