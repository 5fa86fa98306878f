"""Reads of the API a second and their waits with two workers, against bare reads and datasette.

    PYTHONPATH=. python bench/api.py [--database var/smup.sqlite] [--datasette bin/datasette]

Two kinds of reads: one unit, and an indicator of all powiats in a year. ``bare`` is sqlite3 and
json under the same gunicorn (bench/bare_server.py). Four readers ask at the same time; the ways of
one read follow each other.
"""

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from statistics import median
from time import sleep

from slow_clients import get, read
from timing import table

from smup.settings import ROOT

ROUNDS = 1
THREADS = 6
UNIT, INDICATOR, YEAR = "0201011", "EDU-WP-01", "2024"
GUNICORN = [sys.executable, "-m", "gunicorn", "-k", "gthread", "-w", "2"]
GUNICORN += ["--threads", str(THREADS)]

Way = tuple[Sequence[str], Mapping[str, str], tuple[str, str]]
"""Command, environment, and the two addresses that are read."""


def main() -> None:
    """Print a table for each read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", type=Path, default=ROOT / "var" / "smup.sqlite")
    parser.add_argument("--datasette", type=Path)
    given = parser.parse_args()
    file = given.database.resolve()
    ways = ways_of(file, given.datasette)
    runs: dict[tuple[int, str], list[tuple[float, float, float]]] = {}
    for _ in range(ROUNDS):
        for name, (command, env, paths) in ways.items():
            with running(command, env, health=paths[0]) as port:
                for kind, path in enumerate(paths):
                    for _ in range(10):
                        get(port, path)
                    runs.setdefault((kind, name), []).append(read(port, (path,)))
                    print(name, path[:40], runs[kind, name][-1], file=sys.stderr, flush=True)
    print(f"load average {os.getloadavg()[0]:.1f}\n")
    for kind, title in enumerate(("one unit", "an indicator of all powiats, one year")):
        found = {name: [median(x) for x in zip(*runs[kind, name], strict=True)] for name in ways}
        rows = [(name, *one, found["bare"][0] / one[0]) for name, one in found.items()]
        print(table((title, "req/s", "p50 ms", "p95 ms", "times bare"), rows), "\n")


def ways_of(file: Path, datasette: Path | None) -> dict[str, Way]:
    """Return the servers that are compared, by name."""
    ways: dict[str, Way] = {
        "bare": (
            [*GUNICORN, "--chdir", str(ROOT / "bench"), "bare_server:app", "-c", os.devnull],
            {"BARE_DATABASE": str(file)},
            (f"/unit/{UNIT}", f"/data/{INDICATOR}/powiat/{YEAR}"),
        ),
        "smup": (
            [*GUNICORN, "app:server"],
            {
                "SMUP_DATABASE_URL": f"sqlite:///{file}",
                "SMUP_REPORTS_WORKERS": "0",
                "SMUP_API_LIMIT": "0",
            },
            (
                f"/api/v1/units/{UNIT}",
                f"/api/v1/data?indicator={INDICATOR}&level=powiat&year={YEAR}&limit=1000",
            ),
        ),
    }
    ways["smup, counted"] = (ways["smup"][0], ways["smup"][1] | {"SMUP_API_LIMIT": "9999999"},
                             ways["smup"][2])  # fmt: skip
    if datasette:
        ways["datasette (one process)"] = datasette_of(file, datasette)
    return ways


def datasette_of(file: Path, datasette: Path) -> Way:
    """Return datasette over the same file."""
    number = "(select id from indicator where code = '" + INDICATOR + "')"
    sql = (
        "select u.name, o.year, o.value, o.flag from observation o join unit u on "
        f"u.id = o.unit_id where o.indicator_id = {number} and o.year = {YEAR} "
        "and u.level = 'powiat' order by u.id"
    )
    return (
        [str(datasette), "serve", "-i", str(file)],
        {},
        (
            f"/{file.stem}/unit_code.json?code={UNIT}",
            f"/{file.stem}.json?sql={sql}".replace(" ", "+").replace("'", "%27"),
        ),
    )


@contextmanager
def running(command: Sequence[str], env: Mapping[str, str], *, health: str) -> Iterator[int]:
    """Run a server; yield its port when it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    bind = ["-p", str(port)] if "serve" in command else ["-b", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*command, *bind],
        cwd=ROOT,
        env=os.environ | env | {"SMUP_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(800):
            with suppress(OSError, HTTPException, AssertionError):
                get(port, health)
                break
            sleep(0.5)
        yield port
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
