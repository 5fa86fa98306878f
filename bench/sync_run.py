"""One ``sync smup`` without limits in a process of its own: seconds by stage, memory, rows.

    python bench/sync_run.py --database URL --portal URL --folder FOLDER --told FILE [--full]
        [--no-statistics] [--only-lists]

Limits are lifted because they, not the program, decide how long a real fetch takes
(docs/sync.md). The file holds a JSON object: the stage at hand while it runs, the figures at the
end.
"""

import argparse
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from smup.database import make_engine
from smup.ingest.load import Load
from smup.settings import Settings
from smup.statistics.refresh import refresh
from smup.sync import sources
from smup.sync.portal import run
from smup.sync.timing import Window

NO_LIMITS = (Window(calls=1_000, seconds=1),)
BEFORE_THE_PORTAL = frozenset({1995})


def memory_mb(name: str) -> float:
    """Return a figure of this process; ``ru_maxrss`` would begin with that of its parent."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


class OwnMemory(threading.Thread):
    """Watches the memory of its own that the process holds, without the mapped database file.

    The kernel keeps the peak of both together only; pages of the file are its cache, which it
    takes back whenever it likes.
    """

    def __init__(self) -> None:
        """Begin to watch."""
        super().__init__(daemon=True)
        self.peak_mb = 0.0
        self.start()

    def run(self) -> None:
        """Look ten times a second."""
        while True:
            self.peak_mb = max(self.peak_mb, memory_mb("RssAnon"))
            time.sleep(0.1)


class Stages:
    """Seconds of the wall and of the processor by stage, and the peak of memory at its end."""

    def __init__(self, told: Path) -> None:
        """Take the file that tells the stage at hand."""
        self._told = told
        self.found: dict[str, dict[str, float]] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure the block as a stage."""
        self._told.write_text(json.dumps({"stage": name}))
        wall, processor = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.found[name] = {
                "seconds": time.perf_counter() - wall,
                "processor": time.process_time() - processor,
                "peak_mb": memory_mb("VmHWM"),
            }
            self._told.write_text(json.dumps({"stage": "between"}))

    def of(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """Return the function, measured."""

        def measured(*given: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*given, **named)

        return measured


def main() -> None:
    """Run once and write what it took."""
    given = _arguments()
    sources.SOURCES["smup"] = _Unlimited(**_fields(sources.SOURCES["smup"]))
    stages, memory = Stages(given.told), OwnMemory()
    seen = vars(run)
    seen["_fetch"] = stages.of(seen["_fetch"], "fetch")
    seen["load_values"] = stages.of(seen["load_values"], "load")
    # Statistics are a part of it; beside them it builds the index of what was written again.
    Load.finish = stages.of(Load.finish, "finish")  # type: ignore[method-assign]
    request = run.SmupRequest(
        full=given.full, years=BEFORE_THE_PORTAL if given.only_lists else None
    )
    counted: dict[str, int] = {}

    def after(load: Load) -> None:
        counted.update(withdrawn=load.changes.withdrawn)
        with stages.stage("statistics"):
            if not given.no_statistics:
                refresh(load)

    settings = replace(Settings.from_env(), smup_api_url=given.portal, sync_dir=str(given.folder))
    engine = make_engine(given.database)
    with stages.stage("whole"):
        outcome = run.sync_smup(engine, settings, request, after=after)
    engine.dispose()
    counts = outcome.loads[0].counts if outcome.loads else None
    told = {
        "stages": stages.found,
        "own_mb": memory.peak_mb,
        "status": outcome.status,
        "problems": len(outcome.problems),
        "calls": outcome.calls,
        "rows": 0 if counts is None else counts.new,
        "changed": 0 if counts is None else counts.changed,
        "read": 0 if counts is None else counts.read,
        **counted,
    }
    given.told.write_text(json.dumps({"stage": "end", **told}))


class _Unlimited(sources.Official):
    def windows(self, settings: Settings) -> tuple[Window, ...]:  # noqa: ARG002
        """Return limits that are never reached."""
        return NO_LIMITS


def _fields(official: sources.Official) -> dict[str, Any]:
    names = ("source", "title", "url_field", "key_field", "keys")
    return {name: getattr(official, name) for name in names}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("--database", "--portal"):
        parser.add_argument(name, required=True)
    for name in ("--folder", "--told"):
        parser.add_argument(name, type=Path, required=True)
    for name in ("--full", "--no-statistics", "--only-lists"):
        parser.add_argument(name, action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
