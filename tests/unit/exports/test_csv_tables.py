"""CSV written column by column, read back by others."""

import csv
import io
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.exports import forms
from smup.exports.cells import number_texts, plain_number
from smup.exports.csv import DIALECTS, MAY_START_A_FORMULA, Separator, csv_chunks, table_chunks
from smup.tabular import Cell, Column, table_of
from tests.extracts import COLUMNS, ROWS, extract

SEPARATORS: tuple[Separator, ...] = ("semicolon", "comma")
texts = (
    st.none()
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
    | st.sampled_from(["=1", "+", "-1", "@x", "\t", "\r", 'a"b', "a;b", "a,b", "\n", "'", "ż"])
)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)


def guarded(cell: Cell) -> str:
    """The text of a cell as the promise has it, worked out apart from the program."""
    if cell is None:
        return ""
    text = str(cell)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def body(separator: Separator = "semicolon") -> bytes:
    return b"".join(forms.chunks("csv", extract(), separator=separator))


def test_the_file_is_byte_for_byte_what_a_polish_spreadsheet_wants() -> None:
    assert body().decode().split("\r\n")[:5] == [
        "\ufeffteryt;jednostka;rok;wartosc;znacznik;uwaga",
        "0201011;Bolesławiec;2024;81,25;occurred;",
        "0201022;Żółkiewka-Ściborów;2024;0;did-not-occur;'=cmd|' /C calc'!A0",
        '1420062;"Miasto „X""; Y, Z";2023;;secret;\'+48 22 123',
        '1420011;Płońsk;-5;-12;occurred;"dwie\nlinie & <znak>"',
    ]
    assert b"sep=" not in body()


@pytest.mark.parametrize("separator", SEPARATORS)
def test_pandas_reads_what_was_written(separator: Separator) -> None:
    mark, decimal = DIALECTS[separator].delimiter, DIALECTS[separator].decimal
    frame = pd.read_csv(
        io.BytesIO(body(separator)),
        sep=mark,
        decimal=decimal,
        dtype={"teryt": str, "rok": "Int64"},
        encoding="utf-8-sig",
        keep_default_na=False,
        na_values={"rok": [""], "wartosc": [""]},
    )
    assert list(frame["teryt"]) == [row[0] for row in ROWS]
    for at, name in ((1, "jednostka"), (4, "znacznik"), (5, "uwaga")):
        assert list(frame[name]) == [guarded(row[at]) for row in ROWS]
    found = [None if pd.isna(value) else value for value in frame["wartosc"]]
    assert found == [row[3] for row in ROWS]
    assert [None if pd.isna(n) else int(n) for n in frame["rok"]] == [row[2] for row in ROWS]


def test_duckdb_reads_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    forms.write("csv", extract(), path, separator="comma")
    kinds = "{'teryt':'VARCHAR','jednostka':'VARCHAR','rok':'BIGINT','wartosc':'DOUBLE',"
    kinds += "'znacznik':'VARCHAR','uwaga':'VARCHAR'}"
    asked = f"select * from read_csv('{path}', header=true, columns={kinds}, new_line='\\r\\n')"  # noqa: S608
    found = duckdb.sql(asked).fetchall()
    assert [row[0] for row in found] == [row[0] for row in ROWS]
    assert [row[3] for row in found] == [row[3] for row in ROWS]
    assert [row[5] or "" for row in found] == [guarded(row[5]) for row in ROWS]


@given(st.lists(st.tuples(texts, numbers, texts), max_size=8), st.sampled_from(SEPARATORS))
def test_any_cell_comes_back_on_both_separators(
    rows: list[tuple[str | None, float | None, str | None]], separator: Separator
) -> None:
    columns = [
        Column(key="a", name="a", title="a"),
        Column(key="n", name="n", title="n", kind="number"),
        Column(key="b", name="b", title="b"),
    ]
    dialect = DIALECTS[separator]
    written = b"".join(table_chunks(table_of(columns, rows), separator=separator)).decode()
    stream = io.StringIO(written.removeprefix("\ufeff"), newline="")
    found = list(csv.reader(stream, delimiter=dialect.delimiter))
    assert found[0] == ["a", "n", "b"]
    for (first, number, last), read in zip(rows, found[1:], strict=True):
        assert read[0] == guarded(first)
        assert read[2] == guarded(last)
        assert not read[0].startswith(MAY_START_A_FORMULA)
        assert "e" not in read[1]
        assert (float(read[1].replace(dialect.decimal, ".")) if read[1] else None) == number


@given(st.lists(numbers, max_size=20))
def test_numbers_of_columns_are_the_numbers_of_cells(values: list[float | None]) -> None:
    expected = [None if value is None else plain_number(value, ",") for value in values]
    assert number_texts(pa.array(values, pa.float64()), ",").to_pylist() == expected


@pytest.mark.parametrize("separator", SEPARATORS)
def test_rows_and_columns_are_written_by_the_same_rules(separator: Separator) -> None:
    by_rows = b"".join(csv_chunks([one.name for one in COLUMNS], ROWS, separator=separator))
    assert by_rows == body(separator)


def test_what_is_no_number_is_an_empty_field() -> None:
    endless = pa.array([float("inf"), float("nan"), -float("inf"), 1.0])
    assert number_texts(endless).to_pylist() == [None, None, None, "1"]


def test_an_empty_cell_of_a_single_column_is_still_a_row() -> None:
    column = Column(key="a", name="a", title="a", kind="number")
    written = b"".join(table_chunks(table_of([column], [[1.5], [None], [2.0]])))
    assert written.decode() == '\ufeffa\r\n1,5\r\n""\r\n2\r\n'


def test_a_table_without_rows_is_a_header() -> None:
    assert b"".join(table_chunks(table_of(COLUMNS[:2], []))).decode() == "\ufeffteryt;jednostka\r\n"


def test_many_columns_are_written_as_well() -> None:
    columns = [Column(key=f"k{n}", name=f"k{n}", title="k", kind="number") for n in range(3_000)]
    written = b"".join(table_chunks(table_of(columns, [range(3_000)])))
    assert written.decode().split("\r\n")[1] == ";".join(map(str, range(3_000)))
