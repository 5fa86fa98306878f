"""The window of one indicator in a profile: opened, questioned, closed."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible

# The page behind the window is long, and a loaded machine draws both at once.
SLOWEST_MS = 60_000
PROFILE = "/jednostka/1420011"
# Spending has a break in 2022, so its movement can be computed across it.
BROKEN = f"{PROFILE}?ind=EDU-SP-07"


def window(page: Page, heading: str) -> None:
    """Wait until the window shows an indicator, after the page behind it."""
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("dialog[open]")).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("heading", level=2)).to_contain_text(
        heading, timeout=SLOWEST_MS
    )


def test_a_row_opens_by_keyboard_and_gives_the_focus_back(page: Page) -> None:
    page.goto(PROFILE)
    name = page.locator("#wskazniki a[data-detail]").first
    expect(name).to_be_visible()
    words = name.inner_text()
    name.focus()
    page.keyboard.press("Enter")
    window(page, words)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Skąd ta liczba")).to_be_visible()
    expect(dialog.get_by_text("GUS, Bank Danych Lokalnych").first).to_be_visible()
    expect(page).to_have_url(re.compile("ind="))
    assert_accessible(page, scope="dialog[open]")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(name).to_be_focused()
    expect(page).not_to_have_url(re.compile("ind="))


def test_the_picture_has_a_table_with_the_same_years(page: Page) -> None:
    page.goto(BROKEN)
    window(page, "Wydatki bieżące na ucznia SP")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".js-plotly-plot")).to_be_visible()
    dialog.get_by_text("Tabela: rok po roku").click()
    expect(dialog.get_by_role("rowheader", name="2024", exact=True)).to_be_visible()
    expect(dialog.get_by_role("cell", name="Przerwa w serii 2022")).to_be_visible()


def test_a_break_is_crossed_only_when_asked_on_a_phone_too(phone: Page) -> None:
    phone.goto(BROKEN)
    window(phone, "Wydatki bieżące na ucznia SP")
    dialog = phone.get_by_role("dialog")
    warning = dialog.get_by_text("ten wynik łączy różne wartości")
    expect(warning).to_be_hidden()
    dialog.get_by_text("Policz mimo przerwy").click()
    expect(warning).to_be_visible()
    wide = phone.evaluate(
        "() => { const d = document.querySelector('dialog[open]');"
        " return d.scrollWidth > d.clientWidth; }"
    )
    assert not wide
    assert_accessible(phone, scope="dialog[open]")
