"""Taking out what a page shows: the dialog, the file, keyboard, English, a phone."""

import csv
import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.accessibility import assert_accessible
from tests.e2e.server import Server

INDICATOR = "/wskaznik/EDU-WP-01?unit=1420011&year=2022&tab=table"


def open_dialog(page: Page) -> Locator:
    """Open the dialog of the page and wait for its files."""
    page.locator("a[data-pobierz]").first.click()
    dialog = page.locator("dialog.po-okno")
    expect(dialog.locator(".po-pliki")).to_be_visible()
    return dialog


def test_the_file_is_the_table_on_the_screen_after_the_year_changed(
    server: Server, page: Page
) -> None:
    page.goto(f"{server.url}/obszar/edukacja?unit=1420011&ind=EDU-WP-01&year=2022")
    rows = page.locator("#view-table tbody tr")
    expect(rows.first).to_be_visible()
    page.locator("[role=slider]").first.focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("year=2021"))
    dialog = open_dialog(page)
    expect(dialog).to_contain_text("2021")
    with page.expect_download() as got:
        dialog.get_by_role("link", name="CSV ·").click()
    with got.value.path().open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.DictReader(file, delimiter=";"))
    assert {row["rok"] for row in cells} == {"2021"}
    page.keyboard.press("Escape")
    shown = rows.evaluate_all("rows => rows.map(row => row.querySelector('td,th').textContent)")
    assert 0 < len(shown) <= len(cells)
    for name, row in zip(shown, cells, strict=False):
        assert name.replace("\u00a0", " ").strip().startswith(row["jednostka"].split(" (")[0])


def test_the_dialog_by_keyboard_and_for_screen_readers(server: Server, page: Page) -> None:
    page.goto(f"{server.url}{INDICATOR}")
    button = page.locator("a[data-pobierz]").first
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Pobierz i użyj")
    expect(dialog.get_by_role("tab", name="Python")).to_have_attribute("aria-selected", "true")
    assert_accessible(page)
    dialog.get_by_role("tab", name="Python").focus()
    page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("tab", name="R", exact=True)).to_be_focused()
    expect(dialog.get_by_role("tabpanel")).to_contain_text("read.csv")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_english_on_a_phone(server: Server, phone: Page) -> None:
    phone.goto(f"{server.url}/en{INDICATOR}")
    dialog = open_dialog(phone)
    expect(dialog).to_contain_text("How to cite")
    width = phone.evaluate("document.querySelector('.po-okno').scrollWidth")
    assert width <= 390
    assert_accessible(phone)


def test_the_page_of_its_own_needs_no_script(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/pobierz?strona=/wskaznik/EDU-WP-01&year=2022")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pobierz i użyj")
    assert_accessible(page)
