"""The frame of every page: language, menu, projector, titles, unknown addresses."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import OpenPage
from tests.e2e.watch import Watch


def test_the_language_switch_keeps_page_and_query(page: Page) -> None:
    page.goto("/wskazniki?q=odpady")
    page.get_by_role("link", name="English version").click()
    expect(page).to_have_url(re.compile(r"/en/wskazniki\?q=odpady$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("All indicators")


def test_moving_changes_title_language_and_focus_without_a_reload(page: Page) -> None:
    page.goto("/")
    page.evaluate("window.stayed = true")
    page.get_by_role("navigation", name="Główne").get_by_role("link", name="O systemie").click()
    expect(page).to_have_title(re.compile(r"^O systemie – SMUP"))
    expect(page.locator("main")).to_be_focused()
    assert page.evaluate("window.stayed") is True
    current = page.get_by_role("link", name="O systemie", exact=True).first
    expect(current).to_have_attribute("aria-current", "page")


def test_back_returns_to_the_page_before(page: Page) -> None:
    page.goto("/obszary")
    page.get_by_role("navigation", name="Główne").get_by_role("link", name="Wskaźniki").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wszystkie wskaźniki")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Obszary usług")


def test_a_link_to_a_section_of_another_page_arrives_there(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Jak wczytać prawdziwe dane").click()
    section = page.locator("#prawdziwe-dane")
    expect(section).to_be_in_viewport()
    expect(section).to_be_focused()


def test_the_skip_link_leads_to_the_content(page: Page) -> None:
    page.goto("/o-systemie")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Przejdź do treści")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_projector_mode_stays_on_the_way_and_in_the_address(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Tryb projektora").click()
    expect(page.locator("html")).to_have_class(re.compile("proj"))
    page.get_by_role("navigation", name="Główne").get_by_role("link", name="Obszary").click()
    expect(page).to_have_url(re.compile(r"/obszary\?projektor=1$"))
    expect(page.locator("html")).to_have_class(re.compile("proj"))
    page.get_by_role("button", name="Tryb projektora").click()
    expect(page).to_have_url(re.compile(r"/obszary$"))


def test_the_menu_of_a_phone_opens_and_closes_with_the_keyboard(phone: Page) -> None:
    phone.goto("/")
    button = phone.get_by_role("button", name="Menu")
    link = phone.get_by_role("navigation", name="Główne").get_by_role("link", name="Wskaźniki")
    expect(link).to_be_hidden()
    button.press("Enter")
    expect(link).to_be_visible()
    phone.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("path", ["/nie-ma-takiej", "/en/nothing", "/obszar/nieznany"])
def test_an_unknown_address_has_a_designed_page_and_status_404(
    page: Page, watch: Watch, path: str
) -> None:
    watch.allow("404")
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 404
    titles = re.compile("Nie ma takiej strony|There is no such page")
    expect(page.get_by_role("heading", level=1)).to_have_text(titles)


def test_a_hostile_address_is_shown_as_text(page: Page, watch: Watch) -> None:
    watch.allow("404")
    page.goto("/obszar/%3Cimg%20src=x%20onerror=alert(1)%3E")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nie ma takiej strony")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("path", ["/obszary", "/wskazniki", "/o-systemie", "/en/o-systemie"])
def test_pages_of_text_keep_the_rules_of_accessibility(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)


def test_print_leaves_out_controls_and_keeps_the_sample_mark(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/")
    expect(page.locator(".kafle a").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".gora")).to_be_hidden()
    expect(page.get_by_role("note")).to_be_visible()
