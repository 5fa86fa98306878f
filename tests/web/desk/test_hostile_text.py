"""Hostile text through the form, the preview, the decision, the page, the API and the files."""

import json

import pytest
from sqlalchemy import Engine, select

from smup.models import PracticeRevision
from smup.practices.card import LONGEST_SECTION
from smup.practices.markdown_card import card_from_markdown
from tests.desk_server import ClientAs
from tests.practice_forms import COMPULSORY, NEW, decide, form, open_fields, review_of, submitted

SCRIPT = "<script>alert('x')</script>"
TEMPLATE = "{{ 7 * 7 }} {% raw %} ${7*7} #{7*7}"
RTL = "\u202eodwrócony\u202c עברית العربية"
EMOJI = "👩🏽‍🚒 rodzina 👨‍👩‍👧‍👦 🇵🇱"
FORMULA = '=HYPERLINK("https://example.org","kliknij")'
LINKS = "[klik](javascript:alert(1)) [dane](data:text/html,x) <a href='javascript:x'>y</a>"
NESTED = "<div>" * 300 + "<img src=x onerror=alert(1)>" + "</div>" * 300
HOSTILE = {
    "script": SCRIPT,
    "template": TEMPLATE,
    "rtl": RTL,
    "emoji": EMOJI,
    "nul": "przed\x00po\x08 \x1b[31m",
    "formula": FORMULA,
    "links": LINKS,
    "nested": NESTED,
    "quotes": ">" * 10_000,
    "brackets": "[" * 5_000 + "](" * 5_000,
    "lists": "\n".join("  " * depth + "- x" for depth in range(120)),
    "long-word": "ż" * 15_000,
    "front-matter": "---\ntitle: inny\n---\n## Wyniki\n## Koszty",
    "surrogate": "a\ud800b".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
}
IN_ATTRIBUTES = ('href="javascript:', 'href="data:', "<img src=x", "<div><div>")


def stored(engine: Engine):
    """Return the newest card as it is stored."""
    query = select(PracticeRevision.document).order_by(PracticeRevision.id.desc())
    with engine.connect() as connection:
        return card_from_markdown(connection.scalars(query).first(), file="x")


def assert_harmless(page: str) -> None:
    """Assert that nothing of the text became markup."""
    for words in ("<script>alert", "\x00", "\u202e", "\x1b", *IN_ATTRIBUTES):
        assert words not in page


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_survives_the_whole_way(
    client_as: ClientAs, desk_engine: Engine, text: str
) -> None:
    author, moderator = client_as("contributor"), client_as("moderator")
    line = f"Tytuł {text[:80]}"
    typed = form(
        title=line, partners=text[:100], **dict.fromkeys(COMPULSORY[1:], text), summary=text[:500]
    )
    shown = author.send(NEW, {**typed, "action": "preview"})
    assert shown.status_code == 200
    assert_harmless(shown.text)
    answer = author.send(NEW, {**typed, "action": "submit"})
    assert answer.status_code == 303
    address = answer.location
    kept = stored(desk_engine)
    for page in (author.get(address), author.get("/konto"), author.get(f"{address}/historia")):
        assert page.status_code == 200
        assert_harmless(page.text)
    queue = moderator.get("/konto/kolejka").text
    assert_harmless(queue)
    review = queue.split('href="/konto/kolejka/praktyki/')[1].split('"')[0]
    review = f"/konto/kolejka/praktyki/{review}"
    assert_harmless(moderator.get(review).text)
    assert decide(moderator, review, "publish").status_code == 303
    answer = moderator.get(f"/api/v1/practices/{kept.slug}")
    assert answer.status_code == 200
    assert json.loads(answer.text)
    assert "\x00" not in answer.text
    assert_harmless(author.get(address).text)
    assert stored(desk_engine).sections == kept.sections


def test_what_is_kept_is_what_was_written(client_as: ClientAs, desk_engine: Engine) -> None:
    text = f"{TEMPLATE}\n\n{FORMULA}\n\n{EMOJI}\n\n## Koszty\n\n\\## x"
    submitted(client_as("contributor"), steps=text)
    assert stored(desk_engine).sections["steps"] == text


def test_a_text_that_is_too_long_comes_back_whole(client_as: ClientAs) -> None:
    text = "długi opis " * 95_000  # more than 1 MB
    answer = client_as("contributor").send(NEW, form(steps=text))
    assert answer.status_code == 400
    assert 'href="#steps"' in answer.text
    assert text.strip() in answer.text


def test_a_text_of_the_greatest_length_is_kept(client_as: ClientAs, desk_engine: Engine) -> None:
    client = client_as("contributor")
    client.send(NEW, form(steps="ż" * LONGEST_SECTION))
    assert len(stored(desk_engine).sections["steps"]) == LONGEST_SECTION
    assert client.send(NEW, form(steps="ż" * (LONGEST_SECTION + 1))).status_code == 400


def test_a_body_of_three_megabytes_is_refused_with_an_explanation(client_as: ClientAs) -> None:
    client = client_as("contributor")
    assert client.send(NEW, form(steps="x" * 9_000_000)).status_code == 413


def test_a_hostile_comment_is_only_text(client_as: ClientAs) -> None:
    author, moderator = client_as("contributor"), client_as("moderator")
    address = submitted(author)
    review = review_of(moderator, form()["title"])
    comment = f"{SCRIPT}{TEMPLATE}\x00"
    assert decide(moderator, review, "return", comment=comment).status_code == 303
    for path in (address, f"{address}/historia"):
        page = author.get(path).text
        assert_harmless(page)
        assert "{{ 7 * 7 }}" in page


def test_fields_nobody_offers_change_nothing(client_as: ClientAs, desk_engine: Engine) -> None:
    client = client_as("contributor")
    odd = form(
        kinds=["gmina-marsjańska"], sizes=["99"], dimension="czas", verified="2026-01-01",
        slug="../../x", example="1", licence="moja", action="publish",
    )  # fmt: skip
    answer = client.send(NEW, odd)
    assert answer.status_code == 400
    ok = form(slug="../../x", example="1", licence="moja", action="publish", stage="published")
    address = client.send(NEW, ok).location
    card = stored(desk_engine)
    assert (card.slug, card.example, card.licence, card.verified) == (
        "dowoz-uczniow-planowany-od-nowa-plonsk", False, "CC BY 4.0", None,
    )  # fmt: skip
    forged = {**open_fields(client, address), **form(), "version": "1' OR 1=1", "revision": "-5"}
    assert client.send(address, forged).status_code == 409
