"""Everything the program assumes about the WFS of PRG; a difference found live is put right here.

WFS 2.0 of GUGiK (MapServer): ``GetFeature`` by ``count`` and ``startIndex`` gives GML 3.2;
``numberMatched`` is usually ``unknown``, ``next`` leads on while there is more. A unit may come as
several features. ``srsName`` written as a URN of EPSG means the axes of EPSG, for 2180 northing
first. XML from the network is not trusted: a document type, and with it every entity, is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import shapely

from smup.sync.errors import UnusableAnswerError
from smup.sync.plain_text import LONGEST_NAME, plain_text

LAYER = "A03_Granice_gmin"
PREFIX = "ms"
EPSG = 2180
SRS_NAME = f"urn:ogc:def:crs:EPSG::{EPSG}"
NORTHING_FIRST = (SRS_NAME, f"http://www.opengis.net/def/crs/EPSG/0/{EPSG}")
EASTING_FIRST = (f"EPSG:{EPSG}", f"http://www.opengis.net/gml/srs/epsg.xml#{EPSG}")
GML = "application/gml+xml; version=3.2"
ACCEPT = "application/gml+xml, text/xml, application/xml"
PAGE_SIZE = 100
CODE, NAME, LOCAL_ID = "JPT_KOD_JE", "JPT_NAZWA_", "IIP_IDENTY"
VALID_FROM, VALID_TO, VERSION_FROM, VERSION_TO = "WAZNY_OD", "WAZNY_DO", "WERSJA_OD", "WERSJA_DO"
DAY = re.compile(r"(\d{4})[-/.](\d{2})[-/.](\d{2})", re.ASCII)
SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PrgFeature:
    """A feature of the register.

    Attributes:
        identity: what tells it from all others: the local id, or the id in the answer.
        code: seven digits of TERYT; empty when it has none.
        name: official name.
        valid_from: first day of the unit.
        valid_to: last day; None while it exists.
        version_from: first day of this version of the feature.
        version_to: last day of this version; None for the current one.
        shape: polygons in EPSG:2180, easting and northing in metres; None without any.
    """

    identity: str
    code: str
    name: str
    valid_from: date | None
    valid_to: date | None
    version_from: date | None
    version_to: date | None
    shape: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PrgPage:
    """A page of features.

    Attributes:
        features: in the order of the answer.
        matched: how many features there are in all; None when the service does not know.
        more: the service says that another page follows.
    """

    features: tuple[PrgFeature, ...]
    matched: int | None
    more: bool


def capabilities_query() -> dict[str, str | int]:
    """Return the question for what the service offers."""
    return {"service": "WFS", "version": "2.0.0", "request": "GetCapabilities"}


def page_query(layer: str, start: int) -> dict[str, str | int]:
    """Return the question for the page that begins with feature ``start``, from 0."""
    return {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": layer,
        "count": PAGE_SIZE,
        "startIndex": start,
        "srsName": SRS_NAME,
        "outputFormat": GML,
    }


def read_layer(body: bytes) -> str:
    """Return the name of the layer of gminas as the service writes it, with its prefix.

    Raises:
        UnusableAnswerError: when it offers none.
    """
    root = _root(body)
    if _local(root) != "WFS_Capabilities":
        message = f"zamiast opisu usługi WFS jest „{_local(root)[:SHOWN]}”"
        raise UnusableAnswerError(message)
    names = [
        (child.text or "").strip()
        for element in root.iter()
        if _local(element) == "FeatureType"
        for child in element
        if _local(child) == "Name"
    ]
    for name in names:
        if name.rpartition(":")[2] == LAYER:
            return name
    message = f"usługa nie podaje warstwy {LAYER} (podaje: {', '.join(names)[:SHOWN] or 'żadnej'})"
    raise UnusableAnswerError(message)


def read_page(body: bytes) -> PrgPage:
    """Read an answer to ``page_query``.

    Raises:
        UnusableAnswerError: when it is an error report, HTML, cut short, in another coordinate
            system, or its number of features is not the number it says.
    """
    root = _root(body)
    if _local(root) != "FeatureCollection":
        message = f"zamiast granic jest „{_local(root)[:SHOWN]}”"
        raise UnusableAnswerError(message)
    features = tuple(_feature(element) for element in _members(root))
    returned = root.get("numberReturned")
    if returned is not None and returned != str(len(features)):
        message = f"odpowiedź zapowiada {returned[:12]} obiektów, a ma ich {len(features)}"
        raise UnusableAnswerError(message)
    matched = root.get("numberMatched", "")
    return PrgPage(
        features=features,
        matched=int(matched) if matched.isascii() and matched.isdigit() else None,
        more=bool(root.get("next")),
    )


class _Builder(ET.TreeBuilder):
    """A tree without a document type: it could declare entities."""

    def doctype(self, name: str, public_id: str | None, system: str | None) -> None:
        del public_id, system
        message = "zamiast XML jest strona HTML" if name.lower() == "html" else "XML ma DOCTYPE"
        raise UnusableAnswerError(message)


def _root(body: bytes) -> ET.Element:
    """Return the root of an answer that is XML and no report of an error."""
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 - no document type, so no entities
    try:
        parser.feed(body)
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError) as error:
        html = body[:500].lstrip().lower().startswith((b"<html", b"<head"))
        what = "strona HTML" if html else f"ucięty albo błędny XML ({error})"
        message = f"zamiast granic jest {what}" if body.strip() else "odpowiedź jest pusta"
        raise UnusableAnswerError(message) from error
    if _local(root) in {"ExceptionReport", "ServiceExceptionReport"}:
        text = " ".join(" ".join(root.itertext()).split())[:SHOWN]
        message = f"usługa zgłasza błąd: {text or 'bez opisu'}"
        raise UnusableAnswerError(message)
    if _local(root).lower() == "html":
        raise UnusableAnswerError("zamiast granic jest strona HTML")
    return root


def _members(root: ET.Element) -> Iterator[ET.Element]:
    for member in root:
        if _local(member) in {"member", "featureMember", "featureMembers"}:
            yield from member


def _feature(element: ET.Element) -> PrgFeature:
    fields = {
        _local(child): plain_text(child.text or "", LONGEST_NAME)
        for child in element
        if not len(child)
    }
    if CODE not in fields:
        message = f"obiekt warstwy nie ma pola {CODE} (ma: {', '.join(fields)[:SHOWN]})"
        raise UnusableAnswerError(message)
    identity = fields.get(LOCAL_ID) or _attribute(element, "id") or fields[CODE]
    return PrgFeature(
        identity=identity,
        code=fields[CODE].replace("_", ""),
        name=fields.get(NAME, ""),
        valid_from=_day(fields, VALID_FROM),
        valid_to=_day(fields, VALID_TO),
        version_from=_day(fields, VERSION_FROM),
        version_to=_day(fields, VERSION_TO),
        shape=_shape(element),
    )


def _day(fields: Mapping[str, str], name: str) -> date | None:
    """Return the day of a date or moment; None where there is none or no real one."""
    match = DAY.match(fields.get(name, ""))
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _shape(element: ET.Element) -> Any:
    named = [
        value
        for one in element.iter()
        if _local(one) != "Envelope" and (value := one.get("srsName"))
    ]
    turned = _northing_first(named[0] if named else SRS_NAME)
    polygons = [
        _polygon(one, turned=turned)
        for one in element.iter()
        if _local(one) in {"Polygon", "PolygonPatch"}
    ]
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _northing_first(srs: str) -> bool:
    if srs in NORTHING_FIRST:
        return True
    if srs in EASTING_FIRST:
        return False
    message = f"współrzędne są w układzie „{srs[:SHOWN]}”, a prośba była o {SRS_NAME}"
    raise UnusableAnswerError(message)


def _polygon(element: ET.Element, *, turned: bool) -> Any:
    rings: dict[str, list[Any]] = {"exterior": [], "interior": []}
    for part in element:
        if _local(part) in rings:
            rings[_local(part)].append(_ring(part, turned=turned))
    if len(rings["exterior"]) != 1:
        raise UnusableAnswerError("wielokąt nie ma dokładnie jednego brzegu zewnętrznego")
    return shapely.Polygon(rings["exterior"][0], rings["interior"])


def _ring(element: ET.Element, *, turned: bool) -> Any:
    """Return the points of a ring, shape (points, 2), easting first."""
    lists = [one for one in element.iter() if _local(one) in {"posList", "pos"}]
    try:
        dimension = next((int(size) for one in lists if (size := one.get("srsDimension"))), 2)
        numbers = np.array(" ".join(one.text or "" for one in lists).split(), dtype=np.float64)
        points = numbers.reshape(-1, dimension)[:, :2]
    except ValueError as error:
        raise UnusableAnswerError("współrzędne brzegu nie są parami liczb") from error
    if len(points) < 4 or not np.isfinite(points).all():
        raise UnusableAnswerError("brzeg ma mniej niż cztery punkty albo punkt bez liczb")
    return points[:, ::-1] if turned else points


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _local(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]
