"""The scatter of two indicators, worked out by hand over the country in memory."""

import pytest

from smup.views.compare.export import export_rows
from smup.views.compare.scatter import fitted, kinds, points
from smup.views.compare.table import heat_rows
from tests.memory_country import FICTIONAL, JONIEC, LACK, LUBIN, ZABOR, ZAROW
from tests.unit.views.compare_country import SCATTER, TWICE, VALUES, compare


def test_points_are_the_group_with_both_values_and_lie_on_their_line() -> None:
    second = {code: years for code, years in TWICE.items() if code != ZAROW}
    data = compare(VALUES, SCATTER, second=second)
    found = points(data)
    assert [data.code(one.unit) for one in found] == [LUBIN, LACK, ZABOR, JONIEC]
    line = fitted(found)
    assert line is not None
    assert (line.slope, line.intercept, line.r2, line.n) == pytest.approx((2, 1, 1, 4))


def test_a_range_keeps_its_units_in_the_file_and_all_in_the_line() -> None:
    data = compare(VALUES, {**SCATTER, "box": "15_35_0_1000"}, second=TWICE)
    assert [row[0] for row in export_rows(data)] == [LACK, ZABOR]
    assert fitted(points(data)).n == 5  # type: ignore[union-attr]


def test_an_example_unit_does_not_move_the_line_of_real_ones() -> None:
    values, second = {**VALUES, FICTIONAL: {2020: 1000.0}}, {**TWICE, FICTIONAL: {2020: -1000.0}}
    data = compare(values, {**SCATTER, "units": f"{LUBIN}.{FICTIONAL}"}, second=second)
    line = fitted(points(data))
    assert line is not None
    assert (line.slope, line.n) == pytest.approx((2, 5))


def test_voivodeships_have_a_word_for_their_kind_in_the_scatter() -> None:
    both = {"02": {2020: 1.0}, "14": {2020: 2.0}}
    data = compare(both, {**SCATTER, "unit": "14", "units": "02.14"}, second=both)
    assert kinds(data, points(data)) == {"wojewodztwo": "województwa"}


def test_parts_asked_for_twice_are_made_once() -> None:
    data = compare(VALUES, SCATTER, second=TWICE)
    assert points(data) is points(data)
    assert heat_rows(data, 2020) is heat_rows(data, 2020)
    assert heat_rows(data, 2020) is not heat_rows(data, 2019)
