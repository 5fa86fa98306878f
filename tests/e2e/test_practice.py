"""Journeys on the page of a practice."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible
from tests.e2e.server import Server

EXAMPLE = "/praktyki/przyklad-mniej-odpadow-zmieszanych"
SPARSE = "/praktyki/pruszkow-segregacja-odpadow"


def test_from_before_and_after_to_my_unit_and_on(server: Server, page: Page) -> None:
    page.goto(server.url + EXAMPLE)
    expect(page.locator("h1")).to_contain_text("Mniej odpadów zmieszanych")
    expect(page.locator(".efekt .main-svg").first).to_be_visible()
    expect(page.locator(".efekt .wykres").first).to_have_css("height", "360px")
    expect(page.locator(".efekt .uw").first).to_contain_text("nie dowodzi")
    expect(page.locator(".cytat")).to_contain_text(server.url + EXAMPLE)
    field = page.get_by_role("combobox", name="Twoja jednostka")
    field.fill("Płońsk")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"\?unit=1420011$"))
    expect(page.get_by_role("heading", name="Twoja jednostka: Płońsk")).to_be_visible()
    assert_accessible(page)
    page.locator(".moj-wiersz a").first.click()
    expect(page).to_have_url(re.compile(r"/wskaznik/SRO-OD-0\d\?unit=1420011"))


def test_to_a_card_to_be_filled_in_with_my_unit_kept(server: Server, page: Page) -> None:
    page.goto(f"{server.url}{EXAMPLE}?unit=1420011")
    expect(page.get_by_role("heading", name="Twoja jednostka: Płońsk")).to_be_visible()
    page.locator(".podobne a", has_text="System segregacji").click()
    expect(page).to_have_url(f"{server.url}{SPARSE}?unit=1420011")
    expect(page.locator("#przed-i-po")).to_contain_text("nie podali roku wdrożenia")
    expect(page.locator("#do-uzupelnienia")).to_contain_text("Co się nie udało")
    assert_accessible(page)


def test_a_card_is_taken_along(server: Server, page: Page) -> None:
    page.goto(server.url + EXAMPLE)
    expect(page.locator(".efekt .main-svg").first).to_be_visible()
    with page.expect_download() as picture:
        page.get_by_role("button", name=re.compile(r"^Zapisz.*SVG|SVG")).first.click()
    assert picture.value.suggested_filename.endswith("-dane-przykladowe.svg")
    with page.expect_download() as card:
        page.get_by_role("link", name="Zapisz całą kartę jako plik Markdown").click()
    assert card.value.suggested_filename == "przyklad-mniej-odpadow-zmieszanych.md"


def test_on_a_phone_in_english(server: Server, phone: Page) -> None:
    phone.goto(f"{server.url}/en{EXAMPLE}")
    expect(phone.locator("h1")).to_have_attribute("lang", "pl")
    expect(phone.locator(".efekt .main-svg").first).to_be_visible()
    expect(phone.locator("#w-skrocie")).to_contain_text("Cost of implementation")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert_accessible(phone)
