"""A queue of jobs that make files: a file of jobs, done by a process beside the web workers.

What is known of a file follows from what exists, so that nothing has to be kept in step: it is
finished when it is there, waiting when its job is in the queue, being made while a worker
holds its lock. A worker that dies lets go of the lock, and the next question puts the job back.
"""

import errno
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

from smup.as_of import asked_release, reading_as_of
from smup.errors import SmupError
from smup.jobs.locks import is_held, lock
from smup.jobs.progress import Cancelled, Progress, Step, read_step
from smup.jobs.store import MOST_BYTES, Finished, Store

logger = logging.getLogger(__name__)

MOST_WAITING = 200
MOST_TRIES = 3
LOOK_EVERY = 0.15
NAME = "smup-jobs"
AS_OF = "as_of"
FOLDERS = ("running", "failed", "tries", "steps", "cancelled")

State = Literal["absent", "waiting", "running", "failed", "ready"]
Reason = Literal["error", "disk", "time"]
Make = Callable[[dict[str, object], Path, Progress], str]
"""Writes the file of a job to the path, tells how far it is, returns the name for saving."""


class QueueFullError(SmupError):
    """Too many jobs wait; ``waiting`` says how many."""

    def __init__(self, waiting: int) -> None:
        super().__init__(str(waiting))
        self.waiting = waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How far a file is.

    Attributes:
        state: absent, waiting, running, failed or ready.
        ahead: jobs to be done before it, when it waits.
        step: how far it is, when it is being made and has told so.
        number: by which the log is searched, when it failed.
        reason: why it failed: ``disk`` is full, it took too much ``time``, another ``error``.
        file: the finished file, when it is ready.
    """

    state: State
    ahead: int = 0
    step: Step | None = None
    number: str = ""
    reason: Reason = "error"
    file: Finished | None = None


class JobQueue:
    """Jobs, locks, failures and finished files of one kind and database on one machine."""

    def __init__(
        self,
        folder: Path,
        *,
        make: Make | None = None,
        most_waiting: int = MOST_WAITING,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        """Use a folder, which is made when it is missing.

        Args:
            folder: shared by the web workers and the consumer.
            make: makes the file of a job. Only the consumer has it.
            most_waiting: jobs in the queue above which new ones are refused.
            most_bytes: of finished files.
        """
        folder.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            (folder / name).mkdir(exist_ok=True)
        self.folder = folder
        self.store = Store(folder / "files", most_bytes=most_bytes)
        self.huey = SqliteHuey(
            NAME, filename=str(folder / "queue.sqlite"), results=False, fsync=False
        )
        self._most = most_waiting
        self._make = make
        self._task = self.huey.task(name="make_file")(self._work)

    def status(self, key: str, *, tell_failure: bool = True) -> Status:
        """Return how far a file is; a failure is told once, then it may be asked for again.

        Args:
            key: of the file.
            tell_failure: whether this tells a failure to the reader, so that it is forgotten.
        """
        file = self.store.get(key)
        if file is not None:
            return Status(state="ready", file=file)
        failed = self.folder / "failed" / key
        if failed.exists():
            reason, _, number = failed.read_text(encoding="utf-8").partition(" ")
            if tell_failure:
                failed.unlink(missing_ok=True)
            return Status(state="failed", number=number, reason=reason)  # type: ignore[arg-type]
        if (self.folder / "cancelled" / key).exists():
            return Status(state="absent")
        if is_held(self.folder / "running" / key):
            return Status(state="running", step=read_step(self.folder / "steps" / key))
        waiting = self._waiting()
        if key in waiting:
            return Status(state="waiting", ahead=waiting.index(key))
        return Status(state="absent")

    def put(self, key: str, job: dict[str, object], *, priority: int = 0) -> None:
        """Put a job into the queue, unless it is there already or being made.

        The job is done as of the release that the current answer is read as of.

        Args:
            key: of the file.
            job: what the maker needs, JSON.
            priority: a higher one is done first; jobs of the same one in the order they came.

        Raises:
            QueueFullError: when too many wait.
        """
        with lock(self.folder / "put.lock"):
            (self.folder / "cancelled" / key).unlink(missing_ok=True)
            waiting = self._waiting()
            if key in waiting or is_held(self.folder / "running" / key):
                return
            if len(waiting) >= self._most:
                raise QueueFullError(len(waiting))
            task = self._task.s(key, json.dumps({**job, AS_OF: asked_release()}), priority=priority)
            task.id = key
            self.huey.enqueue(task)

    def cancel(self, key: str) -> None:
        """Give a job up, whether it waits or is being made; a finished file stays."""
        with lock(self.folder / "put.lock"):
            if key in self._waiting() or is_held(self.folder / "running" / key):
                (self.folder / "cancelled" / key).touch()

    def wait(self, key: str, *, seconds: float) -> Status:
        """Return the status once the file is finished or has failed, or when time is up.

        Only one request of the machine waits; the others are answered at once, so that no more
        than one web worker is ever held by a kind of jobs.
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
        """Make a file in the consumer. A job that kills its worker is given up after a while."""
        if self._make is None:
            return
        # A question how far the file is holds the lock for a moment, so this waits.
        with lock(self.folder / "running" / key):
            if self.store.get(key) is None:
                order = json.loads(job)
                with reading_as_of(order.pop(AS_OF, None)):
                    self._try(key, order)
            (self.folder / "tries" / key).unlink(missing_ok=True)
            (self.folder / "steps" / key).unlink(missing_ok=True)
            (self.folder / "cancelled" / key).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            (self.folder / "running" / key).unlink()

    def _try(self, key: str, job: dict[str, object]) -> None:
        tries = self.folder / "tries" / key
        path = self.store.unfinished(key)
        try:
            count = tries.stat().st_size if tries.exists() else 0
            if count >= MOST_TRIES:
                message = f"given up after {count} tries"
                raise RuntimeError(message)  # noqa: TRY301  told like any other failure
            tries.write_bytes(b"." * (count + 1))
            progress = Progress(self.folder / "steps" / key, self.folder / "cancelled" / key, job)
            progress(0)
            name = self._make(job, path, progress)  # type: ignore[misc]
            self.store.keep(key, name, path)
        except Cancelled:
            logger.info("job %s cancelled", key)
        except Exception as error:  # noqa: BLE001  whatever it is, the reader is told once
            self._fail(key, error)
        finally:
            path.unlink(missing_ok=True)

    def _fail(self, key: str, error: Exception) -> None:
        number = uuid4().hex[:12]
        logger.error("job %s failed, event %s", key, number, exc_info=error)
        (self.folder / "failed" / key).write_text(f"{_reason(error)} {number}", encoding="utf-8")


def _reason(error: Exception) -> Reason:
    if isinstance(error, TimeoutError):
        return "time"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "disk"
    return "error"
