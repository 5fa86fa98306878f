"""The ready question of the start page that a practice answers."""

import pytest
from sqlalchemy import Engine

from layouts.start import question_section
from smup.practices.card import LinkedIndicator
from smup.repository import Repository
from smup.statistics.practice_effects import rebuild_effects
from smup.territory.store import read_directory
from smup.views import questions as ready
from smup.views.practice_question import improved_practice
from tests import effect_country
from tests.effect_country import DOWN, MINE, PEERS, UP
from tests.poured import Pour
from tests.practice_data import add_practice, card


@pytest.fixture(name="repository")
def repository_fixture(sqlite_engine: Engine, pour: Pour) -> Repository:
    """The country of the example, without any practice."""
    pour(sqlite_engine, effect_country.fill)
    return Repository(sqlite_engine)


def add(engine: Engine, slug: str, *codes: str, unit: str = MINE) -> None:
    with engine.begin() as connection:
        indicators = [LinkedIndicator(code=code) for code in codes]
        written = card(slug=slug, unit=unit, started=2018, indicators=indicators)
        add_practice(connection, written)
        rebuild_effects(connection, read_directory(connection))


def test_nobody_improved_without_a_practice(repository: Repository) -> None:
    assert improved_practice(repository, UP, lang="pl") is None


def test_a_practice_without_an_improvement_answers_nothing(
    sqlite_engine: Engine, repository: Repository
) -> None:
    add(sqlite_engine, "slabsza", UP, unit=PEERS[1])
    assert improved_practice(repository, UP, lang="pl") is None


def test_the_picture_is_of_the_indicator_asked_for(
    sqlite_engine: Engine, repository: Repository
) -> None:
    add(sqlite_engine, "o-czym-innym", DOWN, UP)
    assert improved_practice(repository, UP, lang="pl") is None
    add(sqlite_engine, "wlasciwa", UP, DOWN)
    found = improved_practice(repository, UP, lang="pl")
    assert found is not None
    practice, effect = found
    assert (practice.slug, effect.indicator, effect.unit_end) == ("wlasciwa", UP, "53%")


def test_the_start_page_asks_it_only_when_a_practice_answers(
    sqlite_engine: Engine, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready, "WASTE", UP)
    monkeypatch.setattr(ready, "MIXED_WASTE", UP)
    assert [item.key for item in ready.questions(repository, "pl", unit=None).items] == ["trend"]
    add(sqlite_engine, "wlasciwa", UP)
    found = ready.questions(repository, "pl", unit=PEERS[0])
    (item,) = found.items
    assert (item.key, item.practice, item.unit) == ("practice", "wlasciwa", PEERS[0])
    section = question_section(found, "en")
    assert section is not None
    links = [part.href for part in section._traverse() if getattr(part, "href", None)]
    assert f"/en/praktyki/wlasciwa?unit={PEERS[0]}" in links
    unknown = ready.questions(repository, "pl", unit="9999999").items[0]
    assert unknown.unit is None
