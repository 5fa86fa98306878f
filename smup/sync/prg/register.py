"""The register of borders made of pages: current features, in WGS84, with the day they hold from.

Pages are asked for one after another while the register may change, so a feature can come twice;
the axes of the coordinates are checked against the known places of gminas, never just believed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import geopandas as gpd
import numpy as np
import orjson
import shapely
from pyproj import Transformer

from smup.sync.errors import UnusableAnswerError
from smup.sync.prg.prg_wfs import EPSG, PrgFeature, PrgPage
from smup.territory.boundary_files import POLAND, WGS84, BoundaryFeature

ENOUGH = 0.9
NEAR_METRES = 3_000.0
OLDEST = date(1990, 1, 1)
DAYS = ("valid_from", "valid_to", "version_from", "version_to")
Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All current gminas of the register.

    Attributes:
        features: in the order of their codes, WGS84.
        valid_on: newest day on which a unit or its border began; None when no feature has one.
        turned: the axes came in the other order than the answer said.
        digest: SHA-256 of codes, names, days and coordinates, whatever pages they came in.
    """

    features: tuple[BoundaryFeature, ...]
    valid_on: date | None
    turned: bool
    digest: str


def page_bytes(page: PrgPage) -> bytes:
    """Return a page as canonical JSON, for the store of answers."""
    rows = [
        {
            "identity": one.identity,
            "code": one.code,
            "name": one.name,
            **{name: getattr(one, name) for name in DAYS},
            "wkb": None if one.shape is None else shapely.to_wkb(one.shape, hex=True),
        }
        for one in page.features
    ]
    return orjson.dumps({"matched": page.matched, "more": page.more, "features": rows})


def page_of(body: bytes) -> PrgPage:
    """Return the page that ``page_bytes`` wrote."""
    held = orjson.loads(body)
    return PrgPage(
        features=tuple(_feature(row) for row in held["features"]),
        matched=held["matched"],
        more=held["more"],
    )


def build_register(
    features: Iterable[PrgFeature], places: Mapping[str, Place], *, today: date
) -> Register:
    """Put the register together.

    Args:
        features: of all pages, in the order in which they came.
        places: longitude and latitude inside known gminas, by the first six digits of the code.
        today: features that ended before are left out; days after it are not believed.

    Raises:
        UnusableAnswerError: when the coordinates fit Poland in neither order of axes.
    """
    kept = sorted(_current(features, today), key=lambda one: (one.code, one.identity))
    shapes, turned = _settled(kept, places)
    degrees = _in_degrees(shapes)
    digest = sha256()
    for one, shape in zip(kept, shapes, strict=True):
        days = "|".join(str(getattr(one, name)) for name in DAYS)
        digest.update(f"{one.code}|{one.name}|{days}|".encode())
        digest.update(b"" if shape is None else shapely.to_wkb(shape))
    return Register(
        features=tuple(
            BoundaryFeature(
                number=number,
                code=one.code,
                shape=shape,
                name=one.name,
                since=_believed(one.valid_from, today),
            )
            for number, (one, shape) in enumerate(zip(kept, degrees, strict=True), start=1)
        ),
        valid_on=_newest(kept, today),
        turned=turned,
        digest=digest.hexdigest(),
    )


def _current(features: Iterable[PrgFeature], today: date) -> list[PrgFeature]:
    """Return features that hold today: only the newest version of each, and each once.

    Several features with one identity and version are parts of one gmina, unless they are alike to
    the last point.
    """
    held = [
        one
        for one in features
        if all(day is None or day >= today for day in (one.valid_to, one.version_to))
    ]
    newest: dict[str, date] = {}
    for one in held:
        newest[one.identity] = max(_version(one), newest.get(one.identity, date.min))
    unlike = {
        (one.code, None if one.shape is None else shapely.to_wkb(one.shape)): one
        for one in held
        if _version(one) == newest[one.identity]
    }
    return list(unlike.values())


def _version(feature: PrgFeature) -> date:
    return feature.version_from or date.min


def _settled(features: Sequence[PrgFeature], places: Mapping[str, Place]) -> tuple[list[Any], bool]:
    """Return the shapes with easting first, and whether the axes had to be turned."""
    shapes = [one.shape for one in features]
    turned = [None if shape is None else _turned(shape) for shape in shapes]
    known = _on_plane({one.code[:6] for one in features}, places)
    if not known:
        return shapes, False
    if _share_in_place(features, shapes, known) >= ENOUGH:
        return shapes, False
    if _share_in_place(features, turned, known) >= ENOUGH:
        return turned, True
    message = (
        "granice nie leżą tam, gdzie gminy, w żadnej kolejności osi; układ współrzędnych usługi "
        f"nie jest taki, o jaki proszono (EPSG:{EPSG})"
    )
    raise UnusableAnswerError(message)


def _on_plane(codes: Iterable[str], places: Mapping[str, Place]) -> dict[str, Place]:
    """Return known places as easting and northing, by code."""
    known = sorted(code for code in codes if code in places)
    if not known:
        return {}
    to_plane = Transformer.from_crs(WGS84, EPSG, always_xy=True)
    lon, lat = np.array([places[code] for code in known]).T
    east, north = to_plane.transform(lon, lat)
    return dict(zip(known, zip(east.tolist(), north.tolist(), strict=True), strict=True))


def _share_in_place(
    features: Sequence[PrgFeature], shapes: Sequence[Any], known: Mapping[str, Place]
) -> float:
    """Return the share of known gminas whose place lies within the frame of their shapes."""
    inside: dict[str, bool] = {}
    for one, shape in zip(features, shapes, strict=True):
        code = one.code[:6]
        if shape is None or code not in known:
            continue
        (x, y), (west, south, east, north) = known[code], shape.bounds
        within = (
            west - NEAR_METRES <= x <= east + NEAR_METRES
            and south - NEAR_METRES <= y <= north + NEAR_METRES
        )
        inside[code] = inside.get(code, False) or within
    return sum(inside.values()) / max(1, len(inside))


def _turned(shape: Any) -> Any:
    return shapely.transform(shape, lambda points: points[:, ::-1])


def _in_degrees(shapes: Sequence[Any]) -> list[Any]:
    degrees = gpd.GeoSeries(list(shapes), crs=EPSG).to_crs(WGS84)
    west, south, east, north = degrees.total_bounds
    if np.isnan(west):
        return list(degrees)  # no feature has a shape; each is refused with its reason
    inside = POLAND[0] <= west and POLAND[1] <= south and east <= POLAND[2] and north <= POLAND[3]
    if not inside:
        message = (
            f"granice leżą poza Polską (zakres {west:.1f}–{east:.1f} i {south:.1f}–{north:.1f})"
        )
        raise UnusableAnswerError(message)
    return list(degrees)


def _newest(features: Iterable[PrgFeature], today: date) -> date | None:
    days = (
        day
        for one in features
        for day in (_believed(one.valid_from, today), _believed(one.version_from, today))
        if day is not None
    )
    return max(days, default=None)


def _believed(day: date | None, today: date) -> date | None:
    return day if day is not None and OLDEST <= day <= today else None


def _feature(row: Mapping[str, Any]) -> PrgFeature:
    days = {name: row[name] and date.fromisoformat(row[name]) for name in DAYS}
    return PrgFeature(
        identity=row["identity"],
        code=row["code"],
        name=row["name"],
        shape=None if row["wkb"] is None else shapely.from_wkb(row["wkb"]),
        **days,
    )
