"""Approximate borders from location and area alone, for a database without real ones.

Cells are those of a power diagram: a point belongs to the unit whose squared distance less the
weight is least. Weights are fitted until the area of each cell is near the area of its gmina, so
that a small town keeps a small cell inside a large rural gmina. The outline of the country is made
of discs around the units, joined and smoothed. Lengths are kilometres on a plane about the middle
of Poland.

Source of the fitting: semi-discrete optimal transport, F. Aurenhammer, F. Hoffmann, B. Aronov,
Minkowski-type theorems and least-squares clustering, Algorithmica 20 (1998).
"""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from smup.territory.directory import UnitDirectory
from smup.territory.geometry import repaired

CENTRE = (19.4, 52.1)
KM_PER_DEGREE = 111.2
SMOOTHING_KM = 12.0
# Radius of a disc to that of a circle of the unit's area; the whole is then 2 % above the country.
DISC = 1.3
FITTING_STEPS = 32
COVERED = 0.2
# Cells are cut on a grid of 10 m, so that cuts of neighbours meet in the same points.
GRID_KM = 0.01
FAR_KM = 2_000.0

Points = NDArray[np.float64]


def approximate_boundaries(directory: UnitDirectory) -> dict[int, Any]:
    """Return a polygon in WGS84 for every gmina with a location, by position.

    Gminas that exist now; fictional ones have no location and so no polygon.
    """
    positions = [
        int(position)
        for position in directory.positions("gmina")
        if np.isfinite(directory.lon[position]) and np.isfinite(directory.area_km2[position])
    ]
    sites = _to_plane(np.column_stack((directory.lon[positions], directory.lat[positions])))
    areas = directory.area_km2[positions]
    outline = _outline(sites, areas)
    areas = areas * (outline.area / areas.sum())
    cells = _fitted_cells(sites, areas, outline)
    degrees = shapely.transform(cells, _to_degrees)
    shapes = zip(positions, (repaired(shape) for shape in degrees), strict=True)
    return {position: shape for position, shape in shapes if shape is not None}


def _outline(sites: Points, areas: NDArray[np.float64]) -> Any:
    """Return the outline of the country: discs around the units, joined and smoothed."""
    discs = shapely.buffer(shapely.points(sites), DISC * np.sqrt(areas / np.pi), quad_segs=3)
    land = shapely.union_all(discs).simplify(1.0)
    land = land.buffer(SMOOTHING_KM).buffer(-2 * SMOOTHING_KM).buffer(SMOOTHING_KM)
    largest = max(shapely.get_parts(land), key=lambda part: part.area)
    outline = shapely.Polygon(largest.exterior).simplify(0.5)
    shapely.prepare(outline)
    return outline


def _fitted_cells(sites: Points, areas: NDArray[np.float64], outline: Any) -> Any:
    """Return cells whose areas are near the wanted ones."""
    weights = areas / np.pi
    for step in range(FITTING_STEPS):
        found = shapely.area(_clipped(_power_cells(sites, weights), outline))
        # Damped, because raising one weight moves all borders of the cell at once; a site that
        # its neighbours cover nearly or completely needs a push.
        pace = np.where(found > COVERED * areas, 0.6 if step < FITTING_STEPS // 2 else 0.35, 2.0)
        weights = weights + pace * (areas - found) / np.pi
    return shapely.intersection(_power_cells(sites, weights), outline, grid_size=GRID_KM)


def _clipped(cells: Any, outline: Any) -> Any:
    """Cut only the cells at the border, a tenth of all."""
    crossing = ~shapely.contains_properly(outline, cells)
    clipped = cells.copy()
    clipped[crossing] = shapely.intersection(cells[crossing], outline)
    return clipped


def _power_cells(sites: Points, weights: NDArray[np.float64]) -> Any:
    """Return the cells of the power diagram as polygons; empty for a site that has none.

    The diagram is the lower hull of the sites lifted to ``x² + y² - weight``: each face of the hull
    is a corner where three cells meet. Four far sites close the outer cells.
    """
    far = FAR_KM * np.array([(-1, -1), (-1, 1), (1, -1), (1, 1)], dtype=np.float64)
    closed = np.vstack((sites, far))
    heights = (closed**2).sum(axis=1) - np.concatenate((weights, np.zeros(len(far))))
    hull = ConvexHull(np.column_stack((closed, heights)))
    lower = hull.equations[:, 2] < 0
    planes, faces = hull.equations[lower], hull.simplices[lower]
    corners = -planes[:, :2] / (2 * planes[:, 2:3])
    site = faces.ravel()
    corner = np.repeat(np.arange(len(faces)), 3)
    centre = np.zeros((len(closed), 2))
    count = np.bincount(site, minlength=len(closed)).clip(min=1)
    for axis in (0, 1):
        total = np.bincount(site, weights=corners[corner, axis], minlength=len(closed))
        centre[:, axis] = total / count
    spokes = corners[corner] - centre[site]
    order = np.lexsort((np.arctan2(spokes[:, 1], spokes[:, 0]), site))
    return _polygons(corners[corner[order]], site[order], len(sites))


def _polygons(corners: Points, owners: NDArray[np.int64], count: int) -> Any:
    """Return a polygon per owner from its corners in order; empty for owners 0 to count without."""
    cells = np.full(count, shapely.Polygon(), dtype=object)
    corners_of = np.bincount(owners, minlength=count)
    kept = (owners < count) & (corners_of[owners] >= 3)
    present = np.flatnonzero(corners_of[:count] >= 3)
    ring = np.searchsorted(present, owners[kept])
    cells[present] = shapely.polygons(shapely.linearrings(corners[kept], indices=ring))
    return cells


def _to_plane(degrees: Points) -> Points:
    scale = np.array([np.cos(np.radians(CENTRE[1])), 1.0]) * KM_PER_DEGREE
    plane: Points = (degrees - np.array(CENTRE)) * scale
    return plane


def _to_degrees(plane: Points) -> Points:
    scale = np.array([np.cos(np.radians(CENTRE[1])), 1.0]) * KM_PER_DEGREE
    degrees: Points = plane / scale + np.array(CENTRE)
    return degrees
