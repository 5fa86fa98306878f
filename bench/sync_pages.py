"""Five pages while ``sync smup`` runs: waits when idle, during the fetch, load and statistics.

    PYTHONPATH=. python bench/sync_pages.py [--indicators 20] [--idle 20]

gunicorn with two workers serves a database that a first fetch has filled. Two readers ask in turn
for five pages as a browser does, through the router of the pages; first while nothing else is done
by this script, then while a fetch asks for everything again, finds 1 % of the values revised, loads
them and computes the statistics again. Both engines, one after the other.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from statistics import median, quantiles
from typing import Any

from sync import Place, places, portal, start_sync
from timing import table

from layouts import ids
from smup.database import make_engine
from smup.settings import ROOT

READERS, WORKERS = 2, 2
PHASES = ("idle", "fetch", "load", "statistics")
Waits = dict[tuple[str, str], list[float]]


def main() -> None:
    """Print a table for each engine."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--indicators", type=int, default=20)
    parser.add_argument("--idle", type=float, default=20.0, help="seconds of reading when idle")
    given = parser.parse_args()
    with places() as (place, port):
        for engine in ("SQLite", "PostgreSQL")[: 1 + (place.cluster is not None)]:
            database = place.fresh(engine, "pages")
            answers = f"answers-{engine}"
            if engine == "SQLite":
                with portal(port, given.indicators):
                    place.sync(database, answers)
                shutil.copytree(place.folder / answers, place.folder / "answers-PostgreSQL")
            else:
                place.sync(database, answers)
            waits = _measured(place, port, database, (answers, given.indicators, given.idle))
            print(f"{engine}, load average {os.getloadavg()[0]:.1f}\n\n{_report(waits)}\n")


def _measured(place: Place, port: int, database: str, run: tuple[str, int, float]) -> Waits:
    answers, indicators, idle = run
    waits: Waits = defaultdict(list)
    with portal(port, indicators, revised=True), server(database) as web:
        pages = _pages(database)
        for path in pages.values():
            web(path)
        until = time.monotonic() + idle
        _read(web, pages, waits, lambda: "idle" if time.monotonic() < until else "end")
        with closing(start_sync(place, database, answers, "--full")) as sync:
            _read(web, pages, waits, sync.stage)
            sync.figures()
    return waits


def _pages(database: str) -> dict[str, str]:
    engine = make_engine(database, read_only=True)
    with engine.connect() as connection:
        code = connection.exec_driver_sql(
            "SELECT code FROM indicator WHERE id = (SELECT max(indicator_id) FROM latest)"
        ).scalar()
    engine.dispose()
    return {
        "start": "/",
        "sector": "/obszar/edukacja",
        "indicator": f"/wskaznik/{code}",
        "unit": "/jednostka/0201011",
        "gaps": "/luki",
    }


def _read(
    web: Callable[[str], float], pages: dict[str, str], waits: Waits, stage: Callable[[], str]
) -> None:
    """Ask for the pages in turn until the stage is ``end``; keep waits in ms under the stage."""

    def reader(place: int) -> None:
        names = list(pages)
        number = place
        while (at := stage()) != "end":
            name = names[number % len(names)]
            number += 1
            seconds = web(pages[name])
            waits[at, name].append(1000 * seconds)

    threads = [threading.Thread(target=reader, args=(2 * place,)) for place in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def server(database: str) -> Iterator[Callable[[str], float]]:
    """Run gunicorn; yield what asks for a page and returns the seconds that it took."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {
        "SMUP_DATABASE_URL": database,
        "SMUP_PORT": str(port),
        "SMUP_REPORTS_WORKERS": "0",
        "SMUP_EXPORTS_WORKERS": "0",
    }
    command = [sys.executable, "-m", "gunicorn", "-w", str(WORKERS), "app:server"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    try:
        router = _router(port)
        yield lambda path: _ask(port, router, path)
    finally:
        process.terminate()
        process.wait()


def _router(port: int) -> dict[str, Any]:
    """Wait for the server; return the callback that shows a page."""
    until = time.monotonic() + 300
    while time.monotonic() < until:
        with suppress(OSError, HTTPException):
            body = _answer(port, "GET", "/_dash-dependencies")
            found: dict[str, Any] = next(
                one for one in json.loads(body) if f"{ids.PAGE}.children" in one["output"]
            )
            return found
        time.sleep(0.5)
    raise TimeoutError("gunicorn did not start")


def _ask(port: int, router: dict[str, Any], path: str) -> float:
    """Ask for a page as a browser does; return the seconds that it took."""
    values = {"pathname": path, "search": ""}
    asked = {
        "output": router["output"],
        "outputs": [
            dict(zip(("id", "property"), one.rsplit(".", 1), strict=True))
            for one in router["output"].strip(".").split("...")
        ],
        "inputs": [{**one, "value": values[one["property"]]} for one in router["inputs"]],
        "changedPropIds": [f"{ids.LOCATION}.pathname"],
        "state": [],
    }
    started = time.perf_counter()
    _answer(port, "POST", "/_dash-update-component", json.dumps(asked))
    return time.perf_counter() - started


def _answer(port: int, method: str, path: str, body: str | None = None) -> bytes:
    with closing(HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status == 200, f"{path}: {answer.status} {content[:300]!r}"
        return content


def _report(waits: Waits) -> str:
    lines: list[list[object]] = []
    for name in dict.fromkeys(name for _, name in waits):
        lines.append([name])
        for phase in PHASES:
            found = waits.get((phase, name), [])
            lines[-1].append(_told(found))
    return table(["page", *(f"{phase}, ms" for phase in PHASES)], lines)


def _told(found: list[float]) -> str:
    """Return median / 95th percentile (number of answers)."""
    if len(found) < 2:
        return "–"
    return f"{median(found):,.0f} / {quantiles(found, n=20)[-1]:,.0f} ({len(found)})"


if __name__ == "__main__":
    main()
