"""Folders of cards beside a small country."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests import builders, small_country
from tests.poured import Pour
from tests.practice_folder import Folder


@pytest.fixture
def folder(engine: Engine, tmp_path: Path, pour: Pour) -> Folder:
    """An empty folder beside the small country, on both engines."""
    return made(pour(engine, with_fictional), tmp_path)


@pytest.fixture
def quick(sqlite_engine: Engine, tmp_path: Path, pour: Pour) -> Folder:
    """The same where a second engine would prove nothing more."""
    return made(pour(sqlite_engine, with_fictional), tmp_path)


def with_fictional(engine: Engine) -> None:
    """Write the small country and a fictional unit."""
    small_country.fill(engine)
    with engine.begin() as connection:
        builders.unit(connection, "9901033", name="Wzorcowo")


def made(engine: Engine, tmp_path: Path) -> Folder:
    """Make the folders."""
    path = tmp_path / "cards"
    path.mkdir()
    return Folder(engine, path, tmp_path / "kept")
