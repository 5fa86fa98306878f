"""What a journey over the linked view reads from the page: texts, rows, colours of the map."""

from playwright.sync_api import Page, Request, expect

TABLE = "#view-table"
ROWS = f"{TABLE} tbody tr"
SENTENCE = "#view-sentence"
PATHS = "#view-map .choroplethlayer > .trace:first-child path"
SLIDER = "#view-year-slider"
DRAWN = """() => {
  const state = window.smup && smup.linked && smup.linked.shown();
  const path = document.querySelector("#view-map .choroplethlayer path");
  const trend = document.querySelector("#view-trend .scatterlayer .trace");
  const row = document.querySelector("#view-table tr");
  return Boolean(state && path && path.style.fill && trend && row);
}"""
FILLS = """(paths) => Object.fromEntries(
  [...document.querySelectorAll(paths)].map((path) => [path.__data__.loc, path.style.fill]))"""
FADED = """(paths) => [...document.querySelectorAll(paths)].filter((path) => path.style.opacity)
  .map((path) => path.__data__.loc)"""
ROW_CODES = "[...document.querySelectorAll('#view-table [data-pick]')].map((b) => b.dataset.pick)"
ALL_CODES = """(sort) => {
  const { view, matrix, year, picked } = smup.linked.shown();
  const asked = { ...picked, sort: sort || picked.sort };
  return smup.tableRows(view, matrix, year, asked).map((row) => row.code);
}"""
TEXTS = ("#view-sentence", "#view-kpi", "#view-title", "#view-trend-title", "#view-table-title",
         "#view-notice", "#view-legend", "#view-chips", TABLE)  # fmt: skip


def open_view(page: Page, address: str) -> None:
    """Open a page with a linked view and wait until it is drawn."""
    page.goto(address)
    wait_until_drawn(page)


def wait_until_drawn(page: Page) -> None:
    """Wait until table, map and trend stand there."""
    page.wait_for_function(DRAWN)
    expect(page.locator(ROWS).first).to_be_visible()


def texts(page: Page) -> dict[str, str]:
    """Everything the view says in words, by part, and the year."""
    said = {part: page.locator(part).inner_text() for part in TEXTS}
    return said | {"year": page.locator(SLIDER).get_attribute("aria-valuenow") or ""}


def fills(page: Page) -> dict[str, str]:
    """Fill of every drawn unit by its code."""
    return dict(page.evaluate(FILLS, PATHS))


def faded(page: Page) -> set[str]:
    """Codes of the units that a range leaves out."""
    return set(page.evaluate(FADED, PATHS))


def shown_codes(page: Page) -> list[str]:
    """Codes of the rows of the table that stand on the page, in their order."""
    return list(page.evaluate(ROW_CODES))


def all_codes(page: Page, *, sort: str | None = None) -> list[str]:
    """Codes of all rows of the table, those behind "show more" too."""
    return list(page.evaluate(ALL_CODES, sort))


class Requests:
    """Requests to the server for data, from a moment on."""

    def __init__(self, page: Page) -> None:
        """Listen from now on."""
        self.found: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if "/api/" in request.url or "_dash-update-component" in request.url:
            self.found.append(request.url)
