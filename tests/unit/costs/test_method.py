"""Full, net and unit cost, by hand and by the identities that must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.costs.keys import Keys
from smup.costs.method import (
    ServiceCosts,
    capital_part,
    entity_part,
    gross,
    interval,
    net,
    per_output,
    shared_part,
    unit_costs,
)
from smup.costs.warnings import Warnings
from tests.service_costs import service_costs

NAN = float("nan")
USUAL = Keys(entity="etaty", shared="m2", capital="zuzycie")
money = st.integers(-10_000_000_00, 10_000_000_00).map(lambda grosze: grosze / 100)


def two_units() -> ServiceCosts:
    return service_costs(
        2,
        direct=[1000, 500],
        entity_pool=[400, 300],
        entity={"etaty": [100, 75], "czas": [120, NAN], "wlasny": [80, NAN]},
        shared_pool=[200, 100],
        shared={"m2": [50, 25], "udzial": [40, 20], "wlasny": [NAN, 10]},
        capital={"zuzycie": [30, 10], "srednia": [60, NAN]},
        grants_out=[20, 0],
        fees=[11, 7],
        sales=[5, 0],
        targeted=[4, 3],
        output=[10, 5],
    )


def test_gross_and_net_by_hand() -> None:
    # 1000 + 100 + 50 + 30 + 20 = 1200, 500 + 75 + 25 + 10 + 0 = 610; minus 20 and minus 10.
    costs = two_units()
    assert gross(costs, USUAL).tolist() == [1200, 610]
    assert net(costs, USUAL).tolist() == [1180, 600]
    assert per_output(gross(costs, USUAL), costs).tolist() == [120, 122]


def test_without_capital_nothing_is_added_for_it() -> None:
    keys = Keys(entity="etaty", shared="m2", capital="bez")
    assert capital_part(two_units(), keys).tolist() == [0, 0]
    assert gross(two_units(), keys).tolist() == [1170, 600]


def test_a_key_without_numbers_makes_no_cost_instead_of_a_lower_one() -> None:
    keys = Keys(entity="czas", shared="m2", capital="zuzycie")
    assert gross(two_units(), keys).tolist() == pytest.approx([1220, NAN], nan_ok=True)


def test_a_service_without_entities_has_no_part_of_them() -> None:
    assert entity_part(two_units(), Keys(entity="", shared="m2", capital="bez")).tolist() == [0, 0]


def test_own_key_is_the_loaded_one_until_the_reader_sets_a_share() -> None:
    own = Keys(entity="wlasny", shared="wlasny", capital="bez")
    assert entity_part(two_units(), own).tolist() == pytest.approx([80, NAN], nan_ok=True)
    assert shared_part(two_units(), own).tolist() == pytest.approx([NAN, 10], nan_ok=True)
    manual = Keys(
        entity="wlasny", shared="wlasny", capital="bez", entity_share=35.5, shared_share=0
    )
    assert entity_part(two_units(), manual).tolist() == pytest.approx([142, 106.5])
    assert shared_part(two_units(), manual).tolist() == [0, 0]


@pytest.mark.parametrize("share", [0.0, 100.0])
def test_a_share_of_the_whole_pool_or_of_nothing(share: float) -> None:
    keys = Keys(entity="wlasny", shared="m2", capital="bez", entity_share=share)
    assert entity_part(two_units(), keys).tolist() == [400 * share / 100, 300 * share / 100]


@pytest.mark.parametrize("output", [0, NAN])
def test_without_output_there_is_no_unit_cost(output: float) -> None:
    costs = service_costs(2, output=[output, 4])
    assert per_output(np.array([8.0, 8.0]), costs).tolist() == pytest.approx([NAN, 2], nan_ok=True)


@pytest.mark.parametrize("warning", list(Warnings))
def test_only_excluding_warnings_take_the_unit_cost_away(warning: Warnings) -> None:
    costs = service_costs(1, output=[4], warnings=[int(warning | Warnings.CORRECTION)])
    excluded = warning in {Warnings.NOT_RUN, Warnings.NO_OUTPUT, Warnings.NO_COST}
    assert np.isnan(per_output(np.array([8.0]), costs))[0] == excluded


def test_unit_costs_of_all_combinations_and_their_interval() -> None:
    combos = (
        USUAL,
        Keys(entity="czas", shared="m2", capital="zuzycie"),
        Keys(entity="etaty", shared="udzial", capital="srednia"),
    )
    found = unit_costs(two_units(), combos)
    # 1220 = 1000 + 100 + 40 + 60 + 20; the second unit has no hours and no average.
    assert found == pytest.approx(np.array([[120, 122], [122, NAN], [122, NAN]]), nan_ok=True)
    low, high = interval(found)
    assert (low.tolist(), high.tolist()) == ([120, 122], [122, 122])


def test_a_unit_without_any_number_has_no_interval() -> None:
    low, high = interval(np.array([[NAN, 1.0], [NAN, NAN]]))
    assert low.tolist() == pytest.approx([NAN, 1], nan_ok=True)
    assert high.tolist() == pytest.approx([NAN, 1], nan_ok=True)


@given(parts=st.lists(money, min_size=8, max_size=8))
def test_parts_add_up_to_the_whole(parts: list[float]) -> None:
    direct, entity, shared, capital, grants, fees, sales, targeted = parts
    costs = service_costs(
        direct=[direct],
        entity={"etaty": [entity]},
        shared={"m2": [shared]},
        capital={"zuzycie": [capital]},
        grants_out=[grants],
        fees=[fees],
        sales=[sales],
        targeted=[targeted],
    )
    grosze = [round(100 * part) for part in parts]
    assert round(100 * gross(costs, USUAL)[0]) == sum(grosze[:5])
    assert round(100 * net(costs, USUAL)[0]) == sum(grosze[:5]) - sum(grosze[5:])


@given(pools=st.lists(money, min_size=2, max_size=6), shares=st.tuples(*[st.integers(0, 1000)] * 2))
def test_every_combination_is_its_own_gross_by_output(
    pools: list[float], shares: tuple[int, int]
) -> None:
    n = len(pools)
    costs = service_costs(
        n, entity_pool=pools, shared_pool=pools, entity={"czas": pools}, output=range(1, n + 1)
    )
    manual = Keys(
        entity="wlasny",
        shared="wlasny",
        capital="bez",
        entity_share=shares[0] / 10,
        shared_share=shares[1] / 10,
    )
    combos = (USUAL, Keys(entity="czas", shared="udzial", capital="srednia"), manual)
    rows = [per_output(gross(costs, keys), costs) for keys in combos]
    assert unit_costs(costs, combos).tolist() == [row.tolist() for row in rows]
