"""Notes on values: who may write, decide and see them, role by role, and hostile texts."""

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from smup.accounts.permissions import Role
from smup.models import Dataset, ValueNote
from tests.desk_server import FICTIONAL, MINE, OTHER, ClientAs, DeskClient
from tests.note_data import TEXT, add_note

NEW = "/konto/uwagi/nowa"
VALUE = {"jst": MINE, "wskaznik": "EDU-PRZ-01", "rok": "2021"}
ASKED = f"{NEW}?jst={MINE}&wskaznik=EDU-PRZ-01&rok=2021"
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ config }} {% raw %}",
    "=HYPERLINK(1)",
    "שלום \u202eabc\u202c 👩\u200d👧",
    "a\"b'c</textarea>&amp;",
)


def notes_in(engine: Engine) -> list[ValueNote]:
    """All notes, the oldest first."""
    columns = select(ValueNote.__table__).order_by(ValueNote.id)
    with engine.connect() as connection:
        return list(connection.execute(columns).all())


def written(
    client: DeskClient, engine: Engine, text: str = "Szkoła w budowie.", **more: str
) -> int:
    """Send a note for checking; returns its key."""
    fields = {**VALUE, "tekst": text, "krok": "wyslij", **more}
    answer = client.send(NEW, fields)
    assert answer.status_code == 303, answer.text
    return int(notes_in(engine)[-1].id)


def decide(client: DeskClient, note_id: int, step: str, version: int, comment: str = "") -> int:
    """Decide on a note; returns the status."""
    fields = {"krok": step, "version": version, "comment": comment}
    return client.send(f"/konto/kolejka/uwagi/{note_id}", fields).status_code


def test_the_form_shows_the_value_and_the_median_of_the_group(client_as: ClientAs) -> None:
    page = client_as("contributor").get(ASKED)
    assert page.status_code == 200
    for words in ("Płońsk", "Dzieci w przedszkolach", "85,0%", "Mediana grupy"):
        assert words in page.text.replace("\u00a0", " ").replace(" %", "%")


def test_a_missing_value_may_have_a_note(client_as: ClientAs) -> None:
    page = client_as("contributor", unit=OTHER).get(
        f"{NEW}?jst={OTHER}&wskaznik=EDU-PRZ-01&rok=2020"
    )
    assert page.status_code == 200
    assert "tajemnica" in page.text


def test_a_note_is_written_returned_corrected_and_published(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    author, moderator = client_as("contributor"), client_as("moderator")
    note_id = written(author, desk_engine)
    assert decide(moderator, note_id, "zwroc", 2) == 400
    assert decide(moderator, note_id, "zwroc", 2, "Który rok szkolny?") == 303
    assert "Który rok szkolny?" in author.get(f"/konto/uwagi/{note_id}").text
    answer = author.send(
        f"/konto/uwagi/{note_id}",
        {
            "tekst": "Budowa w 2021.",
            "tekst_en": "A school",
            "version": 3,
            "krok": "wyslij",
        },
    )
    assert answer.status_code == 303
    assert decide(moderator, note_id, "opublikuj", 5) == 303
    (note,) = notes_in(desk_engine)
    assert (note.state, note.text_pl, note.text_en) == (
        "published",
        "Budowa w 2021.",
        "A school",
    )
    with desk_engine.connect() as connection:
        assert connection.execute(select(Dataset.practices_version)).scalar_one() == 1
    history = author.get(f"/konto/uwagi/{note_id}").text
    assert "opublikowano uwagę" in history


def test_nobody_publishes_an_own_note(client_as: ClientAs, desk_engine: Engine) -> None:
    moderator = client_as("moderator")
    note_id = written(moderator, desk_engine)
    assert "Twoja uwaga" in moderator.get(f"/konto/kolejka/uwagi/{note_id}").text
    assert decide(moderator, note_id, "opublikuj", 2) == 403
    assert decide(client_as("administrator"), note_id, "opublikuj", 2) == 303


def test_whoever_changes_a_text_cannot_publish_it(client_as: ClientAs, desk_engine: Engine) -> None:
    moderator = client_as("moderator")
    note_id = written(client_as("contributor"), desk_engine)
    assert decide(moderator, note_id, "zwroc", 2, "Za mało.") == 303
    fields = {"tekst": "Moje słowa.", "version": 3, "krok": "wyslij"}
    assert moderator.send(f"/konto/uwagi/{note_id}", fields).status_code == 303
    assert decide(moderator, note_id, "opublikuj", 5) == 403


@pytest.mark.parametrize(
    ("role", "unit", "statuses"),
    [
        (None, None, (303, 303, 303, 303, 403)),
        ("contributor", MINE, (200, 200, 403, 403, 303)),
        ("contributor", OTHER, (403, 404, 403, 403, 404)),
        ("trainer", None, (403, 404, 403, 403, 404)),
        ("moderator", None, (200, 200, 200, 409, 303)),
        ("administrator", None, (200, 200, 200, 409, 303)),
    ],
)
def test_each_role_gets_what_it_may(
    client_as: ClientAs,
    desk_engine: Engine,
    role: Role | None,
    unit: str | None,
    statuses: tuple[int, ...],
) -> None:
    with desk_engine.begin() as connection:
        draft = add_note(connection, MINE, year=2020, state="draft")
        sent = add_note(connection, MINE, year=2021, state="returned")
    client = client_as(role, unit=unit)
    fields = {"tekst": "x", "version": 1, "krok": "zapisz"}
    found = (
        client.get(f"{NEW}?jst={MINE}&wskaznik=EDU-PRZ-01&rok=2022").status_code,
        client.get(f"/konto/uwagi/{draft}").status_code,
        client.get("/konto/kolejka/uwagi").status_code,
        decide(client, sent, "opublikuj", 1),
        client.send(f"/konto/uwagi/{draft}", fields).status_code,
    )
    assert found == statuses
    changed = role is not None and statuses[-1] == 303
    assert notes_in(desk_engine)[0].text_pl == ("x" if changed else TEXT)


def test_a_draft_is_not_in_the_queue(client_as: ClientAs, desk_engine: Engine) -> None:
    with desk_engine.begin() as connection:
        draft = add_note(connection, MINE, year=2020, state="draft")
    moderator = client_as("moderator")
    assert f"/uwagi/{draft}" not in moderator.get("/konto/kolejka/uwagi").text
    assert moderator.get(f"/konto/kolejka/uwagi/{draft}").status_code == 404


def test_a_trainer_writes_for_fictional_units(client_as: ClientAs, desk_engine: Engine) -> None:
    written(client_as("trainer"), desk_engine, jst=FICTIONAL)
    (note,) = notes_in(desk_engine)
    assert note.example


def test_an_old_version_is_shown_beside_the_new_one(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    with desk_engine.begin() as connection:
        note_id = add_note(connection, MINE, year=2021, state="draft", text="Pierwszy")
    client = client_as("contributor")
    first = {"tekst": "Drugi", "version": 1, "krok": "zapisz"}
    assert client.send(f"/konto/uwagi/{note_id}", first).status_code == 303
    late = client.send(f"/konto/uwagi/{note_id}", {**first, "tekst": "Trzeci"})
    assert late.status_code == 409
    assert "Drugi" in late.text
    assert "Trzeci" in late.text
    assert notes_in(desk_engine)[0].text_pl == "Drugi"


def test_the_old_text_stays_public_until_the_new_one_is(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    with desk_engine.begin() as connection:
        old = add_note(connection, MINE, year=2021, text="Stary tekst")
    author = client_as("contributor")
    assert "Stary tekst" in author.get(ASKED).text
    new = written(author, desk_engine, "Nowy tekst")
    states = {note.id: note.state for note in notes_in(desk_engine)}
    assert states == {old: "published", new: "submitted"}
    review = client_as("moderator").get(f"/konto/kolejka/uwagi/{new}").text
    assert "Stary tekst" in review
    assert decide(client_as("moderator"), new, "opublikuj", 2) == 303
    states = {note.id: note.state for note in notes_in(desk_engine)}
    assert states == {old: "withdrawn", new: "published"}


def test_a_unit_and_a_moderator_withdraw_a_published_note(
    client_as: ClientAs, desk_engine: Engine
) -> None:
    with desk_engine.begin() as connection:
        first = add_note(connection, MINE, year=2021)
        second = add_note(connection, MINE, year=2020)
    answer = client_as("contributor").send(f"/konto/uwagi/{first}/wycofaj", {"version": 1})
    assert answer.status_code == 303
    moderator = client_as("moderator")
    assert decide(moderator, second, "wycofaj", 1) == 400
    assert decide(moderator, second, "wycofaj", 1, "Dane osobowe.") == 303
    assert {note.state for note in notes_in(desk_engine)} == {"withdrawn"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_a_text(client_as: ClientAs, desk_engine: Engine, text: str) -> None:
    note_id = written(client_as("contributor"), desk_engine, f"x{text}\x00\r\n")
    page = client_as("moderator").get(f"/konto/kolejka/uwagi/{note_id}").text
    assert "<script>alert" not in page
    assert "\x00" not in page
    assert "\u202e" not in page
    if "{{" in text:
        assert text in page


@pytest.mark.parametrize("length", [501, 1_000_000])
def test_a_text_too_long_is_refused_and_given_back(
    client_as: ClientAs, desk_engine: Engine, length: int
) -> None:
    fields = {**VALUE, "tekst": "ż" * length, "krok": "wyslij"}
    answer = client_as("contributor").send(NEW, fields)
    assert answer.status_code in {400, 413}
    assert "500" in answer.text or answer.status_code == 413
    assert notes_in(desk_engine) == []


@pytest.mark.parametrize(
    "query",
    [
        "jst=999&wskaznik=EDU-PRZ-01&rok=2021",
        f"jst={MINE}&wskaznik=NIE-MA&rok=2021",
        f"jst={MINE}&wskaznik=EDU-PRZ-01&rok=1950",
        f"jst={MINE}&wskaznik=EDU-PRZ-01&rok=9999",
    ],
)
def test_a_value_that_cannot_be_is_told(client_as: ClientAs, query: str) -> None:
    page = client_as("contributor").get(f"{NEW}?{query}")
    assert page.status_code == 404
    assert 'role="alert"' in page.text


def test_the_first_page_leads_to_notes(client_as: ClientAs, desk_engine: Engine) -> None:
    note_id = written(client_as("contributor"), desk_engine)
    assert f"/konto/uwagi/{note_id}" in client_as("contributor").get("/konto").text
    assert "1 uwaga czeka" in client_as("moderator").get("/konto").text.replace("\u00a0", " ")
    english = client_as("contributor").get(f"/en/konto/uwagi/{note_id}").text
    assert "waits for checking" in english.replace("\u00a0", " ")


def test_a_form_without_its_token_writes_nothing(client_as: ClientAs, server: Flask) -> None:
    client = client_as("contributor")
    answer = client.post(NEW, data={**VALUE, "tekst": "x", "krok": "wyslij"})
    assert answer.status_code == 400
    assert server.extensions["desk"].repository.notes_waiting() == ()
