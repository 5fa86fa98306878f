"""What a map loads: borders, units, the stub of base maps."""

import gzip
import json
from collections.abc import Callable

import brotli
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.small_country import add_boundary, counted_selects

GEOJSON = b'{"type":"FeatureCollection","features":[]}'
PATH = "/geo/gmina-0.abcdef0123456789.geojson"


@pytest.fixture
def map_client(client: FlaskClient, engine: Engine) -> FlaskClient:
    """The client, with borders of gminas loaded."""
    add_boundary(engine, gzip_body=gzip.compress(GEOJSON), brotli_body=brotli.compress(GEOJSON))
    return client


@pytest.mark.parametrize("path", [PATH, "/api/v1/boundaries/gmina.geojson?detail=0"])
@pytest.mark.parametrize(
    ("accepted", "sent", "decode"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0.1, gzip;q=0.9", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
def test_borders_are_sent_as_they_were_stored(
    map_client: FlaskClient,
    path: str,
    accepted: str,
    sent: str | None,
    decode: Callable[[bytes], bytes],
) -> None:
    answer = map_client.get(path, headers={"Accept-Encoding": accepted})
    assert answer.status_code == 200, answer.text
    assert answer.headers.get("Content-Encoding") == sent
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.mimetype == "application/geo+json"
    assert decode(answer.data) == GEOJSON


def test_borders_are_kept_for_a_year_and_confirmed_without_reading(
    map_client: FlaskClient, engine: Engine
) -> None:
    first = map_client.get(PATH)
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with counted_selects(engine) as selects:
        again = map_client.get(PATH, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, selects) == (304, [])


@pytest.mark.parametrize(
    "path",
    [
        "/geo/gmina-0.0000000000000000.geojson",
        "/geo/powiat-0.abcdef0123456789.geojson",
        "/geo/gmina-1.abcdef0123456789.geojson",
        "/geo/units-kosmos.1.json",
    ],
)
def test_unknown_geometry_is_404(map_client: FlaskClient, path: str) -> None:
    assert map_client.get(path).status_code == 404


def test_a_detail_that_is_not_loaded_is_named_with_those_that_are(map_client: FlaskClient) -> None:
    answer = map_client.get("/api/v1/boundaries/gmina.geojson?detail=2")
    assert (answer.status_code, answer.json["parameter"]) == (400, "detail")
    assert "0" in answer.json["detail"]


@pytest.mark.parametrize("level", ["powiat", "kosmos"])
def test_borders_that_are_not_loaded_are_404(map_client: FlaskClient, level: str) -> None:
    assert map_client.get(f"/api/v1/boundaries/{level}.geojson").status_code == 404


def test_the_list_of_units_has_what_a_browser_needs(client: FlaskClient) -> None:
    version = client.get("/api/v1/indicators/EDU-PRZ-01/matrix").json["version"]
    answer = client.get(f"/geo/units-gmina.{version}.json")
    body = answer.json
    assert "immutable" in answer.headers["Cache-Control"]
    assert [unit[0] for unit in body["units"]] == ["0264011", "1420011", "1420062"]
    assert dict(zip(body["columns"], body["units"][1], strict=True)) == {
        "code": "1420011",
        "name": "Płońsk",
        "kind": "miejska",
        "powiat": "płoński",
        "voivodeship": "14",
        "lon": 20.375,
        "lat": 52.625,
        "population": 21000,
        "fictional": 0,
    }
    assert body["kinds"]["miejska"] == {"pl": "gm. miejska", "en": "urban gmina"}


def test_a_list_of_an_older_version_is_answered_but_not_kept(client: FlaskClient) -> None:
    answer = client.get("/geo/units-gmina.6-0.json")
    assert answer.headers["Cache-Control"] == "public, no-cache"


def test_base_maps_are_empty_so_that_nothing_is_fetched_from_elsewhere(
    client: FlaskClient,
) -> None:
    body = json.loads(client.get("/topo/world_110m.json").data)
    assert body["type"] == "Topology"
    assert set(body["objects"]) >= {"coastlines", "land", "ocean", "lakes", "rivers", "countries"}
