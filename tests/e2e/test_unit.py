"""Journeys over the profile of a unit."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.accessibility import assert_accessible

PLONSK = "/jednostka/1420011"
ROWS = "#wskazniki [data-wiersz]"
SPENDING = "Wydatki bieżące na ucznia SP"
LEAD = "#unit-headline .lead"


def open_profile(page: Page, address: str = PLONSK) -> None:
    """Open a profile and wait until its rows stand there."""
    page.goto(address)
    wait(page)


def wait(page: Page) -> None:
    """Wait until scripts have taken over the rows."""
    expect(page.locator("#wskazniki .filtry input")).to_be_visible()


def seen(page: Page) -> Locator:
    """The rows that are shown."""
    return page.locator(f"{ROWS}:visible")


def test_a_newcomer_learns_whether_spending_is_high_since_when_and_who_does_better(
    page: Page,
) -> None:
    page.goto("/")
    page.get_by_role("combobox", name="Znajdź swoją gminę").press_sequentially("plonsk", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Płońsk")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Płońsk")
    wait(page)
    page.get_by_label("Szukaj wskaźnika").fill("wydatki na ucznia")
    page.get_by_role("link", name=SPENDING).and_(page.locator(":visible")).first.click()
    window = page.get_by_role("dialog")
    # High? The part of the group it lies in, with the median.
    place = window.get_by_role("heading", name="Miejsce w grupie").locator("..")
    expect(place).to_contain_text(re.compile(r"w\strzech czwartych grupy|w\sśrodkowej połowie"))
    expect(place).to_contain_text("Mediana grupy")
    # Since when? The first year on this side of the median, and how the value changed.
    expect(place).to_contain_text(re.compile(r"(Co roku od|Dopiero w)\s20\d\d"))
    moved = window.get_by_role("heading", name="Jak się zmieniało").locator("..")
    expect(moved).to_contain_text(re.compile(r"Od\s20\d\d do\s20\d\d"))
    # Who does better? Spending is not judged, so it says who has less and lets compare.
    others = window.get_by_role("heading", name="Kto ma mniej, a kto więcej").locator("..")
    expect(others).to_contain_text("Nie mówimy, kto jest lepszy")
    expect(others).to_contain_text(re.compile(r"niższa wartość:\s\d+\sjednost\w+, wyższa:\s\d+"))
    expect(others.locator("li a").first).to_have_attribute("href", re.compile("/jednostka/"))
    expect(others.get_by_role("link", name="Porównaj lata obok siebie")).to_have_attribute(
        "href", re.compile(r"/porownaj\?units=[\d.]+&ind=EDU-SP-07&view=lines&unit=1420011")
    )
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(page.get_by_role("link", name=SPENDING).and_(page.locator(":visible"))).to_be_focused()


def test_a_change_of_group_and_year_keeps_the_place_and_stands_in_the_address(page: Page) -> None:
    open_profile(page)
    before = page.locator(LEAD).inner_text()
    page.locator("#wskazniki").scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    page.get_by_label("Porównuj z grupą").select_option("wojewodztwo")
    expect(page).to_have_url(re.compile("group=wojewodztwo$"))
    expect(page.locator(LEAD)).not_to_have_text(before)
    expect(page.locator("#unit-said")).to_contain_text("województwo mazowieckie")
    assert abs(page.evaluate("scrollY") - top) < 60
    slider = page.get_by_role("slider", name="Rok")
    slider.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"group=wojewodztwo&year=20\d\d$"))
    expect(slider).to_be_focused()
    said = page.locator(LEAD).inner_text()
    page.reload()
    wait(page)
    expect(page.locator(LEAD)).to_have_text(said)
    expect(page.get_by_label("Porównuj z grupą")).to_have_value("wojewodztwo")


def test_another_unit_keeps_the_group_and_back_brings_the_first_one(page: Page) -> None:
    open_profile(page, f"{PLONSK}?group=kraj")
    field = page.get_by_role("combobox", name="Twoja jednostka")
    field.click()
    field.press_sequentially("sierpc", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Sierpc")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sierpc")
    expect(page).to_have_url(re.compile(r"/jednostka/1427011\?group=kraj$"))
    expect(page.get_by_role("combobox", name="Twoja jednostka")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Płońsk")
    expect(page).to_have_url(re.compile(r"/jednostka/1420011\?group=kraj$"))


def test_years_play_and_the_end_is_told(page: Page) -> None:
    open_profile(page)
    slider = page.get_by_role("slider", name="Rok")
    slider.press("Home")
    expect(page).to_have_url(re.compile("year=2015"))
    page.get_by_role("button", name=re.compile("Odtwórz lata")).click()
    expect(page).not_to_have_url(re.compile("year="), timeout=60_000)
    expect(page.locator("#unit-said")).to_contain_text("rok 2024")


def test_all_rows_filters_and_the_way_back(page: Page) -> None:
    open_profile(page)
    first = seen(page).count()
    page.get_by_role("button", name=re.compile("Pokaż wszystkie")).first.click()
    assert seen(page).count() > 2 * first
    page.get_by_role("button", name="Pokaż pierwsze").click()
    assert seen(page).count() == first
    page.get_by_role("link", name=re.compile("Do poprawy: wszystkie")).click()
    expect(page.locator("#wskazniki .tag.g:visible")).to_have_count(seen(page).count())
    page.get_by_role("button", name="Wyczyść filtry").click()
    assert seen(page).count() == first
    page.get_by_label("Szukaj wskaźnika").fill("xyzxyz")
    expect(page.get_by_text("Żaden wskaźnik nie pasuje do filtrów.")).to_be_visible()


def test_a_cell_opens_its_indicators_with_the_keyboard_and_closes(page: Page) -> None:
    open_profile(page)
    cell = page.locator("[data-komorka='edukacja.jakosc']")
    cell.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#unit-cell")
    expect(panel.get_by_role("heading", name="Edukacja: Jakość")).to_be_focused()
    expect(panel.locator("li").first).to_contain_text("mediana")
    expect(cell).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(cell).to_be_focused()


def test_an_indicator_in_the_address_opens_its_detail(page: Page) -> None:
    open_profile(page, f"{PLONSK}?ind=EDU-SP-07")
    expect(page.get_by_role("dialog")).to_contain_text(SPENDING)
    page.get_by_role("button", name="Zamknij").click()
    expect(page).to_have_url(re.compile(r"/jednostka/1420011$"))


def test_an_unknown_indicator_in_the_address_is_told(page: Page) -> None:
    open_profile(page, f"{PLONSK}?ind=XYZ-01")
    expect(page.get_by_role("dialog")).to_contain_text("Nie ma takiego wskaźnika")
    page.get_by_role("button", name="Zamknij").click()
    expect(page).to_have_url(re.compile(r"/jednostka/1420011$"))


def test_the_weakest_indicator_leads_to_those_who_improved(page: Page) -> None:
    open_profile(page, f"{PLONSK}?group=wojewodztwo")
    worst = page.locator("#mocne section").nth(1)
    name = worst.locator("li a").first.inner_text()
    worst.get_by_role("link", name="Jak poprawiły to inne gminy").click()
    expect(page).to_have_url(re.compile(r"/porownaj\?.*view=better&group=wojewodztwo&unit=1420011"))
    expect(page.get_by_role("tab", name="Kto się poprawił")).to_have_attribute(
        "aria-selected", "true"
    )
    expect(page.locator("#compare-panel")).to_contain_text(name)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Płońsk")


def test_path_and_levels_lead_to_other_profiles(page: Page) -> None:
    open_profile(page)
    page.get_by_role("link", name="Powiat płoński", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Powiat płoński")
    open_profile(page, "/jednostka/0264011")
    page.get_by_role("link", name="jako powiat").click()
    expect(page).to_have_url(re.compile("level=powiat"))
    expect(page.get_by_role("link", name="jako powiat")).to_have_attribute("aria-current", "true")


def test_a_hand_edited_link_is_answered_with_defaults_and_a_note(page: Page) -> None:
    open_profile(page, f"{PLONSK}?group=xyz&year=1066&level=wojewodztwo")
    expect(page.get_by_text("Część adresu zmieniliśmy")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/jednostka/1420011$"))
    expect(page.locator(LEAD)).to_contain_text("Płońsk")


def test_the_country_and_a_fictional_unit_have_pages(page: Page) -> None:
    page.goto("/jednostka/00")
    expect(page.get_by_role("link", name="mazowieckie")).to_be_visible()
    open_profile(page, "/jednostka/9901011")
    expect(page.locator(LEAD)).to_contain_text("Przykładowo")


def test_the_profile_keeps_the_rules_of_accessibility(page: Page) -> None:
    for address in (PLONSK, f"/en{PLONSK}?group=kraj"):
        open_profile(page, address)
        assert_accessible(page)
    page.locator("[data-komorka]").first.click()
    page.locator("[data-wszystkie]").click()
    assert_accessible(page)
    page.locator(f"{ROWS} a[data-detail]").first.click()
    expect(page.locator("#unit-detail .szczegoly")).to_be_visible()
    assert_accessible(page)


def test_a_phone_shows_short_lists_without_sideways_scrolling(phone: Page) -> None:
    open_profile(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    sector = phone.locator("#wskazniki tbody").first
    expect(sector.locator("[data-wiersz]:visible")).to_have_count(3)
    assert_accessible(phone)
    second = phone.locator("#wskazniki tbody").nth(1)
    expect(second.locator("[data-wiersz]:visible")).to_have_count(0)
    second.locator("button").click()
    expect(second.locator("[data-wiersz]:visible")).to_have_count(3)
    expect(second.locator("button")).to_have_attribute("aria-expanded", "true")
    expect(sector.locator("[data-wiersz]:visible")).to_have_count(3)
    assert phone.evaluate("document.querySelector('.zak').getBoundingClientRect().top") == 0
    assert phone.evaluate("document.documentElement.scrollHeight") < 7_000
    phone.set_viewport_size({"width": 320, "height": 700})
    phone.wait_for_function("document.documentElement.scrollWidth <= 320")
