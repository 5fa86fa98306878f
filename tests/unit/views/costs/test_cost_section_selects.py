"""How many SELECTs the sections that read more than the costs of one year take."""

from typing import Any

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.views.costs.differences import differences_of
from smup.views.costs.expected import expected_of
from smup.views.costs.explain import explained
from smup.views.costs.read import read_cost
from smup.views.costs.records import CostData
from smup.views.costs.selection import cost_service, select_cost
from smup.views.costs.state import parse_cost_state
from smup.views.costs.trend import trend_of
from tests import cost_database
from tests.cost_database import CODE, PLONSK
from tests.small_country import counted_selects


def read(engine: Engine, **query: str) -> CostData:
    cost_database.fill(engine)
    repository = Repository(engine)
    repository.begin_request()
    state, problems = parse_cost_state(query, cost_service(CODE, lang="pl"))
    selection = select_cost(repository, CODE, state=state, problems=problems, lang="pl")
    data = read_cost(repository, selection, lang="pl")
    assert data is not None
    # The catalogue and the years of all indicators are kept for every page.
    repository.indicators()
    repository.years_of_all()
    return data


@pytest.mark.parametrize(
    ("section", "query", "most"),
    [
        (trend_of, {"group": "powiat"}, 1),
        # My unit, and once for all the medians of the country.
        (trend_of, {"group": "kraj"}, 2),
        (differences_of, {}, 0),
        # The conditions of all units, kept for the service and the year.
        (expected_of, {}, 1),
        # Spending, drivers, assets, incomes, outputs, circumstances, loads.
        (explained, {}, 7),
    ],
)
def test_sections_take_a_fixed_number_of_selects(
    engine: Engine, section: Any, query: dict[str, str], most: int
) -> None:
    data = read(engine, unit=PLONSK, **query)
    with counted_selects(engine) as selects:
        section(data)
    assert len(selects) <= most
    with counted_selects(engine) as again:
        section(data)
    assert not again
