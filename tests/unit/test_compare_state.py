"""The state of the comparison page, to and from the address."""

from hypothesis import given
from hypothesis import strategies as st

from smup.compare_state import (
    AMONG_CHOICES,
    MOST_INDICATORS,
    MOST_UNITS,
    VIEW_CHOICES,
    CompareState,
    parse_compare_state,
)

CODES = st.lists(
    st.from_regex(r"[0-9]{7}", fullmatch=True), min_size=1, max_size=MOST_UNITS, unique=True
)


def parameters(query: dict[str, str]) -> list[str]:
    return [problem.parameter for problem in parse_compare_state(query)[1]]


def test_an_empty_address_is_the_default_state() -> None:
    assert parse_compare_state({}) == (CompareState(), ())


def test_what_is_default_is_not_written() -> None:
    assert CompareState(view="table", group="podobne", unit="1420011").to_query() == "unit=1420011"


def test_a_code_named_twice_counts_once() -> None:
    state, problems = parse_compare_state({"units": "1420011.1420011.0264011"})
    assert state.unit_codes == ("1420011", "0264011")
    assert problems == ()


def test_five_thousand_units_become_the_first_thirty_and_it_is_said() -> None:
    codes = [f"{number:07d}" for number in range(1, 5001)]
    state, problems = parse_compare_state({"units": ".".join(codes)})
    assert state.unit_codes == tuple(codes[:MOST_UNITS])
    assert [(one.parameter, one.value) for one in problems] == [("units_many", "5000")]


def test_more_than_twenty_indicators_are_cut_and_it_is_said() -> None:
    state, problems = parse_compare_state({"ind": ".".join(f"X-{n}" for n in range(25))})
    assert len(state.indicator_codes or ()) == MOST_INDICATORS
    assert [(one.parameter, one.value) for one in problems] == [("ind_many", "25")]


def test_pieces_that_are_no_codes_are_left_out_and_named() -> None:
    state, problems = parse_compare_state({"units": "1420011.abc.12345"})
    assert state.unit_codes == ("1420011",)
    assert [(one.parameter, one.value) for one in problems] == [("units", "abc, 12345")]


def test_bad_values_become_defaults_and_each_is_told() -> None:
    query = {"view": "pie", "year": "20255", "among": "x", "box": "3_1_0_1", "level": "kraj"}
    state, _ = parse_compare_state(query)
    assert state == CompareState()
    assert sorted(parameters(query)) == ["among", "box", "level", "view", "year"]


def test_a_range_is_four_numbers_from_the_least() -> None:
    state, problems = parse_compare_state({"box": "-1.5_2_0_1e3"})
    assert problems == ()
    assert state.box_bounds == (-1.5, 2.0, 0.0, 1000.0)
    assert parameters({"box": "1_2_3"}) == ["box"]


def test_the_group_is_asked_for_with_its_own_list_and_weights() -> None:
    state, _ = parse_compare_state({"group": "wlasna", "own": "1420011.1420062", "unit": "1420011"})
    assert state.group_state.own_codes == ("1420011", "1420062")
    assert state.group_state.group == "wlasna"


@given(
    units=CODES,
    view=st.sampled_from(VIEW_CHOICES),
    among=st.sampled_from(AMONG_CHOICES),
    year=st.none() | st.integers(1990, 2040),
)
def test_a_state_survives_its_address(
    units: list[str], view: str, among: str, year: int | None
) -> None:
    state = CompareState(units=".".join(units), view=view, among=among, year=year)
    query = dict(pair.split("=") for pair in state.to_query().split("&"))
    assert parse_compare_state(query) == (state, ())


@given(
    st.dictionaries(st.sampled_from(["units", "ind", "x", "box", "sort", "w", "own"]), st.text())
)
def test_no_address_makes_it_fail(query: dict[str, str]) -> None:
    state, _ = parse_compare_state(query)
    assert isinstance(state, CompareState)
