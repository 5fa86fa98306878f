"""From an address to what exists: defaults by task and unit, problems for what does not exist."""

import pytest

from smup.errors import UnknownCodeError
from smup.view_state import Problem, ViewState
from smup.views.selection import Selection, member_positions, select_in_sector, select_indicator
from tests.memory_country import (
    ENDED,
    FICTIONAL,
    JONIEC,
    MAIN,
    OF_POWIATS,
    PLONSK,
    SIMILAR,
    WROCLAW,
    Country,
    indicator,
)

EVERYWHERE = {
    JONIEC: {2021: 75.0, 2022: 76.0, 2024: 78.0},
    PLONSK: {2021: 85.0},
    WROCLAW: {2021: 93.5},
    FICTIONAL: {2021: 50.0},
    "1420": {2021: 79.0},
    "0201": {2021: 70.0},
    "14": {2021: 80.0},
    "02": {2021: 90.0},
}
OF_GMINAS = indicator(MAIN)
OF_COUNTIES = indicator(
    OF_POWIATS, task_level="powiat", service_code="licea", service_id=2, card={"featured": False}
)
OF_BOTH = indicator("EDU-OBA-01", task_level="oba", card={"featured": False})


def country() -> Country:
    """Gmina indicator at every level, powiat indicator at the upper two, both at every level."""
    upper = {code: years for code, years in EVERYWHERE.items() if len(code) < 7 or code == WROCLAW}
    return Country(
        {MAIN: EVERYWHERE, OF_POWIATS: upper, "EDU-OBA-01": EVERYWHERE},
        indicators=[OF_GMINAS, OF_COUNTIES, OF_BOTH],
    )


def select(**state: object) -> Selection:
    return select_in_sector(country(), "edukacja", state=ViewState(**state))  # type: ignore[arg-type]


def test_a_sector_opens_on_the_first_card_that_has_values() -> None:
    empty = indicator("EDU-PUSTY-01")
    some = Country({MAIN: EVERYWHERE, empty.code: {}}, indicators=[empty, OF_GMINAS])
    chosen = select_in_sector(some, "edukacja", state=ViewState())
    assert chosen.indicator.code == MAIN
    assert (chosen.state.ind, chosen.year) == (MAIN, 2024)
    asked = select_in_sector(some, "edukacja", state=ViewState(ind=empty.code))
    assert asked.indicator.code == empty.code


@pytest.mark.parametrize(
    ("ind", "unit", "level"),
    [
        (MAIN, None, "gmina"),
        (OF_POWIATS, None, "powiat"),
        ("EDU-OBA-01", None, "gmina"),
        (MAIN, JONIEC, "gmina"),
        (OF_POWIATS, JONIEC, "powiat"),
        ("EDU-OBA-01", JONIEC, "gmina"),
        (MAIN, "1420", "powiat"),
        (OF_POWIATS, "1420", "powiat"),
        ("EDU-OBA-01", "1420", "powiat"),
        (MAIN, WROCLAW, "gmina"),
        (OF_POWIATS, WROCLAW, "powiat"),
        (MAIN, "14", "wojewodztwo"),
        (OF_POWIATS, "14", "wojewodztwo"),
    ],
)
def test_the_usual_level_is_that_of_the_task_unless_my_unit_is_of_another(
    ind: str, unit: str | None, level: str
) -> None:
    selection = select(ind=ind, unit=unit)
    assert selection.level == level
    assert selection.state.level is None
    assert selection.problems == ()


@pytest.mark.parametrize(
    ("unit", "level", "mine"),
    [
        (JONIEC, "gmina", JONIEC),
        (JONIEC, "powiat", "1420"),
        (JONIEC, "wojewodztwo", "14"),
        (WROCLAW, "powiat", "0264"),
        (WROCLAW, "gmina", WROCLAW),
        ("0264", "gmina", WROCLAW),
        (WROCLAW, "wojewodztwo", "02"),
        ("1420", "wojewodztwo", "14"),
        ("1420", "gmina", None),
        ("14", "powiat", None),
    ],
)
def test_a_level_shows_the_unit_that_mine_lies_in(unit: str, level: str, mine: str | None) -> None:
    selection = select(unit=unit, level=level)
    assert selection.level == level
    assert (selection.unit and selection.unit.code_at(level)) == mine
    assert selection.chosen is not None
    assert selection.chosen.teryt == {"0264": WROCLAW}.get(unit, unit)


def test_similar_units_are_the_group_unless_another_is_asked_for() -> None:
    assert select(unit=JONIEC).group_code == "podobne:wiejska-1"
    assert select(unit=JONIEC, group="powiat").group_code == "powiat:1420"
    assert select(unit=JONIEC, group="wojewodztwo").group_code == "wojewodztwo:14"
    assert select(unit=JONIEC, level="powiat").group_code == "podobne:powiat-2"


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"group": "powiat"},
        {"unit": JONIEC, "level": "wojewodztwo"},
        {"unit": JONIEC, "level": "powiat", "group": "powiat"},
        {"unit": WROCLAW, "group": "powiat"},
        {"unit": FICTIONAL, "group": "wojewodztwo"},
    ],
)
def test_without_such_a_group_the_country_is_compared_with(state: dict[str, str]) -> None:
    selection = select(**state)
    assert (selection.group_kind, selection.group_code) == ("kraj", "kraj")


def test_a_fictional_unit_stands_beside_real_units_that_it_does_not_join() -> None:
    selection = select(unit=FICTIONAL)
    assert selection.group_code == "podobne:wiejska-1"
    directory = country().directory()
    codes = [directory.units[place].teryt for place in member_positions(selection)]
    assert codes == [*SIMILAR, FICTIONAL]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("ind", "EDU-XXX-99"),
        ("service", "kosmos"),
        ("unit", "1499999"),
        ("sel", "1499999"),
        ("year", 1999),
        ("woj", "98"),
    ],
)
def test_what_does_not_exist_becomes_the_default_with_a_problem(
    parameter: str, value: object
) -> None:
    selection = select(**{parameter: value})
    assert selection.problems == (Problem(parameter=parameter, value=str(value)),)
    assert selection.state == ViewState()
    assert selection.indicator.code == MAIN
    assert selection.year == 2024


def test_a_level_without_values_becomes_the_usual_one() -> None:
    only_gminas = Country({MAIN: {JONIEC: {2021: 75.0}}})
    selection = select_in_sector(only_gminas, "edukacja", state=ViewState(level="powiat"))  # type: ignore[arg-type]
    assert selection.level == "gmina"
    assert selection.problems == (Problem(parameter="level", value="powiat"),)


def test_an_ended_unit_leads_to_its_successor_and_says_so() -> None:
    selection = select(unit=ENDED)
    assert selection.unit is not None
    assert selection.unit.teryt == JONIEC
    assert selection.state.unit == JONIEC
    assert selection.problems == (Problem(parameter="unit", value=ENDED),)


def test_the_country_is_not_a_unit_of_mine() -> None:
    assert select(unit="00").unit is None


def test_an_unknown_sector_and_a_sector_without_indicators_are_errors() -> None:
    with pytest.raises(UnknownCodeError):
        select_in_sector(country(), "kosmos", state=ViewState())  # type: ignore[arg-type]
    empty = Country({})
    empty.all = ()
    with pytest.raises(UnknownCodeError, match="nie ma jeszcze wskaźników"):
        select_in_sector(empty, "edukacja", state=ViewState())  # type: ignore[arg-type]


def test_no_values_at_all_leave_no_year_and_no_error() -> None:
    selection = select_in_sector(Country({}), "edukacja", state=ViewState())  # type: ignore[arg-type]
    assert (selection.years, selection.year, selection.levels) == ((), None, ())
    assert selection.level == "gmina"


def test_the_row_has_the_featured_indicators_or_those_of_the_service() -> None:
    assert [item.code for item in select().indicators] == [MAIN]
    assert [item.code for item in select(service="licea").indicators] == [OF_POWIATS]


def test_at_the_level_of_powiats_the_row_has_their_tasks() -> None:
    codes = [item.code for item in select(level="powiat").indicators]
    assert codes == [OF_POWIATS, "EDU-OBA-01"]


def test_an_indicator_outside_the_row_joins_it() -> None:
    selection = select(ind="edu-oba-01")
    assert [item.code for item in selection.indicators] == [MAIN, "EDU-OBA-01"]
    assert selection.indicator.code == "EDU-OBA-01"
    assert selection.state.ind == "EDU-OBA-01"


def test_the_canonical_state_leaves_out_what_is_chosen_anyway() -> None:
    selection = select(
        ind=MAIN, level="gmina", year=2024, unit=JONIEC, group="podobne", mode="value"
    )
    assert selection.state.to_query() == f"unit={JONIEC}"


def test_what_is_not_the_default_stays_in_the_state() -> None:
    state = {"group": "kraj", "woj": "14", "sort": "name", "ind": "EDU-OBA-01"}
    selection = select(unit=JONIEC, year=2021, **state)
    assert selection.year == 2021
    assert selection.state.to_query() == (
        f"ind=EDU-OBA-01&unit={JONIEC}&group=kraj&year=2021&woj=14&sort=name"
    )


@pytest.mark.parametrize("level", [None, "gmina", "powiat", "wojewodztwo"])
@pytest.mark.parametrize("unit", [None, JONIEC, WROCLAW, "1420", "14", FICTIONAL])
@pytest.mark.parametrize("ind", [None, MAIN, OF_POWIATS, "EDU-OBA-01"])
@pytest.mark.parametrize("service", [None, "licea", "przedszkola"])
def test_the_canonical_state_leads_to_the_same_view(
    level: str | None, unit: str | None, ind: str | None, service: str | None
) -> None:
    first = select(level=level, unit=unit, ind=ind, service=service)
    again = select_in_sector(country(), "edukacja", state=first.state)  # type: ignore[arg-type]
    assert again == first


@pytest.mark.parametrize(
    ("sel", "level", "kept"),
    [
        (PLONSK, "gmina", PLONSK),
        ("0264", "gmina", WROCLAW),
        (WROCLAW, "powiat", "0264"),
        (JONIEC, "powiat", "1420"),
        ("1420", "gmina", None),
    ],
)
def test_a_picked_unit_is_one_of_the_level_shown(sel: str, level: str, kept: str | None) -> None:
    assert select(sel=sel, level=level).state.sel == kept


def test_an_indicator_page_needs_neither_service_nor_indicator_in_its_address() -> None:
    state = ViewState(service="przedszkola", ind=OF_POWIATS, unit=JONIEC)
    selection = select_indicator(country(), MAIN, state=state)  # type: ignore[arg-type]
    assert selection.indicators == (OF_GMINAS,)
    assert selection.state.to_query() == f"unit={JONIEC}"
    assert selection.problems == ()
