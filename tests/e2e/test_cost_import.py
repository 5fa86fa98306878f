"""A workshop: the filled example is loaded by command, and its page shows the worked example."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from smup.costs.dictionary import read_dictionary
from smup.exports.cost_template_book import template_workbook
from smup.settings import ROOT
from tests.e2e.server import Server, running_server, sample_database

UNIT = "9901033"
GROUP = "powiat"
PAGE = f"/koszty/szkoly-podstawowe?unit={UNIT}&year=2023"
LEAD = ".koszt .lead"
TOTAL = ".razem"
PARTS = (
    *("13 986 642", "1 617 583", "1 755 289", "275 820", "655 200", "18 290 534"),
    "18 085 908",
)
GROSS, GROSS_BY_AREA = 18_290_533.54, 17_900_469.25
"""By the usual keys, and with common costs by floor area: docs/cost-of-service.md."""


def run_import(database: Path, file: Path) -> str:
    """Load a file of costs as its user does; return what the command said."""
    made = subprocess.run(
        [sys.executable, "-m", "smup", "import", "costs", str(file)],
        cwd=ROOT,
        env=os.environ | {"SMUP_DATABASE_URL": f"sqlite:///{database}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a copy of the sample with the example loaded."""
    folder = tmp_path_factory.mktemp("import")
    database, example = folder / "smup.sqlite", folder / "koszty.xlsx"
    shutil.copy(sample_database(), database)
    example.write_bytes(template_workbook(read_dictionary(), lang="pl", example=True))
    said = run_import(database, example)
    assert re.search(r"nowe: 55, zmienione: 0, bez zmian: 0, pominięte: 0, odrzucone: 0", said)
    assert "Nic się nie zmieniło" in run_import(database, example)
    with running_server(database, log=folder / "gunicorn.log") as started:
        yield started


def open_page(page: Page, more: str = "") -> None:
    """Open the page of Wzorcowo and wait until its waterfall is drawn."""
    page.goto(PAGE + more)
    expect(page.locator(TOTAL)).to_be_visible()
    expect(page.locator("#cost-waterfall .barlayer").first).to_be_attached()


def saved_result(page: Page, folder: Path) -> list[object]:
    """Download the workbook of what is shown; return the cells of its sheets but the formulas."""
    file = folder / "wynik.xlsx"
    with page.expect_download() as download:
        page.locator("a[href*='.xlsx?']").first.click()
    download.value.save_as(file)
    book = openpyxl.load_workbook(file, data_only=True)
    return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]


def holds(cells: list[object], amount: float) -> bool:
    """Tell whether one of the cells is an amount, to the grosz."""
    numbers = (cell for cell in cells if isinstance(cell, int | float))
    return any(cell == pytest.approx(amount, abs=0.005) for cell in numbers)


def test_the_page_shows_the_numbers_of_the_worked_example(page: Page) -> None:
    open_page(page)
    lead = page.locator(LEAD)
    expect(lead).to_contain_text("Wzorcowo")
    expect(lead).to_contain_text("18 074 zł")
    expect(lead).to_contain_text("17 871 zł")
    expect(page.locator(TOTAL)).to_contain_text("od 17 512 do 18 904 zł")
    page.locator("summary", has_text="Tabela składników").click()
    parts = page.locator(".skladniki")
    for part in PARTS:
        expect(parts).to_contain_text(f"{part} zł")
    expect(page.get_by_role("main")).to_contain_text("1012 uczniów, 4 szkoły")


def test_it_stands_beside_the_other_gminas_of_its_powiat(page: Page) -> None:
    open_page(page, f"&group={GROUP}")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"miejsce\s\S+\sz\s6"))
    for name in ("Wzorcowo", "Ćwiczeniowo", "Zmyślin"):
        expect(page.get_by_role("row", name=re.compile(f"^{name}")).first).to_be_visible()


def test_a_changed_key_goes_to_the_address_and_the_workbook(page: Page, tmp_path: Path) -> None:
    open_page(page)
    assert holds(saved_result(page, tmp_path), GROSS)
    shared = page.get_by_role("radiogroup", name="Koszty wspólne")
    shared.get_by_role("radio", name="m²").click()
    expect(page).to_have_url(re.compile("keys=etaty_m2_zuzycie"))
    expect(page.locator(LEAD)).to_contain_text("17 688 zł")
    expect(page.locator("a[href*='.xlsx?']").first).to_have_attribute(
        "href", re.compile("etaty_m2")
    )
    cells = saved_result(page, tmp_path)
    assert holds(cells, GROSS_BY_AREA)
    assert any("przykładowe" in str(cell).lower() for cell in cells)
