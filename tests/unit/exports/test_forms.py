"""All formats: names, limits, sizes, memory, and what stays when something goes wrong."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from smup.exports import forms, xlsx_book
from smup.i18n import texts
from smup.tabular import Column, Table, table_of
from tests.extracts import Extract, description, extract, long_table, watched, with_places

PLAIN = ("csv", "json", "parquet", "xlsx", "zip")
STREAMED = ("csv", "json", "parquet", "zip")


def of(table: Table) -> Extract:
    return Extract(description=description(), table=table)


class GivenUpError(Exception):
    """Somebody pressed Cancel."""


def test_every_promised_format_is_there() -> None:
    assert set(forms.FORMS) == {"csv", "xlsx", "parquet", "json", "geojson", "gpkg", "zip"}
    assert not forms.FORMS["xlsx"].streams
    assert all(forms.FORMS[form].streams for form in STREAMED)


def test_the_name_of_a_file_tells_a_sample() -> None:
    assert forms.file_name("xlsx", description()) == "smup-wydatki-2024.xlsx"
    sample = description(sample=True)
    assert forms.file_name("csv", sample) == "smup-wydatki-2024-dane-przykladowe.csv"
    english = description(sample=True, lang="en")
    assert forms.file_name("zip", english) == "smup-wydatki-2024-sample-data.zip"


@pytest.mark.parametrize("form", PLAIN)
def test_pieces_join_to_the_file_that_is_written(form: str, tmp_path: Path) -> None:
    path = tmp_path / "table"
    forms.write(form, extract(), path)
    joined = b"".join(forms.chunks(form, extract()))
    # A zip bears the moment it was made.
    assert len(joined) == path.stat().st_size
    assert joined == path.read_bytes() or form == "zip"


@pytest.mark.parametrize("form", PLAIN)
def test_progress_ends_with_all_rows(form: str, tmp_path: Path) -> None:
    told: list[int] = []
    forms.write(form, of(long_table(4500)[0]), tmp_path / "table", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 4500


@pytest.mark.parametrize("form", PLAIN)
def test_giving_up_leaves_no_file_and_no_open_reading(form: str, tmp_path: Path) -> None:
    table, watch = long_table(5000)

    def stop(rows: int) -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        forms.write(form, of(table), tmp_path / "table", progress=stop)
    assert list(tmp_path.iterdir()) == []
    assert watch.open == 0


def test_an_older_file_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("before")

    def stop(rows: int) -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        forms.write("csv", extract(), path, progress=stop)
    assert path.read_text() == "before"


@pytest.mark.parametrize("form", STREAMED)
def test_a_reader_who_goes_away_frees_the_table(form: str) -> None:
    table, watch = long_table(3_000_000, batch_rows=20_000)
    pieces = forms.chunks(form, of(table))
    while watch.read == 0:
        next(pieces)
    assert watch.open == 1
    pieces.close()
    assert watch.open == 0


def test_a_file_made_for_a_reader_who_goes_away_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pieces = forms.chunks("xlsx", extract())
    next(pieces)
    assert os.listdir(tmp_path)  # noqa: PTH208
    pieces.close()
    assert os.listdir(tmp_path) == []  # noqa: PTH208


@pytest.mark.parametrize("form", ["csv", "json", "zip"])
def test_a_long_table_is_never_held(form: str) -> None:
    import pyarrow as pa

    table, watch = long_table(60_000, batch_rows=2_000)
    before, most = pa.total_allocated_bytes(), 0
    for _ in forms.chunks(form, of(table)):
        most = max(most, pa.total_allocated_bytes() - before)
    assert watch.read == 60_000
    # 60,000 rows would be 2 MB in Arrow and more as text; three batches are less than this.
    assert most < 1_000_000


@pytest.mark.parametrize("form", ["csv", "json"])
def test_batches_behind_are_let_go(form: str) -> None:
    table, most = watched(long_table(40_000, batch_rows=200)[0])
    for _ in forms.chunks(form, of(table)):
        pass
    assert len(most) == 200  # each was asked for
    assert max(most) <= 3  # the one that is written, the one before, the one that is made


def test_the_first_rows_are_asked_for_where_that_is_cheaper() -> None:
    whole, watch = long_table(30_000)
    batch = next(iter(whole.batches()))
    watch.read = 0
    table = replace(whole, first=lambda rows: batch.slice(0, rows))
    for form in PLAIN:
        assert forms.about_bytes(form, of(table)) == forms.about_bytes(form, of(whole))
    watch.read = 0
    forms.about_bytes("csv", of(table))
    assert watch.read == 0


@pytest.mark.parametrize("form", PLAIN)
@pytest.mark.parametrize("rows", [0, 7, 400])
def test_the_size_of_a_short_table_is_exact(form: str, rows: int) -> None:
    made = of(long_table(rows)[0])
    assert forms.about_bytes(form, made) == sum(map(len, forms.chunks(form, made)))


@pytest.mark.parametrize("form", PLAIN)
def test_the_size_of_a_long_table_is_near(form: str) -> None:
    made = of(long_table(30_000)[0])
    whole = sum(map(len, forms.chunks(form, made)))
    assert forms.about_bytes(form, made) == pytest.approx(whole, rel=0.35)


def test_a_table_too_wide_for_a_sheet_is_refused_with_a_remedy() -> None:
    columns = [Column(key=f"k{n}", name=f"k{n}", title="k") for n in range(16_385)]
    wide = of(table_of(columns, []))
    refused = forms.refusal("xlsx", wide)
    assert refused is not None
    said = texts("pl")(f"exports.refused.{refused.key}", **refused.values)
    assert "16385" in said.replace("\u00a0", "")
    assert forms.refusal("csv", wide) is None
    assert forms.refusal("xlsx", of(replace(wide.table, columns=wide.table.columns[:-1]))) is None


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_borders_are_refused_without_places_or_borders(lang: str) -> None:
    for form in ("geojson", "gpkg"):
        unplaced, unloaded = forms.refusal(form, extract()), forms.refusal(form, with_places(None))
        assert unplaced is not None
        assert unloaded is not None
        keys = (unplaced.key, unloaded.key)
        assert keys == ("no_places", "no_borders")
        for refused in (unplaced, unloaded):
            assert texts(lang)(f"exports.refused.{refused.key}", **refused.values)


def test_rows_go_on_in_the_next_sheet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import openpyxl

    monkeypatch.setattr(xlsx_book, "MOST_ROWS", 3000)
    path = tmp_path / "long.xlsx"
    forms.write("xlsx", of(long_table(7000)[0]), path)
    book = openpyxl.load_workbook(path, read_only=True)
    assert book.sheetnames == ["Dane", "Dane 2", "Dane 3", "Opisy", "Metoda"]
    found = []
    for name in book.sheetnames[:3]:
        lines = list(book[name].iter_rows(values_only=True))
        assert lines[0] == ("kod", "n", "slowo")
        found += lines[1:]
    assert found == [(f"{n:07d}", n / 4, "słowo" if n % 2 else None) for n in range(7000)]
