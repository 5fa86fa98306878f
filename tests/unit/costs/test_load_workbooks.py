"""Loading costs from XLSX: the same rows as from CSV; formulas, macros and bombs are refused."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine

from smup.costs import source_tables, workbook_guard
from smup.costs.load_costs import import_costs
from smup.costs.templates import TEMPLATES
from smup.errors import IngestError
from smup.models.costs import CostDriver, CostSpending
from tests.cost_files import (
    JONIEC,
    PLONSK,
    SCHOOLS,
    loaded,
    spent,
    with_part,
    write_book,
    write_csv,
)

ROW = (PLONSK, 2023, "801", "80101", "4790", 1234.56)


def refused(engine: Engine, path: Path) -> str:
    with pytest.raises(IngestError) as caught:
        import_costs(engine, [path])
    assert loaded(engine, CostSpending, "amount_gr") == []
    return str(caught.value)


def test_a_workbook_gives_the_same_rows_as_csv(gminas: Engine, tmp_path: Path) -> None:
    book = write_book(
        tmp_path,
        wydatki=[ROW, (int(JONIEC), 2022, None, 80101, 4210, 0.1 + 0.2)],
        klucze=[(PLONSK, 2023, "szkola", SCHOOLS, 2.5, None, 600, None, None)],
    )
    first = import_costs(gminas, [book])
    assert (first.counts.new, first.counts.rejected) == (3, 0)
    assert spent(gminas) == {
        (PLONSK, 2023, "80101", "4790"): 123_456,
        (JONIEC, 2022, "80101", "4210"): 30,
    }
    files = [
        write_csv(
            tmp_path,
            "wydatki",
            f"{PLONSK};2023;801;80101;4790;1234,56",
            f"{JONIEC};2022;;80101;4210;0,30",
        ),
        write_csv(tmp_path, "klucze", f"{PLONSK};2023;szkola;{SCHOOLS};2,5;;600;;"),
    ]
    again = import_costs(gminas, files)
    assert (again.release_id, again.counts.same) == (None, 3)


def test_a_row_with_a_formula_is_refused_and_the_others_are_loaded(
    small: Engine, tmp_path: Path
) -> None:
    rows = [ROW, (PLONSK, 2023, "801", "80101", "4210", "=100+20"), (*ROW[:4], "4300", 5)]
    summary = import_costs(small, [write_book(tmp_path, wydatki=rows)])
    (row,) = summary.rejected
    assert (row.file, row.line) == ("koszty.xlsx, arkusz wydatki", 3)
    assert "Komórka z formułą: kolumna „amount”" in row.reason
    assert "skopiuj je i wklej jako wartości" in row.reason
    assert "=100+20" in row.content
    assert len(spent(small)) == 2


def test_a_formula_beside_the_table_does_no_harm(small: Engine, tmp_path: Path) -> None:
    path = write_book(tmp_path, wydatki=[ROW])
    workbook = openpyxl.load_workbook(path)
    workbook["wydatki"]["H2"] = "=F2*2"
    workbook.save(path)
    assert import_costs(small, [path]).counts.rejected == 0


def test_blank_rows_are_passed_over_and_numbers_are_those_of_the_sheet(
    small: Engine, tmp_path: Path
) -> None:
    blank = (None,) * 6
    rows = [ROW, blank, blank, (PLONSK, 2023, "801", "80199", "4210", 1)]
    summary = import_costs(small, [write_book(tmp_path, wydatki=rows)])
    assert (summary.counts.read, summary.rejected[0].line) == (2, 5)


def test_a_date_in_place_of_a_year_is_refused(small: Engine, tmp_path: Path) -> None:
    import datetime as dt

    rows = [ROW, (PLONSK, dt.date(2024, 6, 30), "801", "80101", "4210", 1)]
    summary = import_costs(small, [write_book(tmp_path, wydatki=rows)])
    assert "To nie jest cały rok: „2024-06-30”" in summary.rejected[0].reason


def test_a_sheet_is_known_by_its_header_whatever_its_name(small: Engine, tmp_path: Path) -> None:
    path = write_book(tmp_path, klucze=[(PLONSK, 2023, "szkola", SCHOOLS, 2, 3, 4, 5)])
    workbook = openpyxl.load_workbook(path)
    workbook["klucze"].title = "Etaty 2023"
    workbook.create_sheet("notatki").append(["to", "nie", "tabela"])
    workbook.save(path)
    import_costs(small, [path])
    assert loaded(small, CostDriver, "posts", "cases") == [(2.0, 5.0)]


def test_a_workbook_without_tables_of_costs_says_which_it_needs(
    small: Engine, tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Lp.", "Nazwa"])
    workbook.save(tmp_path / "inny.xlsx")
    assert "wydatki, klucze, majatek" in refused(small, tmp_path / "inny.xlsx")


def test_a_sheet_that_lacks_a_column_is_named(small: Engine, tmp_path: Path) -> None:
    path = write_book(tmp_path, wydatki=[ROW])
    workbook = openpyxl.load_workbook(path)
    workbook["wydatki"]["F1"] = "kwota"
    workbook.save(path)
    assert "w arkuszu wydatki, brakuje kolumn: amount" in refused(small, path)


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused(small: Engine, tmp_path: Path, part: str) -> None:
    path = with_part(write_book(tmp_path, wydatki=[ROW]), part, b"\xd0\xcf\x11\xe0")
    assert "zawiera makra" in refused(small, path)


def test_a_workbook_of_the_kind_with_macros_is_refused(small: Engine, tmp_path: Path) -> None:
    plain, path = write_book(tmp_path, wydatki=[ROW]), tmp_path / "koszty.xlsm"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.infolist():
            content = source.read(part).replace(
                kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
            )
            target.writestr(part.filename, content)
    assert "zawiera makra" in refused(small, path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(small: Engine, tmp_path: Path) -> None:
    path = write_book(tmp_path, wydatki=[ROW])
    with_part(path, "xl/media/zero.bin", bytes(workbook_guard.MOST_UNPACKED_BYTES))
    assert path.stat().st_size < 2 * workbook_guard.MEGABYTE
    assert "po rozpakowaniu ma ponad 256 MB" in refused(small, path)


@pytest.mark.parametrize(
    ("name", "limit"), [("koszty.xlsx", "MOST_WORKBOOK_BYTES"), ("wydatki.csv", "MOST_CSV_BYTES")]
)
def test_a_file_over_the_limit_is_refused_with_its_size(
    small: Engine, tmp_path: Path, name: str, limit: str
) -> None:
    path = tmp_path / name
    most = getattr(source_tables if name.endswith("csv") else workbook_guard, limit)
    start = b"PK\x03\x04" if name.endswith("xlsx") else b"unit;year"
    with path.open("wb") as stream:
        stream.write(start)
        stream.truncate(most + 1)  # sparse: takes no room on the disk
    message = refused(small, path)
    megabyte = workbook_guard.MEGABYTE
    assert f"ma {most // megabyte + 1} MB, a najwięcej może mieć {most // megabyte} MB" in message
    assert "Podziel go" in message


def test_entities_in_a_part_are_refused(small: Engine, tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    path = with_part(write_book(tmp_path, wydatki=[ROW]), "xl/extra.xml", bomb)
    assert "jest uszkodzony" in refused(small, path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "w starym formacie albo chroniony"),
        (b"PK\x03\x04" + bytes(600), "jest uszkodzony"),
        (b"", "jest pusty"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "nie jest tekstem"),
    ],
)
def test_other_files_are_refused(
    small: Engine, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "koszty.xlsx"
    path.write_bytes(content)
    assert message in refused(small, path)


def test_another_archive_is_no_workbook(small: Engine, tmp_path: Path) -> None:
    path = with_part(tmp_path / "arkusz.ods", "content.xml", b"<x/>")
    assert "nie jest skoroszytem XLSX" in refused(small, path)


def test_a_cut_sheet_is_told_as_broken(small: Engine, tmp_path: Path) -> None:
    plain, path = write_book(tmp_path, wydatki=[ROW] * 500), tmp_path / "ucięty.xlsx"
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            cut = part.filename.endswith("sheet1.xml")
            target.writestr(part.filename, content[: len(content) // 2] if cut else content)
    assert "jest uszkodzony" in refused(small, path)


def test_a_missing_file_is_named(small: Engine, tmp_path: Path) -> None:
    assert "nie-ma.csv" in refused(small, tmp_path / "nie-ma.csv")


def test_every_template_has_a_reader() -> None:
    from smup.costs.row_reader import READERS

    assert set(READERS) == set(TEMPLATES)
