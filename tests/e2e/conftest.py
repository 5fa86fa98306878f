"""Fixtures of the journeys in Chromium: server, browser, pages that are watched.

``page`` is 1280 x 800, ``phone`` 390 x 844; ``open_page`` makes any other size. A test fails when
a page writes an error to its console or asks another host for anything; ``watch.allow(pattern)``
accepts what a test provokes on purpose. After a failure the report holds the server's log, and
``var/e2e/`` a picture of each page.
"""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from smup.settings import ROOT
from tests.e2e.server import Server, running_server, sample_database
from tests.e2e.watch import Watch

HERE = Path(__file__).parent
PICTURES = ROOT / "var" / "e2e"
# The first draws and runs pages as the others do, without the windows of a browser around them.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Software drawing in one sandbox-less process tree: the way a container without a GPU needs it.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]
# Limits for a machine busy with other work: waits end as soon as what they wait for is there.
WAIT_MS = 30_000
JOURNEY_SECONDS = 300

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.timeout(JOURNEY_SECONDS))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the server's log into the report of a failed journey, and keep pictures."""
    report = yield
    fixtures: dict[str, Any] = getattr(item, "funcargs", {})
    if report.failed and "server" in fixtures:
        report.sections.append(("server log", fixtures["server"].log_tail()))
    if report.failed and call.when == "call" and "context" in fixtures:
        PICTURES.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(fixtures["context"].pages):
            # A page that hangs has no picture; that must not end the whole run.
            with suppress(Error):
                page.screenshot(path=PICTURES / f"{item.name}-{number}.png", timeout=WAIT_MS)
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the machine's browser; ``CHROMIUM_PATH`` names another."""
    names = (os.environ.get("CHROMIUM_PATH", ""), *BROWSERS)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        message = "Chromium is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless browser of this test process."""
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server over a copy of the sample, on a free port: journeys write practices and notes."""
    folder = tmp_path_factory.mktemp("server")
    database = folder / "sample.sqlite"
    shutil.copy(sample_database(), database)
    # Two workers, as in service: what a journey relies on must not live in one of them.
    with running_server(database, log=folder / "gunicorn.log", workers=2) as started:
        yield started


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A browser profile of its own: Polish, no cache or cookies of other tests."""
    made = browser.new_context(
        base_url=server.url,
        locale="pl-PL",
        timezone_id="Europe/Warsaw",
        viewport={"width": 1280, "height": 800},
        accept_downloads=True,
    )
    made.set_default_timeout(WAIT_MS)
    made.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    yield made
    made.close()


@pytest.fixture
def watch(server: Server) -> Watch:
    """The list of what the pages of this test did wrong."""
    return Watch(host=urlsplit(server.url).netloc)


@pytest.fixture
def open_page(context: BrowserContext, watch: Watch) -> Iterator[OpenPage]:
    """Return ``open_page(width=…, height=…)``, which makes a watched page of that size."""

    def make(*, width: int = 1280, height: int = 800) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        watch.follow(page)
        return page

    yield make
    watch.check()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A watched page of a laptop."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A watched page of a phone."""
    return open_page(width=390, height=844)
