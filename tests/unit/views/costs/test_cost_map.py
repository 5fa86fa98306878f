"""The map: classes of unit costs and deviations, kinds of empty, the legend in words."""

from typing import Any

import plotly.graph_objects as go

from smup.costs.warnings import Warnings
from smup.figures.theme import AGAINST_GROUP_5
from smup.views.costs.maps import CostMap, cost_map
from tests.cost_data import cost_data
from tests.memory_country import JONIEC, LACK, PLONSK, ZABOR


def drawn(**changes: Any) -> CostMap:
    """The map of a country that has borders."""
    data = cost_data(**changes)
    data.repository.borders = ("gmina", "wojewodztwo")  # type: ignore[attr-defined]
    found = cost_map(data)
    assert found is not None
    return found


def sign(found: CostMap, code: str, *, deviation: bool = False) -> str:
    """The sign of a unit."""
    shading = found.deviation if deviation else found.cost
    return shading.classes[found.codes.index(code)]


def test_without_borders_there_is_no_map() -> None:
    assert cost_map(cost_data()) is None


def test_plotly_accepts_the_map() -> None:
    go.Figure(drawn().figure)


def test_units_outside_the_group_are_coloured_too() -> None:
    assert sign(drawn(group="powiat"), "0201022").isdigit()


def test_the_dearest_unit_is_in_the_highest_class_and_mine_in_the_middle_of_deviations() -> None:
    found = drawn()
    assert sign(found, JONIEC) == str(len(found.cost.colours) - 1)
    assert sign(found, PLONSK, deviation=True) == "2"
    # 20 010 against the median of 17 610: 13.6% higher; 21 210: 20.4% higher
    assert sign(found, LACK, deviation=True) == "3"
    assert sign(found, JONIEC, deviation=True) == "4"


def test_kinds_of_empty_stay_apart() -> None:
    found = drawn(rows={JONIEC: {"warnings": int(Warnings.NOT_RUN)}})
    assert (sign(found, ZABOR), sign(found, JONIEC)) == ("b", "n")
    words = {row.key: (row.label, row.count) for row in found.cost.legend if row.colour is None}
    assert words["not-applicable"] == ("nie prowadzi tej usługi", 1)
    assert found.cost.numbers[found.codes.index(ZABOR)] is None


def test_the_legend_of_deviations_says_lower_and_higher_and_never_better() -> None:
    found = drawn()
    labels = [row.label for row in found.deviation.legend if row.colour is not None]
    assert labels == [
        "niższy o\u00a0ponad 20%",
        "niższy o\u00a05–20%",
        "różnica do 5%",
        "wyższy o\u00a05–20%",
        "wyższy o\u00a0ponad 20%",
    ]
    assert found.deviation.colours == AGAINST_GROUP_5


def test_hover_numbers_are_zloty_and_percent() -> None:
    found = drawn()
    at = found.codes.index(LACK)
    assert (found.cost.numbers[at], found.deviation.numbers[at]) == (20_010, 14)


def test_sample_data_are_marked() -> None:
    assert drawn(kind="sample").figure["layout"]["annotations"]
    assert not drawn().figure["layout"]["annotations"]
