from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy import Engine

from smup.exports import prepared as work
from smup.exports.csv import Separator
from smup.jobs.progress import Progress
from smup.jobs.queue import JobQueue
from smup.repository import Repository
from smup.settings import Settings
from smup.web import prepared
from smup.web.prepared import FileCounter, prepared_routes
from smup.web.problems import register_problems
from tests import small_country
from tests.poured import Pour
from tests.prepared_orders import extract


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_url="sqlite:///x.sqlite", exports_dir=str(tmp_path / "exports"))


@pytest.fixture
def counter(
    sqlite_engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch, pour: Pour
) -> FileCounter:
    """A counter whose requests neither wait nor start a process."""
    pour(sqlite_engine, small_country.fill, kind="sample")
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
