"""The callbacks of the data desk: the same parts as the page, lists and groups of its dialogs."""

import json
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import Engine

from callbacks.datadesk import PARTS, read_list, read_mine, update_desk
from layouts.datadesk import changing, read_page
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from smup.statistics.coverage import fill_coverage
from smup.views.coverage.badge import badge
from smup.views.coverage.facts import judged_on
from smup.views.datadesk.tree import tree_version
from smup.web.datadesk_tree import tree_value
from tests import small_country
from tests.poured import Pour


@pytest.fixture
def services(sqlite_engine: Engine, pour: Pour) -> Services:
    """The small country."""
    pour(sqlite_engine, small_country.fill)
    return Services(
        repository=Repository(sqlite_engine), settings=Settings(database_url="sqlite://")
    )


def ask(services: Services, asked: str, lang: str = "pl") -> dict[str, Any]:
    return update_desk(services, asked=asked, context={"lang": lang})


def sent(value: Any) -> str:
    text = json.dumps(value, cls=PlotlyJSONEncoder, ensure_ascii=False)
    return text.replace("\u00a0", " ")


def test_an_answer_holds_every_part_and_names_its_question(services: Services) -> None:
    answer = ask(services, "ind=EDU-PRZ-01&units=1420011&obszar=nic")
    assert set(answer) == set(PARTS)
    assert answer["shown"]["asked"] == "ind=EDU-PRZ-01&units=1420011&obszar=nic"
    assert answer["shown"]["query"] == "ind=EDU-PRZ-01&units=1420011"
    assert answer["shown"]["level"] == "gmina"
    assert "nic" in sent(answer["problems"])
    assert answer["said"].replace("\u00a0", " ").startswith("Tabela: 1 wskaźnik, ")


def test_the_page_and_the_callback_say_the_same(services: Services) -> None:
    query = {"ind": "EDU-PRZ-01", "units": "1420011", "uklad": "dlugi"}
    page = changing(services, read_page(services, "pl", query))
    answer = ask(services, "ind=EDU-PRZ-01&units=1420011&uklad=dlugi")
    assert {name: sent(answer[name]) for name in ("choices", "problems", "said")} == {
        name: sent(page[name]) for name in ("choices", "problems", "said")
    }


@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize(
    "asked",
    ["", "&&&", "ind=%00%ff", "years=9999-0", "units=" + "1." * 3000, "unit=../..", "filtr=x~y~z",
     "sort=-", "kolumny=brak", "level=kraj", "szukaj=" + "a" * 500, "gdzie=14&unit=1420011"],
)  # fmt: skip
def test_strange_questions_are_answered(services: Services, asked: str, lang: str) -> None:
    assert set(ask(services, asked, lang)) == set(PARTS)


def test_every_choice_has_a_cross_that_takes_it_away(services: Services) -> None:
    choices = sent(ask(services, "ind=EDU-PRZ-01&units=1420011&gdzie=1420")["choices"])
    for key, value in (("ind", "EDU-PRZ-01"), ("units", "1420011"), ("gdzie", "1420")):
        assert f'"data-dane-klucz": "{key}"' in choices
        assert f'"data-wartosc": "{value}"' in choices


def test_my_unit_and_its_group_are_chips(services: Services) -> None:
    choices = sent(ask(services, "ind=EDU-PRZ-01&unit=1420011&group=kraj")["choices"])
    assert "Usuń: Płońsk" in choices
    assert '"className": "chip ja"' in choices


def test_a_pasted_list_names_every_line_that_is_not_understood(services: Services) -> None:
    text = "1420011\nPłońsk\nNigdzie\n999"
    asked = {"text": text, "level": "gmina", "id": 7}
    found = read_list(services, asked=asked, context={"lang": "pl"})
    assert found["asked"] == 7
    assert "1420011" in found["codes"]
    assert [one["line"] for one in found["problems"]][-2:] == [3, 4]
    assert found["known"] + len(found["problems"]) == found["lines"] == 4
    assert all(one["reason"] for one in found["problems"])


def test_groups_of_my_unit_come_with_their_size(services: Services) -> None:
    asked = {"unit": "1420011", "level": "gmina", "id": 1}
    found = read_mine(services, asked=asked, context={"lang": "pl"})
    assert found["unit"] == {"code": "1420011", "name": "Płońsk"}
    assert all(one["n"] >= 1 for one in found["groups"])
    assert "kraj" not in {one["kind"] for one in found["groups"]}


def test_an_unknown_unit_has_no_groups(services: Services) -> None:
    asked = {"unit": "9999999", "level": "gmina", "id": 2}
    found = read_mine(services, asked=asked, context={"lang": "pl"})
    assert found == {"unit": None, "groups": [], "asked": 2}


def test_the_tree_has_every_indicator_once(services: Services) -> None:
    tree = tree_value(services.repository, "pl")
    codes = [
        row[0]
        for sector in tree["sectors"]
        for service in sector["services"]
        for row in service["indicators"]
    ]
    assert sorted(codes) == sorted(item.code for item in services.repository.indicators())
    assert "EDU-PRZ-01" in codes


def test_the_tree_says_how_complete_each_indicator_is_without_reading_row_by_row(
    services: Services, sqlite_engine: Engine
) -> None:
    fill_coverage(sqlite_engine)
    tree_value(services.repository, "en")  # counts and catalogue are kept from here on
    with small_country.counted_selects(sqlite_engine) as statements:
        tree = tree_value(services.repository, "pl")
    assert all("dataset" in one for one in statements), statements
    said = {
        row[0]: row[3]
        for sector in tree["sectors"]
        for service in sector["services"]
        for row in service["indicators"]
    }
    by_code = {item.code: item for item in services.repository.indicators()}
    assert said == {
        code: badge(services.repository, item, lang="pl").text for code, item in by_code.items()
    }
    assert len(set(said.values())) > 1


def test_browsers_keep_the_tree_no_longer_than_its_badges_hold(services: Services) -> None:
    repository = services.repository
    version = tree_version(repository)
    assert version == f"{repository.dataset().tag}-{judged_on(repository):%Y%m%d}"
