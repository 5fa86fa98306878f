"""Borders of a day, their versions, and what is said of days without any."""

import gzip
from datetime import date

import brotli
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from smup.models import Boundary
from tests import builders

OF_2020, OF_2024, DRAWN = b'{"year":2020}', b'{"year":2024}', b'{"year":null}'


@pytest.fixture
def versions(client: FlaskClient, engine: Engine) -> FlaskClient:
    """The client, with approximate borders of gminas and two real versions, the newer first."""
    with engine.begin() as connection:
        for day, approximate, body in (
            (date(2024, 1, 1), False, OF_2024),
            (None, True, DRAWN),
            (date(2020, 1, 1), False, OF_2020),
        ):
            values = {
                "level": "gmina",
                "detail": 0,
                "release_id": builders.release(connection, kind="boundaries"),
                "valid_on": day,
                "approximate": approximate,
                "units": 3,
                "content_hash": f"{len(body):016d}" if day is None else f"{day.year:016d}",
                "gzip_body": gzip.compress(body),
                "brotli_body": brotli.compress(body),
            }
            connection.execute(insert(Boundary).values(values))
    return client


def test_a_day_has_the_version_that_held_then(versions: FlaskClient) -> None:
    for query, body in (
        ("", OF_2024),
        ("?date=2024-01-01", OF_2024),
        ("?date=2023-12-31", OF_2020),
        ("?date=2020-01-01", OF_2020),
        # drawn on 1 January 2026, when the release was made: no real border is that old
        ("?date=2030-01-01", OF_2024),
    ):
        answer = versions.get(f"/api/v1/boundaries/gmina.geojson{query}")
        assert (query, answer.status_code, answer.data) == (query, 200, body)


def test_a_day_before_the_oldest_version_is_refused_with_that_day(versions: FlaskClient) -> None:
    answer = versions.get("/api/v1/boundaries/gmina.geojson?date=2019-12-31")

    assert (answer.status_code, answer.json["parameter"]) == (400, "date")
    assert "2020-01-01" in answer.json["detail"]


@pytest.mark.parametrize("day", ["2024", "20240101", "2024-02-30", "2024-1-1", "wczoraj", ""])
def test_what_is_no_day_is_named(reader: FlaskClient, day: str) -> None:
    answer = reader.get(f"/api/v1/boundaries/gmina.geojson?date={day}")

    assert (answer.status_code, answer.json["parameter"]) == (400, "date")
    assert "RRRR-MM-DD" in answer.json["detail"]


def test_versions_are_listed_the_oldest_first_with_the_current_one(versions: FlaskClient) -> None:
    answer = versions.get("/api/v1/boundaries?level=gmina").json

    assert [(one["since"], one["valid_on"], one["current"]) for one in answer["data"]] == [
        ("2026-01-01", None, False),
        ("2020-01-01", "2020-01-01", False),
        ("2024-01-01", "2024-01-01", True),
    ]
    assert [one["approximate"] for one in answer["data"]] == [True, False, False]
    assert answer["data"][2] | {"release": 0} == {
        "level": "gmina",
        "since": "2024-01-01",
        "valid_on": "2024-01-01",
        "release": 0,
        "approximate": False,
        "features": 3,
        "details": [0],
        "current": True,
    }


def test_older_borders_keep_their_lasting_address(versions: FlaskClient) -> None:
    answer = versions.get(f"/geo/gmina-0.{2020:016d}.geojson")

    assert (answer.status_code, answer.data) == (200, OF_2020)
