"""What moderators decide: return, publish, verify, renew, expire, withdraw; and their history."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, update

from smup.models import Dataset, Practice, PracticeRevision
from smup.practices.markdown_card import card_from_markdown
from tests.desk_server import ClientAs, add_account, sign_in
from tests.practice_forms import (
    OTHERS,
    TEXT,
    decide,
    form,
    open_fields,
    published,
    review_of,
    saved,
    submitted,
)

TITLE = form()["title"]
CHECK = {"checked_on": "2026-01-15", "source": "Uchwała 1/2026"}


def practice(engine: Engine) -> Practice:
    """Return the row of the only practice."""
    with engine.connect() as connection:
        return connection.execute(select(Practice)).one()


def shown_card(engine: Engine):
    """Return the published card."""
    query = select(PracticeRevision.document).where(PracticeRevision.state == "published")
    with engine.connect() as connection:
        return card_from_markdown(connection.scalars(query).one(), file="x")


def public_version(engine: Engine) -> int:
    """Return the count of public changes."""
    with engine.connect() as connection:
        return connection.scalars(select(Dataset.practices_version)).one()


def test_a_card_goes_back_with_a_comment_and_comes_again(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    author, moderator = client_as("contributor"), client_as("moderator")
    address = submitted(author)
    review = review_of(moderator, TITLE)
    bare = decide(moderator, review, "return")
    assert bare.status_code == 400
    assert 'href="#comment"' in bare.text
    assert decide(moderator, review, "return", comment="Podaj <b>liczby</b>.").status_code == 303
    page = author.get(address).text
    assert "Podaj &lt;b&gt;liczby&lt;/b&gt;." in page
    again = {**open_fields(author, address), **form(action="submit", results="Z 40 do 25 minut")}
    assert author.send(address, again).status_code == 303
    assert TITLE in moderator.get("/konto/kolejka").text
    history = author.get(f"{address}/historia").text
    for step in ("założono kartę", "zwrócono do poprawy", "zgłoszono do sprawdzenia"):
        assert step in history


def test_a_verified_card_needs_all_parts_a_day_and_a_source(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    submitted(client_as("contributor"))
    moderator = client_as("moderator")
    review = review_of(moderator, TITLE)
    answer = decide(moderator, review, "verify", **CHECK)
    assert answer.status_code == 400
    missing = "Brakuje: Koszty, Zasoby i partnerzy, Co trzeba mieć"
    assert missing in answer.text.replace("\xa0", " ")
    assert practice(desk_engine).stage == "draft"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"source": "Uchwała"}, "checked_on"),
        ({"checked_on": "2999-01-01", "source": "Uchwała"}, "checked_on"),
        ({"checked_on": "wczoraj", "source": "Uchwała"}, "checked_on"),
        ({"checked_on": "2026-01-15"}, "source"),
    ],
)
def test_half_a_check_is_none(client_as: ClientAs, fields: dict[str, str], field: str) -> None:
    submitted(client_as("contributor"), **dict.fromkeys(OTHERS, TEXT))
    moderator = client_as("moderator")
    answer = decide(moderator, review_of(moderator, TITLE), "verify", **fields)
    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.text
    for typed in fields.values():
        assert f'value="{typed}"' in answer.text


def test_a_verified_card_is_public_until_its_time_is_over(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    before = public_version(desk_engine)
    published(client_as, code_1="EDU-PRZ-01", before_1="2020", after_1="2021")
    row = practice(desk_engine)
    assert (row.stage, row.verified_on, row.expires_on) == (
        "published", date(2026, 1, 15), date(2029, 1, 15),
    )  # fmt: skip
    assert public_version(desk_engine) == before + 1
    assert shown_card(desk_engine).verified.source == "Uchwała 1/2026"


def test_without_a_check_a_card_is_published_as_reported(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    submitted(client_as("contributor"))
    moderator = client_as("moderator")
    review = review_of(moderator, TITLE)
    assert decide(moderator, review, "publish", **CHECK).status_code == 400
    assert decide(moderator, review, "publish").status_code == 303
    row = practice(desk_engine)
    assert (row.stage, row.verified_on, row.expires_on) == ("published", None, None)


def test_a_change_of_a_verified_card_is_not_verified_by_itself(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    address, _ = published(client_as)
    author, moderator = client_as("contributor"), client_as("moderator")
    sent = form(action="submit", title="Tytuł po zmianie", results="Inne wyniki")
    author.send(address, {**open_fields(author, address), **sent})
    page = moderator.get(review_of(moderator, TITLE))
    assert "Co się zmienia" in page.text
    assert "<ins>Inne wyniki</ins>" in page.text
    assert decide(moderator, page.request.path, "publish").status_code == 303
    assert practice(desk_engine).title == "Tytuł po zmianie"
    assert practice(desk_engine).verified_on is None
    assert practice(desk_engine).slug == "dowoz-uczniow-planowany-od-nowa-plonsk"


def test_validity_ends_and_is_renewed(client_as: ClientAs, desk_engine: Engine) -> None:
    _, review = published(client_as)
    moderator = client_as("moderator")
    assert decide(moderator, review, "expire").status_code == 400
    assert decide(moderator, review, "expire", comment="Nieaktualna").status_code == 303
    assert practice(desk_engine).expires_on == datetime.now(UTC).date()
    queue = moderator.get("/konto/kolejka").text
    assert "wygasła" in queue
    today = datetime.now(UTC).date()
    fields = {"checked_on": today.isoformat(), "source": "Rozmowa"}
    assert decide(moderator, review, "renew", **fields).status_code == 303
    row = practice(desk_engine)
    assert row.verified_on == today
    assert row.expires_on == date(today.year + 3, today.month, today.day)
    with desk_engine.connect() as connection:
        states = connection.scalars(select(PracticeRevision.state).order_by("id")).all()
    assert states == ["replaced", "published"]


def test_a_moderator_withdraws_with_a_comment(client_as: ClientAs, desk_engine: Engine) -> None:
    address, review = published(client_as)
    moderator = client_as("moderator")
    assert decide(moderator, review, "withdraw", comment="Plagiat").status_code == 303
    assert practice(desk_engine).stage == "withdrawn"
    assert "Plagiat" in client_as("contributor").get(f"{address}/historia").text


def test_nobody_decides_on_what_they_wrote(client_as: ClientAs, desk_engine: Engine) -> None:
    moderator = client_as("moderator")
    address = submitted(moderator, place="1420011", **dict.fromkeys(OTHERS, TEXT))
    review = review_of(moderator, TITLE)
    page = moderator.get(review).text
    assert "To Twoja karta" in page
    assert "Administrator założy mu konto" in page
    assert 'name="decision"' not in page
    sent = {"version": "2", "decision": "verify", **CHECK}
    assert moderator.send(review, sent).status_code == 403
    assert practice(desk_engine).stage == "draft"
    other = client_as("administrator")
    assert decide(other, review, "verify", **CHECK).status_code == 303
    assert address


def test_nobody_decides_on_what_they_wrote_before_another_saved_it(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    author, moderator = client_as("contributor"), client_as("moderator")
    address = saved(author)
    mine = {**open_fields(moderator, address), **form(place="1420011", results="Dopisek")}
    assert moderator.send(address, mine).status_code == 303
    author.send(address, {**open_fields(author, address), **form(action="submit")})
    review = review_of(moderator, TITLE)
    assert moderator.send(review, {"version": "4", "decision": "publish"}).status_code == 403


def test_a_decision_on_an_older_text_is_not_carried_out(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    author, moderator = client_as("contributor"), client_as("moderator")
    address = submitted(author)
    review = review_of(moderator, TITLE)
    seen = open_fields(moderator, review)
    author.send(f"{address}/cofnij", open_fields(author, address))
    late = {**seen, "decision": "return", "comment": "Zbyt krótki opis"}
    answer = moderator.send(review, late)
    assert answer.status_code == 409
    assert "Zbyt krótki opis" in answer.text
    author.send(address, {**open_fields(author, address), **form(action="submit")})
    answer = moderator.send(review, late)
    assert answer.status_code == 409
    assert "Zbyt krótki opis</textarea>" in answer.text
    assert practice(desk_engine).stage == "draft"


def test_the_card_that_waits_longest_is_first(client_as: ClientAs, desk_engine: Engine) -> None:
    author = client_as("contributor")
    for title in ("Praktyka druga", "Praktyka pierwsza"):
        submitted(author, title=title)
    with desk_engine.begin() as connection:
        oldest = select(func.max(PracticeRevision.id)).scalar_subquery()
        long_ago = datetime(2026, 1, 1, tzinfo=UTC)
        connection.execute(
            update(PracticeRevision)
            .where(PracticeRevision.id == oldest)
            .values(submitted_at=long_ago)
        )
    page = client_as("moderator").get("/konto/kolejka").text
    assert page.index("Praktyka pierwsza") < page.index("Praktyka druga")
    assert "Na decyzję czekają 2 karty" in page


@pytest.mark.parametrize("role", ["contributor", "trainer"])
def test_only_moderators_see_the_queue(client_as: ClientAs, role: str) -> None:
    submitted(client_as("contributor"))
    review = review_of(client_as("moderator"), TITLE)
    client = client_as(role)
    for path in ("/konto/kolejka", review):
        assert client.get(path).status_code == 403
    assert client.send(review, {"decision": "publish", "version": "2"}).status_code == 403
    assert "/konto/logowanie" in client_as(None).get("/konto/kolejka").location


def test_two_moderators_can_decide_on_each_others_cards(
    client_as: ClientAs, server: Flask, desk_engine: Engine
) -> None:
    first = client_as("moderator")
    submitted(first, place="1420011")
    second = server.test_client()
    account = add_account(desk_engine, role="moderator", email="druga@example.org")
    sign_in(second, desk_engine, account)
    assert decide(second, review_of(second, TITLE), "publish").status_code == 303
