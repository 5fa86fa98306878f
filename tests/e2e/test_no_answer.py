"""A question without an answer is told on the page, and may be asked again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.watch import Watch

PAGE = "/wskaznik/EDU-SP-07?unit=1420011"
QUESTION = "**/_dash-update-component**"
ALERT = "#page-alert"


def open_indicator(page: Page, prefix: str = "") -> None:
    """Open an indicator and wait until its first questions are answered."""
    page.goto(prefix + PAGE)
    expect(page.locator("#indicator-formula")).not_to_be_empty()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("prefix", "link", "title", "close"),
    [
        ("", "Wskaźniki", "Serwer nie odpowiedział", "Zamknij"),
        ("/en", "Indicators", "The server did not answer", "Close"),
    ],
)
def test_it_is_told_and_may_be_asked_again(
    page: Page, watch: Watch, prefix: str, link: str, title: str, close: str
) -> None:
    watch.allow("ERR_FAILED|Failed to fetch|the server did not respond|Callback error updating")
    open_indicator(page, prefix)
    way = page.get_by_role("navigation").get_by_role("link", name=link, exact=True).first
    page.route(QUESTION, lambda route: route.abort())
    way.click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(title)
    expect(page.locator("html")).not_to_have_class(re.compile("laduje"))
    page.unroute(QUESTION)
    alert.get_by_role("button", name=close).click()
    expect(page.locator(ALERT)).to_be_empty()
    way.click()
    expect(page).to_have_url(re.compile(f"{prefix}/wskazniki$"))
