"""Why units are similar: the same units as stored, with the part of each variable."""

import math

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.views.similar import explain_nearest, nearest_peers, usable_weights
from tests import peer_country
from tests.peer_country import CITY, CODES, FICTIONAL, FIRST, STEP
from tests.poured import Pour
from tests.small_country import counted_selects


@pytest.fixture
def repository(sqlite_engine: Engine, pour: Pour) -> Repository:
    """The repository over the country of seven alike."""
    pour(sqlite_engine, peer_country.fill)
    return Repository(sqlite_engine)


def test_explained_units_are_those_of_the_database(repository: Repository) -> None:
    for code in (*CODES, FICTIONAL):
        unit = repository.directory().by_code(code)
        stored = repository.peers(unit.id, level="gmina")
        assert nearest_peers(repository, unit, level="gmina", weights={}) == stored


def test_each_variable_has_its_difference_and_share(repository: Repository) -> None:
    unit = repository.directory().by_code(FIRST)
    similar = explain_nearest(repository, unit, level="gmina", lang="en")
    assert (similar.year, similar.usual) == (peer_country.YEAR, True)
    peer = similar.peers[1]  # two steps away: one deviation in each of three variables
    assert peer.distance == pytest.approx(2 * STEP)
    population = peer.differences[0]
    assert (population.variable, population.name) == ("FIN-SS-01", "population")
    assert (population.mine, population.other) == pytest.approx((math.exp(1), math.exp(3)))
    assert [one.apart for one in peer.differences] == pytest.approx([1.0] * 3)
    assert [one.share for one in peer.differences] == pytest.approx([1 / 3] * 3)


def test_a_weight_moves_the_share_and_zero_takes_the_variable_out(repository: Repository) -> None:
    unit = repository.directory().by_code(FIRST)
    weights = {"FIN-SS-01": 3, "FIN-SS-06": 0}
    similar = explain_nearest(repository, unit, level="gmina", lang="pl", weights=weights)
    assert similar.usual is False
    by_code = {one.variable: one for one in similar.peers[0].differences}
    assert by_code["FIN-SS-01"].share == pytest.approx(0.75)
    assert by_code["FIN-SS-02"].share == pytest.approx(0.25)
    assert math.isnan(by_code["FIN-SS-06"].share)


def test_weights_that_leave_nothing_are_the_usual_ones() -> None:
    usual = usable_weights({})
    assert usable_weights(dict.fromkeys(usual, 0)) == usual
    assert usable_weights({"NIE-MA-01": 5}) == usual


def test_what_cannot_be_compared_has_no_peers(repository: Repository) -> None:
    directory = repository.directory()
    city = explain_nearest(repository, directory.by_code(CITY), level="gmina", lang="pl")
    assert city.peers == ()
    powiat = explain_nearest(repository, directory.by_code("1420"), level="powiat", lang="pl")
    assert (powiat.year, powiat.peers) == (None, ())
    region = explain_nearest(repository, directory.by_code("14"), level="wojewodztwo", lang="pl")
    assert (region.year, region.peers) == (None, ())


def test_values_are_read_once_for_all_units(repository: Repository, sqlite_engine: Engine) -> None:
    directory = repository.directory()
    with counted_selects(sqlite_engine) as statements:
        repository.begin_request()
        for code in CODES:
            explain_nearest(repository, directory.by_code(code), level="gmina", lang="pl")
        repository.end_request()
    values = [one for one in statements if "FROM observation" in one]
    distributions = [one for one in statements if "FROM indicator_year_stat" in one]
    assert (len(values), len(distributions)) == (1, 1)
