"""The small map: places, frame, outline."""

import re

import pytest

from smup.figures.small_map import EAST, NORTH, SOUTH, WEST, on_map, outline_path, small_map

SQUARE = {
    "type": "Feature",
    "geometry": {
        "type": "Polygon",
        "coordinates": [
            [[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]
        ],
    },
}


def test_north_west_is_the_origin_and_east_the_full_width() -> None:
    assert on_map(WEST, NORTH) == (0.0, 0.0)
    assert on_map(EAST, NORTH)[0] == pytest.approx(1000.0)


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north_in_the_middle() -> None:
    """At 51.925 degrees a degree of longitude is 0.6167 of a degree of latitude."""
    x, y = on_map(WEST + 1, NORTH - 1)
    assert x / y == pytest.approx(0.6167, abs=1e-4)


def test_borders_become_one_closed_path_in_whole_units() -> None:
    path = outline_path([SQUARE])
    assert re.fullmatch(r"M\d+ \d+L[\d ]+z", path)
    assert path.startswith("M0 946L1000 946 1000 0 0 0")


def test_dust_smaller_than_a_unit_is_left_out() -> None:
    ring = [[20.0, 52.0], [20.001, 52.0], [20.001, 52.001], [20.0, 52.0]]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring]]}
    assert outline_path([{"geometry": geometry}, {"geometry": None}]) == ""


def test_a_group_of_the_whole_country_is_shown_whole() -> None:
    made = small_map("", [(10.0, 10.0), (990.0, 930.0)], (500.0, 400.0))
    assert made.frame[:3] == (0.0, 0.0, 1000.0)


def test_a_group_in_one_corner_is_enlarged_and_stays_inside_the_country() -> None:
    frame = small_map("", [(5.0, 5.0), (15.0, 15.0)], (10.0, 10.0)).frame
    assert (frame.x, frame.y) == (0.0, 0.0)
    assert frame.width == pytest.approx(340.0)
    assert frame.place((170.0, 0.0)) == pytest.approx((50.0, 0.0))


def test_a_unit_without_a_place_has_no_diamond() -> None:
    assert "#B3124A" not in small_map("", [(10.0, 10.0)], None).svg
    assert "#B3124A" in small_map("", [(10.0, 10.0)], (20.0, 20.0)).svg
