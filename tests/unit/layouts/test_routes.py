"""Addresses: which page, in which language, with which parameters."""

import pytest

from callbacks.addresses import read_address
from layouts import PAGES
from layouts.routes import match, parse_query
from smup.links import href, indicator_href, sector_href, split_language, unit_href


@pytest.mark.parametrize(
    ("pathname", "key", "lang"),
    [
        ("/", "start", "pl"),
        ("/en", "start", "en"),
        ("/en/", "start", "en"),
        ("/obszary", "areas", "pl"),
        ("/obszary/", "areas", "pl"),
        ("/en/wskazniki", "indicators", "en"),
    ],
)
def test_an_address_leads_to_its_page(pathname: str, key: str, lang: str) -> None:
    found = match(pathname, PAGES)
    assert found.page is not None
    assert (found.page.key, found.lang) == (key, lang)


@pytest.mark.parametrize("pathname", ["/nie-ma", "/english", "/obszary/x/y", "/pl"])
def test_other_addresses_lead_nowhere(pathname: str) -> None:
    assert match(pathname, PAGES).page is None


def test_an_unknown_address_keeps_its_language() -> None:
    assert match("/en/nothing", PAGES).lang == "en"


def test_what_stands_in_the_path_wins_over_the_query() -> None:
    asked = read_address("/obszar/edukacja", "?sector=finanse&year=2020")
    assert asked.arguments == {"sector": "edukacja", "year": "2020"}


def test_the_query_cannot_name_arguments_of_the_program() -> None:
    assert parse_query("?services=1&lang=en&unit=14") == {"unit": "14"}


def test_of_a_repeated_key_the_first_value_counts() -> None:
    assert parse_query("?unit=1&unit=2") == {"unit": "1"}


def test_an_absurd_query_is_as_good_as_none() -> None:
    assert parse_query("?" + "&".join(f"k{n}=1" for n in range(500))) == {}


def test_links_carry_the_language_and_escape_codes() -> None:
    assert href("pl", "/") == "/"
    assert href("en", "/") == "/en"
    assert href("en", "/obszary", unit="14", year=None) == "/en/obszary?unit=14"
    assert sector_href("pl", "edukacja", year=2020) == "/obszar/edukacja?year=2020"
    assert indicator_href("en", "A/B") == "/en/wskaznik/A%2FB"
    assert unit_href("pl", "1420011") == "/jednostka/1420011"


def test_the_language_is_the_first_part_of_a_path() -> None:
    assert split_language("/en/obszary/") == ("en", "/obszary")
    assert split_language("/entertainment") == ("pl", "/entertainment")
