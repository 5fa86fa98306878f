"""The callback of the page of costs: which parts an answer holds, and bad input."""

from typing import Any

import pytest
from dash import no_update

from callbacks.cost import update_cost
from layouts import cost
from layouts.cost_parts import PARTS
from smup.errors import UnknownCodeError
from smup.services import Services
from smup.settings import Settings
from tests.cost_country import CODE
from tests.cost_data import cost_data
from tests.memory_country import LACK, PLONSK
from tests.tree import having, text

CONTEXT = {"lang": "pl", "service": CODE}
VIEW = f"unit={PLONSK}&group=kraj"


@pytest.fixture
def services() -> Services:
    """What a page is given, over the twelve gminas in memory."""
    repository = cost_data(kind="sample").repository
    return Services(repository=repository, settings=Settings(database_url="sqlite://"))


def ask(services: Services, asked: str, before: Any = None) -> dict[str, Any]:
    return update_cost(services, asked=asked, before=before, context=CONTEXT)


def changed(services: Services, asked: str, *, first: str = VIEW) -> set[str]:
    """The parts that an answer holds after another one."""
    before = ask(services, first)["shown"]
    answer = ask(services, asked, before)
    return {name for name in PARTS if answer[name] is not no_update}


def test_the_first_answer_holds_every_part(services: Services) -> None:
    answer = ask(services, VIEW)
    assert all(answer[name] is not no_update for name in PARTS)
    assert answer["shown"]["query"] == VIEW
    assert answer["hidden"] is False


def test_amounts_in_all_draw_the_waterfall_only(services: Services) -> None:
    assert changed(services, f"{VIEW}&na=calosc") == {"waterfall", "export"}


def test_prices_draw_the_trend_only(services: Services) -> None:
    assert changed(services, f"{VIEW}&ceny=stale") == {"trend", "export"}


@pytest.mark.parametrize("key", ["mniej=1", "oplata=10", "oszczednosc=20"])
def test_the_exercise_makes_the_exercise_only(services: Services, key: str) -> None:
    assert changed(services, f"{VIEW}&{key}") == {"what_if", "export"}


def test_another_key_changes_everything_that_is_counted_by_it(services: Services) -> None:
    assert changed(services, f"{VIEW}&keys=czas_etaty_zuzycie") == set(PARTS)


def test_the_same_question_changes_nothing(services: Services) -> None:
    assert changed(services, VIEW) == set()


def test_the_bar_stays_until_its_unit_or_group_change(services: Services) -> None:
    before = ask(services, VIEW)["shown"]
    same = ask(services, f"{VIEW}&keys=czas_etaty_zuzycie", before)
    assert same["group"] is no_update
    assert same["year"] is no_update
    assert same["path"] is no_update
    other = ask(services, f"unit={LACK}&group=kraj", before)
    assert other["group"] is not no_update
    assert other["path"] is not no_update


def test_a_year_asked_for_is_shown_in_the_lead(services: Services) -> None:
    answer = ask(services, f"{VIEW}&year=2021")
    assert "2021" in text(answer["head"])
    assert answer["shown"]["year"] == 2021


@pytest.mark.parametrize(
    "asked",
    [
        "keys=zly",
        "keys=w999_etaty_zuzycie",
        "unit=<script>",
        "year=1410&na=%00&ceny=x",
        "mniej=9999&oszczednosc=-3&oplata=x",
        "wynik=NIC&dostep=;drop table",
        "unit=14",
        "&".join(f"a{n}=1" for n in range(200)),
    ],
)
def test_strange_questions_are_answered(services: Services, asked: str) -> None:
    answer = ask(services, asked)
    assert "query" in answer["shown"]
    assert "nan" not in text(answer["cards"]).lower()


def test_what_was_replaced_is_named(services: Services) -> None:
    answer = ask(services, f"{VIEW}&keys=zly_klucz")
    assert "zly_klucz" in text(answer["head"])
    assert "keys" not in answer["shown"]["query"]


def test_the_page_and_the_callback_say_the_same(services: Services) -> None:
    page = text(cost.layout(services, "pl", service=CODE, unit=PLONSK, group="kraj"))
    answer = ask(services, VIEW)
    for name in PARTS:
        assert text(answer[name]) in page


def test_the_break_of_2022_stands_on_the_axis_of_years(services: Services) -> None:
    page = cost.layout(services, "pl", service=CODE, unit=PLONSK)
    assert having(page, "className", "prz")
    assert "przerwa w serii: 2022" in text(page).replace("\u00a0", " ")


def test_the_sample_marks_its_source(services: Services) -> None:
    assert "dane przykładowe" in text(ask(services, VIEW)["export"])


def test_the_english_page_is_english(services: Services) -> None:
    page = text(cost.layout(services, "en", service=CODE, unit=PLONSK))
    assert "From spending to full cost" in page
    assert "How costs are shared" in page


def test_an_unknown_service_is_no_page(services: Services) -> None:
    with pytest.raises(UnknownCodeError):
        cost.title(services, "pl", service="nic")
    with pytest.raises(UnknownCodeError):
        cost.layout(services, "pl", service="nic")
