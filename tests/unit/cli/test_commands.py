"""Commands: exit codes, Polish messages, no traceback."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select, text

from smup.cli import commands, main
from smup.cli.console import run
from smup.database import check_schema, init_schema, make_engine
from smup.models import Dataset, Release
from tests import builders

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path / 'var' / 'smup.sqlite'}"
    monkeypatch.setenv("SMUP_DATABASE_URL", address)
    return address


@pytest.fixture
def empty(url: str) -> str:
    assert main(["init", "--empty"]) == 0
    return url


def test_empty_database_has_the_catalogue_and_no_units(empty: str) -> None:
    engine = make_engine(empty)
    check_schema(engine)
    with engine.connect() as connection:
        assert connection.scalar(select(Dataset.kind)) == "empty"
        assert connection.scalar(text("SELECT count(*) FROM indicator")) >= 130
        assert connection.scalar(text("SELECT count(*) FROM unit")) == 0
    engine.dispose()


def test_init_does_not_touch_a_database_with_data_unless_forced(
    empty: str, capsys: Capture
) -> None:
    engine = make_engine(empty)
    with engine.begin() as connection:
        builders.set_dataset(connection, kind="real")
    engine.dispose()
    assert main(["init", "--empty"]) == 1
    assert "--force" in capsys.readouterr().err
    assert main(["init", "--empty", "--force"]) == 0
    with engine.connect() as connection:
        assert connection.scalar(select(Dataset.kind)) == "empty"
    engine.dispose()


def test_forced_init_does_not_delete_a_file_that_is_no_database(url: str, capsys: Capture) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    file.parent.mkdir()
    file.write_text("notatki " * 500)
    assert main(["init", "--empty", "--force"]) == 1
    assert file.read_text().startswith("notatki")
    assert "not a database" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["stats"], ["check"], ["upgrade"], ["export", "--indicator", "X", "-o", "x.csv"]],
)
def test_command_on_no_database_names_the_remedy(
    url: str, capsys: Capture, arguments: list[str]
) -> None:
    assert main(arguments) == 1
    assert "python -m smup init" in capsys.readouterr().err
    assert not Path(url.removeprefix("sqlite:///")).exists()


def test_upgrade_again_changes_nothing(empty: str, capsys: Capture) -> None:
    assert main(["upgrade"]) == 0
    assert "Nic się nie zmieniło" in capsys.readouterr().out


def test_forced_init_empties_a_postgresql_database(
    postgres_cluster: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.postgres import Cluster

    assert isinstance(postgres_cluster, Cluster)
    address = postgres_cluster.url(postgres_cluster.create())
    monkeypatch.setenv("SMUP_DATABASE_URL", address)
    engine = create_engine(address)
    init_schema(engine)
    with engine.begin() as connection:
        builders.unit(connection, "0201011")
        builders.set_dataset(connection, kind="real")
    assert main(["init", "--empty", "--force"]) == 0
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM unit")) == 0
    engine.dispose()


def test_observations_go_in_and_come_out_the_same(
    empty: str, tmp_path: Path, capsys: Capture
) -> None:
    engine = make_engine(empty)
    with engine.begin() as connection:
        builders.unit(connection, "0201011", name="Bolesławiec")
        code = connection.scalar(text("SELECT min(code) FROM indicator"))
    file, copy = tmp_path / "o.csv", tmp_path / "copy.csv"
    rows = (f"{code};0201011;2020;1,5;occurred;1", f"{code};0201011;2021;;secret;")
    file.write_text("\n".join(["indicator;unit;year;value;flag;decimals", *rows]), "utf-8")
    assert main(["import", "observations", str(file)]) == 0
    assert "nowe: 2" in capsys.readouterr().out
    assert main(["export", "--indicator", str(code), "-o", str(copy)]) == 0
    assert main(["import", "observations", str(copy)]) == 0
    assert "Nic się nie zmieniło" in capsys.readouterr().out
    with engine.connect() as connection:
        kinds = list(connection.scalars(select(Release.kind).order_by(Release.id)))
    engine.dispose()
    assert kinds == ["catalogue", "practices", "observations"]
    assert main(["check"]) == 0


def test_check_finds_statistics_that_are_out_of_date(empty: str, capsys: Capture) -> None:
    engine = make_engine(empty)
    with engine.begin() as connection:
        builders.unit(connection, "0201011")
        builders.indicator(connection, "EDU-XX-99")
        builders.observation(
            connection, unit="0201011", year=2020, value=1.0, indicator="EDU-XX-99"
        )
    assert main(["check"]) == 1
    assert "python -m smup stats" in capsys.readouterr().out
    assert main(["stats"]) == 0
    assert main(["check"]) == 0
    engine.dispose()


def test_check_finds_a_value_without_its_unit(empty: str, capsys: Capture) -> None:
    engine = make_engine(empty)
    with engine.begin() as connection:
        builders.unit(connection, "0201011")
        builders.indicator(connection, "EDU-XX-99")
        builders.observation(
            connection, unit="0201011", year=2020, value=1.0, indicator="EDU-XX-99"
        )
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys = OFF")
    raw.cursor().execute("DELETE FROM unit_code")
    raw.cursor().execute("DELETE FROM unit")
    raw.close()
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "Tabela observation: wiersze bez nadrzędnego wpisu: 1" in out
    engine.dispose()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nic"], "Nie ma polecenia 'nic'"),
        (["import", "bdl-csv"], "Brakuje argumentu PLIK"),
        (["import", "boundaries", "x"], "Brakuje przełącznika --level"),
        (["import", "boundaries", "x", "--level", "wieś"], "dozwolone są: gmina, powiat"),
        (["import", "bdl-csv", "x", "--year", "20255"], "liczba całkowita od 1900 do 2100"),
        (["stats", "--szybko"], "Nie ma przełącznika --szybko"),
    ],
)
def test_misuse_is_told_in_polish(
    url: str, capsys: Capture, arguments: list[str], message: str
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "--help" in error


def test_every_command_has_polish_help(url: str, capsys: Capture) -> None:
    paths: list[list[str]] = [[]]
    for name, command in commands.commands.items():
        paths.append([name])
        paths += [[name, inner] for inner in getattr(command, "commands", {})]
    for path in paths:
        assert main([*path, "--help"]) == 0
        out = capsys.readouterr().out
        assert out.startswith("Użycie: python -m smup")
        assert "Usage" not in out
        assert "Options" not in out


def test_unexpected_error_is_one_line_and_the_traceback_is_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    log = tmp_path / "var" / "error.log"
    monkeypatch.setattr("smup.cli.console.LOG_FILE", log)
    monkeypatch.setattr(sys.modules["smup.cli.check"], "check_schema", _broken)
    monkeypatch.setenv("SMUP_DATABASE_URL", f"sqlite:///{tmp_path / 'x.sqlite'}")
    assert run(commands, ["check"]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "ZeroDivisionError" in error
    assert "Traceback" in log.read_text()


def _broken(_engine: object) -> None:
    raise ZeroDivisionError


def test_database_address_of_another_kind_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("SMUP_DATABASE_URL", "mysql://x")
    check: Callable[[list[str]], int] = main
    assert check(["check"]) == 1
    assert "SMUP_DATABASE_URL" in capsys.readouterr().err
