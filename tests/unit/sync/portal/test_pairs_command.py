"""The command that proposes pairs: reads what was fetched, asks nothing, changes nothing."""

import tomllib
from pathlib import Path

import pytest

from smup.cli import main
from smup.settings import Settings
from smup.sync.opening import open_answers
from tests.unit.sync.portal.answered import Answered, listed

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SMUP_DATABASE_URL", f"sqlite:///{tmp_path / 'smup.sqlite'}")
    monkeypatch.setenv("SMUP_SYNC_DIR", str(tmp_path / "sync"))
    assert main(["init", "--empty"]) == 0
    return tmp_path / "sync"


def fetched(folder: Path, *names: str) -> None:
    answered = Answered(folder)
    answered.store = open_answers(Settings.from_env(), "smup")
    rows = [listed(number, name) for number, name in enumerate(names, start=900)]
    answered.catalogue(*rows)


def test_proposals_are_printed_ready_to_be_pasted(folder: Path, capsys: Capture) -> None:
    fetched(folder, "Zaległości gmin", "Zaległości miast na prawach powiatu", "Inny")
    assert main(["sync", "pairs"]) == 0
    told = capsys.readouterr()
    entries = tomllib.loads(told.out)["pair"]
    assert [(entry["gmina"], entry["city"]) for entry in entries] == [(900, 901)]
    assert "data/smup-pairs.toml" in told.err


def test_without_new_pairs_it_says_so(folder: Path, capsys: Capture) -> None:
    fetched(folder, "Inny")
    assert main(["sync", "pairs"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "Nie ma nowych par" in told.err


def test_before_the_first_fetch_it_names_the_remedy(folder: Path, capsys: Capture) -> None:
    assert folder.parent.is_dir()
    assert main(["sync", "pairs"]) == 1
    assert "python -m smup sync smup" in capsys.readouterr().err
