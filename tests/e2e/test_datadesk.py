"""Journeys through the data desk: choosing, taking out, keeping, coming back."""

import csv
import io
import re
import sqlite3
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import OpenPage
from tests.e2e.server import Server
from tests.e2e.watch import Watch

TWO = "ind=EDU-WP-01.EDU-SP-07"
FINANCE = (
    "FIN-DO-01", "FIN-DO-02", "FIN-DO-03", "FIN-WY-01", "FIN-WY-02",
    "FIN-WY-04", "FIN-WB-01", "FIN-WB-02", "FIN-ZD-01", "FIN-ZD-02",
)  # fmt: skip
OF_DATABASE = """
    SELECT i.code, c.code, o.year, o.value
    FROM observation o
    JOIN indicator i ON i.id = o.indicator_id
    JOIN unit u ON u.id = o.unit_id AND u.level = 'gmina' AND NOT u.fictional
    JOIN unit_code c ON c.unit_id = u.id AND c.system = 'teryt' AND c.valid_to IS NULL
         AND length(c.code) = 7
    WHERE i.code IN ({codes}) AND o.year >= 2010 AND o.value IS NOT NULL
"""


def database_values(database: Path, codes: tuple[str, ...]) -> dict[tuple[str, str, int], float]:
    """Return the values of all gminas, read without the program."""
    marks = ", ".join("?" for _ in codes)
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute(OF_DATABASE.format(codes=marks), codes).fetchall()
    return {(code, teryt, year): value for code, teryt, year, value in rows}


def file_values(text: str) -> dict[tuple[str, str, int], float]:
    """Return the values of a long table in CSV; empty ones are left out."""
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return {
        (row["wskaznik"], row["teryt"], int(row["rok"])): float(row["wartosc"].replace(",", "."))
        for row in rows
        if row["wartosc"]
    }


def open_step(page: Page, title: str) -> Locator:
    """Open a dialog by the wide button of a step."""
    page.get_by_role("button", name=re.compile(f"^{title}")).click()
    dialog = page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    return dialog


def test_ten_indicators_of_all_gminas_from_the_start_page(server: Server, page: Page) -> None:
    page.goto(server.url)
    page.get_by_role("main").get_by_role("link", name="Pobierz dane").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dane do pobrania")
    dialog = open_step(page, "Dodaj wskaźnik")
    for code in FINANCE:
        dialog.get_by_role("searchbox").fill(code)
        dialog.get_by_role("checkbox").first.check()
    expect(dialog.get_by_text("Wybrano 10 wskaźników.")).to_be_visible()
    dialog.get_by_role("button", name="Zastosuj").click()
    expect(page.locator("[data-krok=indicators] .chip")).to_have_count(10)
    page.get_by_text("długi", exact=True).click()
    expect(page).to_have_url(re.compile("uklad=dlugi"))
    first = page.get_by_label("Od roku", exact=True)
    first.select_option(index=0)
    expect(page).to_have_url(re.compile(r"years=\d{4}-\d{4}|years=all"))
    expect(page.locator("html")).not_to_have_class(re.compile("laduje"))
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("^CSV")).first.click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    expected = database_values(server.database, FINANCE)
    assert expected
    assert file_values(text) == expected


def test_a_whole_selection_by_keyboard(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/dane")
    keys = page.keyboard
    page.get_by_role("button", name=re.compile("^Dodaj wskaźnik")).focus()
    keys.press("Enter")
    expect(page.get_by_role("searchbox", name="Szukaj wskaźnika")).to_be_focused()
    keys.type("przedszkolnym")
    expect(page.locator(".dane-drzewo input").first).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Space")
    use(page)
    expect(page).to_have_url(re.compile(r"\?ind=EDU-WP-\d\d$"))
    expect(page.get_by_role("button", name=re.compile("^Dodaj wskaźnik"))).to_be_focused()
    reach(page, page.get_by_role("button", name=re.compile("^Dodaj gminę")))
    keys.press("Enter")
    expect(page.get_by_role("combobox", name="Dodaj jednostkę")).to_be_focused()
    expect(page.locator(".dane-obszary li")).to_have_count(16)
    keys.type("plonsk")
    expect(page.locator("#data-units-add-list li").first).to_contain_text("Płońsk")
    keys.press("Enter")
    expect(page.locator(".go-chipy")).to_contain_text("Płońsk")
    reach(page, page.get_by_role("checkbox", name="mazowieckie"))
    keys.press("Space")
    use(page)
    expect(page).to_have_url(re.compile(r"units=1420011&gdzie=14"))
    reach(page, page.get_by_label("Od roku", exact=True))
    keys.press("Home")
    expect(page).to_have_url(re.compile(r"years="))
    expect(page.get_by_label("Od roku", exact=True)).to_be_focused()
    reach(page, page.get_by_role("radio", name="szeroki"))
    keys.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"uklad=lata"))
    expect(page.get_by_role("radio", name="lata w wierszach")).to_be_focused()
    reach(page, page.get_by_label("mediana i kwartyle grupy"))
    keys.press("Space")
    expect(page).to_have_url(re.compile(r"kolumny=powiat\.powod\.grupa"))
    expect(page.get_by_label("mediana i kwartyle grupy")).to_be_focused()


def reach(page: Page, target: Locator, *, most: int = 80) -> None:
    """Press the tab key until the focus is on something."""
    for _ in range(most):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    message = f"{target} is not reached by the tab key"
    raise AssertionError(message)


def use(page: Page) -> None:
    """Use what a dialog holds, by keyboard."""
    reach(page, page.locator("dialog[open] [data-dane-zastosuj]"), most=120)
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_pasted_list_is_told_line_by_line(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/dane?{TWO}")
    dialog = open_step(page, "Dodaj gminę")
    dialog.get_by_text("Wklej listę").click()
    dialog.get_by_label(re.compile("^Kody TERYT")).fill("1420011\n201011\nBolesławiec\nNigdzie")
    dialog.get_by_role("button", name="Sprawdź i dodaj").click()
    result = dialog.locator(".go-wynik")
    expect(result).to_contain_text("Rozpoznano 2 z 4 wierszy. Dodano 2 jednostki.")
    expect(result).to_contain_text("Wiersz 3, „Bolesławiec”:")
    expect(result).to_contain_text("Wiersz 4, „Nigdzie”:")
    result.get_by_role("button", name=re.compile("^Weź: Bolesławiec, gm. wiejska")).click()
    dialog.get_by_role("button", name="Zastosuj").click()
    expect(page).to_have_url(re.compile(r"units=1420011\.0201011\.0201022"))
    expect(page.locator("[data-krok=units] .chip")).to_have_count(3)


def test_my_unit_with_its_group_and_the_map(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/dane?{TWO}")
    dialog = open_step(page, "Dodaj gminę")
    dialog.get_by_role("combobox", name="Moja jednostka").fill("plonsk")
    dialog.locator("#data-units-mine-list li").first.click()
    expect(dialog.get_by_label("Grupa porównawcza: Płońsk")).to_have_value("podobne")
    dialog.locator(".dane-mapa path[data-kod='1405']").dispatch_event("click")
    expect(dialog.locator(".go-chipy")).to_contain_text("pow. grodziski: wszystkie")
    dialog.get_by_label("Mapa pokazuje").select_option("14")
    dialog.locator(".dane-mapa path[data-kod='1402011']").dispatch_event("click")
    expect(dialog.locator(".go-chipy")).to_contain_text("Ciechanów")
    dialog.get_by_role("button", name="Zastosuj").click()
    expect(page).to_have_url(re.compile(r"units=1402011&gdzie=1405&unit=1420011&group=podobne"))
    expect(page.locator("[data-krok=units] .chip.ja")).to_contain_text("Płońsk")


def test_sets_are_kept_in_the_browser(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/dane?{TWO}&years=2022-2023")
    dialog = open_step(page, "Moje zestawy")
    dialog.get_by_label("Nazwa zestawu").fill("Oświata")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Zapisano zestaw „Oświata”.")).to_be_visible()
    assert_accessible(page, scope="dialog[open]")
    page.goto(f"{server.url}/dane")
    dialog = open_step(page, "Moje zestawy")
    dialog.get_by_role("button", name="Zmień nazwę zestawu Oświata").click()
    page.keyboard.type("Szkoły")
    page.keyboard.press("Enter")
    dialog.get_by_role("link", name="Otwórz zestaw Szkoły").click()
    expect(page).to_have_url(re.compile(re.escape(f"{TWO}&years=2022-2023") + "$"))
    expect(page.locator("[data-krok=indicators] .chip")).to_have_count(2)
    dialog = open_step(page, "Moje zestawy")
    dialog.get_by_role("button", name="Usuń zestaw Szkoły").click()
    expect(dialog.get_by_text("Nie ma jeszcze żadnego zestawu.")).to_be_visible()
    dialog.get_by_role("button", name="Cofnij").click()
    expect(dialog.get_by_role("link", name="Otwórz zestaw Szkoły")).to_be_visible()


def test_without_storage_a_set_lasts_as_long_as_the_tab(server: Server, page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    page.goto(f"{server.url}/dane?{TWO}")
    dialog = open_step(page, "Moje zestawy")
    dialog.get_by_label("Nazwa zestawu").fill("Oświata")
    dialog.get_by_role("button", name="Zapisz zestaw").click()
    expect(dialog.get_by_text("Przeglądarka nie pozwala zapisywać.")).to_be_visible()
    expect(dialog.get_by_role("link", name="Otwórz zestaw Oświata")).to_be_visible()


def test_back_reload_and_a_ready_set(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/dane?{TWO}&zle=1&sort=nic")
    expect(page.get_by_text("Części adresu nie udało się użyć")).to_be_visible()
    page.get_by_role("button", name="Usuń: Wydatki bieżące na ucznia SP").click()
    expect(page).to_have_url(re.compile(r"\?ind=EDU-WP-01$"))
    expect(page.get_by_role("button", name="Usuń: Dzieci 3–6 lat w przedszkolach")).to_be_focused()
    page.reload()
    expect(page.locator("[data-krok=indicators] .chip")).to_have_count(1)
    page.get_by_role("link", name="Budżet w 12 wskaźnikach").first.click()
    expect(page.locator("[data-krok=indicators] summary").first).to_be_visible()
    expect(page.get_by_text("i jeszcze")).to_have_count(0)
    expect(page.locator("[data-krok=indicators] .chip")).to_have_count(12)
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?ind=EDU-WP-01$"))
    expect(page.locator("[data-krok=indicators] .chip")).to_have_count(1)


def test_late_answers_are_dropped_and_waiting_is_seen(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/dane?{TWO}")
    boxes = page.locator(".dane-kolumny.unit input")
    expect(boxes).to_have_count(4)
    for name in ("rodzaj", "województwo", "ludność"):
        page.locator(".dane-kolumny.unit").get_by_label(name).check()
    expect(page).to_have_url(re.compile("kolumny=rodzaj.powiat.wojewodztwo.ludnosc.powod$"))
    for name in ("rodzaj", "powiat", "województwo", "ludność"):
        expect(page.locator(".dane-kolumny.unit").get_by_label(name)).to_be_checked()
    expect(page.locator("#data-preview")).not_to_have_attribute("aria-busy", "true")


def test_from_a_sector_and_an_indicator(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/wskaznik/EDU-WP-01?unit=1420011&year=2023")
    page.get_by_role("link", name="Otwórz w danych").first.click()
    expect(page).to_have_url(re.compile(r"/dane\?ind=EDU-WP-01&unit=1420011&group=podobne"))
    expect(page.get_by_label("Od roku", exact=True)).to_have_value("2023")
    page.goto(f"{server.url}/obszar/edukacja?service=szkoly-podstawowe")
    page.get_by_role("link", name="Otwórz w danych").first.click()
    expect(page).to_have_url(re.compile(r"/dane\?usluga=szkoly-podstawowe"))


def test_in_english_and_accessible(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/en/dane?{TWO}&unit=1420011&group=podobne")
    expect(page.get_by_role("heading", level=1)).to_have_text("Data to download")
    expect(page.locator("[data-krok=shape] input").first).to_be_attached()
    assert_accessible(page)
    dialog = open_step(page, "Add an indicator")
    dialog.get_by_role("button", name="Expand: Education").click()
    assert_accessible(page, scope="dialog[open]")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=re.compile("^Add an indicator"))).to_be_focused()
    dialog = open_step(page, "Add a gmina")
    expect(dialog.locator(".dane-mapa svg")).to_be_visible()
    assert_accessible(page, scope="dialog[open]")


def test_on_a_phone_steps_fold(server: Server, open_page: OpenPage, watch: Watch) -> None:
    del watch
    phone = open_page(width=390, height=844)
    phone.goto(f"{server.url}/dane?{TWO}&unit=1420011&group=podobne")
    expect(phone.locator("[data-krok=indicators] .krk-ile")).to_have_text("2 wskaźniki")
    expect(phone.get_by_role("link", name=re.compile("^CSV")).first).to_be_visible()
    expect(phone.get_by_label("Od roku", exact=True)).to_be_hidden()
    phone.get_by_role("heading", name="Lata").click()
    phone.get_by_label("Od roku", exact=True).select_option(index=0)
    expect(phone).to_have_url(re.compile("years="))
    expect(phone.get_by_label("Od roku", exact=True)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert_accessible(phone)
