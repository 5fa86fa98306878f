"""Fetching from sources in turn: one that fails does not stop the next, and each is remembered."""

import json
import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import text, update

from smup.cli.sync_console import duration, window_text
from smup.errors import IngestError, UnknownCodeError
from smup.ingest.load import Counts, LoadSummary
from smup.models import Dataset
from smup.settings import Settings
from smup.sync.all_sources import Job, line_of, sync_sources
from smup.sync.errors import (
    KeyRefusedError,
    QuotaSpentError,
    SyncFileError,
    SyncRunningError,
    UnreachableError,
)
from smup.sync.lock import one_at_a_time
from smup.sync.opening import open_ledger
from smup.sync.outcome import COMPLETE, CONTINUED, FAILED, PARTIAL, SyncOutcome
from smup.sync.source_state import keep_state, known_states
from smup.sync.timing import Window

LOAD = LoadSummary(
    kind="smup",
    source="SMUP",
    release_id=12,
    counts=Counts(read=9, new=5, changed=3, same=0, rejected=1),
    rejected=(),
    reasons=(),
    note=None,
)


def ended(source, status=COMPLETE, message=None, **changes):
    values = {"calls": 0, "parts_done": 1, "parts_left": 0, **changes}
    return SyncOutcome(source=source, status=status, message=message, **values)


def failing(error):
    def run():
        raise error

    return run


@pytest.fixture
def settings(tmp_path):
    return Settings(
        database_url="sqlite://",
        sync_dir=str(tmp_path / "sync"),
        smup_api_url="http://127.0.0.1:9/api",
    )


@pytest.fixture
def go(engine, settings):
    """Run fetches; the lines that were said are in ``go.lines``."""

    def sync(*jobs):
        sync.lines = []
        return sync_sources(
            engine,
            settings,
            [Job(*job) for job in jobs],
            say=sync.lines.append,
            unexpected=lambda error: f"Nieoczekiwany błąd ({type(error).__name__}).",
        )

    return sync


def test_a_source_that_fails_does_not_stop_the_next(go, engine):
    code = go(
        ("smup", failing(KeyRefusedError("Zły klucz. Sprawdź SMUP_API_KEY."))),
        ("bdl", failing(ZeroDivisionError())),
        ("boundaries", lambda: ended("boundaries", calls=4)),
    )
    assert code == 1
    assert [line.split()[1:3] for line in go.lines] == [
        ["smup", "failed"],
        ["bdl", "failed"],
        ["boundaries", "complete"],
    ]
    states = known_states(engine)
    assert states["smup"].message == "Zły klucz. Sprawdź SMUP_API_KEY."
    assert states["smup"].succeeded_at is None
    assert states["smup"].address == "127.0.0.1:9"
    assert states["bdl"].message == "Nieoczekiwany błąd (ZeroDivisionError)."
    assert (states["boundaries"].calls, states["boundaries"].message) == (4, None)


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ((COMPLETE, COMPLETE), 0),
        ((CONTINUED, COMPLETE), 75),
        ((CONTINUED, PARTIAL), 3),
        ((PARTIAL, FAILED), 1),
        ((), 0),
    ],
)
def test_the_worst_outcome_is_the_exit_code(go, statuses, code):
    names = ("smup", "bdl")
    jobs = [
        (name, lambda name=name, status=status: ended(name, status, "Zdanie."))
        for name, status in zip(names, statuses, strict=False)
    ]
    assert go(*jobs) == code


def test_a_narrowed_run_says_nothing_of_the_whole_source(go, engine):
    go(("smup", lambda: ended("smup", CONTINUED, "Limit.", parts_left=900)))
    before = known_states(engine)["smup"]
    assert go(("smup", lambda: ended("smup", loads=(LOAD,)), True)) == 0
    assert go(("smup", failing(UnknownCodeError("sector", "x", "Nie ma obszaru x.")), True)) == 1
    assert known_states(engine)["smup"] == before


def test_a_narrowed_run_that_brings_the_first_data_is_a_beginning(go, engine):
    go(("bdl", failing(UnknownCodeError("sector", "x", "Nie ma obszaru x.")), True))
    assert known_states(engine) == {}
    go(("bdl", lambda: ended("bdl", loads=(LOAD,)), True))
    state = known_states(engine)["bdl"]
    assert (state.status, state.succeeded_at) == (CONTINUED, None)
    assert state.message.endswith("python -m smup sync bdl")


def test_spent_limits_are_no_failure(go, engine):
    error = QuotaSpentError("Limit jest wyczerpany.", datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert go(("smup", failing(error))) == 75
    assert known_states(engine)["smup"].status == CONTINUED


def test_the_last_success_is_remembered_through_failures(go, engine):
    go(("smup", lambda: ended("smup", calls=7)))
    good = known_states(engine)["smup"]
    go(("smup", failing(UnreachableError("Nie ma hosta."))))
    bad = known_states(engine)["smup"]
    assert bad.status == FAILED
    assert bad.succeeded_at == good.succeeded_at is not None
    assert bad.tried_at >= good.tried_at


def test_calls_of_a_run_that_failed_are_counted(go, engine, settings):
    def run():
        ledger = open_ledger(settings, "smup")
        for _ in range(3):
            ledger.finish(ledger.take())
        ledger.close()
        raise UnreachableError("Nie ma hosta.")

    go(("smup", run))
    assert known_states(engine)["smup"].calls == 3


def test_a_sample_is_refused_before_any_call(go, engine, settings):
    with engine.begin() as connection:
        connection.execute(update(Dataset).values(kind="sample"))
    asked = []
    with pytest.raises(IngestError, match="init --empty"):
        go(("smup", lambda: asked.append(1)))
    assert asked == []
    assert known_states(engine) == {}
    assert go(("boundaries", lambda: ended("boundaries"))) == 0


def test_a_state_that_cannot_be_kept_fails_nothing(engine, caplog):
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE source_state"))
    keep_state(engine, ended("smup"), "host")
    assert "nie udało się zapisać" in caplog.text


def test_only_one_fetch_at_a_time(go, tmp_path):
    with one_at_a_time(tmp_path / "sync"), pytest.raises(SyncRunningError, match="Trwa już"):
        go(("smup", lambda: ended("smup")))
    assert go(("smup", lambda: ended("smup"))) == 0


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SyncFileError, match="SMUP_SYNC_DIR"), one_at_a_time(tmp_path / "file"):
        pass


def test_a_line_holds_what_a_log_needs():
    outcome = ended(
        "smup",
        PARTIAL,
        'Dwie części\nsą "złe".',
        calls=41,
        parts_left=2,
        loads=(LOAD,),
        problems=(("a", "b"), ("c", "d")),
    )
    moment, rest = line_of(outcome, 12.4).split(" ", 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
    words, message = rest.split(" message=")
    assert words == (
        "smup partial calls=41 new=5 changed=3 rejected=1 release=12 left=2 problems=2 seconds=12"
    )
    assert json.loads(message) == 'Dwie części są "złe".'


def test_limits_and_times_in_words():
    assert (
        window_text(Window(calls=5_000, seconds=43_200), 12)
        == "12 z 5\N{NO-BREAK SPACE}000 na 12 h"
    )
    assert [duration(one) for one in (0.2, 61, 900, 136_800, 604_800, 950_400 + 3_600)] == [
        "1 s",
        "1 min 1 s",
        "15 min",
        "38 h",
        "7 dni",
        "11 dni 1 h",
    ]
