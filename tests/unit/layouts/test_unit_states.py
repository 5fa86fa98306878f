"""What stands in the place of a profile, over a country in memory."""

from layouts import unit
from tests.memory_country import ENDED, Country
from tests.tree import having, prop, text

JONIEC = "1420062"


def test_an_ended_unit_leads_to_its_successor() -> None:
    services = Country({}).services_for_pages
    page = unit.layout(services, "pl", teryt=ENDED)
    assert "tej jednostki już nie ma" in text(page)
    assert "1\u00a0stycznia\u00a02020" in text(page)
    assert f"/jednostka/{JONIEC}" in {prop(one, "href") for one in having(page, "href")}


def test_an_ended_unit_is_told_in_english_too() -> None:
    page = unit.layout(Country({}).services_for_pages, "en", teryt=ENDED)
    assert "this unit no longer exists" in text(page)
    assert f"/en/jednostka/{JONIEC}" in {prop(one, "href") for one in having(page, "href")}


def test_the_country_lists_its_voivodeships() -> None:
    page = unit.layout(Country({}).services_for_pages, "pl", teryt="00")
    links = {prop(one, "href") for one in having(page, "href")}
    assert {"/jednostka/14", "/jednostka/02"} <= links
