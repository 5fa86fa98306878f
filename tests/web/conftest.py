"""A Flask server with our routes over the small country, on both engines."""

import shutil
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy import Engine

from smup.database import make_engine
from smup.repository import Repository
from smup.web import register
from tests import small_country
from tests.poured import Pour

SHELL = "<!doctype html><title>SMUP</title>"


def server_over(engine: Engine) -> Flask:
    """A server that answers any path with a shell, as Dash does."""
    server = Flask(__name__, static_folder=None)
    register(
        server,
        Repository(engine),
        script_hashes=("'sha256-abc='",),
        known_path=lambda path: path in {"/", "/en/"},
    )
    server.add_url_rule("/", view_func=lambda: SHELL, endpoint="shell")
    server.add_url_rule("/<path:path>", view_func=lambda path: SHELL, endpoint="any")
    server.add_url_rule("/read", view_func=_read_body, methods=["POST"])
    return server


def _read_body() -> bytes:
    return request.get_data()


@pytest.fixture
def client(engine: Engine, pour: Pour) -> FlaskClient:
    """A client of the server over real-looking data."""
    pour(engine, small_country.fill)
    return server_over(engine).test_client()


@pytest.fixture(scope="session")
def reader(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client shared by tests that only read and whose answers cannot depend on the engine."""
    file = tmp_path_factory.mktemp("web") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    small_country.fill(engine)
    return server_over(engine).test_client()


@pytest.fixture
def sample_client(sqlite_engine: Engine, pour: Pour) -> FlaskClient:
    """A client of the server over a database marked as sample."""
    pour(sqlite_engine, small_country.fill, kind="sample")
    return server_over(sqlite_engine).test_client()
