"""The profile in the API, as programs ask for it."""

import datetime as dt

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, update

from smup.models import Unit
from tests import builders, profile_country
from tests.memory_country import JONIEC, LUBIN, PLONSK, ZABOR
from tests.poured import Pour
from tests.profile_country import CONTEXT, DOWN, SHARE, UP
from tests.web.answers import API, read
from tests.web.conftest import server_over

PROFILE = f"units/{JONIEC}/profile"


@pytest.fixture
def profiles(sqlite_engine: Engine, pour: Pour) -> FlaskClient:
    """A client over the country of profiles."""
    pour(sqlite_engine, profile_country.fill)
    return server_over(sqlite_engine).test_client()


def test_each_indicator_comes_with_its_place_and_distribution(profiles: FlaskClient) -> None:
    body = read(profiles, PROFILE)
    assert [row["indicator"] for row in body["data"]] == [UP, DOWN, SHARE, CONTEXT, "FIN-OB-01"]
    row = body["data"][0]
    # 10, 20, 30, 30, 50: the 5th percentile lies a fifth of the way from 10 to 20.
    expected = {
        "indicator": UP,
        "year": 2024,
        "value": 50.0,
        "flag": "occurred",
        "rank": 1,
        "n": 5,
        "p5": 12.0,
        "q1": 20.0,
        "median": 30.0,
        "q3": 30.0,
        "p95": 46.0,
        "trend": "rising-good",
        "group": "podobne:wiejska-1",
    }
    assert {key: row[key] for key in expected} == expected
    assert (row["ranks"], row["band"], row["of_task"]) == ([1, 1], "best", True)
    assert body["next"] is None


def test_the_answer_describes_unit_group_and_years(profiles: FlaskClient) -> None:
    body = read(profiles, PROFILE)
    assert (body["unit"]["code"], body["level"], body["year"]) == (JONIEC, "gmina", 2024)
    assert body["years"] == list(range(2018, 2025))
    group = body["group"]
    assert (group["kind"], group["n"], group["ready"]) == ("podobne", 5, True)
    assert JONIEC in group["units"]


def test_a_value_that_is_not_known_is_null_with_its_flag(profiles: FlaskClient) -> None:
    rows = {row["indicator"]: row for row in read(profiles, f"units/{PLONSK}/profile")["data"]}
    empty = {key: rows[DOWN][key] for key in ("year", "value", "flag", "rank", "n", "median")}
    assert empty == {
        "year": None,
        "value": None,
        "flag": "secret",
        "rank": None,
        "n": 0,
        "median": None,
    }


def test_an_own_group_is_ranked_like_any_other(profiles: FlaskClient) -> None:
    body = read(profiles, f"{PROFILE}?group=wlasna&own={LUBIN}.{ZABOR}")
    assert (body["group"]["n"], body["data"][0]["n"], body["data"][0]["rank"]) == (3, 3, 1)
    assert body["data"][0]["group"] == "wlasna"


def test_a_year_back_and_pages(profiles: FlaskClient) -> None:
    first = read(profiles, f"{PROFILE}?year=2023&limit=2")
    assert first["year"] == 2023
    second = read(profiles, f"{PROFILE}?year=2023&limit=2&cursor={first['next']}")
    codes = [row["indicator"] for page in (first, second) for row in page["data"]]
    assert codes == [UP, DOWN, SHARE, CONTEXT]


@pytest.mark.parametrize(
    ("path", "status", "kind", "named"),
    [
        ("units/9999999/profile", 404, "unknown-code", {"code": "9999999"}),
        ("units/abc/profile", 404, "unknown-code", {"code": "abc"}),
        ("units/00/profile", 404, "no-profile", {}),
        (f"{PROFILE}?group=inne", 400, "invalid-parameter", {"parameter": "group"}),
        (f"{PROFILE}?group=najblizsze", 404, "unknown-code", {"code": "najblizsze"}),
        (f"{PROFILE}?level=powiat", 400, "invalid-parameter", {"parameter": "level"}),
        (f"{PROFILE}?year=2011", 400, "invalid-parameter", {"parameter": "year"}),
        (f"{PROFILE}?year=x", 400, "invalid-parameter", {"parameter": "year"}),
        (
            f"{PROFILE}?group=wlasna&own={LUBIN}.7777777",
            400,
            "invalid-parameter",
            {"parameter": "own"},
        ),
        (f"{PROFILE}?w=bez-wagi", 400, "invalid-parameter", {"parameter": "w"}),
        (f"{PROFILE}?grupa=kraj", 400, "invalid-parameter", {"parameter": "grupa"}),
        (f"{PROFILE}?cursor=99", 400, "invalid-parameter", {"parameter": "cursor"}),
    ],
)
def test_what_cannot_be_answered_is_named(
    profiles: FlaskClient, path: str, status: int, kind: str, named: dict[str, str]
) -> None:
    answer = profiles.get(f"{API}/{path}")
    assert answer.status_code == status, answer.text
    body = answer.get_json(force=True)
    assert body["type"] == f"urn:smup:problem:{kind}"
    assert named.items() <= body.items()


def test_a_unit_that_ended_leads_to_its_successor(sqlite_engine: Engine, pour: Pour) -> None:
    pour(sqlite_engine, profile_country.fill)
    with sqlite_engine.begin() as connection:
        ended, heir = (builders.unit_id(connection, code) for code in (LUBIN, JONIEC))
        connection.execute(
            update(Unit)
            .where(Unit.id == ended)
            .values(valid_to=dt.date(2025, 1, 1), successor_id=heir)
        )
    answer = server_over(sqlite_engine).test_client().get(f"{API}/units/{LUBIN}/profile")
    body = answer.get_json(force=True)
    assert answer.status_code == 410
    assert body["type"] == "urn:smup:problem:retired-unit"
    assert body["successor"]["code"] == JONIEC
    assert JONIEC in body["detail"]


def test_an_unchanged_profile_is_not_sent_twice(profiles: FlaskClient) -> None:
    etag = profiles.get(f"{API}/{PROFILE}").headers["ETag"]
    again = profiles.get(f"{API}/{PROFILE}", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_the_file_has_the_rows_of_the_profile(profiles: FlaskClient) -> None:
    answer = profiles.get(f"/eksport/pl/jednostka/{JONIEC}.csv")
    assert answer.status_code == 200, answer.text
    header, *lines = answer.data.decode("utf-8-sig").splitlines()
    cells = [dict(zip(header.split(";"), line.split(";"), strict=True)) for line in lines]
    assert [row["wskaznik"] for row in cells] == [UP, DOWN, SHARE, CONTEXT, "FIN-OB-01"]
    first, second, share = cells[0], cells[1], cells[2]
    expected = {
        "rok": "2024",
        "wartosc": "50",
        "znacznik": "occurred",
        "q1": "20",
        "mediana": "30",
        "pasmo": "najlepsza ćwiartka",
        "miejsce_od": "1",
        "miejsce_do": "1",
        "trend": "rośnie i to dobrze",
        "zmiana": "10",
        "zmiana_od_roku": "2019",
    }
    assert {key: first[key] for key in expected} == expected
    assert (second["przerwa_w_serii"], second["kierunek"]) == ("2022", "mniej znaczy lepiej")
    assert share["przypadek"] == "w granicach przypadku"
    assert (share["miejsce_od"], share["miejsce_do"]) == ("1", "5")
    name = f"smup-profil-{JONIEC}-podobne-2024.csv"
    assert f'filename="{name}"' in answer.headers["Content-Disposition"]


def test_the_file_of_a_sample_says_so(sqlite_engine: Engine, pour: Pour) -> None:
    pour(sqlite_engine, profile_country.fill, kind="sample")
    client = server_over(sqlite_engine).test_client()
    answer = client.get(f"/eksport/en/jednostka/{JONIEC}.csv")
    assert "-sample-data.csv" in answer.headers["Content-Disposition"]
    assert all(line.endswith(";sample data;") for line in answer.text.splitlines()[1:])


@pytest.mark.parametrize("path", ["de/jednostka/1420062.csv", "pl/jednostka/9999999.csv"])
def test_there_is_no_file_of_what_does_not_exist(profiles: FlaskClient, path: str) -> None:
    assert profiles.get(f"/eksport/{path}").status_code == 404


@pytest.mark.parametrize("query", ["year=1900", "group=';DROP--", "level=x", "own=1.2", "w=?"])
def test_a_bad_query_gives_the_default_file_as_the_page_does(
    profiles: FlaskClient, query: str
) -> None:
    assert profiles.get(f"/eksport/pl/jednostka/{JONIEC}.csv?{query}").status_code == 200
