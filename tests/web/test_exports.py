"""Tables of pages in every format: the same rows, and clear words where one is refused."""

import csv
import io
import json
import zipfile

import pyarrow.parquet as pq
import pytest
from flask.testing import FlaskClient

PLACE = "unit=1420011&group=kraj"
TABLES = (
    f"obszar/edukacja|{PLACE}&ind=EDU-PRZ-01&year=2021",
    f"obszar/edukacja|{PLACE}&ind=EDU-PRZ-01&year=2021&low=80&high=90",
    f"wskaznik/EDU-PRZ-01|{PLACE}&year=2020&sort=name",
    f"jednostka/1420011|{PLACE}",
    f"porownanie|{PLACE}&ind=EDU-PRZ-01&units=1420011.1420062.0264011&year=2020",
    f"porownanie|{PLACE}&ind=EDU-PRZ-01.EDU-SPP-01&view=scatter",
    f"porownanie|{PLACE}&ind=EDU-PRZ-01&view=lines",
    f"porownanie|{PLACE}&ind=EDU-PRZ-01&view=places",
    f"porownanie|{PLACE}&ind=EDU-PRZ-01&view=spread",
    f"porownanie|{PLACE}&ind=EDU-PRZ-01&view=better",
    f"indeks|{PLACE}",
    "dane|ind=EDU-PRZ-01&years=2020-2021",
)
TRICKS = (
    "pl/../../etc/passwd.csv",
    "pl/obszar/..%2f..%2fetc%2fpasswd.csv",
    "pl/obszar/edukacja%00.csv",
    "pl/obszar/%2e%2e/edukacja.csv",
    "pl/obszar/edukacja/inne.csv",
    "pl/.csv",
    "pl/nic.csv",
    "xx/dane.csv",
    "pl/praktyki/x/../y.csv",
)


def get(client: FlaskClient, table: str, form: str, more: str = "", lang: str = "pl") -> bytes:
    path, query = table.split("|")
    answer = client.get(f"/eksport/{lang}/{path}.{form}?{query}{more}")
    assert answer.status_code == 200, answer.text
    body: bytes = answer.data
    return body


def rows_of(body: bytes, mark: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=mark))


def as_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


@pytest.mark.parametrize("table", TABLES)
def test_every_format_has_the_same_rows(reader: FlaskClient, table: str) -> None:
    header, *rows = rows_of(get(reader, table, "csv", "&sep=comma"), ",")
    typed = pq.read_table(io.BytesIO(get(reader, table, "parquet")))
    assert typed.column_names == header
    cells = zip(*(column.to_pylist() for column in typed.columns), strict=True)
    plain = [[cell.removeprefix("'") for cell in row] for row in rows]
    assert [[as_text(cell) for cell in row] for row in cells] == plain
    polish = rows_of(get(reader, table, "csv"))
    assert polish[0] == header
    assert len(polish) == len(rows) + 1


def test_codes_stay_text_and_kinds_of_empty_stay_apart_in_typed_files(reader: FlaskClient) -> None:
    table = f"porownanie|{PLACE}&ind=EDU-PRZ-01&units=1420011.1420062.0264011&year=2020"
    typed = pq.read_table(io.BytesIO(get(reader, table, "parquet"))).to_pydict()
    found = zip(typed["teryt"], typed["wartosc"], typed["znacznik"], strict=True)
    assert list(found) == [
        ("1420011", 81.25, "occurred"),
        ("1420062", None, "secret"),
        ("0264011", None, "missing"),
    ]


def test_a_brushed_range_leaves_my_unit_and_what_lies_in_it(reader: FlaskClient) -> None:
    rows = rows_of(get(reader, TABLES[1], "csv"))[1:]
    assert [row[0] for row in rows] == ["1420011"]


def test_the_other_formats_open(reader: FlaskClient) -> None:
    table = TABLES[0]
    assert json.loads(get(reader, table, "json"))
    names = zipfile.ZipFile(io.BytesIO(get(reader, table, "xlsx"))).namelist()
    assert "xl/workbook.xml" in names
    assert zipfile.ZipFile(io.BytesIO(get(reader, table, "zip"))).testzip() is None


def test_the_english_table_has_english_headers_and_the_same_numbers(reader: FlaskClient) -> None:
    polish, english = (rows_of(get(reader, TABLES[0], "csv", lang=one)) for one in ("pl", "en"))
    assert english[0][:2] == ["teryt", "unit"]
    assert [row[6] for row in english[1:]] == [row[6] for row in polish[1:]]


def test_a_format_that_cannot_be_is_refused_with_the_remedy(reader: FlaskClient) -> None:
    answer = reader.get("/eksport/pl/jednostka/1420011.gpkg")
    assert answer.status_code == 422
    assert "jeden wiersz na jednostkę" in answer.text.replace("\u00a0", " ")


def test_an_unknown_format_names_those_there_are(reader: FlaskClient) -> None:
    answer = reader.get("/eksport/en/dane.pdf?ind=EDU-PRZ-01")
    assert answer.status_code == 404
    assert "csv, xlsx, parquet" in answer.text


def test_a_wrong_separator_is_named(reader: FlaskClient) -> None:
    answer = reader.get("/eksport/pl/wskaznik/EDU-PRZ-01.csv?sep=tab")
    assert answer.status_code == 400
    assert "semicolon, comma" in answer.text


@pytest.mark.parametrize("path", TRICKS)
def test_tricks_with_paths_are_404(reader: FlaskClient, path: str) -> None:
    assert reader.get(f"/eksport/{path}").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "json", "zip"])
def test_a_file_has_name_type_and_validator(reader: FlaskClient, form: str) -> None:
    path = f"/eksport/pl/wskaznik/EDU-PRZ-01.{form}?level=gmina&year=2021"
    answer = reader.get(path)
    assert f'filename="smup-EDU-PRZ-01-gmina-2021.{form}"' in answer.headers["Content-Disposition"]
    again = reader.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data


def test_a_made_up_order_is_led_to_the_file_which_is_counted(reader: FlaskClient) -> None:
    path = "/eksport/pl/wskaznik/EDU-PRZ-01.csv?year=2021"
    answer = reader.get(f"{path}&zlecenie=0123456789abcdef")
    assert answer.status_code == 303
    assert answer.headers["Location"] == path


@pytest.mark.parametrize(
    ("query", "parameter", "named"),
    [
        ("ind=EDU-PRZ-01.NIE-MA-1.NIE-MA-2", "ind", "NIE-MA-1, NIE-MA-2"),
        ("obszar=edukacja.nie-ma", "obszar", "nie-ma"),
        ("ind=EDU-PRZ-01&units=1420011.9876543", "units", "9876543"),
        ("ind=EDU-PRZ-01&gdzie=14.98", "gdzie", "98"),
    ],
)
def test_a_file_of_the_desk_names_the_codes_that_it_would_have_to_leave_out(
    reader: FlaskClient, query: str, parameter: str, named: str
) -> None:
    answer = reader.get(f"/eksport/pl/dane.csv?{query}")
    assert answer.status_code == 400
    assert f"„{parameter}”: {named}." in answer.text.replace("\u00a0", " ")
