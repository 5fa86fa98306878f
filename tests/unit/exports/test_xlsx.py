"""XLSX, read back by openpyxl and LibreOffice."""

import csv
import re
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.exports import forms
from smup.exports.xlsx_rows import sheet_rows
from smup.tabular import Column, table_of
from tests.extracts import COLUMNS, ROWS, extract
from tests.recalculated import SECONDS, SOFFICE

needs_calc = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture
def book(tmp_path: Path) -> Any:
    return written(tmp_path)


def written(folder: Path, **choices: Any) -> Any:
    path = folder / "table.xlsx"
    forms.write("xlsx", extract(**choices), path)
    return openpyxl.load_workbook(path)


def words(sheet: Any) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_cells_come_back_typed(book: Any) -> None:
    lines = list(book["Dane"].iter_rows(values_only=True))
    assert lines[0] == tuple(column.name for column in COLUMNS)
    # XML keeps a line end of Windows as openpyxl's escape for it.
    expected = [
        tuple(cell.replace("\r", "_x000D_") if isinstance(cell, str) else cell for cell in row)
        for row in ROWS
    ]
    assert lines[1:] == expected
    assert book["Dane"]["A2"].data_type == "s"
    assert book["Dane"]["D2"].data_type == "n"
    assert book["Dane"]["F3"].data_type == "s"


def test_numbers_show_their_decimals_and_codes_stay_text(book: Any) -> None:
    sheet = book["Dane"]
    assert sheet["D2"].number_format == "#,##0.0"
    assert sheet["A2"].number_format == "@"
    assert sheet["C2"].number_format == "General"


def test_the_header_is_frozen_and_filtered(book: Any) -> None:
    sheet = book["Dane"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F8"
    assert sheet.dimensions == "A1:F8"
    assert sheet.column_dimensions["B"].width > 15


def test_the_sheets_describe_columns_indicators_and_method(book: Any) -> None:
    assert book.sheetnames == ["Dane", "Opisy", "Metoda"]
    about = words(book["Opisy"])
    for text in ("Wartość wskaźnika", "zł/os.", "kod (tekst)", "więcej znaczy lepiej", "Ilość"):
        assert text in about
    method = words(book["Metoda"])
    for text in ("7 wierszy.", "GUS, BDL", "tajemnica statystyczna", "Zmianę liczymy", "2021"):
        assert text in method
    assert "wymyślone" not in method


def test_a_sample_says_so_on_paper_and_in_the_method(tmp_path: Path) -> None:
    book = written(tmp_path, sample=True)
    assert "Wartości są wymyślone." in words(book["Metoda"])
    assert book["Dane"].oddHeader.center.text == "DANE PRZYKŁADOWE"
    assert book.properties.subject == "DANE PRZYKŁADOWE"


def test_the_english_workbook_has_english_sheets(tmp_path: Path) -> None:
    book = written(tmp_path, lang="en")
    assert book.sheetnames == ["Data", "Descriptions", "Method"]
    assert "7 rows." in words(book["Method"])


def test_a_workbook_without_rows_opens(tmp_path: Path) -> None:
    book = written(tmp_path, rows=[])
    assert next(book["Dane"].iter_rows(values_only=True))[0] == "teryt"
    assert book["Dane"].max_row == 1


@given(
    st.lists(
        st.tuples(
            st.none() | st.text() | st.sampled_from(["_x0041_", " a ", "\r\n", "&<>", "\x01"]),
            st.none() | st.floats(allow_nan=False, allow_infinity=False),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_cell_comes_back(rows: list[tuple[str | None, float | None]]) -> None:
    columns = [
        Column(key="a", name="a", title="a"),
        Column(key="n", name="n", title="n", kind="number"),
    ]
    (batch,) = table_of(columns, rows).batches()
    xml = sheet_rows(batch, 2, ['<c s="1" r="A', '<c r="B']).decode()
    lines = ET.fromstring(f"<rows>{xml}</rows>")  # noqa: S314  our own XML
    for at, (row, line) in enumerate(zip(rows, lines, strict=True), start=2):
        found = {cell.get("r"): "".join(cell.itertext()) for cell in line}
        text, number = row
        assert line.get("r") == str(at)
        assert unescape(found.get(f"A{at}")) == text
        read = found.get(f"B{at}")
        assert (None if read is None else float(read)) == number


def unescape(text: str | None) -> str | None:
    """Read the escape of Office Open XML for signs that XML cannot hold."""
    if text is None:
        return None
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def test_a_text_longer_than_a_cell_is_cut_not_lost(tmp_path: Path) -> None:
    book = written(tmp_path, rows=[("1", "ż" * 40_000, None, None, "", "")])
    assert book["Dane"]["B2"].value == "ż" * 32_767


@needs_calc
@pytest.mark.slow
def test_libreoffice_reads_the_workbook(tmp_path: Path) -> None:
    forms.write("xlsx", extract(), tmp_path / "table.xlsx")
    found = converted(tmp_path / "table.xlsx", tmp_path)
    assert found[0] == [column.name for column in COLUMNS]
    assert [row[0] for row in found[1:]] == [row[0] for row in ROWS]
    assert [row[1] for row in found[1:]] == [row[1] or "" for row in ROWS]
    assert [row[5].replace("\r", "") for row in found[1:4]] == ["", ROWS[1][5], ROWS[2][5]]
    assert [row[3] for row in found[1:4]] == ["81.25", "0", ""]
    assert [float(row[3]) for row in found[4:]] == pytest.approx([row[3] for row in ROWS[3:]])


def converted(path: Path, folder: Path) -> list[list[str]]:
    """The first sheet as LibreOffice writes it in CSV."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to"]
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    out = folder / "out"
    subprocess.run(
        [*command, form, "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    made = next(out.glob("*.csv"))
    with made.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
