"""Journeys through the catalogue of practices."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible
from tests.e2e.server import Server

FOUND = ".prakt-wynik"


def test_search_narrow_and_come_back(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/praktyki")
    expect(page.locator(".kpr")).to_have_count(12)
    page.get_by_role("checkbox", name="Edukacja").check()
    expect(page).to_have_url(re.compile(r"\?obszar=edukacja$"))
    page.get_by_role("searchbox", name="Szukaj w praktykach").fill("swietlice")
    expect(page).to_have_url(re.compile(r"\?q=swietlice&obszar=edukacja$"))
    expect(page.get_by_role("searchbox", name="Szukaj w praktykach")).to_be_focused()
    row = page.locator(".kpr h3 a").first
    expect(row).to_contain_text("Świetlica")
    row.click()
    expect(page.locator("h1")).to_contain_text("Świetlica")
    page.go_back()
    expect(page.get_by_role("checkbox", name="Edukacja")).to_be_checked()
    expect(page.get_by_role("searchbox", name="Szukaj w praktykach")).to_have_value("swietlice")
    page.get_by_role("link", name="Wyczyść filtry").click()
    expect(page).to_have_url(re.compile(r"/praktyki$"))
    expect(page.locator(".kpr")).to_have_count(12)


def test_by_keyboard(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/praktyki?sort=nic")
    expect(page.get_by_text("Nie można układać według „nic”.")).to_be_visible()
    box = page.get_by_role("checkbox", name="Kultura i rekreacja")
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"\?obszar=kultura"))
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/praktyki$"))
    page.get_by_role("link", name="Pokaż 12 kolejnych").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kpr")).to_have_count(24)
    expect(page.locator(".kpr h3 a").nth(12)).to_be_focused()
    assert_accessible(page)


def test_from_a_weak_indicator_to_a_practice(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/wskaznik/SRO-OD-02?unit=1420011")
    section = page.locator("section", has=page.get_by_role("heading", name="Kto się poprawił"))
    expect(section.locator("li").first).to_be_visible()
    section.get_by_role("link", name=re.compile("^W katalogu")).click()
    expect(page).to_have_url(re.compile(r"/praktyki\?wskaznik=SRO-OD-02.*&jst=1420011$"))
    expect(page.locator(FOUND)).to_contain_text("wskaźnik:")
    expect(page.get_by_role("checkbox", name="podobne do: Płońsk")).to_be_visible()
    page.locator(".kpr h3 a").first.click()
    expect(page).to_have_url(re.compile(r"/praktyki/[a-z0-9-]+\?unit=1420011$"))


def test_on_a_phone_in_english(server: Server, phone: Page) -> None:
    phone.goto(f"{server.url}/en/praktyki?obszar=edukacja")
    expect(phone.locator(FOUND)).to_contain_text("practices of")
    expect(phone.get_by_role("checkbox").first).to_be_hidden()
    phone.get_by_text("Filters 1 chosen").click()
    expect(phone.get_by_role("checkbox").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert_accessible(phone)
