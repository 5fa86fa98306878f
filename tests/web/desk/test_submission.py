"""Writing a card: draft, preview, suggestions, submitting, two people at once."""

import pytest
from sqlalchemy import Engine, select

from smup.models import AuditEntry, Practice, PracticeRevision
from tests.desk_server import FICTIONAL, OTHER, ClientAs
from tests.practice_forms import (
    COMPULSORY,
    NEW,
    form,
    open_fields,
    published,
    saved,
    submitted,
)

TITLE = "Dowóz uczniów planowany od nowa"


def actions(engine: Engine) -> list[str]:
    """Return what was done with practices, in order."""
    query = select(AuditEntry.action).where(AuditEntry.subject == "practice")
    with engine.connect() as connection:
        return list(connection.scalars(query.order_by(AuditEntry.id)))


def states(engine: Engine) -> list[str]:
    """Return the states of all revisions, in the order in which they were begun."""
    with engine.connect() as connection:
        return list(connection.scalars(select(PracticeRevision.state).order_by("id")))


def practices(engine: Engine) -> list[tuple[str, str, bool]]:
    """Return stage, address and mark of an example of all practices."""
    query = select(Practice.stage, Practice.slug, Practice.example).order_by(Practice.id)
    with engine.connect() as connection:
        return [(row.stage, row.slug, row.example) for row in connection.execute(query)]


def test_a_draft_is_saved_and_found_again(client_as: ClientAs, desk_engine: Engine) -> None:
    client = client_as("contributor")
    address = saved(client)
    page = client.get(address).text
    assert TITLE in page
    assert "Zapisano szkic" in page
    assert practices(desk_engine) == [("draft", "dowoz-uczniow-planowany-od-nowa-plonsk", False)]
    assert TITLE in client.get("/konto").text


def test_a_form_with_mistakes_keeps_everything_typed(client_as: ClientAs) -> None:
    typed = form(title="X", cost="dużo", code_1="EDU-NIE-99", partners="Rada\nSołectwo")
    answer = client_as("contributor").send(NEW, typed)
    assert answer.status_code == 400
    for kept in ('value="X"', 'value="dużo"', 'value="EDU-NIE-99"', "Rada\nSołectwo"):
        assert kept in answer.text
    for field in ("title", "cost", "code_1"):
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}-blad"' in answer.text


@pytest.mark.parametrize("part", COMPULSORY)
def test_a_card_without_a_compulsory_part_is_not_submitted(
    client_as: ClientAs, desk_engine: Engine, part: str
) -> None:
    answer = client_as("contributor").send(NEW, form(action="submit", **{part: "  "}))
    assert answer.status_code == 400
    assert f'href="#{part}"' in answer.text
    assert answer.text.count("blad-pola") == 1
    assert states(desk_engine) == []


def test_a_submitted_card_waits_and_can_be_taken_back(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    client = client_as("contributor")
    address = submitted(client)
    page = client.get(address).text
    assert "Karta czeka na sprawdzenie" in page
    assert "<textarea" not in page
    assert client.send(f"{address}/cofnij", open_fields(client, address)).status_code == 303
    assert "<textarea" in client.get(address).text
    assert actions(desk_engine) == [
        "practice.created", "practice.submitted", "practice.recalled",
    ]  # fmt: skip


def test_a_preview_shows_the_card_and_saves_nothing(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    typed = form(action="preview", steps="**Krok** pierwszy", code_1="EDU-PRZ-01")
    answer = client_as("contributor").send(NEW, typed)
    assert answer.status_code == 200
    assert "<strong>Krok</strong> pierwszy" in answer.text
    assert "**Krok** pierwszy" in answer.text, "the form still holds what was typed"
    assert states(desk_engine) == []


def test_suggestions_come_from_the_service_and_keep_the_form(client_as: ClientAs) -> None:
    answer = client_as("contributor").send(NEW, form(action="suggest", title="", months="raz"))
    assert answer.status_code == 200
    assert "<code>EDU-PRZ-01</code>" in answer.text
    assert "wskaźnik wybranej usługi" in answer.text
    assert 'value="raz"' in answer.text


def test_a_contributor_writes_for_the_own_unit_whatever_is_sent(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    saved(client_as("contributor"), place=OTHER, institution="Związek")
    with desk_engine.connect() as connection:
        document = connection.scalars(select(PracticeRevision.document)).one()
    assert "unit: '1420011'" in document


def test_a_trainer_writes_examples_of_fictional_units_only(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    trainer = client_as("trainer")
    assert FICTIONAL in trainer.get(NEW).text
    refused = trainer.send(NEW, form(place="1420011"))
    assert refused.status_code == 400
    assert "jednostkach fikcyjnych" in refused.text
    saved(trainer, place=FICTIONAL)
    assert [example for *_, example in practices(desk_engine)] == [True]


def test_a_moderator_writes_for_any_unit_or_an_institution(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    moderator = client_as("moderator")
    saved(moderator, place=OTHER)
    saved(moderator, title="Wspólny plan", institution="Związek Gmin")
    with desk_engine.connect() as connection:
        rows = connection.execute(select(Practice.unit_id, Practice.institution)).all()
    assert [row.institution for row in rows] == [None, "Związek Gmin"]
    assert moderator.send(NEW, form()).status_code == 400


def test_the_second_of_two_authors_gets_both_texts_and_may_take_over(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    client = client_as("contributor")
    address = saved(client)
    seen = open_fields(client, address)
    colleague = client_as("moderator")
    theirs = form(place="1420011", results="Wersja pierwszej osoby")
    assert colleague.send(address, {**seen, **theirs}).status_code == 303

    answer = client.send(address, {**seen, **form(results="Wersja drugiej osoby")})
    assert answer.status_code == 409
    for text in ("pierwszej", "drugiej", "Anna Moderator", "Wersja drugiej osoby</textarea>"):
        assert text in answer.text
    assert "Wersja pierwszej osoby" in client.get(address).text, "nothing was overwritten"

    now = open_fields(client, address)
    taken = {**now, **form(results="Wersja drugiej osoby", action="takeover")}
    assert client.send(address, taken).status_code == 303
    assert "Wersja drugiej osoby" in client.get(address).text


def test_a_text_sent_after_somebody_submitted_is_kept_and_may_replace_it(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    client = client_as("contributor")
    address = saved(client)
    seen = open_fields(client, address)
    assert client.send(address, {**seen, **form(action="submit")}).status_code == 303
    answer = client.send(address, {**seen, **form(failures="Zupełnie inaczej")})
    assert answer.status_code == 409
    assert "Zupełnie inaczej</textarea>" in answer.text
    assert states(desk_engine) == ["submitted"]
    hidden = dict(open_fields_of(answer.text))
    again = {**hidden, **form(failures="Zupełnie inaczej", action="takeover")}
    assert client.send(address, again).status_code == 303
    assert states(desk_engine) == ["draft"]


def open_fields_of(page: str) -> list[tuple[str, str]]:
    """Return the hidden fields of a page in hand."""
    from tests.practice_forms import FIELD

    return FIELD.findall(page)


def test_a_published_card_is_changed_in_a_draft_beside_it(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    address, _ = published(client_as)
    client = client_as("contributor")
    seen = open_fields(client, address)
    assert seen["revision"] == "0"
    assert states(desk_engine) == ["published"], "looking at the form begins nothing"
    assert client.send(address, {**seen, **form(title="Nowy tytuł karty")}).status_code == 303
    assert states(desk_engine) == ["published", "draft"]
    with desk_engine.connect() as connection:
        assert connection.scalars(select(Practice.title)).one() == TITLE
    # A colleague with the form of before begins no second draft.
    assert client.send(address, {**seen, **form(title="Jeszcze inny")}).status_code == 409
    assert client.send(f"{address}/porzuc", open_fields(client, address)).status_code == 303
    assert states(desk_engine) == ["published", "discarded"]


def test_a_unit_withdraws_its_card_with_a_reason(client_as: ClientAs, desk_engine: Engine) -> None:
    address, _ = published(client_as)
    client = client_as("contributor")
    client.send(f"{address}/wycofaj", {"comment": " "})
    assert practices(desk_engine)[0][0] == "published"
    client.send(f"{address}/wycofaj", {"comment": "Praktyka się nie sprawdziła."})
    assert practices(desk_engine)[0][0] == "withdrawn"
    assert "Praktyka się nie sprawdziła." in client.get(f"{address}/historia").text


def test_the_way_from_the_page_of_a_practice_leads_to_its_form(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    address, _ = published(client_as)
    slug = practices(desk_engine)[0][1]
    way = f"/konto/praktyki/{slug}/popraw"
    assert client_as("contributor").get(way).location == address
    assert "/konto/logowanie" in client_as(None).get(way).location
    stranger = client_as("contributor", unit=OTHER).get(way)
    assert stranger.status_code == 403
    assert "Płońsk" in stranger.text


def test_nobody_else_sees_or_changes_a_draft(client_as: ClientAs) -> None:
    owner = client_as("contributor")
    address = saved(owner)
    slug = "dowoz-uczniow-planowany-od-nowa-plonsk"
    seen = open_fields(owner, address)
    for stranger in (client_as("contributor", unit=OTHER), client_as("trainer")):
        for path in (address, f"{address}/historia", f"/konto/praktyki/{slug}/popraw"):
            assert stranger.get(path).status_code == 404
        for path in ("", "/cofnij", "/porzuc", "/wycofaj"):
            data = {**seen, **form(place=FICTIONAL), "comment": "x"}
            assert stranger.send(f"{address}{path}", data).status_code == 404
        assert TITLE not in stranger.get("/konto").text


def test_english_pages_say_the_same_in_english(client_as: ClientAs) -> None:
    client = client_as("contributor")
    page = client.get("/en/konto/praktyki/nowa").text
    assert "New card of a practice" in page
    answer = client.send("/en/konto/praktyki/nowa", form())
    assert answer.location.startswith("/en/konto/praktyki/")
