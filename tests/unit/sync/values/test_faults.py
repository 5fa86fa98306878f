"""A portal that fails, limits that are spent, and runs that are killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from smup.settings import ROOT, Settings
from smup.sync.stopping import Stopped
from smup.sync.timing import Window
from tests.poured import Pour
from tests.smup_runs import SINGLE, held, releases, run, settings_for, whole, with_catalogue
from tests.stand_ins.faults import PASSING, Fault, Kind, status, too_many
from tests.stand_ins.server import StandIn
from tests.stand_ins.smup_portal import Portal, portal_running

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
VALUES = "indicator-date-data"


@SQLITE
def test_faults_that_pass_change_nothing(
    engine: Engine, settings: Settings, server: StandIn, portal: Portal
) -> None:
    for number, fault in enumerate([*PASSING, too_many("1")]):
        year = portal.data.years[number % 3]
        server.faults.next(f"{VALUES}.*id={portal.data.ids[number // 3]}&id-daty={year}", fault)
    outcome = run(engine, settings)
    assert (outcome.status, outcome.problems) == ("complete", ())
    assert {call.fault for call in server.calls if call.fault} >= {"html", "truncated", "cut"}
    assert held(engine) == whole(portal)


@SQLITE
@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        ("field gone", lambda rows: [without(row, "wartosc") for row in rows]),
        ("wrong type", lambda rows: [{**row, "wartosc": "brak"} for row in rows]),
        ("other year", lambda rows: [{**row, "id-daty": 19991231} for row in rows]),
        ("no rows", lambda rows: [1, 2, 3]),
    ],
)
def test_broken_answer_leaves_the_rest_and_what_was_loaded(
    engine: Engine, settings: Settings, portal: Portal, kind: str, spoil: Callable[[list], list]
) -> None:
    broken = (SINGLE, next(y for y in portal.data.years if portal.values(SINGLE, y)))
    portal.rewrites[broken] = spoil
    outcome = run(engine, settings)
    assert outcome.status == "partial"
    assert [part for part, _ in outcome.problems] == [f"{VALUES} {broken[0]}/{broken[1]}"]
    good = {key: row for key, row in whole(portal).items() if (key[0], key[2]) != broken}
    assert held(engine) == good
    portal.rewrites.clear()
    assert run(engine, settings).status == "complete"
    assert held(engine) == whole(portal)


@SQLITE
def test_doubled_rows_count_once_and_contradictions_not_at_all(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    key = (SINGLE, next(y for y in portal.data.years if portal.values(SINGLE, y)))
    gmina = next(place for place in portal.data.places() if place.teryt == "0201022")

    def doubled(rows: list) -> list:
        other = [{**row, "wartosc": 1234.0, "id-flaga": 1} for row in rows]
        return [*rows, *rows[1000:1100], *(row for row in other if row["id-teryt"] == gmina.id)]

    portal.rewrites[key] = doubled
    outcome = run(engine, settings)
    wanted = whole(portal)
    del wanted[SINGLE, "0201022", key[1]]
    assert held(engine) == wanted
    assert outcome.loads[0].counts.rejected == 2


@SQLITE
def test_page_that_shrinks_while_paging_is_read_again(
    engine: Engine, settings: Settings, portal: Portal
) -> None:
    portal.largest_page = 1_000
    key = (SINGLE, next(y for y in portal.data.years if portal.values(SINGLE, y)))
    asked = []

    def shrinking(rows: list) -> list:
        asked.append(len(rows))
        return rows[30:] if len(asked) == 2 else rows

    portal.rewrites[key] = shrinking
    run(engine, settings)
    assert held(engine) == whole(portal)


@SQLITE
def test_spent_limits_load_what_is_whole_and_the_next_run_goes_on(
    engine: Engine,
    server: StandIn,
    settings: Settings,
    portal: Portal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # 28 calls for lists (see test_run), so 5 of the 9 values are asked for.
    narrow = (Window(calls=33, seconds=3_600),)
    monkeypatch.setattr("smup.sync.sources.WITH_KEY", narrow)
    outcome = run(engine, settings)
    assert (outcome.status, outcome.calls) == ("to-be-continued", 33)
    assert outcome.free_at is not None
    complete = whole(portal)
    first = held(engine)
    assert first
    assert first.items() <= complete.items()
    # Never one half of a pair: a year of it has cities and gminas, or nothing.
    years = {year for indicator, _, year in first if indicator == 4074}
    assert all(
        {key for key in first if key[::2] == (4074, year)}
        == {key for key in complete if key[::2] == (4074, year)}
        for year in years
    )
    monkeypatch.setattr("smup.sync.sources.WITH_KEY", (Window(calls=999, seconds=3_600),))
    asked = len(portal.asked)
    assert run(engine, settings).status == "complete"
    assert len(portal.asked) == 9
    assert asked < 9
    assert held(engine) == complete
    assert len(releases(engine)) == 2


@SQLITE
def test_refused_key_fails_and_leaves_the_database_alone(
    engine: Engine, settings: Settings, server: StandIn
) -> None:
    server.faults.always(".", status(403))
    outcome = run(engine, settings)
    assert outcome.status == "failed"
    assert "SMUP_API_KEY" in str(outcome.message)
    assert releases(engine) == []


@SQLITE
def test_portal_that_goes_away_leaves_what_was_answered(
    engine: Engine, settings: Settings, server: StandIn, portal: Portal
) -> None:
    server.faults.always(f"{VALUES}.*20211231", status(500))
    outcome = run(engine, settings)
    assert outcome.status == "partial"
    assert held(engine) == {key: row for key, row in whole(portal).items() if key[2] != 2021}


@SQLITE
def test_portal_that_has_moved_is_not_taken_for_one_without_data(
    engine: Engine, settings: Settings, server: StandIn
) -> None:
    run(engine, settings)
    before, calls = held(engine), len(server.calls)
    server.faults.always(".", status(404))
    outcome = run(engine, settings, full=True)
    assert outcome.status == "failed"
    assert "SMUP_API_URL" in str(outcome.message)
    assert not any(VALUES in call.path for call in server.calls[calls:])
    server.faults.clear()
    assert run(engine, settings, full=True).status == "complete"
    assert held(engine) == before
    assert len(releases(engine)) == 1


@pytest.mark.timeout(400)  # three processes, the last with all statistics
def test_killed_runs_lose_and_double_nothing(
    database_url: str, engine: Engine, portal: Portal, tmp_path: Path, pour: Pour
) -> None:
    """Kill -9 in the middle of the fetch and around the load, then let one run come to its end."""
    pour(engine, with_catalogue)
    with portal_running(portal) as server:
        settings = settings_for(server.url, database_url, tmp_path)
        server.faults.always(VALUES, Fault(kind=Kind.SLOW, seconds=0.3))
        for values_answered in (2, 9):
            with started(settings) as process:
                wait_for(lambda count=values_answered: len(portal.asked) >= count, process)
                process.send_signal(signal.SIGKILL)
        server.faults.clear()
        with started(settings) as process:
            assert process.wait(timeout=300) == 0
        # At most what was under way at a kill (4 connections) is asked for again.
        assert len(portal.asked) <= 9 + 2 * 4
    assert held(engine) == whole(portal)
    assert len(releases(engine)) == 1


@SQLITE
def test_wish_to_end_keeps_the_answers(
    engine: Engine, settings: Settings, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = portal.values

    def stopping(indicator: int, year: int) -> object:
        if len(portal.asked) == 4:
            monkeypatch.setattr("smup.sync.caller.check_stopped", stop)
        return asked(indicator, year)

    def stop() -> None:
        raise Stopped

    monkeypatch.setattr(Portal, "values", lambda _self, *key: stopping(*key))
    with pytest.raises(Stopped):
        run(engine, settings)
    assert releases(engine) == []
    monkeypatch.undo()


def without(row: dict, field: str) -> dict:
    return {name: value for name, value in row.items() if name != field}


def started(settings: Settings) -> subprocess.Popen[bytes]:
    """Start ``sync smup`` as an office does."""
    environment = {
        **os.environ,
        "SMUP_DATABASE_URL": settings.database_url,
        "SMUP_API_URL": settings.smup_api_url,
        "SMUP_API_KEY": settings.smup_api_key,
        "SMUP_SYNC_DIR": settings.sync_dir,
    }
    command = [sys.executable, "-m", "smup", "sync", "smup"]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 300  # as long as pytest gives it on a busy machine
    while not condition() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
