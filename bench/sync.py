"""``sync smup`` from a stand-in without limits: seconds by stage, memory, revisions.

    PYTHONPATH=. python bench/sync.py [--indicators 40 160] [--folder FOLDER]

The full size is 1,285 indicators in 15 years of 2,975 rows, about 57 million; the sizes given are
fractions of it in the same shape, so that a fraction is scaled up by its indicators. Each fetch is
a process of its own, the stand-in another. On SQLite: a first fetch with its load and statistics,
and of the smallest size a second one that asks for everything again and finds nothing changed, and
one that finds 1 % of the values revised. PostgreSQL then loads the same stores of answers.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from timing import table

from smup.database import init_schema, make_engine
from smup.settings import ROOT
from tests.postgres import Cluster, find_binaries, running_cluster
from tests.stand_ins.smup_data import PortalData
from tests.stand_ins.smup_portal import Portal, add_to_first, portal_running

FULL_INDICATORS = 1_285
YEARS = range(2010, 2025)
REVISED_ROWS = 30
"""One in a hundred of an answer."""
FIRST, SAME, REVISED = "first fetch", "nothing changed", "1 % revised"
HEADER = (
    "engine", "run", "rows answered", "new", "changed", "fetch",
    "load", "statistics", "whole, s", "peak MB", "of its own, MB",
)  # fmt: skip
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the databases and stores are, and the stand-in."""

    folder: Path
    url: str
    cluster: Cluster | None

    def fresh(self, engine: str, name: str, template: str | None = None) -> str:
        """Return the address of a new database: empty, or a copy of another one."""
        start = None if template is None else str(make_url(template).database)
        if engine == "PostgreSQL":
            assert self.cluster is not None
            made = self.cluster.create(**({} if start is None else {"template": start}))
            return self.cluster.url(made)
        address = f"sqlite:///{self.folder / name}.sqlite"
        self.drop(address)
        if start is not None:
            shutil.copy(start, self.folder / f"{name}.sqlite")
        else:
            opened = make_engine(address)
            init_schema(opened)
            opened.dispose()
        return address

    def drop(self, address: str) -> None:
        """Remove a database, if it is there."""
        name = str(make_url(address).database)
        if address.startswith("postgresql"):
            assert self.cluster is not None
            self.cluster.drop(name)
            return
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)

    def sync(self, database: str, answers: str, *options: str) -> Figures:
        """Run one fetch in a process of its own; return its figures."""
        with closing(start_sync(self, database, answers, *options)) as process:
            return process.figures()


class Running:
    """A fetch in a process of its own."""

    def __init__(self, command: list[str], told: Path) -> None:
        """Start it; the file tells its stage, then its figures."""
        told.write_text('{"stage": "begins"}')
        self._told = told
        self._process = subprocess.Popen(command, cwd=ROOT, env=os.environ)

    def stage(self) -> str:
        """Return the stage at hand; ``end`` when it is over."""
        try:
            found = str(json.loads(self._told.read_text())["stage"])
        except ValueError:  # just being written
            return "between"
        return found if self._process.poll() is None else "end"

    def figures(self) -> Figures:
        """Wait for the end; return the figures."""
        assert self._process.wait() == 0, "the fetch failed"
        found: Figures = json.loads(self._told.read_text())
        assert (found["status"], found["problems"]) == ("complete", 0), found
        return found

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


def start_sync(place: Place, database: str, answers: str, *options: str) -> Running:
    """Start a fetch from the stand-in into a database, with a folder of answers."""
    told = place.folder / "told.json"
    command = [sys.executable, str(ROOT / "bench" / "sync_run.py")]
    command += ["--database", database, "--portal", place.url]
    command += ["--folder", str(place.folder / answers), "--told", str(told), *options]
    return Running(command, told)


def serve(port: int, indicators: int, *, revised: bool) -> None:
    """Answer as the portal does, until the process is ended."""
    portal = Portal(data=PortalData(indicators=indicators, years=YEARS))
    if revised:
        change = add_to_first(REVISED_ROWS, 1.0)
        portal.changes = {(one, year): change for one in portal.data.ids for year in YEARS}
    with portal_running(portal, port=port):
        time.sleep(24 * 3600)


@contextmanager
def portal(port: int, indicators: int, *, revised: bool = False) -> Iterator[None]:
    """Run the stand-in in a process of its own."""
    process = multiprocessing.get_context("spawn").Process(
        target=serve, args=(port, indicators), kwargs={"revised": revised}, daemon=True
    )
    process.start()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    try:
        yield
    finally:
        process.kill()
        process.join()


@contextmanager
def places(folder: Path | None = None) -> Iterator[tuple[Place, int]]:
    """Give a folder, a cluster where PostgreSQL is installed, and a free port of the stand-in."""
    with ExitStack() as stack:
        name = folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        binaries = find_binaries()
        cluster = stack.enter_context(running_cluster(binaries)) if binaries else None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        yield Place(name, f"http://127.0.0.1:{port}", cluster), port


def runs_of(place: Place, port: int, size: int, *, again: bool) -> dict[str, dict[str, Figures]]:
    """Fetch; with ``again`` fetch everything again, then revised; return figures by engine."""
    first, revised = f"answers-{size}", f"answers-{size}-revised"
    sqlite: dict[str, Figures] = {}
    database = place.fresh("SQLite", f"whole-{size}")
    with portal(port, size):
        sqlite[FIRST] = place.sync(database, first)
        sqlite[FIRST]["store_mb"] = _megabytes(place.folder / first)
        shutil.copytree(place.folder / first, place.folder / revised)
        if again:
            sqlite[SAME] = place.sync(database, first, "--full")
    if again:
        with portal(port, size, revised=True):
            sqlite[REVISED] = place.sync(database, revised, "--full")
    found = {"SQLite": sqlite}
    if place.cluster is not None:
        database = place.fresh("PostgreSQL", "whole")
        answers = {FIRST: first, SAME: first, REVISED: revised}
        found["PostgreSQL"] = {name: place.sync(database, answers[name]) for name in sqlite}
        place.drop(database)
    return found


def report(size: int, found: Mapping[str, Mapping[str, Figures]]) -> str:
    """Return the table of the runs of a size."""
    lines: list[list[object]] = []
    for engine, runs in found.items():
        for name, figures in runs.items():
            stages, read = figures["stages"], figures["read"]
            rows = read or found["SQLite"][FIRST]["read"]
            lines.append([engine, name, rows, figures["rows"], figures["changed"]])
            for stage in ("fetch", "load", "statistics"):
                taken = [
                    seconds / rows * 1e6 for seconds in list(stages.get(stage, {}).values())[:2]
                ]
                lines[-1].append("{:.1f} ({:.1f})".format(*taken) if taken else "–")
            lines[-1] += [stages["whole"]["seconds"], stages["whole"]["peak_mb"]]
            lines[-1].append(figures["own_mb"])
    scaled = FULL_INDICATORS / size
    first = found["SQLite"][FIRST]
    store = first["store_mb"]
    told = (
        f"{size} indicators x {len(YEARS)} years, {first['calls']:,} calls; store of answers "
        f"{store:.1f} MB, scaled to {FULL_INDICATORS:,}: {store * scaled:,.0f} MB, "
        f"{first['read'] * scaled / 1e6:.1f} million rows; seconds "
        "a million rows answered, of the processor of the fetching process in brackets"
    )
    return f"{told}\n\n{table(HEADER, lines)}"


def _megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.glob("smup-*")) / 1e6


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--indicators", type=int, nargs="+", default=[40, 160])
    parser.add_argument("--folder", type=Path, help="keep databases and answers here")
    given = parser.parse_args()
    with places(given.folder) as (place, port):
        for size in given.indicators:
            found = runs_of(place, port, size, again=size == min(given.indicators))
            print(report(size, found), flush=True)
            print(f"\nload average {os.getloadavg()[0]:.1f}\n", flush=True)


if __name__ == "__main__":
    main()
