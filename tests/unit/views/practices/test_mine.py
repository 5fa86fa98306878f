"""The reader's unit beside a practice, and units that could use it."""

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.views.practices.helped import read_helped
from smup.views.practices.mine import my_unit, read_mine
from smup.views.practices.mine_words import helped_words, likeness_words, row_words, value_text
from smup.views.profile.records import Band
from tests import builders, small_country
from tests.poured import Pour
from tests.practice_crowd import add_crowd, code_of, page_of
from tests.small_country import counted_selects

NBSP = "\u00a0"


@pytest.fixture
def repository(sqlite_engine: Engine, pour: Pour) -> Repository:
    pour(sqlite_engine, small_country.fill)
    return Repository(sqlite_engine)


def test_where_the_readers_unit_stands(repository: Repository) -> None:
    with repository._engine.begin() as connection:
        add_crowd(connection)
    page = page_of(repository, unit="0264011")
    unit, problems = my_unit(repository, code_of(3))
    assert unit is not None
    assert not problems
    (row,) = read_mine(repository, page, unit).rows
    assert (row.year, row.value.value, row.band) == (2021, 30.0, Band.WORST)
    assert value_text(row, "pl") == "30,0%"
    assert (
        row_words(row, page.t)
        .replace(NBSP, " ")
        .startswith("w 2021 roku: najsłabsza ćwiartka gmin w kraju (mediana 60,0%).")
    )


@pytest.mark.parametrize(("place", "band"), [(4, "middle"), (8, "middle"), (3, "worst")])
def test_a_value_at_a_quartile_is_in_the_middle(
    repository: Repository, place: int, band: str
) -> None:
    with repository._engine.begin() as connection:
        add_crowd(connection)
    unit, _ = my_unit(repository, code_of(place))
    assert unit is not None
    assert read_mine(repository, page_of(repository), unit).rows[0].band == band


def test_how_alike_the_units_are(repository: Repository) -> None:
    with repository._engine.begin() as connection:
        add_crowd(connection)
    page = page_of(repository)

    def told(code: str) -> tuple[str, int, int, str]:
        unit, _ = my_unit(repository, code)
        assert unit is not None
        mine = read_mine(repository, page, unit)
        words = likeness_words(mine, page).replace(NBSP, " ")
        return mine.likeness, mine.place, mine.of, words

    assert told(code_of(3)) == (
        "near", 3, 8,
        "Podobieństwo: miejsce 3 wśród 8 gmin najbardziej podobnych do jednostki z karty (Płońsk).",
    )  # fmt: skip
    assert told("1420062")[:3] == ("far", 0, 8)
    assert told("1420011")[:3] == ("same", 0, 0)
    assert told("14")[0] == "level"


def test_a_gmina_stands_for_its_powiat_in_a_task_of_powiats(repository: Repository) -> None:
    page = page_of(repository, indicators=[{"code": "EDU-SPP-01"}])
    unit, _ = my_unit(repository, "1420062")
    assert unit is not None
    (row,) = read_mine(repository, page, unit).rows
    assert (row.unit.teryt, row.level, row.value.value) == ("1420", "powiat", 12.0)


def test_an_empty_value_says_why(repository: Repository) -> None:
    page = page_of(repository)
    with repository._engine.begin() as connection:
        builders.unit(connection, "1420073", name="Nowa", parent=None)
    unit, _ = my_unit(Repository(repository._engine), "1420073")
    assert unit is not None
    (row,) = read_mine(Repository(repository._engine), page, unit).rows
    assert row_words(row, page.t) == "Brak wartości dla tej jednostki."


def test_an_unknown_unit_is_told(repository: Repository) -> None:
    unit, problems = my_unit(repository, "9999999")
    assert unit is None
    assert [(one.parameter, one.value) for one in problems] == [("unit", "9999999")]
    assert my_unit(repository, "") == (None, ())


def test_units_that_could_use_it_are_weaker_than_the_quartile(repository: Repository) -> None:
    with repository._engine.begin() as connection:
        add_crowd(connection)
    page = page_of(repository)
    found = read_helped(repository, page)
    # Of 10, 20 … 80 the first quartile is 27,5: below it are 10 and 20.
    assert [(one.unit.teryt, one.value) for one in found.units] == [
        (code_of(1), 10.0),
        (code_of(2), 20.0),
    ]
    assert (found.year, found.of, found.stats and found.stats.q1) == (2021, 8, 27.5)
    assert helped_words(found, page).replace(NBSP, " ") == (
        "Spośród 8 gmin najbardziej podobnych (do: Płońsk) te mają najsłabsze wartości wskaźnika "
        "„Dzieci w przedszkolach” (2021), gorsze niż 27,5%."
    )


def test_why_nobody_is_named(repository: Repository) -> None:
    assert read_helped(repository, page_of(repository)).reason == "peers"
    none = page_of(repository, slug="bez", indicators=())
    assert read_helped(repository, none).reason == "indicators"
    of_somebody = page_of(repository, slug="zwiazek", unit=None, institution="Związek")
    assert read_helped(repository, of_somebody).reason == "institution"


def test_selects_do_not_grow_with_linked_indicators(
    repository: Repository, sqlite_engine: Engine
) -> None:
    one = page_of(repository)
    both = [{"code": "EDU-PRZ-01"}, {"code": "EDU-SPP-01"}]
    two = page_of(repository, slug="dwa", indicators=both)
    unit, _ = my_unit(repository, "1420")
    assert unit is not None
    repository.years_of_all()
    counts = []
    for page in (one, two):
        repository.begin_request()
        with counted_selects(sqlite_engine) as sent:
            read_mine(repository, page, unit)
        repository.end_request()
        counts.append(len(sent))
    assert counts[0] == counts[1]
