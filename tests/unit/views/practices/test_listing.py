"""The catalogue for an address: what is found, what can be chosen, the way out of nothing."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine, update

from smup.i18n import texts
from smup.models import Unit
from smup.repository import Repository
from smup.views.practices.listing import Listing, read_listing
from smup.views.practices.listing_words import (
    chips,
    found_words,
    problem_lines,
    sort_shown,
    sorts_offered,
    unit_line,
    way_out_words,
)
from smup.views.practices.places import places_of
from tests import builders, small_country
from tests.poured import Pour
from tests.practice_data import add_practice, card, full_card
from tests.small_country import counted_selects

TODAY = dt.date(2026, 6, 1)
T = texts("pl")
PLONSK, JONIEC, WROCLAW = "1420011", "1420062", "0264011"


@pytest.fixture
def repository(engine: Engine, pour: Pour) -> Repository:
    """A repository over the practices below."""
    return Repository(pour(engine, with_practices))


def with_practices(engine: Engine) -> None:
    """Write five practices: three of units, one of an institution, one that is not public."""
    small_country.fill(engine)
    with engine.begin() as connection:
        add_practice(connection, full_card())
        add_practice(connection, card(slug="zlobki", title="Żłobki w gminie", unit=JONIEC))
        add_practice(connection, card(slug="lo", title="Licea", unit=WROCLAW, cost=0, started=2019))
        institution = {"unit": None, "institution": "Związek Gmin"}
        add_practice(connection, card(slug="zwiazek", title="Plan odpadów", **institution))
        add_practice(connection, card(slug="szkic", title="Szkic"), stage="draft")


def listing(repository: Repository, lang: str = "pl", **query: Any) -> Listing:
    return read_listing(repository, query, lang=lang, today=TODAY)


def slugs(found: Listing) -> list[str]:
    return [info.slug for info in found.page.practices]


def counts(found: Listing, facet: str) -> dict[str, int]:
    return {one.value: one.count for one in found.options[facet]}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_everything_public_is_found_without_conditions(repository: Repository) -> None:
    found = listing(repository)
    assert sorted(slugs(found)) == ["dowozenie-uczniow", "lo", "zlobki", "zwiazek"]
    assert found_words(found, T) == ("4 praktyki", "")
    assert counts(found, "rodzaj") == {
        "miejska": 1,
        "wiejska": 1,
        "miasto-na-prawach-powiatu": 1,
    }
    assert counts(found, "koszt") == {"brak": 2, "bez-kosztu": 1, "do-100-tys": 1}
    # Wrocław has no known population, so no size.
    assert counts(found, "wielkosc") == {"gmina-1": 1, "gmina-4": 1}


def test_words_are_found_without_diacritics(repository: Repository) -> None:
    found = listing(repository, q="zlobek")
    assert slugs(found) == ["zlobki"]
    assert tuple(map(plain, found_words(found, T))) == ("1 praktyka", "z 4")
    assert [chip.text for chip in chips(found, T)] == ["słowa: zlobek"]
    assert sorts_offered(found)[0] == sort_shown(found) == "trafnosc"


def test_a_search_that_had_to_be_loosened_is_told(repository: Repository) -> None:
    assert listing(repository, q="żłobki helikopter").page.loosened


def test_a_value_without_matches_stays_with_a_zero(repository: Repository) -> None:
    found = listing(repository, rodzaj="wiejska")
    assert counts(found, "koszt") == {"brak": 1, "bez-kosztu": 0, "do-100-tys": 0}
    assert [one.value for one in found.options["rodzaj"] if one.chosen] == ["wiejska"]


def test_practices_of_similar_units_leave_out_my_own(
    repository: Repository, engine: Engine
) -> None:
    with engine.begin() as connection:
        wroclaw = builders.unit_id(connection, WROCLAW)
        values = {"population": 30_000, "city_county": False, "kind": "miejska"}
        connection.execute(update(Unit).where(Unit.id == wroclaw).values(values))
        builders.set_dataset(connection, version=8)
    offered = listing(repository, jst=PLONSK)
    assert (offered.similar, offered.page.total) == (1, 4)
    chosen = listing(repository, jst=PLONSK, podobne="tak")
    assert slugs(chosen) == ["lo"]
    assert chosen.similar == 1
    assert [chip.key for chip in chips(chosen, T)] == ["podobne"]


def test_a_place_holds_the_units_in_it(repository: Repository) -> None:
    assert sorted(slugs(listing(repository, gdzie="14"))) == ["dowozenie-uczniow", "zlobki"]
    assert sorted(slugs(listing(repository, gdzie="1420"))) == ["dowozenie-uczniow", "zlobki"]
    assert slugs(listing(repository, gdzie=WROCLAW)) == ["lo"]


def test_places_count_units_and_institutions_without_one(repository: Repository) -> None:
    places = places_of(listing(repository))
    assert [(row.name, row.count, row.left is None) for row in places.rows] == [
        ("Joniec", 1, True),
        ("Płońsk", 1, False),
        ("Wrocław", 1, True),
    ]
    assert (places.by_voivodeship, places.elsewhere) == (False, 1)


def test_many_places_are_counted_by_voivodeship(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smup.views.practices.places.MOST_DOTS", 2)
    places = places_of(listing(repository))
    assert [(row.code, row.count) for row in places.rows] == [("02", 1), ("14", 2)]
    assert places.by_voivodeship


def test_codes_that_do_not_exist_are_told_and_left_out(repository: Repository) -> None:
    found = listing(
        repository, obszar="edukacja.nic", wskaznik="EDU-PRZ-01.NIC-1", jst="9999999", gdzie="99"
    )
    assert found.state.to_query() == "obszar=edukacja&wskaznik=EDU-PRZ-01"
    assert [plain(line) for line in problem_lines(found, T)] == [
        "Nie ma obszaru „nic”.",
        "Nie ma wskaźnika „NIC-1”.",
        "Nie ma dziś jednostki o kodzie „9999999”.",
        "Nie ma dziś jednostki o kodzie „99”.",
    ]
    assert slugs(found) == ["dowozenie-uczniow"]


def test_an_order_that_is_the_usual_one_is_not_written(repository: Repository) -> None:
    assert listing(repository, sort="poprawa").state.to_query() == ""
    assert listing(repository, sort="poprawa", q="licea").state.sort == "poprawa"
    by_title = listing(repository, sort="tytul")
    assert slugs(by_title) == ["dowozenie-uczniow", "lo", "zwiazek", "zlobki"]


def test_out_of_nothing_leads_the_search_that_finds_most(repository: Repository) -> None:
    found = listing(repository, q="licea", rodzaj="wiejska")
    assert found.page.total == 0
    way = found.way_out
    assert way is not None
    assert (way.key, way.state.to_query(), way.total) == ("rodzaj", "q=licea", 1)
    assert plain(way_out_words(found, way, T)) == "Bez filtra „Do jakiej gminy pasuje”: 1 praktyka."


def test_nothing_anywhere_near_has_no_way_out(repository: Repository) -> None:
    found = listing(repository, q="helikopter", koszt="ponad-1-mln")
    assert (found.page.total, found.way_out) == (0, None)


def test_a_line_says_whose_practice_it_is_and_since_when(repository: Repository) -> None:
    lines = {
        info.slug: tuple(map(plain, unit_line(listing(repository), info, T)))
        for info in listing(repository).page.practices
    }
    assert lines["lo"] == ("Wrocław", "miasto na prawach powiatu · wdrożenie: 2019")
    assert lines["zlobki"] == ("Joniec", "gm. wiejska, pow. płoński")
    assert lines["zwiazek"] == ("Związek Gmin", "")


def test_the_number_of_reads_does_not_follow_the_number_of_practices(
    repository: Repository, engine: Engine
) -> None:
    def reads() -> int:
        repository.begin_request()
        with counted_selects(engine) as statements:
            listing(repository, jst=PLONSK)
        repository.end_request()
        return len(statements)

    reads()
    before = reads()
    with engine.begin() as connection:
        for n in range(10):
            add_practice(connection, full_card(slug=f"nowa-{n}", title=f"Nowa {n}", unit=JONIEC))
    assert reads() == before
    assert before <= 8
