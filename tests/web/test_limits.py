"""Limits: a count shared by processes, windows that pass, headers, waits in words, downloads."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from smup.repository import Repository
from smup.settings import Settings
from smup.web import limits
from smup.web.counting import FileCounts
from smup.web.limits import client_key, register_limits
from smup.web.problems import register_problems
from smup.web.streams import SLOWEST, Place, Streams, TooSlowError, guarded

FORK = multiprocessing.get_context("fork")  # a fresh process would first import everything


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = 1000.0

    def __call__(self) -> float:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


def client_with(tmp_path: Path, clock: Clock, **settings: int) -> FlaskClient:
    """A client of a server with a read, an export, a download and a page."""
    made = Settings(database_url="sqlite:///x", exports_dir=str(tmp_path), **settings)  # type: ignore[arg-type]
    server = Flask(__name__, static_folder=None)
    register_problems(server, Repository.__new__(Repository))
    register_limits(server, made, FileCounts(tmp_path / "counts" / "hits.sqlite", now=clock))

    def streamed() -> Response:
        def lines() -> Iterator[bytes]:
            yield b"a;b\n"
            yield b"1;2\n"

        return Response(lines(), mimetype="text/csv")

    for path in ("/api/v1/data", "/assets/app.js", "/", "/eksport/pl/x.xlsx", "/en/eksport"):
        server.add_url_rule(path, path, lambda: "answer")
    server.add_url_rule("/eksport/<lang>/dane.csv", "stream", lambda lang: streamed())
    return server.test_client()


def test_reads_above_the_limit_are_refused_until_the_window_has_passed(
    tmp_path: Path, clock: Clock
) -> None:
    client = client_with(tmp_path, clock, api_limit=3)
    assert [client.get("/api/v1/data").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    clock.moment += 59.5
    assert client.get("/api/v1/data").status_code == 429
    clock.moment += 0.6
    assert client.get("/api/v1/data").status_code == 200


def test_every_counted_answer_tells_the_limit_what_is_left_and_the_wait(
    tmp_path: Path, clock: Clock
) -> None:
    client = client_with(tmp_path, clock, api_limit=3)
    first = client.get("/api/v1/data")
    assert first.headers["RateLimit-Policy"] == '"reads";q=3;w=60'
    assert first.headers["RateLimit"] == '"reads";r=2;t=60'
    clock.moment += 20.5
    assert client.get("/api/v1/data").headers["RateLimit"] == '"reads";r=1;t=40'


@pytest.mark.parametrize(
    ("lang", "title", "words"),
    [
        ("pl", "Za dużo zapytań", "2 zapytań na minutę. Spróbuj za 42 sekundy."),
        ("en", "Too many requests", "2 requests a minute. Try again in 42 seconds."),
    ],
)
def test_a_refusal_is_a_problem_that_says_how_long_to_wait(
    tmp_path: Path, clock: Clock, lang: str, title: str, words: str
) -> None:
    client = client_with(tmp_path, clock, api_limit=2)
    for _ in range(2):
        client.get("/api/v1/data")
    clock.moment += 18.2
    answer = client.get(f"/api/v1/data?lang={lang}")
    assert answer.status_code == 429
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Retry-After"] == "42"
    assert answer.headers["RateLimit"] == '"reads";r=0;t=42'
    body = answer.get_json()
    assert (body["status"], body["retry_after"], body["title"]) == (429, 42, title)
    assert body["detail"].replace("\u00a0", " ").endswith(words)


def test_files_have_a_limit_of_their_own(tmp_path: Path, clock: Clock) -> None:
    client = client_with(tmp_path, clock, api_limit=10, export_limit=2)
    codes = [client.get("/eksport/pl/x.xlsx").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert client.get("/api/v1/data?format=csv").status_code == 429
    assert client.get("/api/v1/data?format=json").status_code == 200
    assert client.get("/api/v1/data").headers["RateLimit"] == '"reads";r=8;t=60'


def test_who_waits_for_a_file_may_ask_again_and_again(tmp_path: Path, clock: Clock) -> None:
    client = client_with(tmp_path, clock, api_limit=50, export_limit=1)
    address = "/eksport/pl/x.xlsx?zlecenie=0123456789abcdef"
    assert [client.get(address).status_code for _ in range(20)] == [200] * 20


def test_pages_and_their_files_are_never_counted(tmp_path: Path, clock: Clock) -> None:
    client = client_with(tmp_path, clock, api_limit=1, export_limit=1)
    for path in ("/", "/assets/app.js"):
        answers = [client.get(path) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200] * 5
        assert "RateLimit" not in answers[-1].headers


def test_a_limit_of_zero_counts_nothing(tmp_path: Path, clock: Clock) -> None:
    client = client_with(tmp_path, clock, api_limit=0, export_limit=0)
    answers = [client.get("/api/v1/data") for _ in range(50)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit-Policy" not in answers[0].headers


def test_each_address_has_its_own_count_as_the_outermost_of_our_proxies_tells_it(
    tmp_path: Path, clock: Clock
) -> None:
    client = client_with(tmp_path, clock, api_limit=1, proxies=1)

    def asked(passed: str) -> int:
        return client.get("/api/v1/data", headers={"X-Forwarded-For": passed}).status_code

    assert asked("192.0.2.1") == 200
    assert asked("192.0.2.2") == 200
    # What a client writes before the address that the proxy adds changes nothing.
    assert asked("203.0.113.9, 192.0.2.1") == 429


def test_without_proxies_nobody_may_name_an_address(tmp_path: Path, clock: Clock) -> None:
    client = client_with(tmp_path, clock, api_limit=1)
    codes = [
        client.get("/api/v1/data", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in (1, 2)
    ]
    assert codes == [200, 429]


def test_the_addresses_of_one_ipv6_network_are_one_client() -> None:
    assert client_key("2001:db8:1:2::1") == client_key("2001:db8:1:2:ffff::9")
    assert client_key("2001:db8:1:2::1") != client_key("2001:db8:1:3::1")
    assert client_key("192.0.2.7") == "192.0.2.7"
    assert client_key("not an address") == "not an address"


def hit_ten(file: Path) -> None:
    """Count ten requests, in a process of its own."""
    counts = FileCounts(file, now=lambda: 1000.0)
    for _ in range(10):
        counts.hit("reads 10.0.0.1", 60)


def test_processes_share_one_count(tmp_path: Path) -> None:
    file = tmp_path / "hits.sqlite"
    running = [FORK.Process(target=hit_ten, args=(file,)) for _ in range(3)]
    for process in running:
        process.start()
    for process in running:
        process.join(60)
    assert [process.exitcode for process in running] == [0, 0, 0]
    counts = FileCounts(file, now=lambda: 1030.0)
    assert counts.hit("reads 10.0.0.1", 60) == (31, 30.0)
    assert counts.hit("reads 10.0.0.2", 60) == (1, 60.0)


def test_a_file_of_counts_that_cannot_be_used_refuses_nobody(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "hits.sqlite"
    file.write_bytes(b"this is not a database, whatever its name says" * 100)
    assert FileCounts(file, now=clock).hit("reads x", 60) == (0, 60.0)


def test_an_address_has_so_many_downloads_at_one_time_over_all_workers(tmp_path: Path) -> None:
    one, other = (Streams(tmp_path, most=2, places=10) for _ in range(2))
    first, second = one.take("192.0.2.1"), other.take("192.0.2.1")
    assert isinstance(first, Place)
    assert isinstance(second, Place)
    assert one.take("192.0.2.1") == "streams"
    third = one.take("192.0.2.2")
    assert isinstance(third, Place)
    first.free()
    first.free()
    again = other.take("192.0.2.1")
    assert isinstance(again, Place)
    for place in (second, third, again):
        place.free()


def test_downloads_leave_threads_of_a_worker_to_pages(tmp_path: Path) -> None:
    streams = Streams(tmp_path, most=0, places=2)
    held = [streams.take(f"192.0.2.{n}") for n in range(3)]
    assert held[2] == "busy"
    assert isinstance(held[0], Place)
    held[0].free()
    assert isinstance(streams.take("192.0.2.9"), Place)


def test_a_download_above_the_limit_is_refused_and_its_reading_ended(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "places"
    monkeypatch.setattr(limits, "shared_folder", lambda _settings: folder)
    client = client_with(tmp_path, clock, streams_limit=1)
    first = client.get("/eksport/pl/dane.csv", buffered=False)
    refused = client.get("/eksport/pl/dane.csv", buffered=True)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "5"
    assert "1 pobrań" in refused.text.replace("\u00a0", " ")
    first.close()
    whole = client.get("/eksport/pl/dane.csv", buffered=True)
    assert (whole.status_code, whole.data) == (200, b"a;b\n1;2\n")


def test_a_body_left_in_the_middle_is_closed_and_its_place_free(tmp_path: Path) -> None:
    closed: list[bool] = []

    def rows() -> Iterator[bytes]:
        try:
            yield b"x" * 200_000
            yield b"never"
        finally:
            closed.append(True)

    streams = Streams(tmp_path, most=1, places=1)
    place = streams.take("a")
    assert isinstance(place, Place)
    body = guarded(rows(), place)
    assert len(next(body)) == 65_536
    body.close()  # type: ignore[attr-defined]
    assert closed == [True]
    assert isinstance(streams.take("a"), Place)


def test_a_client_that_takes_almost_nothing_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([0.0, 30.0, 61.0, 61.0 + 131_073 / SLOWEST + 500])
    monkeypatch.setattr("smup.web.streams.time.monotonic", lambda: next(moments))
    place = Streams(tmp_path, most=1, places=1).take("a")
    assert isinstance(place, Place)
    body = guarded([b"x" * 65_536] * 10, place)
    assert len(next(body)) + len(next(body)) + len(next(body)) == 3 * 65_536
    with pytest.raises(TooSlowError):
        next(body)
