"""Loading costs from CSV: what is kept, what is refused and why."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from smup.costs.load_costs import import_costs
from smup.errors import IngestError
from smup.ingest.load import LoadSummary
from smup.models import Dataset, RejectedRow, Release
from smup.models.costs import (
    CostAsset,
    CostCircumstance,
    CostDriver,
    CostIncome,
    CostOutput,
    CostSpending,
    ServiceCost,
)
from tests import builders
from tests.cost_files import CLUBS, JONIEC, PLONSK, SCHOOLS, loaded, spent, write_csv

GOOD = f"{PLONSK};2023;801;80101;4790;100,00"


def loaded_rows(engine: Engine, folder: Path, table: str, *rows: str) -> LoadSummary:
    return import_costs(engine, [write_csv(folder, table, *rows)])


def test_every_table_is_kept_in_its_own_columns(gminas: Engine, tmp_path: Path) -> None:
    files = [
        write_csv(tmp_path, "wydatki", GOOD, f"{PLONSK};2023;;80101;401;0,01"),
        write_csv(
            tmp_path,
            "klucze",
            f"{PLONSK};2023;szkola;{SCHOOLS};2,5;;;;",
            f"{PLONSK};2023;wspolne;inne;;;;;100",
        ),
        write_csv(
            tmp_path,
            "majatek",
            f"{PLONSK};{SCHOOLS};Szkoła nr 1;1998;;1000,00;2,5",
            f"{PLONSK};{SCHOOLS};Autobus;2009;2022;500;14",
        ),
        write_csv(tmp_path, "dochody", f"{PLONSK};2023;{SCHOOLS};oplaty;10,50"),
        write_csv(tmp_path, "produkty", f"{PLONSK};2023;{SCHOOLS};uczen;40"),
        write_csv(tmp_path, "okolicznosci", f"{PLONSK};2023;{SCHOOLS};spolka;"),
    ]
    summary = import_costs(gminas, files, source="Płońsk, Rb-28S")
    assert (summary.counts.new, summary.counts.rejected) == (9, 0)
    assert spent(gminas) == {
        (PLONSK, 2023, "80101", "4790"): 10_000,
        (PLONSK, 2023, "80101", "4010"): 1,
    }
    drivers = loaded(gminas, CostDriver, "pool", "service", "posts", "area_m2", "own_share")
    assert drivers == [("szkola", SCHOOLS, 2.5, None, None), ("wspolne", "inne", None, None, 1.0)]
    assets = loaded(gminas, CostAsset, "name", "first_year", "last_year", "value_gr", "rate")
    assert assets == [
        ("Autobus", 2009, 2022, 50_000, 14.0),
        ("Szkoła nr 1", 1998, None, 100_000, 2.5),
    ]
    assert loaded(gminas, CostIncome, "kind", "amount_gr") == [("oplaty", 1_050)]
    assert loaded(gminas, CostOutput, "measure", "quantity") == [("uczen", 40.0)]
    assert loaded(gminas, CostCircumstance, "kind", "note") == [("spolka", None)]
    assert loaded(gminas, Release, "kind", "source") == [("costs", "Płońsk, Rb-28S")]


def test_parts_are_computed_with_the_load(gminas: Engine, tmp_path: Path) -> None:
    files = [
        write_csv(tmp_path, "wydatki", GOOD, f"{PLONSK};2023;;80101;4010;30"),
        write_csv(
            tmp_path,
            "klucze",
            f"{PLONSK};2023;szkola;{SCHOOLS};2;;;;",
            f"{PLONSK};2023;szkola;{CLUBS};1;;;;",
        ),
    ]
    import_costs(gminas, files)
    columns = ("service", "year", "direct", "entity_pool", "entity_posts", "entity_hours")
    assert loaded(gminas, ServiceCost, *columns) == [
        (CLUBS, 2023, 0.0, 30.0, 10.0, None),
        (SCHOOLS, 2023, 100.0, 30.0, 20.0, None),
    ]


def test_loading_again_changes_nothing_and_a_correction_only_its_row(
    gminas: Engine, tmp_path: Path
) -> None:
    other = f"{JONIEC};2023;;80101;4790;7"
    loaded_rows(gminas, tmp_path, "wydatki", GOOD, other, f"{PLONSK};2022;;80101;4790;5")
    again = loaded_rows(gminas, tmp_path, "wydatki", GOOD, other)
    assert (again.release_id, again.counts.same) == (None, 2)
    corrected = loaded_rows(gminas, tmp_path, "wydatki", f"{PLONSK};2023;;80101;4790;120,5")
    assert (corrected.counts.new, corrected.counts.changed) == (0, 1)
    assert spent(gminas) == {
        (PLONSK, 2023, "80101", "4790"): 12_050,
        (JONIEC, 2023, "80101", "4790"): 700,
        (PLONSK, 2022, "80101", "4790"): 500,
    }
    rows = loaded(gminas, ServiceCost, "year", "direct", "release_id")
    assert [row[:2] for row in rows] == [(2022, 5.0), (2023, 120.5), (2023, 7.0)]
    first, second, third = (row[2] for row in rows)
    assert first == third == 1
    assert second == corrected.release_id


BAD_ROWS = [
    ("wydatki", "9999999;2023;;80101;4790;1", "Nieznany kod jednostki"),
    ("wydatki", "14;2023;;80101;4790;1", "Koszty podają tylko gminy i powiaty"),
    ("wydatki", f"{PLONSK};2024-06;;80101;4790;1", "To nie jest cały rok"),
    ("wydatki", f"{PLONSK};I półrocze 2024;;80101;4790;1", "To nie jest cały rok"),
    ("wydatki", f"{PLONSK};2023;;80199;4790;1", "Nieznany rozdział: „80199”"),
    ("wydatki", f"{PLONSK};2023;;80101;9990;1", "Nieznany paragraf: „9990”"),
    ("wydatki", f"{PLONSK};2023;750;80101;4790;1", "Dział nie zgadza się z rozdziałem"),
    ("wydatki", f"{PLONSK};2023;;80101;4210;1,005", "więcej niż dwa miejsca"),
    ("wydatki", f"{PLONSK};2023;;80101;4210;", "Pusta komórka: kolumna „amount”"),
    ("wydatki", f"{PLONSK};2023;;80101", "Za mało kolumn"),
    ("wydatki", f"{PLONSK};2023;;80101;4210;1;5", "Za dużo kolumn"),
    ("klucze", f"{PLONSK};2023;szkola;{SCHOOLS};;;;;", "Brak klucza"),
    ("klucze", f"{PLONSK};2023;szkola;{SCHOOLS};-1;;;;", "Liczba jest ujemna"),
    ("klucze", f"{PLONSK};2023;szkola;{SCHOOLS};;;;;101", "Udział spoza przedziału: „101”"),
    ("klucze", f"{PLONSK};2023;szkoly;{SCHOOLS};1;;;;", "Nieznana pula"),
    ("klucze", f"{PLONSK};2023;szkola;biblioteki;1;;;;", "Usługa nie korzysta z tej puli"),
    ("klucze", f"{PLONSK};2023;wspolne;baseny;1;;;;", "Nieznana usługa: „baseny”"),
    ("majatek", f"{PLONSK};{SCHOOLS};Szkoła;2000;;1;0", "Stawka spoza przedziału"),
    ("majatek", f"{PLONSK};{SCHOOLS};Szkoła;2000;1999;1;5", "Ostatni rok jest przed pierwszym"),
    ("majatek", f"{PLONSK};{SCHOOLS};;2000;;1;5", "Pusta komórka: kolumna „name”"),
    ("majatek", f"{PLONSK};{SCHOOLS};Szkoła;2000;;-1;5", "Liczba jest ujemna"),
    ("dochody", f"{PLONSK};2023;{SCHOOLS};oplaty;-1", "Liczba jest ujemna"),
    ("dochody", f"{PLONSK};2023;{SCHOOLS};czynsz;1", "Nieznany rodzaj: „czynsz”"),
    ("dochody", f"1420;2023;{SCHOOLS};oplaty;1", "nie prowadzi jednostka tego poziomu"),
    ("produkty", f"{PLONSK};2023;{SCHOOLS};km;1", "Nieznana miara usługi: „km”"),
    ("produkty", f"{PLONSK};2023;{SCHOOLS};uczen;-3", "Liczba jest ujemna"),
    ("okolicznosci", f"{PLONSK};2023;{SCHOOLS};remont;", "Nieznany rodzaj: „remont”"),
    ("okolicznosci", f"{PLONSK};2023;{SCHOOLS};spolka;{'x' * 301}", "Za długa nazwa lub uwaga"),
]


@pytest.mark.parametrize(("table", "row", "reason"), BAD_ROWS)
def test_bad_row_is_refused_with_line_and_remedy_and_the_rest_is_loaded(
    small: Engine, tmp_path: Path, table: str, row: str, reason: str
) -> None:
    files = [write_csv(tmp_path, table, "", row)]
    if table == "wydatki":
        files = [write_csv(tmp_path, table, GOOD, row)]
    else:
        files.append(write_csv(tmp_path, "wydatki", GOOD))
    summary = import_costs(small, files)
    (refused,) = summary.rejected
    assert (refused.file, refused.line) == (f"{table}.csv", 3)
    assert reason in refused.reason
    assert refused.reason.count(":") >= 1
    assert list(spent(small)) == [(PLONSK, 2023, "80101", "4790")]
    with small.connect() as connection:
        kept = connection.execute(select(RejectedRow.line, RejectedRow.reason)).all()
    assert [tuple(one) for one in kept] == [(3, refused.reason)]


def test_second_row_of_a_key_is_refused_and_names_the_first(gminas: Engine, tmp_path: Path) -> None:
    same = GOOD.replace("100,00", "100,0")
    summary = loaded_rows(
        gminas, tmp_path, "wydatki", GOOD, same, f"{PLONSK};2023;;80101;479;3", GOOD + ";"
    )
    assert [row.line for row in summary.rejected] == [3, 4, 5]
    assert all("pierwszy to wydatki.csv, wiersz 2" in row.reason for row in summary.rejected)
    assert spent(gminas) == {(PLONSK, 2023, "80101", "4790"): 10_000}


def test_second_row_in_another_file_is_refused_too(small: Engine, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    files = [write_csv(tmp_path, "wydatki", GOOD), write_csv(tmp_path / "b", "wydatki", GOOD)]
    summary = import_costs(small, files)
    assert (summary.counts.new, summary.counts.rejected) == (1, 1)


def test_correction_is_taken_while_the_chapter_stays_above_zero(
    gminas: Engine, tmp_path: Path
) -> None:
    loaded_rows(gminas, tmp_path, "wydatki", GOOD)
    good = loaded_rows(gminas, tmp_path, "wydatki", f"{PLONSK};2023;;80101;4300;-100")
    assert good.counts.new == 1
    bad = loaded_rows(
        gminas,
        tmp_path,
        "wydatki",
        f"{PLONSK};2023;;80101;4300;-100,01",
        f"{PLONSK};2023;;80104;4300;-5",
    )
    assert [row.line for row in bad.rejected] == [2, 3]
    assert "daje razem -0,01 zł" in bad.rejected[0].reason
    assert spent(gminas)[(PLONSK, 2023, "80101", "4300")] == -10_000


def test_lower_spending_under_an_old_correction_is_refused(small: Engine, tmp_path: Path) -> None:
    loaded_rows(small, tmp_path, "wydatki", GOOD, f"{PLONSK};2023;;80101;4300;-60")
    summary = loaded_rows(small, tmp_path, "wydatki", f"{PLONSK};2023;;80101;4790;59")
    assert "Ujemna suma rozdziału" in summary.rejected[0].reason
    assert spent(small)[(PLONSK, 2023, "80101", "4790")] == 10_000


def test_own_shares_that_do_not_add_up_are_refused_together(gminas: Engine, tmp_path: Path) -> None:
    rows = [
        f"{PLONSK};2023;wspolne;{SCHOOLS};;;;;33,33",
        f"{PLONSK};2023;wspolne;{CLUBS};1;;;;",
        f"{PLONSK};2023;wspolne;inne;;;;;66,6",
        f"{JONIEC};2023;wspolne;{SCHOOLS};;;;;33,4",
        f"{JONIEC};2023;wspolne;inne;;;;;66,6",
    ]
    summary = loaded_rows(gminas, tmp_path, "klucze", *rows)
    assert sorted(row.line or 0 for row in summary.rejected) == [2, 3, 4]
    assert "ma razem 99,93 %" in summary.rejected[0].reason
    assert [row[0] for row in loaded(gminas, CostDriver, "own_share")] == pytest.approx(
        [0.334, 0.666]
    )


def test_own_shares_are_added_up_with_those_loaded_before(small: Engine, tmp_path: Path) -> None:
    first = f"{PLONSK};2023;wspolne;{SCHOOLS};;;;;40"
    loaded_rows(small, tmp_path, "klucze", first, f"{PLONSK};2023;wspolne;inne;;;;;60")
    wrong = loaded_rows(small, tmp_path, "klucze", f"{PLONSK};2023;wspolne;inne;;;;;50")
    assert "ma razem 90 %" in wrong.rejected[0].reason
    right = loaded_rows(
        small, tmp_path, "klucze", first.replace("40", "50"), f"{PLONSK};2023;wspolne;inne;;;;;50"
    )
    assert right.counts.changed == 2


def test_nothing_is_written_when_one_file_cannot_be_read(small: Engine, tmp_path: Path) -> None:
    files = [write_csv(tmp_path, "wydatki", GOOD)]
    files.append(write_csv(tmp_path, "dochody", header="unit;year;service;rodzaj;amount"))
    with pytest.raises(IngestError, match=r"pliku dochody.csv brakuje kolumn: kind"):
        import_costs(small, files)
    with small.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(CostSpending)) == 0
        assert connection.scalar(select(Dataset.kind)) == "empty"


def test_sample_takes_fictional_units_only_and_stays_a_sample(
    small: Engine, tmp_path: Path
) -> None:
    with small.begin() as connection:
        builders.set_dataset(connection, kind="sample")
        builders.unit(connection, "9901033", name="Wzorcowo")
    loaded_rows(small, tmp_path, "wydatki", "9901033;2023;;80101;4790;1")
    assert loaded(small, Release, "kind") == [("sample",)]
    with pytest.raises(IngestError, match=r"wiersz 3 jest 1420011.*init --empty --force"):
        loaded_rows(small, tmp_path, "wydatki", "9901033;2023;;80101;4790;2", GOOD)
    assert loaded(small, CostSpending, "amount_gr") == [(100,)]
    assert loaded(small, Dataset, "kind") == [("sample",)]


def test_file_of_another_encoding_and_separator_is_read(small: Engine, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    header = "Unit,Year,Service,Kind,Note,więcej"
    path.write_bytes(f"{header}\n{PLONSK},2023,{SCHOOLS},spolka,Spółka,x\n".encode("cp1250"))
    import_costs(small, [path])
    assert loaded(small, CostCircumstance, "note") == [("Spółka",)]
