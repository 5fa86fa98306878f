"""Callbacks of the linked view, called as functions over the small country on both engines."""

import json
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder
from sqlalchemy import Engine

from callbacks.linked import update_map, update_view
from layouts import sector
from smup.repository import Repository
from smup.services import Services
from smup.settings import Settings
from smup.views.coverage.badge import badge
from tests import small_country
from tests.poured import Pour

PLONSK, JONIEC, WROCLAW = "1420011", "1420062", "0264011"
CONTEXT = {"page": "sector", "code": "edukacja", "lang": "pl"}
OF_INDICATOR = {"page": "indicator", "code": "EDU-PRZ-01", "lang": "pl"}
NOTHING_ASKED: dict[str, Any] = dict.fromkeys(
    ("service", "ind", "level", "unit", "group", "own", "w")
)
VALUES_SELECTS = 3  # matrix, statistics of the group, series of my unit
PEERS_SELECT = 1  # neighbours and nearest units of my unit
VERSION_SELECT = 1
NOTES_SELECT, PRACTICES_SELECT = 1, 1  # what units say of their values; how many practices


@pytest.fixture
def services(engine: Engine, pour: Pour) -> Services:
    """What a page is given, over the small country."""
    pour(engine, small_country.fill)
    small_country.add_boundary(engine, gzip_body=b"", brotli_body=b"")
    return Services(repository=Repository(engine), settings=Settings(database_url="sqlite://"))


def as_sent(value: Any) -> Any:
    """The value after the way to the browser."""
    return json.loads(json.dumps(value, cls=PlotlyJSONEncoder))


def ask(services: Services, *, context: dict[str, str] = CONTEXT, **asked: Any) -> dict[str, Any]:
    """What the browser gets for a question."""
    year = asked.pop("year", None)
    question = NOTHING_ASKED | asked
    return as_sent(update_view(services, asked=question, context=context, year=year))  # type: ignore[no-any-return]


def test_a_question_is_answered_for_all_years_at_once(services: Services) -> None:
    answer = ask(services, unit=PLONSK)
    payload = answer["payload"]
    assert payload["empty"] is False
    assert (payload["latest"], payload["level"]) == (2021, "gmina")
    assert list(payload["frames"]) == ["2020", "2021"]
    assert "85,0%" in payload["frames"]["2021"]["text"]
    # 81.25 with one decimal, halves away from zero.
    assert "81,3%" in payload["frames"]["2020"]["text"]
    assert payload["view"]["unit"] == PLONSK
    assert payload["state"] == NOTHING_ASKED | {"unit": PLONSK}
    assert answer["level"] == "gmina"
    assert [item["value"] for item in answer["levels"]] == ["gmina", "powiat"]


def test_another_indicator_brings_its_level_and_leaves_the_usual_out_of_the_state(
    services: Services,
) -> None:
    answer = ask(services, ind="EDU-SPP-01", unit=PLONSK)
    assert answer["level"] == "powiat"
    assert answer["payload"]["view"]["unit"] == "1420"
    assert answer["payload"]["state"]["ind"] == "EDU-SPP-01"
    assert answer["payload"]["state"]["level"] is None


def test_a_change_of_level_shows_the_powiat_of_my_gmina(services: Services) -> None:
    answer = ask(services, ind="EDU-PRZ-01", unit=PLONSK, level="powiat")
    view = answer["payload"]["view"]
    assert (view["level"], view["unit"]) == ("powiat", "1420")
    assert view["matrix_url"].startswith("/api/v1/indicators/EDU-PRZ-01/matrix?level=powiat&v=")
    assert "powiat płoński" in answer["payload"]["frames"]["2021"]["text"]


@pytest.mark.parametrize(
    "asked",
    [
        {"ind": "XXX-00"},
        {"service": "kosmos"},
        {"unit": "9999999"},
        {"level": "'; DROP TABLE unit;--"},
        {"group": "nic"},
        {"year": 1900},
        {"year": 99999},
        {"unit": "<script>", "ind": 7},
    ],
)
def test_what_does_not_exist_gives_the_default_view(
    services: Services, asked: dict[str, Any]
) -> None:
    assert ask(services, **asked)["payload"] == ask(services)["payload"]


def test_the_year_is_kept_when_the_new_selection_has_it(services: Services) -> None:
    def chosen(answer: dict[str, Any]) -> str:
        return str(json.dumps(answer["year"]).split('"aria-valuenow": "')[1][:4])

    assert chosen(ask(services, unit=PLONSK, year=2020)) == "2020"
    assert chosen(ask(services, ind="EDU-SPP-01", year=2020)) == "2021"


def test_every_card_says_how_complete_its_indicator_is(services: Services) -> None:
    cards = as_sent(ask(services)["payload"]["frames"]["2021"]["kpi"])["props"]["children"]
    said = {
        card["props"]["data-ind"]: card["props"]["children"][-1]["props"]["children"][-1]
        for card in cards
    }
    repository = services.repository
    expected = {
        item.code: badge(repository, item, lang="pl").text
        for item in repository.indicators()
        if item.code in said
    }
    assert said == expected
    assert said["EDU-PRZ-01"]


def test_english_questions_have_english_answers(services: Services) -> None:
    answer = ask(services, context=CONTEXT | {"lang": "en"}, unit=PLONSK)
    assert answer["payload"]["frames"]["2021"]["text"].startswith("Kids – Płońsk: 85.0% in 2021.")


def test_an_indicator_page_has_no_cards(services: Services) -> None:
    answer = ask(services, context=OF_INDICATOR, unit=PLONSK)
    frames = answer["payload"]["frames"]
    assert {frame["kpi"] for frame in frames.values()} == {None}
    assert {frame["kpi"] is None for frame in ask(services)["payload"]["frames"].values()} == {
        False
    }


def test_the_map_of_a_level_has_its_units_and_borders(services: Services) -> None:
    figure = as_sent(update_map(services, level="gmina", asked=NOTHING_ASKED, context=CONTEXT))
    layer = figure["data"][0]
    assert layer["geojson"] == "/geo/gmina-0.abcdef0123456789.geojson"
    assert layer["locations"] == [WROCLAW, PLONSK, JONIEC]


def test_a_level_without_borders_has_no_map(services: Services) -> None:
    asked = NOTHING_ASKED | {"ind": "EDU-PRZ-01"}
    assert update_map(services, level="powiat", asked=asked, context=CONTEXT) is None


@pytest.mark.parametrize("unit", [None, PLONSK])
def test_a_change_of_the_view_reads_few_times_whatever_its_size(
    services: Services, engine: Engine, unit: str | None
) -> None:
    ask(services)  # units and catalogue are kept from here on
    with small_country.counted_selects(engine) as statements:
        services.repository.begin_request()
        ask(services, unit=unit)
        services.repository.end_request()
    expected = VERSION_SELECT + VALUES_SELECTS + NOTES_SELECT + PRACTICES_SELECT
    expected += PEERS_SELECT if unit else 0
    assert len(statements) == expected, statements


@pytest.mark.parametrize("query", [{}, {"unit": PLONSK}, {"ind": "EDU-SPP-01", "year": "2021"}])
def test_the_page_reads_few_times_whatever_it_shows(
    services: Services, engine: Engine, query: dict[str, str]
) -> None:
    sector.layout(services, "pl", sector="edukacja")
    with small_country.counted_selects(engine) as statements:
        services.repository.begin_request()
        sector.layout(services, "pl", sector="edukacja", **query)
        services.repository.end_request()
    expected = VERSION_SELECT + VALUES_SELECTS + NOTES_SELECT + PRACTICES_SELECT
    expected += PEERS_SELECT if "unit" in query else 0
    assert len(statements) == expected, statements


def test_the_page_and_the_callback_say_the_same(services: Services) -> None:
    page = as_sent(sector.layout(services, "pl", sector="edukacja", unit=PLONSK))
    stores = {
        part["props"]["id"]: part["props"].get("data")
        for part in page["props"]["children"]
        if part["type"] == "Store"
    }
    assert stores["view-payload"] == ask(services, unit=PLONSK)["payload"]
    assert stores["view-question"] == NOTHING_ASKED | {"unit": PLONSK}


def test_bad_parameters_are_named_in_a_note(services: Services) -> None:
    page = json.dumps(
        as_sent(sector.layout(services, "pl", sector="edukacja", unit="9999999", year="1900")),
        ensure_ascii=False,
    ).replace("\u00a0", " ")
    assert "Nie ma dziś jednostki o kodzie „9999999”." in page
    assert "Nie ma danych za rok „1900”. Pokazujemy najnowszy." in page
