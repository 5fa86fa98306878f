"""Faults of the service of borders, interrupted fetches, registers that lack gminas."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from smup.settings import Settings
from smup.sync.outcome import COMPLETE, CONTINUED, FAILED, SyncOutcome
from smup.sync.prg.run import BoundariesRequest, plan_boundaries
from smup.sync.timing import Window
from tests.stand_ins.faults import Fault, Kind, status, too_many
from tests.stand_ins.prg import PrgStandIn
from tests.stand_ins.server import StandIn
from tests.unit.sync.prg.conftest import CODES
from tests.unit.sync.prg.stored import drawn, releases

Sync = Callable[..., SyncOutcome]

# What becomes of a fault is decided before the database, so one engine is enough.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    "fault",
    [
        status(500),
        status(502),
        too_many("1"),
        Fault(kind=Kind.TRUNCATED),
        Fault(kind=Kind.CUT),
        Fault(kind=Kind.HTML),
        Fault(kind=Kind.HALF_JSON),
        Fault(kind=Kind.GARBLED),
        Fault(kind=Kind.WRONG_TYPE),
    ],
)
def test_a_fault_that_passes_leaves_no_trace(
    country: Engine, sync: Sync, server: StandIn, fault: Fault
) -> None:
    server.faults.next("startIndex=2", fault)

    assert sync().status == COMPLETE
    assert list(drawn(country)) == list(CODES)


def test_reports_of_errors_are_asked_again_and_then_told(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    sync()
    service.reports = 3

    outcome = sync(full=True)

    assert outcome.status == FAILED
    assert "baza niedostępna" in str(outcome.message)
    assert (releases(country), list(drawn(country))) == (1, list(CODES))
    service.reports = 2
    assert sync(full=True).status == COMPLETE


def test_an_interrupted_fetch_goes_on_where_it_stopped(
    sync: Sync, server: StandIn, country: Engine, settings: Settings
) -> None:
    server.faults.always("startIndex=4", status(500))
    broken = sync()
    assert (broken.status, broken.parts_done, broken.parts_left) == (FAILED, 2, 1)
    server.faults.clear()
    plan = plan_boundaries(country, settings, BoundariesRequest())
    before = len(server.calls)

    outcome = sync()

    assert (plan.calls, plan.pages_kept) == (1, 2)
    assert (outcome.status, len(server.calls) - before) == (COMPLETE, 1)
    assert list(drawn(country)) == list(CODES)


def test_spent_limits_end_the_run_to_be_continued(
    sync: Sync, monkeypatch: pytest.MonkeyPatch, country: Engine
) -> None:
    monkeypatch.setattr("smup.sync.sources.POLITE", (Window(calls=3, seconds=3_600),))

    outcome = sync(patience=0)

    assert (outcome.status, outcome.calls) == (CONTINUED, 3)
    assert (outcome.parts_done, outcome.parts_left) == (2, 1)
    assert outcome.free_at is not None
    assert releases(country) == 0


def test_missing_gminas_are_refused_and_the_last_borders_stay(
    country: Engine, sync: Sync, service: PrgStandIn
) -> None:
    sync()
    gone = service.gminas.pop(2)

    outcome = sync(full=True)

    assert outcome.status == FAILED
    assert "brakuje 1 gmin" in str(outcome.message)
    assert "1405032" in str(outcome.message)
    assert (releases(country), list(drawn(country))) == (1, list(CODES))
    service.gminas.append(replace(gone, version_from="2025/01/01"))
    assert sync().status == COMPLETE  # asked anew although the last fetch is young


def test_the_plan_of_an_empty_database_counts_the_gminas_that_will_come(
    engine: Engine, tmp_path: Path
) -> None:
    settings = Settings(database_url="sqlite://", sync_dir=str(tmp_path / "sync"))
    # The capabilities, and 2,477 or 2,479 gminas by a hundred.
    assert plan_boundaries(engine, settings, BoundariesRequest()).calls == 1 + 25
