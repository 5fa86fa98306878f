"""Requests for an earlier release: the whole answer is of it, and nothing kept is mixed."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import Engine

from smup.as_of import HEADER, asked_release
from smup.repository import CurrentRepository
from smup.web import register
from smup.web.as_of import CALLBACKS

DATA = "/api/v1/data?indicator=EDU-PRZ-01&unit=1420011&level=gmina"
MATRIX = "/api/v1/indicators/EDU-PRZ-01/matrix?level=gmina"


@pytest.fixture(scope="module")
def server(revised_engine: Engine) -> Iterator[Flask]:
    """A server after three releases; addresses that tell what their answer is read as of."""
    made = Flask(__name__, static_folder=None)
    repository = CurrentRepository(revised_engine)
    register(made, repository, known_path=lambda _path: True)

    def streamed() -> Response:
        def pieces() -> Iterator[str]:
            for _ in range(3):
                unit = repository.directory().by_code("1420011").id
                series = repository.unit_series(unit, [repository.indicator("EDU-PRZ-01").id])
                yield f"{asked_release()}:{series[series.year == 2021].value.item()} "

        return Response(pieces())

    made.add_url_rule("/strumien", view_func=streamed)
    made.add_url_rule(CALLBACKS, view_func=lambda: str(asked_release()), methods=["POST", "GET"])
    yield made
    repository._past.close()


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def values(client: FlaskClient, more: str = "") -> dict[int, float | None]:
    answer = client.get(DATA + more)
    assert answer.status_code == 200, answer.text
    return {row["year"]: row["value"] for row in answer.get_json()["data"]}


def test_data_of_a_release(client: FlaskClient) -> None:
    assert values(client) == {2021: 70.0, 2022: None}
    assert values(client, "&release=2") == {2020: 81.25, 2021: 85.0, 2022: None}
    assert values(client, "&release=3") == values(client)


def test_file_of_a_release(client: FlaskClient) -> None:
    text = client.get(f"{DATA}&release=2&format=csv").get_data(as_text=True)
    assert "81,25" in text
    assert "81,25" not in client.get(f"{DATA}&format=csv").get_data(as_text=True)


@pytest.mark.parametrize("asked", ["4", "0", "dwa", "99999999999", "-1"])
def test_api_refuses_a_release_that_cannot_be_read(client: FlaskClient, asked: str) -> None:
    answer = client.get(f"{DATA}&release={asked}")
    assert answer.status_code == 400
    told = json.loads(answer.data)
    assert told["parameter"] == "release"
    assert "od 1 do 3" in told["detail"]


def test_address_without_releases_refuses_the_parameter(client: FlaskClient) -> None:
    assert client.get("/api/v1/units?release=2").status_code == 400


def test_matrix_and_its_validator_are_of_the_release(client: FlaskClient) -> None:
    now, then = client.get(MATRIX), client.get(f"{MATRIX}&release=2")
    assert now.get_json()["values"] != then.get_json()["values"]
    assert now.get_json()["version"] != then.get_json()["version"]
    held = client.get(f"{MATRIX}&release=2", headers={"If-None-Match": now.headers["ETag"]})
    assert held.status_code == 200
    assert held.get_json() == then.get_json()
    unchanged = client.get(f"{MATRIX}&release=2", headers={"If-None-Match": then.headers["ETag"]})
    assert unchanged.status_code == 304


def test_only_the_address_of_the_release_is_kept_for_a_year(client: FlaskClient) -> None:
    now = client.get(MATRIX).get_json()["version"]
    then = client.get(f"{MATRIX}&release=2").get_json()["version"]

    def is_kept(more: str) -> bool:
        return "immutable" in client.get(MATRIX + more).headers["Cache-Control"]

    assert is_kept(f"&v={now}")
    assert is_kept(f"&release=2&v={then}")
    assert not is_kept(f"&v={then}")
    assert not is_kept(f"&release=2&v={now}")


def test_stream_stays_in_its_release_to_the_last_byte(client: FlaskClient) -> None:
    assert client.get("/strumien").text == "None:70.0 " * 3
    assert client.get("/strumien?wydanie=2").text == "2:85.0 " * 3
    # Two at a time, piece by piece, on one thread.
    then = client.get("/strumien?wydanie=2", buffered=False).iter_encoded()
    now = client.get("/strumien", buffered=False).iter_encoded()
    pairs = [(one.decode(), other.decode()) for one, other in zip(then, now, strict=True)]
    assert pairs == [("2:85.0 ", "None:70.0 ")] * 3
    assert asked_release() is None


def test_page_of_an_unknown_release_shows_the_present(client: FlaskClient) -> None:
    for asked in ("99", "x", ""):
        assert client.get(f"/strumien?wydanie={asked}").text == "None:70.0 " * 3


def test_header_counts_for_callbacks_only(client: FlaskClient) -> None:
    header = {HEADER: "2"}
    assert client.post(CALLBACKS, headers=header).text == "2"
    assert client.post(CALLBACKS).text == "None"
    assert client.get("/strumien", headers=header).text.startswith("None")


def test_profile_of_a_release(client: FlaskClient) -> None:
    def value(more: str) -> Any:
        answer = client.get(f"/api/v1/units/1420011/profile?level=gmina{more}")
        assert answer.status_code == 200, answer.text
        return answer.get_json()["data"][0]["value"]

    assert (value(""), value("&release=2")) == (70.0, 85.0)


def test_an_indicator_tells_what_of_it_is_of_today(client: FlaskClient) -> None:
    address = "/api/v1/indicators/EDU-PRZ-01"
    now, then = client.get(address).get_json(), client.get(f"{address}?release=2").get_json()
    assert "as_of" not in now
    told = then["as_of"]
    assert told["release"] == 2
    assert {"coverage", "card", "polarity", "decimals"} <= set(told["of_today"])
    assert "years" not in told["of_today"]
    assert then["links"]["data"] == "/api/v1/data?indicator=EDU-PRZ-01&release=2"
    assert all(address.endswith("release=2") for address in then["links"].values())


@pytest.mark.parametrize(
    "address",
    [DATA, MATRIX, "/api/v1/units/1420011/profile?level=gmina", f"{DATA}&limit=1&fields=value"],
)
def test_every_answer_of_a_release_says_so_and_what_is_of_today(
    client: FlaskClient, address: str
) -> None:
    assert "as_of" not in client.get(address).get_json()
    told = client.get(f"{address}&release=2").get_json()["as_of"]
    assert (told["release"], told["redefined"]) == (2, [])
    assert told["of_today"]


def test_a_file_of_the_api_is_named_after_its_release(client: FlaskClient) -> None:
    now, then = (client.get(f"{DATA}&format=csv{more}").headers for more in ("", "&release=2"))
    assert "wydanie-2" in then["Content-Disposition"]
    assert "wydanie" not in now["Content-Disposition"]
