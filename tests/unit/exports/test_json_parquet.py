"""JSON and Parquet, read back by others."""

import json
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from smup.exports import forms
from smup.tabular import Column, table_of
from tests.extracts import COLUMNS, ROWS, Extract, description, extract

NAMES = [column.name for column in COLUMNS]


def written(form: str, folder: Path, **choices: bool) -> Path:
    path = folder / f"table.{form}"
    forms.write(form, extract(**choices), path)
    return path


def test_json_holds_every_cell_as_it_is(tmp_path: Path) -> None:
    found = json.loads(written("json", tmp_path).read_text(encoding="utf-8"))
    assert [tuple(row.values()) for row in found["data"]] == list(ROWS)
    assert all(list(row) == NAMES for row in found["data"])


def test_json_numbers_are_the_shortest_exact_ones(tmp_path: Path) -> None:
    text = written("json", tmp_path).read_text(encoding="utf-8")
    assert '"wartosc": 81.25,' in text
    assert '"wartosc": -12,' in text
    assert '"wartosc": 0.0000001,' in text
    assert '"wartosc": 0.30000000000000004,' in text
    assert "NaN" not in text


def test_json_says_what_the_columns_are_and_whose_the_rows(tmp_path: Path) -> None:
    known = json.loads(written("json", tmp_path).read_text(encoding="utf-8"))["metadata"]
    assert known["title"] == "Wydatki na ucznia, gminy, 2024"
    assert (known["sample"], known["version"], known["rows"]) == (False, "2026-03-02.7", 7)
    assert known["released"] == "2026-03-02T08:30:00Z"
    assert known["source"] == "GUS"
    assert known["page"] == "/wskaznik/EDU-PRZ-01?rok=2024"
    assert known["columns"][3] == {
        "key": "value",
        "name": "wartosc",
        "title": "Wartość wskaźnika",
        "type": "number",
        "unit": "zł/os.",
        "decimals": 1,
        "indicator": "EDU-PRZ-01",
    }
    assert known["indicators"][0]["code"] == "EDU-PRZ-01"
    assert known["notes"] == ["Zmianę liczymy do roku 2023."]
    assert known["releases"] == [
        {"kind": "bdl", "source": "GUS, BDL", "fetched": "2026-03-02T08:30:00Z"}
    ]


def test_a_sample_says_so_in_json_and_parquet(tmp_path: Path) -> None:
    known = json.loads(written("json", tmp_path, sample=True).read_text(encoding="utf-8"))
    assert known["metadata"]["sample"] is True
    assert known["metadata"]["source"].startswith("dane przykładowe")
    assert known["metadata"]["notes"][0].startswith("Wartości są wymyślone.")
    assert known["metadata"]["license"]["name"] == "CC0-1.0"
    schema = pq.read_schema(written("parquet", tmp_path, sample=True))
    assert schema.metadata[b"sample"] == b"true"


def test_duckdb_and_pandas_read_the_json(tmp_path: Path) -> None:
    path = written("json", tmp_path)
    found = duckdb.sql(
        f"select unnest(data, recursive := true) from read_json('{path}')"  # noqa: S608
    ).fetchall()
    assert [row[3] for row in found] == [row[3] for row in ROWS]
    assert [row[5] for row in found] == [row[5] for row in ROWS]
    frame = pd.DataFrame(json.loads(path.read_text(encoding="utf-8"))["data"])
    assert list(frame["teryt"]) == [row[0] for row in ROWS]


@given(st.lists(st.tuples(st.none() | st.text(), st.none() | st.floats(allow_nan=False,
       allow_infinity=False)), max_size=8))  # fmt: skip
def test_any_cell_comes_back_from_json(rows: list[tuple[str | None, float | None]]) -> None:
    columns = [
        Column(key="a", name='a"ż', title="a"),
        Column(key="n", name="n", title="n", kind="number"),
    ]
    made = Extract(description=description(), table=table_of(columns, rows))
    found = json.loads(b"".join(forms.chunks("json", made)))["data"]
    back = [(row['a"ż'], None if row["n"] is None else float(row["n"])) for row in found]
    assert back == rows


def test_a_table_without_rows_is_still_json() -> None:
    assert json.loads(b"".join(forms.chunks("json", extract([]))))["data"] == []


def test_parquet_comes_back_typed_from_duckdb_and_pandas(tmp_path: Path) -> None:
    path = written("parquet", tmp_path)
    assert duckdb.sql(f"select * from '{path}'").fetchall() == list(ROWS)  # noqa: S608
    kinds = duckdb.sql(f"describe select * from '{path}'").fetchall()  # noqa: S608
    assert [row[1] for row in kinds] == [
        "VARCHAR",
        "VARCHAR",
        "BIGINT",
        "DOUBLE",
        "VARCHAR",
        "VARCHAR",
    ]
    frame = pd.read_parquet(path)
    assert list(frame["teryt"]) == [row[0] for row in ROWS]
    assert list(frame["wartosc"].isna()) == [row[3] is None for row in ROWS]


def test_parquet_says_what_the_columns_are(tmp_path: Path) -> None:
    schema = pq.read_schema(written("parquet", tmp_path))
    assert schema.metadata[b"title"].decode() == "Wydatki na ucznia, gminy, 2024"
    assert schema.field("wartosc").metadata == {
        b"key": b"value",
        b"title": "Wartość wskaźnika".encode(),
        b"unit": "zł/os.".encode(),
        b"decimals": b"1",
        b"indicator": b"EDU-PRZ-01",
    }
    file = pq.ParquetFile(written("parquet", tmp_path))
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_a_parquet_without_rows_has_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "empty.parquet"
    forms.write("parquet", extract([]), path)
    assert pq.read_table(path).column_names == NAMES
