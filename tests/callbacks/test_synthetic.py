"""Callbacks of the page of the index, called as functions over eight gminas on both engines."""

import json
from typing import Any

import pytest
from dash import no_update
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import Engine

from callbacks.synthetic import update_index
from layouts import synthetic
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from tests import index_country as country
from tests import small_country
from tests.poured import Pour

CONTEXT = {"lang": "pl"}
VERSION, PEERS, VALUES = 1, 1, 1


@pytest.fixture
def services(engine: Engine, pour: Pour) -> Services:
    """What a page is given, over the eight gminas."""
    pour(engine, country.fill, kind="sample")
    return Services(repository=Repository(engine), settings=Settings(database_url="sqlite://"))


def as_sent(value: Any) -> Any:
    """The value after the way to the browser."""
    return json.loads(json.dumps(value, cls=PlotlyJSONEncoder))


def as_text(value: Any) -> str:
    """Everything in a value as one text."""
    return json.dumps(as_sent(value), ensure_ascii=False).replace("\u00a0", " ")


def ask(services: Services, *, before: Any = None, lang: str = "pl", **asked: Any) -> Any:
    return update_index(services, asked=asked, context={"lang": lang}, before=before)


def test_a_choice_is_answered_with_the_page_and_its_address(services: Services) -> None:
    answer = ask(services, unit=country.G, wagi="edukacja.3")
    assert answer["shown"]["query"] == f"unit={country.G}&wagi=edukacja.3"
    assert answer["hidden"] is False
    # (3 * 0.75 + 1) / 4 = 0.8125 → 108.1 points
    assert "108,1 pkt" in as_text(answer["head"])
    assert "indeks.csv" in as_text(answer["rest"])
    note = answer["shown"]["weights"]["edukacja"]
    assert note["weight"] == 3
    assert note["note"].replace("\u00a0", " ") == "2 wskaźniki · bez tego obszaru: miejsce 2 z 8"


def test_the_context_bar_stays_until_unit_or_level_change(services: Services) -> None:
    first = ask(services, unit=country.G)
    second = ask(services, unit=country.G, group="kraj", before=first["shown"])
    assert second["group"] is no_update
    assert second["year"] is no_update
    third = ask(services, unit=country.H, before=first["shown"])
    assert third["group"] is not no_update


def test_without_a_unit_there_is_a_way_to_one_and_no_numbers(services: Services) -> None:
    answer = ask(services)
    assert answer["hidden"] is True
    assert "Wybierz jednostkę" in as_text(answer["empty"])
    assert answer["cards"] == []


def test_a_group_of_two_says_that_it_is_too_small(services: Services) -> None:
    answer = ask(services, unit=country.A, group="wlasna", own=country.B)
    assert "mniej niż 5 jednostek" in as_text(answer["empty"])


@pytest.mark.parametrize(
    "asked",
    [
        {"unit": "<script>"},
        {"unit": 7, "year": "x"},
        {"unit": country.G, "rows": "many"},
        {"unit": country.G, "rows": -3},
        {"unit": country.G, "rows": 10**9},
        {"unit": country.G, "wagi": "_" * 9000},
        {"unit": country.G, "bez": "." * 9000},
        {"unit": country.G, "level": "powiat", "group": "nic", "sort": "nic"},
    ],
)
def test_strange_questions_are_answered(services: Services, asked: dict[str, Any]) -> None:
    assert "query" in ask(services, **asked)["shown"]


def test_problems_of_the_address_are_named(services: Services) -> None:
    page = as_text(
        synthetic.layout(services, "pl", unit=country.G, wagi="edukacja.0_kultura.0", bez="X")
    )
    assert "Wszystkie wagi były równe zero. Przywróciliśmy równe wagi." in page
    assert "Nie można pominąć wskaźnika „X”" in page


def test_the_page_warns_and_marks_the_sample(services: Services) -> None:
    page = as_text(synthetic.layout(services, "pl", unit=country.G))
    assert "Jedna liczba ukrywa więcej, niż pokazuje" in page
    assert "DANE PRZYKŁADOWE" in page
    assert "nie opisują żadnej prawdziwej jednostki" in page


def test_the_english_page_is_english(services: Services) -> None:
    page = as_text(synthetic.layout(services, "en", unit=country.G))
    assert "One number hides more than it shows" in page
    assert "108.8 points" in page


def test_the_page_and_the_callback_say_the_same(services: Services) -> None:
    page = as_text(synthetic.layout(services, "pl", unit=country.G, wagi="kultura.2"))
    answer = ask(services, unit=country.G, wagi="kultura.2")
    for part in ("head", "cards", "sectors", "rest"):
        assert as_text(answer[part])[1:-1] in page


@pytest.mark.parametrize("group", ["podobne", "kraj", "powiat"])
def test_a_change_reads_three_times_whatever_the_group(
    services: Services, engine: Engine, group: str
) -> None:
    ask(services, unit=country.G)  # units and catalogue are kept from here on
    with small_country.counted_selects(engine) as statements:
        services.repository.begin_request()
        ask(services, unit=country.G, group=group)
        services.repository.end_request()
    assert len(statements) == VERSION + PEERS + VALUES, statements
