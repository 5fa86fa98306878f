"""Sitemap, robots.txt, the DCAT-AP catalogue and pictures of shared links."""

from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from PIL import Image
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, URIRef
from sqlalchemy import Engine

from smup.repository import Repository
from smup.settings import Settings
from smup.web import register
from smup.web.sitemap import HIDDEN
from tests import small_country
from tests.conftest import FONTS
from tests.poured import Pour

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
X = "{http://www.w3.org/1999/xhtml}"
EU = "http://publications.europa.eu/resource/authority"
HOST = "http://localhost"


def addresses(client: FlaskClient) -> dict[str, ET.Element]:
    """Addresses of all parts of the sitemap with their entries."""
    index = ET.fromstring(client.get("/sitemap.xml").data)  # noqa: S314 - our own
    parts = [urlsplit(str(one.findtext(f"{S}loc"))).path for one in index]
    assert parts
    found = {}
    for part in parts:
        entries = list(ET.fromstring(client.get(part).data))  # noqa: S314 - our own
        assert len(entries) <= 50_000
        found |= {str(entry.findtext(f"{S}loc")): entry for entry in entries}
    return found


def test_the_sitemap_has_every_indicator_sector_and_unit_in_both_languages(
    reader: FlaskClient,
) -> None:
    found = set(addresses(reader))
    codes = [one["code"] for one in reader.get("/api/v1/indicators").get_json()["data"]]
    sectors = [one["code"] for one in reader.get("/api/v1/sectors").get_json()["data"]]
    units = reader.get("/api/v1/units?level=gmina").get_json()["data"]
    paths = [f"/wskaznik/{code}" for code in codes] + [f"/obszar/{code}" for code in sectors]
    paths += [f"/jednostka/{one['code']}" for one in units if not one.get("fictional")]
    assert len(paths) > len(codes) > 0
    for prefix in ("", "/en"):
        assert {f"{HOST}{prefix}{path}" for path in paths} <= found
    assert f"{HOST}/en" in found


def test_every_address_names_both_languages_and_its_last_change(reader: FlaskClient) -> None:
    for address, entry in addresses(reader).items():
        links = {one.get("hreflang"): one.get("href") for one in entry.findall(f"{X}link")}
        assert set(links) == {"pl", "en"}
        assert address in links.values()
        assert len(str(entry.findtext(f"{S}lastmod"))) == len("2026-01-01")


def test_a_part_that_is_not_there_is_404(reader: FlaskClient) -> None:
    assert reader.get("/sitemap/99.xml").status_code == 404
    assert reader.get("/sitemap/0.xml").status_code == 404


def test_robots_may_read_pages_and_what_draws_them(reader: FlaskClient) -> None:
    lines = reader.get("/robots.txt").text.splitlines()
    refused = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")]
    assert {"/eksport/", "/pobierz", "/embed/", "/konto", "/en/embed/"} <= set(refused)
    assert not any("/_dash-layout".startswith(one) or "/api/v1/".startswith(one) for one in refused)
    assert f"Sitemap: {HOST}/sitemap.xml" in lines
    assert "/praktyki" not in HIDDEN


@pytest.fixture(scope="module")
def catalogue(reader: FlaskClient) -> Graph:
    answer = reader.get("/katalog.ttl")
    assert answer.mimetype == "text/turtle"
    return Graph().parse(data=answer.text, format="turtle")


def test_the_catalogue_has_what_dcat_ap_demands(catalogue: Graph) -> None:
    (node,) = catalogue.subjects(RDF.type, DCAT.Catalog)
    for required in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset):
        assert list(catalogue.objects(node, required)), required
    (publisher,) = catalogue.objects(node, DCTERMS.publisher)
    assert (publisher, RDF.type, FOAF.Agent) in catalogue
    assert list(catalogue.objects(publisher, FOAF.name))
    (service,) = catalogue.objects(node, DCAT.service)
    for required in (DCTERMS.title, DCAT.endpointURL, DCAT.endpointDescription):
        assert list(catalogue.objects(service, required)), required


def test_every_data_set_says_all_that_portals_need(catalogue: Graph, reader: FlaskClient) -> None:
    sets = set(catalogue.subjects(RDF.type, DCAT.Dataset))
    codes = [one["code"] for one in reader.get("/api/v1/indicators").get_json()["data"]]
    sectors = [one["code"] for one in reader.get("/api/v1/sectors").get_json()["data"]]
    wanted = {f"{HOST}/wskaznik/{code}" for code in codes}
    assert {str(node) for node in sets} == wanted | {f"{HOST}/obszar/{code}" for code in sectors}
    listed = {one for _, _, one in catalogue.triples((None, DCAT.dataset, None))}
    assert listed == sets
    needed = (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.modified,
              DCTERMS.spatial, DCTERMS.accrualPeriodicity, DCAT.contactPoint, DCAT.theme,
              DCAT.keyword, DCTERMS.identifier)  # fmt: skip
    for node in sets:
        missing = [one for one in needed if not list(catalogue.objects(node, one))]
        assert missing == [], node
        languages = {one.language for one in catalogue.objects(node, DCTERMS.title)}
        assert languages == {"pl", "en"}
        (theme,) = catalogue.objects(node, DCAT.theme)
        assert str(theme).startswith(f"{EU}/data-theme/")
        assert catalogue.value(node, DCTERMS.spatial) == URIRef(f"{EU}/country/POL")


def test_every_distribution_has_address_licence_and_format(catalogue: Graph) -> None:
    files = set(catalogue.subjects(RDF.type, DCAT.Distribution))
    assert len(files) == 3 * len(set(catalogue.subjects(RDF.type, DCAT.Dataset)))
    needed = (DCAT.accessURL, DCTERMS.license, DCTERMS.format, DCAT.mediaType)
    for node in files:
        assert [one for one in needed if not list(catalogue.objects(node, one))] == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # rdflib's own reader of JSON-LD
@pytest.mark.parametrize(
    ("form", "media", "name"),
    [("ttl", "text/turtle", "turtle"), ("jsonld", "application/ld+json", "json-ld"),
     ("rdf", "application/rdf+xml", "xml")],
)  # fmt: skip
def test_all_forms_say_the_same(
    reader: FlaskClient, catalogue: Graph, form: str, media: str, name: str
) -> None:
    chosen = reader.get("/katalog", headers={"Accept": media})
    assert (chosen.status_code, chosen.headers["Location"]) == (303, f"/katalog.{form}")
    answer = reader.get(f"/katalog.{form}")
    assert answer.mimetype == media
    read = Graph().parse(data=answer.text, format=name)
    assert len(read) == len(catalogue)
    again = reader.get(f"/katalog.{form}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_an_unknown_form_of_the_catalogue_is_404(reader: FlaskClient) -> None:
    assert reader.get("/katalog.pdf").status_code == 404


@pytest.fixture
def drawing(sqlite_engine: Engine, tmp_path: Path, pour: Pour) -> FlaskClient:
    """A client of a server that draws pictures, over sample data."""
    from flask import Flask

    pour(sqlite_engine, small_country.fill, kind="sample")
    server = Flask("drawing", static_folder=None)
    settings = Settings(database_url="sqlite://", reports_dir=str(FONTS.parent))
    register(server, Repository(sqlite_engine), settings=settings)
    return server.test_client()


def picture_of(client: FlaskClient, lang: str, path: str) -> FlaskClient:
    moved = client.get(f"/og/{lang}{path}.old.png")
    assert moved.status_code == 302
    return client.get(moved.headers["Location"])


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_pictures_have_the_size_that_sharing_wants(drawing: FlaskClient, lang: str) -> None:
    code = drawing.get("/api/v1/indicators").get_json()["data"][0]["code"]
    seen = set()
    for path in ("/smup", f"/wskaznik/{code}", "/jednostka/14", "/obszar/edukacja"):
        answer = picture_of(drawing, lang, path)
        assert (answer.status_code, answer.mimetype) == (200, "image/png"), path
        assert "immutable" in answer.headers["Cache-Control"]
        image = Image.open(BytesIO(answer.data))
        assert image.size == (1200, 630)
        assert len(answer.data) < 300_000
        seen.add(answer.data)
    assert len(seen) == 4


def test_a_picture_that_the_reader_holds_is_not_sent_again(drawing: FlaskClient) -> None:
    first = picture_of(drawing, "pl", "/smup")
    location = drawing.get("/og/pl/smup.old.png").headers["Location"]
    again = drawing.get(location, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path", ["/og/pl/wskaznik/NIE-MA.old.png", "/og/de/smup.old.png", "/og/pl/porownaj.old.png",
             "/og/pl/../../etc/passwd.old.png", "/og/pl/jednostka/99x.old.png"],
)  # fmt: skip
def test_there_is_no_picture_of_what_is_not_a_page(drawing: FlaskClient, path: str) -> None:
    assert drawing.get(path, follow_redirects=True).status_code == 404
