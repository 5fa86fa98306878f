"""From the address of the page of costs to what exists."""

from typing import Any, cast
from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.costs.dictionary import read_dictionary
from smup.costs.keys import parse_keys
from smup.errors import UnknownCodeError
from smup.i18n import LANGUAGES, texts
from smup.repository.facade import Repository
from smup.views.costs.problems import cost_problem_text
from smup.views.costs.read import read_cost
from smup.views.costs.records import CostSelection
from smup.views.costs.selection import cost_service as shipped_service
from smup.views.costs.selection import select_cost, select_service
from smup.views.costs.state import CostState, parse_cost_state
from tests.cost_country import YEARS, CostCountry, cost_service
from tests.memory_country import ENDED, JONIEC, LACK, PLONSK, WROCLAW

COUNTRY = cast("Repository", CostCountry())


def repository(**changes: Any) -> Repository:
    return cast("Repository", CostCountry(**changes))


def select(
    *, among: Repository | None = None, lang: str = "pl", of: str = "gmina", **query: str
) -> CostSelection:
    service = cost_service(level=of)
    state, problems = parse_cost_state(query, service)
    return select_service(among or repository(), service, state=state, problems=problems, lang=lang)


def reasons(selection: CostSelection) -> list[tuple[str, str]]:
    return [(one.parameter, one.reason) for one in selection.problems]


def test_the_newest_year_usual_keys_and_the_country_without_a_unit() -> None:
    selection = select()
    assert (selection.year, selection.years, selection.unit) == (2024, YEARS, None)
    assert selection.keys == parse_keys("etaty_etaty_zuzycie", selection.service)
    assert (selection.group.kind, selection.group.size) == ("kraj", 12)
    assert (selection.state, selection.problems) == (CostState(), ())


def test_a_unit_is_compared_with_similar_ones() -> None:
    selection = select(unit=PLONSK)
    assert selection.unit is not None
    assert (selection.unit.name, selection.group.kind) == ("Płońsk", "podobne")
    assert "powiat" in {choice.kind for choice in selection.choices}
    assert selection.state.to_query() == f"unit={PLONSK}"


def test_the_newest_year_is_not_written_and_an_unknown_one_is_told() -> None:
    assert select(year="2024").state.view.year is None
    assert select(year="2021").year == 2021
    selection = select(year="2031")
    assert (selection.year, selection.state.view.year) == (2024, None)
    assert reasons(selection) == [("year", "")]


def test_a_larger_unit_does_not_run_the_service() -> None:
    selection = select(unit="1420")
    assert (selection.unit, selection.chosen is not None) == (None, True)
    assert reasons(selection) == [("unit", "larger_gmina")]
    assert selection.state.view.unit == "1420"


def test_a_gmina_stands_for_its_powiat_in_a_service_of_powiats() -> None:
    selection = select(unit=PLONSK, of="powiat")
    assert selection.unit is not None
    assert (selection.unit.teryt, selection.problems) == ("1420", ())


def test_a_city_with_powiat_rights_is_found_by_either_code() -> None:
    assert select(unit="0264").unit == select(unit=WROCLAW).unit


def test_an_ended_unit_gives_way_to_its_successor() -> None:
    selection = select(unit=ENDED)
    assert selection.unit is not None
    assert selection.unit.teryt == JONIEC
    assert reasons(selection) == [("unit", "")]


@pytest.mark.parametrize("code", ["9999999", "00", "77"])
def test_an_unknown_unit_is_none(code: str) -> None:
    assert select(unit=code).unit is None


def test_own_keys_need_a_unit() -> None:
    selection = select(keys="w30_m2_srednia")
    assert selection.keys == parse_keys("etaty_m2_srednia", selection.service)
    assert reasons(selection) == [("keys", "no_unit")]
    assert selection.state.to_query() == "keys=etaty_m2_srednia"


def test_a_share_set_by_the_reader_needs_no_loaded_one() -> None:
    selection = select(unit=LACK, keys="w30_w4.5_zuzycie")
    assert (selection.keys.entity_share, selection.keys.shared_share) == (30, 4.5)
    assert selection.problems == ()


def test_a_loaded_share_stays_where_the_unit_has_one() -> None:
    assert select(unit=PLONSK, keys="wlasny_wlasny_zuzycie").keys.own


def test_a_share_that_was_not_loaded_gives_way_part_by_part() -> None:
    rows = {LACK: {"shared.wlasny": 1_000.0}}
    selection = select(among=repository(rows=rows), unit=LACK, keys="wlasny_wlasny_srednia")
    assert selection.keys.to_text() == "etaty_wlasny_srednia"
    assert reasons(selection) == [("keys", "none_entity")]
    both = select(unit=LACK, keys="wlasny_wlasny_zuzycie")
    assert both.keys.to_text() == "etaty_etaty_zuzycie"
    assert both.state.keys is None
    assert reasons(both) == [("keys", "none_entity"), ("keys", "none_shared")]


def test_an_own_group_holds_without_a_unit() -> None:
    selection = select(group="wlasna", own=f"{LACK}.{JONIEC}")
    assert (selection.group.kind, selection.group.size) == ("wlasna", 2)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_has_its_sentence(lang: str) -> None:
    bad = {"keys": "x", "ceny": "x", "na": "x", "wynik": "x", "dostep": "x", "mniej": "x"}
    bad |= {"oszczednosc": "x", "oplata": "x", "year": "2031", "unit": "14", "group": "x"}
    found = [*select(**bad, lang=lang).problems]
    found += select(unit=LACK, keys="wlasny_wlasny_bez", lang=lang).problems
    found += select(keys="w1_w1_bez", lang=lang).problems
    found += select(unit="14", of="powiat", lang=lang).problems
    said = [cost_problem_text(texts(lang), one) for one in found]
    assert len(set(said)) == len(found) == 15
    assert all(one.value in text for one, text in zip(found, said, strict=True))


def test_a_service_without_an_entry_is_unknown() -> None:
    with pytest.raises(UnknownCodeError, match="Kosztu usługi „x”"):
        shipped_service("x", lang="pl")
    with pytest.raises(UnknownCodeError, match="is not counted"):
        select_cost(repository(), "X" * 500, state=CostState(), lang="en")


def test_an_entry_that_the_database_does_not_have_is_unknown() -> None:
    other = next(code for code in read_dictionary().services if code != cost_service().code)
    with pytest.raises(UnknownCodeError):
        select_cost(repository(), other, state=CostState(), lang="pl")


def test_the_data_know_my_unit_and_its_group() -> None:
    country = repository()
    data = read_cost(country, select(among=country, unit=PLONSK, group="powiat"), lang="pl")
    assert data is not None
    assert data.mine is not None
    assert data.unit_at(data.mine).teryt == PLONSK
    assert np.count_nonzero(data.members) == 10
    assert data.unit_cost[data.mine] == 17_610


def test_a_unit_without_a_row_is_not_in_the_data() -> None:
    country = repository(without=[PLONSK])
    data = read_cost(country, select(among=country, unit=PLONSK, group="powiat"), lang="pl")
    assert data is not None
    assert (data.mine, np.count_nonzero(data.members)) == (None, 9)


def test_without_years_there_is_nothing_to_read() -> None:
    country = repository()
    country.cost_years = lambda _service: ()  # type: ignore[method-assign]
    selection = select(among=country)
    assert selection.year is None
    assert read_cost(country, selection, lang="pl") is None


texts_of_addresses = st.text(max_size=20) | st.sampled_from(
    (PLONSK, "1420", "0264", "14", ENDED, "wlasna", "kraj", "najblizsze", "w3_w4_bez", "2021")
)


@given(
    st.dictionaries(
        st.sampled_from(("unit", "group", "own", "w", "year", "keys", "sel", "sort", "level")),
        texts_of_addresses,
    )
)
def test_any_address_gives_numbers_and_a_stable_one(query: dict[str, str]) -> None:
    country = COUNTRY
    selection = select(among=country, **query)
    assert read_cost(country, selection, lang="pl") is not None
    again = select(among=country, **dict(parse_qsl(selection.state.to_query())))
    assert (again.state, again.keys, again.year) == (
        selection.state,
        selection.keys,
        selection.year,
    )
    assert again.group == selection.group
