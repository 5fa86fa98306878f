"""The page of coverage: links instead of controls, words beside colours, both languages."""

import json
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import Engine

from layouts import coverage
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from smup.typography import plain_spaces
from tests.coverage_country import CITY, GMINA, fill
from tests.poured import Pour


@pytest.fixture
def services(sqlite_engine: Engine, pour: Pour) -> Services:
    """The country of coverage."""
    pour(sqlite_engine, fill)
    return Services(repository=Repository(sqlite_engine), settings=Settings.from_env())


def drawn(services: Services, lang: str, **query: str) -> str:
    """The page as text."""
    page: Any = coverage.layout(services, lang, **query)
    return plain_spaces(json.dumps(page, cls=PlotlyJSONEncoder, ensure_ascii=False))


@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize("view", ["obraz", "luki", "jednostki", "wymiary", "aktualnosc"])
def test_every_view_is_drawn_in_both_languages(services: Services, lang: str, view: str) -> None:
    page = drawn(services, lang, widok=view)
    heading = {"pl": "Kompletność i luki", "en": "Coverage and gaps"}[lang]
    assert heading in page
    assert ("/en/luki" in page) == (lang == "en")


def test_a_cell_says_in_words_what_its_colour_says(services: Services) -> None:
    page = drawn(services, "en", usluga="przedszkola")
    assert "1 of 3 values (33%), no row 2" in page
    assert "not loaded" in page


def test_a_cell_leads_to_the_units_behind_it(services: Services) -> None:
    page = drawn(services, "pl", usluga="przedszkola")
    assert f"/luki?ind={GMINA}&year=2021" in page
    below = drawn(services, "pl", ind=GMINA, year="2021")
    assert f"/jednostka/{CITY}" in below
    assert "źródło nie podaje wiersza" in below


def test_an_unknown_code_is_told_and_the_page_is_drawn(services: Services) -> None:
    page = drawn(services, "pl", ind="NIE-MA-1", level="wies")
    assert "NIE-MA-1" in page
    assert "wies" in page


def test_a_database_without_values_says_so(sqlite_engine: Engine) -> None:
    services = Services(repository=Repository(sqlite_engine), settings=Settings.from_env())
    for view in ("obraz", "luki", "jednostki", "wymiary", "aktualnosc"):
        assert "nie ma jeszcze żadnych wartości" in drawn(services, "pl", widok=view)
