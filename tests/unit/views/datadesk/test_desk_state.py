"""The address of the data desk: what is read, refused, cut, and written again."""

import time
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.view_state import Problem
from smup.views.datadesk.state import DeskState, Range, parse_desk_state

KEYS = (
    "ind", "usluga", "obszar", "level", "units", "gdzie", "unit", "group", "own", "w", "years",
    "uklad", "kolumny", "wiersze", "szukaj", "filtr", "sort", "widok", "na", "year",
)  # fmt: skip


def test_an_empty_address_is_the_default() -> None:
    state, problems = parse_desk_state({})
    assert state == DeskState()
    assert problems == ()
    assert state.to_query() == ""


def test_a_whole_address_is_read_and_written_in_one_order() -> None:
    query = {
        "sort": "-EDU-WP-01@2024:rank",
        "ind": "edu-wp-01,EDU-SP-07 EDU-WP-01",
        "units": "1420011;0264011",
        "years": "2020-2024",
        "kolumny": "zmiana.powod",
        "filtr": "EDU-WP-01@2024~50~_population~~20000",
        "na": "edu-sp-07",
    }
    state, problems = parse_desk_state(query)
    assert problems == ()
    assert state.listed("ind") == ("EDU-WP-01", "EDU-SP-07")
    assert state.listed("units") == ("1420011", "0264011")
    assert state.options == ("powod", "zmiana")
    assert state.ranges == (
        Range("EDU-WP-01@2024", 50.0, None),
        Range("population", None, 20000.0),
    )
    assert state.sort_key == ("EDU-WP-01@2024:rank", True)
    assert state.to_query().startswith("ind=EDU-WP-01.EDU-SP-07&units=1420011.0264011&years=")
    assert parse_desk_state(dict(parse_qsl(state.to_query()))) == (state, ())


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("ind", "a b!c", "shape"),
        ("usluga", "Żłobek", "shape"),
        ("obszar", "../etc", "shape"),
        ("level", "wies", ""),
        ("units", "12345", "shape"),
        ("gdzie", "1420011", "shape"),
        ("unit", "abc", ""),
        ("group", "wszyscy", ""),
        ("w", "FIN-SS-01.9", ""),
        ("years", "dawno", "shape"),
        ("years", "20202024", "shape"),
        ("uklad", "ukosny", ""),
        ("kolumny", "kolor", ""),
        ("wiersze", "parzyste", ""),
        ("filtr", "value~a~b", ""),
        ("filtr", "value~9~1", ""),
        ("filtr", "value~~", ""),
        ("sort", "a b", ""),
        ("widok", "3d", ""),
        ("na", "<b>", ""),
        ("year", "24", ""),
    ],
)
def test_a_bad_value_becomes_the_default_and_is_told(key: str, value: str, reason: str) -> None:
    state, problems = parse_desk_state({key: value})
    assert (problems[0].parameter, problems[0].reason) == (key, reason)
    assert getattr(state, key) in (getattr(DeskState(), key), "A")


def test_a_range_written_backwards_is_turned_and_told() -> None:
    state, problems = parse_desk_state({"years": "2024-2020"})
    assert state.years == "2020-2024"
    assert problems == (
        Problem(parameter="years", value="2024-2020", reason="turned", instead="2020-2024"),
    )
    assert parse_desk_state({"years": "2024-2024"})[0].years == "2024"


def test_no_option_differs_from_the_usual_ones() -> None:
    assert parse_desk_state({"kolumny": "brak"})[0].options == ()
    assert parse_desk_state({})[0].options == ("powiat", "powod")


def test_long_lists_are_cut_and_told() -> None:
    units = ".".join(f"{number:07d}" for number in range(1_000))
    state, problems = parse_desk_state({"units": units})
    assert len(state.listed("units")) == 900
    assert problems == (Problem(parameter="units", value="1000", reason="many", instead="900"),)
    codes = ".".join(f"EDU-{number:010d}" for number in range(201))
    state, problems = parse_desk_state({"ind": codes, "units": units})
    assert len(state.to_query()) <= 7_500
    assert {(one.parameter, one.reason) for one in problems} == {
        ("ind", "many"),
        ("units", "many"),
    }


def test_a_million_codes_are_refused_at_once() -> None:
    many = ".".join(["1420011"] + [f"{number:07d}" for number in range(1_000_000)])
    start = time.process_time()
    state, problems = parse_desk_state({"units": many, "own": many, "w": many})
    assert time.process_time() - start < 2
    assert len(state.to_query()) <= 7_500
    assert ("units", "many") in {(one.parameter, one.reason) for one in problems}


@given(st.dictionaries(st.sampled_from(KEYS), st.text(max_size=40)))
def test_reading_never_fails_and_what_is_kept_is_read_again(query: dict[str, str]) -> None:
    state, _ = parse_desk_state(query)
    again, problems = parse_desk_state(dict(parse_qsl(state.to_query())))
    assert again == state
    assert problems == ()
