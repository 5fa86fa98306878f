"""A small static map of a group of units: outline of voivodeships and a dot for each unit.

It is a picture beside a list that says the same, so it is plain SVG and not a chart.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

WEST, SOUTH, EAST, NORTH = 14.0, 48.95, 24.2, 54.9
"""Poland with a little room, degrees, WGS84."""
LEAST_SHARE = 0.34
"""A group in one corner is enlarged, but a third of the country stays in sight."""
ROOM = 0.12
_WIDTH = 1000.0
_SCALE = _WIDTH / ((EAST - WEST) * math.cos(math.radians((SOUTH + NORTH) / 2)))
_HEIGHT = (NORTH - SOUTH) * _SCALE
_LAND, _BORDER, _DOT, _MINE = "#EDF1F4", "#B4C0C8", "#5B7688", "#B3124A"

Point = tuple[float, float]


class Frame(NamedTuple):
    """The part of the country that is shown, in the units of the picture."""

    x: float
    y: float
    width: float
    height: float

    def place(self, point: Point) -> Point:
        """Return a point in percent of the frame, from the left and from the top."""
        return (100 * (point[0] - self.x) / self.width, 100 * (point[1] - self.y) / self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMap:
    """A picture and the frame its labels are placed in."""

    svg: str
    frame: Frame


def on_map(lon: float, lat: float) -> Point:
    """Return the place of a point, degrees, in the units of the picture.

    Plate carrée true at the middle latitude: over six degrees of latitude no one sees the error.
    """
    middle = math.cos(math.radians((SOUTH + NORTH) / 2))
    return ((lon - WEST) * middle * _SCALE, (NORTH - lat) * _SCALE)


def outline_path(features: Iterable[Mapping[str, Any]]) -> str:
    """Return the borders of GeoJSON features (degrees) as one path; dust is left out."""
    return "".join(
        _ring_path(ring) for feature in features for ring in _rings(feature.get("geometry"))
    )


def small_map(outline: str, dots: Sequence[Point], mine: Point | None) -> SmallMap:
    """Return the map of a group.

    Args:
        outline: path of the land, from ``outline_path``; empty when no borders are loaded.
        dots: places of the other units, from ``on_map``.
        mine: place of my unit.
    """
    frame = _frame([*dots, *([mine] if mine else [])])
    size = frame.width / 1000
    parts = [
        _land(outline, size),
        *_dots(dots, size),
        _diamond(mine, size) if mine else "",
    ]
    box = " ".join(f"{number:.0f}" for number in frame)
    return SmallMap(
        svg=f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(parts)}</svg>',
        frame=frame,
    )


def _frame(points: Sequence[Point]) -> Frame:
    """Return the part that holds all points, of one shape whatever its size."""
    whole = Frame(0.0, 0.0, _WIDTH, _HEIGHT)
    if not points:
        return whole
    xs, ys = zip(*points, strict=True)
    spread = max((max(xs) - min(xs)) / _WIDTH, (max(ys) - min(ys)) / _HEIGHT)
    share = max(LEAST_SHARE, spread + 2 * ROOM)
    if share >= 1 - ROOM:
        return whole
    width, height = share * _WIDTH, share * _HEIGHT
    x = min(max((max(xs) + min(xs) - width) / 2, 0.0), _WIDTH - width)
    y = min(max((max(ys) + min(ys) - height) / 2, 0.0), _HEIGHT - height)
    return Frame(x, y, width, height)


def _land(outline: str, size: float) -> str:
    return (
        f'<path d="{outline}" fill="{_LAND}" stroke="{_BORDER}" stroke-width="{3 * size:.2f}" '
        'stroke-linejoin="round"/>'
    )


def _dots(dots: Sequence[Point], size: float) -> Iterator[str]:
    """Yield dots with a white rim, each as a line of no length: a path is a third of circles."""
    path = "".join(f"M{x:.0f} {y:.0f}h0" for x, y in dots)
    wide = 27.0 if len(dots) <= 120 else 15.0
    for colour, width in (("#fff", wide + 6), (_DOT, wide)):
        yield (
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-linecap="round" '
            f'stroke-width="{width * size:.2f}"/>'
        )


def _diamond(place: Point, size: float) -> str:
    x, y = place
    r = 25 * size
    return (
        f'<path d="M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f} {-r:.1f} {r:.1f} {-r:.1f} {-r:.1f}z" '
        f'fill="{_MINE}" stroke="#fff" stroke-width="{5 * size:.2f}"/>'
    )


def _rings(geometry: Mapping[str, Any] | None) -> Iterator[Sequence[Sequence[float]]]:
    if geometry is None:
        return
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else ()
    for polygon in [geometry["coordinates"]] if geometry["type"] == "Polygon" else parts:
        yield polygon[0]


def _ring_path(ring: Sequence[Sequence[float]]) -> str:
    """Return a ring in whole units, without the points that fall on the one before."""
    path: list[tuple[int, int]] = []
    for lon, lat, *_ in ring:
        x, y = on_map(lon, lat)
        point = (round(x), round(y))
        if not path or point != path[-1]:
            path.append(point)
    if len(path) < 4:
        return ""
    first, *others = path
    return f"M{first[0]} {first[1]}L{' '.join(f'{x} {y}' for x, y in others)}z"
