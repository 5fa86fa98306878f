"""Time and memory of reports, and what fifty at once do to the pages.

    PYTHONPATH=. python bench/reports.py [sqlite:////path/to/database]

Prints the tables of docs/performance.md. The second part starts gunicorn on a free port.
"""

import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from smup.database import make_engine
from smup.reports.build import build_report
from smup.reports.docx import docx_of
from smup.reports.fonts import report_fonts
from smup.reports.html import report_html
from smup.reports.make import ReportMaker
from smup.reports.pdf import pdf_of
from smup.reports.spec import parse_spec
from smup.repository import Repository
from smup.settings import ROOT, Settings

UNIT = "1420011"
ROUNDS = 3
AT_ONCE = 50
PAGE = f"/api/v1/units/{UNIT}"


def main() -> None:
    settings = Settings.from_env()
    url = sys.argv[1] if len(sys.argv) > 1 else settings.database_url
    with tempfile.TemporaryDirectory() as folder:
        one_by_one(url, Path(folder))
        many_at_once(url, Path(folder))


def one_by_one(url: str, folder: Path) -> None:
    """Print how long each step takes, the median of some rounds, and the peak memory."""
    repository = Repository(make_engine(Settings(database_url=url), read_only=True))
    fonts = report_fonts(folder / "fonts")
    maker = ReportMaker(repository, folder / "fonts")
    steps: dict[str, list[float]] = {}
    for _ in range(ROUNDS + 1):
        spec = parse_spec("jednostka", UNIT, "pdf", lang="pl", query={})
        mark = time.process_time()
        report = build_report(repository, spec)
        mark = took(steps, "read and tell", mark)
        html = report_html(report, fonts, screen=False)
        mark = took(steps, "HTML with charts", mark)
        pdf_of(html, fonts)
        mark = took(steps, "PDF from it", mark)
        docx_of(report, fonts)
        mark = took(steps, "DOCX from the same content", mark)
        maker.file({**_job("sesja"), "query": {}})
        took(steps, "packet for a session, PDF", mark)
    print("| unit report of Płońsk, processor time | ms |\n| --- | --- |")
    for name, times in steps.items():
        print(f"| {name} | {1000 * statistics.median(times[1:]):,.0f} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| peak memory of the process, MB | {peak:,.0f} |\n")


def took(steps: dict[str, list[float]], name: str, mark: float) -> float:
    now = time.process_time()
    steps.setdefault(name, []).append(now - mark)
    return now


def _job(kind: str) -> dict[str, object]:
    return {"kind": kind, "subject": UNIT, "form": "pdf", "lang": "pl", "origin": ""}


def many_at_once(url: str, folder: Path) -> None:
    """Order fifty unit reports at once and measure a page meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "SMUP_DATABASE_URL": url,
        "SMUP_PORT": str(port),
        "SMUP_REPORTS_DIR": str(folder / "server"),
    }
    command = [sys.executable, "-m", "gunicorn", "app:server"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _measure(f"http://127.0.0.1:{port}", url)
    finally:
        server.terminate()
        server.wait(30)


def _measure(base: str, url: str) -> None:
    while status(f"{base}/healthz") != 200:
        time.sleep(0.5)
    directory = Repository(make_engine(Settings(database_url=url), read_only=True)).directory()
    codes = directory.codes_of("gmina")[: AT_ONCE + 1]
    while status(f"{base}/raport/jednostka/{codes[-1]}.pdf") != 200:
        time.sleep(1)
    quiet = latencies(f"{base}{PAGE}", until=time.monotonic() + 10)
    addresses = [f"{base}/raport/jednostka/{code}.pdf" for code in codes[:AT_ONCE]]
    started = time.monotonic()
    orders = [threading.Thread(target=status, args=(address,)) for address in addresses]
    for order in orders:
        order.start()
    busy = latencies(f"{base}{PAGE}", until=time.monotonic() + 30)
    for order in orders:
        order.join()
    waiting = list(addresses)
    while waiting:
        waiting = [address for address in waiting if status(address) != 200]
        time.sleep(1)
    print(f"| {AT_ONCE} unit reports at once | |\n| --- | --- |")
    print(f"| `{PAGE}` before, median / 95 %, ms | {told(quiet)} |")
    print(f"| the same while they are ordered and made | {told(busy)} |")
    print(f"| all {AT_ONCE} ready after, s | {time.monotonic() - started:,.0f} |")


def told(times: list[float]) -> str:
    ordered = sorted(times)
    most = ordered[int(len(ordered) * 0.95)]
    return f"{1000 * statistics.median(ordered):,.0f} / {1000 * most:,.0f}"


def latencies(address: str, *, until: float) -> list[float]:
    found = []
    while time.monotonic() < until:
        mark = time.monotonic()
        status(address)
        found.append(time.monotonic() - mark)
        time.sleep(0.1)
    return found


def status(address: str) -> int:
    request = Request(address, headers={"Accept": "application/json"})
    try:
        with urlopen(request, timeout=120) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
    except (URLError, TimeoutError, ConnectionError):
        return 0


if __name__ == "__main__":
    main()
