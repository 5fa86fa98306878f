"""Cost, quality and availability: readings, medians, corners and their words.

The quality of 2024 is 52 + 7 x place % 12: Płońsk 52, Lubin 59, Łąck 54, Zabór 61, Żarów 56,
Sochocin 58, Baboszewo 53, Naruszewo 60, Raciąż 55, Gromadka 62, Wrocław 57; Joniec has none. Its
median is 57; that of the cost is the 17 610 zł of Płońsk (see ``test_cost_places``).
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from smup.views.costs.places import place_rows
from smup.views.costs.triangle import (
    Axis,
    Comparison,
    chosen,
    comparisons,
    favourable,
    named,
    offered,
    readings,
    side_key,
    tint,
)
from smup.views.costs.triangle_picture import corner_words, label, notes, scatter, sentence
from smup.views.costs.triangle_rows import COLUMNS, linked, page_address
from tests.cost_country import (
    AVAILABILITY,
    BABOSZEWO,
    GROMADKA,
    NARUSZEWO,
    QUALITY,
    RACIAZ,
    SOCHOCIN,
)
from tests.cost_data import cost_data
from tests.memory_country import JONIEC, LACK, LUBIN, PLONSK, WROCLAW, ZAROW

LESS_MORE, MORE_MORE, MORE_LESS, LESS_LESS = (
    (False, True),
    (True, True),
    (True, False),
    (False,) * 2,
)


def corners_of(data: object, shown: Comparison) -> Mapping[str, object]:
    """The corner of each unit by its code."""
    codes = [data.unit_at(at).teryt for at in shown.positions]  # type: ignore[attr-defined]
    return dict(zip(codes, shown.quadrants, strict=True))


def axis(kind: str = "quality", polarity: str = "up") -> Axis:
    """An axis of five units with the median 3."""
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    return Axis(kind=kind, values=values, median=3.0, polarity=polarity, reading=None)  # type: ignore[arg-type]


def test_every_unit_stands_in_its_corner_and_one_on_a_median_in_none() -> None:
    data = cost_data()
    shown = comparisons(data)[0]
    assert (shown.x.median, shown.y.median) == (17_610, 57)
    assert corners_of(data, shown) == {
        PLONSK: None,
        WROCLAW: None,
        LUBIN: MORE_MORE,
        GROMADKA: MORE_MORE,
        LACK: MORE_LESS,
        BABOSZEWO: MORE_LESS,
        SOCHOCIN: LESS_MORE,
        NARUSZEWO: LESS_MORE,
        ZAROW: LESS_LESS,
        RACIAZ: LESS_LESS,
    }


def test_a_unit_without_the_reading_is_counted_and_not_drawn() -> None:
    data = cost_data()
    shown = comparisons(data)[0]
    assert shown.without == 1
    assert JONIEC not in corners_of(data, shown)
    assert any(text.startswith("1 jednostka z") for text in notes(data, shown))


def test_three_pairs_are_offered_in_the_order_of_the_switch() -> None:
    assert [one.pair for one in comparisons(cost_data())] == ["kj", "kd", "jd"]
    assert [one.pair for one in comparisons(cost_data(service={"quality": ()}))] == ["kd"]
    assert comparisons(cost_data(service={"quality": (), "availability": ()})) == ()


def test_the_newest_year_not_after_that_of_the_costs_is_read_and_told() -> None:
    data = cost_data(year=2023)
    reading = readings(data)["quality"]
    assert (reading.year, reading.values[data.mine]) == (2023, 50)
    assert comparisons(cost_data(year=2022)) == ()
    assert offered(cost_data(year=2022), "quality") == ()


def test_the_indicator_of_the_address_is_taken_and_an_unknown_one_gives_way() -> None:
    both = {"quality": (QUALITY, AVAILABILITY)}
    picked = chosen(cost_data(service=both, state={"quality": AVAILABILITY}), "quality")
    other = chosen(cost_data(service=both, state={"quality": "XXX-00-00"}), "quality")
    assert picked is not None
    assert other is not None
    assert (picked.code, other.code) == (AVAILABILITY, QUALITY)
    assert offered(cost_data(service={"quality": ("NIE-MA-01",)}), "quality") == ()


@pytest.mark.parametrize(
    ("polarity", "high", "words"),
    [
        ("up", True, "quality.better"),
        ("up", False, "quality.weaker"),
        ("down", True, "quality.weaker"),
        ("down", False, "quality.better"),
        ("none", True, "quality.high"),
        ("none", False, "quality.low"),
    ],
)
def test_better_is_said_only_where_the_card_says_which_way_is_better(
    polarity: str, words: str, *, high: bool
) -> None:
    assert side_key(axis(polarity=polarity), high=high) == words


def test_the_cost_alone_is_never_judged() -> None:
    cost = axis("cost", "none")
    assert favourable(cost, high=True) is None
    assert side_key(cost, high=False) == "cost.low"
    plain = axis(polarity="none")
    assert {
        tint(cost, plain, right=right, top=top) for right in (True, False) for top in (True, False)
    } == {""}


def test_two_corners_are_tinted_beside_a_judged_reading() -> None:
    cost, better, fewer = axis("cost", "none"), axis(), axis(polarity="down")
    assert tint(cost, better, right=False, top=True) == "good"
    assert tint(cost, better, right=True, top=False) == "asking"
    assert tint(cost, better, right=True, top=True) == ""
    assert tint(cost, fewer, right=False, top=False) == "good"
    assert tint(axis("availability"), better, right=True, top=True) == "good"


def test_named_units_are_the_farthest_in_the_good_corner_and_never_mine() -> None:
    data = cost_data()
    shown = comparisons(data)[0]
    names = [data.unit_at(shown.positions[place]).teryt for place in named(shown, mine=data.mine)]
    # Sochocin: 960 zł and 1 point away; Naruszewo: 240 zł and 3 points: the smaller share counts
    assert names == [SOCHOCIN, NARUSZEWO]


def test_words_name_the_corner_of_my_unit() -> None:
    data = cost_data(unit=LUBIN)
    shown = comparisons(data)[0]
    assert sentence(data, shown) == (
        "Niższy koszt, lepszy wynik: 2 z\u00a010 gmin. Lubin: wyższy koszt, lepszy wynik."
    )
    english = cost_data(unit=LUBIN, lang="en")
    assert corner_words(english, comparisons(english)[0], LESS_LESS) == "lower cost, weaker result"


@pytest.mark.parametrize(
    ("unit", "ending"),
    [
        (PLONSK, "Płońsk leży na medianie grupy."),
        (JONIEC, "Joniec nie ma obu liczb, więc nie ma jej na wykresie."),
        ("1420042", "Zabór nie ma kosztu, który można porównać z\u00a0grupą."),
        (None, "gmin."),
    ],
)
def test_words_tell_why_my_unit_is_in_no_corner(unit: str | None, ending: str) -> None:
    data = cost_data(unit=unit)
    assert sentence(data, comparisons(data)[0]).endswith(ending)


def test_the_name_of_the_picture_says_axes_and_number_of_units() -> None:
    data = cost_data()
    words = label(data, comparisons(data)[0])
    assert "pełny koszt na ucznia" in words
    assert "10 gmin" in words


def test_my_interval_covers_all_keys_and_only_an_axis_of_cost_has_it() -> None:
    data = cost_data()
    cost, _, other = comparisons(data)
    assert scatter(data, cost).interval == (17_610, 18_710)
    assert scatter(data, other).interval is None


def test_rows_hold_numbers_and_words_of_emptiness() -> None:
    data = cost_data()
    rows = {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in linked(data, None)["rows"]}
    assert rows[PLONSK] == {
        "name": "Płońsk",
        "where": "gm. miejska, pow. płoński",
        "cost": 17_610,
        "low": 17_610,
        "high": 18_710,
        "quality": 52,
        "availability": 80,
        "deviation": 0,
        "notes": 0,
        "best": 5,
        "worst": 7,
    }
    assert (rows[JONIEC]["quality"], rows[ZAROW]["notes"]) == ("brak", 2)
    assert len(rows) == len(place_rows(data)) == 11


def test_the_record_of_a_pair_has_a_corner_for_each_row() -> None:
    record = linked(cost_data(), None)
    corners = dict(
        zip((row[0] for row in record["rows"]), record["pairs"][0]["corners"], strict=True)
    )
    assert corners[SOCHOCIN] == "2"
    assert corners[LACK] == "1"
    assert (corners[JONIEC], corners[PLONSK]) == ("-", "m")
    assert record["pairs"][0]["words"]["2"] == "niższy koszt, lepszy wynik"
    assert record["mine"] == PLONSK


def test_the_picked_unit_of_the_address_is_in_the_record() -> None:
    data = cost_data()
    state = data.selection.state
    view = replace(state.view, sel=LUBIN)
    picked = replace(data, selection=replace(data.selection, state=replace(state, view=view)))
    assert linked(picked, None)["sel"] == LUBIN


def test_another_unit_has_a_page_of_its_own() -> None:
    assert page_address(cost_data()) == "/koszty/szkoly-podstawowe?unit={unit}"
    assert page_address(cost_data(year=2023, lang="en")).startswith("/en/koszty/")
