"""From the footer to the own account and out again, with the keyboard and in both languages."""

import os
import subprocess
import sys

from playwright.sync_api import Page, expect

from smup.settings import ROOT
from tests.e2e.accessibility import assert_accessible
from tests.e2e.server import Server
from tests.e2e.watch import Watch

EMAIL, PASSWORD = "ola.nowak@urzad.example", "zielony rower pod mostem"


def _first_link(server: Server) -> str:
    """Make an account as an operator does; return the path of the printed link."""
    names = ["--email", EMAIL, "--name", "Ola Nowak", "--role", "administrator"]
    made = subprocess.run(
        [sys.executable, "-m", "smup", "accounts", "add", *names],
        cwd=ROOT,
        env=os.environ | _environment(server),
        capture_output=True,
        text=True,
        check=True,
    )
    return "/konto" + made.stdout.split()[-1].partition("/konto")[2]


def _environment(server: Server) -> dict[str, str]:
    return {
        "SMUP_DATABASE_URL": f"sqlite:///{server.database}",
        "SMUP_SECRET_KEY": server.secret,
    }


def test_a_first_password_and_an_account(page: Page, server: Server, watch: Watch) -> None:
    watch.allow("status of 400")
    page.goto(_first_link(server))
    page.get_by_label("Nowe hasło").fill("krótkie")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Hasło ma mniej niż 12 znaków.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Nowe hasło").fill(PASSWORD)
    show = page.get_by_role("button", name="Pokaż hasło")
    show.press("Space")
    expect(show).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Nowe hasło")).to_have_attribute("type", "text")
    page.get_by_role("button", name="Ustaw hasło").click()
    expect(page.get_by_role("status")).to_contain_text("Hasło jest ustawione")
    assert_accessible(page)
    page.get_by_label("Adres e-mail").fill(EMAIL)
    page.get_by_label("Hasło", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Moje konto")
    assert_accessible(page)
    page.get_by_role("link", name="Konta", exact=True).click()
    expect(page.get_by_role("cell", name=EMAIL)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Nowe konto").click()
    expect(page.get_by_role("group", name="Rola")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Wyloguj").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logowanie")


def test_the_way_from_a_page_that_is_read(phone: Page) -> None:
    phone.goto("/en/")
    phone.get_by_role("link", name="Account: submit practices and notes").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert_accessible(phone)
    phone.get_by_role("link", name="I forgot my password").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("I forgot my password")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
