"""The expected cost: sums, own keys, conditions that are known too rarely, and words."""

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from smup.errors import UnknownCodeError
from smup.repository.facade import Repository
from smup.repository.peer_reads import MEMBER_VALUE
from smup.views.costs.expected import ExpectedView, expected_of
from smup.views.costs.expected_words import (
    diagnostic_lines,
    expected_sentence,
    left_out_note,
    span_of,
    sum_sentence,
    term_cells,
    way_columns,
    yearly,
)
from smup.views.costs.records import CostData
from tests.cost_country import CONTEXT
from tests.cost_data import cost_data
from tests.memory_country import PLONSK, indicator
from tests.service_costs import service_costs

N = 60
RARE, LOST = "EDU-KON-02", "EDU-KON-03"
OUTPUT = np.array([100.0 + 17 * place for place in range(N)])
CONDITION = np.array([float((7 * place) % 11) for place in range(N)])
# what the regression can find: ln(cost) = ln 9 000 - 0.1 ln(output) + 0.02 condition
EXACT = 9_000 * OUTPUT**-0.1 * np.exp(0.02 * CONDITION)
NOISE = np.array([1.15 if place % 3 == 0 else 0.95 for place in range(N)])


class Conditions:
    """A repository of one condition of every unit, and of one that half of the units lack."""

    def keep(self, _key: Any, make: Any) -> Any:
        return make()

    def indicator(self, code: str) -> Any:
        if code == LOST:
            raise UnknownCodeError("indicator", code, "nie ma")
        return indicator(code, id=1 if code == CONTEXT else 2, name_pl=code, name_en=code)

    def years(self, _indicator: int, _level: str) -> list[int]:
        return [2022, 2023, 2026]

    def member_values(
        self, indicator_ids: list[int], unit_ids: list[int], *, years: set[int]
    ) -> NDArray[np.void]:
        assert years == {2023}
        rows = [(1, 2023, unit, CONDITION[unit - 1], 0) for unit in unit_ids]
        if 2 in indicator_ids:
            rows += [(2, 2023, unit, 1.0 * unit, 0) for unit in unit_ids if unit % 3 == 0]
        return np.array(rows, dtype=MEMBER_VALUE)


def data_of(cost: NDArray[np.float64], *, mine: int | None = 0, keys: str = "") -> CostData:
    base = cost_data(keys=keys, service={"context": (CONTEXT, RARE, LOST)})
    pools = {"entity": {"etaty": 0 * cost, "czas": 0 * cost}, "entity_pool": 1_000 * OUTPUT}
    costs = service_costs(N, direct=cost * OUTPUT, output=OUTPUT, **pools)
    return replace(
        base,
        costs=costs,
        mine=mine,
        members=np.arange(N) < 20,
        repository=cast("Repository", Conditions()),
        made={},
    )


def view(cost: NDArray[np.float64], **fields: Any) -> tuple[CostData, ExpectedView]:
    data = data_of(cost, **fields)
    return data, expected_of(data)


def invented(data: CostData) -> NDArray[np.bool_]:
    """Tell which of the units with a cost are fictional: three of the sixty."""
    found = [unit.id for unit in data.directory.units if unit.fictional]
    return np.isin(data.costs.unit_ids, found)


def test_a_cost_that_follows_its_conditions_is_what_is_expected() -> None:
    _, found = view(EXACT)
    assert found.way == "regression"
    assert found.best.value == pytest.approx(EXACT)
    assert found.best.deviation == pytest.approx(np.zeros(N), abs=1e-9)


def test_expected_costs_add_up_to_what_was_really_spent() -> None:
    data, found = view(EXACT * NOISE)
    real = ~invented(data)
    actual = float((EXACT * NOISE * OUTPUT)[real].sum())
    assert found.actual_sum == pytest.approx(actual)
    assert found.expected_sum == pytest.approx(actual)
    assert found.best.difference[real].sum() == pytest.approx(0, abs=1e-3)
    assert f"{real.sum()} jednostek" in sum_sentence(data, found).replace("\u00a0", " ")


def test_what_is_expected_of_real_units_does_not_hang_on_an_invented_one() -> None:
    data, usual = view(EXACT * NOISE)
    at = invented(data)
    dear = np.where(at, 1_000.0, 1.0)
    _, other = view(EXACT * NOISE * dear)
    assert other.best.value == pytest.approx(usual.best.value)
    assert other.best.deviation[at] == pytest.approx(1_000 * (1 + usual.best.deviation[at]) - 1)


def test_the_regression_is_of_the_country_and_the_median_of_the_group() -> None:
    data, found = view(EXACT * NOISE)
    assert found.diagnostics is not None
    assert found.diagnostics.n == (~invented(data)).sum() < N
    assert found.median.used.sum() == 20
    assert found.median.value[0] == pytest.approx(np.median((EXACT * NOISE)[:20]))


def test_the_newest_year_not_after_the_costs_is_taken() -> None:
    _, found = view(EXACT * NOISE)
    assert [(one.indicator.code, one.year) for one in found.conditions] == [(CONTEXT, 2023)]


def test_conditions_known_too_rarely_are_left_out_and_named() -> None:
    data, found = view(EXACT * NOISE)
    assert found.left_out == (RARE, LOST)
    assert f"Dzieci w przedszkolach, {LOST}." in left_out_note(data, found)


def test_an_own_share_moves_my_deviation_and_no_coefficient() -> None:
    _, usual = view(EXACT * NOISE)
    data, own = view(EXACT * NOISE, keys="w50_etaty_zuzycie")
    assert own.best.value == pytest.approx(usual.best.value)
    # 500 zl of the pool for each unit of output
    assert data.unit_cost[0] == pytest.approx((EXACT * NOISE)[0] + 500)
    assert own.best.deviation[0] > usual.best.deviation[0]
    assert own.best.deviation[1:] == pytest.approx(usual.best.deviation[1:])


def test_without_enough_units_the_median_remains() -> None:
    data = cost_data()
    found = expected_of(data)
    assert (found.way, found.regression) == ("median", None)
    said = expected_sentence(data, found).replace("\u00a0", " ")
    assert said == (
        "Płońsk: koszt na ucznia to 17 610 zł. Mediana grupy to 17 610 zł; różnica 0,0%, czyli 0 "
        "zł rocznie."
    )
    assert list(way_columns(data, found)) == ["median"]
    assert sum_sentence(data, found) == ""


def test_the_sentence_says_whether_mine_lies_in_the_interval() -> None:
    data, found = view(EXACT * NOISE)
    assert "Mieści się to w" in expected_sentence(data, found).replace("\u00a0", " ")
    far = EXACT * NOISE
    far[0] *= 3
    data, found = view(far)
    assert "To poza przedziałem" in expected_sentence(data, found)
    span = span_of(data, found)
    assert span is not None
    assert 0 < span.low < span.expected < span.high < span.mine < 100


def test_no_unit_asks_to_choose_one() -> None:
    data, found = view(EXACT * NOISE, mine=None)
    assert expected_sentence(data, found).startswith("Wybierz jednostkę")
    assert way_columns(data, found) == {}


def test_the_effect_of_scale_is_told_of_twice_as_much() -> None:
    data, found = view(EXACT)
    assert found.diagnostics is not None
    scale = next(term for term in found.diagnostics.terms if term[0] == "produkt")
    cells = term_cells(data, found, scale)
    # 2 ** -0.1 - 1 = -6.7%
    assert cells[1:3] == ("−6,7%", "−0,100")
    assert cells[4] == "< 0,001"


@pytest.mark.parametrize(
    ("amount", "words"), [(-840_200.4, "−840 200 zł"), (1_449_000, "+1,4 mln zł")]
)
def test_amounts_a_year_have_their_sign(amount: float, words: str) -> None:
    assert yearly(cost_data(), amount).replace("\u00a0", " ") == words


def test_a_unit_without_a_cost_is_not_asked_to_be_chosen() -> None:
    data = cost_data(rows={PLONSK: {"entity.etaty": float("nan")}})
    said = expected_sentence(data, expected_of(data)).replace("\u00a0", " ")
    assert said.startswith("Płońsk: nie znamy kosztu jednostkowego")


def test_a_regression_that_explains_little_says_so() -> None:
    data, found = view(9_000 * NOISE)
    assert found.diagnostics is not None
    assert found.diagnostics.r2 < 0.1
    assert any("niewiele" in line for line in diagnostic_lines(data, found.diagnostics))
