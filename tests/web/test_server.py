"""Health, headers, errors, compression and the cost of an answer."""

import gzip
import json

import brotli
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from tests.small_country import counted_selects
from tests.web.conftest import server_over

MATRIX = "/api/v1/indicators/EDU-PRZ-01/matrix"


def test_the_process_says_that_it_lives_without_asking_the_database(
    client: FlaskClient, engine: Engine
) -> None:
    with counted_selects(engine) as selects:
        answer = client.get("/healthz")
    assert (answer.status_code, answer.text, selects) == (200, "OK\n", [])


def test_readiness_names_the_data(client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"status": "ready", "dataset": "real", "version": 7}


def test_without_a_schema_the_server_is_not_ready_and_says_nothing_of_its_insides(
    client: FlaskClient, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert str(engine.url.database) not in answer.text


def test_an_unexpected_error_gives_a_number_and_no_traceback(
    sqlite_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    server = server_over(sqlite_engine)
    server.add_url_rule("/api/v1/wybuch", view_func=lambda: 1 / 0, endpoint="explode")
    answer = server.test_client().get("/api/v1/wybuch")
    assert answer.status_code == 500
    assert answer.json["request_id"] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in answer.text


def test_an_unexpected_error_of_a_page_is_a_page(sqlite_engine: Engine) -> None:
    server = server_over(sqlite_engine)
    server.add_url_rule("/en/wybuch", view_func=lambda: 1 / 0, endpoint="explode")
    answer = server.test_client().get("/en/wybuch")
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert '<html lang="en">' in answer.text


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/en/", 200), ("/nie-ma", 404)])
def test_an_unknown_page_keeps_the_shell_and_gets_404(
    reader: FlaskClient, path: str, status: int
) -> None:
    answer = reader.get(path)
    assert answer.status_code == status
    assert "SMUP" in answer.text


@pytest.mark.parametrize("path", ["/", "/nie-ma", "/healthz", "/api/v1/sectors", "/api/v1/x"])
def test_every_answer_carries_the_security_headers(reader: FlaskClient, path: str) -> None:
    headers = reader.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-abc='" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy.replace("style-src 'self' 'unsafe-inline'", "")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers
    assert "Permissions-Policy" in headers


def test_a_body_of_three_megabytes_is_refused(reader: FlaskClient) -> None:
    answer = reader.post("/read", data=b"x" * 3_000_000)
    assert answer.status_code == 413


@pytest.mark.parametrize("accepted", ["br", "gzip"])
@pytest.mark.parametrize("path", ["/api/v1/units", MATRIX, "/geo/units-gmina.1.json"])
def test_answers_are_compressed_and_say_that_they_vary(
    reader: FlaskClient, path: str, accepted: str
) -> None:
    decode = {"br": brotli.decompress, "gzip": gzip.decompress}[accepted]
    plain = reader.get(path).data
    answer = reader.get(path, headers={"Accept-Encoding": accepted})
    assert answer.headers["Content-Encoding"] == accepted
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert json.loads(decode(answer.data)) == json.loads(plain)


def test_a_compressed_stream_is_whole(reader: FlaskClient) -> None:
    path = "/api/v1/data?indicator=EDU-PRZ-01&format=csv"
    plain = reader.get(path).data
    answer = reader.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == plain


def test_a_repeated_read_costs_one_select(client: FlaskClient, engine: Engine) -> None:
    etag = client.get(MATRIX).headers["ETag"]
    with counted_selects(engine) as selects:
        assert client.get(MATRIX, headers={"If-None-Match": etag}).status_code == 304
        assert len(selects) == 1
        assert client.get(MATRIX).status_code == 200
    assert len(selects) == 2  # the version each time; the body is kept


def test_a_validator_changes_with_the_data(client: FlaskClient, engine: Engine) -> None:
    etag = client.get(MATRIX).headers["ETag"]
    with engine.begin() as connection:
        connection.execute(text("UPDATE dataset SET version = 8"))
    answer = client.get(MATRIX, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert answer.json["version"].startswith("8-")


def test_a_page_of_data_costs_a_fixed_number_of_selects(
    client: FlaskClient, engine: Engine
) -> None:
    path = "/api/v1/data?indicator=EDU-PRZ-01&level=gmina&limit=2"
    client.get(path)
    with counted_selects(engine) as selects:
        client.get(path)
    assert len(selects) == 3  # the version, the rows and the notes on them
