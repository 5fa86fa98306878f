"""The costs of a group as rows, in memory."""

import pytest

from smup.views.costs.table import COLUMNS, column_names, csv_rows, group_rows
from tests.cost_country import SOCHOCIN
from tests.cost_data import cost_data
from tests.memory_country import FICTIONAL, LACK, LUBIN, PLONSK, ZABOR


def test_rows_stand_by_place_and_those_without_one_last() -> None:
    data = cost_data(without=[LUBIN])
    rows = group_rows(data)
    places = [row.place for row in rows if row.place]
    assert places == sorted(places)
    assert [row.unit.teryt for row in rows[-2:]] == [ZABOR, LUBIN]
    assert rows[-1].release is None
    assert len(rows) == 12


def test_the_parts_add_up_to_gross_and_net() -> None:
    mine = next(row for row in group_rows(cost_data()) if row.mine)
    assert mine.parts == {
        "direct": 12_000_000.0,
        "entity": 2_100_000.0,
        "shared": 1_500_000.0,
        "capital": 1_010_000.0,
        "grants_out": 1_000_000.0,
        "fees": 400_000.0,
        "sales": 260_000.0,
        "targeted": 600_000.0,
    }
    assert (mine.gross, mine.net) == (17_610_000.0, 16_350_000.0)
    assert (mine.unit_cost, mine.net_unit_cost) == (17_610.0, 16_350.0)
    # Dearest: hours, floor area, average: 12 000 + 2 400 + 2 000 + 1 310 + 1 000.
    assert (mine.low, mine.high, mine.place) == (17_610.0, 18_710.0, (5, 7))


def test_own_keys_stand_in_my_row_only() -> None:
    data = cost_data(keys="w50_m2_bez")
    at = COLUMNS.index("keys")
    told = {str(row[0]): row[at] for row in csv_rows(data, group_rows(data))}
    assert told.pop(PLONSK) == "w50_m2_bez"
    assert set(told.values()) == {"etaty_m2_bez"}


def test_what_is_not_known_is_empty_and_zero_is_zero() -> None:
    data = cost_data(keys="czas_m2_bez")
    rows = {
        str(row[0]): dict(zip(COLUMNS, row, strict=True))
        for row in csv_rows(data, group_rows(data))
    }
    assert (rows[LACK]["shared"], rows[LACK]["gross"], rows[LACK]["unit_cost"]) == (None,) * 3
    assert rows[PLONSK]["capital"] == 0
    assert rows[ZABOR]["output"] is None
    assert rows[SOCHOCIN]["warnings"] == "Rok z projektem unijnym"


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_every_cell_has_its_column(lang: str) -> None:
    data = cost_data(lang=lang, kind="sample")
    names = column_names(lang)
    assert len(set(names)) == len(COLUMNS)
    for row in csv_rows(data, group_rows(data)):
        assert len(row) == len(COLUMNS)
        assert row[-1] == {"pl": "dane przykładowe", "en": "sample data"}[lang]
        assert not any("\u00a0" in str(cell) for cell in row[-2:])


def test_a_unit_outside_the_group_is_shown_beside_it() -> None:
    rows = group_rows(cost_data(unit=FICTIONAL))
    assert [row.unit.teryt for row in rows if row.mine] == [FICTIONAL]
    assert len(rows) == 13
