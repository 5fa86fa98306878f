"""Published notes by indicator, unit and year; one SELECT whatever their number."""

from datetime import UTC

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from tests import builders, small_country
from tests.note_data import DAY, add_note
from tests.poured import Pour

PLONSK, JONIEC = "1420011", "1420062"


@pytest.fixture
def noted(engine: Engine, pour: Pour) -> Repository:
    """The small country with three published notes and a draft."""
    pour(engine, small_country.fill)
    with engine.begin() as connection:
        add_note(connection, PLONSK, year=2020, text="a")
        add_note(connection, PLONSK, year=2021, text="b", text_en="B")
        add_note(connection, JONIEC, year=2020, text="c")
        add_note(connection, JONIEC, year=2021, text="d", state="draft")
    return Repository(engine)


def test_only_published_notes_are_read(noted: Repository) -> None:
    assert [note.text_pl for note in noted.notes()] == ["a", "b", "c"]


def test_notes_are_read_by_what_is_shown(noted: Repository, engine: Engine) -> None:
    with engine.connect() as connection:
        joniec = builders.unit_id(connection, JONIEC)
    assert [note.text_pl for note in noted.notes(unit_ids=[joniec])] == ["c"]
    assert [note.text_pl for note in noted.notes(unit_ids=range(5_000))] == ["a", "b", "c"]
    assert [note.text_pl for note in noted.notes(year=2021)] == ["b"]
    assert noted.notes(indicators=["EDU-SPP-01"]) == ()


def test_nothing_is_asked_where_nothing_can_match(noted: Repository, engine: Engine) -> None:
    with small_country.counted_selects(engine) as sent:
        assert noted.notes(unit_ids=[]) == noted.notes(indicators=[]) == ()
        assert sent == []
        noted.notes(indicators=["EDU-PRZ-01"], unit_ids=range(3_000))
    assert len(sent) == 1


def test_an_english_reader_gets_polish_where_there_is_nothing_else(noted: Repository) -> None:
    first, second, _ = noted.notes()
    assert first.text("en") == ("a", "pl")
    assert second.text("en") == ("B", "en")
    assert second.text("pl") == ("b", "pl")
    assert first.published_at == DAY
    assert first.published_at.tzinfo is UTC
