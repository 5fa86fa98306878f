"""The gmina map in Chromium: change of year to painted, first load, repeat visit.

    python bench/browser.py --database var/smup.sqlite [--page /obszar/edukacja]

A year changes by the arrow keys on the year's slider. Painted: the frame after the one in which
the fills of the drawn paths changed has begun. Bytes are those on the wire, with headers.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright
from timing import table

from smup.settings import ROOT
from tests.e2e.server import running_server

ROUNDS = 5
CHANGES = 24
WAIT_SECONDS = 60
PAUSE_MS = 400
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
SLIDER = "#view-year-slider"
SLOW_NETWORK = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 10_000_000 / 8,
    "uploadThroughput": 10_000_000 / 8,
}
WATCH_FIRST_PAINT = """
(() => {
  const coloured = () => {
    const paths = document.querySelectorAll(".choroplethlayer path");
    return paths.length > 2000 && paths[paths.length >> 1].style.fill !== "" ? paths : null;
  };
  const look = () => {
    if (!coloured()) return requestAnimationFrame(look);
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { window.mapPainted = performance.now(); };
    return requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  requestAnimationFrame(look);
})();
"""
WATCH_CHANGE = """
() => {
  const layer = document.querySelector(".choroplethlayer");
  const changes = (window.changes = []);
  let started = null;
  window.addEventListener("keydown", () => { started = performance.now(); }, true);
  new MutationObserver(() => {
    if (started === null) return;
    const from = started;
    started = null;
    const script = performance.now() - from;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => changes.push([script, performance.now() - from]);
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }).observe(layer, { subtree: true, attributes: true, attributeFilter: ["style"] });
}
"""

BARE_CHANGE = """
() => new Promise((resolve) => {
  const paths = document.querySelectorAll(".choroplethlayer path");
  const colours = ["#dbe6f3", "#b7cde6", "#8fb0d6", "#6390c2", "#3d6fa8"];
  const turn = (window.turn = (window.turn || 0) + 1);
  const from = performance.now();
  paths.forEach((path, at) => { path.style.fill = colours[(at * 7 + turn) % colours.length]; });
  const channel = new MessageChannel();
  channel.port1.onmessage = () => resolve(performance.now() - from);
  requestAnimationFrame(() => channel.port2.postMessage(0));
})
"""


class Wire:
    """Bytes and requests of a page."""

    def __init__(self, page: Page, *, slow: bool) -> None:
        self.bytes = 0
        self.requests: list[str] = []
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        if slow:
            self.session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
        self.session.on("Network.loadingFinished", self._finished)
        self.session.on("Network.responseReceived", self._answered)

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _answered(self, event: dict[str, Any]) -> None:
        """Keep what came over the wire; the icon of the page comes from the browser's cache."""
        answer = event["response"]
        kept = answer.get("fromDiskCache") or answer.get("fromPrefetchCache")
        if not kept and not answer["url"].startswith("data:"):
            self.requests.append(str(answer["url"]))


def until(page: Page, condition: str) -> None:
    """Wait until an expression holds; the policy of the page forbids waiting inside it."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not page.evaluate(condition):
        if time.monotonic() > deadline:
            raise TimeoutError(condition)
        page.wait_for_timeout(20)


def visit(context: BrowserContext, address: str, *, slow: bool) -> tuple[Page, Wire, float]:
    """Open a page and wait for the painted map; return seconds since the navigation."""
    page = context.new_page()
    wire = Wire(page, slow=slow)
    page.add_init_script(WATCH_FIRST_PAINT)
    page.goto(address)
    until(page, "window.mapPainted !== undefined")
    painted = float(page.evaluate("window.mapPainted")) / 1000
    page.wait_for_load_state("networkidle")
    return page, wire, painted


def loads(browser: Browser, address: str) -> str:
    """Return the table of first loads and repeat visits."""
    rows: list[list[object]] = []
    for name, slow in (("local", False), ("10 Mbit/s, 40 ms", True)):
        first: list[tuple[int, float]] = []
        again: list[tuple[int, float]] = []
        for _ in range(ROUNDS):
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            for found in (first, again):
                page, wire, painted = visit(context, address, slow=slow)
                found.append((wire.bytes, painted))
                page.close()
            context.close()
        for kind, found, limit in (("first load", first, "–"), ("repeat visit", again, "50 kB")):
            kilobytes = median(size for size, _ in found) / 1000
            seconds = median(seconds for _, seconds in found)
            rows.append([f"{kind}, {name}", kilobytes, limit, seconds])
    return table(["visit", "kB on the wire", "limit", "map painted after, s"], rows)


def year_changes(browser: Browser, address: str) -> str:
    """Return the table of changes of the year."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page, wire, _ = visit(context, address, slow=False)
    page.locator(SLIDER).first.focus()
    page.evaluate(WATCH_CHANGE)
    # Bringing the other pictures in line may ask once; what is measured starts after that.
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(1500)
    before = len(wire.requests)
    page.evaluate("window.changes.length = 0")
    bare: list[float] = []
    for number in range(CHANGES):
        page.keyboard.press("ArrowLeft" if number % 8 < 4 else "ArrowRight")
        until(page, f"window.changes.length > {number}")
        page.wait_for_timeout(PAUSE_MS)
        bare.append(float(page.evaluate(BARE_CHANGE)))
        page.wait_for_timeout(PAUSE_MS)
    asked = wire.requests[before:]
    script, painted = zip(*page.evaluate("window.changes"), strict=True)
    context.close()
    rows: list[list[object]] = [
        ["key to changed fills, ms", float(median(script)), float(max(script)), "–"],
        ["key to painted, ms", float(median(painted)), float(max(painted)), "50"],
        ["bare: fills of all paths set, to painted, ms", median(bare), max(bare), "–"],
        ["requests", len(asked), len(asked), "0"],
    ]
    found = table([f"change of year, {len(painted)} times", "median", "most", "limit"], rows)
    return "\n".join([found, *sorted({f"asked: {urlsplit(url).path}" for url in asked})])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", type=Path, default=ROOT / "var" / "smup.sqlite")
    parser.add_argument("--page", default="/obszar/edukacja")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(given.database.resolve(), log=Path(folder) / "server.log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        print(year_changes(browser, server.url + given.page), end="\n\n", flush=True)
        print(loads(browser, server.url + given.page), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
