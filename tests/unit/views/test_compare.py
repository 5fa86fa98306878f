"""What the comparison shows, worked out by hand over the country in memory.

Lubin, Łąck, Zabór, Żarów and Joniec are each other's similar units.
"""

import numpy as np
import pytest

from smup.flags import Flag
from smup.repository.records import PeerInfo
from smup.views.compare.export import column_names, export_rows
from smup.views.compare.overtime import looks, series_rows, unit_lines
from smup.views.compare.places import place_rows, places
from smup.views.compare.spread import spread_rows, weighted_median
from smup.views.compare.table import heat_rows, place_in_group
from smup.views.compare.words import sentence
from smup.views.linked import GroupStats
from tests.memory_country import (
    ENDED,
    FICTIONAL,
    JONIEC,
    LACK,
    LUBIN,
    MAIN,
    PLONSK,
    SIMILAR,
    WROCLAW,
    ZABOR,
    ZAROW,
    broken_in,
)
from tests.unit.views.compare_country import SCATTER, SECOND, TWICE, VALUES, compare

ALL = ".".join(SIMILAR)
NBSP = "\u00a0"
STATS = GroupStats(n=5, min=10, p5=12, q1=20, median=30, q3=40, p95=48, max=50)


@pytest.mark.parametrize(
    ("value", "up", "down"),
    [
        (11.9, 0, 4),
        (12, 1, 3),
        (19.9, 1, 3),
        (20, 2, 2),
        (40, 2, 2),
        (41, 3, 1),
        (48, 3, 1),
        (49, 4, 0),
    ],
)
def test_the_class_follows_the_quarters_and_turns_with_polarity(
    value: float, up: int, down: int
) -> None:
    assert place_in_group(value, STATS, polarity="up") == up
    assert place_in_group(value, STATS, polarity="down") == down


def test_nothing_is_judged_without_polarity_or_in_a_tiny_group() -> None:
    assert place_in_group(49, STATS, polarity="none") is None
    assert place_in_group(49, STATS._replace(n=4), polarity="up") is None


def test_in_a_group_of_equal_values_everybody_is_in_the_middle() -> None:
    equal = GroupStats(n=9, min=7, p5=7, q1=7, median=7, q3=7, p95=7, max=7)
    assert place_in_group(7, equal, polarity="up") == 2


def test_my_unit_is_first_and_the_median_last_in_any_order() -> None:
    data = compare(VALUES, {"unit": ZABOR, "units": ALL, "ind": MAIN, "sort": f"-{MAIN}"})
    rows = heat_rows(data, 2020)
    assert [row.code for row in rows] == [ZABOR, JONIEC, ZAROW, LACK, LUBIN, ""]
    assert rows[-1].cells[0].text == "30,0"


def test_a_unit_without_a_value_stands_last_whichever_way_it_is_sorted() -> None:
    values = {**VALUES, LACK: {2020: Flag.SECRET}}
    for sort in (MAIN, f"-{MAIN}"):
        data = compare(values, {"units": ALL, "ind": MAIN, "sort": sort, "unit": LUBIN})
        last = heat_rows(data, 2020)[-2]
        assert (last.code, last.cells[0].text) == (LACK, "tajemnica")
        assert last.cells[0].place is None


def test_context_gets_no_colour_even_when_it_has_a_polarity() -> None:
    data = compare(VALUES, {"unit": ZABOR, "units": ALL, "ind": MAIN}, dimension="kontekst")
    cells = [row.cells[0] for row in heat_rows(data, 2020)[:-1]]
    assert {cell.place for cell in cells} == {None}
    assert {cell.judged for cell in cells} == {False}


def test_an_average_of_gminas_is_not_judged_among_powiats() -> None:
    # 0211 and 0222 are powiats; the main indicator is a task of gminas.
    values = {PLONSK[:4]: {2020: 1.0}, LUBIN[:4]: {2020: 2.0}}
    query = {"unit": LUBIN[:4], "units": f"{LUBIN[:4]}.{PLONSK[:4]}", "level": "powiat"}
    data = compare(values, {**query, "ind": MAIN}, task_level="gmina")
    assert not data.judged(data.x)
    assert all(not cell.judged for row in heat_rows(data, 2020) for cell in row.cells)
    assert sentence(data).before.endswith("nie da się ocenić na tle grupy.")
    task = compare(values, {**query, "ind": MAIN}, task_level="oba")
    assert task.judged(task.x)


def test_the_sentence_counts_the_cells_of_my_row() -> None:
    # Similar units: q1 = 20, q3 = 40; Joniec has 50, above p95 = 48.
    data = compare(VALUES, {"unit": JONIEC, "units": ALL, "ind": MAIN})
    assert sentence(data).text == (
        f"Joniec w{NBSP}2020 roku: lepiej niż środkowa połowa grupy w{NBSP}1 z{NBSP}1 "
        f"ocenianego wskaźnika, gorzej w{NBSP}0."
    )


def test_without_an_address_there_is_nothing_and_no_failure() -> None:
    data = compare(VALUES, {})
    assert data.units == ()
    assert data.chosen.problems == ()


def test_with_my_unit_alone_the_nearest_by_people_stand_beside_it() -> None:
    # Populations: Lubin 4000, Łąck 4100, Zabór 4200, Żarów 4300, Joniec 2600.
    data = compare(VALUES, {"unit": LUBIN})
    assert [data.code(unit) for unit in data.units] == [LUBIN, LACK, ZABOR, ZAROW, JONIEC]
    assert not data.chosen.picked


def test_statistically_nearest_units_come_before_those_of_like_size() -> None:
    known = compare(VALUES, {"unit": LUBIN}).directory
    peers = [
        PeerInfo("najblizsze", 2, known.by_code(ZAROW).id, 0.2, None),
        PeerInfo("najblizsze", 1, known.by_code(PLONSK).id, 0.1, None),
        PeerInfo("sasiedzi", 1, known.by_code(LACK).id, None, 3.0),
    ]
    data = compare(VALUES, {"unit": LUBIN}, peers=peers)
    assert [data.code(unit) for unit in data.units] == [LUBIN, PLONSK, ZAROW]


def test_unknown_ended_and_other_levels_are_told_and_the_rest_is_kept() -> None:
    query = {"unit": LUBIN, "units": f"{LACK}.1420999.{ENDED}.1420", "ind": f"{MAIN}.NIE-01"}
    data = compare(VALUES, query)
    assert [data.code(unit) for unit in data.units] == [LUBIN, LACK, JONIEC]
    told = {problem.parameter: problem.value for problem in data.chosen.problems}
    assert told == {
        "units": "1420999",
        "units_ended": "Dawniej (1420072)",
        "units_level": "powiat płoński",
        "ind": "NIE-01",
    }


def test_gminas_at_the_level_of_powiats_become_their_powiats() -> None:
    values = {"1420": {2020: 5.0}, "0201": {2020: 6.0}}
    data = compare(values, {"units": f"{LUBIN}.{LACK}.0201022", "level": "powiat", "ind": MAIN})
    assert [data.code(unit) for unit in data.units] == ["1420", "0201"]


def test_a_level_below_my_unit_is_told_and_its_own_taken() -> None:
    data = compare({"02": {2020: 1.0}, "14": {2020: 2.0}}, {"unit": "14", "level": "gmina"})
    assert (data.chosen.level, data.chosen.state.level) == ("wojewodztwo", None)
    assert [unit.teryt for unit in data.units[:1]] == ["14"]
    assert [one.parameter for one in data.chosen.problems] == ["level_unit"]


def test_six_units_have_their_own_looks_and_seven_do_not() -> None:
    six = compare(VALUES, {"unit": LUBIN, "units": f"{ALL}.{PLONSK}"})
    assert len({style.key for style in looks(six).values()}) == 6
    seven = compare(VALUES, {"unit": LUBIN, "units": f"{ALL}.{PLONSK}.{WROCLAW}", "sel": LACK})
    assert [style.key for style in looks(seven).values()] == ["ja", "wy", *["sz"] * 5]


def test_a_change_is_not_counted_across_a_break() -> None:
    mine = {2018: 50.0, 2019: 60.0, 2020: 10.0, 2021: 12.0}
    values = {LUBIN: mine, LACK: {2019: 5.0, 2020: 6.0}}
    query = {"unit": LUBIN, "units": f"{LUBIN}.{LACK}", "ind": MAIN, "view": "lines"}
    data = compare(values, query, **broken_in(2020))
    rows = series_rows(data, [2018, 2019, 2020, 2021])
    assert (rows[0].since, rows[0].change) == (2020, f"+2,0{NBSP}pkt proc.")
    assert (rows[1].since, rows[1].change) == (None, "")


def test_a_missing_year_is_a_gap_in_the_line_not_a_zero() -> None:
    values = {LUBIN: {2018: 1.0, 2020: 3.0}}
    data = compare(values, {"unit": LUBIN, "units": LUBIN, "ind": MAIN, "view": "lines"})
    assert unit_lines(data, data.x)[0].values == [1.0, None, 3.0]


def test_places_share_the_better_number_and_follow_polarity() -> None:
    values = {LUBIN: {2020: 5.0}, LACK: {2020: 5.0}, ZABOR: {2020: 9.0}, ZAROW: {2020: 1.0}}
    query = {"unit": LUBIN, "units": ALL, "ind": MAIN, "view": "places"}
    up = _places(compare(values, query))
    assert up == {ZABOR: (1, 4), LUBIN: (2, 4), LACK: (2, 4), ZAROW: (4, 4)}
    down = _places(compare(values, query, polarity="down"))
    assert down == {ZAROW: (1, 4), LUBIN: (2, 4), LACK: (2, 4), ZABOR: (4, 4)}


def test_places_in_the_group_count_all_its_units() -> None:
    query = {"unit": LUBIN, "units": f"{LUBIN}.{LACK}", "view": "places", "among": "group"}
    assert _places(compare(VALUES, {**query, "ind": MAIN})) == {LUBIN: (5, 5), LACK: (4, 5)}


def test_a_unit_outside_the_group_is_counted_with_it() -> None:
    values = {**VALUES, PLONSK: {2020: 45.0}}
    query = {"unit": LUBIN, "units": f"{LUBIN}.{PLONSK}", "view": "places", "among": "group"}
    assert _places(compare(values, {**query, "ind": MAIN}))[PLONSK] == (2, 6)


def test_rows_of_places_follow_the_last_year_with_mine_first() -> None:
    data = compare(VALUES, {"unit": LUBIN, "units": ALL, "ind": MAIN, "view": "places"})
    codes = [data.code(unit) for unit, _ in place_rows(data, data.years_of(data.x))]
    assert codes == [LUBIN, JONIEC, ZAROW, ZABOR, LACK]


def _places(data: object) -> dict[str, tuple[int, int]]:
    found = places(data)  # type: ignore[arg-type]
    units = {unit.id: data.code(unit) for unit in data.units}  # type: ignore[attr-defined]
    return {units[key]: (place.place, place.of) for (key, _), place in found.items()}


def test_the_weighted_median_counts_people_not_units() -> None:
    # All but Joniec have 4000 to 4300 people; by units the median is Zabór's 30.
    data = compare(VALUES, {"unit": LUBIN, "units": LUBIN, "ind": MAIN, "view": "spread"})
    assert data.stats_of(data.x, 2020).median == 30  # type: ignore[union-attr]
    weighted = weighted_median(data)
    assert weighted is not None
    # Half of the 19 200 people: stretches 4000, 4100, 4200, 4300, 2600; by hand 28.64.
    middles = np.cumsum([4000, 4100, 4200, 4300, 2600]) - np.array([2000, 2050, 2100, 2150, 1300])
    share = (middles - middles[0]) / (middles[-1] - middles[0])
    assert weighted == pytest.approx(np.interp(0.5, share, [10, 20, 30, 40, 50]))
    assert weighted < 30


def test_the_row_of_a_unit_tells_its_place_in_the_group() -> None:
    data = compare(
        VALUES, {"unit": LUBIN, "units": f"{LUBIN}.{ZAROW}", "view": "spread", "ind": MAIN}
    )
    assert [(data.code(row.unit), row.place, row.of) for row in spread_rows(data)] == [
        (LUBIN, 5, 5),
        (ZAROW, 2, 5),
    ]


@pytest.mark.parametrize("view", ["table", "lines", "panels", "places", "scatter", "spread"])
def test_every_row_of_a_file_has_the_columns_of_its_view(view: str) -> None:
    data = compare(VALUES, {**SCATTER, "view": view}, second=TWICE)
    width = len(column_names(data))
    rows = export_rows(data)
    assert rows != []
    assert {len(row) for row in rows} == {width}


def test_the_table_as_a_file_has_a_row_for_each_cell_in_the_order_shown() -> None:
    query = {"unit": ZABOR, "units": f"{LUBIN}.{LACK}", "ind": f"{MAIN}.{SECOND}"}
    data = compare(VALUES, query, second=TWICE)
    assert [(row[0], row[4], row[7]) for row in export_rows(data)] == [
        (ZABOR, MAIN, 30.0), (ZABOR, SECOND, 61.0), (LUBIN, MAIN, 10.0), (LUBIN, SECOND, 21.0),
        (LACK, MAIN, 20.0), (LACK, SECOND, 41.0),
    ]  # fmt: skip


def test_a_fictional_unit_may_be_compared() -> None:
    values = {**VALUES, FICTIONAL: {2020: 35.0}}
    data = compare(values, {"unit": FICTIONAL, "units": f"{FICTIONAL}.{LUBIN}", "ind": MAIN})
    assert [row.code for row in heat_rows(data, 2020)] == [FICTIONAL, LUBIN, ""]


def test_units_of_one_name_are_told_apart_by_kind() -> None:
    data = compare(VALUES, {"units": ALL})
    assert len(set(data.names.values())) == 5
