"""Costs of services in the API and as a file."""

import csv
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete

from smup.models.costs import ServiceCost
from smup.views.costs.table import COLUMNS
from tests import cost_database as country
from tests.cost_database import CLUBS, CODE, EMPTY, JONIEC, LACK, LUBIN, PLONSK, ZABOR
from tests.poured import Pour
from tests.small_country import counted_selects
from tests.web.answers import API, assert_problem, read
from tests.web.conftest import server_over

PATH = f"costs/{CODE}"


@pytest.fixture
def client(sqlite_engine: Engine, pour: Pour) -> FlaskClient:
    """A client over six gminas with costs, marked as sample."""
    pour(sqlite_engine, country.fill, kind="sample")
    return server_over(sqlite_engine).test_client()


def csv_of(client: FlaskClient, path: str, delimiter: str = ";") -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    lines = answer.data.decode("utf-8-sig").splitlines()
    return list(csv.DictReader(lines, delimiter=delimiter))


def test_the_services_come_with_keys_years_and_links(client: FlaskClient) -> None:
    body = read(client, "costs")
    by_code = {item["code"]: item for item in body["data"]}
    assert set(by_code) == {CODE, CLUBS, country.SOCIAL}
    school = by_code[CODE]
    assert school["keys"]["shared"] == ["etaty", "m2", "udzial"]
    assert school["keys"]["usual"] == "etaty_etaty_zuzycie"
    assert (school["years"], school["units"]) == ([2022, 2023, 2024], 5)
    assert school["output"]["code"] == "uczen"
    assert school["links"]["self"] == f"{API}/costs/{CODE}"
    assert school["links"]["page"]["en"] == f"/en/koszty/{CODE}"
    assert read(client, "costs?limit=1")["next"] == "1"


def test_all_units_of_a_year_come_from_the_lowest_place(client: FlaskClient) -> None:
    body = read(client, PATH)
    assert (body["year"], body["years"], body["sample"]) == (2024, [2022, 2023, 2024], True)
    assert (body["group"]["kind"], body["group"]["n"], body["group"]["ranked"]) == ("kraj", 6, 4)
    rows = {row["unit"]: row for row in body["data"]}
    assert set(rows) == {PLONSK, JONIEC, LUBIN, LACK, ZABOR}
    places = [row["place"] for row in body["data"]]
    assert places == [*sorted(place for place in places if place), None]
    mine = rows[PLONSK]
    parts = mine["parts"]
    added = sum(parts[name] for name in ("direct", "entity", "shared", "capital", "grants_out"))
    assert mine["gross"] == pytest.approx(added, abs=0.05)
    taken = parts["fees"] + parts["sales"] + parts["targeted"]
    assert mine["net"] == pytest.approx(added - taken, abs=0.05)
    assert mine["unit_cost"] == pytest.approx(mine["gross"] / 1546, abs=0.01)
    assert mine["low"] <= mine["unit_cost"] <= mine["high"]
    assert rows[LACK]["warnings"] == ["company"]
    assert rows[LUBIN]["warnings"] == ["correction"]
    assert (rows[ZABOR]["unit_cost"], rows[ZABOR]["output"]) == (None, None)
    assert rows[ZABOR]["warnings"] == ["no_output"]


def test_pages_of_units_join_to_the_whole(client: FlaskClient) -> None:
    whole = read(client, PATH)["data"]
    first = read(client, f"{PATH}?limit=2")
    second = read(client, f"{PATH}?limit=3&cursor={first['next']}")
    assert first["data"] + second["data"] == whole
    assert second["next"] is None


def test_one_unit_has_its_keys_interval_expectation_and_load(client: FlaskClient) -> None:
    body = read(client, f"{PATH}?unit={PLONSK}&group=powiat&keys=czas_m2_srednia")
    assert (body["unit"]["code"], body["unit"]["name"]) == (PLONSK, "Płońsk")
    assert body["keys"]["text"] == "czas_m2_srednia"
    by_keys = {one["keys"]: one["unit_cost"] for one in body["by_keys"]}
    assert len(by_keys) == 3 * 3 * 2
    cost = body["cost"]
    assert cost["unit_cost"] == by_keys["czas_m2_srednia"]
    assert (cost["low"], cost["high"]) == (min(by_keys.values()), max(by_keys.values()))
    # Lack has no floor area and Zabor no pupils, so the median is of three.
    assert body["expected"]["way"] == "median"
    assert body["expected"]["value"] == body["median"]
    deviation = cost["unit_cost"] / body["median"] - 1
    assert body["expected"]["deviation"] == pytest.approx(deviation, abs=1e-5)
    assert body["left_out"] == [EMPTY]
    assert {note["code"] for note in body["notes"]} >= {"left_out", "care", "key_missing"}
    assert body["release"]["file_name"] == "wydatki.csv"
    assert "rows" not in body


def test_rows_stand_behind_each_term(client: FlaskClient) -> None:
    body = read(client, f"{PATH}?unit={PLONSK}&year=2023&rows=true")
    rows, parts = body["rows"], body["cost"]["parts"]
    direct = sum(row["amount_gr"] for row in rows["spending"] if row["target"] == "direct")
    assert direct / 100 == pytest.approx(parts["direct"], abs=0.01)
    written_off = sum(row["written_off"] for row in rows["assets"])
    assert written_off == pytest.approx(parts["capital"], abs=0.01)
    assert {row["pool"] for row in rows["drivers"]} == {"szkola", "wspolne"}
    assert [one["id"] for one in rows["releases"]] == [1]


def test_own_shares_hold_for_my_unit(client: FlaskClient) -> None:
    usual = read(client, f"{PATH}?unit={PLONSK}&group=powiat")
    own = read(client, f"{PATH}?unit={PLONSK}&group=powiat&keys=wlasny_w35_zuzycie")
    assert own["keys"] | {"text": ""} == {
        "entity": "wlasny",
        "shared": "wlasny",
        "capital": "zuzycie",
        "entity_share": None,
        "shared_share": 35.0,
        "text": "",
    }
    assert own["cost"]["parts"]["entity"] == pytest.approx(1546 * 2_010.19 * 0.8, abs=0.01)
    assert own["cost"]["parts"]["direct"] == usual["cost"]["parts"]["direct"]


def test_a_unit_without_costs_is_null_with_its_reason(client: FlaskClient) -> None:
    body = read(client, f"{PATH}?unit={EMPTY}&rows=true")
    assert (body["cost"], body["by_keys"], body["release"]) == (None, [], None)
    assert EMPTY in body["left_out"]
    assert body["rows"]["spending"] == []


def test_a_service_without_loaded_costs_is_empty(sqlite_engine: Engine, pour: Pour) -> None:
    pour(sqlite_engine, country.fill)
    with sqlite_engine.begin() as connection:
        connection.execute(delete(ServiceCost))
    client = server_over(sqlite_engine).test_client()
    body = read(client, PATH)
    assert (body["year"], body["years"], body["data"], body["next"]) == (None, [], [], None)
    assert read(client, f"{PATH}?unit={PLONSK}&rows=true")["cost"] is None
    assert "/koszty/szablony/koszty.xlsx" in body["detail"]
    asked = client.get(f"{API}/{PATH}?format=csv")
    assert asked.mimetype == "text/csv"
    assert asked.data == client.get(f"/koszty/{CODE}.csv").data
    assert csv_of(client, f"/koszty/{CODE}.csv") == []
    wrong = client.get(f"{API}/{PATH}?year=2023")
    assert "/koszty/szablony/koszty.xlsx" in assert_problem(wrong, 400)["detail"]


def test_an_own_group_without_a_unit(client: FlaskClient) -> None:
    body = read(client, f"{PATH}?group=wlasna&own={PLONSK}.{JONIEC}")
    assert {row["unit"] for row in body["data"]} == {PLONSK, JONIEC}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("keys=etaty_m2", "keys"),
        ("keys=w50_w50_bez", "keys"),
        (f"unit={LACK}&keys=wlasny_m2_bez", "keys"),
        ("year=1999", "year"),
        ("year=x", "year"),
        ("unit=1420", "unit"),
        ("level=powiat", "level"),
        ("rows=1", "rows"),
        ("format=xml", "format"),
        ("limit=0", "limit"),
        ("wynik=X", "wynik"),
        ("keys=etaty_m2_bez&keys=etaty_m2_bez", "keys"),
        ("unit=1420011%00", "unit"),
    ],
)
def test_what_a_page_would_replace_is_an_error(
    client: FlaskClient, query: str, parameter: str
) -> None:
    body = assert_problem(client.get(f"{API}/{PATH}?{query}"), 400)
    assert body["parameter"] == parameter


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("costs/nie-ma", "nie-ma"),
        (f"costs/{'x' * 500}", "x" * 60 + "…"),
        (f"{PATH}?unit=9999999", "9999999"),
        (f"{PATH}?unit={PLONSK}&group=sasiedzi", "sasiedzi"),
        (f"costs/{country.SOCIAL}x", f"{country.SOCIAL}x"),
    ],
)
def test_what_does_not_exist_is_404(client: FlaskClient, path: str, code: str) -> None:
    body = assert_problem(client.get(f"{API}/{path}"), 404)
    assert body["code"] == code


def test_a_service_of_the_dictionary_that_the_catalogue_lacks_is_404(client: FlaskClient) -> None:
    assert_problem(client.get(f"{API}/costs/biblioteki"), 404)


def test_errors_speak_english_too(client: FlaskClient) -> None:
    body = assert_problem(client.get(f"{API}/costs/x?lang=en"), 404)
    assert "is not counted" in body["detail"]


def test_an_unchanged_answer_is_not_read_again(client: FlaskClient, sqlite_engine: Engine) -> None:
    etag = client.get(f"{API}/{PATH}?unit={PLONSK}").headers["ETag"]
    with counted_selects(sqlite_engine) as selects:
        answer = client.get(f"{API}/{PATH}?unit={PLONSK}", headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert len(selects) == 1


def test_answers_are_plain_json(client: FlaskClient) -> None:
    def refuse(name: str) -> Any:
        raise AssertionError(name)

    for path in (PATH, f"{PATH}?unit={ZABOR}", f"{PATH}?unit={PLONSK}&rows=true", "costs"):
        json.loads(client.get(f"{API}/{path}").data, parse_constant=refuse)


def test_csv_of_the_api_has_every_unit_of_the_group(client: FlaskClient) -> None:
    rows = csv_of(client, f"{API}/{PATH}?format=csv&lang=en&sep=comma", ",")
    assert len(rows) == 6
    assert len(rows[0]) == len(COLUMNS)
    assert {row["source"] for row in rows} == {"sample data"}
    empty = next(row for row in rows if row["teryt"] == EMPTY)
    assert (empty["gross_cost_pln"], empty["remarks"]) == ("", "without loaded costs")


def test_the_file_of_the_page_shows_group_and_keys(client: FlaskClient) -> None:
    query = f"unit={PLONSK}&group=powiat&keys=w10_m2_bez&year=2023"
    rows = csv_of(client, f"/koszty/{CODE}.csv?{query}")
    mine = next(row for row in rows if row["teryt"] == PLONSK)
    other = next(row for row in rows if row["teryt"] == LUBIN)
    assert (mine["klucze"], other["klucze"]) == ("w10_m2_bez", "etaty_m2_bez")
    assert (mine["rok"], mine["grupa"][-3:], mine["majatek_zl"]) == ("2023", "(6)", "0")
    assert mine["zrodlo"] == "dane przykładowe"
    assert "," in mine["koszt_jednostkowy_zl"]
    assert other["uwagi"] == "Korekta w danych"
    # Equals the API to the grosz.
    told = read(client, f"{PATH}?{query}")["cost"]
    assert float(mine["koszt_brutto_zl"].replace(",", ".")) == told["gross"]


def test_a_name_that_looks_like_a_formula_is_text(client: FlaskClient) -> None:
    rows = csv_of(client, f"/koszty/{CODE}.csv")
    assert "'=Zabór" in {row["jednostka"] for row in rows}


def test_the_file_has_its_language_and_name(client: FlaskClient) -> None:
    answer = client.get(f"/en/koszty/{CODE}.csv?unit={PLONSK}")
    name = f"smup-costs-{CODE}-{PLONSK}-2024-sample-data.csv"
    assert f'filename="{name}"' in answer.headers["Content-Disposition"]
    assert answer.data.decode("utf-8-sig").startswith("teryt;unit;kind;")
    held = client.get(
        f"/en/koszty/{CODE}.csv?unit={PLONSK}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert held.status_code == 304


@pytest.mark.parametrize(
    "query", ["keys=x&unit=99&year=z", "unit=14", "group=%00", "own=" + "1." * 900]
)
def test_a_hostile_address_gives_a_file_with_defaults(client: FlaskClient, query: str) -> None:
    assert len(csv_of(client, f"/koszty/{CODE}.csv?{query}")) == 6


def test_a_file_of_an_unknown_service_is_404(client: FlaskClient) -> None:
    answer = client.get("/koszty/nie-ma.csv")
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
