"""Journeys through what the data desk gives: the grid of any length, files, map, chart, copying."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import OpenPage
from tests.e2e.server import Server
from tests.e2e.watch import Watch

FEW = "ind=EDU-WP-01.EDU-SP-07&unit=1420011&group=podobne&years=2022-2024"
SECTORS = (
    "edukacja.polityka-spoleczna.kultura.transport.srodowisko."
    "nieruchomosci.budownictwo.geodezja.podatki.finanse"
)
LONG = f"obszar={SECTORS}&level=gmina&years=all&uklad=dlugi&kolumny=brak"
SEEN = "[data-dane-widac]"
LOADED_MS = 60_000


def row(page: Page, number: int) -> Locator:
    """Return a row of the grid by its number from 1."""
    return page.locator(f'.dane-ag .ag-row[row-index="{number - 1}"]')


def cell(page: Page, number: int, column: str) -> Locator:
    """Return a cell of the grid."""
    return row(page, number).locator(f'[col-id="{column}"]')


def whole_number(place: Locator) -> int:
    """Return the number of a cell once its row has arrived."""
    expect(place).to_have_text(re.compile(r"\d"), timeout=LOADED_MS)
    return int(re.sub(r"\D", "", place.inner_text()))


def head(page: Page, column: str) -> Locator:
    """Return the head of a column of the grid."""
    return page.locator(f'.dane-ag .ag-header-cell[col-id="{column}"]')


def open_desk(page: Page, server: Server, query: str, *, lang: str = "") -> None:
    """Open the data desk and wait for the grid."""
    page.goto(f"{server.url}{lang}/dane?{query}")
    expect(page.locator(".dane-ag .ag-row .ag-cell.num").first).to_be_visible(timeout=LOADED_MS)


def stored(server: Server, code: str, teryt: str, year: int) -> float:
    """Return a value straight from the database."""
    statement = """
        SELECT o.value FROM observation o
        JOIN indicator i ON i.id = o.indicator_id
        JOIN unit_code c ON c.unit_id = o.unit_id AND c.system = 'teryt'
        WHERE i.code = ? AND c.code = ? AND o.year = ?
    """
    with closing(sqlite3.connect(f"file:{server.database}?mode=ro", uri=True)) as connection:
        (value,) = connection.execute(statement, (code, teryt, year)).fetchone()
    return float(value)


def test_millions_of_rows_scroll_to_the_end(server: Server, page: Page) -> None:
    open_desk(page, server, LONG)
    told = page.locator(SEEN)
    expect(told).to_have_text(re.compile(r"^Widać wiersze 1–\d+ z\s[34]\s\d{3}\s\d{3}$"))
    text = re.split(r"z\s", told.inner_text())[-1]
    rows = int(re.sub(r"\s", "", text))
    cell(page, 1, "indicator").click()
    page.keyboard.press("Control+End")
    last = row(page, rows)
    expect(last.locator('[col-id="value"]')).not_to_be_empty(timeout=LOADED_MS)
    expect(told).to_contain_text(f"{text} z {text}")
    names = ("indicator", "teryt", "year", "value")
    code, teryt, year, shown = (cell(page, rows, name).inner_text() for name in names)
    value = stored(server, code, teryt, int(year))
    assert float(re.sub(r"\s", "", shown).replace(",", ".")) == pytest.approx(value, abs=0.5)
    page.keyboard.press("Control+Home")
    expect(cell(page, 1, "value")).not_to_be_empty()
    prepared = page.get_by_role("link", name=re.compile(r"^Przygotuj plik · Excel"))
    expect(prepared.or_(page.locator(".eks .odmowa", has_text="Excel"))).to_be_visible()


def test_values_empties_and_my_unit(server: Server, page: Page) -> None:
    open_desk(page, server, FEW)
    mine = row(page, 1)
    expect(mine).to_have_class(re.compile(r"\bja\b"))
    expect(cell(page, 1, "teryt")).to_have_text("1420011")
    value = stored(server, "EDU-SP-07", "1420011", 2024)
    expect(cell(page, 1, "EDU-SP-07@2024")).to_have_text(
        re.compile(rf"^{int(value) // 1000}\s{int(value) % 1000:03d}$")
    )
    grid = page.get_by_role("grid", name=re.compile("Tabela danych"))
    expect(grid).to_be_visible()
    page.goto(f"{server.url}/dane?ind=EDU-SP-07&years=2024&wiersze=puste&level=gmina")
    empty = page.locator(".dane-ag .puste").first
    expect(empty).to_have_text(re.compile("brak|tajemnica|nie dotyczy"))
    expect(empty.locator("i")).to_have_class(re.compile("^wz-"))


def test_a_head_sorts_and_keeps_the_focus(server: Server, page: Page) -> None:
    open_desk(page, server, FEW)
    column = "EDU-SP-07@2024"
    head(page, column).click()
    expect(page).to_have_url(re.compile(r"sort=-EDU-SP-07%402024"))
    expect(head(page, column)).to_have_attribute("aria-sort", "descending")
    expect(head(page, column)).to_be_focused()
    expect(row(page, 1)).not_to_have_class(re.compile(r"\bja\b"))
    first, second = (whole_number(cell(page, number, column)) for number in (1, 2))
    assert first >= second
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"sort=EDU-SP-07%402024"))
    expect(head(page, column)).to_have_attribute("aria-sort", "ascending")


def test_a_head_sorts_while_rows_are_under_way(server: Server, page: Page) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/dane.rows.json**", hold)
    open_desk(page, server, FEW)
    column = "EDU-SP-07@2024"
    with page.expect_request_finished(lambda request: "_dash-update" in request.url):
        head(page, column).click()
    page.unroute("**/dane.rows.json**")
    assert waiting, "the first rows were not under way when the head was pressed"
    expect(page).to_have_url(re.compile(r"sort=-EDU-SP-07%402024"))
    assert whole_number(cell(page, 1, column)) >= whole_number(cell(page, 2, column))


def test_an_order_that_fails_leaves_the_rows(server: Server, page: Page, watch: Watch) -> None:
    watch.allow("500")
    watch.allow("Callback error updating")
    open_desk(page, server, FEW)
    column = "EDU-SP-07@2024"
    page.route("**/_dash-update-component**", lambda route: route.fulfill(status=500))
    head(page, column).click()
    expect(page.locator("#page-alert")).to_contain_text("Serwer nie odpowiedział")
    page.unroute("**/_dash-update-component**")
    expect(head(page, column)).to_have_attribute("aria-sort", "none")
    expect(row(page, 1)).to_have_class(re.compile(r"\bja\b"))
    assert whole_number(cell(page, 1, column)) == stored(server, "EDU-SP-07", "1420011", 2024)


def test_the_grid_is_walked_by_arrows(server: Server, page: Page) -> None:
    open_desk(page, server, FEW)
    cell(page, 1, "teryt").click()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    expect(cell(page, 3, "unit")).to_be_focused()
    page.keyboard.press("Control+End")
    expect(page.locator(SEEN)).to_have_text(re.compile(r"–(\d+) z\s\1$"))


def test_a_range_keeps_rows_and_can_be_taken_off(server: Server, page: Page) -> None:
    open_desk(page, server, FEW)
    page.locator("#data-range").click()
    page.locator("#data-range-column").select_option("EDU-WP-01@2024")
    low = page.locator("[data-dane-granica=low] input")
    low.fill("dużo")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Wpisz liczbę, na przykład 12,5.")).to_be_visible()
    low.fill("94,5")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"filtr=EDU-WP-01%402024~94\.5~"))
    chip = page.locator("#data-preview .chip", has_text="od 94,5")
    expect(chip).to_be_visible()
    expect(page.locator(".eks .b.g")).to_contain_text("wierszy")
    chip.get_by_role("button").click()
    expect(page).not_to_have_url(re.compile("filtr="))


def test_the_table_is_copied_with_codes_as_text(server: Server, page: Page) -> None:
    open_desk(page, server, FEW)
    page.get_by_role("button", name="Kopiuj tabelę").click()
    expect(page.locator("[data-dane-powiedz]")).to_contain_text("Skopiowano")
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert lines[1].split("\t")[:2] == ["1420011", "Płońsk"]
    assert {line.count("\t") for line in lines if line} == {lines[0].count("\t")}


def test_too_many_rows_are_not_copied(server: Server, page: Page) -> None:
    open_desk(page, server, LONG)
    page.get_by_role("button", name="Kopiuj tabelę").click()
    expect(page.locator("[data-dane-powiedz]")).to_contain_text("Pobierz ją jako plik")


def test_map_and_chart_of_the_selection(server: Server, page: Page) -> None:
    open_desk(page, server, FEW)
    page.get_by_role("tab", name="Mapa").click()
    expect(page).to_have_url(re.compile("widok=mapa"))
    expect(page.locator(".nad-mapa .ja").first).to_be_attached(timeout=LOADED_MS)
    expect(page.locator(".dane-zdanie")).to_contain_text("W 2024 roku wartość ma")
    assert_accessible(page, scope="#data-preview")
    page.locator("#data-year").select_option("2022")
    expect(page.locator(".dane-zdanie")).to_contain_text("W 2022 roku")
    page.get_by_role("tab", name="Mapa").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Wykres")).to_be_focused()
    expect(page.locator("#data-panel .scatterlayer .trace").first).to_be_attached()
    expect(page.locator(".dane-zdanie")).to_contain_text("Mediana")
    assert_accessible(page, scope="#data-preview")


def test_rows_that_do_not_come_can_be_asked_for_again(
    server: Server, page: Page, watch: Watch
) -> None:
    watch.allow("503")
    page.route("**/dane.rows.json**", lambda route: route.fulfill(status=503))
    page.goto(f"{server.url}/dane?{FEW}")
    again = page.get_by_role("button", name="Spróbuj ponownie")
    expect(again).to_be_visible()
    page.unroute("**/dane.rows.json**")
    again.click()
    expect(cell(page, 1, "teryt")).to_have_text("1420011")
    expect(again).to_have_count(0)


def test_code_and_citation(server: Server, page: Page) -> None:
    open_desk(page, server, FEW)
    code = page.get_by_role("tab", name="Python")
    code.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="R", exact=True)).to_be_focused()
    panel = page.get_by_role("tabpanel", name="R", exact=True)
    expect(panel).to_contain_text(f"{server.url}/eksport/pl/dane.csv")
    expect(page.locator(".dane-cytat")).to_contain_text(f"{server.url}/dane?ind=")


@pytest.mark.parametrize("lang", ["", "/en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_in_the_way(server: Server, open_page: OpenPage, lang: str, width: int) -> None:
    page = open_page(width=width, height=844)
    open_desk(page, server, FEW, lang=lang)
    assert_accessible(page, scope="#data-preview")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    page.goto(f"{server.url}{lang}/dane")
    expect(page.locator("#data-preview .stan a").first).to_be_visible()
    assert_accessible(page, scope="#data-preview")


def test_print_shows_the_first_rows_as_a_table(server: Server, page: Page) -> None:
    open_desk(page, server, FEW)
    table = page.locator(".dane-tabela table")
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    expect(table).to_be_visible()
    expect(table.locator("tbody tr")).to_have_count(20)
    expect(page.locator(".dane-ag")).to_be_hidden()
