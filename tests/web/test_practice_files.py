"""Files of practices: attachments, the card, its citation, the numbers of its charts."""

import csv
import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert, update

from smup.models import Practice, PracticeAttachment
from smup.practices.attachments_on_disk import StoredFile, store_file
from smup.practices.markdown_card import card_from_markdown
from smup.repository import Repository
from smup.settings import Settings
from smup.web import register
from tests import small_country
from tests.poured import Pour
from tests.practice_data import NOW, add_practice, card, full_card

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SLUG = "dowozenie-uczniow"


@pytest.fixture
def files(tmp_path: Path, sqlite_engine: Engine, pour: Pour) -> dict[str, StoredFile]:
    """A published card with an image and a PDF, and a file that no card names."""
    folder = tmp_path / "attachments"
    stored = {
        "png": store_file(folder, PNG, file_name="Mapa tras.png"),
        "pdf": store_file(folder, PDF, file_name="Regulamin.pdf"),
        "other": store_file(folder, PDF, file_name="Tajne.pdf"),
    }
    named = [{"file": stored[key].name, "title": key} for key in ("png", "pdf")]
    pour(sqlite_engine, small_country.fill, kind="sample")
    with sqlite_engine.begin() as connection:
        practice = add_practice(connection, full_card(attachments=named))
        add_practice(connection, card(slug="szkic"), stage="draft")
        add_practice(connection, card(slug="dawna", title="Dawna"), stage="withdrawn")
        for one in stored.values():
            values = {name: getattr(one, name) for name in StoredFile.__slots__}
            moment = NOW.replace(tzinfo=None)
            connection.execute(
                insert(PracticeAttachment).values(practice_id=practice, added_at=moment, **values)
            )
    return stored


@pytest.fixture
def client(tmp_path: Path, sqlite_engine: Engine, files: dict[str, StoredFile]) -> FlaskClient:
    settings = Settings(
        database_url="sqlite://",
        attachments_dir=str(tmp_path / "attachments"),
        public_url="https://smup.example",
    )
    server = Flask(__name__, static_folder=None)
    register(server, Repository(sqlite_engine), settings=settings)
    return server.test_client()


def address(one: StoredFile, file_name: str | None = None) -> str:
    return f"/praktyki/pliki/{one.name}/{file_name or one.file_name}"


def test_an_image_is_shown_and_kept(client: FlaskClient, files: dict[str, StoredFile]) -> None:
    answer = client.get(address(files["png"]))
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.data.startswith(b"\x89PNG")
    assert answer.headers["Content-Disposition"].startswith("inline; ")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()
    again = client.get(address(files["png"]), headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    again.close()


def test_the_files_of_a_withdrawn_card_are_gone_at_once(
    client: FlaskClient, files: dict[str, StoredFile], sqlite_engine: Engine
) -> None:
    answer = client.get(address(files["png"]))
    etag = answer.headers["ETag"]
    answer.close()
    with sqlite_engine.begin() as connection:
        connection.execute(update(Practice).values(stage="withdrawn"))
    for headers in ({}, {"If-None-Match": etag}, {"Range": "bytes=0-9"}):
        assert client.get(address(files["png"]), headers=headers).status_code == 404


def test_a_pdf_is_downloaded_never_shown(client: FlaskClient, files: dict[str, StoredFile]) -> None:
    answer = client.get(address(files["pdf"]))
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "application/pdf", PDF)
    assert answer.headers["Content-Disposition"] == "attachment; filename=Regulamin.pdf"
    answer.close()


def test_a_file_that_no_public_card_names_is_not_there(
    client: FlaskClient, files: dict[str, StoredFile]
) -> None:
    assert client.get(address(files["other"])).status_code == 404


@pytest.mark.parametrize("name", ["inna.png", "..%2f..%2fetc%2fpasswd", "Mapa tras.png.html"])
def test_another_name_is_not_there(
    client: FlaskClient, files: dict[str, StoredFile], name: str
) -> None:
    assert client.get(address(files["png"], name)).status_code == 404


@pytest.mark.parametrize("name", ["0" * 32, "..", "%2e%2e", "a" * 500, "'; drop table practice"])
def test_an_unknown_file_is_not_there(client: FlaskClient, name: str) -> None:
    assert client.get(f"/praktyki/pliki/{name}/Regulamin.pdf").status_code == 404


def test_a_file_lost_from_the_disk_is_not_there(
    client: FlaskClient, files: dict[str, StoredFile], tmp_path: Path
) -> None:
    name = files["pdf"].name
    (tmp_path / "attachments" / name[:2] / name).unlink()
    assert client.get(address(files["pdf"])).status_code == 404


def test_a_type_that_is_not_taken_is_never_served(
    client: FlaskClient, files: dict[str, StoredFile], sqlite_engine: Engine
) -> None:
    table = PracticeAttachment
    with sqlite_engine.begin() as connection:
        connection.execute(
            table.__table__.update()
            .where(table.name == files["png"].name)
            .values(media_type="text/html")
        )
    assert client.get(address(files["png"])).status_code == 404


def test_the_card_as_markdown_is_the_card(
    client: FlaskClient, files: dict[str, StoredFile]
) -> None:
    answer = client.get(f"/praktyki/{SLUG}.md")
    assert (answer.status_code, answer.mimetype) == (200, "text/markdown")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}.md"'
    read = card_from_markdown(answer.text, file="x.md")
    assert read.sections == full_card().sections
    assert [one.file for one in read.attachments] == [files["png"].name, files["pdf"].name]
    again = client.get(f"/praktyki/{SLUG}.md", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("form", "mimetype", "line"),
    [
        ("bib", "application/x-bibtex", f"  url = {{https://smup.example/praktyki/{SLUG}}},"),
        (
            "ris",
            "application/x-research-info-systems",
            f"UR  - https://smup.example/praktyki/{SLUG}",
        ),
    ],
)
def test_the_citation_has_the_public_address(
    client: FlaskClient, form: str, mimetype: str, line: str
) -> None:
    answer = client.get(f"/praktyki/{SLUG}.{form}")
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert line in answer.text.splitlines()


@pytest.mark.parametrize("slug", ["szkic", "dawna", "nieznana"])
@pytest.mark.parametrize("ending", [".md", ".bib", ".ris", "/EDU-PRZ-01.csv"])
def test_what_is_not_public_has_no_files(client: FlaskClient, slug: str, ending: str) -> None:
    answer = client.get(f"/praktyki/{slug}{ending}")
    assert answer.status_code == 404
    assert "Dowożenie" not in answer.text


def test_the_numbers_of_a_chart_are_a_row_a_year(client: FlaskClient) -> None:
    answer = client.get(f"/praktyki/{SLUG}/EDU-PRZ-01.csv")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert "dane-przykladowe" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [(row["rok"], row["wartosc"], row["znacznik"]) for row in rows] == [
        ("2020", "81,25", "occurred"),
        ("2021", "85", "occurred"),
        ("2022", "", "not-yet-published"),
    ]
    assert {row["zrodlo"] for row in rows} == {"dane przykładowe"}


def test_the_table_in_english(client: FlaskClient) -> None:
    answer = client.get(f"/en/praktyki/{SLUG}/EDU-PRZ-01.csv")
    assert answer.data.decode("utf-8-sig").startswith("teryt;unit;indicator;")


def test_numbers_of_an_indicator_that_the_card_does_not_link_are_not_there(
    client: FlaskClient,
) -> None:
    assert client.get(f"/praktyki/{SLUG}/EDU-SPP-01.csv").status_code == 404
