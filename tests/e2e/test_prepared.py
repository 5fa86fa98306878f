"""A large file of the data desk: ordered, waited for with progress, received."""

import re
import zipfile

from playwright.sync_api import Page, expect

from tests.e2e.accessibility import assert_accessible

LARGE = "obszar=edukacja&level=gmina&years=2020-2024&uklad=dlugi"
MAKING_MS = 240_000


def test_a_large_file_is_waited_for_with_progress_and_arrives(page: Page) -> None:
    page.goto(f"/eksport/pl/dane.xlsx?{LARGE}&plik=tak", timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Przygotowujemy plik")
    assert "zlecenie=" in page.url
    assert_accessible(page)
    expect(page.get_by_role("button", name="Zrezygnuj z pliku")).to_be_visible()
    with page.expect_download(timeout=MAKING_MS) as got:
        expect(page.locator("#stan .lead")).to_contain_text("Zapisano", timeout=MAKING_MS)
        expect(page.locator("#postep progress")).to_have_attribute("value", re.compile(r"\d+"))
        expect(page.get_by_role("status")).to_contain_text(re.compile("Zapisano|Plik jest gotowy"))
    assert got.value.suggested_filename.endswith(".xlsx")
    with zipfile.ZipFile(got.value.path()) as book:
        assert book.testzip() is None
        assert "xl/worksheets/sheet1.xml" in book.namelist()
    expect(page.locator("#stan .lead")).to_contain_text("Plik jest gotowy")
    expect(page.locator("#postep")).to_be_hidden()


def test_an_order_is_given_up(page: Page) -> None:
    other = LARGE.replace("2020", "2017")
    page.goto(f"/eksport/pl/dane.xlsx?{other}&plik=tak", timeout=60_000)
    page.get_by_role("button", name="Zrezygnuj z pliku").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zrezygnowano z pliku")
    assert_accessible(page)
