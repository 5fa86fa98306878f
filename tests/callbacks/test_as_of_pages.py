"""Pages as of a release: what they say of it, and what never shows the data of another."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import Engine

from callbacks.addresses import read_address
from callbacks.shell import show_page
from smup.as_of import reading_as_of
from smup.reports.build import build_report
from smup.reports.frame import read_origin
from smup.reports.records import Links
from smup.reports.spec import parse_spec
from smup.repository import CurrentRepository
from smup.services import Services
from smup.settings import Settings

UNIT, INDICATOR = "1420011", "EDU-PRZ-01"


@pytest.fixture(scope="module")
def services(revised_engine: Engine) -> Iterator[Services]:
    """What a page is given after three releases: Płońsk 2021 was 85, the third made it 70."""
    repository = CurrentRepository(revised_engine)
    yield Services(repository=repository, settings=Settings(database_url="sqlite://"))
    repository._past.close()


def shown(services: Services, pathname: str, search: str = "") -> str:
    """The page of an address as the browser gets it."""
    page: Any = show_page(services, pathname=pathname, search=search)
    return json.dumps(page, cls=PlotlyJSONEncoder, ensure_ascii=False)


def test_the_address_decides_whatever_the_page_before_was_read_as_of(services: Services) -> None:
    address, query = f"/jednostka/{UNIT}", "?year=2021"
    now, then = shown(services, address, query), shown(services, address, f"{query}&wydanie=2")
    assert "70,0" in now
    assert "70,0" not in then
    assert "85,0" in then
    with reading_as_of(2):
        assert shown(services, address, query) == now
    with reading_as_of(3):
        assert shown(services, address, f"{query}&wydanie=2") == then


@pytest.mark.parametrize("asked", ["99", "0", "dwa"])
def test_a_frame_shows_no_data_of_another_release(services: Services, asked: str) -> None:
    address, query = f"/embed/wskaznik/{INDICATOR}", "?blok=tabela"
    assert "2021" in shown(services, address, query)
    assert "wydania 2" in shown(services, address, f"{query}&wydanie=2")
    told = shown(services, address, f"{query}&wydanie={asked}")
    assert "Nie ma takiego wydania" in told
    assert f"„{asked}”" in told
    assert "2021" not in told


def test_pages_of_releases_are_read_as_of_none(services: Services) -> None:
    assert "Dane w\u00a0stanie z\u00a0wydania" not in shown(services, "/wydania/3", "?wydanie=2")
    changes = shown(services, "/wydania", f"?unit={UNIT}&od=2&wydanie=2")
    assert "Dane w\u00a0stanie z\u00a0wydania" not in changes
    assert "zwydania" not in changes
    assert "85,0" in changes


def test_a_report_names_the_release_that_was_read(services: Services) -> None:
    assert "nr\u00a03" in read_origin(services.repository, "pl").release
    with reading_as_of(2):
        assert "nr\u00a02" in read_origin(services.repository, "pl").release


def test_a_frame_is_found_inside_a_request_as_of_a_release(services: Services) -> None:
    address, query = f"/embed/wskaznik/{INDICATOR}", "?blok=tabela&wydanie=2"
    outside = shown(services, address, query)
    with reading_as_of(2):
        assert read_address(address, query).found.parameters == {"code": INDICATOR}
        assert shown(services, address, query) == outside


def test_links_of_a_session_packet_have_one_query(services: Services) -> None:
    with reading_as_of(2):
        spec = parse_spec(
            "sesja", UNIT, "pdf", lang="pl", query={"group": "kraj"}, origin="http://a"
        )
        report = build_report(services.repository, spec)
    links = [
        address
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Links)
        for _, address in block.items
    ]
    assert links[0] == f"http://a/jednostka/{UNIT}?group=kraj&wydanie=2"
    assert links[1] == f"http://a/raport/jednostka/{UNIT}.pdf?group=kraj&wydanie=2"
    assert report.stem.endswith("-wydanie-2")
