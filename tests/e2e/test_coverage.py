"""Journeys through coverage and gaps."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible
from tests.e2e.server import Server

AT_ITS_END = """() => {
    const frame = document.querySelector(".luki-sekcja .tw");
    return frame.scrollLeft > 0 && frame.scrollLeft + frame.clientWidth >= frame.scrollWidth - 1;
}"""


def test_from_a_sector_down_to_units_by_keyboard(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/luki")
    expect(page.locator("h1")).to_have_text("Kompletność i luki")
    assert_accessible(page)
    deeper = (
        ("Obszar", r"/luki\?sektor=edukacja&year=\d{4}$"),
        ("Usługa", r"/luki\?usluga=[a-z-]+&year=\d{4}$"),
        ("Wskaźnik", r"/luki\?ind=[A-Z-]+-\d+&year=\d{4}$"),
    )
    for head, address in deeper:
        # The new picture must be drawn before its cell can be reached.
        expect(page.locator(".luki-obraz thead th").first).to_have_text(head)
        page.locator(".luki-obraz tbody tr").first.locator("td a").last.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(address))
    expect(page.get_by_role("heading", name=re.compile("^Jednostki:"))).to_be_visible()
    assert_accessible(page)
    page.go_back()
    expect(page).to_have_url(re.compile("usluga="))


def test_views_on_a_phone(server: Server, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for view in ("obraz", "luki", "jednostki", "wymiary", "aktualnosc"):
        page.goto(f"{server.url}/luki?widok={view}")
        expect(page.locator(".luki h2").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
        assert_accessible(page)
        if view == "obraz":
            page.wait_for_function(AT_ITS_END)


def test_the_badge_of_an_indicator_leads_to_its_gaps(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/wskazniki")
    page.locator(".odz-komp").first.click()
    expect(page).to_have_url(re.compile(r"/luki\?ind=[A-Z]+-[A-Z]+-\d+$"))
    expect(page.locator(".luki-droga b")).to_be_visible()
