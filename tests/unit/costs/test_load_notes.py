"""What a load of costs tells beside its counts, and codes of units that lost their zeros."""

from pathlib import Path

from sqlalchemy import Engine

from smup.costs.load_costs import import_costs
from smup.ingest.load import LoadSummary, Rejection
from smup.models.costs import CostOutput
from tests import builders
from tests.cost_files import CLUBS, JONIEC, PLONSK, SCHOOLS, loaded, write_csv

GOOD = f"{PLONSK};2023;801;80101;4790;100,00"


def loaded_rows(engine: Engine, folder: Path, table: str, *rows: str) -> LoadSummary:
    return import_costs(engine, [write_csv(folder, table, *rows)])


def test_a_unit_without_any_good_row_is_named(small: Engine, tmp_path: Path) -> None:
    rows = (GOOD, f"{JONIEC};2023;;80199;4790;1", "9999999;2023;;80101;4790;1")
    summary = loaded_rows(small, tmp_path, "wydatki", *rows)
    assert "nie przyjęto dla jednostek: Joniec, „9999999”." in (summary.note or "")


def test_cost_without_output_and_output_without_cost_are_told(
    small: Engine, tmp_path: Path
) -> None:
    files = [
        write_csv(tmp_path, "wydatki", GOOD),
        write_csv(
            tmp_path,
            "produkty",
            f"{JONIEC};2023;{SCHOOLS};uczen;9",
            f"{JONIEC};2023;{CLUBS};uczen;0",
        ),
    ]
    note = import_costs(small, files).note or ""
    assert f"Koszt bez produktu, więc bez kosztu jednostkowego (1): Płońsk, {SCHOOLS} 2023." in note
    assert f"Produkt bez kosztu (1): Joniec, {SCHOOLS} 2023." in note
    assert loaded(small, CostOutput, "quantity") == [(0.0,), (9.0,)]


def test_years_of_one_service_are_told_as_one(small: Engine, tmp_path: Path) -> None:
    rows = [f"{PLONSK};{year};801;80101;4790;100,00" for year in (2021, 2022, 2023)]
    rows += [f"{JONIEC};{year};801;80101;4790;100,00" for year in (2020, 2023)]
    note = loaded_rows(small, tmp_path, "wydatki", *rows).note or ""
    assert f"(2): Płońsk, {SCHOOLS} 2021\N{EN DASH}2023; Joniec, {SCHOOLS} 2020 i 2023." in note


def test_an_empty_code_is_an_empty_cell_and_names_no_unit(small: Engine, tmp_path: Path) -> None:
    rows = (";2023;;80101;4790;1", f"{PLONSK};;;80101;4790;1", f"{PLONSK};2023;;;4790;1")
    summary = loaded_rows(small, tmp_path, "wydatki", GOOD, *rows, f"{PLONSK};2023;;80101;;1")
    columns = ("unit", "year", "chapter", "paragraph")
    for row, column in zip(summary.rejected, columns, strict=True):
        assert row.reason.startswith(f"Pusta komórka: kolumna „{column}”")
    assert "nie przyjęto" not in (summary.note or "")


def test_all_refused_rows_are_given_as_their_file_has_them(small: Engine, tmp_path: Path) -> None:
    wrong = [f"{PLONSK};{1950 + at};;80199;4790;1" for at in range(30)]
    shares = [f"{PLONSK};2023;wspolne;{SCHOOLS};;;;;60", f"{PLONSK};2023;wspolne;inne;;;;;30"]
    files = [write_csv(tmp_path, "wydatki", *wrong), write_csv(tmp_path, "klucze", *shares)]
    refused: list[Rejection] = []
    summary = import_costs(small, files, refused=refused)
    assert (summary.counts.rejected, len(summary.rejected)) == (32, 20)
    assert [row.line for row in refused] == [*range(2, 32), 2, 3]
    assert [row.content for row in refused] == [*wrong, *shares]


def test_broken_or_open_sets_of_keys_are_told(small: Engine, tmp_path: Path) -> None:
    summary = loaded_rows(
        small,
        tmp_path,
        "klucze",
        f"{PLONSK};2023;szkola;{SCHOOLS};2;;;;",
        f"{PLONSK};2023;szkola;{CLUBS};dużo;;;;",
        f"{PLONSK};2023;wspolne;{SCHOOLS};2;;;;",
    )
    note = summary.note or ""
    assert "podział puli jest niepełny (1): Płońsk szkola 2023." in note
    assert "Pula wspólna bez wiersza „inne”" in note


def test_lost_leading_zeros_come_back(sqlite_engine: Engine, tmp_path: Path) -> None:
    with sqlite_engine.begin() as connection:
        builders.unit(connection, "0201011", name="Bolesławiec")
    summary = loaded_rows(
        sqlite_engine,
        tmp_path,
        "wydatki",
        "201011;2023;801;80101;4790;1",
        "0201011;2023;;80101;401;1",
    )
    assert (summary.counts.new, summary.counts.rejected) == (2, 0)


def test_code_that_may_be_two_units_is_refused(sqlite_engine: Engine, tmp_path: Path) -> None:
    with sqlite_engine.begin() as connection:
        builders.unit(connection, "0201011")
        builders.unit(connection, "2010112")
    summary = loaded_rows(
        sqlite_engine,
        tmp_path,
        "wydatki",
        "201011;2023;;80101;4790;1",
        "0201011;2023;;80101;4790;1",
    )
    assert "Niejednoznaczny kod jednostki" in summary.rejected[0].reason
