"""The right of reply in Chromium: a note written, checked, published and shown beside its value."""

import csv
import io
import re
from datetime import UTC, datetime

from playwright.sync_api import Page, expect
from sqlalchemy import update

from smup.accounts import store
from smup.accounts.audit import By
from smup.accounts.passwords import hash_password
from smup.accounts.permissions import Role
from smup.database import make_engine
from smup.models import Account
from tests import builders
from tests.e2e.accessibility import assert_accessible
from tests.e2e.conftest import OpenPage
from tests.e2e.server import Server

UNIT, INDICATOR, YEAR = "0602053", "EDU-SP-03", 2024
PAGE = f"/wskaznik/{INDICATOR}?unit={UNIT}&tab=table"
WORDS = "Budowa szkoły do sierpnia 2024, <b>klasy</b> łączono."
PASSWORD = "zielony rower pod mostem"


def account(server: Server, role: Role, unit: str | None = None) -> str:
    """Make an account with a password in the server's database; returns its e-mail."""
    email = f"uwagi.{role}@example.org"
    engine = make_engine(f"sqlite:///{server.database}")
    with engine.begin() as connection:
        data = store.AccountData(
            email=email,
            name=f"Anna {role}",
            role=role,
            unit_id=builders.unit_id(connection, unit) if unit else None,
            lang="pl",
        )
        by = By(account_id=None, now=datetime.now(UTC))
        key = store.create_account(connection, data, by)
        secret = {"password_hash": hash_password(PASSWORD)}
        connection.execute(update(Account).where(Account.id == key).values(secret))
    engine.dispose()
    return email


def sign_in(page: Page, email: str) -> None:
    """Fill in the form of signing in that is shown, by keyboard."""
    page.get_by_label("Adres e-mail").fill(email)
    page.get_by_label("Hasło", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")


def open_table(page: Page, *, prefix: str = "") -> None:
    """Open the indicator's table and wait for it."""
    page.goto(f"{prefix}{PAGE}")
    expect(page.locator("#view-table tbody tr").first).to_be_visible()


def test_a_note_stands_beside_the_value_once_it_is_published(
    page: Page, open_page: OpenPage, server: Server
) -> None:
    author, moderator = account(server, "contributor", UNIT), account(server, "moderator")
    open_table(page)
    page.get_by_role("link", name="Dodaj uwagę do tej wartości").click()
    sign_in(page, author)
    expect(page.get_by_role("heading", name="Nowa uwaga do wartości")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="Frampol")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Tekst po polsku").fill(WORDS)
    page.get_by_role("button", name="Wyślij do sprawdzenia").press("Enter")
    expect(page.get_by_text("Uwaga czeka na sprawdzenie").first).to_be_visible()

    page.context.clear_cookies()
    page.goto("/konto/kolejka/uwagi")
    sign_in(page, moderator)
    page.get_by_role("link", name=re.compile("Uczniowie w oddziale")).first.click()
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Opublikuj").press("Enter")
    expect(page.get_by_text("Opublikowano uwagę.")).to_be_visible()

    reader = open_page()
    reader.context.clear_cookies()
    check_pages(reader)
    check_files(reader)


def check_pages(page: Page) -> None:
    """The note is in the table, goes with the year, and stands in the profile and its detail."""
    open_table(page)
    note = page.locator("#view-table .wiersz-uwagi")
    expect(note).to_contain_text(f"Uwaga jednostki, {YEAR}")
    expect(note).to_contain_text(WORDS)
    assert_accessible(page, scope="#view-table")
    page.get_by_role("slider", name="Rok").focus()
    page.keyboard.press("ArrowLeft")
    expect(note).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(note).to_have_count(1)
    open_table(page, prefix="/en")
    expect(page.locator("#view-table .wiersz-uwagi q")).to_have_attribute("lang", "pl")

    page.goto(f"/jednostka/{UNIT}")
    row = page.locator(f"tr:has([data-detail='{INDICATOR}'])").first
    expect(row.locator(".uw-jst")).to_contain_text(WORDS)
    page.goto(f"/porownaj?unit={UNIT}&ind={INDICATOR}&view=table")
    expect(page.locator(".uwagi-jst .uw-jst").first).to_contain_text(WORDS)


def check_files(page: Page) -> None:
    """The note is in the file of the view and in the API."""
    answer = page.request.get(f"/eksport/pl/wskaznik/{INDICATOR}.csv?unit={UNIT}")
    text = answer.body().decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    said = {row["teryt"]: row["uwaga_jednostki"] for row in rows}
    assert said[UNIT] == WORDS
    data = page.request.get(f"/api/v1/data?indicator={INDICATOR}&unit={UNIT}&year={YEAR}").json()
    assert data["data"][0]["note"]["pl"] == WORDS


def test_a_note_fits_a_phone(phone: Page) -> None:
    phone.goto(f"/wskaznik/{INDICATOR}?unit=9901011&tab=table&year=2024")
    note = phone.locator("#view-table .wiersz-uwagi .uw-jst")
    expect(note).to_contain_text("Przykład:")
    box = note.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
