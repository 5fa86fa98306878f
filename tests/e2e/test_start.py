"""Journeys that begin on the start page."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import OpenPage

FIND = "Znajdź swoją gminę lub powiat"
OF_ENGLISH = "Find your gmina or powiat"


def search(page: Page, text: str) -> None:
    """Type into the search as a person does."""
    page.get_by_role("combobox", name=FIND).press_sequentially(text, delay=20)


def test_a_unit_is_found_without_diacritics_and_opened_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    search(page, "plonsk")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Płońsk")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/jednostka/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Płońsk")


def test_kind_and_powiat_stand_beside_every_suggestion(page: Page) -> None:
    page.goto("/")
    search(page, "bolesławiec")
    options = page.get_by_role("option").filter(has_text=re.compile("^Bolesławiec"))
    expect(options).to_have_count(3)
    words = [option.inner_text() for option in options.all()]
    assert len(set(words)) == 3
    assert all("pow. " in text for text in words)


def test_escape_closes_the_suggestions_and_keeps_the_page(page: Page) -> None:
    page.goto("/")
    search(page, "grajewo")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/$"))


def test_a_name_that_does_not_exist_is_answered_in_words(page: Page) -> None:
    page.goto("/")
    search(page, "xqzwvk")
    expect(page.get_by_text("Nie znaleziono takiej jednostki.")).to_be_visible()


def test_an_empty_search_says_what_to_do(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Pokaż").click()
    expect(page.get_by_text("Wpisz nazwę i wybierz jednostkę z listy.")).to_be_visible()
    expect(page.get_by_role("combobox", name=FIND)).to_be_focused()


def test_units_seen_last_come_back_and_the_questions_answer_for_them(page: Page) -> None:
    page.goto("/")
    search(page, "grajewo")
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile("/jednostka/"))
    page.get_by_role("link", name=re.compile("strona główna")).click()
    expect(page.get_by_text("Ostatnio oglądane:")).to_be_visible()
    expect(page.get_by_text(re.compile("Gotowe widoki dla jednostki"))).to_contain_text("Grajewo")


def test_the_map_draws_every_powiat(page: Page) -> None:
    page.goto("/")
    shapes = page.locator(".graf-start .choroplethlayer > .trace:first-child path")
    expect(shapes).to_have_count(380)


def test_ten_sectors_lead_to_their_dashboards(page: Page) -> None:
    page.goto("/")
    tiles = page.locator(".kafle a")
    expect(tiles).to_have_count(10)
    tiles.first.click()
    expect(page).to_have_url(re.compile("/obszar/edukacja$"))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jak Twoja gmina")


def test_no_link_of_the_start_page_is_dead(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".pyt a").first).to_be_visible()
    targets = page.evaluate(
        "[...new Set([...document.querySelectorAll('a[href]')]"
        ".map(a => a.href).filter(h => h.startsWith(location.origin)).map(h => h.split('#')[0]))]"
    )
    answers = {target: page.request.get(target).status for target in targets}
    assert {target: status for target, status in answers.items() if status != 200} == {}


def test_the_start_page_keeps_the_rules_of_accessibility(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".pyt a").first).to_be_visible()
    assert_accessible(page)


def test_nothing_scrolls_sideways_at_320_pixels(open_page: OpenPage) -> None:
    page = open_page(width=320, height=700)
    for path in ("/", "/obszary", "/wskazniki", "/o-systemie"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_the_list_of_indicators_is_filtered_by_words_without_diacritics(page: Page) -> None:
    page.goto("/wskazniki")
    page.get_by_label("Znajdź wskaźnik").fill("zlobk")
    rows = page.locator("[data-szukaj]:visible")
    expect(page.get_by_text(re.compile(r"^Widać \d+\s+z\s+\d+"))).to_be_visible()
    assert rows.count() > 0
    assert all("łob" in row.inner_text().lower() for row in rows.all())
    page.reload()
    expect(page.get_by_label("Znajdź wskaźnik")).to_have_value("zlobk")
