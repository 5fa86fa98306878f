"""The trend: costs by year, constant prices, reasons of gaps, and what may be compared."""

from typing import Any

import pytest

from smup.costs.warnings import Warnings
from smup.views.costs.trend import CostTrend, TrendRow, segment_start, trend_of
from smup.views.costs.trend_words import price_source, trend_cells, trend_sentence
from tests.cost_country import YEARS
from tests.cost_data import cost_data
from tests.memory_country import PLONSK

NAN = float("nan")


def trend(**changes: Any) -> CostTrend:
    found = trend_of(cost_data(**changes))
    assert found is not None
    return found


def by_year(rows: tuple[TrendRow, ...]) -> dict[int, TrendRow]:
    return {row.year: row for row in rows}


def test_each_year_has_its_own_unit_cost_and_interval() -> None:
    rows = by_year(trend().rows)
    assert tuple(rows) == YEARS
    # 12 000 + 2 100 + 1 500 + 1 010 + 1 000, and a year before 5% less
    assert rows[2024].value == pytest.approx(17_610)
    assert rows[2023].value == pytest.approx(17_610 / 1.05)
    # other keys: 2 400 instead of 2 100, 2 000 instead of 1 500, 1 310 instead of 1 010
    assert (rows[2024].low, rows[2024].high) == pytest.approx((17_610, 18_710))
    # before 2022 the 3 000 of the entity are direct
    assert rows[2021].value == pytest.approx((15_000 + 1_500 + 1_010 + 1_000) / 1.05**3)


def test_the_median_is_that_of_the_group_by_the_chosen_keys() -> None:
    data = cost_data(group="powiat")
    rows = by_year(trend(group="powiat").rows)
    assert rows[2024].median == pytest.approx(data.median)
    assert rows[2024].n == 9


def test_constant_prices_multiply_by_the_indices_between() -> None:
    found = trend(state={"constant": True})
    rows = by_year(found.chosen)
    assert found.base == 2024
    # 2023: 111.4, 2024: 103.6
    assert rows[2022].value == pytest.approx(17_610 / 1.05**2 * 1.114 * 1.036)
    assert rows[2022].median == pytest.approx(by_year(found.rows)[2022].median * 1.114 * 1.036)
    assert rows[2024] == by_year(found.rows)[2024]


def test_without_capital_the_band_leaves_capital_out_too() -> None:
    row = by_year(trend(keys="etaty_etaty_bez").rows)[2024]
    assert row.value == pytest.approx(16_600)
    assert (row.low, row.high) == pytest.approx((16_600, 17_400))


def test_an_own_share_holds_for_my_unit_alone() -> None:
    usual, own = trend().rows, trend(keys="w50_etaty_zuzycie").rows
    # half of 3 000 instead of 2 100
    assert own[-1].value == pytest.approx(17_610 - 600)
    assert by_year(own)[2024].median <= by_year(usual)[2024].median


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rows": {PLONSK: {"warnings": int(Warnings.NOT_RUN)}}}, "not_run"),
        ({"rows": {PLONSK: {"warnings": int(Warnings.NO_OUTPUT), "output": NAN}}}, "no_output"),
        ({"rows": {PLONSK: {"entity.etaty": NAN}}}, "no_key"),
        ({"without": (PLONSK,)}, "no_row"),
    ],
)
def test_a_year_without_a_cost_is_a_gap_with_its_reason(
    changes: dict[str, Any], reason: str
) -> None:
    data = cost_data(**changes)
    found = trend_of(data)
    assert found is not None
    assert {row.reason for row in found.rows} == {reason}
    assert trend_cells(data, found.rows[0])[0] == data.t(f"cost_trend.reason.{reason}")


def test_years_are_compared_only_on_their_side_of_the_break() -> None:
    rows = trend().rows
    assert segment_start(rows, 2024, with_unit=True) == 2022
    assert segment_start(rows, 2021, with_unit=True) == 2019
    assert segment_start(rows, 2022, with_unit=True) == 2022


def test_the_sentence_tells_the_change_since_the_break_in_both_prices() -> None:
    data = cost_data()
    # 1.05 ** 2, and the same by 1.154104
    assert trend_sentence(data, trend()) == (
        "Od 2022 do 2024 roku koszt jednostkowy: Płońsk +10,3%, mediana grupy +10,3%. W cenach "
        "2024 roku, bez ogólnego wzrostu cen: Płońsk −4,5%, mediana grupy −4,5%."
    ).replace(" ", " ").replace("W cenach", "W\u00a0cenach")


def test_the_first_year_after_the_break_is_compared_with_none_before() -> None:
    data = cost_data(year=2022)
    assert "pierwszy rok po zmianie klasyfikacji" in trend_sentence(data, trend(year=2022))


def test_without_a_unit_the_sentence_is_of_the_median() -> None:
    data = cost_data(unit=None, lang="en")
    said = trend_sentence(data, trend(unit=None, lang="en"))
    assert said == (
        "Unit cost from 2022 to 2024: median +10.3%. In prices of 2024, without the general rise "
        "of prices: median −4.5%."
    )


def test_the_source_of_the_index_is_named() -> None:
    data = cost_data()
    assert "GUS" in price_source(data, trend())


def test_a_unit_without_a_cost_is_told_why_and_the_median_goes_on() -> None:
    changes = {"rows": {PLONSK: {"warnings": int(Warnings.NO_COST)}}}
    said = trend_sentence(cost_data(**changes), trend(**changes)).replace("\u00a0", " ")
    assert said.startswith("Płońsk, 2024: brak wydatków na usługę. Od 2022 do 2024 roku")
    assert "mediana +10,3%" in said
