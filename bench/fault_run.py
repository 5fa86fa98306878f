"""Fetches that are killed and cut off at random, compared with an undisturbed one.

    python bench/fault_run.py [--runs 100] [--seed 1] [--at-once 4]

Every run has its own database, folder of answers and stand-in server, and this course: ``sync`` is
started and killed (SIGKILL) at a random moment, one to three times; at other random moments the
network is cut for a while; some of the calls fail by themselves. Then the command is repeated
until it ends with 0. After every kill the database is tested; at the end its contents are compared,
value by value, with those of a run that nothing disturbed. The server counts the calls itself and
would refuse what exceeds the limits of a key. Three of four runs use SQLite, one PostgreSQL.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fault_state import Contents, contents, unsound
from timing import table

from smup.database import make_engine
from smup.settings import ROOT
from smup.sync.timing import WITH_KEY
from smup.territory.store import read_directory
from tests.postgres import Cluster, find_binaries, running_cluster
from tests.stand_ins.bdl import generated, units_of_country, variables_of_catalogue
from tests.stand_ins.faults import Fault, FaultPlan, Kind
from tests.stand_ins.prg import PrgStandIn, RegisterGmina, cells_of
from tests.stand_ins.server import Reply, Request, StandIn, running
from tests.stand_ins.smup_data import PortalData
from tests.stand_ins.smup_portal import Portal

FAILING = {"smup": 0.125, "bdl": 0.06, "boundaries": 0.3}
"""Part of the calls that fail by themselves: fewer of a source that is asked more often."""
MOST_TRIES = 25
COMMANDS = {"smup": "SMUP_API_URL", "bdl": "BDL_API_URL", "boundaries": "PRG_WFS_URL"}
TURNS = ("smup", "smup", "bdl", "smup", "boundaries", "smup", "bdl", "smup")
"""Which source a run fetches from, over and over."""
BDL_UNITS = 40
CUT = Fault(kind=Kind.CUT)


@dataclass(slots=True)
class Course:
    """What happened in a run."""

    source: str
    engine: str
    kills: int = 0
    cuts: int = 0
    exits: list[int] = field(default_factory=list)
    calls: int = 0
    exceeded: int = 0
    faults: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where runs find the databases they start from, and what they are compared with.

    Attributes:
        folder: of SQLite files, answers and logs.
        cluster: of PostgreSQL, if it is there.
        starts: names of its databases to start from: ``empty`` and ``units``.
        expected: contents after an undisturbed fetch, by source.
        gminas: what the stand-in of the register of borders has.
    """

    folder: Path
    cluster: Cluster | None
    starts: dict[str, str] = field(default_factory=dict)
    expected: dict[str, Contents] = field(default_factory=dict)
    gminas: list[RegisterGmina] = field(default_factory=list)

    def database(self, number: int, source: str, engine: str) -> str:
        """Return the address of a fresh copy of the database that a fetch starts from."""
        start = "empty" if source == "smup" else "units"
        if engine == "PostgreSQL" and self.cluster is not None:
            return self.cluster.url(self.cluster.create(template=self.starts[start]))
        copy = self.folder / f"run-{number}.sqlite"
        copy.write_bytes((self.folder / f"{start}.sqlite").read_bytes())
        return f"sqlite:///{copy}"


def answering(place: Place, source: str) -> Callable[[Request], Reply]:
    """Return the stand-in of a source, always with the same data."""
    if source == "smup":
        return Portal(data=PortalData(indicators=5, years=(2021, 2022, 2023)))
    if source == "bdl":
        bank = generated(variables_of_catalogue())
        bank.units = units_of_country()[:BDL_UNITS]
        return bank.answer
    return PrgStandIn(gminas=place.gminas).answer


def command(source: str, database: str, folder: Path, url: str) -> subprocess.Popen[bytes]:
    """Start ``sync`` as an office does."""
    environment = {
        **os.environ,
        "SMUP_DATABASE_URL": database,
        "SMUP_SYNC_DIR": str(folder),
        "SMUP_API_KEY": "key-of-the-run",
        "BDL_API_KEY": "key-of-the-run",
        COMMANDS[source]: url + ("/wfs" if source == "boundaries" else ""),
    }
    words = [sys.executable, "-m", "smup", "sync", source]
    with (folder.parent / f"{folder.name}.log").open("ab") as log:
        return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=log, stderr=log)


def disturbed(number: int, seed: int, place: Place, usual: dict[str, float]) -> Course:
    """Make one run and return its course."""
    rng = random.Random(seed * 100_003 + number)
    source = TURNS[number % len(TURNS)]
    course = Course(source, "PostgreSQL" if place.cluster and number % 4 == 3 else "SQLite")
    database = place.database(number, source, course.engine)
    folder = place.folder / f"answers-{number}"
    folder.mkdir()
    plan = FaultPlan(share=FAILING[source], seed=rng.randrange(10**9))
    with running(answering(place, source), faults=plan, windows=WITH_KEY) as server:
        for _ in range(rng.randint(1, 3)):
            process = command(source, database, folder, server.url)
            if _killed(process, rng.uniform(0.5, usual[source] + 2), (plan, rng, course)):
                course.kills += 1
                course.findings += unsound(database)
            else:
                course.exits.append(process.returncode)
        while (not course.exits or course.exits[-1]) and len(course.exits) < MOST_TRIES:
            process = command(source, database, folder, server.url)
            course.exits.append(process.wait())
        _judge(course, server, contents(database), place.expected[source])
    course.findings += unsound(database)
    return course


def _killed(
    process: subprocess.Popen[bytes], after: float, world: tuple[FaultPlan, random.Random, Course]
) -> bool:
    """Kill a process after some seconds, the network cut now and then; False when it ended."""
    plan, rng, course = world
    cut_at = rng.uniform(0.5, after) if rng.random() < 0.5 else None
    began = time.monotonic()
    while (passed := time.monotonic() - began) < after:
        if process.poll() is not None:
            return False
        if cut_at is not None and passed >= cut_at:
            threading.Thread(target=_cut, args=(plan, rng.uniform(0.3, 4), plan.share)).start()
            course.cuts += 1
            cut_at = None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return True


def _cut(plan: FaultPlan, seconds: float, share: float) -> None:
    plan.always(".", CUT)
    time.sleep(seconds)
    plan.clear()
    plan.share = share


def _judge(course: Course, server: StandIn, found: Contents, expected: Contents) -> None:
    course.calls = len(server.calls)
    course.exceeded = server.exceeded
    course.faults = [call.fault for call in server.calls if call.fault]
    if course.exits[-1] != 0:
        course.findings.append(f"never ended with 0: {course.exits}")
    if course.exceeded:
        course.findings.append(f"limits exceeded {course.exceeded} times")
    course.findings += [
        f"{name}: {len(found[name] - rows)} rows too many, {len(rows - found[name])} lost"
        for name, rows in expected.items()
        if found[name] != rows
    ]


def prepared(folder: Path, cluster: Cluster | None) -> tuple[Place, dict[str, float]]:
    """Make the databases to start from and the undisturbed contents; return also their seconds."""
    place = Place(folder, cluster)
    for name in ("empty", "units"):
        _start(place, f"sqlite:///{folder / name}.sqlite", name)
        if cluster is not None:
            place.starts[name] = cluster.create()
            _start(place, cluster.url(place.starts[name]), name)
    engine = make_engine(f"sqlite:///{folder / 'units'}.sqlite")
    with engine.connect() as connection:
        place.gminas.extend(cells_of(read_directory(connection)))
    engine.dispose()
    return place, {source: _calm(place, source) for source in COMMANDS}


def _calm(place: Place, source: str) -> float:
    """Make the undisturbed fetch of a source; return its seconds."""
    database = f"sqlite:///{place.folder}/calm-{source}.sqlite"
    start = "empty" if source == "smup" else "units"
    Path(f"{place.folder}/calm-{source}.sqlite").write_bytes(
        (place.folder / f"{start}.sqlite").read_bytes()
    )
    own = place.folder / f"answers-calm-{source}"
    own.mkdir()
    with running(answering(place, source), windows=WITH_KEY) as server:
        began = time.monotonic()
        if command(source, database, own, server.url).wait() != 0:
            sys.exit((place.folder / f"{own.name}.log").read_text())
        seconds = time.monotonic() - began
    place.expected[source] = contents(database)
    print(f"undisturbed {source}: {seconds:.1f} s, rows:", _sizes(place.expected[source]))
    return seconds


def _sizes(found: Contents) -> dict[str, int]:
    return {name: len(rows) for name, rows in found.items()}


def _start(place: Place, address: str, name: str) -> None:
    """Make a database without data, or one that has units by a first fetch."""
    environment = {**os.environ, "SMUP_DATABASE_URL": address}
    words = [sys.executable, "-m", "smup", "init", "--empty"]
    subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True)
    if name == "units":
        folder = Path(tempfile.mkdtemp(dir=place.folder))
        with running(answering(place, "smup")) as server:
            command("smup", address, folder, server.url).wait()


@contextmanager
def _cluster() -> Iterator[Cluster | None]:
    binaries = find_binaries()
    if binaries is None:
        yield None
        return
    with running_cluster(binaries) as cluster:
        yield cluster


def main() -> None:
    """Run, print what happened, and fail when anything was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=4)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, _cluster() as cluster:
        place, usual = prepared(Path(name), cluster)
        with ThreadPoolExecutor(asked.at_once) as pool:
            runs = [
                pool.submit(disturbed, number, asked.seed, place, usual)
                for number in range(asked.runs)
            ]
            courses = []
            for run in runs:
                courses.append(run.result())
                one = courses[-1]
                print(
                    len(courses),
                    one.source,
                    one.engine,
                    one.kills,
                    one.exits,
                    one.findings,
                    flush=True,
                )
    report(courses, usual)
    sys.exit(any(course.findings for course in courses))


def report(courses: list[Course], usual: dict[str, float]) -> None:
    """Print a table by source and engine, then faults and findings."""
    rows = []
    for source, engine in sorted({(course.source, course.engine) for course in courses}):
        of = [c for c in courses if (c.source, c.engine) == (source, engine)]
        again = sum(code != 0 for course in of for code in course.exits)
        sums = [sum(getattr(c, name) for c in of) for name in ("kills", "cuts", "calls")]
        wrong = sum(bool(course.findings) for course in of)
        rows.append([source, engine, len(of), *sums, again, sum(c.exceeded for c in of), wrong])
    header = ["source", "database", "runs", "kills", "cuts", "calls", "exits not 0"]
    print(table([*header, "over the limits", "runs with findings"], rows))
    print(dict(Counter(fault for course in courses for fault in course.faults)))
    print({source: round(seconds, 1) for source, seconds in usual.items()})
    for number, course in enumerate(courses):
        for finding in course.findings:
            print(f"run {number} ({course.source}, {course.engine}): {finding}")


if __name__ == "__main__":
    main()
