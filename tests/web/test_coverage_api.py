"""Coverage in the API: the same counts as the page, errors that name the parameter."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.coverage_country import GMINA, OF_POWIAT, fill
from tests.poured import Pour
from tests.web.conftest import server_over

API = "/api/v1/coverage"


@pytest.fixture
def client(engine: Engine, pour: Pour) -> FlaskClient:
    """A client of the country of coverage."""
    pour(engine, fill)
    return server_over(engine).test_client()


def test_counts_of_a_year(client: FlaskClient) -> None:
    (row,) = client.get(f"{API}?indicator={GMINA}&level=gmina&year=2021").json["data"]
    assert row == {
        "indicator": GMINA, "level": "gmina", "year": 2021, "state": "partial", "units": 3,
        "with_value": 1, "zero": 0, "below_format": 0, "missing": 0, "secret": 0,
        "not_applicable": 0, "not_yet_published": 0, "no_row": 2, "lacking": 2,
        "expected_on": None, "days_late": None, "asked_on": None,
    }  # fmt: skip


def test_without_a_level_each_indicator_stands_at_that_of_its_task(client: FlaskClient) -> None:
    rows = client.get(f"{API}?sector=edukacja&year=2021").json["data"]
    assert {(row["indicator"], row["level"]) for row in rows} >= {
        (GMINA, "gmina"),
        (OF_POWIAT, "powiat"),
    }


def test_pages_join_to_the_whole(client: FlaskClient) -> None:
    whole = client.get(f"{API}?level=gmina").json["data"]
    first = client.get(f"{API}?level=gmina&limit=2").json
    rest = client.get(f"{API}?level=gmina&cursor={first['next']}").json["data"]
    assert first["data"] + rest == whole


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [
        ("indicator=NIE-MA-1", 404, None),
        ("sector=nie-ma", 404, None),
        ("level=wies", 400, "level"),
        ("year=rok", 400, "year"),
    ],
)
def test_bad_parameters(
    reader: FlaskClient, query: str, status: int, parameter: str | None
) -> None:
    answer = reader.get(f"{API}?{query}")
    assert answer.status_code == status
    assert parameter is None or answer.json["parameter"] == parameter


def test_the_indicator_carries_the_facts_of_its_badge(client: FlaskClient) -> None:
    found = client.get(f"/api/v1/indicators/{GMINA}").json["coverage"]
    assert (found["first_year"], found["last_year"]) == (2020, 2025)
    assert (found["units"], found["with_value"]) == (4, 1)
    assert found["following"]["year"] == 2026
    assert found["links"]["page"] == f"/luki?ind={GMINA}"


def test_the_file_of_the_page(client: FlaskClient) -> None:
    answer = client.get("/eksport/pl/luki.csv?widok=luki&ind=EDU-PRZ-01")
    assert answer.status_code == 200
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[0].lstrip("\ufeff").startswith("obszar;usluga;wskaznik;nazwa_wskaznika;poziom;rok")
    assert len(lines) == 1 + 6
