import pytest
from sqlalchemy import Engine

from smup.errors import UnknownCodeError
from smup.repository import Repository
from tests import builders
from tests.small_country import counted_selects


def test_sectors_carry_the_numbers_of_their_services_and_indicators(
    repository: Repository,
) -> None:
    (sector,) = repository.sectors()
    assert (sector.code, sector.service_count, sector.indicator_count) == ("edukacja", 1, 2)


def test_services_and_indicators_name_their_sector(repository: Repository) -> None:
    (service,) = repository.services("edukacja")
    indicator = repository.indicator("EDU-PRZ-01")
    assert service.sector_code == indicator.sector_code == "edukacja"
    assert indicator.service_code == service.code


@pytest.mark.parametrize("code", ["edu-prz-01", "EDU-PRZ-01", " Edu-Prz-01 "])
def test_a_code_is_found_in_any_case(repository: Repository, code: str) -> None:
    assert repository.indicator(code).code == "EDU-PRZ-01"


@pytest.mark.parametrize("ask", ["sector", "service", "indicator"])
def test_an_unknown_code_is_named_with_its_kind(repository: Repository, ask: str) -> None:
    with pytest.raises(UnknownCodeError, match="XXX-99") as caught:
        getattr(repository, ask)("XXX-99")
    assert (caught.value.what, caught.value.code) == (ask, "XXX-99")


@pytest.mark.parametrize(
    "query",
    [
        "przedszkolach",
        "PRZEDSZKOLACH",
        "przedszkol",
        "przedzskolach",
        "kindergartens",
        "dzieci prz",
    ],
)
def test_search_forgives_case_endings_and_a_typo(repository: Repository, query: str) -> None:
    assert repository.indicators(query=query)[0].code == "EDU-PRZ-01"


def test_search_is_blind_to_diacritics(repository: Repository) -> None:
    assert [item.code for item in repository.indicators(query="uczniowie liceow")] == ["EDU-SPP-01"]


@pytest.mark.parametrize("query", ["dziecko", "odsetka"])
def test_a_word_of_the_same_stem_is_found_when_nothing_nearer_is(
    repository: Repository, query: str
) -> None:
    assert len(repository.indicators(query=query)) == 1


def test_every_word_of_a_query_must_match(repository: Repository) -> None:
    assert repository.indicators(query="dzieci kosmos") == ()


@pytest.mark.parametrize("query", [None, "", "   "])
def test_an_empty_query_lists_all_in_the_order_of_the_catalogue(
    repository: Repository, query: str | None
) -> None:
    codes = [item.code for item in repository.indicators("edukacja", query)]
    assert codes == ["EDU-PRZ-01", "EDU-SPP-01"]


def test_the_catalogue_is_read_once_a_version(repository: Repository, engine: Engine) -> None:
    repository.sectors()
    with counted_selects(engine) as selects:
        repository.begin_request()
        repository.sectors()
        repository.indicator("EDU-PRZ-01")
        repository.services()
        repository.end_request()
    assert len(selects) == 1  # the version


def test_a_new_version_is_seen_by_the_next_request(repository: Repository, engine: Engine) -> None:
    assert len(repository.sectors()) == 1
    with engine.begin() as connection:
        builders.sector(connection, "kultura", position=2)
        builders.set_dataset(connection, version=8)
    assert [sector.code for sector in repository.sectors()] == ["edukacja", "kultura"]


def test_the_tag_tells_a_database_made_anew_from_the_one_before(repository: Repository) -> None:
    assert repository.dataset().tag.startswith("7-")
