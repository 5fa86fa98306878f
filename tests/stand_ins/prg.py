"""A stand-in for the WFS of PRG: WFS 2.0, GML 3.2, EPSG:2180, pages, as MapServer answers.

Borders are generated: squares of a grid, or approximate cells around the real places of gminas.
By hand, with the units of a database that exists::

    python -m tests.stand_ins.prg --database sqlite:////path/smup.sqlite --port 8720
    PRG_WFS_URL=http://127.0.0.1:8720/wfs python -m smup sync boundaries
"""

import argparse
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import geopandas as gpd
import shapely

from smup.database import make_engine
from smup.territory.cells import approximate_boundaries
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory
from tests.stand_ins.server import Reply, Request, running

LAYER = "A03_Granice_gmin"
URN = "urn:ogc:def:crs:EPSG::2180"
XML = "text/xml; charset=UTF-8"
NAMESPACES = (
    'xmlns:ms="http://mapserver.gis.umn.edu/mapserver" xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1"'
)
REPORT = (
    f"<ows:ExceptionReport {NAMESPACES} version='2.0.0'><ows:Exception exceptionCode="
    "'NoApplicableCode'><ows:ExceptionText>msWFSGetFeature(): baza niedostępna</ows:ExceptionText>"
    "</ows:Exception></ows:ExceptionReport>"
)
SIDE = 10_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterGmina:
    """A feature of the register; ``shape`` in EPSG:2180, easting first."""

    code: str
    name: str
    shape: Any
    identity: str = ""
    valid_from: str = "2012/09/26"
    valid_to: str = ""
    version_from: str = "2024/01/01"
    version_to: str = ""


@dataclass(slots=True, kw_only=True)
class PrgStandIn:
    """The service; change its attributes to make it misbehave.

    Attributes:
        gminas: features in the order of the register.
        northing_first: order of the axes of the coordinates.
        srs_name: coordinate system that answers name.
        layer: name of the layer.
        count_known: whether ``numberMatched`` is a number.
        most: features of a page at most, whatever is asked for.
        short: how many features a page that begins there leaves out, by ``startIndex``.
        reports: so many next answers are error reports with status 200.
        prolog: stands in front of answers, e.g. a document type.
    """

    gminas: list[RegisterGmina]
    northing_first: bool = True
    srs_name: str = URN
    layer: str = f"ms:{LAYER}"
    count_known: bool = False
    most: int = 1_000
    short: dict[int, int] = field(default_factory=dict)
    reports: int = 0
    prolog: str = ""
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, request: Request) -> Reply:
        """Reply to a request."""
        if request.path != "/wfs":
            return Reply(status=404)
        asked = {name.lower(): value for name, value in request.query.items()}
        with self._guard:
            report, self.reports = self.reports > 0, max(0, self.reports - 1)
        if report:
            return _xml(REPORT)
        if asked.get("request") == "GetCapabilities":
            return _xml(self._capabilities())
        if asked.get("typenames") != self.layer or asked.get("version") != "2.0.0":
            return Reply(status=400, body=REPORT.encode(), media_type=XML)
        return _xml(self.prolog + self._page(int(asked["startindex"]), int(asked["count"])))

    def _capabilities(self) -> str:
        types = "".join(
            f"<wfs:FeatureType><wfs:Name>{name}</wfs:Name><wfs:DefaultCRS>{URN}</wfs:DefaultCRS>"
            "</wfs:FeatureType>"
            for name in ("ms:A01_Granice_wojewodztw", "ms:A02_Granice_powiatow", self.layer)
        )
        return (
            f"<wfs:WFS_Capabilities {NAMESPACES} version='2.0.0'><wfs:FeatureTypeList>{types}"
            "</wfs:FeatureTypeList></wfs:WFS_Capabilities>"
        )

    def _page(self, start: int, count: int) -> str:
        count = min(count, self.most)
        page = self.gminas[start : start + count]
        page = page[: len(page) - self.short.get(start, 0)]
        following = start + len(page)
        more = following < len(self.gminas) and start not in self.short
        attributes = (
            f"numberMatched='{len(self.gminas) if self.count_known else 'unknown'}' "
            f"numberReturned='{len(page)}'"
            + (f" next='http://127.0.0.1/wfs?STARTINDEX={following}'" if more else "")
        )
        members = "".join(self._member(start + at, one) for at, one in enumerate(page))
        return (
            f"<wfs:FeatureCollection {NAMESPACES} timeStamp='2026-01-01T00:00:00' {attributes}>"
            f"<wfs:boundedBy><gml:Envelope srsName='{self.srs_name}'><gml:lowerCorner>0 0"
            "</gml:lowerCorner><gml:upperCorner>0 0</gml:upperCorner></gml:Envelope>"
            f"</wfs:boundedBy>{members}</wfs:FeatureCollection>"
        )

    def _member(self, number: int, one: RegisterGmina) -> str:
        name = self.layer.rpartition(":")[2]
        fields = {
            "JPT_KOD_JE": one.code,
            "JPT_NAZWA_": one.name,
            "IIP_IDENTY": one.identity,
            "WAZNY_OD": one.valid_from,
            "WAZNY_DO": one.valid_to,
            "WERSJA_OD": one.version_from,
            "WERSJA_DO": one.version_to,
        }
        values = "".join(f"<ms:{key}>{escape(value)}</ms:{key}>" for key, value in fields.items())
        surfaces = "".join(
            f"<gml:surfaceMember>{self._polygon(part)}</gml:surfaceMember>"
            for part in shapely.get_parts(one.shape)
        )
        return (
            f"<wfs:member><ms:{name} gml:id='{name}.{number}'><ms:msGeometry><gml:MultiSurface "
            f"gml:id='{name}.{number}.1' srsName='{self.srs_name}'>{surfaces}</gml:MultiSurface>"
            f"</ms:msGeometry>{values}</ms:{name}></wfs:member>"
        )

    def _polygon(self, shape: Any) -> str:
        rings = [("exterior", shape.exterior), *(("interior", ring) for ring in shape.interiors)]
        return (
            "<gml:Polygon>"
            + "".join(
                f"<gml:{name}><gml:LinearRing><gml:posList srsDimension='2'>{self._points(ring)}"
                f"</gml:posList></gml:LinearRing></gml:{name}>"
                for name, ring in rings
            )
            + "</gml:Polygon>"
        )

    def _points(self, ring: Any) -> str:
        points = shapely.get_coordinates(ring)
        points = points[:, ::-1] if self.northing_first else points
        return " ".join(f"{value:.3f}" for value in points.ravel().tolist())


def squares(codes: Sequence[str], *, columns: int = 5, west: float = 500_000.0) -> dict[str, Any]:
    """Return squares of 10 km that share their borders, row by row, in EPSG:2180."""
    return {
        code: shapely.box(
            west + SIDE * (at % columns),
            480_000.0 + SIDE * (at // columns),
            west + SIDE * (at % columns + 1),
            480_000.0 + SIDE * (at // columns + 1),
        )
        for at, code in enumerate(codes)
    }


def gminas_of(
    shapes: Mapping[str, Any], names: Mapping[str, str] | None = None, **fields: str
) -> list[RegisterGmina]:
    """Return features of the register, one a gmina."""
    return [
        RegisterGmina(
            code=code,
            name=(names or {}).get(code, f"Gmina {code}"),
            shape=shape,
            identity=f"id-{code}",
            **fields,
        )
        for code, shape in shapes.items()
    ]


def cells_of(directory: UnitDirectory) -> list[RegisterGmina]:
    """Return approximate cells of all gminas of a directory."""
    cells = approximate_boundaries(directory)
    units = [directory.units[position] for position in cells]
    plane = gpd.GeoSeries(list(cells.values()), crs=4326).to_crs(2180)
    shapes = {unit.teryt: shape for unit, shape in zip(units, plane, strict=True)}
    return gminas_of(shapes, {unit.teryt: unit.name for unit in units})


def file_of(file: Path, code: str = "terc", name: str = "name") -> list[RegisterGmina]:
    """Return the borders of a GeoJSON file as the register gives them."""
    frame = gpd.read_file(file).to_crs(2180)
    shapes = {
        str(one).zfill(7): shape for one, shape in zip(frame[code], frame.geometry, strict=True)
    }
    names = {
        str(one).zfill(7): str(text) for one, text in zip(frame[code], frame[name], strict=True)
    }
    return gminas_of(shapes, names)


def _xml(text: str) -> Reply:
    return Reply(body=text.encode(), media_type=XML)


def main(arguments: Iterable[str] | None = None) -> None:
    """Serve until Ctrl+C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="database whose units get approximate cells")
    parser.add_argument("--file", type=Path, help="GeoJSON of gminas with terc and name")
    parser.add_argument("--port", type=int, default=8720)
    parser.add_argument("--date", default="2024/01/01", help="WERSJA_OD of all features")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    if chosen.file:
        gminas = file_of(chosen.file)
    else:
        with make_engine(chosen.database).connect() as connection:
            gminas = cells_of(read_directory(connection))
    service = PrgStandIn(gminas=gminas)
    with running(service.answer, port=chosen.port) as server:
        print(f"{server.url}/wfs  {len(gminas)} gminas, {date.today()}")  # noqa: T201, DTZ011
        threading.Event().wait()


if __name__ == "__main__":
    main()
