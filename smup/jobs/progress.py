"""How far a job is: told by the process that does it, read by every web worker."""

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TELL_EVERY = 0.3


class Cancelled(BaseException):
    """The job was given up by who ordered it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a job is.

    Attributes:
        done: rows written.
        rows: rows in all; 0 when that is not known.
        since: moment of the beginning, seconds of the epoch.
    """

    done: int
    rows: int
    since: float


class Progress:
    """Called with the number of rows written; raises ``Cancelled`` when the job is given up."""

    def __init__(self, step: Path, cancelled: Path, job: Mapping[str, object]) -> None:
        """Tell in a file.

        Args:
            step: file to tell in.
            cancelled: file whose being there gives the job up.
            job: whose ``rows`` says how many rows there are.
        """
        self._step = step
        self._cancelled = cancelled
        rows = job.get("rows")
        self._rows = rows if isinstance(rows, int) else 0
        self._since = time.time()
        self._next = 0.0

    def __call__(self, done: int) -> None:
        """Tell the number of rows written, a few times a second at most.

        Raises:
            Cancelled: when the job is given up.
        """
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + TELL_EVERY
        if self._cancelled.exists():
            raise Cancelled
        told = {"done": done, "rows": self._rows, "since": self._since}
        temporary = self._step.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps(told), encoding="utf-8")
        temporary.replace(self._step)


def read_step(path: Path) -> Step | None:
    """Return what a job has told last; None when it has not told anything."""
    with suppress(FileNotFoundError, ValueError, TypeError, KeyError):
        told = json.loads(path.read_text(encoding="utf-8"))
        return Step(done=int(told["done"]), rows=int(told["rows"]), since=float(told["since"]))
    return None
