"""Where a number comes from: formulas with numbers that give it, and all its rows."""

from dataclasses import replace
from typing import Any

import pytest

from smup.views.costs.explain import Explained, explained, load_lines
from smup.views.costs.records import CostData
from tests.cost_data import cost_data
from tests.cost_loaded import ROWS, opened, release


def numbers(data: CostData) -> dict[str, Explained]:
    return {one.key: one for one in explained(data)}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def formula(key: str, **changes: Any) -> str:
    return plain(" ".join(numbers(opened(**changes))[key].formulas))


def test_every_term_of_the_waterfall_is_explained_in_its_order() -> None:
    assert list(numbers(opened())) == [
        "direct", "entity", "shared", "capital", "grants", "gross", "fees", "sales", "targeted",
        "net", "output", "unit",
    ]  # fmt: skip


def test_direct_cost_is_the_sum_of_its_rows() -> None:
    one = numbers(opened())["direct"]
    assert plain(one.formulas[0]) == "suma 2 wierszy wydatków = 12 000 000,00 zł"
    (table,) = one.tables
    assert [plain(row[-1]) for row in table.rows] == ["9 000 000,00", "3 000 000,00"]
    assert plain(table.total[-1]) == "12 000 000,00"
    assert plain(table.rows[0][0]) == "80101 Szkoły podstawowe"
    assert plain(table.rows[0][1]).startswith("4790 Wynagrodzenia osobowe nauczycieli")


def test_pools_are_shared_by_the_chosen_key_with_its_numbers() -> None:
    assert formula("entity").endswith(": 3 000 000,00 zł × 14,00 ÷ 20,00 etatu = 2 100 000,00 zł")
    assert formula("shared").endswith(": 10 000 000,00 zł × 15,00 ÷ 100,00 etatu = 1 500 000,00 zł")
    hours = formula("entity", keys="czas_etaty_zuzycie")
    assert hours.endswith("3 000 000,00 zł × 8 000 ÷ 10 000 godzin = 2 400 000,00 zł")
    direct = formula("shared", keys="etaty_udzial_zuzycie")
    assert "10 000 000,00 zł × 12 000 000,00 zł ÷ 60 000 000,00 zł = 2 000 000,00 zł" in direct


def test_a_share_of_the_reader_is_told_as_theirs() -> None:
    text = formula("entity", keys="w35.5_etaty_zuzycie")
    assert "3 000 000,00 zł × 35,5% = 1 065 000,00 zł (udział podany przez Ciebie)" in text


def test_a_driver_that_is_not_known_gives_no_number() -> None:
    # floor area of the rest is missing, so the whole of it is not known
    assert "Udziału nie znamy" in formula("shared", keys="etaty_m2_zuzycie")


def test_drivers_of_all_services_stand_in_the_table_and_mine_is_marked() -> None:
    table = numbers(opened())["entity"].tables[1]
    assert [row[0] for row in table.rows] == ["wszystko inne", "szkoły podstawowe"]
    assert table.mine == 1
    assert table.total[-1] == "20,00"


def test_capital_is_written_off_averaged_or_left_out() -> None:
    assert formula("capital") == "roczne zużycie 1 środka trwałego = 1 010 000,00 zł"
    average = formula("capital", keys="etaty_etaty_srednia")
    assert average == "wydatki majątkowe z 10 lat: 3 930 000,00 zł ÷ 10 = 1 310 000,00 zł"
    assert "Pominięty na życzenie" in formula("capital", keys="etaty_etaty_bez")


def test_sums_repeat_the_terms() -> None:
    assert formula("gross") == (
        "12 000 000,00 zł + 2 100 000,00 zł + 1 500 000,00 zł + 1 010 000,00 zł + 1 000 000,00 zł "
        "= 17 610 000,00 zł"
    )
    assert formula("net") == (
        "17 610 000,00 zł − 400 000,00 zł − 260 000,00 zł − 600 000,00 zł = 16 350 000,00 zł"
    )
    assert "17 610 000,00 zł ÷ 1 000 = 17 610,00 zł" in formula("unit")
    assert "16 350 000,00 zł ÷ 1 000 = 16 350,00 zł" in formula("unit")


def test_income_without_rows_says_so() -> None:
    assert formula("targeted") == "Nie wczytano takich dochodów, więc 0 zł."
    assert formula("fees") == "1 wiersz dochodów = 400 000,00 zł"


def test_loads_stand_beside_rows_only_where_there_are_several() -> None:
    direct, grants = (numbers(opened())[key].tables[0] for key in ("direct", "grants"))
    assert "Wczytanie" in direct.columns
    assert "Wczytanie" not in grants.columns
    assert len(grants.columns) == len(grants.rows[0]) == len(grants.total)


def test_each_load_is_named_with_source_day_and_file() -> None:
    data = opened(replace(ROWS, releases={number: release(number) for number in (1, 2, 3, 4)}))
    one = numbers(data)["direct"]
    assert one.loads == (1, 3)
    assert plain(load_lines(data, one)[0]) == (
        "Wczytanie nr 1: Rb-28S, wczytano 3 lutego 2026, plik wydatki.csv"
    )


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_without_a_unit_there_is_nothing_to_explain(lang: str) -> None:
    assert explained(cost_data(unit=None, lang=lang)) == ()
