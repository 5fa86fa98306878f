"""What is read of an answer of the service of borders, and what is refused."""

from datetime import date
from pathlib import Path

import pytest
import shapely

from smup.sync.errors import UnusableAnswerError
from smup.sync.prg.prg_wfs import page_query, read_layer, read_page
from smup.sync.prg.register import page_bytes, page_of
from tests.stand_ins.prg import REPORT, PrgStandIn, gminas_of, squares
from tests.stand_ins.server import Request

# Northing and easting as the register writes them; a square of a kilometre with a hole.
WHOLE = "480000 500000 481000 500000 481000 501000 480000 501000 480000 500000"
HOLE = "480400 500400 480600 500400 480600 500600 480400 500600 480400 500400"


def feature(points: str = WHOLE, *, hole: str = HOLE, fields: str = "", srs: str = "") -> str:
    named = srs or "urn:ogc:def:crs:EPSG::2180"
    inner = (
        f"<gml:interior><gml:LinearRing><gml:posList>{hole}</gml:posList></gml:LinearRing>"
        "</gml:interior>"
        if hole
        else ""
    )
    return (
        "<wfs:member><ms:A03_Granice_gmin gml:id='A03_Granice_gmin.7'><ms:msGeometry>"
        f"<gml:MultiSurface srsName='{named}'><gml:surfaceMember><gml:Polygon><gml:exterior>"
        f"<gml:LinearRing><gml:posList srsDimension='2'>{points}</gml:posList></gml:LinearRing>"
        f"</gml:exterior>{inner}</gml:Polygon></gml:surfaceMember></gml:MultiSurface>"
        f"</ms:msGeometry>{fields}</ms:A03_Granice_gmin></wfs:member>"
    )


CODED = "<ms:JPT_KOD_JE>1420011</ms:JPT_KOD_JE><ms:JPT_NAZWA_>Płońsk</ms:JPT_NAZWA_>"


def page(members: str, attributes: str = "numberMatched='unknown'") -> bytes:
    return (
        "<?xml version='1.0' encoding='UTF-8' ?><wfs:FeatureCollection "
        "xmlns:ms='http://mapserver.gis.umn.edu/mapserver' "
        "xmlns:gml='http://www.opengis.net/gml/3.2' xmlns:wfs='http://www.opengis.net/wfs/2.0' "
        f"{attributes}>{members}</wfs:FeatureCollection>"
    ).encode()


def test_a_feature_is_read_with_easting_first_and_its_hole() -> None:
    days = "<ms:WAZNY_OD>2012/09/26</ms:WAZNY_OD><ms:WERSJA_OD>2024-01-01T00:00:00</ms:WERSJA_OD>"

    (found,) = read_page(page(feature(fields=CODED + days + "<ms:WAZNY_DO/>"))).features

    assert (found.code, found.name) == ("1420011", "Płońsk")
    assert (found.valid_from, found.version_from) == (date(2012, 9, 26), date(2024, 1, 1))
    assert (found.valid_to, found.identity) == (None, "A03_Granice_gmin.7")
    assert found.shape.bounds == (500_000, 480_000, 501_000, 481_000)
    assert found.shape.area == 1_000_000 - 40_000


def test_the_short_name_of_the_system_means_easting_first() -> None:
    (found,) = read_page(page(feature(fields=CODED, srs="EPSG:2180"))).features

    assert found.shape.bounds == (480_000, 500_000, 481_000, 501_000)


@pytest.mark.parametrize(
    ("attributes", "matched", "more"),
    [
        ("numberMatched='unknown' numberReturned='1' next='http://x?STARTINDEX=1'", None, True),
        ("numberMatched='2477' numberReturned='1'", 2477, False),
        ("", None, False),
    ],
)
def test_numbers_of_features_may_be_unknown(
    attributes: str, matched: int | None, more: bool
) -> None:
    found = read_page(page(feature(fields=CODED), attributes))

    assert (found.matched, found.more) == (matched, more)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (REPORT.encode(), "usługa zgłasza błąd: msWFSGetFeature"),
        (b"<!DOCTYPE html><html><body>Przerwa</body></html>", "strona HTML"),
        (b"<html><body>Przerwa<br></body></html>", "strona HTML"),
        (b"", "odpowiedź jest pusta"),
        (page(feature(fields=CODED))[:-200], "ucięty albo błędny XML"),
        (b'{"features": []}', "ucięty albo błędny XML"),
        (page(feature(fields=CODED), "numberReturned='2'"), "zapowiada 2 obiektów, a ma ich 1"),
        (page(feature(fields=CODED, srs="urn:ogc:def:crs:EPSG::4326")), "w układzie"),
        (page(feature(fields="<ms:KOD>1</ms:KOD>")), "nie ma pola JPT_KOD_JE"),
        (page(feature("1 2 3", fields=CODED)), "nie są parami liczb"),
        (page(feature("1 2 3 x", fields=CODED)), "nie są parami liczb"),
        (page(feature("1 2 1 2", fields=CODED)), "mniej niż cztery punkty"),
        (page(feature("1 2 1 nan 3 4 1 2", fields=CODED)), "punkt bez liczb"),
    ],
)
def test_what_is_no_page_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    with pytest.raises(UnusableAnswerError, match=reason):
        read_page(body)


def test_entities_are_refused_before_they_are_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("tajne")
    prolog = f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{secret}">]>'
    body = page(feature(fields=CODED.replace("Płońsk", "&b;"))).replace(
        b"<wfs:FeatureCollection", prolog.encode() + b"<wfs:FeatureCollection", 1
    )

    with pytest.raises(UnusableAnswerError, match="DOCTYPE"):
        read_page(body)


def test_a_feature_without_polygons_has_no_shape() -> None:
    member = f"<wfs:member><ms:A03_Granice_gmin>{CODED}</ms:A03_Granice_gmin></wfs:member>"

    (found,) = read_page(page(member)).features

    assert found.shape is None


def test_a_page_comes_back_from_the_store_as_it_was() -> None:
    read = read_page(page(feature(fields=CODED), "numberMatched='9'"))

    again = page_of(page_bytes(read))

    assert (again.matched, again.more) == (9, False)
    assert again.features[0] == read.features[0]
    assert page_bytes(again) == page_bytes(read)


def test_the_layer_is_found_under_any_prefix() -> None:
    service = PrgStandIn(gminas=gminas_of(squares(["1420011"])), layer="prg:A03_Granice_gmin")
    request = Request(path="/wfs", query={"request": "GetCapabilities"}, headers={})

    assert read_layer(service.answer(request).body) == "prg:A03_Granice_gmin"


def test_a_service_without_the_layer_is_told_with_what_it_has() -> None:
    service = PrgStandIn(gminas=[], layer="ms:A03_Gminy")
    request = Request(path="/wfs", query={"request": "GetCapabilities"}, headers={})

    with pytest.raises(UnusableAnswerError, match=r"nie podaje warstwy A03_Granice_gmin.*A03_Gmi"):
        read_layer(service.answer(request).body)


def test_what_the_stand_in_writes_is_read_back_to_the_millimetre() -> None:
    shapes = squares(["1420011", "1420022"])
    service = PrgStandIn(gminas=gminas_of(shapes))
    query = {name: str(value) for name, value in page_query("ms:A03_Granice_gmin", 0).items()}

    found = read_page(service.answer(Request(path="/wfs", query=query, headers={})).body)

    assert [one.code for one in found.features] == ["1420011", "1420022"]
    for one in found.features:
        assert shapely.equals_exact(
            one.shape.normalize(), shapes[one.code].normalize(), tolerance=0.001
        )
