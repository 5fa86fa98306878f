"""Practices in the API and as an Atom feed."""

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert, update

from smup.database import make_engine
from smup.models import Dataset, Practice, PracticeEffect
from smup.repository import Repository
from smup.web import api
from tests import small_country
from tests.poured import Pour
from tests.practice_data import add_practice, card, full_card
from tests.web.answers import API, assert_problem, read
from tests.web.conftest import server_over

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FULL = "practices/dowozenie-uczniow"
LATER = dt.datetime(2026, 5, 6, 7, 8, 9, tzinfo=dt.UTC)
EFFECT = {"before_year": 2020, "after_year": 2021, "change": 3.75, "peers_change": 1.25,
          "low": 0.5, "high": 4.5, "peers": 90, "verdict": "lepiej"}  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Engine:
    """A full card with an effect, and one with hostile signs in its texts."""
    file = tmp_path_factory.mktemp("practices") / "smup.sqlite"
    file.write_bytes(migrated_sqlite.read_bytes())
    engine = make_engine(f"sqlite:///{file}")
    small_country.fill(engine)
    with engine.begin() as connection:
        key = add_practice(connection, full_card())
        row = {"practice_id": key, "indicator": "EDU-PRZ-01", **EFFECT}
        connection.execute(insert(PracticeEffect).values(row))
        hostile = card(
            slug="inna", title="<script>& żłobki ]]>", unit=None, institution="Związek Gmin",
            sections={"steps": "<script>alert(1)</script> **tak**"}, example=True,
        )  # fmt: skip
        other = add_practice(connection, hostile, now=LATER)
        title = "<script>&\x0b żłobki ]]>"
        connection.execute(update(Practice).where(Practice.id == other).values(title=title))
    return engine


@pytest.fixture(scope="module")
def client(filled: Engine) -> FlaskClient:
    return server_over(filled).test_client()


def test_a_list_has_counts_and_leads_to_the_card(client: FlaskClient) -> None:
    body = read(client, "practices?q=dowóz&sector=edukacja&evidence=poprawa,koszt")
    (found,) = body["data"]
    assert (body["total"], body["all"], body["next"], body["sample"]) == (1, 2, None, False)
    assert (found["slug"], found["unit"]["code"]) == ("dowozenie-uczniow", "1420011")
    assert (found["status"], found["cost"]) == ("zweryfikowana", "do-100-tys")
    assert found["evidence"] == ["poprawa", "wykres", "koszt"]
    assert found["links"] == {
        "self": f"{API}/{FULL}",
        "page": {
            "pl": "/praktyki/dowozenie-uczniow",
            "en": "/en/praktyki/dowozenie-uczniow",
        },
    }
    assert body["facets"]["sector"] == {"edukacja": 1}
    assert body["facets"]["evidence"] == {"koszt": 1, "opis": 0, "poprawa": 1, "wykres": 1}
    assert set(body["facets"]) == {
        "sector", "service", "dimension", "kind", "size", "cost", "status", "evidence",
    }  # fmt: skip


def test_pages_follow_one_another(client: FlaskClient) -> None:
    first = read(client, "practices?sort=nowe&limit=1")
    assert [item["slug"] for item in first["data"]] == ["inna"]
    assert first["next"] == "1"
    second = read(client, f"practices?sort=nowe&limit=1&cursor={first['next']}")
    assert [item["slug"] for item in second["data"]] == ["dowozenie-uczniow"]
    assert second["next"] is None
    assert read(client, "practices?cursor=2")["data"] == []


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("unit=1420011", {"dowozenie-uczniow"}),
        ("indicator=edu-prz-01", {"dowozenie-uczniow"}),
        ("kind=miejska&size=gmina-4", {"dowozenie-uczniow"}),
        ("status=zgloszona,wygasla", {"inna"}),
        ("dimension=dostepnosc", {"dowozenie-uczniow"}),
        ("cost=brak", {"inna"}),
        ("q=zlobek", {"inna"}),
        ("q=", {"inna", "dowozenie-uczniow"}),
        ("q=%00%22NEAR(*", set()),
        ("q=%E2%80%AE%F0%9F%9A%8D", {"inna", "dowozenie-uczniow"}),
    ],
)
def test_parameters_choose(client: FlaskClient, query: str, slugs: set[str]) -> None:
    assert {item["slug"] for item in read(client, f"practices?{query}")["data"]} == slugs


@pytest.mark.parametrize(
    ("query", "parameter", "permitted"),
    [
        ("sector=nic", "sector", "edukacja"),
        ("kind=miejska,miasto", "kind", "miasto-na-prawach-powiatu"),
        ("size=3", "size", "gmina-6"),
        ("status=x", "status", "wygasla"),
        ("evidence=x", "evidence", "opis"),
        ("cost=0", "cost", "ponad-1-mln"),
        ("sort=x", "sort", "trafnosc, poprawa, nowe, tytul, rok"),
        ("limit=501", "limit", "500"),
        ("cursor=-1", "cursor", "0"),
        (f"q={'a' * 201}", "q", "200"),
        ("obszar=edukacja", "obszar", "sector"),
    ],
)
def test_what_cannot_be_taken_is_named(
    client: FlaskClient, query: str, parameter: str, permitted: str
) -> None:
    body = assert_problem(client.get(f"{API}/practices?{query}"), 400)
    assert body["parameter"] == parameter
    assert permitted in body["detail"]


@pytest.mark.parametrize(
    "path", ["practices?unit=9999999", "practices?indicator=EDU-PRZ-99", "practices/nic"]
)
def test_unknown_codes_are_not_found(client: FlaskClient, path: str) -> None:
    for lang in ("pl", "en"):
        sign = "&" if "?" in path else "?"
        body = assert_problem(client.get(f"{API}/{path}{sign}lang={lang}"), 404)
        assert body["type"].endswith("unknown-code")


def test_a_practice_is_the_whole_card(client: FlaskClient) -> None:
    body = read(client, FULL)
    assert (body["cost_pln"], body["upkeep_pln_a_year"], body["months"]) == (45_000, 0, 8)
    assert body["verified"] == {"on": "2026-03-10", "source": "Rozmowa z wydziałem"}
    assert (body["licence"], body["missing"], body["expires_on"]) == ("CC BY 4.0", [], "2029-03-10")
    assert body["linked"] == [{"code": "EDU-PRZ-01", "before": 2020, "after": 2021}]
    steps = next(part for part in body["sections"] if part["name"] == "steps")
    assert steps["markdown"].startswith("1. Policzono trasy.")
    assert steps["html"].startswith("<ol>\n<li>Policzono trasy.</li>")
    assert body["effects"] == [
        {"indicator": "EDU-PRZ-01", "unit": {"pl": "%", "en": "%"}, "difference": 2.5, **EFFECT}
    ]
    assert "http://localhost/en/praktyki/dowozenie-uczniow" in body["citation"]["en"]
    assert (body["attachments"], body["sample"]) == ([], False)


def test_what_is_to_be_filled_in_is_null_and_no_script_gets_through(client: FlaskClient) -> None:
    body = read(client, "practices/inna")
    assert (body["cost_pln"], body["summary"], body["unit"]) == (None, None, None)
    assert (body["institution"], body["example"]) == ("Związek Gmin", True)
    assert "summary" in body["missing"]
    by_name = {part["name"]: part for part in body["sections"]}
    assert by_name["situation"] == {"name": "situation", "markdown": None, "html": None}
    assert "<script" not in by_name["steps"]["html"]
    assert "<strong>tak</strong>" in by_name["steps"]["html"]


def test_answers_are_not_sent_twice_until_something_is_published_or_the_day_ends(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, pour: Pour
) -> None:
    pour(sqlite_engine, small_country.fill)
    client = server_over(sqlite_engine).test_client()

    def status(path: str, tag: str) -> int:
        return client.get(path, headers={"If-None-Match": tag}).status_code

    paths = (f"{API}/practices", "/praktyki/atom.xml")
    tags = {path: client.get(path).headers["ETag"] for path in paths}
    assert [status(path, tag) for path, tag in tags.items()] == [304, 304]
    with sqlite_engine.begin() as connection:
        connection.execute(update(Dataset).values(practices_version=Dataset.practices_version + 1))
    assert [status(path, tag) for path, tag in tags.items()] == [200, 200]
    tag = client.get(paths[0]).headers["ETag"]
    monkeypatch.setattr(api, "today", lambda: dt.date(2099, 1, 1))
    assert status(paths[0], tag) == 200


def test_the_feed_is_atom_with_absolute_addresses(client: FlaskClient) -> None:
    answer = client.get("/praktyki/atom.xml")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.data)  # noqa: S314 - our own
    assert (feed.tag, feed.get(XML_LANG)) == (f"{ATOM}feed", "pl")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://localhost/praktyki/atom.xml",
        "alternate": "http://localhost/praktyki",
    }
    assert feed.findtext(f"{ATOM}updated") == "2026-05-06T07:08:09Z"
    first, second = feed.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}title") == "<script>& żłobki ]]>"
    assert first.findtext(f"{ATOM}author/{ATOM}name") == "Związek Gmin"
    summary = first.findtext(f"{ATOM}summary") or ""
    assert summary.startswith("Karta przykładowa")
    assert summary.endswith("uzupełnienia.")
    assert second.findtext(f"{ATOM}author/{ATOM}name") == "Płońsk"
    (link,) = second.findall(f"{ATOM}link")
    assert link.get("href") == "http://localhost/praktyki/dowozenie-uczniow"
    ids = [one.text or "" for one in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == 3
    assert all(one.startswith("urn:uuid:") for one in ids)


def test_identifiers_of_the_feed_do_not_depend_on_the_host(client: FlaskClient) -> None:
    here = ET.fromstring(client.get("/en/praktyki/atom.xml").data)  # noqa: S314
    other = client.get("/en/praktyki/atom.xml", base_url="https://smup.example")
    there = ET.fromstring(other.data)  # noqa: S314
    assert [one.text for one in here.iter(f"{ATOM}id")] == [
        one.text for one in there.iter(f"{ATOM}id")
    ]
    assert 'href="https://smup.example/en/praktyki/inna"' in other.text
    assert here.findtext(f"{ATOM}title") == "SMUP: good practices"


def test_a_feed_without_practices_is_still_one(sqlite_engine: Engine, pour: Pour) -> None:
    pour(sqlite_engine, small_country.fill)
    answer = server_over(sqlite_engine).test_client().get("/praktyki/atom.xml")
    feed = ET.fromstring(answer.data)  # noqa: S314
    changed = Repository(sqlite_engine).dataset().changed_at
    assert feed.findtext(f"{ATOM}updated") == changed.isoformat().replace("+00:00", "Z")
    assert feed.findall(f"{ATOM}entry") == []
