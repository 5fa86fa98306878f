"""The queue of reports: a file of jobs, worked off by a process beside the web workers.

What is known of a report follows from what exists, so that nothing has to be kept in step: it is
finished when its file is there, waiting when its job is in the queue, being made while a worker
holds its lock. A worker that dies lets go of the lock, and the next question puts the job back.
"""

import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import uuid4

from huey import SqliteHuey

from smup.errors import SmupError
from smup.reports.locks import is_held, lock
from smup.reports.store import Finished, Store

logger = logging.getLogger(__name__)

MOST_WAITING = 200
MOST_TRIES = 3
SECONDS_A_REPORT = 120
LOOK_EVERY = 0.15
NAME = "smup-reports"

State = Literal["absent", "waiting", "running", "failed", "ready"]
Make = Callable[[dict[str, object]], tuple[str, bytes]]


class QueueFullError(SmupError):
    """Too many reports wait; ``waiting`` says how many."""

    def __init__(self, waiting: int) -> None:
        super().__init__(str(waiting))
        self.waiting = waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How far a report is.

    Attributes:
        state: absent, waiting, running, failed or ready.
        ahead: reports to be made before it, when it waits.
        number: by which the log is searched, when it failed.
        file: the finished file, when it is ready.
    """

    state: State
    ahead: int = 0
    number: str = ""
    file: Finished | None = None


class ReportQueue:
    """Jobs, locks, failures and finished files of one database on one machine."""

    def __init__(
        self, folder: Path, *, make: Make | None = None, most_waiting: int = MOST_WAITING
    ) -> None:
        """Use a folder, which is made when it is missing.

        Args:
            folder: shared by the web workers and the consumer.
            make: makes a report from its job: file name and content. Only the consumer has it.
            most_waiting: jobs in the queue above which new ones are refused.
        """
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("running", "failed", "tries"):
            (folder / name).mkdir(exist_ok=True)
        self.folder = folder
        self.store = Store(folder / "files")
        self.huey = SqliteHuey(
            NAME,
            filename=str(folder / "queue.sqlite"),
            results=False,
            fsync=False,
            strict_fifo=True,
        )
        self._most = most_waiting
        self._make = make
        self._task = self.huey.task(name="make_report")(self._work)

    def status(self, key: str) -> Status:
        """Return how far a report is; a failure is told once, then it may be asked for again."""
        file = self.store.get(key)
        if file is not None:
            return Status(state="ready", file=file)
        failed = self.folder / "failed" / key
        if failed.exists():
            number = failed.read_text(encoding="utf-8")
            failed.unlink(missing_ok=True)
            return Status(state="failed", number=number)
        if is_held(self.folder / "running" / key):
            return Status(state="running")
        waiting = self._waiting()
        if key in waiting:
            return Status(state="waiting", ahead=waiting.index(key))
        return Status(state="absent")

    def put(self, key: str, job: dict[str, object]) -> None:
        """Put a job into the queue, unless it is there already or being made.

        Raises:
            QueueFullError: when too many wait.
        """
        with lock(self.folder / "put.lock"):
            waiting = self._waiting()
            if key in waiting or is_held(self.folder / "running" / key):
                return
            if len(waiting) >= self._most:
                raise QueueFullError(len(waiting))
            task = self._task.s(key, json.dumps(job))
            task.id = key
            self.huey.enqueue(task)

    def wait(self, key: str, *, seconds: float) -> Status:
        """Return the status once the report is finished or has failed, or when time is up.

        Only one request of the machine waits; the others are answered at once, so that no more
        than one web worker is ever held by reports.
        """
        with lock(self.folder / "waiting.lock", wait=False) as mine:
            until = time.monotonic() + seconds
            status = self.status(key)
            while mine and status.state in ("waiting", "running") and time.monotonic() < until:
                time.sleep(LOOK_EVERY)
                status = self.status(key)
        return status

    def _waiting(self) -> list[str]:
        return [str(task.id) for task in self.huey.pending()]

    def _work(self, key: str, job: str) -> None:
        """Make a report in the consumer. A job that kills its worker is given up after a while."""
        if self._make is None:
            return
        # A question how far the report is holds the lock for a moment, so this waits.
        with lock(self.folder / "running" / key):
            if self.store.get(key) is not None:
                return
            tries = self.folder / "tries" / key
            count = tries.stat().st_size if tries.exists() else 0
            try:
                if count >= MOST_TRIES:
                    message = f"given up after {count} tries"
                    raise RuntimeError(message)  # noqa: TRY301  told like any other failure
                tries.write_bytes(b"." * (count + 1))
                name, data = self._make(json.loads(job))
                self.store.put(key, name, data)
            except Exception as error:  # noqa: BLE001  whatever it is, the reader is told once
                self._fail(key, error)
            tries.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            (self.folder / "running" / key).unlink()

    def _fail(self, key: str, error: Exception) -> None:
        number = uuid4().hex[:12]
        logger.error("report %s failed, event %s", key, number, exc_info=error)
        (self.folder / "failed" / key).write_text(number, encoding="utf-8")
