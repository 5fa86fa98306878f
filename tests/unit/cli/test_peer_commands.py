"""Peers and types by commands: an older database gets them, a file of types goes in."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import func, select, text

from smup.cli import main
from smup.database import _config, check_schema, make_engine
from smup.models import Peer, UnitInType
from tests import peer_country

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def url(tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Address of a database with the country of seven alike."""
    file = tmp_path / "smup.sqlite"
    file.write_bytes(migrated_sqlite.read_bytes())
    address = f"sqlite:///{file}"
    monkeypatch.setenv("SMUP_DATABASE_URL", address)
    engine = make_engine(address)
    peer_country.fill(engine)
    engine.dispose()
    return address


def count(url: str, table: type[Peer] | type[UnitInType]) -> int:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = connection.scalar(select(func.count()).select_from(table))
    engine.dispose()
    return int(found or 0)


def test_an_upgrade_from_the_version_before_computes_peers(url: str, capsys: Capture) -> None:
    before = count(url, Peer)
    engine = make_engine(url)
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    assert revision == "0002"
    assert main(["stats"]) == 1
    assert "python -m smup upgrade" in capsys.readouterr().err
    assert main(["upgrade"]) == 0
    assert "python -m smup stats" in capsys.readouterr().out
    check_schema(engine)
    engine.dispose()
    assert count(url, Peer) == before > 0
    assert main(["upgrade"]) == 0
    assert "python -m smup stats" not in capsys.readouterr().out


def test_stats_compute_peers_anew(url: str) -> None:
    before = count(url, Peer)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM peer"))
    engine.dispose()
    assert main(["stats"]) == 0
    assert count(url, Peer) == before


def test_a_file_of_types_is_told_in_polish(url: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "typy.csv"
    rows = f"{peer_country.FIRST};A;Wsie;Villages\n1499992;A;;\n"
    file.write_text(f"code;type;name_pl;name_en\n{rows}", encoding="utf-8")
    assert main(["import", "typology", str(file)]) == 0
    out = capsys.readouterr().out
    assert "nowe: 1" in out
    assert "typy.csv, wiersz 3: Nieznany kod jednostki: 1499992" in out
    assert count(url, UnitInType) == 1
    assert main(["import", "typology", str(tmp_path / "nie-ma.csv")]) == 1
    assert "nie-ma.csv" in capsys.readouterr().err
