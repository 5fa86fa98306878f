"""Reports in a browser: from a page to a finished PDF; many at once while pages still answer."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible
from tests.e2e.server import Server

pytestmark = pytest.mark.e2e
PATIENCE = 120


def status_of(url: str) -> int:
    with urlopen(Request(url, headers={"Accept": "application/json"}), timeout=60) as answer:  # noqa: S310
        return int(answer.status)


def fetched(url: str) -> tuple[int, bytes]:
    with urlopen(Request(url, headers={"Accept": "application/json"}), timeout=60) as answer:  # noqa: S310
        return int(answer.status), answer.read()


def finished(url: str) -> bytes:
    """Ask until the file is there, as a script does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        status, body = fetched(url)
        if status == 200:
            return body
        time.sleep(1)
    message = f"{url} was not ready in {PATIENCE} s"
    raise AssertionError(message)


def test_choosing_a_report_leads_to_its_address_and_file(page: Page, server: Server) -> None:
    page.goto("/raport?kind=sesja&unit=1420011")
    link = page.get_by_role("link", name="Pobierz PDF").first
    expect(link).to_have_attribute("href", "/raport/sesja/1420011.pdf")
    page.get_by_label("Porównaj z grupą").select_option("kraj")
    expect(link).to_have_attribute("href", "/raport/sesja/1420011.pdf?group=kraj")
    expect(page).to_have_url(f"{server.url}/raport?kind=sesja&unit=1420011&group=kraj")
    preview = page.frame_locator("iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Płońsk")
    assert_accessible(page)
    assert finished(f"{server.url}/raport/sesja/1420011.pdf?group=kraj").startswith(b"%PDF")


@pytest.mark.timeout(300)
def test_twenty_reports_at_once_leave_pages_quick(server: Server) -> None:
    codes = [f"{number:02d}" for number in range(2, 34, 2)] + ["1420", "1465", "0264", "2261"]
    addresses = [f"{server.url}/raport/sesja/{code}.pdf" for code in codes]
    with ThreadPoolExecutor(20) as pool:
        orders = [pool.submit(status_of, address) for address in addresses]
        time.sleep(0.5)
        started = time.monotonic()
        assert status_of(f"{server.url}/healthz") == 200
        assert time.monotonic() - started < 10
        assert {order.result() for order in orders} <= {200, 202}


def consumers(server: Server) -> list[int]:
    """Return the processes that make reports for this server."""
    mark = f"--parent {server.process}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
            if b"--module smup.reports.make" in command and mark in command:
                found.append(int(folder.name))
    return found


def test_a_killed_maker_of_reports_is_replaced_by_the_next_question(server: Server) -> None:
    assert finished(f"{server.url}/raport/sesja/0201.pdf").startswith(b"%PDF")
    (first,) = consumers(server)
    os.kill(first, signal.SIGKILL)
    assert finished(f"{server.url}/raport/sesja/0202.pdf").startswith(b"%PDF")
    (second,) = consumers(server)
    assert second != first
