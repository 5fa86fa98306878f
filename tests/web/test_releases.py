"""Releases in the web: API, feed, files of releases that cannot be read."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from smup.repository import CurrentRepository
from smup.web import register

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client(revised_engine: Engine) -> Iterator[FlaskClient]:
    server = Flask(__name__, static_folder=None)
    repository = CurrentRepository(revised_engine)
    register(server, repository, known_path=lambda _path: True)
    yield server.test_client()
    repository._past.close()


def test_the_list_has_what_each_release_changed(client: FlaskClient) -> None:
    first = client.get("/api/v1/releases?limit=1").get_json()
    assert first["data"][0]["values"] == {"new": 1, "changed": 1, "withdrawn": 1}
    assert first["data"][0]["readable"] is True
    assert first["data"][0]["links"]["page"]["en"] == "/en/wydania/3"
    assert first["next"] == "3"


def test_one_release(client: FlaskClient) -> None:
    found = client.get("/api/v1/releases/3").get_json()
    assert found["indicators"] == [
        {"indicator": "EDU-PRZ-01", "first_year": 2020, "last_year": 2022,
         "new": 1, "changed": 1, "withdrawn": 1}
    ]  # fmt: skip
    assert client.get("/api/v1/releases/99").status_code == 404
    assert client.get("/api/v1/releases/x").get_json()["type"] == "urn:smup:problem:unknown-code"


def test_revised_values_in_pages(client: FlaskClient) -> None:
    first = client.get("/api/v1/releases/3/revisions?limit=1").get_json()
    assert first["data"][0] == {
        "release": 3, "indicator": "EDU-PRZ-01", "unit": "1420011", "name": "Płońsk", "year": 2020,
        "old": {"value": 81.25, "flag": "occurred", "decimals": 1},
        "new": None, "difference": None, "percent": None,
    }  # fmt: skip
    rest = client.get(f"/api/v1/releases/3/revisions?limit=1&cursor={first['next']}").get_json()
    assert rest["next"] is None
    value = rest["data"][0]
    assert (value["year"], value["old"]["value"], value["new"]["value"]) == (2021, 85.0, 70.0)
    assert (value["difference"], value["percent"]) == (-15.0, -17.6471)


def test_revised_values_by_filters(client: FlaskClient) -> None:
    def count(query: str) -> int:
        return len(client.get(f"/api/v1/releases/3/revisions?{query}").get_json()["data"])

    assert count("unit=1420011") == 2
    assert count("unit=1420062") == 0
    assert count("year=2021") == 1
    assert count("least_percent=50") == 1, "a withdrawn value is always there"
    assert client.get("/api/v1/releases/3/revisions?cursor=abc").status_code == 400


def test_changes_of_a_unit(client: FlaskClient) -> None:
    found = client.get("/api/v1/units/1420011/revisions?since=2").get_json()
    assert found["counts"] == {"new": 0, "changed": 1, "withdrawn": 1}
    assert len(found["data"]) == 2
    assert client.get("/api/v1/units/1420011/revisions?since=3").get_json()["data"] == []


@pytest.mark.parametrize("address", ["/wydania.atom", "/en/wydania.atom"])
def test_the_feed_is_an_atom_feed(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.data)  # noqa: S314  our own answer
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 3
    for one in (feed, *entries):
        assert all(one.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated"))
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 3
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_the_feed_of_a_unit_and_of_a_sector(client: FlaskClient) -> None:
    def entries(query: str) -> list[str | None]:
        feed = ET.fromstring(client.get(f"/wydania.atom?{query}").data)  # noqa: S314
        return [one.findtext(f"{ATOM}summary") for one in feed.findall(f"{ATOM}entry")]

    assert entries("unit=1420011") == ["1 poprawiona; 1 wycofana"]
    assert entries("obszar=edukacja")[0] == "1 nowa wartość; 1 poprawiona; 1 wycofana"
    assert client.get("/wydania.atom?unit=1234567").status_code == 404
    assert client.get("/wydania.atom?obszar=nic").status_code == 404


def test_a_file_of_a_release_holds_its_values_and_names_it(client: FlaskClient) -> None:
    address = "/eksport/pl/wskaznik/EDU-PRZ-01.csv?year=2021"
    past = client.get(f"{address}&wydanie=2")
    assert "85" in past.text
    assert "70" not in past.text.replace("1420", "")
    assert "wydanie-2" in past.headers["Content-Disposition"]
    assert "wydanie" not in client.get(address).headers["Content-Disposition"]


@pytest.mark.parametrize("release", ["99", "x", "1e3"])
def test_a_file_of_an_unreadable_release_is_refused(client: FlaskClient, release: str) -> None:
    answer = client.get(f"/eksport/pl/wskaznik/EDU-PRZ-01.csv?wydanie={release}")
    assert answer.status_code == 400
    assert "wydanie" in answer.text


def test_what_is_offered_keeps_the_release(client: FlaskClient) -> None:
    page = client.get("/pobierz?strona=/wskaznik/EDU-PRZ-01&wydanie=2").text
    assert "wydanie=2" in page
    assert "wydanie 2 z " in page.replace("\u00a0", " ")
