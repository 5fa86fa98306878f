"""Journeys over a sector dashboard: four linked pictures, one state, one address."""

import csv
import io
import re

from playwright.sync_api import Page, expect

from tests.e2e import linked_page as view
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import OpenPage

PLONSK = "1420011"
HOME = f"/obszar/edukacja?unit={PLONSK}"


def test_a_change_of_year_repaints_everything_and_asks_the_server_nothing(page: Page) -> None:
    view.open_view(page, HOME)
    before, fills = view.texts(page), view.fills(page)
    requests = view.Requests(page)
    slider = page.locator(view.SLIDER)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(view.SENTENCE)).to_contain_text("w\u00a02023\u00a0roku")
    expect(page.locator(f"{view.TABLE} thead")).to_contain_text("2023, %")
    expect(page).to_have_url(re.compile("year=2023"))
    after = view.texts(page)
    for part in (view.SENTENCE, "#view-kpi", view.TABLE):
        assert after[part] != before[part], part
    assert after["#view-table-title"] == before["#view-table-title"]
    repainted = view.fills(page)
    changed = [code for code, fill in fills.items() if repainted[code] != fill]
    assert len(changed) > len(fills) / 20

    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile("year=2015"))
    play = page.get_by_role("button", name="Odtwórz lata 2015–2024")
    play.click()
    expect(slider).not_to_have_attribute("aria-valuenow", "2015")
    page.get_by_role("button", name="Zatrzymaj odtwarzanie").click()
    stopped = slider.get_attribute("aria-valuenow")
    expect(page).to_have_url(re.compile(f"year={stopped}"))
    page.wait_for_timeout(1000)
    expect(slider).to_have_attribute("aria-valuenow", stopped or "")

    page.locator(view.SLIDER).press("End")
    expect(page).to_have_url(re.compile(r"/obszar/edukacja\?unit=1420011$"))
    expect(page.locator(view.SENTENCE)).to_have_text(before[view.SENTENCE])
    assert view.fills(page) == fills
    assert requests.found == []


def test_the_address_tells_the_whole_view(page: Page, open_page: OpenPage) -> None:
    view.open_view(page, HOME)
    first = page.locator("#view-title").inner_text()
    card = page.locator("#view-kpi a").nth(4)
    card.click()
    expect(page).to_have_url(re.compile("ind="))
    expect(page.locator("#view-title")).not_to_have_text(first)
    expect(page.locator("#view-kpi a").nth(4)).to_have_attribute("aria-current", "true")
    name = page.locator("#view-title").inner_text()
    expect(page.locator(view.SENTENCE)).to_contain_text(name)
    expect(page.locator(f"{view.TABLE} caption")).to_contain_text(name)
    page.locator(view.SLIDER).press("ArrowLeft")
    page.locator("#view-mode").get_by_text("Wobec grupy").click()
    page.get_by_label("Porównuj z grupą").select_option("wojewodztwo")
    expect(page.locator("#view-table-title")).to_contain_text("województwo mazowieckie")
    page.locator(f"{view.TABLE} thead button").first.click()
    expect(page).to_have_url(re.compile("group=wojewodztwo.*mode=group.*sort=name"))
    told, fills, address = view.texts(page), view.fills(page), page.url

    page.reload()
    view.wait_until_drawn(page)
    assert view.texts(page) == told
    assert view.fills(page) == fills
    assert page.url == address

    page.get_by_role("navigation", name="Główne").get_by_role("link", name="Wskaźniki").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wszystkie wskaźniki")
    page.go_back()
    view.wait_until_drawn(page)
    expect(page.locator("#view-title")).to_have_text(name)
    assert view.texts(page) == told
    assert page.url == address


def test_a_change_of_level_draws_380_powiats(page: Page) -> None:
    view.open_view(page, f"{HOME}&ind=EDU-PRZ-01&sel=1420022")
    expect(page.locator(view.PATHS)).to_have_count(2477)
    page.locator("#view-level").get_by_text("Powiaty").click()
    expect(page.locator(view.PATHS)).to_have_count(380)
    expect(page.locator(view.SENTENCE)).to_contain_text("powiat płoński")
    expect(page).to_have_url(re.compile("level=powiat"))
    page.wait_for_function(f"() => document.querySelectorAll({view.PATHS!r})[0].style.fill !== ''")
    assert all(view.fills(page).values())
    # A gmina picked before is no unit of this level.
    expect(page.locator("#view-chips .chip")).to_have_count(0)
    told = view.texts(page)
    page.reload()
    view.wait_until_drawn(page)
    assert view.texts(page) == told


def test_a_click_on_the_map_picks_a_unit_everywhere(page: Page) -> None:
    view.open_view(page, f"{HOME}&group=powiat&woj=14")
    other = next(code for code in view.all_codes(page) if code != PLONSK)
    traces = page.locator("#view-trend .scatterlayer .trace")
    before = traces.count()
    target = page.evaluate_handle(
        "([paths, code]) => [...document.querySelectorAll(paths)]"
        ".find((path) => path.__data__.loc === code)",
        [view.PATHS, other],
    ).as_element()
    assert target is not None
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#view-map ~ .dymek, .dymek").first).to_be_visible()
    page.mouse.down()
    page.mouse.up()
    picked = page.locator(f"{view.TABLE} tr.wyr [data-pick]")
    expect(picked).to_have_attribute("data-pick", other)
    expect(page).to_have_url(re.compile(f"sel={other}"))
    expect(traces).to_have_count(before + 1)
    assert page.locator("#view-map .obrys.wyr").count() == 1
    name = picked.inner_text()
    expect(page.locator("#view-chips .chip")).to_contain_text(name)
    picked.press("Enter")
    expect(page.locator("#view-chips .chip")).to_have_count(0)
    expect(traces).to_have_count(before)
    expect(page.locator(f'{view.TABLE} [data-pick="{other}"]')).to_be_focused()


def test_lines_of_the_browser_are_cut_at_breaks_and_missing_years(page: Page) -> None:
    page.goto("/o-systemie")
    page.wait_for_function("() => Boolean(window.smup && smup.cutLine)")
    line = page.evaluate("() => smup.cutLine([2018, 2019, 2020, 2022], [1, 2, 3, 4], [2020])")
    assert line == {
        "x": [2018, 2019, 2019.5, 2020, 2021.5, 2022],
        "y": [1, 2, None, 3, None, 4],
    }


def test_the_map_is_enlarged_to_a_voivodeship_and_back(page: Page) -> None:
    view.open_view(page, "/obszar/edukacja")
    width = "(code) => [...document.querySelectorAll('#view-map .choroplethlayer path')]"
    width += ".find((path) => path.__data__.loc === code).getBoundingClientRect().width"
    whole = page.evaluate(width, PLONSK)
    choice = page.get_by_label("Przybliż województwo")
    choice.select_option(label="mazowieckie")
    expect(page).to_have_url(re.compile("woj=14"))
    page.wait_for_function(f"() => ({width})('{PLONSK}') > {1.5 * whole}")
    page.get_by_role("button", name="Cała Polska").click()
    expect(page).not_to_have_url(re.compile("woj="))
    page.wait_for_function(f"() => Math.abs(({width})('{PLONSK}') - {whole}) < 0.5")
    expect(choice).to_have_value("")
    page.get_by_role("button", name="Przybliż", exact=True).click()
    page.wait_for_function(f"() => ({width})('{PLONSK}') > {1.3 * whole}")


def test_the_file_has_the_rows_of_the_page_in_their_order(page: Page) -> None:
    view.open_view(page, f"{HOME}&group=wojewodztwo")
    for heading, key in (("Zmiana od 2023", "-change"), ("Gmina", "name")):
        page.locator(f"{view.TABLE} thead").get_by_role("button", name=heading).click()
        expect(page).to_have_url(re.compile(f"sort={key}"))
        while page.locator(f"{view.TABLE} .wiecej").count():
            page.locator(f"{view.TABLE} .wiecej").click()
        link = page.get_by_role("link", name="CSV").get_attribute("href")
        assert link is not None
        body = page.request.get(link).body().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(body), delimiter=";"))[1:]
        codes = view.shown_codes(page)
        assert len(codes) == 314
        assert [row[0] for row in rows] == codes
        numbers = page.locator(f"{view.TABLE} tbody tr td:nth-child(2)").all_inner_texts()
        for number, row in zip(numbers, rows, strict=True):
            if row[6]:
                assert float(number.replace(",", ".")) == float(row[6].replace(",", "."))
            else:
                assert number.strip() in {"brak", "tajemnica", "nie dotyczy", "jeszcze nie ma"}
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.endswith("dane-przykladowe.csv")


def test_all_units_are_sorted_alike_in_page_and_file(page: Page) -> None:
    view.open_view(page, f"/en/obszar/edukacja?unit={PLONSK}&group=kraj&sort=name")
    link = page.get_by_role("link", name="CSV").get_attribute("href")
    assert link is not None
    for sort in ("name", "-name", "change", "-change", "value"):
        lines = page.request.get(link.replace("sort=name", f"sort={sort}")).text().splitlines()
        in_file = [line.split(";")[0] for line in lines[1:]]
        assert in_file == view.all_codes(page, sort=sort), sort
        assert len(in_file) == 2477


def test_the_whole_journey_works_with_the_keyboard(page: Page) -> None:
    view.open_view(page, "/obszar/edukacja")
    expect(page.locator(view.SENTENCE)).to_contain_text("w\u00a0połowie gmin")
    field = page.get_by_role("combobox", name="Twoja jednostka")
    _tab_to(page, "view-unit-field")
    field.press_sequentially("grajewo", delay=10)
    expect(page.get_by_role("option").first).to_contain_text("Grajewo")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(view.SENTENCE)).to_contain_text("Grajewo")
    expect(page).to_have_url(re.compile("unit=2004"))
    expect(page.locator(f"{view.ROWS}.ja")).to_contain_text("Grajewo")
    _tab_to(page, "view-year-slider")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("year=2023"))
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#view-kpi a:nth-child(2)')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#view-kpi a").nth(1)).to_have_attribute("aria-current", "true")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-sort=\"name\"]')"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("sort=name"))
    assert page.evaluate("document.activeElement.dataset.sort") == "-name"


def _tab_to(page: Page, element_id: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == element_id:
            return
    raise AssertionError(element_id)


def test_bad_parameters_are_named_and_the_page_works(page: Page) -> None:
    view.open_view(page, "/obszar/edukacja?unit=9999999&year=1900&ind=XXX-1&level=gmna&low=a")
    note = page.locator(".uw")
    for text in ("„9999999”", "„1900”", "„XXX-1”", "„gmna”", "„a”"):
        expect(note).to_contain_text(text)
    expect(page.locator(view.SENTENCE)).to_contain_text("(2024)")
    expect(page).to_have_url(re.compile("/obszar/edukacja$"))


def test_the_english_page_speaks_english_in_every_part(page: Page) -> None:
    view.open_view(page, f"/en/obszar/edukacja?unit={PLONSK}&sel=1420022&low=50")
    assert_accessible(page)
    for part, said in view.texts(page).items():
        assert not re.search(r"\b(roku|gminy|mediana|powyżej|lepiej|brak|Widać)\b", said), part
    expect(page.locator(view.SENTENCE)).to_contain_text(" in 2024.")
    expect(page.locator(f"{view.TABLE} thead")).to_contain_text("Change since 2023")


def test_the_dashboard_keeps_the_rules_of_accessibility_and_prints(page: Page) -> None:
    view.open_view(page, HOME)
    assert_accessible(page)
    page.emulate_media(media="print")
    for part in ("#view-map", "#view-trend", "#view-distribution", view.TABLE, ".pod-mapa"):
        expect(page.locator(part)).to_be_visible()
    for part in (".gora", ".zoom", ".graj"):
        expect(page.locator(part).first).to_be_hidden()
    assert page.locator(view.PATHS).count() == 2477


def test_nothing_scrolls_sideways_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(width=390, height=800)
    view.open_view(page, f"{HOME}&sel=1420022&low=50&high=90")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 320, "height": 800})
    page.wait_for_function(
        "() => document.querySelector('#view-trend .main-svg').clientWidth < 320"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("#view-map")).to_be_visible()
    assert_accessible(page)
