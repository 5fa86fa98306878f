"""A server with the pages for those who write, and a client signed in with any role.

``client_as("moderator")`` gives a client of a fresh database's account of that role;
``client_as("contributor", unit="1420062")`` one of another unit; ``client_as(None)`` nobody's.
``client.send(path, {...})`` posts a form with the token it needs.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Engine

from smup.accounts import passwords
from smup.accounts.permissions import Role
from smup.database import make_engine
from smup.web import Desk
from tests import builders, small_country
from tests.desk_server import (
    FICTIONAL,
    MINE,
    ClientAs,
    DeskClient,
    add_account,
    desk_server,
    desk_settings,
    sign_in,
)


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with the least work; tests/unit/accounts tries the real parameters."""
    monkeypatch.setattr(
        passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )
    passwords._nobody.cache_clear()


@pytest.fixture(scope="session")
def filled_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the small country and a fictional unit, to be copied."""
    file = tmp_path_factory.mktemp("desk") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    small_country.fill(engine)
    with engine.begin() as connection:
        builders.unit(connection, FICTIONAL, name="Zalesie Przykładowe", fictional=True)
    engine.dispose()
    return file


@pytest.fixture
def desk_engine(filled_sqlite: Path, tmp_path: Path) -> Iterator[Engine]:
    """An engine over the small country with a fictional unit as well."""
    file = tmp_path / "desk.sqlite"
    shutil.copy(filled_sqlite, file)
    made = make_engine(f"sqlite:///{file}")
    yield made
    made.dispose()


@pytest.fixture
def server(desk_engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    """The server over ``desk_engine``; its ``Desk`` is ``server.extensions["desk"]``."""
    url = desk_engine.url.render_as_string(hide_password=False)
    made = desk_server(desk_engine, desk_settings(url, tmp_path))
    yield made
    desk: Desk = made.extensions["desk"]
    desk.notices.close()
    desk.repository._engine.dispose()


@pytest.fixture
def client_as(server: Flask, desk_engine: Engine) -> ClientAs:
    """Return ``client_as(role, unit=…)``; each call makes a client, accounts are made once."""
    known: dict[tuple[str, str | None], int] = {}

    def make(role: Role | None, *, unit: str | None = None) -> DeskClient:
        client = server.test_client()
        assert isinstance(client, DeskClient)
        if role is None:
            return client
        unit = unit or (MINE if role == "contributor" else None)
        if (role, unit) not in known:
            known[role, unit] = add_account(desk_engine, role=role, unit=unit)
        sign_in(client, desk_engine, known[role, unit])
        return client

    return make
