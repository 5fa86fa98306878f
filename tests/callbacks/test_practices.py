"""The callback of the catalogue: the same parts as the page, for any question of the browser."""

import json
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import Engine

from callbacks.practices import PARTS, update_practices
from layouts.practices import changing, read_page
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from tests import small_country
from tests.poured import Pour
from tests.practice_data import add_practice, card, full_card


@pytest.fixture
def services(sqlite_engine: Engine, pour: Pour) -> Services:
    """The small country with two practices."""
    pour(sqlite_engine, small_country.fill)
    with sqlite_engine.begin() as connection:
        add_practice(connection, full_card())
        add_practice(connection, card(slug="zlobki", title="Żłobki w gminie", unit="1420062"))
    return Services(
        repository=Repository(sqlite_engine), settings=Settings(database_url="sqlite://")
    )


def ask(services: Services, asked: str, lang: str = "pl") -> dict[str, Any]:
    return update_practices(services, asked=asked, context={"lang": lang})


def sent(value: Any) -> str:
    return json.dumps(value, cls=PlotlyJSONEncoder, ensure_ascii=False).replace("\u00a0", " ")


def test_an_answer_holds_every_part_and_names_its_question(services: Services) -> None:
    answer = ask(services, "q=zlobek&obszar=nic")
    assert set(answer) == set(PARTS)
    assert answer["shown"] == {"query": "q=zlobek", "rows": 1, "asked": "q=zlobek&obszar=nic"}
    assert answer["said"].replace("\u00a0", " ") == "1 praktyka z 2"
    assert answer["chosen"] == "wybrano 1"
    assert "Nie ma obszaru „nic”." in sent(answer["problems"])


def test_the_page_and_the_callback_say_the_same(services: Services) -> None:
    page = changing(read_page(services, "pl", {"rodzaj": "wiejska"}))
    answer = ask(services, "rodzaj=wiejska")
    assert {name: sent(answer[name]) for name in PARTS if name != "shown"} == {
        name: sent(page[name]) for name in PARTS if name != "shown"
    }


@pytest.mark.parametrize(
    "asked", ["", "&&&", "q=%00%ff", "ile=99999999999", "jst=../..", "obszar=" + "x." * 3000]
)
def test_strange_questions_are_answered(services: Services, asked: str) -> None:
    assert ask(services, asked, "en")["shown"]["query"] in {"", "q=%EF%BF%BD"}
