from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import Engine

from smup.exports import prepared as work
from smup.jobs.progress import Progress
from smup.jobs.queue import JobQueue
from smup.repository import Repository
from smup.settings import Settings
from smup.views.take_out.records import Extract
from smup.web import prepared
from smup.web.prepared import FileCounter
from tests import small_country
from tests.poured import Pour
from tests.prepared_orders import BROWSER, FILE, PROGRAM, extract, ordered, run


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
    sqlite_engine: Engine, tmp_path: Path, pour: Pour
) -> None:
    off = Settings(database_url="sqlite:///x.sqlite", exports_dir=str(tmp_path), exports_workers=0)
    pour(sqlite_engine, small_country.fill, kind="sample")
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
