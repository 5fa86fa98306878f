"""Who shares a border: squares by hand, on both engines."""

import gzip
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert, select

from smup.models import Boundary, Peer
from smup.territory.geometry import feature_collection
from smup.territory.neighbours import KM_PER_DEGREE, common_borders, rebuild_neighbours
from smup.territory.store import read_directory
from tests import builders

HEIGHT = 0.1 * KM_PER_DEGREE  # kilometres of a side that runs north


def box(column: int, row: int = 0) -> Any:
    """A square of a tenth of a degree at 20 E, 52 N."""
    west, south = 20 + column / 10, 52 + row / 10
    return shapely.box(west, south, west + 0.1, south + 0.1)


def pairs(shapes: list[Any]) -> list[tuple[int, int]]:
    return [(border.first, border.second) for border in common_borders(shapes)]


def test_squares_side_by_side_are_neighbours_and_the_length_is_that_of_the_side() -> None:
    found = common_borders([box(0), box(1), box(3)])
    assert [(border.first, border.second) for border in found] == [(0, 1)]
    assert found[0].km == pytest.approx(HEIGHT, rel=1e-6)


def test_squares_that_meet_in_a_corner_are_not_neighbours() -> None:
    assert pairs([box(0, 0), box(1, 1)]) == []
    assert pairs([box(0, 0), box(1, 0), box(0, 1), box(1, 1)]) == [(0, 1), (0, 2), (1, 3), (2, 3)]


def test_a_border_is_found_when_only_one_side_has_a_point_in_its_middle() -> None:
    bent = shapely.Polygon([(20.1, 52.0), (20.2, 52.0), (20.2, 52.1), (20.1, 52.1), (20.1, 52.03)])
    found = common_borders([box(0), bent])
    assert [(border.first, border.second) for border in found] == [(0, 1)]
    assert found[0].km == pytest.approx(HEIGHT, rel=1e-3)


def test_a_border_is_found_across_a_gap_of_half_a_metre() -> None:
    apart = shapely.transform(box(1), lambda points: points + np.array([0.000005, 0.0]))
    assert pairs([box(0), apart]) == [(0, 1)]


def test_a_town_inside_a_gmina_is_its_neighbour() -> None:
    hole = shapely.box(20.03, 52.03, 20.06, 52.06)
    around = box(0).difference(hole)
    found = common_borders([around, hole])
    assert [(border.first, border.second) for border in found] == [(0, 1)]


def test_parts_of_a_unit_are_not_neighbours_of_each_other() -> None:
    island = shapely.MultiPolygon([box(0), box(5)])
    assert pairs([island, box(1), box(4)]) == [(0, 1), (0, 2)]


@settings(max_examples=30)
@given(st.permutations(range(9)))
def test_the_order_of_units_does_not_matter(order: list[int]) -> None:
    grid = [box(column, row) for row in range(3) for column in range(3)]
    expected = {
        (one, other)
        for one, other in combinations(range(9), 2)
        if abs(one // 3 - other // 3) + abs(one % 3 - other % 3) == 1
    }
    found = {
        tuple(sorted((order[one], order[other])))
        for one, other in pairs([grid[place] for place in order])
    }
    assert found == expected


def _fill(connection: Connection) -> None:
    top = builders.unit(connection, "14", name="mazowieckie")
    powiat = builders.unit(connection, "1420", name="płoński", parent=top)
    for code in ("1420011", "1420022", "1420032"):
        builders.unit(connection, code, parent=powiat)
    # The middle one lies over two thirds of the left one's side and all of the right one's.
    left, middle, right = box(0), shapely.box(20.1, 52.0, 20.2, 52.06), box(2)
    body = feature_collection(["1420011", "1420022", "1420032"], [left, middle, right])
    release = builders.release(connection, kind="boundaries")
    values = {
        "level": "gmina",
        "detail": 2,
        "release_id": release,
        "approximate": False,
        "units": 3,
        "content_hash": "0" * 16,
        "gzip_body": gzip.compress(body),
        "brotli_body": b"",
    }
    connection.execute(insert(Boundary).values(values))


def _rows(connection: Connection) -> list[tuple[Any, ...]]:
    query = select(Peer.unit_id, Peer.position, Peer.peer_id, Peer.border_km)
    return [tuple(row) for row in connection.execute(query.order_by(Peer.unit_id, Peer.position))]


def test_neighbours_are_stored_with_the_longest_common_border_first(engine: Engine) -> None:
    with engine.begin() as connection:
        _fill(connection)
        written = rebuild_neighbours(connection, read_directory(connection))
        assert written == rebuild_neighbours(connection, read_directory(connection)) == 4
        left, middle, right = (
            builders.unit_id(connection, code) for code in ("1420011", "1420022", "1420032")
        )
        rows = _rows(connection)
    assert [(one, place, other) for one, place, other, _ in rows] == [
        (left, 1, middle),
        (middle, 1, left),
        (middle, 2, right),
        (right, 1, middle),
    ]
    assert [km for *_, km in rows] == pytest.approx([0.6 * HEIGHT] * 4, rel=1e-3)


def test_without_borders_nobody_has_neighbours(engine: Engine) -> None:
    with engine.begin() as connection:
        builders.unit(connection, "1420011")
        assert rebuild_neighbours(connection, read_directory(connection)) == 0
