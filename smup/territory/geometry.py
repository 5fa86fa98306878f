"""Shapes of units: repair, shared simplification, dissolving, and GeoJSON; pure.

Shapes are arrays of shapely geometries in WGS84 degrees. Simplifying and dissolving treat them as
one coverage (GEOS), so that a border shared by two units stays the same line in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Shapes = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How fine borders are.

    Attributes:
        number: as stored, 0 for the map of the country to 2 as loaded.
        tolerance: side of the largest bend left out, degrees (square root of its area); 0.01 degree
            is about 1 km.
        decimals: of coordinates; four are 11 m north to south.
    """

    number: int
    tolerance: float
    decimals: int


# At 700 px for the whole country a pixel is 0.01 degree, so detail 0 loses nothing that shows.
DETAILS = (
    Detail(number=0, tolerance=0.004, decimals=4),
    Detail(number=1, tolerance=0.0008, decimals=4),
    Detail(number=2, tolerance=0.0, decimals=5),
)
COARSER = 1.5
# The official register has several million points, most of them centimetres from a straight line;
# borders "as loaded" keep at most so many, which is enough for a map of one gmina.
MOST_POINTS = 1_500_000
FIRST_TOLERANCE = 0.0001


def repaired(shape: Any) -> Any:
    """Return a shape as valid polygons, or None when nothing of it has an area."""
    if shape is None or shape.is_empty:
        return None
    valid = shape if shape.is_valid else shapely.make_valid(shape)
    parts = [part for part in _polygons(valid) if part.area > 0]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def simplified(shapes: Shapes, tolerance: float) -> Shapes:
    """Return the shapes with fewer points; common borders stay common, none vanishes."""
    if not tolerance:
        return shapes
    result: Shapes = shapely.coverage_simplify(shapes, tolerance)
    return result


def thinned(shapes: Shapes) -> Shapes:
    """Return the shapes with at most ``MOST_POINTS`` points, unchanged when they have no more."""
    result, tolerance = shapes, FIRST_TOLERANCE
    while shapely.get_num_coordinates(result).sum() > MOST_POINTS:
        result = simplified(shapes, tolerance)
        tolerance *= COARSER
    return result


def dissolved(shapes: Shapes, groups: Sequence[int]) -> tuple[list[int], Shapes]:
    """Join the shapes of each group into one; negative groups are left out.

    Returns:
        The groups in ascending order, and their shapes.
    """
    labels = np.asarray(groups)
    found = sorted(set(labels[labels >= 0].tolist()))
    merged = [_joined(shapes[labels == group]) for group in found]
    return found, np.array(merged, dtype=object)


def rounded(shapes: Shapes, decimals: int) -> Shapes:
    """Return the shapes ready to be drawn: rounded, exteriors clockwise as d3 wants them.

    Equal points stay equal, so neighbours still share their border; for the same reason a crossing
    of some metres that rounding makes is left. Parts and holes that shrink to nothing go, unless
    they are all the unit has.
    """
    coarse = shapely.transform(shapes, lambda points: np.round(points, decimals))
    for index in np.flatnonzero(~shapely.is_valid(coarse)):
        coarse[index] = _without_collapsed(coarse[index]) or shapes[index]
    coarse = shapely.remove_repeated_points(coarse)
    result: Shapes = shapely.orient_polygons(coarse, exterior_cw=True)
    return result


def feature_collection(codes: Sequence[str], shapes: Shapes) -> bytes:
    """Return GeoJSON whose features have the code as ``id`` and no properties."""
    features = (
        f'{{"type":"Feature","id":"{code}","properties":{{}},"geometry":{geometry}}}'
        for code, geometry in zip(codes, shapely.to_geojson(shapes), strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()


def overlaps(shapes: Shapes) -> int:
    """Return how many shapes overlap a neighbour or leave a gap against its border."""
    edges = shapely.coverage_invalid_edges(shapes)
    return int((~shapely.is_empty(edges)).sum())


def _joined(shapes: Shapes) -> Any:
    union = shapely.coverage_union_all(shapes)
    # A coverage with faults may give something else than polygons: then join by plane geometry.
    return repaired(union if union.is_valid else shapely.union_all(shapes))


def _without_collapsed(shape: Any) -> Any:
    parts = [
        shapely.Polygon(part.exterior, [hole for hole in part.interiors if _encloses(hole)])
        for part in _polygons(shape)
        if _encloses(part.exterior)
    ]
    return shapely.MultiPolygon(parts) if len(parts) > 1 else next(iter(parts), None)


def _encloses(ring: Any) -> bool:
    return bool(shapely.Polygon(ring).area > 0)


def _polygons(shape: Any) -> list[Any]:
    return [
        part
        for part in shapely.get_parts(shapely.get_parts(shape))
        if shapely.get_type_id(part) == shapely.GeometryType.POLYGON
    ]
