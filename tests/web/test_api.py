"""The API as programs call it: normal, unknown and hostile requests."""

import pytest
from flask.testing import FlaskClient

from tests.web.answers import API, read

ROUTES = (
    "sectors",
    "services",
    "services?sector=edukacja",
    "indicators",
    "indicators?q=przedszkola",
    "indicators/EDU-PRZ-01",
    "indicators/EDU-PRZ-01/matrix",
    "indicators/EDU-PRZ-01/matrix?level=powiat",
    "units",
    "units?q=plonsk&level=gmina",
    "units/1420011",
    "data?indicator=EDU-PRZ-01",
    "data?indicator=EDU-PRZ-01&format=csv",
    "releases",
)


@pytest.mark.parametrize("path", ROUTES)
def test_every_route_answers_with_a_validator_and_then_304(client: FlaskClient, path: str) -> None:
    first = client.get(f"{API}/{path}")
    assert first.status_code == 200, first.text
    etag = first.headers["ETag"]
    again = client.get(f"{API}/{path}", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == etag
    assert first.headers["Access-Control-Allow-Origin"] == "*"


def test_sectors_are_listed_with_both_names(reader: FlaskClient) -> None:
    assert read(reader, "sectors") == {
        "data": [
            {
                "code": "edukacja",
                "position": 1,
                "name": {"pl": "Edukacja", "en": "Edukacja"},
                "official": True,
                "services": 1,
                "indicators": 2,
            }
        ],
        "next": None,
    }


def test_a_list_is_cut_into_pages_by_its_cursor(reader: FlaskClient) -> None:
    first = read(reader, "indicators?limit=1")
    second = read(reader, f"indicators?limit=1&cursor={first['next']}")
    codes = [page["data"][0]["code"] for page in (first, second)]
    assert codes == ["EDU-PRZ-01", "EDU-SPP-01"]
    assert second["next"] is None


def test_an_indicator_comes_with_its_card_years_and_links(client: FlaskClient) -> None:
    body = read(client, "indicators/edu-prz-01")
    assert body["card"]["source"]["en"] == "Statistics Poland, Local Data Bank"
    assert body["years"] == {"powiat": [2021], "gmina": [2020, 2021]}
    assert body["latest_year"] == 2021
    assert read(client, body["links"]["matrix_gmina"].removeprefix(f"{API}/"))["years"] == [
        2020,
        2021,
    ]


def test_units_are_found_by_name_and_level(reader: FlaskClient) -> None:
    assert read(reader, "units?q=plonsk")["data"][0]["code"] == "1420011"
    assert [unit["code"] for unit in read(reader, "units?level=powiat")["data"]] == [
        "0264",
        "1420",
    ]
    assert len(read(reader, "units")["data"]) == 7


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("00", "Polska"),
        ("14", "mazowieckie"),
        ("1420", "płoński"),
        ("142001", "Płońsk"),
        ("1420011", "Płońsk"),
        ("1420013", "Płońsk"),
        ("0264", "Wrocław"),
    ],
)
def test_a_unit_is_found_by_2_4_6_or_7_digits(reader: FlaskClient, code: str, found: str) -> None:
    assert read(reader, f"units/{code}")["name"] == found


def test_a_unit_comes_with_parents_and_codes(client: FlaskClient) -> None:
    body = read(client, "units/1420011")
    assert [parent["code"] for parent in body["parents"]] == ["1420", "14", "00"]
    assert [code["code"] for code in body["codes"]] == ["1420011"]
    assert (body["population"], body["area_km2"], body["successor"]) == (21000, 11.6, None)
    assert body["label"]["pl"] == "Płońsk, gm. miejska, pow. płoński"


def test_observations_keep_zero_secret_and_unpublished_apart(client: FlaskClient) -> None:
    body = read(client, "data?indicator=EDU-PRZ-01&level=gmina")
    assert [(row["unit"], row["year"], row["value"], row["flag"]) for row in body["data"]] == [
        ("1420011", 2020, 81.25, "occurred"),
        ("1420062", 2020, None, "secret"),
        ("1420011", 2021, 85.0, "occurred"),
        ("1420062", 2021, 0.0, "did-not-occur"),
        ("0264011", 2021, 93.5, "occurred"),
        ("1420011", 2022, None, "not-yet-published"),
    ]
    assert body["data"][0].keys() == {
        "indicator",
        "unit",
        "name",
        "year",
        "value",
        "flag",
        "decimals",
        "note",
    }


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("year=2020", {2020}),
        ("year=2020-2021", {2020, 2021}),
        ("year=latest", {2021}),
        ("", {2020, 2021, 2022}),
    ],
)
def test_years_are_one_a_range_or_the_latest(
    client: FlaskClient, query: str, years: set[int]
) -> None:
    body = read(client, f"data?indicator=EDU-PRZ-01&{query}")
    assert {row["year"] for row in body["data"]} == years


def test_data_of_units_come_unit_by_unit_in_the_order_asked_for(client: FlaskClient) -> None:
    body = read(client, "data?unit=0264,1420011&level=gmina")
    assert [row["unit"] for row in body["data"]] == ["0264011"] + ["1420011"] * 3


def test_a_city_with_powiat_rights_has_its_4_digit_code_at_level_powiat(
    client: FlaskClient,
) -> None:
    body = read(client, "data?indicator=EDU-PRZ-01&level=powiat")
    assert {row["unit"] for row in body["data"]} == {"0264", "1420"}


def test_pages_of_data_join_without_loss(client: FlaskClient) -> None:
    whole = read(client, "data?indicator=EDU-PRZ-01,EDU-SPP-01")["data"]
    path, joined = "data?indicator=EDU-PRZ-01,EDU-SPP-01&limit=3", []
    cursor = ""
    for _ in range(5):
        page = read(client, path + cursor)
        joined += page["data"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert joined == whole
    assert len(whole) == 8


def test_the_matrix_is_compact_and_tells_the_kinds_of_empty(client: FlaskClient) -> None:
    body = read(client, "indicators/EDU-PRZ-01/matrix?level=gmina")
    assert body.pop("version").startswith("7-")
    assert body == {
        "indicator": "EDU-PRZ-01",
        "level": "gmina",
        "decimals": 1,
        "years": [2020, 2021],
        "units": ["0264011", "1420011", "1420062"],
        "values": [[None, 813, None], [935, 850, 0]],
        "flags": ["304", "001"],
        # Of 85 and 93.5, the values of 2021, the quintiles are 86.7, 88.4, 90.1 and 91.8, in steps
        # of 1; the measured zero is in no class.
        "class_breaks": [87.0, 88.0, 90.0, 92.0],
    }


def test_a_matrix_asked_for_by_version_is_kept_for_a_year(client: FlaskClient) -> None:
    path = "indicators/EDU-PRZ-01/matrix"
    version = read(client, path)["version"]
    current = client.get(f"{API}/{path}?v={version}")
    older = client.get(f"{API}/{path}?v=6-0")
    assert "immutable" in current.headers["Cache-Control"]
    assert older.headers["Cache-Control"] == "public, no-cache"


def test_releases_come_newest_first(client: FlaskClient) -> None:
    (release,) = read(client, "releases")["data"]
    assert (release["source"], release["fetched_at"]) == ("GUS, BDL", "2026-01-01T00:00:00Z")
