"""Journeys on the page of an indicator."""

import csv
import re
import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible, assert_fits_phones
from tests.e2e.conftest import OpenPage

PAGE = "/wskaznik/EDU-SP-07"
UNIT = "1420011"
SVG = "{http://www.w3.org/2000/svg}"
NBSP = "\u00a0"


def open_view(page: Page, query: str = f"unit={UNIT}", *, path: str = PAGE) -> None:
    """Open the page and wait until its table and its formula are there."""
    page.goto(f"{path}?{query}")
    expect(page.locator("#view-table tbody tr").first).to_be_attached()
    expect(page.locator("#indicator-formula")).not_to_be_empty()


def saved(page: Page, selector: str, folder: Path) -> Path:
    """Click what downloads a file; return the file under its suggested name."""
    with page.expect_download() as download:
        page.locator(selector).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def test_tabs_follow_the_arrows_and_stand_in_the_address(page: Page) -> None:
    open_view(page)
    page.get_by_role("tab", name="Mapa").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Wykres")).to_be_focused()
    expect(page.get_by_role("tab", name="Wykres")).to_have_attribute("aria-selected", "true")
    expect(page).to_have_url(re.compile("tab=chart"))
    expect(page.get_by_role("tabpanel", name="Wykres")).to_be_visible()
    expect(page.get_by_role("tabpanel", name="Mapa")).to_be_hidden()
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile("tab=table"))
    page.reload()
    expect(page.get_by_role("tab", name="Tabela")).to_have_attribute("aria-selected", "true")


def test_the_formula_follows_the_year_without_a_request(page: Page) -> None:
    open_view(page)
    formula = page.locator("#indicator-formula")
    expect(formula).to_contain_text("2024")
    before = formula.inner_text()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("slider", name="Rok").focus()
    page.keyboard.press("Home")
    expect(formula).to_contain_text("2015")
    expect(page).to_have_url(re.compile("year=2015"))
    assert formula.inner_text() != before
    # Pictures of the frame come from the browser's own store.
    assert [address for address in asked if "/assets/" not in address] == []


def test_the_numbers_of_the_formula_give_its_result(page: Page) -> None:
    open_view(page)
    texts = page.locator("#indicator-formula .fr > *").all_inner_texts()
    above, below = (int(re.sub(r"\D", "", re.match(r"[\d\s]+", text)[0])) for text in texts)  # type: ignore[index]
    result = page.locator("#indicator-formula .ulamek > b").inner_text()
    assert int(re.sub(r"\D", "", result)) == int(above / below + 0.5)


def test_a_class_of_the_legend_is_a_filter_and_lets_go(page: Page) -> None:
    open_view(page)
    button = page.locator(".leg button[data-class='class-1']")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(r"low=\d+&high=\d+"))
    faded = page.locator(
        "#view-map .choroplethlayer > .trace:first-child path[style*='opacity: 0.18']"
    )
    expect(faded.first).to_be_attached()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page).not_to_have_url(re.compile("low="))


def test_my_unit_is_named_on_the_map_and_shown_enlarged(page: Page) -> None:
    open_view(page)
    expect(page.locator("#view-map .metka")).to_contain_text("Płońsk")
    inset = page.locator("#around-map svg")
    expect(inset).to_have_attribute("aria-label", re.compile("Płońsk i.okolice, 2024"))
    assert page.locator("#around-map path.pole").count() > 5
    expect(page.locator("#around-map .nazwa.ja")).to_have_text("Płońsk")


def test_without_a_unit_there_is_no_inset_and_the_formula_stands_in_words(page: Page) -> None:
    open_view(page, "")
    expect(page.locator("#around")).to_be_hidden()
    expect(page.locator("#indicator-formula")).to_contain_text("÷")
    expect(page.locator("#indicator-formula")).to_contain_text("Wybierz jednostkę")


def test_a_neighbour_and_a_searched_unit_join_the_chart_and_leave_it(page: Page) -> None:
    open_view(page, f"unit={UNIT}&tab=chart")
    page.get_by_role("button", name="dodaj: mediana: woj. mazowieckie").click()
    expect(page).to_have_url(re.compile("add=14$"))
    page.get_by_role("combobox", name="Inna jednostka").press_sequentially("grajewo", delay=20)
    page.locator("#chart-add-list [role=option]").first.click()
    expect(page).to_have_url(re.compile(r"add=14\.2004011$"))
    expect(page.locator("#view-trend .annotation-text", has_text="Grajewo")).to_be_visible()
    page.get_by_role("button", name="usuń: Grajewo").click()
    expect(page).to_have_url(re.compile("add=14$"))


def test_a_unit_that_is_no_municipality_of_this_level_is_answered_in_words(page: Page) -> None:
    open_view(page, f"unit={UNIT}&tab=chart")
    search = page.get_by_role("combobox", name="Inna jednostka")
    search.press_sequentially("powiat grajewski", delay=20)
    page.locator("#chart-add-list [role=option]").first.click()
    expect(page.get_by_text(re.compile("Tej jednostki nie można dodać"))).to_be_visible()


def test_the_csv_has_the_rows_of_the_table_and_the_promised_size(
    page: Page, tmp_path: Path
) -> None:
    open_view(page, f"unit={UNIT}&tab=table&year=2023")
    promised = page.locator("[data-count-of=csv]").inner_text().replace(NBSP, " ")
    file = saved(page, "a[data-csv]", tmp_path)
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))[1:]
    shown = page.locator("#view-table tbody tr .kol-kod").all_inner_texts()
    assert [row[0] for row in rows][: len(shown)] == shown
    assert {row[5] for row in rows} == {"2023"}
    count, size = re.match(r"([\d ]+) wiersz\w*, około ([\d,]+) kB", promised).groups()  # type: ignore[union-attr]
    assert int(count.replace(" ", "")) == len(rows)
    assert float(size.replace(",", ".")) == pytest.approx(file.stat().st_size / 1000, rel=0.1)


def test_a_saved_map_has_title_source_stamp_and_patterns_inside(page: Page, tmp_path: Path) -> None:
    open_view(page)
    expect(page.locator("#view-map .metka")).to_be_visible()
    file = saved(page, ".pop [data-format=svg]", tmp_path)
    assert file.name == "smup-EDU-SP-07-gmina-2024-mapa-dane-przykladowe.svg"
    root = ET.fromstring(file.read_bytes())  # noqa: S314 - made by this page
    words = " ".join(node.text or "" for node in root.iter(f"{SVG}text"))
    for part in ("Wydatki bieżące na ucznia", "Źródło:", "DANE PRZYKŁADOWE", PAGE, "2024"):
        assert part in words
    text = file.read_text("utf-8")
    assert "data:font/woff2;base64," in text
    assert 'id="wz-brak"' in text
    assert not re.search(r"(?:href|src)=[\"']https?:", text)


def test_a_saved_trend_is_a_picture_of_1600_by_1200(page: Page, tmp_path: Path) -> None:
    open_view(page, f"unit={UNIT}&tab=chart")
    expect(page.locator("#view-trend .main-svg").first).to_be_visible()
    file = saved(page, ".pop [data-format=png]", tmp_path)
    assert struct.unpack(">II", file.read_bytes()[16:24]) == (1600, 1200)
    assert "trend" in file.name


def test_a_table_cannot_be_saved_as_a_picture_and_says_why(page: Page) -> None:
    open_view(page, f"unit={UNIT}&tab=table")
    button = page.locator(".pop [data-format=png]")
    expect(button).to_be_disabled()
    expect(button).to_contain_text("Tabela nie jest obrazem")


def test_the_copied_texts_describe_the_view(page: Page) -> None:
    open_view(page, f"unit={UNIT}&year=2020")
    page.get_by_role("button", name=re.compile("Wywołanie API")).click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "indicator=EDU-SP-07&level=gmina&year=2020&format=csv" in copied
    address = re.search(r'"(http[^"]+)"', copied)
    assert address is not None
    assert page.request.get(address[1]).status == 200
    page.get_by_role("button", name=re.compile("Cytowanie")).click()
    citation = page.evaluate("navigator.clipboard.readText()")
    assert citation.startswith("DANE PRZYKŁADOWE. SMUP")
    assert "year=2020" in citation


def test_an_unknown_code_is_404_and_suggests_the_nearest(page: Page, watch: object) -> None:
    watch.allow("404")  # type: ignore[attr-defined]
    answer = page.goto("/wskaznik/EDU-SP-77")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Nie ma takiego wskaźnika")
    page.get_by_role("link", name=re.compile("Wydatki bieżące na ucznia")).click()
    expect(page).to_have_url(re.compile("/wskaznik/EDU-SP-07"))


@pytest.mark.parametrize("tab", ["map", "chart", "table"])
def test_every_tab_keeps_the_rules_of_accessibility(page: Page, tab: str) -> None:
    open_view(page, f"unit={UNIT}&tab={tab}")
    assert_accessible(page)


@pytest.mark.parametrize("tab", ["map", "chart", "table"])
def test_nothing_scrolls_sideways_on_a_phone(open_page: OpenPage, tab: str) -> None:
    page = open_page(width=320, height=800)
    open_view(page, f"unit={UNIT}&tab={tab}")
    assert_fits_phones(page)


def test_the_english_page_is_english(page: Page) -> None:
    open_view(page, f"unit={UNIT}&tab=chart", path="/en/wskaznik/EDU-SP-07")
    expect(page.get_by_role("heading", name="Indicator card")).to_be_visible()
    expect(page.get_by_role("heading", name="Add to the chart")).to_be_visible()
    expect(page.locator("#chart-text")).to_contain_text("from 2022 to 2024")
