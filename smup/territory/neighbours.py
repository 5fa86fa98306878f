"""Which units share a border, from the borders in the database; written to ``peer``."""

import gzip
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, delete, select

from smup.errors import UnknownCodeError
from smup.ingest.insert import insert_rows
from smup.models import Boundary, Peer
from smup.territory.boundary_versions import newest_boundaries, stored_boundaries
from smup.territory.directory import UnitDirectory

KIND = "sasiedzi"
LEVELS_WITH_NEIGHBOURS = ("gmina", "powiat", "wojewodztwo")
PEER_COLUMNS = ("unit_id", "level", "kind", "position", "peer_id", "distance", "border_km")
KM_PER_DEGREE = 111.2
# Two borders that do not meet in the same points are one when they lie this near, degrees (1 m);
# what is shared in this way has to be longer than this, kilometres, for corners touch too.
NEAR = 1e-5
LEAST_KM = 0.02


class Border(NamedTuple):
    """A border that two shapes share; ``first`` < ``second``, ``km`` is its length."""

    first: int
    second: int
    km: float


def common_borders(shapes: Sequence[Any]) -> list[Border]:
    """Return every pair of shapes with a common border of positive length.

    Shapes that only meet in a point are not neighbours. Common stretches are first looked for
    point by point; pairs that are found so near to each other in another way are measured along
    one border near the other.

    Args:
        shapes: polygons in WGS84 degrees, such as the features of one level.

    Returns:
        Pairs of places in ``shapes`` in ascending order.
    """
    whole = np.array(shapes, dtype=object)
    found = _borders_point_by_point(whole)
    tree = shapely.STRtree(whole)
    first, second = tree.query(whole, predicate="dwithin", distance=NEAR)
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        if one < other and found.get((one, other), 0.0) < LEAST_KM:
            near = _length_near(whole, one, other)
            if near >= LEAST_KM:
                found[one, other] = near
    return [Border(*pair, km) for pair, km in sorted(found.items())]


def rebuild_neighbours(connection: Connection, directory: UnitDirectory) -> int:
    """Compute the neighbours of every unit that has borders, anew; returns the rows written.

    Neighbours stand by the length of the common border, longest first.
    """
    connection.execute(delete(Peer).where(Peer.kind == KIND))
    written = 0
    newest = newest_boundaries(stored_boundaries(connection))
    for level in LEVELS_WITH_NEIGHBOURS:
        finest = max((key for key in newest if key[0] == level), default=None)
        features = {} if finest is None else read_features(connection, newest[finest].id)
        unit_ids, shapes = _of_units(features, directory, level)
        rows = _rows(common_borders(shapes), unit_ids, level) if shapes else []
        write_peers(connection, rows)
        written += len(rows)
    return written


def write_peers(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of ``peer``, each in the order of ``PEER_COLUMNS``."""
    if rows:
        table: Any = Peer.__table__
        ordered = sorted(rows)
        insert_rows(connection, _checked(table), PEER_COLUMNS, list(zip(*ordered, strict=True)))


def _checked(table: Any) -> Table:
    assert isinstance(table, Table)  # noqa: S101
    return table


def _rows(borders: Sequence[Border], unit_ids: Sequence[int], level: str) -> list[tuple[Any, ...]]:
    beside: dict[int, list[tuple[float, int]]] = {}
    for border in borders:
        for mine, other in ((border.first, border.second), (border.second, border.first)):
            beside.setdefault(mine, []).append((-border.km, other))
    return [
        (unit_ids[mine], level, KIND, position, unit_ids[other], None, -km)
        for mine, others in beside.items()
        for position, (km, other) in enumerate(sorted(others), start=1)
    ]


def read_features(connection: Connection, boundary_id: int) -> dict[str, Any]:
    """Return the shapes of one row of ``boundary``, by code."""
    packed = connection.scalar(select(Boundary.gzip_body).where(Boundary.id == boundary_id))
    features = [] if packed is None else json.loads(gzip.decompress(packed))["features"]
    shapes = shapely.from_geojson([json.dumps(item["geometry"]) for item in features])
    return {str(item["id"]): shape for item, shape in zip(features, shapes, strict=True)}


def _of_units(
    features: Mapping[str, Any], directory: UnitDirectory, level: str
) -> tuple[list[int], list[Any]]:
    """Return keys and shapes of the units that exist, by code."""
    unit_ids, shapes = [], []
    for code in sorted(features):
        try:
            unit = directory.by_code(code)
        except UnknownCodeError:
            continue
        if not unit.ended and unit.answers_at(level):
            unit_ids.append(unit.id)
            shapes.append(features[code])
    return unit_ids, shapes


def _borders_point_by_point(shapes: NDArray[np.object_]) -> dict[tuple[int, int], float]:
    """Return the length of the segments that two shapes have both, in kilometres."""
    start, end, owner = _segments(shapes)
    if not len(owner):
        return {}
    # A segment is known by its two ends in a fixed order, whichever way it is drawn.
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    low, high = np.where(turned[:, None], end, start), np.where(turned[:, None], start, end)
    order = np.lexsort((owner, high[:, 1], high[:, 0], low[:, 1], low[:, 0]))
    low, high, owner = low[order], high[order], owner[order]
    same = (low[1:] == low[:-1]).all(axis=1) & (high[1:] == high[:-1]).all(axis=1)
    shared = np.flatnonzero(same & (owner[1:] != owner[:-1]))
    km = _km(low[shared], high[shared])
    pairs, index = np.unique(
        np.column_stack((owner[shared], owner[shared + 1])), axis=0, return_inverse=True
    )
    totals = np.bincount(index.ravel(), weights=km, minlength=len(pairs))
    return {(int(a), int(b)): float(sum_) for (a, b), sum_ in zip(pairs, totals, strict=True)}


def _segments(
    shapes: NDArray[np.object_],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Return the two ends of every segment of every ring, and whose it is."""
    parts, part_owner = shapely.get_parts(shapes, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    points, point_ring = shapely.get_coordinates(rings, return_index=True)
    within = point_ring[1:] == point_ring[:-1]
    moves = (points[1:] != points[:-1]).any(axis=1)
    kept = np.flatnonzero(within & moves)
    owner = part_owner[ring_part[point_ring[kept]]]
    return points[kept], points[kept + 1], owner.astype(np.int64)


def _length_near(shapes: NDArray[np.object_], one: int, other: int) -> float:
    """Return the length of one border that runs within a metre of the other, in kilometres."""
    ring = shapely.boundary(shapes[one])
    near = shapely.buffer(shapely.boundary(shapes[other]), NEAR, quad_segs=2)
    start, end, _ = _lines(shapely.intersection(ring, near))
    return float(_km(start, end).sum())


def _lines(
    shape: Any,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    lines = [part for part in shapely.get_parts([shape]) if part.geom_type == "LineString"]
    points, line = shapely.get_coordinates(lines, return_index=True)
    kept = np.flatnonzero(line[1:] == line[:-1])
    return points[kept], points[kept + 1], line[kept]


def _km(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the length of segments on a plane about each of them, in kilometres."""
    narrow = np.cos(np.radians((start[:, 1] + end[:, 1]) / 2))
    length: NDArray[np.float64] = KM_PER_DEGREE * np.hypot(
        (end[:, 0] - start[:, 0]) * narrow, end[:, 1] - start[:, 1]
    )
    return length
