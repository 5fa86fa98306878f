"""What the page of costs hands on to the API is taken there and means the same."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from smup.repository import Repository
from smup.views.costs.selection import api_query, cost_service, select_cost
from smup.views.costs.state import parse_cost_state
from tests import cost_database as country
from tests.cost_database import CODE, JONIEC, LACK, PLONSK
from tests.poured import Pour
from tests.web.answers import read
from tests.web.conftest import server_over

PATH = f"costs/{CODE}"


@pytest.fixture
def client(sqlite_engine: Engine, pour: Pour) -> FlaskClient:
    """A client over six gminas with costs, marked as sample."""
    pour(sqlite_engine, country.fill, kind="sample")
    return server_over(sqlite_engine).test_client()


@pytest.mark.parametrize(
    "page",
    [
        {},
        {
            "unit": PLONSK,
            "na": "calosc",
            "mniej": "1",
            "sel": JONIEC,
            "ceny": "stale",
            "sort": "name",
        },
        {"unit": PLONSK, "keys": "wlasny_w5_bez", "group": "powiat", "year": "2022"},
        {"unit": "1420", "group": "powiat"},
        {"group": "powiat", "year": "1999"},
        {"group": "wlasna", "own": f"{LACK}.{JONIEC}.99"},
        {"unit": PLONSK, "group": "sasiedzi", "w": "X.9"},
    ],
)
def test_the_api_takes_what_the_page_hands_on(
    client: FlaskClient, sqlite_engine: Engine, page: dict[str, str]
) -> None:
    repository = Repository(sqlite_engine)
    state, problems = parse_cost_state(page, cost_service(CODE, lang="pl"))
    selection = select_cost(repository, CODE, state=state, problems=problems, lang="pl")
    body = read(client, f"{PATH}?{api_query(selection)}")
    assert (body["year"], body["keys"]["text"]) == (selection.year, selection.keys.to_text())
    assert body["group"]["code"] == selection.group.code
