import json

import numpy as np
import pytest
import shapely

from smup.territory.geometry import (
    Shapes,
    dissolved,
    feature_collection,
    overlaps,
    repaired,
    rounded,
    simplified,
    thinned,
)

BOW_TIE = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])


def wavy_neighbours() -> Shapes:
    """Two units with a common border of 400 small waves, and plain outer sides."""
    y = np.linspace(0, 1, 401)
    border = np.column_stack((1 + 0.004 * np.sin(90 * y), y))
    left = shapely.Polygon([(0, 1), (0, 0), *border])
    right = shapely.Polygon([(2, 0), (2, 1), *border[::-1]])
    return np.array([left, right], dtype=object)


@pytest.mark.parametrize("tolerance", [0.002, 0.01, 0.05])
def test_simplified_neighbours_neither_overlap_nor_part(tolerance: float) -> None:
    shapes = simplified(wavy_neighbours(), tolerance)

    assert shapely.get_num_coordinates(shapes).sum() < 800
    assert shapely.coverage_is_valid(shapes)
    assert shapes[0].intersection(shapes[1]).area == 0
    assert shapely.union_all(shapes).area == pytest.approx(2.0)


def test_borders_of_too_many_points_are_thinned_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = wavy_neighbours()
    assert thinned(whole) is whole
    monkeypatch.setattr("smup.territory.geometry.MOST_POINTS", 300)

    fewer = thinned(whole)

    assert shapely.get_num_coordinates(fewer).sum() <= 300
    assert shapely.coverage_is_valid(fewer)


def test_rounded_neighbours_still_share_their_border() -> None:
    assert shapely.coverage_is_valid(rounded(wavy_neighbours(), 2))


def test_exteriors_run_clockwise_and_holes_the_other_way() -> None:
    ring = shapely.Point(0, 0).buffer(2).difference(shapely.Point(0, 0).buffer(1))

    for given in (ring, shapely.reverse(ring)):
        shape = rounded(np.array([given], dtype=object), 4)[0]
        assert not shape.exterior.is_ccw
        assert shape.interiors[0].is_ccw


def test_a_unit_smaller_than_the_rounding_does_not_vanish() -> None:
    tiny = shapely.box(20.00001, 50.00001, 20.00002, 50.00002)

    shape = rounded(np.array([tiny], dtype=object), 4)[0]

    assert not shape.is_empty
    assert shape.area > 0


def test_a_crossed_polygon_is_repaired() -> None:
    shape = repaired(BOW_TIE)

    assert shape.is_valid
    assert shape.area == pytest.approx(0.5)


@pytest.mark.parametrize(
    "shape",
    [
        None,
        shapely.Polygon(),
        shapely.Point(1, 1),
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.Polygon([(0, 0), (1, 1), (2, 2)]),
    ],
)
def test_what_has_no_area_is_no_border(shape: shapely.Geometry | None) -> None:
    assert repaired(shape) is None


def test_lines_beside_polygons_are_left_out() -> None:
    mixed = shapely.GeometryCollection(
        [shapely.box(0, 0, 1, 1), shapely.LineString([(2, 2), (3, 3)])]
    )

    assert repaired(mixed).equals(shapely.box(0, 0, 1, 1))


def test_groups_are_joined_along_their_common_lines() -> None:
    boxes = np.array([shapely.box(x, 0, x + 1, 1) for x in range(4)], dtype=object)

    groups, shapes = dissolved(boxes, [7, 3, 3, -1])

    assert groups == [3, 7]
    assert shapes[0].equals(shapely.box(1, 0, 3, 1))
    assert shapes[1].equals(shapely.box(0, 0, 1, 1))


def test_overlapping_units_are_joined_too() -> None:
    shapes = np.array([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)], dtype=object)

    _, joined = dissolved(shapes, [0, 0])

    assert joined[0].area == pytest.approx(3.0)


def test_overlaps_are_counted() -> None:
    shapes = np.array([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1), shapely.box(9, 9, 10, 10)])

    assert overlaps(shapes) == 2


def test_features_carry_the_code_as_id_and_nothing_else() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1)], dtype=object)

    collection = json.loads(feature_collection(["0201011"], shapes))

    assert collection["type"] == "FeatureCollection"
    feature = collection["features"][0]
    assert (feature["id"], feature["properties"]) == ("0201011", {})
    assert feature["geometry"]["type"] == "Polygon"
