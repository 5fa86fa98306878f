"""Journeys of an own group: put together by keyboard, from a list, saved, used; weights changed."""

import re

from playwright.sync_api import Page, expect

from tests.e2e import linked_page as view
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import OpenPage

HOME = "/obszar/edukacja?unit=1420011"
PROFILE = "/jednostka/1420011"
DIALOG = "dialog.grupa-okno[open]"
LIST = "kod;nazwa\n0201011;Boleslawiec\n9999999;nikt\n146501;Warszawa\n14;wojewodztwo\n"
OVER_THE_EDGE = """[...document.querySelectorAll("dialog[open] *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".vh"))
  .map((one) => one.className)"""


def open_dialog(page: Page) -> None:
    """Open the dialog by the last choice of the list of groups."""
    page.get_by_label("Porównuj z grupą").select_option("+")
    expect(page.locator(DIALOG)).to_be_visible()
    expect(page.locator(f"{DIALOG} .moja")).to_contain_text("Płońsk")


def test_a_group_is_put_together_by_keyboard_and_used_by_the_view(page: Page) -> None:
    view.open_view(page, HOME)
    before = page.locator(view.SENTENCE).inner_text()
    open_dialog(page)
    field = page.get_by_role("combobox", name="Dodaj jednostkę")
    expect(field).to_be_focused()
    page.keyboard.type("Sierpc")
    expect(page.locator(f"{DIALOG} [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(f"{DIALOG} .go-chipy")).to_contain_text("Sierpc")
    expect(field).to_have_value("")
    page.keyboard.type("Mława")
    expect(page.locator(f"{DIALOG} [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(f"{DIALOG} .go-ile")).to_have_text("3 gminy")

    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_have_count(0)
    expect(page.get_by_label("Porównuj z grupą")).to_be_focused()
    expect(page.get_by_label("Porównuj z grupą")).not_to_have_value("+")

    open_dialog(page)
    expect(page.locator(f"{DIALOG} .go-ile")).to_have_text("3 gminy")
    page.get_by_role("button", name="Użyj tej grupy").press("Enter")
    expect(page).to_have_url(re.compile(r"group=wlasna.*own=\d{7}\.\d{7}"))
    expect(page.locator(view.SENTENCE)).not_to_have_text(before)
    expect(page.get_by_label("Porównuj z grupą")).to_have_value("wlasna")
    page.get_by_label("Porównuj z grupą").select_option("kraj")
    expect(page).to_have_url(re.compile(r"group=kraj.*own=\d{7}\.\d{7}"))


def test_a_list_is_checked_saved_and_there_after_a_reload(page: Page) -> None:
    view.open_view(page, HOME)
    open_dialog(page)
    page.get_by_text("Wklej listę kodów albo wczytaj plik").click()
    page.get_by_label("Kody TERYT").fill(LIST)
    page.get_by_role("button", name="Sprawdź i dodaj").click()
    result = page.locator(f"{DIALOG} .go-wynik")
    expect(result).to_contain_text("Rozpoznano 2 z\u00a04 kodów.")
    expect(result).to_contain_text("wiersz 3")
    expect(result).to_contain_text("9999999: nie ma takiej jednostki")
    expect(result).to_contain_text("wiersz 5 14: województwo mazowieckie")
    assert page.get_by_label("Kody TERYT").input_value() == LIST
    assert_accessible(page, scope="dialog")

    page.get_by_label("Nazwa grupy").fill("Partnerstwo")
    page.keyboard.press("Enter")
    expect(page.locator(f"{DIALOG} .go-mowi")).to_contain_text("Zapisano grupę „Partnerstwo”")
    page.reload()
    view.wait_until_drawn(page)
    open_dialog(page)
    expect(page.locator(f"{DIALOG} .go-ile")).to_have_text("1 gmina")
    page.get_by_role("button", name="Wczytaj grupę „Partnerstwo”").click()
    expect(page.locator(f"{DIALOG} .go-ile")).to_have_text("3 gminy")
    page.get_by_role("button", name="Zmień nazwę grupy „Partnerstwo”").click()
    page.keyboard.type("Sieć miast")
    page.keyboard.press("Enter")
    expect(page.locator(f"{DIALOG} .go-zapisane")).to_contain_text("Sieć miast")
    page.get_by_role("button", name="Usuń grupę „Sieć miast”").click()
    page.get_by_role("button", name="Cofnij").press("Enter")
    expect(page.locator(f"{DIALOG} .go-zapisane")).to_contain_text("Sieć miast")


def test_a_file_of_a_spreadsheet_is_read(page: Page) -> None:
    view.open_view(page, HOME)
    open_dialog(page)
    page.get_by_text("Wklej listę kodów albo wczytaj plik").click()
    text = "lp;kod TERYT;gmina\n1;1427011;Sierpc\n2;201011;Bolesławiec\n"
    file = {"name": "gminy.csv", "mimeType": "text/csv", "buffer": text.encode("cp1250")}
    page.locator(f"{DIALOG} input[type=file]").set_input_files([file])
    expect(page.locator(f"{DIALOG} .go-wynik")).to_contain_text("Rozpoznano 2 z\u00a02 kodów.")
    expect(page.locator(f"{DIALOG} .go-chipy")).to_contain_text("Bolesławiec")
    large = {"name": "duzy.csv", "mimeType": "text/csv", "buffer": b"1" * 200_001}
    page.locator(f"{DIALOG} input[type=file]").set_input_files([large])
    expect(page.locator(f"{DIALOG} .go-mowi")).to_contain_text("jest za duży")


def test_saving_works_for_the_tab_when_the_browser_forbids_storage(open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    view.open_view(page, HOME)
    open_dialog(page)
    page.get_by_role("button", name="Sąsiedzi").click()
    expect(page.locator(f"{DIALOG} .go-mowi")).to_contain_text("Dodano")
    page.get_by_label("Nazwa grupy").fill("Sąsiedzi Płońska")
    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page.locator(f"{DIALOG} .go-mowi")).to_contain_text("do zamknięcia tej karty")
    expect(page.locator(f"{DIALOG} .go-zapisane")).to_contain_text("Sąsiedzi Płońska")


def test_the_dialog_fills_a_phone_and_nothing_reaches_over_its_edge(open_page: OpenPage) -> None:
    page = open_page(width=320, height=640)
    view.open_view(page, HOME)
    open_dialog(page)
    page.get_by_role("button", name="Gminy mojego powiatu").click()
    expect(page.locator(f"{DIALOG} .go-ile")).to_have_text("12 gmin")
    wide = page.evaluate(OVER_THE_EDGE)
    assert wide == []
    expect(page.get_by_role("button", name="Użyj tej grupy")).to_be_in_viewport()


def test_weights_of_the_nearest_are_changed_and_restored(page: Page) -> None:
    page.goto(f"{PROFILE}?group=najblizsze")
    section = page.locator("#grupa")
    expect(section).to_contain_text("Najbliższe:")
    section.get_by_role("link", name="Zmień wagi").click()
    section.get_by_label("gęstość zaludnienia").press("End")
    section.get_by_label("bezrobotni").press("Home")
    section.get_by_role("button", name="Zastosuj wagi").press("Enter")
    expect(page).to_have_url(re.compile(r"w=FIN-SS-03\.5_FIN-SS-07\.0"))
    expect(section.get_by_role("status")).to_contain_text("To są twoje wagi")
    expect(section.get_by_role("button", name="Zastosuj wagi")).to_be_focused()
    assert_accessible(page, scope="#grupa")
    for name in section.locator("[data-cecha] input").all():
        name.press("Home")
    section.get_by_role("button", name="Zastosuj wagi").click()
    expect(section.get_by_role("status")).to_contain_text("Co najmniej jedna waga")
    section.get_by_role("button", name="Przywróć").click()
    expect(page).not_to_have_url(re.compile("w="))
