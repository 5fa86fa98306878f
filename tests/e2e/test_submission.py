"""A card from the first draft to the catalogue: submitted, returned, corrected, verified."""

import re

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from smup.accounts.passwords import hash_password
from smup.database import make_engine
from smup.models import Account
from tests.desk_server import add_account
from tests.e2e.accessibility import assert_accessible
from tests.e2e.server import Server
from tests.e2e.watch import Watch

PASSWORD = "cztery niepowiązane słowa"
TITLE = "Próbna trasa dowozu"
PARTS = ("situation", "steps", "costs", "resources", "results", "failures", "transfer")


def account(server: Server, *, role: str, email: str, unit: str | None = None) -> None:
    """Make an account with the password of this module."""
    engine = make_engine(f"sqlite:///{server.database}")
    key = add_account(engine, role=role, unit=unit, email=email)
    with engine.begin() as connection:
        connection.execute(
            update(Account).where(Account.id == key).values(password_hash=hash_password(PASSWORD))
        )
    engine.dispose()


def sign_in(page: Page, email: str) -> None:
    """Sign in by keyboard."""
    page.goto("/konto/logowanie")
    page.locator("#email").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/konto$"))


def press(page: Page, name: str) -> None:
    """Press a button of the page by keyboard."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def write(page: Page, field: str, text: str) -> None:
    """Type into a field by keyboard."""
    page.locator(f"#{field}").focus()
    page.keyboard.insert_text(text)


def submit_with_mistakes(page: Page) -> None:
    """Send a card without its text; what was typed stays."""
    page.get_by_role("link", name="Zgłoś praktykę").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#title")).to_be_visible()
    assert_accessible(page)
    write(page, "title", TITLE)
    page.locator("#subject").select_option(label="Szkoły podstawowe")
    press(page, "Zgłoś do sprawdzenia")
    expect(page.locator("#bledy")).to_contain_text("Co się nie udało")
    expect(page.locator("#title")).to_have_value(TITLE)
    assert_accessible(page)


def submit_whole(page: Page) -> None:
    """Write all parts, link a suggested indicator, look at the preview, submit."""
    write(page, "summary", "Trasę sprawdzono przez miesiąc i skrócono o kwadrans.")
    for part in PARTS:
        write(page, part, f"Opis części, **{part}**.")
    press(page, "Zaproponuj wskaźniki")
    page.locator("[data-link-indicator]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#code_1")).not_to_have_value("")
    press(page, "Pokaż podgląd")
    expect(page.locator("#podglad strong").filter(has_text="situation")).to_be_visible()
    assert_accessible(page)
    press(page, "Zgłoś do sprawdzenia")
    expect(page.get_by_role("status")).to_contain_text("Zgłoszono kartę")


def open_from_queue(page: Page) -> None:
    """Open the card that waits."""
    page.goto("/konto/kolejka")
    assert_accessible(page)
    page.get_by_role("link", name=TITLE).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#comment")).to_be_visible()


def test_a_card_from_draft_to_catalogue(
    page: Page, browser: Browser, server: Server, watch: Watch
) -> None:
    watch.allow("400")  # a form sent back with its mistakes
    account(server, role="contributor", email="autor@example.org", unit="1420011")
    account(server, role="moderator", email="moderator@example.org")
    sign_in(page, "autor@example.org")
    submit_with_mistakes(page)
    submit_whole(page)
    card = page.url

    other = browser.new_context(base_url=server.url, locale="pl-PL")
    moderator = other.new_page()
    watch.follow(moderator)
    sign_in(moderator, "moderator@example.org")
    open_from_queue(moderator)
    assert_accessible(moderator)
    write(moderator, "comment", "Podaj, o ile skrócił się dojazd.")
    press(moderator, "Zwróć do poprawy")
    expect(moderator.get_by_role("status")).to_contain_text("Zwrócono kartę")

    page.goto(card)
    expect(page.locator("main")).to_contain_text("Podaj, o ile skrócił się dojazd.")
    write(page, "results", "Dojazd skrócił się z 70 do 55 minut.")
    press(page, "Zgłoś do sprawdzenia")
    expect(page.get_by_role("status")).to_contain_text("Zgłoszono kartę")

    open_from_queue(moderator)
    moderator.locator("#checked_on").fill("2026-01-15")
    write(moderator, "source", "Sprawozdanie z dowozów")
    press(moderator, "Opublikuj jako zweryfikowaną")
    expect(moderator.get_by_role("status")).to_contain_text("Opublikowano zweryfikowaną")
    other.close()

    history_and_catalogue_show_it(page, card)


def history_and_catalogue_show_it(page: Page, card: str) -> None:
    page.goto(f"{card}/historia")
    expect(page.locator("main")).to_contain_text("opublikowano jako zweryfikowaną")
    assert_accessible(page)
    page.goto("/praktyki?q=próbna+trasa")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator("main")).to_contain_text("Dojazd skrócił się z 70 do 55 minut.")
