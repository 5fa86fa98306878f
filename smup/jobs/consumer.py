"""The process that does jobs: ``python -m smup.jobs.consumer --module M --parent PID --lock FD``.

There is none while nobody asks for a file. A request for one starts it, in the slot of a lock
which it inherits; it ends when nothing was asked for during five minutes, and with the process
named by ``--parent``. It has a low priority, so that pages come first.
"""

import argparse
import importlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from smup.errors import SmupError
from smup.jobs.kinds import Kind
from smup.jobs.locks import take
from smup.jobs.queue import JobQueue
from smup.settings import ROOT, Settings

logger = logging.getLogger(__name__)

LOWER_PRIORITY = 10
JOBS_A_PROCESS = 40  # then the process begins anew, which bounds its memory
IDLE_SECONDS = 300.0
SLEEP = 0.2
LOOK_EVERY = 1.0
SLOT = "consumer-{}.lock"

_started: "list[subprocess.Popen[bytes]]" = []


def start_consumer(kind: Kind, *, parent: int) -> "subprocess.Popen[bytes] | None":
    """Start a process in a free slot; None when all slots are at work.

    The slot is taken here and inherited, so that many requests at once start no more processes
    than there are slots.

    Args:
        kind: of the jobs; the child reads the same environment.
        parent: key of the process with which it ends.
    """
    _started[:] = [process for process in _started if process.poll() is None]
    kind.folder.mkdir(parents=True, exist_ok=True)
    for number in range(kind.workers):
        slot = take(kind.folder / SLOT.format(number))
        if slot is not None:
            try:
                return _start(kind.module, slot, parent)
            finally:
                os.close(slot)  # the child has it now
    return None


def _start(module: str, slot: int, parent: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "smup.jobs.consumer", "--module", module]
    command += ["--parent", str(parent), "--lock", str(slot)]
    process = subprocess.Popen(  # noqa: S603  our own module
        command, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=(slot,)
    )
    _started.append(process)
    return process


def main() -> None:
    """Work until nothing is asked for, or until the parent ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--module", required=True)
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--lock", type=int, required=True)
    found = parser.parse_args()
    parent: int = found.parent
    os.nice(LOWER_PRIORITY - os.nice(0))  # not lower still when it begins anew
    ends_with(lambda: _alive(parent))
    try:
        settings = Settings.from_env()
    except SmupError as error:
        sys.exit(str(error))
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(name)s %(message)s")
    for noisy in ("huey", "fontTools", "weasyprint", "matplotlib"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    module = importlib.import_module(found.module)
    kind: Kind = module.kind_of(settings)
    queue = JobQueue(kind.folder, make=module.maker_of(settings), most_bytes=kind.most_bytes)
    queue.store.sweep()
    work(queue, longest=kind.seconds)
    if queue.huey.pending_count():
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606  ourselves, with the same slot
    os.close(found.lock)
    # A job put in after the last look and before the slot was free has started nobody.
    if queue.huey.pending_count():
        start_consumer(kind, parent=parent)


def work(
    queue: JobQueue, *, longest: int, most: int = JOBS_A_PROCESS, idle: float = IDLE_SECONDS
) -> int:
    """Do jobs one after another; return how many there were.

    Args:
        queue: of a folder, with its maker.
        longest: seconds after which a job is stopped and counts as failed.
        most: jobs after which it ends.
        idle: seconds without a job after which it ends.
    """
    made, since = 0, time.monotonic()
    while made < most:
        task = queue.huey.dequeue() if queue.huey.pending_count() else None
        if task is None:
            if time.monotonic() - since >= idle:
                break
            time.sleep(SLEEP)
            continue
        with stopped_after(longest):
            queue.huey.execute(task)
        made, since = made + 1, time.monotonic()
    return made


@contextmanager
def stopped_after(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in the block when it takes longer; only in the main thread."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        message = f"stopped after {seconds} s"
        raise TimeoutError(message)

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def ends_with(alive: Callable[[], bool]) -> None:
    """End this process when ``alive`` is no longer true."""

    def watch() -> None:
        while alive():
            time.sleep(LOOK_EVERY)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    main()
