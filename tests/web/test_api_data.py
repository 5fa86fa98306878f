"""Whole sectors, areas, files and chosen fields of ``data``, and what is told of bad requests."""

import csv
import io

import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient

from tests.web.answers import API, assert_problem, read

SECTOR = "data?sector=edukacja&level=gmina"


def csv_rows(client: FlaskClient, path: str) -> list[dict[str, str]]:
    """The rows of a CSV file with comma and point."""
    answer = client.get(f"{API}/{path}&format=csv&sep=comma&lang=en")
    assert answer.status_code == 200, answer.text
    text = answer.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_whole_sector_is_the_same_in_every_format(client: FlaskClient) -> None:
    shown = read(client, SECTOR)["data"]
    expected = [(row["unit"], row["year"], row["value"], row["flag"]) for row in shown]
    assert len(expected) == 6
    rows = csv_rows(client, SECTOR)
    assert [
        (row["teryt"], int(row["year"]), float(row["value"]) if row["value"] else None, row["flag"])
        for row in rows
    ] == expected
    body = client.get(f"{API}/{SECTOR}&format=parquet&lang=en").data
    table = pq.read_table(io.BytesIO(body)).to_pylist()
    assert [(r["teryt"], r["year"], r["value"], r["flag"]) for r in table] == expected


def test_units_of_an_area_are_those_that_lie_in_it(client: FlaskClient) -> None:
    assert {row["unit"] for row in read(client, "data?in=1420")["data"]} == {"1420011", "1420062"}
    assert {row["unit"] for row in read(client, "data?in=14")["data"]} == {
        "1420",
        "1420011",
        "1420062",
    }
    city = read(client, "data?in=02,1420&level=gmina&indicator=EDU-PRZ-01&year=2021")["data"]
    assert {row["unit"] for row in city} == {"0264011", "1420011", "1420062"}
    assert {row["unit"] for row in read(client, "data?in=0264&level=gmina")["data"]} == {"0264011"}


def test_the_order_with_units_is_the_same_in_a_file(client: FlaskClient) -> None:
    path = "data?unit=1420062,0264011,1420011"
    expected = [(row["unit"], row["year"]) for row in read(client, path)["data"]]
    assert expected[0][0] == "1420062"
    assert [(row["teryt"], int(row["year"])) for row in csv_rows(client, path)] == expected


def test_fields_are_chosen_in_lists_and_columns_in_files(client: FlaskClient) -> None:
    assert read(client, "sectors?fields=name,code")["data"][0].keys() == {"code", "name"}
    (first, *_) = read(client, f"{SECTOR}&fields=value,unit")["data"]
    assert first == {"unit": "1420011", "value": 81.25}
    (row, *_) = csv_rows(client, f"{SECTOR}&fields=value,teryt")
    assert row == {"teryt": "1420011", "value": "81.25"}


def test_a_page_leads_to_the_next_by_its_header(client: FlaskClient) -> None:
    seen, path = [], f"{API}/{SECTOR}&limit=4"
    for _ in range(3):
        answer = client.get(path)
        seen += answer.json["data"]
        if "Link" not in answer.headers:
            break
        path, relation = answer.headers["Link"].split("; ")
        assert relation == 'rel="next"'
        path = path.strip("<>")
    assert seen == read(client, SECTOR)["data"]


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("data?indicator=EDU-PRZ-01,ABC-XY-01,ABC-XY-02", ["ABC-XY-01", "ABC-XY-02"]),
        ("data?unit=1420011,9999999,abc", ["9999999", "abc"]),
        ("data?sector=edukacja,edukacia,x", ["edukacia", "x"]),
        ("notes?unit=9999998,9999999", ["9999998", "9999999"]),
    ],
)
def test_all_unknown_codes_are_named_at_once(
    reader: FlaskClient, path: str, codes: list[str]
) -> None:
    body = assert_problem(reader.get(f"{API}/{path}"), 404)
    assert body["codes"] == codes
    assert all(code in body["detail"] for code in codes)


@pytest.mark.parametrize(
    ("path", "parameter", "word"),
    [
        ("data?indicator=EDU-PRZ-01&sector=edukacja", "sector", "indicator"),
        ("data?unit=1420011&in=14", "in", "unit"),
        ("data?unit=1420011,1420&level=powiat", "unit", "1420011"),
        ("data?in=14&level=wojewodztwo", "in", "14"),
        ("data?in=1420&level=powiat", "in", "1420"),
        ("data?in=1420011", "in", "1420011"),
        ("data?indicator=", "indicator", "indicator"),
        ("data?indicator=EDU-PRZ-01&year=2021-2020", "year", "2020-2021"),
        ("data?indicator=EDU-PRZ-01&format=doc", "format", "parquet"),
        ("data?indicator=EDU-PRZ-01&fields=colour,unit", "fields", "colour"),
        ("data?indicator=EDU-PRZ-01&fields=teryt", "fields", "teryt"),
        ("sectors?fields=nazwa", "fields", "nazwa"),
        (
            "data?unit=" + ",".join(["1420011"] * 99 + [f"{n:07}" for n in range(101)]),
            "unit",
            "100",
        ),
    ],
)
def test_what_cannot_be_is_told_with_the_remedy(
    reader: FlaskClient, path: str, parameter: str, word: str
) -> None:
    body = assert_problem(reader.get(f"{API}/{path}"), 400)
    assert body["parameter"] == parameter
    assert word in body["detail"]


def test_a_million_codes_are_refused_unread(reader: FlaskClient) -> None:
    codes = ",".join(["1420011"] * 1_000_000)
    assert_problem(reader.get(f"{API}/data?unit={codes}"), 414)


def test_a_script_of_another_host_may_ask_and_read(reader: FlaskClient) -> None:
    preflight = reader.options(
        f"{API}/data",
        headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"},
    )
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in preflight.headers["Access-Control-Allow-Headers"]
    for path in ("sectors", "indicators/NIE-MA-01", "nic", "sectors?limit=0"):
        answer = reader.get(f"{API}/{path}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert {"ETag", "Link", "Retry-After"} <= {
            name.strip() for name in answer.headers["Access-Control-Expose-Headers"].split(",")
        }
    etag = reader.get(f"{API}/sectors").headers["ETag"]
    unchanged = reader.get(f"{API}/sectors", headers={"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.headers["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.parametrize("path", ["sectors", f"{SECTOR}&format=csv", "openapi.json"])
def test_head_says_what_get_would(client: FlaskClient, path: str) -> None:
    got, head = client.get(f"{API}/{path}"), client.head(f"{API}/{path}")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.mimetype == got.mimetype
