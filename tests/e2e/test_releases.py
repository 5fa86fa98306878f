"""Journeys through releases: the data as of an earlier one, and what changed since my visit."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from smup.database import make_engine
from smup.flags import Flag
from smup.ingest.bulk import write_values
from smup.ingest.columns import ValueColumns
from smup.ingest.load import load
from smup.models import Observation, Release
from smup.statistics.refresh import refresh
from tests import builders
from tests.e2e.accessibility import assert_accessible
from tests.e2e.server import Server, running_server, sample_database

INDICATOR, UNIT, YEAR = "EDU-WP-01", "1420011", 2024
NEW = 12.3


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own: the revised value would stand out in the charts of other journeys."""
    folder = tmp_path_factory.mktemp("releases")
    shutil.copy(sample_database(), folder / "smup.sqlite")
    with running_server(folder / "smup.sqlite", log=folder / "gunicorn.log") as started:
        yield started


@pytest.fixture(scope="module")
def revised(server: Server) -> tuple[int, float]:
    """One value of Płońsk revised to 12.3; the release before it, and the value it had."""
    engine = make_engine(f"sqlite:///{server.database}")
    with engine.connect() as connection:
        key = builders.indicator_id(connection, INDICATOR)
        unit = builders.unit_id(connection, UNIT)
        before = connection.scalar(select(Release.id).order_by(Release.id.desc()).limit(1))
        held = (Observation.indicator_id == key, Observation.unit_id == unit)
        old = connection.scalar(select(Observation.value).where(*held, Observation.year == YEAR))
    with load(engine, kind="sample", source="test", after=refresh) as current:
        columns = ValueColumns.of(
            key_id=key, year=YEAR, unit_id=unit, value=np.array([NEW]), flag=int(Flag.OCCURRED),
            decimals=1,
        )  # fmt: skip
        write_values(current, Observation, columns)
    engine.dispose()
    assert before is not None
    assert old is not None
    return int(before), float(old)


def polish(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def test_the_data_as_of_an_earlier_release(
    server: Server, page: Page, revised: tuple[int, float], tmp_path: Path
) -> None:
    release, old = revised
    page.goto(f"{server.url}/wskaznik/{INDICATOR}?unit={UNIT}")
    row = page.locator("#view-table tr.ja")
    page.get_by_role("tab", name="Tabela").click()
    expect(row.first).to_contain_text(polish(NEW))

    page.locator("[data-otworz-wydanie]").first.click()
    expect(page.locator("h1")).to_have_text("Wydania danych")
    page.locator(f"a[href*='wydanie={release}'][href*='wskaznik']").first.click()
    bar = page.locator(".zwydania")
    expect(bar).to_contain_text(f"Dane w stanie z wydania {release} z ")
    expect(row.first).to_contain_text(polish(old))
    assert_accessible(page)

    page.locator("#view-year-slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(rf"year={YEAR - 1}.*wydanie={release}"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(rf"wydanie={release}"))
    page.locator("[data-csv]").first.scroll_into_view_if_needed()
    with page.expect_download() as download:
        page.locator("[data-csv]").first.click()
    file = tmp_path / "table.csv"
    download.value.save_as(file)
    line = next(one for one in file.read_text(encoding="utf-8-sig").splitlines() if UNIT in one)
    assert polish(old) in line
    assert f"wydanie-{release}" in download.value.suggested_filename

    page.goto(f"{server.url}/jednostka/{UNIT}?wydanie={release}")
    expect(bar).to_be_visible()
    page.emulate_media(media="print")
    expect(bar).to_be_visible()
    page.emulate_media(media="screen")
    bar.get_by_text("Wróć do bieżących danych").click()
    expect(bar).to_have_count(0)
    expect(page).not_to_have_url(re.compile("wydanie="))


def test_an_unknown_release_is_told(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/obszar/edukacja?wydanie=999")
    expect(page.locator(".zwydania-brak")).to_contain_text("Nie ma takiego wydania")
    expect(page.locator(".zwydania")).to_have_count(0)


def test_since_my_last_visit(server: Server, page: Page, revised: tuple[int, float]) -> None:
    release, old = revised
    page.goto(f"{server.url}/wydania")
    expect(page.locator(".wydania-lista tbody tr").first).to_contain_text("1 poprawiona")
    page.evaluate(f"localStorage.setItem('smup-wydanie', '{release}')")
    page.goto(f"{server.url}/jednostka/{UNIT}")
    link = page.locator("[data-zmiany-od] a")
    expect(link).to_have_text("1 zmiana od ostatniej wizyty")
    link.click()
    expect(page).to_have_url(re.compile(rf"/wydania\?unit={UNIT}&od={release}"))
    expect(page.locator("#od-wizyty tbody tr")).to_contain_text(polish(old))
    assert_accessible(page)


def test_a_unit_is_chosen_by_its_name(server: Server, page: Page) -> None:
    page.goto(f"{server.url}/wydania")
    form = page.locator(".wydania-form")
    field = form.get_by_role("combobox", name="Jednostka", exact=True)
    expect(field).to_be_visible()
    form.get_by_role("button", name="Pokaż zmiany").click()
    expect(form.get_by_role("status")).to_contain_text("Wpisz nazwę")
    field.fill("Płońsk")
    expect(form.locator("[role=listbox] [role=option]").first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    form.get_by_role("button", name="Pokaż zmiany").click()
    expect(page).to_have_url(re.compile(r"/wydania\?unit=1420011&od=\d+"))
    expect(page.locator("#od-wizyty h3").first).to_contain_text("Płońsk, gm. miejska, pow. płoński")
    expect(field).to_have_value("Płońsk, gm. miejska, pow. płoński")


def test_revised_values_of_a_unit_found_by_its_name(
    server: Server, page: Page, revised: tuple[int, float]
) -> None:
    page.goto(f"{server.url}/wydania/{revised[0] + 1}")
    form = page.locator("#poprawki form")
    field = form.get_by_role("combobox", name="Jednostka", exact=True)
    field.fill("Płońsk")
    expect(form.locator("[role=listbox] [role=option]").first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    form.get_by_role("button", name="Pokaż").click()
    expect(page).to_have_url(re.compile("unit=1420011"))
    expect(page.locator("#poprawki tbody tr")).to_have_count(1)
    expect(field).to_have_value("Płońsk, gm. miejska, pow. płoński")
    field.fill("")
    form.get_by_role("button", name="Pokaż").click()
    expect(page).to_have_url(re.compile(r"unit=(&|$)"))


def test_releases_on_a_phone(server: Server, phone: Page, revised: tuple[int, float]) -> None:
    for path in ("/wydania", f"/wydania/{revised[0] + 1}", "/en/wydania"):
        phone.goto(f"{server.url}{path}")
        expect(phone.locator(".wydania h2").first).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert_accessible(phone)
