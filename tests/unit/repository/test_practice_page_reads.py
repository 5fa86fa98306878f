"""Reads of the page of one practice, on both engines."""

import datetime as dt

from sqlalchemy import Engine, insert

from smup.models import PracticeAttachment
from smup.practices.store import add_revision, place_of_card, publish_card
from smup.repository import Repository
from smup.territory.store import read_directory
from tests import small_country
from tests.poured import Pour
from tests.practice_data import MONTHS, NOW, add_practice, card, full_card
from tests.small_country import counted_selects

NAMED, UNNAMED = "a" * 32, "b" * 32


def add_file(engine: Engine, practice_id: int, name: str) -> None:
    values = {
        "practice_id": practice_id, "name": name, "file_name": "plan.pdf", "size": 12,
        "media_type": "application/pdf", "sha256": "0" * 64, "added_at": NOW.replace(tzinfo=None),
    }  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(PracticeAttachment).values(values))


def test_of_a_draft_nothing_is_told(engine: Engine, pour: Pour) -> None:
    pour(engine, small_country.fill)
    with engine.begin() as connection:
        add_practice(connection, card(slug="szkic"), stage="draft")
        add_practice(connection, full_card(slug="jawna"))
        add_practice(connection, card(slug="dawna"), stage="withdrawn")
    repository = Repository(engine)
    assert repository.practice_title("szkic") is None
    assert repository.practice_title("nieznana") is None
    shown = repository.practice_title("jawna")
    assert shown == ("Dowożenie uczniów", full_card().summary, "published")
    gone = repository.practice_title("dawna")
    assert gone is not None
    assert gone.stage == "withdrawn"


def test_versions_that_were_public_are_counted(engine: Engine, pour: Pour) -> None:
    pour(engine, small_country.fill)
    with engine.begin() as connection:
        practice = add_practice(connection, full_card())
        place = place_of_card(read_directory(connection), full_card())
        later = dt.datetime(2026, 6, 1, 12, 0)  # noqa: DTZ001 - as the program writes it
        revision = add_revision(connection, practice, full_card(), account_id=None, now=later)
        publish_card(
            connection, revision_id=revision, card=full_card(), place=place, now=later,
            months=MONTHS,
        )  # fmt: skip
        add_revision(connection, practice, full_card(), account_id=None, now=later)
    with counted_selects(engine) as sent:
        dates = Repository(engine).practice_dates(practice)
    assert len(sent) == 1
    assert (dates.expires_on, dates.editions) == (dt.date(2029, 3, 10), 2)
    assert dates.first is not None
    assert dates.first.replace(tzinfo=None) == NOW.replace(tzinfo=None)


def test_only_files_that_the_public_card_names_are_public(engine: Engine, pour: Pour) -> None:
    pour(engine, small_country.fill)
    files = [{"file": NAMED, "title": "Plan"}]
    with engine.begin() as connection:
        shown = add_practice(connection, card(slug="jawna", attachments=files))
    add_file(engine, shown, NAMED)
    add_file(engine, shown, UNNAMED)
    repository = Repository(engine)
    found = repository.public_file(NAMED)
    assert found == (NAMED, "plan.pdf", "application/pdf", 12, "0" * 64)
    assert repository.public_file(UNNAMED) is None
    assert repository.public_file("c" * 32) is None


def test_files_of_drafts_and_of_withdrawn_practices_are_not_public(
    engine: Engine, pour: Pour
) -> None:
    pour(engine, small_country.fill)
    for name, stage in ((NAMED, "draft"), (UNNAMED, "withdrawn")):
        files = [{"file": name, "title": "Plan"}]
        with engine.begin() as connection:
            practice = add_practice(connection, card(slug=stage, attachments=files), stage=stage)
        add_file(engine, practice, name)
    repository = Repository(engine)
    assert repository.public_file(NAMED) is None
    assert repository.public_file(UNNAMED) is None
