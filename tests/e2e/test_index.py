"""The synthetic index in Chromium: weights, order, address, phone, accessibility."""

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible, assert_fits_phones
from tests.e2e.conftest import OpenPage

UNIT = "1420011"
LEAD = ".indeks .lead"
NOTE = "#synthetic-weight-edukacja-note"


def open_index(page: Page, query: str = f"unit={UNIT}", *, path: str = "/indeks") -> None:
    """Open the page and wait until the browser has put the sliders and their notes in."""
    page.goto(f"{path}?{query}")
    expect(page.locator(LEAD)).to_be_visible()
    expect(page.locator(NOTE)).not_to_be_empty()


def test_weights_move_by_keyboard_and_live_in_the_address(page: Page) -> None:
    open_index(page)
    before = page.locator(LEAD).inner_text()
    slider = page.get_by_role("slider", name="Edukacja")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"wagi=edukacja\.3$"))
    expect(page.locator(LEAD)).not_to_have_text(before)
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "waga 3")
    after = page.locator(LEAD).inner_text()
    page.reload()
    expect(page.locator(LEAD)).to_have_text(after)
    expect(page.get_by_role("slider", name="Edukacja")).to_have_value("3")
    page.get_by_role("button", name="Przywróć równe wagi").click()
    expect(page).not_to_have_url(re.compile("wagi"))
    expect(page.locator(LEAD)).to_have_text(before)


def test_all_weights_at_zero_are_refused_in_words(page: Page) -> None:
    open_index(page)
    for slider in page.get_by_role("slider", disabled=False).all():
        if (slider.get_attribute("id") or "").startswith("synthetic-weight"):
            slider.focus()
            page.keyboard.press("Home")
    expect(page.get_by_text("Przynajmniej jeden obszar musi mieć wagę")).to_be_visible()
    expect(page.locator(LEAD)).to_contain_text("pkt")


def test_order_of_the_table_and_an_indicator_left_out_survive_back(page: Page) -> None:
    open_index(page)
    page.get_by_role("button", name=re.compile("^Dynamika od")).click()
    expect(page).to_have_url(re.compile("sort=-change"))
    page.locator("summary", has_text="Wskaźniki i ich wkład").click()
    page.get_by_role("button", name=re.compile("^Pomiń wskaźnik")).first.click()
    expect(page).to_have_url(re.compile("bez="))
    expect(page.get_by_role("button", name=re.compile("^Przywróć wskaźnik"))).to_be_visible()
    address = page.url
    page.locator(".grupa-indeksu tbody a").first.click()
    expect(page).not_to_have_url(address)
    page.go_back()
    expect(page).to_have_url(address)
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Dynamika")


def test_the_file_has_the_rows_of_the_table(page: Page, tmp_path: Path) -> None:
    open_index(page, f"unit={UNIT}&wagi=kultura.0")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"^CSV · \d+ wiersz")).click()
    file = tmp_path / "indeks.csv"
    download.value.save_as(file)
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    shown = page.locator(".grupa-indeksu tbody tr td:nth-child(3)").all_inner_texts()
    assert [row["poziom_pkt"].rstrip("0").rstrip(",") for row in rows][: len(shown)] == [
        text.rstrip("0").rstrip(",") for text in shown
    ]
    assert "Kultura" in rows[0]["wagi"]
    assert "przykladowe" in download.value.suggested_filename


def test_a_unit_is_chosen_from_the_empty_page(page: Page) -> None:
    page.goto("/indeks")
    expect(page.get_by_role("heading", name="Wybierz jednostkę")).to_be_visible()
    field = page.get_by_role("combobox", name="Twoja jednostka")
    field.press_sequentially("płońsk", delay=20)
    page.locator("#synthetic-unit-list [role=option]").first.click()
    expect(page.locator(LEAD)).to_contain_text("Płońsk")
    expect(page).to_have_url(re.compile(f"unit={UNIT}"))


def test_the_page_keeps_the_rules_of_accessibility(page: Page) -> None:
    open_index(page, f"unit={UNIT}&wagi=edukacja.0&bez=EDU-PRZ-01")
    for summary in page.locator("details > summary").all():
        if summary.is_visible():
            summary.click()
    assert_accessible(page)


def test_nothing_scrolls_sideways_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(width=320, height=800)
    open_index(page)
    assert_fits_phones(page)


def test_the_english_page_is_english(page: Page) -> None:
    open_index(page, path="/en/indeks")
    expect(page.get_by_role("heading", name="What makes the score")).to_be_visible()
    expect(page.get_by_role("button", name="Restore equal weights")).to_be_visible()
