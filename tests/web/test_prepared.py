"""Large files of data: ordered, told about, cancelled by who ordered, resumed, refused in words."""

import datetime as dt
import os
import re
import time
from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from smup.exports import prepared as work
from smup.exports.csv import Separator
from smup.jobs.locks import lock
from smup.jobs.progress import Progress
from smup.jobs.queue import JobQueue
from smup.repository import Repository
from smup.settings import Settings
from smup.tabular import Column, table_of
from smup.views.take_out.records import Description, Extract
from smup.web import prepared
from smup.web.prepared import FileCounter, prepared_routes
from smup.web.problems import register_problems
from tests import small_country

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PROGRAM = {"Accept": "application/json"}
ROWS = [("0201011", 1.5), ("1420011", None), ("1465011", 3.25)]
FILE = "/eksport/pl/dane.csv?plik=tak"
KEY = re.compile(r"/eksport/pl/zlecenie/([0-9a-f]{32})/([0-9a-f]{16})")


def extract(tag: str = "1", query: str = "wsk=EDU-PRZ-01") -> Extract:
    columns = (
        Column(key="teryt", name="teryt", title="Kod", kind="code"),
        Column(key="value", name="wartosc", title="Wartość", kind="number", decimals=2),
    )
    about = Description(
        lang="pl",
        title="Dzieci w przedszkolach",
        words=("dane",),
        page="/dane",
        table="/dane",
        query=query,
        sample=True,
        tag=tag,
        changed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    return Extract(description=about, table=table_of(columns, ROWS))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_url="sqlite:///x.sqlite", exports_dir=str(tmp_path / "exports"))


@pytest.fixture
def counter(
    sqlite_engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> FileCounter:
    """A counter whose requests neither wait nor start a process."""
    small_country.fill(sqlite_engine, kind="sample")
    monkeypatch.setattr(prepared, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(prepared, "start_consumer", lambda *_args, **_kw: None)
    monkeypatch.setattr(work, "read_extract", lambda *_args, **_kw: extract())
    return FileCounter(Repository(sqlite_engine), settings)


@pytest.fixture
def client(counter: FileCounter) -> FlaskClient:
    server = Flask(__name__, static_folder=None)
    separators: list[Separator] = ["semicolon"]

    def exported(form: str) -> ResponseReturnValue:
        one = extract()
        if not counter.takes(form, one):
            return Response("direct")
        return counter.answer(form, one, separator=separators[0])

    server.add_url_rule("/eksport/pl/dane.<form>", "data", exported)
    server.register_blueprint(prepared_routes(counter))
    register_problems(server, Repository.__new__(Repository))
    return server.test_client()


@pytest.fixture
def consumer(counter: FileCounter, settings: Settings) -> JobQueue:
    def make(job: dict[str, object], path: Path, progress: Progress) -> str:
        return work.make_file(counter._repository, job, path, progress)

    return JobQueue(work.kind_of(settings).folder, make=make)


def run(queue: JobQueue) -> int:
    count = 0
    while (task := queue.huey.dequeue()) is not None:
        queue.huey.execute(task)
        count += 1
    return count


def ordered(client: FlaskClient) -> tuple[str, str]:
    """Order the file as a program; return key and token."""
    answer = client.get(FILE, buffered=True, headers=PROGRAM)
    assert answer.status_code == 202
    found = KEY.fullmatch(answer.json["order"])
    assert found is not None
    return found[1], found[2]


def test_a_form_that_streams_is_sent_at_once_unless_a_file_is_asked_for(
    client: FlaskClient,
) -> None:
    assert client.get("/eksport/pl/dane.csv").text == "direct"
    assert client.get(FILE, headers=PROGRAM).status_code == 202


def test_a_reader_is_led_to_an_address_of_their_own_which_gives_the_file(
    client: FlaskClient, consumer: JobQueue
) -> None:
    led = client.get(FILE, buffered=True, headers=BROWSER)
    assert led.status_code == 303
    assert re.fullmatch(r"/eksport/pl/dane\.csv\?plik=tak&zlecenie=[0-9a-f]{16}", led.location)
    page = client.get(led.location, headers=BROWSER, buffered=True)
    assert page.status_code == 202
    assert page.headers["Retry-After"] == "3"
    assert "Dzieci w przedszkolach. Plik CSV: 3 wiersze, ok. " in page.text.replace("\u00a0", " ")
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.text
    assert 'role="status"' in page.text
    assert run(consumer) == 1
    file = client.get(led.location, headers=BROWSER, buffered=True)
    assert file.status_code == 200
    assert file.data.decode("utf-8-sig").splitlines()[1].startswith("0201011;1,5")
    assert file.headers["Content-Disposition"].startswith("attachment; filename=")
    assert client.get(FILE, headers=BROWSER, buffered=True).data == file.data


def test_all_who_ask_for_the_same_file_are_one_job(client: FlaskClient, consumer: JobQueue) -> None:
    keys = {ordered(client)[0] for _ in range(3)}
    assert len(keys) == 1
    assert run(consumer) == 1


def test_other_data_program_or_question_is_another_file() -> None:
    job = work.job_of("csv", extract(), "semicolon")
    others = [
        work.job_of("csv", extract(), "comma"),
        work.job_of("xlsx", extract(), "semicolon"),
        work.job_of("csv", extract(query="wsk=EDU-PRZ-02"), "semicolon"),
    ]
    keys = {work.key_of(one, tag="1", mark="m") for one in (job, *others)}
    keys |= {work.key_of(job, tag="2", mark="m"), work.key_of(job, tag="1", mark="n")}
    assert len(keys) == 6


def test_how_far_the_file_is_can_be_read_by_every_worker(
    client: FlaskClient, counter: FileCounter
) -> None:
    key, token = ordered(client)
    folder = counter.queue.folder
    with lock(folder / "running" / key):
        progress = Progress(folder / "steps" / key, folder / "cancelled" / key, {"rows": 2000})
        progress(500)
        told = client.get(f"/eksport/pl/zlecenie/{key}/{token}").json
        assert (told["status"], told["rows_done"], told["rows"], told["percent"]) == (
            "running",
            500,
            2000,
            25,
        )
        assert (
            told["detail"].replace("\u00a0", " ").startswith("Zapisano 500 z 2 000 wierszy (25%)")
        )
        page = client.get(f"{FILE}&zlecenie={token}", headers=BROWSER)
        assert '<progress max="100" value="25"' in page.text


def test_who_ordered_gives_the_file_up(client: FlaskClient, consumer: JobQueue) -> None:
    key, token = ordered(client)
    answer = client.post(f"/eksport/pl/zlecenie/{key}/{token}", headers=BROWSER)
    assert answer.status_code == 200
    assert "Zrezygnowano z pliku" in answer.text.replace("\u00a0", " ")
    run(consumer)
    assert consumer.status(key).state == "absent"
    assert client.get(f"/eksport/pl/zlecenie/{key}/{token}").status_code == 404


def test_a_file_that_two_wait_for_is_made_although_one_gives_it_up(
    client: FlaskClient, consumer: JobQueue
) -> None:
    key, first = ordered(client)
    _, second = ordered(client)
    left = client.post(f"/eksport/pl/zlecenie/{key}/{first}", headers=PROGRAM).json["detail"]
    assert "czeka ktoś jeszcze" in left.replace("\u00a0", " ")
    run(consumer)
    assert client.get(f"/eksport/pl/zlecenie/{key}/{second}").json["status"] == "ready"


def test_one_who_was_not_heard_of_for_long_does_not_keep_the_job(
    client: FlaskClient, counter: FileCounter, consumer: JobQueue
) -> None:
    key, gone = ordered(client)
    long_ago = time.time() - 3600
    os.utime(counter.queue.folder / "askers" / f"{key}.{gone}", (long_ago, long_ago))
    _, token = ordered(client)
    client.post(f"/eksport/pl/zlecenie/{key}/{token}")
    run(consumer)
    assert consumer.status(key).state == "absent"


def test_nobody_cancels_without_the_token_of_an_order(client: FlaskClient) -> None:
    key, _ = ordered(client)
    for token in ("0" * 16, "../../../etc", "x"):
        answer = client.post(f"/eksport/pl/zlecenie/{key}/{token}")
        assert answer.status_code == 404
    assert client.get(f"{FILE}", headers=PROGRAM).json["status"] == "waiting"


def test_a_file_ordered_again_after_it_was_given_up_is_made(
    client: FlaskClient, consumer: JobQueue
) -> None:
    key, token = ordered(client)
    client.post(f"/eksport/pl/zlecenie/{key}/{token}")
    ordered(client)
    run(consumer)
    assert consumer.status(key).state == "ready"


def test_a_download_is_resumed_and_a_range_beyond_the_end_refused(
    client: FlaskClient, consumer: JobQueue
) -> None:
    ordered(client)
    run(consumer)
    compressing = {"Accept-Encoding": "br, gzip"}
    whole = client.get(FILE, buffered=True, headers=compressing)
    size = len(whole.data)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert "Content-Encoding" not in whole.headers
    etag = whole.headers["ETag"]
    assert not etag.startswith("W/")
    start = client.get(FILE, buffered=True, headers={"Range": "bytes=0-9"})
    rest = client.get(FILE, buffered=True, headers={"Range": "bytes=10-", "If-Range": etag})
    assert (start.status_code, rest.status_code) == (206, 206)
    assert rest.headers["Content-Range"] == f"bytes 10-{size - 1}/{size}"
    assert start.data + rest.data == whole.data
    assert client.get(FILE, buffered=True, headers={"Range": f"bytes={size}-"}).status_code == 416
    other = client.get(FILE, buffered=True, headers={"Range": "bytes=10-", "If-Range": '"other"'})
    assert (other.status_code, other.data) == (200, whole.data)
    assert client.get(FILE, buffered=True, headers={"If-None-Match": etag}).status_code == 304


def test_a_file_made_anew_is_told_from_the_old_one(
    client: FlaskClient, consumer: JobQueue, counter: FileCounter
) -> None:
    ordered(client)
    run(consumer)
    first = client.get(FILE, buffered=True).headers["ETag"]
    assert client.get(FILE, buffered=True).headers["ETag"] == first
    for path in (counter.queue.folder / "files").iterdir():
        path.unlink()
    ordered(client)
    run(consumer)
    assert client.get(FILE, buffered=True).headers["ETag"] != first


def test_a_failure_is_told_in_words_and_the_next_question_tries_again(
    client: FlaskClient, consumer: JobQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kw: object) -> Extract:
        message = "secret /srv"
        raise ValueError(message)

    monkeypatch.setattr(work, "read_extract", broken)
    key, token = ordered(client)
    run(consumer)
    assert client.get(f"/eksport/pl/zlecenie/{key}/{token}").json["status"] == "failed"
    answer = client.get(FILE, buffered=True, headers=BROWSER)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "pobierz CSV" in answer.text.replace("\u00a0", " ")
    assert client.get(FILE, headers=PROGRAM).status_code == 202


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    client: FlaskClient, counter: FileCounter, settings: Settings
) -> None:
    def full(_job: dict[str, object], path: Path, _progress: Progress) -> str:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    ordered(client)
    run(JobQueue(work.kind_of(settings).folder, make=full))
    answer = client.get(FILE, buffered=True, headers=PROGRAM)
    assert answer.status_code == 507
    assert answer.mimetype == "application/problem+json"
    assert "miejsca" in answer.json["detail"]
    left = [path for path in (counter.queue.folder / "unfinished").rglob("*") if path.is_file()]
    assert left == []


def test_a_disk_without_space_is_told_before_anything_is_ordered(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, counter: FileCounter
) -> None:
    monkeypatch.setattr(prepared, "FREE_BYTES", 10**18)
    answer = client.get(FILE, buffered=True, headers=BROWSER)
    assert answer.status_code == 507
    assert "Pobierz CSV" in answer.text.replace("\u00a0", " ")
    assert counter.queue.huey.pending_count() == 0


def test_files_that_are_switched_off_are_told_with_what_can_be_had(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    off = Settings(database_url="sqlite:///x.sqlite", exports_dir=str(tmp_path), exports_workers=0)
    small_country.fill(sqlite_engine, kind="sample")
    counter = FileCounter(Repository(sqlite_engine), off)
    with Flask(__name__).test_request_context(FILE, headers=PROGRAM):
        answer = counter.answer("csv", extract())
        assert isinstance(answer, Response)
        assert answer.status_code == 503
        assert "JSON" in answer.get_json()["detail"]


def test_a_full_queue_answers_503_with_the_wait(client: FlaskClient, counter: FileCounter) -> None:
    counter.queue._most = 0
    answer = client.get(FILE, buffered=True, headers=PROGRAM)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"


def test_small_files_are_made_before_the_large_ones_that_wait(tmp_path: Path) -> None:
    made: list[str] = []

    def make(job: dict[str, object], path: Path, _progress: Progress) -> str:
        made.append(str(job["name"]))
        path.write_bytes(b"")
        return "x.csv"

    queue = JobQueue(tmp_path, make=make)
    queue.put("a" * 4, {"name": "large"}, priority=0)
    queue.put("b" * 4, {"name": "small"}, priority=1)
    assert queue.status("a" * 4).ahead == 1
    run(queue)
    assert made == ["small", "large"]
