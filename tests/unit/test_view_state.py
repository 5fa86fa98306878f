"""The address is the state: round trips, defaults left out, bad values reported."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.view_state import GROUP_CHOICES, LEVEL_CHOICES, Problem, ViewState, parse_state

STATES = st.builds(
    ViewState,
    service=st.none() | st.from_regex(r"[a-z0-9-]{1,60}", fullmatch=True),
    level=st.none() | st.sampled_from(LEVEL_CHOICES),
    unit=st.none() | st.from_regex(r"[0-9]{7}", fullmatch=True),
    group=st.sampled_from(GROUP_CHOICES),
    year=st.none() | st.integers(1900, 2099),
    low=st.none() | st.integers(-100, 0).map(float),
    high=st.none() | st.integers(1, 100).map(float),
    add=st.none() | st.just("1420011.14"),
)


@given(STATES)
def test_a_state_survives_the_address(state: ViewState) -> None:
    assert parse_state(dict(parse_qsl(state.to_query()))) == (state, ())


def test_defaults_are_left_out_and_order_is_fixed() -> None:
    state = ViewState(year=2020, unit="0201011", group="podobne", low=80.0)
    assert state.to_query() == "unit=0201011&year=2020&low=80"
    assert ViewState().to_query() == ""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("year", "20255"),
        ("year", "<b>"),
        ("unit", "'; DROP TABLE unit;--"),
        ("level", "sołectwo"),
        ("group", "x" * 10_000),
        ("low", "nan"),
        ("woj", "١٤"),
        ("add", "14.14"),
        ("add", "01.02.03.04.05.06"),
        ("add", "1420011.x"),
    ],
)
def test_a_bad_value_becomes_the_default_and_is_reported(key: str, value: str) -> None:
    state, problems = parse_state({key: value, "mode": "group"})
    assert state == ViewState(mode="group")
    assert problems == (Problem(parameter=key, value=value[:80]),)


def test_a_range_the_wrong_way_round_is_dropped_and_reported() -> None:
    state, problems = parse_state({"low": "9", "high": "1"})
    assert (state.low, state.high) == (None, None)
    assert [problem.parameter for problem in problems] == ["low"]


def test_unknown_keys_are_ignored() -> None:
    assert parse_state({"utm_source": "x", "projektor": "1"}) == (ViewState(), ())
