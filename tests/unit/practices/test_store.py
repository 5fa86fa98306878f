import datetime as dt

import pytest
from sqlalchemy import Connection, Engine, select

from smup.errors import UnknownCodeError
from smup.models import Dataset, Practice, PracticeIndicator, PracticeRevision
from smup.practices.markdown_card import card_from_markdown
from smup.practices.store import (
    add_revision,
    months_later,
    new_practice,
    place_of_card,
    publish_card,
    slug_of,
    withdraw,
)
from smup.territory.store import read_directory
from tests import builders, small_country
from tests.poured import Pour
from tests.practice_data import MONTHS, NOW, add_practice, card, full_card

MOMENT = NOW.replace(tzinfo=None)


@pytest.fixture
def country(engine: Engine, pour: Pour) -> Engine:
    """The small country."""
    pour(engine, small_country.fill)
    return engine


def public_version(connection: Connection) -> int:
    """Return how often what is public has changed."""
    return int(connection.execute(select(Dataset.practices_version)).scalar_one())


def states(connection: Connection) -> list[str]:
    """Return the states of all revisions in their order."""
    query = select(PracticeRevision.state).order_by(PracticeRevision.id)
    return list(connection.scalars(query))


def linked(connection: Connection) -> list[tuple[str, int, int | None, int | None]]:
    """Return linked indicators with place and years."""
    table = PracticeIndicator
    query = select(table.indicator, table.position, table.before_year, table.after_year)
    return [tuple(row) for row in connection.execute(query.order_by(table.position))]


def test_a_published_card_fills_what_lists_need(country: Engine) -> None:
    with country.begin() as connection:
        before = public_version(connection)
        practice_id = add_practice(connection, full_card())
        row = connection.execute(select(Practice).where(Practice.id == practice_id)).one()
        found = {name: value for name, value in row._mapping.items() if name != "id"}
        assert found == {
            "slug": "dowozenie-uczniow",
            "stage": "published",
            "title": "Dowożenie uczniów",
            "summary": "Gmina ułożyła trasy od nowa i skróciła dojazdy.",
            "unit_id": builders.unit_id(connection, "1420011"),
            "institution": None,
            "unit_kind": "miejska",
            "size_class": 4,  # 21 000 people: 20 to 50 thousand
            "sector": "edukacja",
            "service": "przedszkola",
            "dimension": "dostepnosc",
            "cost_class": "do-100-tys",
            "started": 2021,
            "example": False,
            "verified_on": dt.date(2026, 3, 10),
            "expires_on": dt.date(2029, 3, 10),
            "published_at": MOMENT,
            "revision_id": 1,
            "file_name": None,
        }
        assert linked(connection) == [("EDU-PRZ-01", 1, 2020, 2021)]
        assert states(connection) == ["published"]
        assert public_version(connection) == before + 1


def test_a_card_of_an_institution_and_one_not_verified(country: Engine) -> None:
    with country.begin() as connection:
        add_practice(connection, card(unit=None, institution="Związek Gmin"))
        row = connection.execute(select(Practice)).one()
    assert (row.unit_id, row.unit_kind, row.size_class) == (None, None, None)
    assert (row.institution, row.cost_class) == ("Związek Gmin", "brak")
    assert (row.verified_on, row.expires_on) == (None, None)


@pytest.mark.parametrize(
    ("code", "kind", "size"),
    [
        ("1420062", "wiejska", 1),
        ("0264011", "miasto-na-prawach-powiatu", None),
        ("0264", "miasto-na-prawach-powiatu", None),
        ("1420", "powiat", None),
        ("14", "wojewodztwo", None),
    ],
)
def test_places_are_those_of_comparison_groups(
    country: Engine, code: str, kind: str, size: int | None
) -> None:
    with country.connect() as connection:
        place = place_of_card(read_directory(connection), card(unit=code))
    assert (place.kind, place.size, place.fictional) == (kind, size, False)


def test_a_place_is_found_by_the_names_of_all_it_lies_in(country: Engine) -> None:
    with country.connect() as connection:
        directory = read_directory(connection)
    assert place_of_card(directory, card()).names == "Płońsk płoński mazowieckie"
    institution = card(unit=None, institution="Związek Gmin")
    assert place_of_card(directory, institution).names == "Związek Gmin"
    with pytest.raises(UnknownCodeError):
        place_of_card(directory, card(unit="9999999"))


def test_a_new_practice_is_not_public(country: Engine) -> None:
    with country.begin() as connection:
        before = public_version(connection)
        practice_id = add_practice(connection, stage="draft")
        stage = connection.scalar(select(Practice.stage).where(Practice.id == practice_id))
        assert stage == "draft"
        assert states(connection) == ["draft"]
        assert linked(connection) == []
        assert public_version(connection) == before


def test_slugs_that_are_taken_get_a_number_that_the_card_keeps(country: Engine) -> None:
    long = "a" * 60
    with country.begin() as connection:
        for slug in ("kot", "kotlina", "kot", "kot", long, long):
            add_practice(connection, card(slug=slug), stage="draft")
        slugs = list(connection.scalars(select(Practice.slug).order_by(Practice.id)))
        texts = connection.scalars(select(PracticeRevision.document).order_by(PracticeRevision.id))
        named = [card_from_markdown(text, file="x").slug for text in texts]
    assert slugs == named == ["kot", "kotlina", "kot-2", "kot-3", long, "a" * 58 + "-2"]


def test_a_newer_card_takes_the_place_of_the_one_before(country: Engine) -> None:
    with country.begin() as connection:
        practice_id = add_practice(connection, full_card())
        newer = card(slug="inny", title="Nowy tytuł", indicators=({"code": "EDU-SPP-01"},))
        place = place_of_card(read_directory(connection), newer)
        revision_id = add_revision(connection, practice_id, newer, account_id=None, now=MOMENT)
        returned = publish_card(
            connection, revision_id=revision_id, card=newer, place=place, now=MOMENT, months=MONTHS
        )
        row = connection.execute(select(Practice)).one()
        assert returned == practice_id
        assert (row.slug, row.title, row.revision_id) == (
            "dowozenie-uczniow", "Nowy tytuł", revision_id,
        )  # fmt: skip
        assert (row.verified_on, row.started, row.summary) == (None, None, "")
        assert linked(connection) == [("EDU-SPP-01", 1, None, None)]
        assert states(connection) == ["replaced", "published"]


def test_a_withdrawn_practice_keeps_its_card_and_counts_as_a_public_change(country: Engine) -> None:
    with country.begin() as connection:
        practice_id = add_practice(connection)
        before = public_version(connection)
        withdraw(connection, practice_id)
        row = connection.execute(select(Practice)).one()
        assert (row.stage, row.revision_id) == ("withdrawn", 1)
        assert public_version(connection) == before + 1


def test_a_practice_and_its_revision_belong_together(country: Engine) -> None:
    with country.begin() as connection:
        place = place_of_card(read_directory(connection), card())
        made = new_practice(connection, card(), place=place, account_id=None, now=MOMENT)
        row = connection.execute(select(PracticeRevision)).one()
    assert made == (row.practice_id, row.id)
    assert (row.version, row.created_at, row.submitted_at) == (1, MOMENT, None)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Żłobki w Łodzi: źle?", "zlobki-w-lodzi-zle"),
        ("  --- ", "praktyka"),
        ("عربي", "praktyka"),
        ("Öko & Café №1", "oko-cafe-no1"),
        ("słowo " * 20, "slowo-slowo-slowo-slowo-slowo-slowo-slowo-slowo-slowo-slowo"),
        ("x" * 90, "x" * 60),
    ],
)
def test_addresses_are_made_of_the_words_of_a_title(title: str, slug: str) -> None:
    assert slug_of(title) == slug
    assert card(slug=slug).slug == slug


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-03-10", 36, "2029-03-10"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2025-12-31", 1, "2026-01-31"),
        ("2025-01-15", 11, "2025-12-15"),
    ],
)
def test_months_end_on_a_day_that_exists(day: str, months: int, later: str) -> None:
    assert months_later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)
