"""The client of docs/mirror_sector.py gets exactly what the database has, from a live server."""

import importlib.util
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest
from flask import Response, request
from sqlalchemy import select
from werkzeug.serving import make_server

from smup.database import make_engine
from smup.flags import Flag
from smup.models import Indicator, Observation, Unit, UnitCode
from smup.settings import ROOT
from tests import builders, small_country
from tests.web.conftest import server_over

ADDED = (("EDU-PRZ-01", "1420062", 2022, 1.0000000000000002), ("EDU-PRZ-01", "0264011", 2022, 1e-7))


@pytest.fixture
def mirror_sector() -> ModuleType:
    """The client, loaded from its file."""
    spec = importlib.util.spec_from_file_location("mirror", ROOT / "docs" / "mirror_sector.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def live(migrated_sqlite: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Address of a server, whose second request is refused once, and its database."""
    file = tmp_path / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    small_country.fill(engine)
    with engine.begin() as connection:
        for indicator, unit, year, value in ADDED:
            builders.observation(connection, indicator=indicator, unit=unit, year=year, value=value)
    app = server_over(engine)
    asked: list[str] = []

    def busy() -> Response | None:
        asked.append(request.full_path)
        return Response(status=429, headers={"Retry-After": "0"}) if len(asked) == 2 else None

    app.before_request_funcs.setdefault(None, []).insert(0, busy)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", file
    server.shutdown()
    thread.join()


def test_the_mirror_is_the_database(
    mirror_sector: ModuleType,
    live: tuple[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host, database = live
    fetch = mirror_sector.get
    small = lambda address, etag="": fetch(address.replace("limit=5000", "limit=3"), etag)  # noqa: E731
    monkeypatch.setattr(mirror_sector, "get", small)
    copy = str(tmp_path / "mirror.sqlite")
    expected = rows_of(database)
    assert mirror_sector.mirror(host, "edukacja", copy) == len(expected)
    with sqlite3.connect(copy) as base:
        found = base.execute("SELECT indicator, unit, year, value, flag, decimals FROM observation")
        assert sorted(found.fetchall(), key=repr) == sorted(expected, key=repr)
    assert mirror_sector.mirror(host, "edukacja", copy) is None


def test_a_load_between_two_pages_is_mirrored_anew(
    mirror_sector: ModuleType,
    live: tuple[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host, database = live
    fetch, asked = mirror_sector.get, []

    def meanwhile(address: str, etag: str = "") -> object:
        asked.append(address)
        if len(asked) == 2:
            engine = make_engine(f"sqlite:///{database}")
            with engine.begin() as connection:
                builders.observation(
                    connection, indicator="EDU-PRZ-01", unit="0264011", year=2020, value=7.5
                )
                builders.set_dataset(connection, kind="real", version=8)
        return fetch(address.replace("limit=5000", "limit=3"), etag)

    monkeypatch.setattr(mirror_sector, "get", meanwhile)
    copy = str(tmp_path / "mirror.sqlite")
    count = mirror_sector.mirror(host, "edukacja", copy)
    with sqlite3.connect(copy) as base:
        found = base.execute("SELECT indicator, unit, year, value, flag, decimals FROM observation")
        assert sorted(found.fetchall(), key=repr) == sorted(rows_of(database), key=repr)
    assert count == len(rows_of(database))
    # Another level in the same file takes the place of the first, which is then not up to date.
    assert mirror_sector.mirror(host, "edukacja", copy, "powiat")
    assert mirror_sector.mirror(host, "edukacja", copy) == count


def rows_of(database: Path) -> list[tuple[object, ...]]:
    """What the database holds of gminas, read without the program's own reads."""
    statement = (
        select(
            Indicator.code, UnitCode.code, Observation.year, Observation.value, Observation.flag,
            Observation.decimals, Indicator.decimals,
        )
        .join(Indicator, Indicator.id == Observation.indicator_id)
        .join(Unit, Unit.id == Observation.unit_id)
        .join(UnitCode, UnitCode.unit_id == Unit.id)
        .where(Unit.level == "gmina")
    )  # fmt: skip
    with make_engine(f"sqlite:///{database}").connect() as connection:
        rows = connection.execute(statement).all()
    return [
        (code, unit, year, value, Flag(flag).label, usual if own is None else own)
        for code, unit, year, value, flag, own, usual in rows
        if len(unit) == 7
    ]
