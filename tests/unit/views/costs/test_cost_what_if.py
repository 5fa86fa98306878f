"""What would change if, by hand: Płońsk has 3 schools and 1 000 pupils."""

from typing import Any

import numpy as np
import pytest

from smup.views.costs.what_if import WhatIf, what_if_of
from smup.views.costs.what_if_words import what_if_rows, what_if_sentence
from tests.cost_country import NAN
from tests.cost_data import cost_data
from tests.memory_country import PLONSK, ZABOR


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def asked(**changes: Any) -> WhatIf:
    found = what_if_of(cost_data(**changes))
    assert found is not None
    return found


def test_one_school_fewer_saves_half_of_a_third_of_what_hangs_on_places() -> None:
    found = asked(state={"fewer": 1})
    # (12 000 + 2 100 + 1 010) / 3 * 0.5 = 2 518.33 zl a pupil
    assert found.after.unit == pytest.approx(17_610 - 15_110 / 6)
    assert found.after.net_unit == pytest.approx(16_350 - 15_110 / 6)
    assert found.before.place == (5, 7)
    assert found.after.place == (1, 1)


def test_a_share_saved_of_nothing_saves_nothing() -> None:
    found = asked(state={"fewer": 1, "saved": 0})
    assert found.after.gross == found.before.gross


def test_higher_fees_lower_net_cost_and_leave_gross_and_places() -> None:
    found = asked(state={"fee": 10})
    assert found.after.gross == found.before.gross
    assert found.after.net_unit == pytest.approx(16_350 - 40)
    assert found.after.place == found.before.place


def test_nothing_changed_is_said_and_before_equals_after() -> None:
    data = cost_data()
    found = what_if_of(data)
    assert found is not None
    assert not found.changed
    assert found.before == found.after
    assert "Na razie nic nie zmieniono" in what_if_sentence(data, found)


def test_a_school_more_costs_as_much_as_one_fewer_saves() -> None:
    found = asked(state={"fewer": -1})
    assert found.after.unit == pytest.approx(17_610 + 15_110 / 6)


@pytest.mark.parametrize("fewer", [3, 50])
def test_the_last_school_stays(fewer: int) -> None:
    found = asked(state={"fewer": fewer})
    assert found.cut
    assert found.change.fewer == 2


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({"service": {"facilities": None}}, "none"),
        ({"rows": {PLONSK: {"facilities": NAN}}}, "unknown"),
        ({"rows": {PLONSK: {"facilities": 1.0}}}, "single"),
    ],
)
def test_places_that_cannot_go_stay_and_say_why(changes: dict[str, Any], obstacle: str) -> None:
    found = asked(state={"fewer": 1}, **changes)
    assert found.no_places == obstacle
    assert found.after.gross == found.before.gross


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({"service": {"fees_label": None}}, "none"),
        ({"rows": {PLONSK: {"fees": 0.0}}}, "no_fees"),
    ],
)
def test_fees_that_are_not_there_cannot_be_changed(changes: dict[str, Any], obstacle: str) -> None:
    found = asked(state={"fee": 10}, **changes)
    assert found.no_fees == obstacle
    assert found.after.net == found.before.net


def test_without_a_full_cost_there_is_no_exercise() -> None:
    assert what_if_of(cost_data(unit=None)) is None
    unknown = cost_data(keys="etaty_m2_zuzycie", rows={PLONSK: {"shared.m2": NAN}})
    assert what_if_of(unknown) is None


def test_without_output_whole_amounts_change_and_places_do_not_exist() -> None:
    data = cost_data(unit=ZABOR, state={"fee": 50})
    found = what_if_of(data)
    assert found is not None
    assert found.after.place is None
    assert "na ucznia" not in what_if_sentence(data, found)


def test_only_my_unit_changes() -> None:
    data = cost_data(state={"fewer": 1})
    before = data.matrix.copy()
    what_if_of(data)
    np.testing.assert_array_equal(data.matrix, before)


def test_the_sentence_carries_the_change_and_its_effect() -> None:
    data = cost_data(state={"fewer": 1, "saved": 30, "fee": -10})
    text = plain(what_if_sentence(data, asked(state={"fewer": 1, "saved": 30, "fee": -10})))
    assert "mniej: 1 szkoła, oszczędność 30% kosztu jednego miejsca; opłaty −10%" in text
    # 15 110 / 3 * 0.3 = 1 511 zl a pupil; net also loses 40 zl of fees
    assert "o 1,5 mln zł mniej" in text
    assert "o 1471 zł mniej" in text


def test_the_table_has_both_sides_and_the_difference() -> None:
    data = cost_data(state={"fee": 10})
    rows = {
        row.name: [plain(text) for text in row[1:]]
        for row in what_if_rows(data, asked(state={"fee": 10}))
    }
    assert rows["Koszt netto"] == ["16 350 000 zł", "16 310 000 zł", "−40 000 zł"]
    assert rows["Koszt brutto"][2] == "0 zł"
