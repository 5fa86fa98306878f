"""The page of a unit and its callback, over the small country on both engines."""

import json
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import Engine

from callbacks.unit import update_profile
from layouts import unit
from smup.errors import UnknownCodeError
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from tests import small_country
from tests.poured import Pour
from tests.small_country import counted_selects
from tests.tree import having, prop, text

PLONSK, WROCLAW = "1420011", "0264011"
MOST_SELECTS = 16  # whatever the number of indicators


@pytest.fixture
def services(engine: Engine, pour: Pour) -> Services:
    """What a page is given, over the small country."""
    pour(engine, small_country.fill)
    return Services(repository=Repository(engine), settings=Settings(database_url="sqlite://"))


def page(services: Services, teryt: str, lang: str = "pl", **query: str) -> Any:
    """The page of a unit as the browser gets it."""
    tree = unit.layout(services, lang, teryt=teryt, **query)
    json.dumps(tree, cls=PlotlyJSONEncoder)
    return tree


def ask(services: Services, teryt: str, **asked: Any) -> dict[str, Any]:
    """What the browser gets for another group or year."""
    context = {"teryt": teryt, "lang": "pl"}
    return update_profile(services, asked=asked, context=context)


def test_the_page_shows_the_newest_year_with_the_state_of_its_address(services: Services) -> None:
    words = text(page(services, PLONSK))
    assert "85,0%" in words
    assert "TERYT 1420011" in words


def test_an_earlier_year_stands_in_the_address_and_the_newest_does_not(services: Services) -> None:
    assert ask(services, PLONSK, year=2020)["answer"]["query"] == "year=2020"
    assert "81,3%" in text(ask(services, PLONSK, year=2020)["body"])
    assert ask(services, PLONSK, year=2021)["answer"]["query"] == ""


def test_a_group_is_kept_and_told_aloud(services: Services) -> None:
    answer = ask(services, PLONSK, group="kraj")["answer"]
    assert answer["query"] == "group=kraj"
    assert "rok 2021" in answer["said"]


@pytest.mark.parametrize(
    "query",
    [
        {"group": "xyz"},
        {"year": "1066"},
        {"level": "wojewodztwo"},
        {"group": "wlasna", "own": "1.2.3"},
        {"w": "=="},
    ],
)
def test_a_hand_edited_address_becomes_the_default_and_is_told(
    services: Services, query: dict[str, str]
) -> None:
    tree = page(services, PLONSK, **query)
    assert "85,0%" in text(tree)
    assert having(tree, "className", "uw adres")


def test_a_year_without_values_is_told(services: Services) -> None:
    assert having(page(services, PLONSK, year="2012"), "className", "uw adres")


def test_a_city_with_powiat_rights_is_shown_at_two_levels(services: Services) -> None:
    def chosen(tree: Any) -> list[str]:
        return [prop(one, "href") for one in having(tree, "aria-current", "true")]

    # Without a population the group of similar units gives way to the whole country.
    assert chosen(page(services, WROCLAW)) == [f"/jednostka/{WROCLAW}?group=kraj"]
    as_powiat = [f"/jednostka/{WROCLAW}?level=powiat&group=kraj"]
    assert chosen(page(services, WROCLAW, level="powiat")) == as_powiat
    assert chosen(page(services, "0264")) == as_powiat


def test_a_unit_without_values_gets_a_designed_empty_state(services: Services) -> None:
    tree = page(services, "02")
    assert "nie ma jeszcze żadnych wartości" in text(tree)
    assert text(page(services, "02", lang="en")).count("has no values yet") == 1


def test_the_country_leads_to_its_voivodeships(services: Services) -> None:
    links = [prop(one, "href") for one in having(page(services, "00"), "href")]
    assert "/jednostka/14" in links


@pytest.mark.parametrize("teryt", ["9999999", "14200", "x", "1420011'--"])
def test_an_unknown_code_is_refused_in_words(services: Services, teryt: str) -> None:
    with pytest.raises(UnknownCodeError):
        page(services, teryt)


def test_the_page_asks_a_fixed_number_of_selects(services: Services, engine: Engine) -> None:
    page(services, PLONSK)
    with counted_selects(engine) as selects:
        page(services, PLONSK)
    values = [one for one in selects if not one.startswith("SELECT dataset.kind")]
    assert len(values) <= MOST_SELECTS


def test_files_are_of_the_view_shown(services: Services) -> None:
    tree = page(services, PLONSK, group="kraj", year="2020")
    files = {prop(one, "href") for one in having(tree, "data-plik")}
    assert "/raport/sesja/1420011.pdf?group=kraj&year=2020" in files
    assert "/eksport/pl/jednostka/1420011.csv?group=kraj&year=2020" in files
