"""Pages and reads of the API while slow clients download: the ways of serving side by side.

    PYTHONPATH=. python bench/slow_clients.py [--database var/smup.sqlite] [--slow 6]

Each way starts gunicorn with two processes. Readers ask at the same time for a page and for reads
of the API, each on a new connection as behind a proxy, first alone, then beside clients that take
a file of 1.5 MB at 20 kB a second. A way is measured in turn with the others, twice.
"""

import argparse
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles

from timing import table

from smup.settings import ROOT

WAYS = {
    "sync x2": ("sync", 1),
    "gthread 2x4": ("gthread", 4),
    "gthread 2x8": ("gthread", 8),
}
READERS = 4
SECONDS = 6.0
SLOW_FILE = "/assets/vendor/plotly-4.1.1.min.js"
SLOW_BYTES = 4096
PATHS = (
    "/api/v1/data?indicator=EDU-WP-01&level=powiat&year=2024",
    "/api/v1/units/0201011",
    "/obszar/edukacja",
    "/api/v1/indicators/EDU-WP-01/matrix?level=gmina",
)


def main() -> None:
    """Print requests a second and waits for each way, alone and beside slow clients."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", type=Path, default=ROOT / "var" / "smup.sqlite")
    parser.add_argument("--slow", type=int, default=6)
    given = parser.parse_args()
    rows: dict[str, list[list[float]]] = {name: [] for name in WAYS}
    for _ in range(2):
        for name, (kind, threads) in WAYS.items():
            with server(given.database, kind, threads) as port:
                alone = read(port)
                with slow_clients(port, given.slow):
                    beside = read(port)
            rows[name].append([*alone, *beside])
            print(name, *(f"{value:.1f}" for value in rows[name][-1]), flush=True)
    header = ("way", "req/s", "p50 ms", "p95 ms", "req/s, slow", "p50, slow", "p95, slow")
    cells = [(name, *map(median, zip(*runs, strict=True))) for name, runs in rows.items()]
    print(table(header, cells))


@contextmanager
def server(database: Path, kind: str, threads: int) -> Iterator[int]:
    """Run gunicorn with two workers of a kind; yield its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {
        "SMUP_DATABASE_URL": f"sqlite:///{database.resolve()}",
        "SMUP_PORT": str(port),
        "SMUP_REPORTS_WORKERS": "0",
        "SMUP_API_LIMIT": "0",
        "SMUP_STREAMS_LIMIT": "0",
    }
    command = [sys.executable, "-m", "gunicorn", "-k", kind, "-w", "2", "--threads", str(threads)]
    process = subprocess.Popen(
        [*command, "app:server"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL
    )
    try:
        warm(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def warm(port: int) -> None:
    """Wait for the server; ask for every path so often that both workers have answered it."""
    until = time.monotonic() + 180
    while time.monotonic() < until:
        with suppress(OSError, HTTPException):
            get(port, "/healthz")
            break
        time.sleep(0.3)
    for path in PATHS * 6:
        get(port, path)


def get(port: int, path: str) -> float:
    """Return the seconds that an answer took."""
    started = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, path
    finally:
        connection.close()
    return time.perf_counter() - started


def read(port: int, paths: Sequence[str] = PATHS) -> tuple[float, float, float]:
    """Return requests a second, the median and the 95th percentile of the wait in ms."""
    waits: list[float] = []
    until = time.monotonic() + SECONDS

    def reader(place: int) -> None:
        number = place
        while time.monotonic() < until:
            try:
                waits.append(get(port, paths[number % len(paths)]))
            except (OSError, HTTPException):
                waits.append(SECONDS)
            number += 1

    started = time.monotonic()
    threads = [threading.Thread(target=reader, args=(place,)) for place in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(waits) / (time.monotonic() - started)
    return rate, 1000 * median(waits), 1000 * quantiles(waits, n=20)[-1]


@contextmanager
def slow_clients(port: int, count: int) -> Iterator[None]:
    """Keep clients downloading, each 20 kB a second, while the block runs."""
    done = threading.Event()

    def download() -> None:
        with socket.socket() as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SLOW_BYTES)
            client.settimeout(1)
            client.connect(("127.0.0.1", port))
            client.sendall(
                f"GET {SLOW_FILE} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
            )
            while not done.is_set():
                with suppress(TimeoutError):
                    if not client.recv(SLOW_BYTES):
                        return
                time.sleep(0.2)

    threads = [threading.Thread(target=download) for _ in range(count)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main()
