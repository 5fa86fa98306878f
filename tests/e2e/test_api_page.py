"""The page about the API: read with the keyboard and by machines, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible


@pytest.mark.parametrize(
    ("path", "heading"), [("/api", "API dla programów"), ("/en/api", "API for programs")]
)
def test_an_address_is_found_and_opened(page: Page, path: str, heading: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert_accessible(page)
    page.locator('.opis-api-spis a[href="#units"]').click()
    expect(page.locator("#units-t")).to_be_in_viewport()
    page.locator("#units .opis-api-przyklady a").first.click()
    page.wait_for_url("**/api/v1/units?**")
    assert '"data"' in page.content()


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/api")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert_accessible(page)
