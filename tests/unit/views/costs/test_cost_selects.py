"""How many SELECTs the numbers of the page take, on both engines."""

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.views.costs.read import read_cost
from smup.views.costs.selection import cost_service, select_cost
from smup.views.costs.state import parse_cost_state
from smup.views.costs.warnings import cost_notes
from tests import cost_database
from tests.cost_database import CODE, PLONSK
from tests.poured import Pour
from tests.small_country import counted_selects


@pytest.mark.parametrize(
    ("query", "most"),
    [
        # The version of the data, the peers of the unit, the costs.
        ({"unit": PLONSK}, 3),
        ({"unit": PLONSK, "keys": "czas_m2_srednia", "year": "2022", "group": "powiat"}, 3),
        ({"unit": PLONSK, "keys": "w20_w5_bez"}, 3),
        # One more, to see whether the unit loaded shares of its own.
        ({"unit": PLONSK, "keys": "wlasny_wlasny_bez"}, 4),
        ({}, 2),
    ],
)
def test_a_page_takes_a_fixed_number_of_selects(
    engine: Engine, query: dict[str, str], most: int, pour: Pour
) -> None:
    pour(engine, cost_database.fill)
    repository = Repository(engine)
    ask(repository, {})
    with counted_selects(engine) as selects:
        ask(repository, query)
    assert len(selects) == most


def ask(repository: Repository, query: dict[str, str]) -> None:
    repository.begin_request()
    state, problems = parse_cost_state(query, cost_service(CODE, lang="pl"))
    selection = select_cost(repository, CODE, state=state, problems=problems, lang="pl")
    data = read_cost(repository, selection, lang="pl")
    assert data is not None
    assert data.interval
    cost_notes(data)
    repository.end_request()
