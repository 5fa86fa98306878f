"""The page of the cost of a service in Chromium: unit, keys, address, phone, accessibility."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible, assert_fits_phones
from tests.e2e.conftest import OpenPage
from tests.e2e.watch import Watch

UNIT = "1420011"
PAGE = "/koszty/szkoly-podstawowe"
LEAD = ".koszt .lead"
TOTAL = ".razem"
PLACES = ".trzy > div:last-child"


def open_cost(page: Page, query: str = f"unit={UNIT}", *, path: str = PAGE) -> None:
    """Open the page and wait until its waterfall is drawn."""
    page.goto(f"{path}?{query}")
    expect(page.locator(TOTAL)).to_be_visible()
    expect(page.locator("#cost-waterfall .barlayer").first).to_be_attached()


def test_a_unit_is_chosen_and_its_cost_is_shown(page: Page) -> None:
    page.goto(PAGE)
    expect(page.get_by_role("heading", name="Wybierz gminę")).to_be_visible()
    field = page.get_by_role("combobox", name="Twoja jednostka")
    field.press_sequentially("płońsk", delay=20)
    page.locator("#cost-unit-list [role=option]").first.click()
    expect(page.locator(LEAD)).to_contain_text("Płońsk")
    expect(page).to_have_url(re.compile(f"unit={UNIT}"))
    expect(page.locator(TOTAL)).to_contain_text("zł")
    page.locator("summary", has_text="Tabela składników").click()
    gross = page.get_by_role("row", name=re.compile("^Koszt brutto"))
    expect(page.locator(".skladniki").locator(gross)).to_be_visible()


def test_a_key_changes_numbers_interval_and_address_and_survives(page: Page) -> None:
    open_cost(page)
    lead, total = page.locator(LEAD).inner_text(), page.locator(TOTAL).inner_text()
    shared = page.get_by_role("radiogroup", name="Koszty wspólne")
    chosen = shared.get_by_role("radio", checked=True)
    chosen.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("keys="))
    expect(page.locator(TOTAL)).not_to_have_text(total)
    expect(page.locator(LEAD)).not_to_have_text(lead)
    expect(shared.get_by_role("radio", checked=True)).to_be_focused()
    address, after = page.url, page.locator(TOTAL).inner_text()
    page.reload()
    expect(page.locator(TOTAL)).to_have_text(after)
    page.get_by_role("link", name="Koszty", exact=True).first.click()
    expect(page).not_to_have_url(address)
    page.go_back()
    expect(page).to_have_url(address)
    expect(page.locator(TOTAL)).to_have_text(after)
    # A page that is being replaced takes no clicks.
    expect(page.locator("html")).not_to_have_class(re.compile("laduje"))
    page.get_by_role("button", name="Przywróć domyślne").click()
    expect(page).not_to_have_url(re.compile("keys="))
    expect(page.locator(TOTAL)).to_have_text(total)


def test_an_own_share_is_typed(page: Page) -> None:
    open_cost(page)
    page.get_by_role("radiogroup", name="Koszty wspólne").get_by_role(
        "radio", name="własny"
    ).click()
    field = page.get_by_label("Udział w całej puli")
    expect(field).to_be_visible()
    total = page.locator(TOTAL).inner_text()
    field.fill("50")
    expect(page).to_have_url(re.compile("_w50_"))
    expect(page.locator(TOTAL)).not_to_have_text(total)
    field.fill("150")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_url(re.compile("_w50_"))


def test_one_school_fewer_is_an_exercise_in_the_address(page: Page) -> None:
    open_cost(page)
    page.get_by_role("button", name=re.compile("^O ile mniej szkół: więcej o 1")).click()
    expect(page.locator(".coby-zdanie")).to_contain_text("mniej: 1 szkoła")
    expect(page).to_have_url(re.compile("mniej=1"))
    expect(page.locator(TOTAL)).to_be_visible()


def test_the_waterfall_is_saved_with_its_source(page: Page) -> None:
    open_cost(page)
    with page.expect_download() as download:
        page.locator("#cost-waterfall [data-form=svg]").click()
    assert download.value.suggested_filename.startswith("smup-koszt-szkoly-podstawowe-waterfall")
    body = download.value.path().read_text("utf-8")
    assert "DANE PRZYKŁADOWE" in body
    assert "Źródło:" in body


@pytest.mark.parametrize("path", [PAGE, f"/en{PAGE}"])
def test_the_page_keeps_the_rules_of_accessibility(page: Page, path: str) -> None:
    open_cost(page, path=path)
    page.locator(".pod-wodospadem > details > summary").click()
    assert_accessible(page)


def test_nothing_scrolls_sideways_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(width=320, height=800)
    open_cost(page)
    page.locator(".pod-wodospadem > details > summary").click()
    assert_fits_phones(page)


def test_an_unknown_service_says_so(page: Page, watch: Watch) -> None:
    watch.allow("404")
    page.goto("/koszty/nie-ma-takiej")
    expect(page.get_by_role("main")).to_contain_text("nie-ma-takiej")
