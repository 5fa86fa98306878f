"""A server over a country in which every address of the API has an answer."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from smup.database import make_engine
from tests.web.conftest import server_over
from tests.web.openapi import country


@pytest.fixture(scope="session")
def api_server(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The server; its database is only read."""
    file = tmp_path_factory.mktemp("openapi") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    country.fill(engine)
    return server_over(engine)


@pytest.fixture
def api_client(api_server: Flask) -> FlaskClient:
    """A client of the server."""
    return api_server.test_client()
