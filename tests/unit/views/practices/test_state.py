"""The address of the catalogue of practices: canonical, and never refused."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.repository.practice_records import FACETS
from smup.settings import ROOT
from smup.view_state import Problem
from smup.views.practices.state import PracticeState, parse_practice_state

FULL = (
    "q=odpady&obszar=edukacja.srodowisko&usluga=przedszkola&wymiar=jakosc&rodzaj=wiejska"
    "&wielkosc=gmina-3&koszt=brak&status=zgloszona&dowod=wykres&wskaznik=EDU-PRZ-01&jst=1420011"
    "&podobne=tak&gdzie=14&sort=tytul&ile=24"
)


def read(query: str) -> tuple[PracticeState, tuple[Problem, ...]]:
    return parse_practice_state(dict(parse_qsl(query, keep_blank_values=True)))


def test_a_full_address_is_read_and_written_the_same() -> None:
    state, problems = read(FULL)
    assert problems == ()
    assert state.to_query() == FULL


def test_only_what_differs_from_the_default_is_written() -> None:
    assert PracticeState().to_query() == ""
    assert read("sort=trafnosc&ile=12&q=&obszar=")[0] == PracticeState()


@pytest.mark.parametrize("between", [".", ",", ", ", ";"])
def test_values_of_a_list_stand_once_however_they_are_joined(between: str) -> None:
    state, _ = read(f"obszar=edukacja{between}kultura{between}edukacja")
    assert state.to_query() == "obszar=edukacja.kultura"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("sort=cena", ("sort", "cena")),
        ("ile=0", ("ile", "0")),
        ("ile=9999", ("ile", "9999")),
        ("jst=Płońsk", ("jst", "Płońsk")),
        ("gdzie=1", ("gdzie", "1")),
        ("podobne=nie", ("podobne", "nie")),
        ("podobne=tak", ("podobne", "tak")),
        ("status=<script>", ("status", "<script>")),
        ("wskaznik=%00", ("wskaznik", "\0")),
    ],
)
def test_what_cannot_be_read_is_the_default_and_told(query: str, told: tuple[str, str]) -> None:
    state, problems = read(query)
    assert state == PracticeState()
    assert [(one.parameter, one.value) for one in problems] == [told]


def test_the_number_shown_is_whole_pages() -> None:
    assert read("ile=13")[0].shown == 24
    assert read("ile=24")[0].shown == 24


def test_words_lose_control_signs_and_length_only() -> None:
    state, _ = read("q=" + "a" * 500)
    assert state.text == "a" * 120
    assert parse_practice_state({"q": " dowóz\t\n\u202euczniów  🚌 "})[0].text == "dowóz uczniów 🚌"


def test_a_value_is_taken_out_of_its_list() -> None:
    state, _ = read("obszar=edukacja.kultura")
    assert state.without("obszar", "edukacja").to_query() == "obszar=kultura"
    assert state.without("obszar").to_query() == ""
    assert state.without("status", "nic") == state


@given(
    st.dictionaries(st.sampled_from(["q", *FACETS, "wskaznik", "jst", "sort", "ile"]), st.text())
)
def test_every_address_has_one_canonical_form(query: dict[str, str]) -> None:
    state, _ = parse_practice_state(query)
    assert parse_practice_state(dict(parse_qsl(state.to_query())))[0] == state


def test_every_key_is_documented() -> None:
    text = (ROOT / "docs" / "urls.md").read_text(encoding="utf-8")
    assert [key for key, _ in parse_qsl(FULL) if f"`{key}`" not in text] == []
