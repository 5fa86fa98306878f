"""The page that makes a report: choices give an address with all options."""

import json
from typing import Any

import pytest
from sqlalchemy import Engine

from callbacks.report import show_fields, update_report
from layouts import report
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from tests import small_country
from tests.poured import Pour

PLONSK = "1420011"
CONTEXT = {
    "lang": "pl",
    "unit": "",
    "group": "podobne",
    "year": "",
    "service": "",
    "own": "",
    "w": "",
}


@pytest.fixture
def services(sqlite_engine: Engine, pour: Pour) -> Services:
    pour(sqlite_engine, small_country.fill)
    return Services(
        repository=Repository(sqlite_engine), settings=Settings(database_url="sqlite://")
    )


def asked(services: Services, **changes: Any) -> dict[str, Any]:
    """Press the fields of the page."""
    fields = {
        "kind": "jednostka",
        "unit": {"code": PLONSK},
        "service": None,
        "group": "kraj",
        "year": "newest",
        "sections": ["obraz"],
        "sectors": [],
        "ind": "",
        "context": CONTEXT,
    }
    return update_report(services, **fields | changes)


def shown(content: Any) -> str:
    return json.dumps(content, default=lambda part: part.to_plotly_json(), ensure_ascii=False)


def test_choices_become_the_address_of_the_report_and_of_the_page(services: Services) -> None:
    found = asked(services, year="2021")
    assert found["address"] == f"/raport?unit={PLONSK}&group=kraj&year=2021&sections=obraz"
    for form in ("html", "pdf", "docx"):
        address = f"/raport/jednostka/{PLONSK}.{form}?group=kraj&year=2021&sections=obraz"
        assert address in shown(found["result"])


def test_without_a_unit_the_page_says_what_to_choose(services: Services) -> None:
    assert "Wybierz jednostkę" in shown(asked(services, unit=None)["result"])


def test_a_packet_has_no_document_to_edit(services: Services) -> None:
    text = shown(asked(services, kind="sesja", sections=[])["result"])
    assert f"/raport/sesja/{PLONSK}.pdf" in text
    assert ".docx" not in text


def test_a_service_needs_a_service_and_keeps_the_unit(services: Services) -> None:
    assert "Wybierz usługę" in shown(asked(services, kind="usluga")["result"])
    found = asked(services, kind="usluga", service="przedszkola", sections=[], group="podobne")
    assert f"/raport/usluga/przedszkola.pdf?unit={PLONSK}" in shown(found["result"])


def test_each_kind_shows_its_own_fields() -> None:
    service = show_fields(kind="usluga", context=CONTEXT)
    packet = show_fields(kind="sesja", context=CONTEXT)
    assert (service["service"], service["cell"], service["more"]) == (False, False, True)
    assert (packet["service"], packet["cell"], packet["options"]) == (True, True, [])


@pytest.mark.parametrize("query", [{"kind": "bajka"}, {"unit": "9999999"}, {"year": "x"}])
def test_a_bad_address_is_told_on_the_page(services: Services, query: dict[str, str]) -> None:
    page = shown(report.layout(services, "pl", **query))
    assert "wartość domyślną" in page.replace("\u00a0", " ")
