"""``import costs``: what its user is told about rows that were refused."""

import csv
from pathlib import Path

import pytest

from smup.cli import main
from smup.database import make_engine
from tests.cost_files import PLONSK, fill, write_csv

WRONG = 12


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Spending with one good row and more refused ones than are shown, beside its database."""
    address = f"sqlite:///{tmp_path / 'smup.sqlite'}"
    monkeypatch.setenv("SMUP_DATABASE_URL", address)
    assert main(["init", "--empty"]) == 0
    engine = make_engine(address)
    with engine.begin() as connection:
        fill(connection)
    engine.dispose()
    wrong = [f"{PLONSK};{2000 + at};;80199;4790;1" for at in range(WRONG - 1)]
    return write_csv(tmp_path, "wydatki", f"{PLONSK};2023;;80101;4790;1", *wrong, "=1+1;;;;;1")


def test_all_refused_rows_are_written_to_a_file(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "odrzucone.csv"
    assert main(["import", "costs", str(file), "--rejected", str(target)]) == 0
    assert f"Odrzucone wiersze: {target}" in capsys.readouterr().out
    with target.open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = csv.reader(stream, delimiter=";")
    assert head == ["miejsce", "wiersz", "powod", "tresc"]
    assert len(rows) == WRONG
    assert rows[0][:2] == ["wydatki.csv", "3"]
    assert "data/costs/classification.toml" in rows[0][2]
    assert rows[-1][3].startswith("'=")


def test_the_way_to_the_file_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "costs", str(file)]) == 0
    assert "--rejected" in capsys.readouterr().out
