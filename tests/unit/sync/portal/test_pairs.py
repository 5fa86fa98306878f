"""Pairs for gminas and cities: the table that is reviewed, and rules that only propose."""

import tomllib
from pathlib import Path

import pytest

from smup.catalogue.files import load_catalogue
from smup.catalogue.official_names import merged_name
from smup.errors import IngestError
from smup.settings import DATA
from smup.sync.portal.official import OfficialIndicator
from smup.sync.portal.pairs import Pair, all_pairs, pairs_toml, propose_pairs, read_pairs
from smup.sync.portal.resolve import resolve

DEBT = Pair(gmina=4074, city=4424)


def official(
    number: int, name: str, *, service: int = 1, dimension: str | None = "ilosc"
) -> OfficialIndicator:
    return OfficialIndicator(
        id=number, name=name, service_id=service, service_name=None, dimension=dimension
    )


def ids(indicators: list[OfficialIndicator], known: tuple[Pair, ...] = ()) -> list[tuple[int, int]]:
    return [(one.gmina.id, one.city.id) for one in propose_pairs(indicators, known)]


def test_the_shipped_table_agrees_with_the_cards() -> None:
    table = read_pairs()
    assert DEBT in table
    cards = [card.smup_ids for card in load_catalogue(DATA / "catalogue").indicators]
    assert len(all_pairs(table, cards)) == len(table)


def test_names_that_differ_in_words_about_cities_are_proposed() -> None:
    found = ids(
        [
            official(1, "Dług budżetów gmin na mieszkańca"),
            official(2, "Dług budżetów miast na prawach powiatu na mieszkańca"),
            official(3, "Dług budżetów powiatów na mieszkańca"),
            official(5, "Wynik (miasta na prawach powiatu)"),
            official(6, "Wynik (gminy)"),
        ]
    )
    assert found == [(1, 2), (6, 5)]


def test_another_service_or_dimension_or_two_of_cities_are_no_pair() -> None:
    gmina = official(1, "Dług gmin")
    city = "Dług miast na prawach powiatu"
    assert ids([gmina, official(2, city, service=2)]) == []
    assert ids([gmina, official(2, city, dimension="jakosc")]) == []
    assert ids([gmina, official(2, "Dług gmin")]) == []
    assert ids([official(1, city), official(2, city)]) == []


def test_the_distance_of_known_pairs_proposes_similar_names_of_another_service() -> None:
    indicators = [
        official(4060, "Dochody bieżące budżetów gmin na 1 mieszkańca"),
        official(4410, "Dochody bieżące miast na prawach powiatu na 1 mieszkańca", service=2),
        official(4061, "Coś innego"),
        official(4411, "Lasy w miastach na prawach powiatu", service=2),
    ]
    assert ids(indicators) == []
    assert ids(indicators, (DEBT,)) == [(4060, 4410)]


def test_known_pairs_are_not_proposed_again() -> None:
    both = [official(4074, "Dług gmin"), official(4424, "Dług miast na prawach powiatu")]
    assert ids(both) == [(4074, 4424)]
    assert ids(both, (DEBT,)) == []


def test_a_proposal_is_an_entry_ready_to_be_pasted(tmp_path: Path) -> None:
    both = [official(1, 'Dług "gmin"'), official(2, 'Dług "miast na prawach powiatu"')]
    text = pairs_toml(propose_pairs(both, ()))
    assert tomllib.loads(text)["pair"][0]["city"] == 2
    file = tmp_path / "pairs.toml"
    file.write_text(text, encoding="utf-8")
    assert read_pairs(file) == [Pair(gmina=1, city=2)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[[pair]]\ngmina = 1\n", "para 1"),
        ('[[pair]]\ngmina = "1"\ncity = 2\nwhy = "x"\nsource = "y"\n', "para 1"),
        (
            (
                '[[pair]]\ngmina = 1\ncity = 2\nwhy = "x"\nsource = "y"\n'
                '[[pair]]\ngmina = 3\ncity = 1\nwhy = "x"\nsource = "y"\n'
            ),
            "numer 1",
        ),
        ("[[pair]", "pairs.toml"),
    ],
)
def test_a_bad_table_is_one_clear_line(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "pairs.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(IngestError, match=named):
        read_pairs(file)


def test_a_pair_without_a_card_is_one_indicator_under_the_gminas_id() -> None:
    found = resolve(
        [official(1, "a"), official(2, "b"), official(3, "c")], {}, [Pair(gmina=1, city=2)]
    )
    assert [(one.code, one.role) for one in found] == [
        ("SMUP-1", "gmina"),
        ("SMUP-1", "city"),
        ("SMUP-3", "all"),
    ]


def test_a_pair_of_the_table_follows_the_card_that_names_one_half() -> None:
    found = resolve(
        [official(1, "a"), official(2, "b")], {"FIN-AB-01": [1]}, [Pair(gmina=1, city=2)]
    )
    assert [(one.code, one.role, one.made) for one in found] == [
        ("FIN-AB-01", "gmina", False),
        ("FIN-AB-01", "city", False),
    ]


@pytest.mark.parametrize(
    ("gmina", "city", "lang", "both"),
    [
        (
            "Dług budżetów gmin na mieszkańca",
            "Dług budżetów miast na prawach powiatu na mieszkańca",
            "pl",
            "Dług budżetów gmin i miast na prawach powiatu na mieszkańca",
        ),
        ("Debt of gminas", "Debt of cities", "en", "Debt of gminas and cities"),
        ("Dług", "Dług – miasta na prawach powiatu", "pl", "Dług"),
        ("Ten sam", "Ten sam", "pl", "Ten sam"),
        ("Zupełnie co innego", "Nic wspólnego tu nie ma", "pl", "Zupełnie co innego"),
    ],
)
def test_the_name_of_a_pair_says_both_or_what_the_gminas_say(
    gmina: str, city: str, lang: str, both: str
) -> None:
    assert merged_name(gmina, city, lang) == both
