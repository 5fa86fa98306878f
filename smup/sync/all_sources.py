"""Fetching from sources one after another: one that fails does not stop the next."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select

from smup.database import check_schema
from smup.errors import IngestError, SmupError
from smup.ingest.kinds import MIXED_WITH_SAMPLE, SAMPLE
from smup.models import Dataset
from smup.settings import Settings
from smup.sync.errors import QuotaSpentError, SyncFileError
from smup.sync.lock import one_at_a_time
from smup.sync.opening import open_ledger
from smup.sync.outcome import COMPLETE, CONTINUED, EXIT_CODES, FAILED, PARTIAL, SyncOutcome
from smup.sync.plain_text import plain_text
from smup.sync.source_state import keep_state
from smup.sync.sources import SOURCES, host_of
from smup.sync.stopping import STOPPED, Stopped

FROM_BEST = (COMPLETE, CONTINUED, PARTIAL, FAILED)
"""A failure needs a hand, a spent limit only time."""


@dataclass(frozen=True, slots=True)
class Job:
    """A fetch to be made.

    Attributes:
        source: word of ``SOURCES``.
        run: does it.
        narrowed: it asks for some sector, indicators or years only.
    """

    source: str
    run: Callable[[], SyncOutcome]
    narrowed: bool = False


def sync_sources(
    engine: Engine,
    settings: Settings,
    jobs: Sequence[Job],
    *,
    say: Callable[[str], None],
    unexpected: Callable[[Exception], str],
) -> int:
    """Run fetches in turn under the lock of the folder, keep how each went, and say it in a line.

    Args:
        engine: of the main database.
        settings: of the program.
        jobs: fetches, in the order in which they run.
        say: given one line for each source.
        unexpected: keeps the traceback of an error that nobody foresaw; returns a sentence.

    Returns:
        Exit code of the worst outcome.

    Raises:
        SyncRunningError: when another fetch runs.
        SyncFileError: when the folder of fetches cannot be written.
        IngestError: when the database holds sample data.
        SchemaVersionError: when its schema is not the program's own.
        Stopped: the run was asked to end; what it had is kept.
    """
    check_schema(engine)
    _refuse_sample(engine, jobs)
    worst = COMPLETE
    with one_at_a_time(Path(settings.sync_dir)):
        for job in jobs:
            began = time.monotonic()
            outcome = _outcome(engine, settings, job, unexpected)
            keep_state(engine, outcome, _address(settings, job.source), narrowed=job.narrowed)
            say(line_of(outcome, time.monotonic() - began))
            worst = max(worst, outcome.status, key=FROM_BEST.index)
    return EXIT_CODES[worst]


def line_of(outcome: SyncOutcome, seconds: float) -> str:
    """Return an outcome as one line of a log: moment, source, status, then ``key=value``."""
    counts = [load.counts for load in outcome.loads]
    releases = [str(load.release_id) for load in outcome.loads if load.release_id is not None]
    fields = {
        "calls": outcome.calls,
        "new": sum(count.new for count in counts),
        "changed": sum(count.changed for count in counts),
        "rejected": sum(count.rejected for count in counts),
        "release": ",".join(releases) or "-",
        "left": outcome.parts_left,
        "problems": len(outcome.problems),
        "seconds": round(seconds),
    }
    words = " ".join(f"{name}={value}" for name, value in fields.items())
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    message = outcome.message and json.dumps(plain_text(outcome.message), ensure_ascii=False)
    return f"{moment} {outcome.source} {outcome.status} {words}" + (
        f" message={message}" if message else ""
    )


def _outcome(
    engine: Engine, settings: Settings, job: Job, unexpected: Callable[[Exception], str]
) -> SyncOutcome:
    """Run one fetch; every error becomes an outcome, but the wish to end goes on."""
    before = _calls_made(settings, job.source)

    def ended(status: str, message: str) -> SyncOutcome:
        try:
            calls = _calls_made(settings, job.source) - before
        except SyncFileError:  # what failed is the disk: nothing more can be known
            calls = 0
        return SyncOutcome(
            source=job.source,
            status=status,
            message=message,
            calls=calls,
            parts_done=0,
            parts_left=0,
        )

    try:
        return job.run()
    except QuotaSpentError as error:
        return replace(ended(CONTINUED, str(error)), free_at=error.free_at)
    except SmupError as error:
        return ended(FAILED, str(error))
    except Stopped:
        stopped = ended(CONTINUED, STOPPED)
        keep_state(engine, stopped, _address(settings, job.source), narrowed=job.narrowed)
        raise
    except Exception as error:  # noqa: BLE001  one source must not stop the next
        return ended(FAILED, unexpected(error))


def _calls_made(settings: Settings, source: str) -> int:
    ledger = open_ledger(settings, source)
    try:
        return ledger.made()
    finally:
        ledger.close()


def _address(settings: Settings, source: str) -> str:
    return host_of(SOURCES[source].url(settings))


def _refuse_sample(engine: Engine, jobs: Sequence[Job]) -> None:
    """Refuse a sample database before any call; official borders alone fit it."""
    if all(job.source == "boundaries" for job in jobs):
        return
    with engine.connect() as connection:
        if connection.scalar(select(Dataset.kind)) == SAMPLE:
            raise IngestError(MIXED_WITH_SAMPLE)
