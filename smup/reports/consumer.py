"""The process that makes reports: ``python -m smup.reports.consumer --parent PID``.

It is started by gunicorn beside its workers, or by the first request that finds none, and ends
with the process named by ``--parent``. It has a low priority, so that pages come first.
"""

import argparse
import importlib
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from smup.database import make_engine
from smup.errors import SmupError
from smup.reports.locks import is_held, lock
from smup.reports.make import ReportMaker, reports_folder
from smup.reports.queue import ReportQueue
from smup.repository.facade import Repository
from smup.settings import ROOT, Settings

logger = logging.getLogger(__name__)

LOWER_PRIORITY = 10
REPORTS_A_WORKER = 40  # then the worker is made anew, which bounds its memory
LONGEST_SLEEP = 0.5
LOOK_EVERY = 1.0
HEALTH_EVERY = 2
LOCK = "consumer.lock"
HEAVY = ("weasyprint", "matplotlib.figure", "matplotlib.backends.backend_svg", "docx")


def start_consumer(settings: Settings, *, parent: int) -> "subprocess.Popen[bytes] | None":
    """Start the process unless one is at work; a second one would end by itself at once.

    Args:
        settings: of the web process; the child reads the same environment.
        parent: key of the process with which it ends.
    """
    if settings.reports_workers == 0 or is_held(reports_folder(settings) / LOCK):
        return None
    command = [sys.executable, "-m", "smup.reports.consumer", "--parent", str(parent)]
    return subprocess.Popen(  # noqa: S603  our own module
        command, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True
    )


def main() -> None:
    """Work until the parent ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parent", type=int, required=True)
    parent: int = parser.parse_args().parent
    try:
        settings = Settings.from_env()
    except SmupError as error:
        sys.exit(str(error))
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(name)s %(message)s")
    for noisy in ("huey", "fontTools", "weasyprint", "matplotlib"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    folder = reports_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    with lock(folder / LOCK, wait=False) as mine:
        if mine:
            serve(settings, folder, parent=parent)


def serve(settings: Settings, folder: Path, *, parent: int) -> None:
    """Make reports one after another in worker processes, until the parent ends."""
    os.nice(LOWER_PRIORITY)
    ends_with(lambda: _alive(parent))
    for name in HEAVY:
        _load(name)
    engine = make_engine(settings, read_only=True)
    maker = ReportMaker(Repository(engine), folder)
    _ = maker.fonts
    queue = ReportQueue(folder, make=maker.file)
    consumer = queue.huey.create_consumer(
        workers=settings.reports_workers,
        worker_type="process",
        periodic=False,
        max_delay=LONGEST_SLEEP,
        max_tasks=REPORTS_A_WORKER,
        health_check_interval=HEALTH_EVERY,
    )
    consumer_id = os.getpid()

    @queue.huey.on_startup()  # type: ignore[untyped-decorator]
    def in_worker() -> None:
        engine.dispose(close=False)  # connections opened before the fork belong to the parent
        ends_with(lambda: os.getppid() == consumer_id)

    consumer.run()


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


def _load(name: str) -> None:
    """Load a module before the workers are forked, so that they share it."""
    try:
        importlib.import_module(name)
    except OSError as error:
        logger.warning("%s cannot be loaded: %s", name, error)


if __name__ == "__main__":
    main()
