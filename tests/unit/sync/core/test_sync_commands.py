"""Commands of fetching: lines, exit codes, signals."""

import fcntl
import importlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import update

from smup.cli import main
from smup.database import make_engine
from smup.models import Dataset
from smup.settings import ROOT
from smup.sync.lock import one_at_a_time
from smup.sync.outcome import CONTINUED, PARTIAL, SyncOutcome
from smup.sync.source_state import known_states


@pytest.fixture
def office(tmp_path, monkeypatch, migrated_sqlite):
    """Variables of an office that asks a port where nobody listens."""
    file = tmp_path / "smup.sqlite"
    file.write_bytes(migrated_sqlite.read_bytes())
    monkeypatch.setenv("SMUP_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("SMUP_SYNC_DIR", str(tmp_path / "sync"))
    for name in ("SMUP_API_URL", "BDL_API_URL", "PRG_WFS_URL"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    return tmp_path


def test_status_before_the_first_fetch(office, capsys):
    assert main(["sync", "status"]) == 0
    told = capsys.readouterr().out
    assert told.count("jeszcze nie pobierano") == 3
    assert "0 z 100 na 15 min" in told


def test_status_after_a_fetch(office, capsys, monkeypatch):
    outcome = SyncOutcome(
        source="smup",
        status=PARTIAL,
        message="Jedna część jest zła.",
        calls=7,
        parts_done=1,
        parts_left=0,
    )
    # The package has the command under the name of its module.
    module = importlib.import_module("smup.cli.sync")
    monkeypatch.setattr(module, "_fetches", lambda patience: {"smup": lambda *_: outcome})
    assert main(["sync", "all"]) == 3
    told = capsys.readouterr()
    assert " smup partial calls=7 " in told.out
    assert "bez klucza" in told.err
    assert "SMUP_API_KEY" in told.err
    assert main(["sync", "status"]) == 0
    told = capsys.readouterr().out
    assert "częściowe" in told
    assert "Jedna część jest zła." in told


def test_a_second_run_says_so_and_may_come_later(office, capsys):
    (office / "sync").mkdir()
    with (office / "sync" / "sync.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert main(["sync", "all"]) == 75
    told = capsys.readouterr()
    assert told.out == ""
    assert "Trwa już pobieranie" in told.err


@pytest.mark.parametrize("command", ["all", "status", "smup", "bdl", "boundaries"])
def test_a_folder_that_is_none_is_one_line(office, capsys, command, monkeypatch):
    (office / "file").write_text("")
    monkeypatch.setenv("SMUP_SYNC_DIR", str(office / "file"))
    assert main(["sync", command]) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert "SMUP_SYNC_DIR" in lines[0]


def test_a_sample_is_refused_in_one_line(office, capsys):
    url = os.environ["SMUP_DATABASE_URL"]
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(update(Dataset).values(kind="sample"))
    engine.dispose()
    assert main(["sync", "all"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "init --empty" in told.err


STOPPED = """
import importlib
import sys

from smup.cli import commands
from smup.cli.console import run
from smup.sync.stopping import pause

def slow(engine, settings, progress):
    print("began", flush=True)
    pause(60)

importlib.import_module("smup.cli.sync")._fetches = lambda patience: {"smup": slow}
sys.exit(run(commands, ["sync", "all"]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_cleanly_and_says_that_answers_are_kept(office, number):
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout.readline() == "began\n", program.stderr.read()
        program.send_signal(number)
        _, told = program.communicate(timeout=30)
    assert program.returncode == 128 + number
    assert "Pobrane odpowiedzi są zachowane" in told
    assert "Traceback" not in told
    engine = make_engine(os.environ["SMUP_DATABASE_URL"])
    assert known_states(engine)["smup"].status == CONTINUED
    engine.dispose()
    with one_at_a_time(Path(os.environ["SMUP_SYNC_DIR"])):
        pass
