"""Nearest units in the database, on both engines."""

import pytest
from sqlalchemy import Engine, select

from smup.models import Peer
from smup.statistics.peers import KIND, rebuild_nearest
from smup.statistics.similarity import read_similarity
from smup.territory.store import read_directory
from tests import builders, peer_country
from tests.poured import Pour


def stored(engine: Engine, code: str, *, level: str = "gmina") -> list[tuple[str, float]]:
    with engine.connect() as connection:
        directory = read_directory(connection)
        key = builders.unit_id(connection, code)
        rows = connection.execute(
            select(Peer.peer_id, Peer.distance)
            .where(Peer.unit_id == key, Peer.kind == KIND, Peer.level == level)
            .order_by(Peer.position)
        )
        return [(directory.by_id(peer).teryt, distance) for peer, distance in rows]


def test_the_nearest_of_the_first_are_the_others_in_their_order(engine: Engine, pour: Pour) -> None:
    pour(engine, peer_country.fill)
    found = stored(engine, peer_country.FIRST)
    assert [code for code, _ in found] == list(peer_country.CODES[1:])
    steps = [number * peer_country.STEP for number in range(1, 7)]
    assert [distance for _, distance in found] == pytest.approx(steps)


def test_equal_distances_stand_by_code(engine: Engine, pour: Pour) -> None:
    pour(engine, peer_country.fill)
    codes = [code for code, _ in stored(engine, peer_country.MIDDLE)]
    third, fifth = peer_country.CODES[2], peer_country.CODES[4]
    assert codes[:2] == [third, fifth]


def test_an_example_unit_has_real_peers_and_is_a_peer_of_none(engine: Engine, pour: Pour) -> None:
    pour(engine, peer_country.fill)
    assert stored(engine, peer_country.FICTIONAL)[0] == (peer_country.MIDDLE, 0.0)
    everybody = [code for unit in peer_country.CODES for code, _ in stored(engine, unit)]
    assert peer_country.FICTIONAL not in everybody


def test_a_unit_without_values_has_no_peers(engine: Engine, pour: Pour) -> None:
    pour(engine, peer_country.fill)
    assert stored(engine, peer_country.CITY) == []


def test_a_level_without_values_has_no_peers(engine: Engine, pour: Pour) -> None:
    pour(engine, peer_country.fill)
    assert stored(engine, "1420", level="powiat") == []


def test_rebuilding_changes_nothing(engine: Engine, pour: Pour) -> None:
    pour(engine, peer_country.fill)
    before = stored(engine, peer_country.SECOND)
    with engine.begin() as connection:
        rebuild_nearest(connection, directory=read_directory(connection))
    assert stored(engine, peer_country.SECOND) == before


def test_the_variables_of_similarity_have_names_and_weights_in_bounds() -> None:
    similarity = read_similarity()
    assert similarity.nearest == 30
    assert len(similarity.variables) == len(similarity.weights) == 7
    assert all(item.name("pl") and item.name("en") for item in similarity.variables)
