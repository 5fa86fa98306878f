"""The table: my unit first, empties last, ties by code, the Polish alphabet, the same in CSV."""

import pytest

from smup.flags import Flag
from smup.views.table import COLUMNS, csv_rows, table_rows
from tests.memory_country import (
    JONIEC,
    LACK,
    LUBIN,
    PLONSK,
    WROCLAW,
    ZABOR,
    ZAROW,
    Years,
    broken_in,
    show,
)

VALUES: dict[str, Years] = {
    LUBIN: {2020: 50.0, 2021: 60.0},  # +10
    LACK: {2020: 75.0, 2021: 70.0},  # -5
    ZABOR: {2021: 80.0},  # no change: new
    ZAROW: {2020: 60.0, 2021: 70.0},  # +10, value tied with Łąck
    JONIEC: {2020: 60.0, 2021: 65.0},
    PLONSK: {2021: Flag.SECRET},
    WROCLAW: {2021: 0.0},
}


def codes(sort: str = "-value", *, unit: str | None = JONIEC, **state: object) -> list[str]:
    asked = {"unit": unit, "group": "kraj", "sort": sort, **state}
    data = show(VALUES, state=asked)
    return [row.code for row in table_rows(data, 2021)]


@pytest.mark.parametrize(
    ("sort", "known"),
    [
        ("-value", [ZABOR, LACK, ZAROW, LUBIN, WROCLAW]),
        ("value", [WROCLAW, LUBIN, LACK, ZAROW, ZABOR]),
        ("-change", [LUBIN, ZAROW, LACK]),
        ("change", [LACK, LUBIN, ZAROW]),
    ],
)
def test_my_unit_is_first_empties_last_and_ties_go_by_code(sort: str, known: list[str]) -> None:
    order = codes(sort)
    assert order[0] == JONIEC
    assert order[1 : len(known) + 1] == known
    empties = order[len(known) + 1 :]
    assert empties == sorted(empties)
    assert PLONSK in empties
    # Six of powiat płoński, Wrocław, Gromadka; the fictional gmina is no member.
    assert len(order) == 8


def test_names_are_in_the_order_of_the_polish_alphabet() -> None:
    names = [row.name for row in table_rows(show(VALUES, state={"sort": "name"}), 2021)]
    assert names == [
        "Gromadka", "Joniec", "Lubin", "Łąck", "Płońsk", "Wrocław", "Zabór", "Żarów",
    ]  # fmt: skip
    backwards = [row.name for row in table_rows(show(VALUES, state={"sort": "-name"}), 2021)]
    assert backwards == names[::-1]


def test_a_range_takes_its_bounds_keeps_my_unit_and_drops_empties() -> None:
    assert codes(low=70.0, high=80.0) == [JONIEC, ZABOR, LACK, ZAROW]
    assert codes(low=70.0) == [JONIEC, ZABOR, LACK, ZAROW]
    assert codes(high=60.0) == [JONIEC, LUBIN, WROCLAW]
    assert codes(low=70.0, high=80.0, unit=None) == [ZABOR, LACK, ZAROW]


def test_a_change_is_in_points_for_percentages_else_in_per_cent() -> None:
    points = {row.code: row.change for row in table_rows(show(VALUES), 2021)}
    assert (points[LUBIN], points[LACK], points[ZABOR]) == (10.0, -5.0, None)
    relative = {row.code: row.change for row in table_rows(show(VALUES, unit_pl="zł"), 2021)}
    # 100 * 10 / 50 = 20; 100 * -5 / 75 = -6.67
    assert (relative[LUBIN], relative[LACK], relative[ZAROW]) == (20.0, -6.7, 16.7)


def test_from_zero_the_change_is_the_difference() -> None:
    rows = table_rows(show({LUBIN: {2020: 0.0, 2021: 12.5}}, unit_pl="zł"), 2021)
    found = next((row.change, row.change_unit) for row in rows if row.code == LUBIN)
    assert found == (12.5, "zł")


def test_a_half_is_rounded_away_from_zero_as_it_is_printed() -> None:
    # 100 * 0.5 / 8 = 6.25
    rows = table_rows(show({LUBIN: {2020: 8.0, 2021: 8.5}}, unit_pl="zł"), 2021)
    assert next(row.change for row in rows if row.code == LUBIN) == 6.3


def test_no_change_is_counted_across_a_break_or_a_missing_year() -> None:
    assert {row.change for row in table_rows(show(VALUES, **broken_in(2021)), 2021)} == {None}
    gap = {LUBIN: {2019: 50.0, 2021: 60.0}}
    assert {row.change for row in table_rows(show(gap), 2021)} == {None}


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_the_cells_of_the_file_are_those_of_the_rows(lang: str) -> None:
    data = show(VALUES, lang=lang, state={"unit": JONIEC, "group": "kraj"})
    rows = table_rows(data, 2021)
    cells = [dict(zip(COLUMNS, row, strict=True)) for row in csv_rows(data, rows, 2021)]
    assert [cell["teryt"] for cell in cells] == [row.code for row in rows]
    assert [cell["value"] for cell in cells] == [row.value for row in rows]
    assert [cell["change"] for cell in cells] == [row.change for row in rows]
    by_code = {cell["teryt"]: cell for cell in cells}
    polish = lang == "pl"
    assert by_code[JONIEC] == {
        "teryt": JONIEC,
        "unit": "Joniec",
        "kind": "gm. wiejska" if polish else "rural gmina",
        "powiat": "płoński",
        "indicator": "EDU-PRZ-01",
        "year": 2021,
        "value": 65.0,
        "flag": "occurred",
        "unit_of_measure": "%",
        "change": 5.0,
        "change_unit": "pkt proc." if polish else "pp",
        # Of 0, 60, 65, 70, 70, 80 the median is 67.5 and q1 61.25.
        "quartile": "trzecia" if polish else "third",
        "source": "GUS" if polish else "Statistics Poland",
        "note": None,
    }
    secret = by_code[PLONSK]
    assert (secret["value"], secret["flag"], secret["quartile"]) == (None, "secret", None)
    zero = by_code[WROCLAW]
    assert (zero["value"], zero["flag"], zero["powiat"]) == (0.0, "did-not-occur", None)
    assert by_code[ZABOR]["change_unit"] is None


def test_the_source_of_a_sample_is_the_sample() -> None:
    data = show(VALUES, kind="sample")
    place = COLUMNS.index("source")
    sources = {row[place] for row in csv_rows(data, table_rows(data, 2021), 2021)}
    assert sources == {"dane przykładowe"}


def test_the_table_of_all_units_has_the_columns_asked_for() -> None:
    data = show(VALUES, state={"unit": JONIEC})
    every = table_rows(data, 2021, columns=range(len(data.codes)))
    assert {row.code for row in every} == set(data.codes)


def test_units_outside_the_years_of_the_matrix_are_missing() -> None:
    assert {row.flag for row in table_rows(show(VALUES), 1999)} == {Flag.MISSING}
