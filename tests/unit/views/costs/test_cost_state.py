"""The address of the page of costs: read, written, and hostile."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.costs.keys import Keys, combinations, default_keys
from smup.view_state import GROUP_CHOICES, ViewState
from smup.views.costs.state import ORDERS, CostState, parse_cost_state
from tests.cost_country import AVAILABILITY, QUALITY, cost_service

SERVICE = cost_service(quality=(QUALITY, "EDU-WYN-02"), availability=(AVAILABILITY, "EDU-DOS-02"))
PLAIN = cost_service(entities=(), entity_keys=())


def read(query: str) -> tuple[CostState, tuple[Any, ...]]:
    return parse_cost_state(dict(parse_qsl(query)), SERVICE)


def own_keys(entity: float | None, shared: float | None, capital: str) -> Keys:
    """Keys of which one at least is my unit's own."""
    return Keys(
        entity="etaty" if entity is None else "wlasny",
        shared="etaty" if shared is None else "wlasny",
        capital=capital,
        entity_share=entity,
        shared_share=shared,
    )


shares = st.none() | st.integers(0, 1000).map(lambda tenths: tenths / 10)
keys = st.sampled_from(combinations(SERVICE, with_none=True)) | st.builds(
    own_keys, shares, shares, st.sampled_from(SERVICE.capital_ways)
)
states = st.builds(
    CostState,
    view=st.builds(
        ViewState,
        unit=st.none() | st.from_regex(r"\A[0-9]{7}\Z").filter(str.isascii),
        group=st.sampled_from(GROUP_CHOICES),
        year=st.none() | st.integers(1900, 2099),
    ),
    keys=st.none() | keys.filter(lambda one: one != default_keys(SERVICE)),
    constant=st.booleans(),
    total=st.booleans(),
    quality=st.sampled_from((None, "EDU-WYN-02")),
    availability=st.sampled_from((None, "EDU-DOS-02")),
    fewer=st.integers(-99, 99),
    saved=st.none() | st.integers(0, 100).filter(lambda percent: percent != 50),
    fee=st.integers(-100, 100),
    pair=st.sampled_from((None, "kd", "jd")),
    map=st.sampled_from((None, "odchylenie")),
    order=st.sampled_from((None, *ORDERS[1:])),
    places=st.sampled_from((None, "koszt", "odchylenie")),
)


@given(states)
def test_every_state_survives_its_address(state: CostState) -> None:
    assert read(state.to_query()) == (state, ())


@given(
    st.dictionaries(
        st.sampled_from(
            (
                "keys",
                "ceny",
                "na",
                "wynik",
                "mniej",
                "fee",
                "unit",
                "oszczednosc",
                "oplata",
                "year",
                "dostep",
                "para",
                "mapa",
                "porzadek",
                "miejsca",
            )
        ),
        st.text(),
    )
)
def test_any_text_gives_a_state_and_a_canonical_address(query: dict[str, str]) -> None:
    state, _ = parse_cost_state(query, SERVICE)
    again, problems = read(state.to_query())
    assert again == state
    assert problems == ()


def test_the_default_state_has_an_empty_address() -> None:
    assert read("") == (CostState(), ())
    assert CostState().to_query() == ""


@pytest.mark.parametrize(
    "query",
    [
        "keys=etaty_etaty_zuzycie",
        "ceny=biezace",
        "na=jednostka",
        f"wynik={QUALITY}",
        f"dostep={AVAILABILITY}",
        "mniej=0",
        "oszczednosc=50",
        "oplata=0",
    ],
)
def test_what_is_usual_is_not_written(query: str) -> None:
    assert read(query) == (CostState(), ())


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("keys", "etaty_m2"),
        ("keys", "sprawy_m2_bez"),
        ("keys", "w101_m2_bez"),
        ("keys", "wlasny_wlasny_wlasny"),
        ("keys", "w٣_m2_bez"),
        ("keys", "'; DROP TABLE unit; --"),
        ("ceny", "nowe"),
        ("na", "wszystko"),
        ("wynik", "EDU-DOS-02"),
        ("dostep", "../../etc/passwd"),
        ("mniej", "100"),
        ("mniej", "1.5"),
        ("mniej", "1e3"),
        ("oszczednosc", "-1"),
        ("oszczednosc", "101"),
        ("oplata", "-101"),
        ("oplata", "９"),
    ],
)
def test_a_bad_value_becomes_the_default_and_is_told(parameter: str, value: str) -> None:
    state, problems = parse_cost_state({parameter: value}, SERVICE)
    assert state == CostState()
    assert [(one.parameter, one.value) for one in problems] == [(parameter, value)]


def test_a_long_bad_value_is_told_in_eighty_signs() -> None:
    _, (problem,) = parse_cost_state({"keys": "x" * 9_000}, SERVICE)
    assert len(problem.value) == 80


def test_a_service_without_entities_has_two_keys() -> None:
    state, problems = parse_cost_state({"keys": "m2_bez"}, PLAIN)
    assert state.keys == Keys(entity="", shared="m2", capital="bez")
    assert (state.to_query(), problems) == ("keys=m2_bez", ())
    assert parse_cost_state({"keys": "etaty_m2_bez"}, PLAIN)[1]


def test_keys_of_other_pages_leave_the_address() -> None:
    state, problems = read("level=powiat&woj=14&mode=group&tab=table&add=14&low=3&ind=X-1")
    assert (state, problems) == (CostState(), ())
