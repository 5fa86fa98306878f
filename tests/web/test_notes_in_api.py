"""Published notes in the API and in files: beside their values, escaped, in few SELECTs."""

import csv
import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, update

from smup.models import Dataset
from tests import small_country
from tests.note_data import add_note

DATA = "/api/v1/data?indicator=EDU-PRZ-01&level=gmina&year=2020-2022"
PLONSK, JONIEC = "1420011", "1420062"
FORMULA = '=HYPERLINK("http://x.example";"a")'


@pytest.fixture
def noted(client: FlaskClient, engine: Engine) -> FlaskClient:
    """A client over a country with two published notes and one that waits."""
    with engine.begin() as connection:
        add_note(connection, PLONSK, year=2021, text="Szkoła w budowie.", text_en="A school.")
        add_note(connection, JONIEC, year=2020, text=FORMULA)
        add_note(connection, PLONSK, year=2020, text="Szkic", state="submitted")
    return client


def rows_of(client: FlaskClient, path: str) -> list[dict[str, str]]:
    """The rows of a CSV file by the names of its columns."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    text = answer.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_every_observation_says_whether_it_has_a_note(noted: FlaskClient) -> None:
    data = noted.get(DATA).json["data"]
    notes = {(row["unit"], row["year"]): row["note"] for row in data}
    assert notes.pop((PLONSK, 2021)) == {
        "pl": "Szkoła w budowie.",
        "en": "A school.",
        "published": "2026-03-02",
    }
    assert notes.pop((JONIEC, 2020)) == {"pl": FORMULA, "en": None, "published": "2026-03-02"}
    assert set(notes.values()) == {None}


def test_the_profile_says_what_the_unit_says(noted: FlaskClient) -> None:
    data = noted.get(f"/api/v1/units/{PLONSK}/profile?year=2021").json["data"]
    notes = {row["indicator"]: row["note"] for row in data}
    note = notes["EDU-PRZ-01"]
    assert (note["year"], note["pl"]) == (2021, "Szkoła w budowie.")


@pytest.mark.parametrize(
    "path",
    [
        f"{DATA}&format=csv",
        "/eksport/pl/wskaznik/EDU-PRZ-01.csv?level=gmina&year=2021",
        "/eksport/pl/obszar/edukacja.csv?ind=EDU-PRZ-01&level=gmina&year=2021&group=kraj",
        f"/eksport/pl/jednostka/{PLONSK}.csv?year=2021",
        f"/eksport/pl/porownanie.csv?unit={PLONSK}&ind=EDU-PRZ-01&year=2021&view=table",
        f"/eksport/pl/porownanie.csv?unit={PLONSK}&ind=EDU-PRZ-01&view=lines",
    ],
)
def test_every_file_of_values_ends_with_the_notes(noted: FlaskClient, path: str) -> None:
    rows = rows_of(noted, path)
    assert list(rows[0])[-1] == "uwaga_jednostki"
    said = {
        row["uwaga_jednostki"] for row in rows if (row["teryt"], row["rok"]) == (PLONSK, "2021")
    }
    assert "Szkoła w budowie." in said
    assert "Szkic" not in {row["uwaga_jednostki"] for row in rows}


def test_an_english_file_has_english_notes_where_there_are_some(noted: FlaskClient) -> None:
    rows = rows_of(noted, f"{DATA}&format=csv&lang=en")
    notes = {(row["teryt"], row["year"]): row["note"] for row in rows}
    assert notes[PLONSK, "2021"] == "A school."


def test_a_note_cannot_become_a_formula(noted: FlaskClient) -> None:
    rows = rows_of(noted, f"{DATA}&format=csv")
    notes = {(row["teryt"], row["rok"]): row["uwaga_jednostki"] for row in rows}
    assert notes[JONIEC, "2020"] == f"'{FORMULA}"


@pytest.mark.parametrize("path", [DATA, f"{DATA}&format=csv"])
def test_notes_cost_one_select_whatever_their_number(
    noted: FlaskClient, engine: Engine, path: str
) -> None:
    _ = noted.get(path).data
    with small_country.counted_selects(engine) as few:
        _ = noted.get(path).data
    with engine.begin() as connection:
        for year in range(1990, 2015):
            add_note(connection, PLONSK, year=year)
    with small_country.counted_selects(engine) as many:
        _ = noted.get(path).data
    assert len(few) == len(many)
    assert sum("value_note" in statement for statement in many) == 1


def test_a_kept_answer_is_asked_for_again_when_a_note_is_published(
    noted: FlaskClient, engine: Engine
) -> None:
    for path in (DATA, "/eksport/pl/wskaznik/EDU-PRZ-01.csv"):
        held = noted.get(path).headers["ETag"]
        assert noted.get(path, headers={"If-None-Match": held}).status_code == 304
        with engine.begin() as connection:
            later = Dataset.practices_version + 1
            connection.execute(update(Dataset).values(practices_version=later))
        assert noted.get(path, headers={"If-None-Match": held}).status_code == 200


def test_all_notes_are_listed_also_on_values_that_are_missing(
    noted: FlaskClient, engine: Engine
) -> None:
    with engine.begin() as connection:
        add_note(connection, JONIEC, year=2019, indicator="EDU-SPP-01", text="Nie prowadzimy.")
    answer = noted.get("/api/v1/notes")
    rows = [(row["indicator"], row["unit"], row["year"]) for row in answer.json["data"]]
    assert rows == [
        ("EDU-PRZ-01", PLONSK, 2021),
        ("EDU-PRZ-01", JONIEC, 2020),
        ("EDU-SPP-01", JONIEC, 2019),
    ]
    one = noted.get(f"/api/v1/notes?unit={JONIEC}&indicator=edu-spp-01").json["data"]
    assert [row["note"]["pl"] for row in one] == ["Nie prowadzimy."]
    first = noted.get("/api/v1/notes?limit=2").json
    assert (len(first["data"]), first["next"]) == (2, "2")
    assert len(noted.get("/api/v1/notes?limit=2&cursor=2").json["data"]) == 1
    assert noted.get("/api/v1/notes?unit=999").status_code == 404
    assert noted.get("/api/v1/notes?year=x").status_code == 400
