"""The workbook of the cost of a service: its formulas give the application's numbers."""

import io
import math
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from smup.exports.cost_workbook import cost_workbook
from smup.exports.workbook.read import read_book
from smup.repository import Repository
from smup.views.costs.read import read_cost
from smup.views.costs.records import CostData
from smup.views.costs.selection import select_cost
from smup.views.costs.state import parse_cost_state
from tests import cost_database as country
from tests.recalculated import SOFFICE, cells, recalculated
from tests.small_country import counted_selects

needs_calc = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
CHOICES = ("", "czas_udzial_srednia", "w35.5_m2_bez", "wlasny_wlasny_zuzycie", "sprawy_w4_srednia")


@pytest.fixture(scope="module")
def repository(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Six gminas with loaded rows, marked as sample."""
    return Repository(country.filled_copy(migrated_sqlite, tmp_path_factory.mktemp("costs")))


def data_of(repository: Repository, lang: str = "pl", **query: str) -> CostData:
    from smup.views.costs.selection import cost_service

    asked = {"unit": country.PLONSK, "group": "kraj", **query}
    state, problems = parse_cost_state(asked, cost_service(country.CODE, lang=lang))
    chosen = select_cost(repository, country.CODE, state=state, problems=problems, lang=lang)
    data = read_cost(repository, chosen, lang=lang)
    assert data is not None
    return data


def written(data: CostData) -> bytes:
    book = read_book(data, address="https://smup.example.pl/koszty/szkoly-podstawowe")
    assert book is not None
    return cost_workbook(book)


def opened(body: bytes, **options: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(body), **options)


def named(book: openpyxl.Workbook, name: str) -> Any:
    """Return the value of a named cell."""
    ((sheet, place),) = book.defined_names[name].destinations
    return book[sheet][place.replace("$", "")].value


def application(data: CostData) -> dict[str, float | None]:
    """The numbers that the page shows of my unit, by the name of their cell."""
    mine = data.mine
    assert mine is not None
    low, high = data.interval
    best, worst = data.places.get(mine, (None, None))
    values: dict[str, float | None] = {
        "koszt_brutto": float(data.gross[mine]),
        "koszt_netto": float(data.net[mine]),
        "koszt_jednostkowy": float(data.gross[mine] / data.costs.output[mine]),
        "koszt_jednostkowy_netto": float(data.net[mine] / data.costs.output[mine]),
        "grupa_cost": float(data.unit_cost[mine]),
        "grupa_median": data.median,
        "grupa_low": float(low[mine]),
        "grupa_high": float(high[mine]),
        "grupa_best": best,
        "grupa_worst": worst,
    }
    return {
        name: None if value is None or math.isnan(value) else value
        for name, value in values.items()
    }


def assert_same(book: openpyxl.Workbook, data: CostData) -> None:
    for name, expected in application(data).items():
        shown = named(book, name)
        if expected is None:
            assert shown in {"brak", "n/a"}, name
        else:
            assert shown == pytest.approx(expected, abs=0.005), name


@needs_calc
@pytest.mark.slow
@pytest.mark.parametrize("keys", CHOICES)
def test_libreoffice_computes_every_number_that_the_application_wrote(
    repository: Repository, tmp_path: Path, keys: str
) -> None:
    data = data_of(repository, keys=keys)
    file = tmp_path / "koszt.xlsx"
    file.write_bytes(written(data))
    before, again = cells(opened(file.read_bytes(), data_only=True)), recalculated(file, tmp_path)
    after = cells(again)
    numbers = {place: value for place, value in before.items() if isinstance(value, int | float)}
    assert len(numbers) > 400
    assert {place: after.get(place) for place in numbers} == pytest.approx(numbers, abs=0.005)
    texts = {place: value for place, value in before.items() if place not in numbers and value}
    assert {place: after.get(place) for place in texts} == texts
    assert_same(again, data)


@needs_calc
@pytest.mark.slow
def test_a_changed_key_gives_the_numbers_of_the_application_for_that_key(
    repository: Repository, tmp_path: Path
) -> None:
    book = opened(written(data_of(repository)))
    for name, word in (
        ("klucz_podmiot", "czas pracy"),
        ("klucz_wspolne", "powierzchnia"),
        ("klucz_majatek", "średnia 10 lat"),
    ):
        ((sheet, place),) = book.defined_names[name].destinations
        cell = book[sheet][place.replace("$", "")]
        assert cell.value != word
        cell.value = word
    file = tmp_path / "zmieniony.xlsx"
    book.save(file)
    assert_same(recalculated(file, tmp_path), data_of(repository, keys="czas_m2_srednia"))


@needs_calc
@pytest.mark.slow
def test_a_row_moved_to_another_target_and_a_corrected_amount_change_the_result(
    repository: Repository, tmp_path: Path
) -> None:
    data = data_of(repository)
    book = opened(written(data))
    sheet = book["Wydatki"]
    first = next(row for row in sheet.iter_rows(min_row=7) if row[3].value == "4260")
    amount = first[5].value
    first[6].value = "poza kosztem"
    file = tmp_path / "wiersz.xlsx"
    book.save(file)
    after = recalculated(file, tmp_path)
    assert data.mine is not None
    gross = float(data.gross[data.mine])
    assert named(after, "koszt_brutto") == pytest.approx(gross - amount, abs=0.005)


@needs_calc
@pytest.mark.slow
def test_a_unit_without_output_has_the_word_of_a_missing_number(
    repository: Repository, tmp_path: Path
) -> None:
    data = data_of(repository, unit=country.ZABOR, lang="en")
    file = tmp_path / "cost.xlsx"
    file.write_bytes(written(data))
    again = recalculated(file, tmp_path)
    assert named(again, "koszt_jednostkowy") == "n/a"
    assert named(again, "grupa_best") == "n/a"
    assert named(again, "grupa_units") == 4
    assert named(again, "koszt_brutto") == pytest.approx(
        float(data.gross[data.mine or 0]), abs=0.005
    )


def test_every_sum_is_a_formula_and_carries_its_value(repository: Repository) -> None:
    data = data_of(repository)
    body = written(data)
    formulas = opened(body)
    for name in (*application(data), "koszt_wprost", "koszt_podmiot", "koszt_wspolne", "oplaty"):
        assert str(named(formulas, name)).startswith("="), name
    assert_same(opened(body, data_only=True), data)


def test_the_sheets_are_those_of_the_language(repository: Repository) -> None:
    polish = opened(written(data_of(repository))).sheetnames
    assert polish == [
        "Wynik",
        "Wydatki",
        "Klucze",
        "Majątek",
        "Dochody",
        "Produkty",
        "Grupa",
        "Kombinacje",
        "Metoda i źródła",
    ]
    english = opened(written(data_of(repository, lang="en"))).sheetnames
    assert (english[0], english[-1]) == ("Result", "Method and sources")


def test_codes_and_texts_stay_texts_whatever_they_begin_with(repository: Repository) -> None:
    book = opened(written(data_of(repository)))
    chapters = [cell.value for cell in book["Wydatki"]["B"][6:] if cell.value]
    assert set(chapters) == {"80101", "75023", "75085"}
    names = {cell.value: cell.data_type for cell in book["Grupa"]["B"] if cell.value}
    zabor = next(name for name in names if "Zab" in name)
    assert zabor.startswith("=")
    assert names[zabor] == "s"


def test_every_sheet_of_a_sample_says_so(repository: Repository) -> None:
    book = opened(written(data_of(repository)))
    assert all("DANE PRZYKŁADOWE" in sheet["A3"].value for sheet in book)
    assert all("DANE PRZYKŁADOWE" in sheet.oddHeader.center.text for sheet in book)


def test_the_keys_are_chosen_from_the_permitted_ones(repository: Repository) -> None:
    book = opened(written(data_of(repository, keys="czas_udzial_bez")))
    lists = {str(one.sqref): one.formula1 for one in book["Wynik"].data_validations.dataValidation}
    assert sorted(lists.values()) == ["majatek_sposoby", "podmiot_klucze", "wspolne_klucze"]
    chosen = [named(book, f"klucz_{name}") for name in ("podmiot", "wspolne", "majatek")]
    assert chosen == ["czas pracy", "udział w kosztach wprost", "bez majątku"]


def test_a_unit_without_costs_has_no_book(repository: Repository) -> None:
    assert read_book(data_of(repository, unit=country.EMPTY)) is None


def test_the_rows_are_read_by_seven_selects(repository: Repository) -> None:
    data = data_of(repository)
    repository.dataset()
    with counted_selects(repository._engine) as statements:
        read_book(data)
    assert len([one for one in statements if "dataset" not in one]) <= 7
