"""The costs of the shipped sample: they agree with its variables in every gmina and year."""

import numpy as np
import pandas as pd
import pytest

from smup.costs.dictionary import read_dictionary
from smup.sample.cost_ground import CostGround
from smup.sample.costs import SampleCosts, generate_costs
from smup.sample.generate import read_input
from smup.sample.tree import FloatArray
from smup.sample.values import SampleValues
from tests.data.generated_sample import Sample

pytestmark = pytest.mark.slow

# Chapters whose current rows, or all rows, are a variable of the sample.
CURRENT = {
    "80101": "wydatki_sp",
    "80104": "wydatki_przedszkola",
    "80113": "wydatki_dowoz",
    "85228": "wydatki_uslugi_opiekuncze",
    "92116": "wydatki_biblioteki",
    "60004": "wydatki_transport_zbiorowy",
    "90015": "wydatki_oswietlenie",
    "90004": "wydatki_zielen",
}
IN_ALL = {"60016": "wydatki_drogi_gminne", "90002": "wydatki_odpady"}
OUTPUTS = {
    "szkoly-podstawowe": "uczniowie_sp",
    "wychowanie-przedszkolne": "dzieci_przedszkola",
    "gospodarka-odpadami": "odpady_komunalne",
    "drogi-gminne": "drogi_gminne_km",
}
FEES = {"gospodarka-odpadami": "dochody_oplata_odpady", "transport-zbiorowy": "wplywy_bilety"}
MOST_ROWS = 2_450_000


@pytest.fixture(scope="module")
def ground(sample: Sample) -> CostGround:
    given, directory = sample.given, sample.directory
    values = SampleValues(given.settings, units=directory.units, variables=given.variables)
    return CostGround(
        sample.values,
        rows=values.gminas.places.rows,
        unit_ids=directory.ids,
        clock=values.gminas.clock,
        seed=given.settings.seed,
    )


@pytest.fixture(scope="module")
def costs(ground: CostGround) -> SampleCosts:
    return generate_costs(ground, read_input().costs, read_dictionary(), release_id=1)


def cells(ground: CostGround, rows: pd.DataFrame, column: str) -> FloatArray:
    """Sum of a column by gmina and year."""
    total = np.zeros(ground.shape)
    unit = np.searchsorted(ground.unit_ids, rows["unit_id"].to_numpy())
    np.add.at(total, (unit, rows["year"].to_numpy() - ground.years[0]), rows[column].to_numpy())
    return total


def spent(ground: CostGround, costs: SampleCosts, chapter: str, *, capital: bool) -> FloatArray:
    rows = costs.rows.spending
    chosen = (rows["chapter"] == chapter).to_numpy()
    if not capital:
        chosen = chosen & ~rows["paragraph"].astype(str).str.startswith("6").to_numpy()
    return cells(ground, rows[chosen], "amount_gr") / 100


def of_service(costs: SampleCosts, service: str) -> pd.DataFrame:
    frame = costs.service_cost
    return frame[frame["service"] == service]


@pytest.mark.parametrize("chapter", [*CURRENT, *IN_ALL])
def test_rows_of_a_chapter_are_the_variable(
    ground: CostGround, costs: SampleCosts, chapter: str
) -> None:
    code = (CURRENT | IN_ALL)[chapter]
    rows = spent(ground, costs, chapter, capital=chapter in IN_ALL)
    assert rows == pytest.approx(np.nan_to_num(ground.variable(code)), abs=0.01)


@pytest.mark.parametrize("service", OUTPUTS)
def test_output_is_the_variable(ground: CostGround, costs: SampleCosts, service: str) -> None:
    rows = of_service(costs, service)
    output = cells(ground, rows[rows["output"].notna()], "output")
    assert output == pytest.approx(np.nan_to_num(ground.variable(OUTPUTS[service])))


@pytest.mark.parametrize("service", FEES)
def test_fees_are_the_variable_where_the_service_spends(
    ground: CostGround, costs: SampleCosts, service: str
) -> None:
    rows = of_service(costs, service)
    fees = cells(ground, rows, "fees")
    spends = cells(ground, rows, "direct") + cells(ground, rows, "grants_out") > 0
    expected = np.where(spends, np.nan_to_num(ground.variable(FEES[service])), 0.0)
    assert fees == pytest.approx(expected, abs=0.01)


def test_schools_cost_what_they_do_in_life(costs: SampleCosts) -> None:
    """Shares of the full cost in 2024, near those of the design: 68, 17, 7 and 9 percent."""
    rows = of_service(costs, "szkoly-podstawowe")
    rows = rows[(rows["year"] == 2024) & (rows["direct"] > 0)]
    parts = ["direct", "entity_posts", "shared_posts", "capital_depreciation", "grants_out"]
    whole = rows[parts].sum(axis=1)
    shares = rows[parts].div(whole, axis=0).median()
    assert shares["direct"] == pytest.approx(0.67, abs=0.03)
    assert shares["entity_posts"] == pytest.approx(0.165, abs=0.02)
    assert shares["shared_posts"] == pytest.approx(0.07, abs=0.015)
    assert shares["capital_depreciation"] == pytest.approx(0.09, abs=0.02)
    assert 14_000 < (whole / rows["output"]).median() < 19_000


def test_every_service_has_most_gminas_or_says_why(ground: CostGround, costs: SampleCosts) -> None:
    counted = costs.service_cost.groupby(["service", "year"]).size()
    assert len(costs.service_cost["service"].unique()) == 16
    assert counted.min() > 0.5 * ground.shape[0]


def test_each_circumstance_happens(costs: SampleCosts) -> None:
    kinds = set(costs.rows.circumstances["kind"])
    assert kinds == {"zlecona", "spolka", "zwiazek", "zmiana-rozdzialu", "nie-prowadzi"}
    assert costs.rows.spending["paragraph"].astype(str).str.endswith("7").any()
    assert (costs.rows.spending["amount_gr"] < 0).any()


def test_there_are_few_enough_rows_for_a_quick_start(costs: SampleCosts) -> None:
    tables = ("spending", "drivers", "assets", "incomes", "outputs", "circumstances")
    rows = sum(len(getattr(costs.rows, name)) for name in tables) + len(costs.service_cost)
    assert rows < MOST_ROWS
