"""Places: their order, the rows shown at first, the axis, and who has no place and why.

By the usual keys and zloty a pupil: Wrocław 16 170, Raciąż 16 410, Sochocin 16 650, Żarów 17 010,
Naruszewo 17 370, Płońsk 17 610, Baboszewo 17 850, Gromadka 18 330, Lubin 18 810, Łąck 20 010 and
Joniec 21 210; Zabór has no pupils.
"""

import math

import pytest

from smup.costs.warnings import Warnings
from smup.views.costs.places import (
    chosen_rows,
    domain,
    left_out,
    ordered,
    place_rows,
    place_text,
    sure_sides,
    ticks,
)
from smup.views.costs.places_words import lead, modes, note, places_record
from tests.cost_country import BABOSZEWO, RACIAZ
from tests.cost_data import cost_data
from tests.memory_country import JONIEC, LACK, PLONSK, WROCLAW, ZABOR


def test_rows_stand_from_the_lowest_place_with_the_interval_of_the_worked_example() -> None:
    rows = {row.code: row for row in place_rows(cost_data())}
    assert list(rows)[-2:] == [LACK, JONIEC]
    assert (rows[PLONSK].cost, rows[PLONSK].span) == (17_610, (17_610, 18_710))
    assert rows[PLONSK].mine
    assert rows[JONIEC].place == (10, 11)


def test_cost_by_other_keys_is_between_the_lowest_and_the_highest() -> None:
    # by hand, a pupil: entity 2 100 or 2 400, shared 1 500, 2 000 or 1 800, capital 1 010 or 1 310
    row = next(row for row in place_rows(cost_data()) if row.code == RACIAZ)
    direct = 12_000 * 0.9
    assert row.span == pytest.approx(
        (direct + 2_100 + 1_500 + 1_010 + 1_000, direct + 2_400 + 2_000 + 1_310 + 1_000)
    )


def test_each_mode_has_an_order_of_its_own() -> None:
    rows = place_rows(cost_data())
    by_cost = ordered(rows, "koszt")
    assert [row.code for row in by_cost[:3]] == [WROCLAW, RACIAZ, "1420112"]
    assert [row.cost for row in by_cost] == sorted(row.cost for row in rows)
    deviations = [row.deviation for row in ordered(rows, "odchylenie")]
    assert deviations == sorted(deviations)


def test_a_unit_without_numbers_for_the_chosen_keys_keeps_its_place_but_not_its_cost() -> None:
    data = cost_data(keys="etaty_m2_zuzycie")  # Łąck has no floor area
    rows = place_rows(data)
    assert LACK in {row.code for row in rows}
    assert LACK not in {row.code for row in ordered(rows, "koszt")}
    assert math.isnan(next(row.cost for row in rows if row.code == LACK))


def test_who_has_no_place_is_named_with_the_reason() -> None:
    data = cost_data(
        without=(BABOSZEWO,),
        rows={
            JONIEC: {"warnings": int(Warnings.NOT_RUN)},
            RACIAZ: {"warnings": int(Warnings.NO_COST)},
        },
    )
    found = {one.reason: [unit.teryt for unit in one.units] for one in left_out(data)}
    assert found == {
        "not_run": [JONIEC],
        "no_output": [ZABOR],
        "no_cost": [RACIAZ],
        "no_rows": [BABOSZEWO],
    }
    assert {JONIEC, ZABOR, RACIAZ, BABOSZEWO}.isdisjoint(row.code for row in place_rows(data))


def test_missing_keys_are_a_reason_too() -> None:
    nan = float("nan")
    without = dict.fromkeys(("shared.etaty", "shared.m2", "shared.udzial"), nan)
    (_, no_keys) = left_out(cost_data(rows={LACK: without}))
    assert (no_keys.reason, [unit.name for unit in no_keys.units]) == ("no_keys", ["Łąck"])


@pytest.mark.parametrize(
    ("mine", "n", "shown"),
    [
        (3, 12, tuple(range(12))),
        (20, 39, (0, 16, 17, 18, 19, 20, 21, 22, 23, 38)),
        (0, 39, (0, 1, 2, 3, 4, 5, 6, 7, 8, 38)),
        (38, 39, (0, 30, 31, 32, 33, 34, 35, 36, 37, 38)),
        (None, 37, (0, 4, 8, 12, 16, 20, 24, 28, 32, 36)),
        (None, 0, ()),
    ],
)
def test_first_are_shown_the_ends_and_those_around_my_unit(
    mine: int | None, n: int, shown: tuple[int, ...]
) -> None:
    assert chosen_rows(mine, n) == shown


@pytest.mark.parametrize(
    ("high", "expected"),
    [
        (39.0, (1, 10, 20, 30, 39)),
        (94.0, (1, 25, 50, 75, 94)),
        (7.0, (1, 4, 6, 7)),
        (2.0, (1, 2)),
        (2477.0, (1, 1000, 2000, 2477)),
    ],
)
def test_the_axis_of_places_begins_at_one_and_ends_at_the_last(
    high: float, expected: tuple[float, ...]
) -> None:
    assert ticks(1.0, high, "miejsce") == expected


def test_the_axis_of_amounts_has_round_numbers_inside_its_ends() -> None:
    assert ticks(16_170.0, 21_739.0, "koszt") == (18_000, 20_000)
    assert ticks(-0.08, 0.23, "odchylenie") == (0.0, 0.1, 0.2)


def test_an_extreme_unit_does_not_press_a_long_group_together() -> None:
    rows = place_rows(cost_data())
    low, high = domain(rows, "koszt")
    assert (low, high) == (16_170, 21_739)
    assert domain(rows * 10, "koszt")[1] <= 21_739
    assert domain(rows, "miejsce") == (1.0, 11.0)


def test_an_interval_of_places_is_one_number_where_it_is_always_the_same() -> None:
    assert (place_text((14, 22)), place_text((3, 3))) == ("14–22", "3")


def test_sides_count_whole_bars_above_and_below_the_expected() -> None:
    # against the median of 17 610 zł: Raciąż ends at 17 510, below; Łąck and Joniec begin above
    rows = [row for row in place_rows(cost_data()) if row.code in (RACIAZ, LACK, JONIEC, PLONSK)]
    assert sure_sides(rows) == {"below": 1, "above": 2, "within": 1}


def test_the_lead_tells_an_interval_and_not_one_place() -> None:
    assert lead(cost_data()) == "Płońsk: miejsce 5–7 z\u00a011, zależnie od metody."
    assert "under every key" in lead(cost_data(lang="en", unit=LACK))
    assert lead(cost_data(unit=None)) == ""
    assert "nie ma miejsca" in lead(cost_data(unit=ZABOR))


def test_notes_say_what_a_bar_is_in_each_mode() -> None:
    data = cost_data()
    assert modes(data) == ("miejsce", "koszt", "odchylenie")
    assert "12 dozwolonych" in note(data, "miejsce")
    assert "na ucznia" in note(data, "koszt")
    assert note(data, "odchylenie").startswith("Koszt wobec mediany grupy")


def test_the_record_has_plain_values_in_the_order_of_places() -> None:
    record = places_record(cost_data())
    assert record["mine"] == PLONSK
    mine = next(row for row in record["rows"] if row[0] == PLONSK)
    assert mine == [PLONSK, "Płońsk", 5, 7, 17_610, 17_610, 18_710, 0.0, 0.0, 6.2]
    assert record["modes"]["miejsce"]["order"] == list(range(11))
    assert record["modes"]["koszt"]["line"] == 17_610
    assert record["modes"]["odchylenie"]["ends"][0] == "niższy niż oczekiwany"
