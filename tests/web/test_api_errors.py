"""What the API says to a request it cannot serve."""

import json

import pytest
from flask.testing import FlaskClient

from tests.web.answers import API, assert_problem


@pytest.mark.parametrize(
    ("path", "code", "alike"),
    [
        ("indicators/EDU-PRZ-02", "EDU-PRZ-02", ["EDU-PRZ-01"]),
        ("indicators/EDU-PRZ-02/matrix", "EDU-PRZ-02", ["EDU-PRZ-01"]),
        ("data?indicator=EDU-PRZ-02", "EDU-PRZ-02", ["EDU-PRZ-01"]),
        ("services?sector=edukacia", "edukacia", ["edukacja"]),
        ("units/1420019", "1420019", None),
        ("units/abc", "abc", None),
        ("units/2401011", "2401011", None),
        ("data?unit=9999999", "9999999", None),
    ],
)
def test_an_unknown_code_is_named_and_like_ones_are_offered(
    reader: FlaskClient, path: str, code: str, alike: list[str] | None
) -> None:
    body = assert_problem(reader.get(f"{API}/{path}"), 404)
    assert body["code"] == code
    assert code in body["detail"]
    if alike:
        assert body["suggestions"][:1] == alike


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("sectors?limit=0", "limit"),
        ("sectors?limit=-1", "limit"),
        ("sectors?limit=5001", "limit"),
        ("sectors?limit=1e3", "limit"),
        ("sectors?limit=٣", "limit"),
        ("sectors?cursor=x", "cursor"),
        ("sectors?lang=de", "lang"),
        ("sectors?colour=red", "colour"),
        ("units?level=sołectwo", "level"),
        ("units?q=a&q=b", "q"),
        (f"sectors?fields={','.join(['name'] * 101)}", "fields"),
        ("units?q=" + "a" * 201, "q"),
        ("units?q=a%00b", "q"),
        ("data", "indicator"),
        ("data?indicator=EDU-PRZ-01&year=20255", "year"),
        ("data?indicator=EDU-PRZ-01&year=2021-2020", "year"),
        ("data?indicator=EDU-PRZ-01&year=1066", "year"),
        ("data?indicator=EDU-PRZ-01&format=exe", "format"),
        ("data?indicator=EDU-PRZ-01&cursor=1.2020.999", "cursor"),
        ("data?indicator=" + ",".join(f"A{i}" for i in range(101)), "indicator"),
        ("indicators/EDU-PRZ-01/matrix?level=x", "level"),
        ("releases?limit=abc", "limit"),
    ],
)
def test_a_bad_parameter_is_named(reader: FlaskClient, path: str, parameter: str) -> None:
    body = assert_problem(reader.get(f"{API}/{path}"), 400)
    assert body["parameter"] == parameter
    assert parameter in body["detail"]


@pytest.mark.parametrize(
    "text",
    [
        "' OR 1=1 --",
        "1; DROP TABLE observation",
        "<script>alert(1)</script>",
        "%F0%9F%92%A9",
        "%00",
        "../../etc/passwd",
        "{{7*7}}",
        "ŁÓDŹ" * 40,
    ],
)
@pytest.mark.parametrize(
    "place", ["indicators/{}", "units/{}", "data?indicator={}", "services?sector={}", "units?q={}"]
)
def test_hostile_text_is_refused_or_finds_nothing(
    reader: FlaskClient, place: str, text: str
) -> None:
    answer = reader.get(f"{API}/{place.format(text)}")
    assert answer.status_code in {200, 400, 404}
    assert answer.mimetype in {"application/json", "application/problem+json"}
    if answer.status_code == 200:
        assert json.loads(answer.data)["data"] == []


@pytest.mark.parametrize("path", ["units?q={}", "data?indicator={}", "indicators?{}"])
def test_ten_kilobytes_of_query_are_refused_unread(reader: FlaskClient, path: str) -> None:
    assert_problem(reader.get(f"{API}/{path.format('x' * 10_240)}"), 414)


def test_a_path_of_ten_kilobytes_is_refused(reader: FlaskClient) -> None:
    assert_problem(reader.get(f"{API}/units/{'1' * 10_240}"), 414)


@pytest.mark.parametrize("path", ["/api/v1/nic", "/api/v2/sectors", "/geo/x"])
def test_an_unknown_address_is_a_problem_not_a_page(reader: FlaskClient, path: str) -> None:
    assert_problem(reader.get(path), 404)


def test_the_root_of_the_api_leads_to_its_page(reader: FlaskClient) -> None:
    answer = reader.get("/api/v1", follow_redirects=True)
    assert answer.status_code == 200
    assert answer.request.path == "/api"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_writing_is_not_allowed(reader: FlaskClient, method: str) -> None:
    answer = getattr(reader, method)(f"{API}/sectors")
    assert_problem(answer, 405)
    assert "GET" in answer.headers["Allow"]


def test_errors_speak_the_language_asked_for(reader: FlaskClient) -> None:
    polish = assert_problem(reader.get(f"{API}/units/9999999"), 404)
    english = assert_problem(reader.get(f"{API}/units/9999999?lang=en"), 404)
    assert polish["detail"].startswith("Nie ma jednostki")
    assert english["detail"].startswith("There is no unit")
    cursor = reader.get(f"{API}/data?unit=1420011&cursor=x&lang=en")
    assert assert_problem(cursor, 400)["title"] == "Invalid parameter"
    assert cursor.json["detail"].startswith("The parameter “cursor” does not belong")
