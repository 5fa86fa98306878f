import time
from typing import Any

import pytest

from smup.territory.directory import UnitDirectory
from smup.territory.search import fold


def codes(poland: UnitDirectory, query: str, **options: Any) -> list[str]:
    return [hit.code for hit in poland.search(query, **options)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("ŻÓŁĆ gęślą JAŹŃ", "zolc gesla jazn"),
        (" Bielsko-Biała ", "bielsko biala"),
    ],
)
def test_case_and_diacritics_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("lodz", "1061011"),
        ("ŁÓDŹ", "1061011"),
        ("Wroclw", "0264011"),
        ("warszwa", "1465011"),
        ("krakuw", "1261011"),
        ("Czestohowa", "2464011"),
        ("bolesłwiec wiejska", "0201022"),
        ("gmina wiejska plonsk", "1420092"),
        ("powiat plonski", "1420"),
        ("Polska", "00"),
        ("slaskie", "24"),
        ("0265", "0265011"),
        ("020102", "0201022"),
        ("14 20", "1420"),
    ],
)
def test_the_wanted_unit_comes_first(poland: UnitDirectory, query: str, best: str) -> None:
    assert codes(poland, query)[0] == best


def test_a_name_of_three_gminas_gives_all_three_told_apart(poland: UnitDirectory) -> None:
    hits = poland.search("Bolesławiec", level="gmina", limit=3)

    assert [(hit.code, hit.label) for hit in hits] == [
        ("0201011", "Bolesławiec, gm. miejska, pow. bolesławiecki"),
        ("0201022", "Bolesławiec, gm. wiejska, pow. bolesławiecki"),
        ("1018013", "Bolesławiec, gm. miejsko-wiejska, pow. wieruszowski"),
    ]
    assert (hits[0].kind, hits[0].powiat, hits[0].voivodeship) == (
        "gm. miejska",
        "bolesławiecki",
        "dolnośląskie",
    )


def test_at_level_powiat_a_city_is_found_under_its_four_digits(poland: UnitDirectory) -> None:
    assert codes(poland, "walbrzych", level="powiat") == ["0265"]


def test_powiats_of_one_name_are_ordered_by_population(poland: UnitDirectory) -> None:
    assert codes(poland, "bielski", level="powiat")[:2] == ["2402", "2003"]


def test_the_same_query_gives_the_same_order(poland: UnitDirectory) -> None:
    assert codes(poland, "nowy") == codes(poland, "nowy")


@pytest.mark.parametrize(
    "query", ["", "   ", "?!", "zzzzqqq", "'; DROP TABLE unit; --", "<script>", "9" * 50]
)
def test_nonsense_finds_nothing_and_breaks_nothing(poland: UnitDirectory, query: str) -> None:
    assert poland.search(query) == []


def test_a_huge_query_is_answered_quickly(poland: UnitDirectory) -> None:
    poland.search("a")
    start = time.perf_counter()

    poland.search("łódź " * 10_000)

    assert time.perf_counter() - start < 0.5


def test_the_limit_is_kept(poland: UnitDirectory) -> None:
    assert len(codes(poland, "gmina", limit=7)) == 7


def test_a_short_word_with_a_typo_is_not_guessed(poland: UnitDirectory) -> None:
    assert codes(poland, "xqz") == []


def test_words_of_the_label_work_in_english_too(poland: UnitDirectory) -> None:
    assert codes(poland, "boleslawiec rural")[0] == "0201022"
