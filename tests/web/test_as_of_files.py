"""Files as of a release, of every form: the rows, statistics and citation of files made then."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import brotli
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from smup.as_of import reading_as_of
from smup.errors import UnknownCodeError
from smup.exports.forms import FORMS
from smup.exports.prepared import make_file
from smup.ingest.trim import trim_history
from smup.repository import CurrentRepository
from smup.web import register
from tests import past_country, small_country

PAGES = (
    "obszar/edukacja|unit=1420011&group=kraj&ind=EDU-PRZ-01&year=2021&level=gmina",
    "wskaznik/EDU-PRZ-01|unit=1420011&group=kraj&year=2020",
    "jednostka/1420011|unit=1420011&group=kraj",
    "porownanie|unit=1420011&group=kraj&ind=EDU-PRZ-01&units=1420011.0264011&view=places",
    "dane|ind=EDU-PRZ-01&years=2020-2022&level=gmina&dod=miejsce.grupa.zmiana",
)
SQUARE = {"type": "Polygon", "coordinates": [[[20, 52], [21, 52], [21, 53], [20, 52]]]}
BORDERS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": "1420011", "properties": {}, "geometry": SQUARE},
        ],
    }
).encode()
THEN = 2
Rows = list[tuple[Any, ...]]
Taken = dict[tuple[str, str], tuple[str, bytes]]


def rows_of(form: str, body: bytes, folder: Path) -> Rows:
    """Return the rows of a file as its own reader gives them, without geometry."""
    return READERS[form](body, folder)


def _csv(body: bytes, _folder: Path) -> Rows:
    text = io.StringIO(body.decode("utf-8-sig"))
    return [tuple(row) for row in csv.reader(text, delimiter=";")]


def _xlsx(body: bytes, _folder: Path) -> Rows:
    sheet = openpyxl.load_workbook(io.BytesIO(body), read_only=True).worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def _zip(body: bytes, _folder: Path) -> Rows:
    package = zipfile.ZipFile(io.BytesIO(body))
    (name,) = [one for one in package.namelist() if one.endswith(".csv")]
    return [(line,) for line in package.read(name).decode().splitlines()]


def _gpkg(body: bytes, folder: Path) -> Rows:
    file = folder / "table.gpkg"
    file.write_bytes(body)
    frame: Any = pyogrio.read_dataframe(file)
    cells = frame.drop(columns="geometry").astype(object)
    return [tuple(row) for row in cells.where(cells.notna(), None).itertuples(index=False)]


READERS: Mapping[str, Callable[[bytes, Path], Rows]] = {
    "csv": _csv,
    "json": lambda body, _: [tuple(row.values()) for row in json.loads(body)["data"]],
    "parquet": lambda body, _: [
        tuple(row.values()) for row in pq.read_table(io.BytesIO(body)).to_pylist()
    ],
    "xlsx": _xlsx,
    "zip": _zip,
    "geojson": lambda body, _: [
        tuple(one["properties"].values()) for one in json.loads(body)["features"]
    ],
    "gpkg": _gpkg,
}


def metadata_of(form: str, body: bytes) -> dict[str, Any]:
    """Return what a file tells of itself; of forms that can tell."""
    found: dict[str, Any]
    if form == "json":
        found = json.loads(body)["metadata"]
    elif form == "parquet":
        known = pq.read_table(io.BytesIO(body)).schema.metadata
        found = {key.decode(): value.decode() for key, value in known.items()}
    else:
        found = json.loads(zipfile.ZipFile(io.BytesIO(body)).read("datapackage.json"))
    return found


@pytest.fixture
def repository(engine: Engine) -> Iterator[CurrentRepository]:
    """The small country after two releases, with borders."""
    small_country.fill(engine)
    squeezed = {"gzip_body": gzip.compress(BORDERS), "brotli_body": brotli.compress(BORDERS)}
    small_country.add_boundary(engine, **squeezed)
    assert past_country.settle(engine) == THEN
    made = CurrentRepository(engine)
    yield made
    made._past.close()


@pytest.fixture
def client(repository: CurrentRepository) -> FlaskClient:
    server = Flask(__name__, static_folder=None)
    register(server, repository, known_path=lambda _path: True)
    return server.test_client()


def taken(client: FlaskClient, more: str = "") -> Taken:
    """Return name and content of the files of all pages in all forms that they have."""
    found: Taken = {}
    for page in PAGES:
        path, query = page.split("|")
        for form in FORMS:
            answer = client.get(f"/eksport/pl/{path}.{form}?{query}{more}")
            if answer.status_code != 422:
                assert answer.status_code == 200, answer.text
                found[page, form] = answer.headers["Content-Disposition"], answer.data
    return found


def test_files_as_of_a_release_are_those_made_at_it(
    client: FlaskClient, repository: CurrentRepository, tmp_path: Path
) -> None:
    made = taken(client)
    assert {form for _, form in made} == set(FORMS)
    past_country.revise(repository._engine)
    now, then = taken(client), taken(client, f"&wydanie={THEN}")
    assert then.keys() == made.keys()
    changed = set()
    for (page, form), (name, body) in then.items():
        rows = rows_of(form, body, tmp_path)
        assert rows == rows_of(form, made[page, form][1], tmp_path), (page, form)
        assert f"-wydanie-{THEN}" in name
        today, data = now[page, form]
        assert "wydanie" not in today
        if rows_of(form, data, tmp_path) != rows:
            changed.add(form)
    assert changed == set(FORMS)


def test_metadata_of_files_as_of_a_release_cite_it(
    client: FlaskClient, repository: CurrentRepository
) -> None:
    made = taken(client)
    past_country.revise(repository._engine)
    for (page, form), (_, body) in taken(client, f"&wydanie={THEN}").items():
        if form not in {"json", "parquet", "zip"}:
            continue
        old, about = metadata_of(form, made[page, form][1]), metadata_of(form, body)
        assert about["releases"] == old["releases"], (page, form)
        assert f"wydanie {THEN} z " in about["citation"]
        text = json.dumps(about, ensure_ascii=False)
        assert f"Dane w stanie z wydania {THEN}" in text
        assert f"wydanie={THEN}" in text


def test_a_prepared_file_is_of_the_release_of_its_order_or_none(
    repository: CurrentRepository, tmp_path: Path
) -> None:
    path, query = PAGES[-1].split("|")
    job = {"form": "csv", "table": f"/{path}", "query": query, "lang": "pl", "origin": ""}
    job["separator"] = "semicolon"
    file = tmp_path / "x.csv"

    def make() -> str:
        return make_file(repository, job, file, lambda _rows: None)

    make()
    before = file.read_bytes()
    past_country.revise(repository._engine)
    with reading_as_of(THEN):
        assert f"-wydanie-{THEN}" in make()
    assert file.read_bytes() == before
    trim_history(repository._engine, THEN + 1)
    with reading_as_of(THEN), pytest.raises(UnknownCodeError, match="starsze niż"):
        make()
