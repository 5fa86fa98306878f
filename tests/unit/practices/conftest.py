"""Folders of cards beside a small country."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests import builders, small_country
from tests.practice_folder import Folder


@pytest.fixture
def folder(engine: Engine, tmp_path: Path) -> Folder:
    """An empty folder beside the small country, on both engines."""
    return made(engine, tmp_path)


@pytest.fixture
def quick(sqlite_engine: Engine, tmp_path: Path) -> Folder:
    """The same where a second engine would prove nothing more."""
    return made(sqlite_engine, tmp_path)


def made(engine: Engine, tmp_path: Path) -> Folder:
    """Fill the small country with a fictional unit and make the folders."""
    small_country.fill(engine)
    with engine.begin() as connection:
        builders.unit(connection, "9901033", name="Wzorcowo")
    path = tmp_path / "cards"
    path.mkdir()
    return Folder(engine, path, tmp_path / "kept")
