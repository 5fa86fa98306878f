"""Journeys on the comparison page."""

import csv
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from smup.compare_state import VIEW_CHOICES
from tests.e2e.accessibility import assert_accessible, assert_fits_phones
from tests.e2e.conftest import OpenPage

UNIT = "1420011"
SVG = "{http://www.w3.org/2000/svg}"
NAMES = ".zar tbody th"
UNITS = ".cmp-kol:first-child .cmp-chipy li"


def open_compare(page: Page, query: str = f"unit={UNIT}", *, path: str = "/porownaj") -> None:
    """Open the page and wait until its view is there."""
    page.goto(f"{path}?{query}")
    expect(page.locator("#compare-body .zrodlo")).to_be_visible()
    if "view=" in query and "view=table" not in query:
        expect(page.locator("#compare-graph .main-svg").first).to_be_visible()


def test_a_start_without_a_unit_offers_ready_examples(page: Page) -> None:
    page.goto("/porownaj")
    page.get_by_role("link", name=re.compile("Jak wypada Płońsk.*Tabela")).click()
    expect(page.locator(NAMES).first).to_have_text("Płońsk")
    expect(page.locator(UNITS)).to_have_count(6)


def test_a_unit_is_added_by_keyboard_and_removed_again(page: Page) -> None:
    open_compare(page)
    search = page.get_by_role("combobox", name="Dodaj jednostkę")
    search.press_sequentially("grajewo", delay=20)
    expect(page.locator("#compare-add-list [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"units=1420011\..*2004011"))
    expect(page.locator("#compare-said")).to_have_text("Dodano: Grajewo.")
    expect(search).to_be_focused()
    page.get_by_role("button", name="usuń: Grajewo").focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("2004011"))
    expect(search).to_be_focused()


def test_tabs_follow_the_arrows_and_the_link_restores_the_view(page: Page) -> None:
    open_compare(page)
    page.get_by_role("tab", name="Tabela").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("view=lines"))
    expect(page.get_by_role("tab", name="Linie")).to_be_focused()
    expect(page.locator("#compare-graph .main-svg").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("tab", name="Linie")).to_have_attribute("aria-selected", "true")
    page.get_by_role("link", name="Wskaźniki", exact=True).click()
    expect(page).to_have_url(re.compile("/wskazniki"))
    page.go_back()
    expect(page).to_have_url(re.compile("view=lines"))
    expect(page.get_by_role("tab", name="Linie")).to_have_attribute("aria-selected", "true")


def test_the_table_is_sorted_with_mine_on_top(page: Page) -> None:
    open_compare(page, f"unit={UNIT}&ind=EDU-SP-07.SOC-ZL-01")
    page.get_by_role("button", name="sortuj: Dzieci do lat 3 w żłobkach").click()
    expect(page.locator(".zar th[aria-sort=descending]")).to_be_visible()
    expect(page.locator(NAMES).first).to_have_text("Płońsk")
    shown = page.locator(".zar tbody tr:not(.med) td:nth-child(3) .zar-w").all_inner_texts()
    numbers = [float(text.replace(",", ".")) for text in shown[1:]]
    assert numbers == sorted(numbers, reverse=True)


def test_a_brushed_range_filters_the_table_and_joins_the_comparison(page: Page) -> None:
    open_compare(page, f"unit={UNIT}&view=scatter")
    plot = page.locator("#compare-graph .nsewdrag").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.3 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + 0.6 * box["height"], steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile("box="))
    said = page.locator(".cmp-zaz [role=status] b")
    expect(said).to_be_visible()
    count = int(re.sub(r"\D", "", said.inner_text()))
    expect(page.locator("#compare-csv")).to_contain_text(re.compile(rf"· {count}\s"))
    page.locator("#compare-box-add").click()
    expect(page).not_to_have_url(re.compile("box="))
    assert page.locator(UNITS).count() > 6


def test_the_range_can_be_typed(page: Page) -> None:
    open_compare(page, f"unit={UNIT}&view=scatter")
    page.get_by_text("Wpisz zakres zamiast przeciągać").click()
    fields = page.locator("[data-cmp-box] input")
    for place, number in enumerate(("0", "100", "10", "30,5")):
        fields.nth(place).fill(number)
    page.get_by_role("button", name="Zaznacz", exact=True).click()
    expect(page).to_have_url(re.compile("box=0_100_10_30.5"))


def test_a_list_of_codes_is_pasted_and_what_is_wrong_is_said(page: Page) -> None:
    open_compare(page)
    page.get_by_text("Wklej listę kodów", exact=True).click()
    page.get_by_label(re.compile("Kody TERYT")).fill("1465011, 0264011\n9999999")
    page.get_by_role("button", name="Porównaj te jednostki").click()
    expect(page.locator("#compare-notes")).to_contain_text("9999999")
    expect(page.locator(UNITS)).to_have_count(3)


def test_the_file_has_as_many_rows_as_its_button_says(page: Page, tmp_path: Path) -> None:
    open_compare(page, f"unit={UNIT}&view=places&year=2022")
    promised = int(re.sub(r"\D", "", page.locator("#compare-csv").inner_text()))
    with page.expect_download() as download:
        page.locator("#compare-csv").click()
    target = tmp_path / download.value.suggested_filename
    download.value.save_as(target)
    rows = list(csv.reader(target.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) - 1 == promised


def test_a_saved_picture_has_title_source_and_stamp_inside(page: Page, tmp_path: Path) -> None:
    open_compare(page, f"unit={UNIT}&view=lines")
    with page.expect_download() as download:
        page.locator("#compare-save-svg").click()
    target = tmp_path / download.value.suggested_filename
    download.value.save_as(target)
    root = ET.fromstring(target.read_bytes())  # noqa: S314 - made by this page
    words = " ".join(node.text or "" for node in root.iter(f"{SVG}text"))
    for part in ("Dzieci 3–6 lat w przedszkolach", "Źródło:", "DANE PRZYKŁADOWE", "/porownaj"):
        assert part in words
    assert "dane-przykladowe" in target.name


@pytest.mark.parametrize("view", VIEW_CHOICES)
def test_every_view_keeps_the_rules_of_accessibility(page: Page, view: str) -> None:
    open_compare(page, f"unit={UNIT}&view={view}")
    assert_accessible(page)


@pytest.mark.parametrize("view", VIEW_CHOICES)
def test_nothing_scrolls_sideways_on_a_phone(open_page: OpenPage, view: str) -> None:
    page = open_page(width=320, height=800)
    open_compare(page, f"unit={UNIT}&view={view}")
    assert_fits_phones(page)


def test_the_english_page_is_english(page: Page) -> None:
    open_compare(page, f"unit={UNIT}&view=places", path="/en/porownaj")
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare")
    expect(page.locator("#compare-sentence")).to_contain_text("place")
    expect(page.get_by_role("tab", name="Places")).to_have_attribute("aria-selected", "true")
