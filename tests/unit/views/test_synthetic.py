"""The index of a unit: numbers worked out by hand, choices of the address, words, files."""

from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.views.synthetic import IndexData, parse_index_state, read_index, select_index
from smup.views.synthetic.pictures import corner_counts, scatter_figure
from smup.views.synthetic.selection import IndexSelection
from smup.views.synthetic.sensitivity import place_intervals, sensitivity
from smup.views.synthetic.table import COLUMNS, csv_rows, index_rows, ordered_rows
from smup.views.synthetic.words import no_index, opening
from tests import index_country as country
from tests import small_country
from tests.poured import Pour


@pytest.fixture
def repository(sqlite_engine: Engine, pour: Pour) -> Repository:
    """The repository over the powiat of eight gminas."""
    pour(sqlite_engine, country.fill)
    return Repository(sqlite_engine)


def selected(repository: Repository, lang: str = "pl", **query: str) -> IndexSelection:
    state, problems = parse_index_state(query)
    return select_index(repository, state, problems=problems, lang=lang)


def index_of(repository: Repository, unit: str, **query: str) -> IndexData:
    data = read_index(repository, selected(repository, unit=unit, **query), lang="pl")
    assert data is not None
    return data


def told(selection: IndexSelection) -> list[tuple[str, str, str]]:
    return [(item.parameter, item.value, item.reason) for item in selection.problems]


def test_level_of_every_unit_by_hand(repository: Repository) -> None:
    data = index_of(repository, country.G)
    expected = [-0.875, -0.375, -0.875, -0.375, -0.125, -0.125, 0.875, 1.875]
    np.testing.assert_allclose(data.level.totals, expected)
    assert data.number(float(data.level.totals[data.mine])) == "108,8"
    np.testing.assert_allclose(data.level.sectors.values[data.mine], [0.75, 1.0])


def test_contributions_of_indicators_sum_to_the_points_above_the_mean(
    repository: Repository,
) -> None:
    data = index_of(repository, country.G)
    parts = data.level.parts(data.mine, data.sector_of)
    by_code = dict(zip([item.code for item in data.indicators], parts, strict=True))
    assert [by_code[code] for code in ("EDU-1", "EDU-2", "KUL-1")] == [2.5, 1.25, 5.0]
    assert np.isnan(by_code["KUL-2"])
    assert np.nansum(parts) == pytest.approx(10 * data.level.totals[data.mine])


def test_only_judged_indicators_of_the_level_count(repository: Repository) -> None:
    data = index_of(repository, country.G)
    assert [item.code for item in data.indicators] == ["EDU-1", "EDU-2", "KUL-1", "KUL-2"]
    # Four units are too few for a deviation, so KUL-2 is told as not counted.
    assert [data.indicators[place].code for place in data.level.excluded] == ["KUL-2"]
    assert (data.level.known[data.mine], data.level.counted[data.mine]) == (3, 3)


def test_dynamics_leaves_out_what_breaks_or_has_no_earlier_value(repository: Repository) -> None:
    data = index_of(repository, country.G)
    assert data.change is not None
    assert [data.indicators[place].code for place in data.broken] == ["EDU-2"]
    # Only EDU-1 is left: all began at 1, so the change has the z-scores of the level.
    np.testing.assert_allclose(data.change.totals, [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2])
    assert data.change.counted[data.mine] == 1


def test_own_weights_change_the_score(repository: Repository) -> None:
    data = index_of(repository, country.G, wagi="edukacja.3")
    assert data.level.totals[data.mine] == pytest.approx((3 * 0.75 + 1) / 4)
    alone = index_of(repository, country.G, wagi="edukacja.0")
    assert alone.level.totals[alone.mine] == 1.0
    assert alone.level.counted[alone.mine] == 1


def test_an_indicator_left_out_does_not_count(repository: Repository) -> None:
    data = index_of(repository, country.G, bez="EDU-1")
    assert data.level.sectors.values[data.mine, 0] == 0.5
    assert [item.code for item in data.selection.left_out] == ["EDU-1"]


def test_places_under_other_weights_by_hand(repository: Repository) -> None:
    found = sensitivity(index_of(repository, country.E))
    assert found is not None
    assert (found.chosen, found.equal, found.n) == (3, 3, 8)
    # Without education a, b share third place behind h, g; d, e, f follow. Without culture e, f
    # share third place behind h and g.
    assert found.without == {0: 5, 1: 3}
    assert 3 <= found.low <= found.high <= 6


def test_a_unit_that_is_second_everywhere_is_second_under_all_weights(
    repository: Repository,
) -> None:
    data = index_of(repository, country.G)
    found = sensitivity(data)
    assert found is not None
    assert (found.low, found.high) == (2, 2)
    assert "to miejsce 2. z 8." in opening(data, found).text.replace("\u00a0", " ")


def test_a_unit_outside_of_the_group_takes_no_place_from_it(repository: Repository) -> None:
    # G is second everywhere. Outside of the group it keeps that place; A to F move up by one.
    inside = index_of(repository, country.G)
    members = np.arange(len(inside.positions)) != inside.mine
    outside = replace(inside, level=replace(inside.level, members=members))
    rows = np.arange(len(inside.positions))
    with_it, without = place_intervals(inside, rows), place_intervals(outside, rows)
    moved = np.array([1, 1, 1, 1, 1, 1, 0, 0])
    for among, alone in zip(with_it, without, strict=True):
        np.testing.assert_array_equal(among - alone, moved)
    assert (outside.level.ranked, outside.level.among(0), outside.level.among(6)) == (7, 7, 8)


def test_one_weighted_sector_has_no_other_to_leave_out(repository: Repository) -> None:
    found = sensitivity(index_of(repository, country.G, wagi="edukacja.0"))
    assert found is not None
    assert found.without == {}


@pytest.mark.parametrize(
    ("wagi", "problem"),
    [
        ("edukacja.0_kultura.0", ("wagi", "0", "zero")),
        ("edukacja.2_edukacja.3", ("wagi", "edukacja.3", "")),
        ("edukacja.9", ("wagi", "edukacja.9", "")),
        ("kosmos.3", ("wagi", "kosmos", "")),
        ("'; DROP TABLE unit", ("wagi", "'; DROP TABLE unit", "")),
    ],
)
def test_weights_that_make_no_sense_become_equal_and_are_told(
    repository: Repository, wagi: str, problem: tuple[str, str, str]
) -> None:
    selection = selected(repository, unit=country.G, wagi=wagi)
    assert told(selection) == [problem]
    assert selection.weights.tolist() == [1.0, 1.0]
    assert "wagi" not in selection.state.to_query()


def test_leaving_out_nothing_known_or_everything_is_told(repository: Repository) -> None:
    unknown = selected(repository, unit=country.G, bez="KUL-3.XXX.EDU-1")
    assert told(unknown) == [("bez", "KUL-3", ""), ("bez", "XXX", "")]
    assert [item.code for item in unknown.left_out] == ["EDU-1"]
    everything = selected(repository, unit=country.G, bez="EDU-1.EDU-2.KUL-1.KUL-2")
    assert told(everything) == [("bez", "4", "all")]
    assert len(everything.indicators) == 4


def test_the_address_is_canonical(repository: Repository) -> None:
    query = {"wagi": "kultura.0_edukacja.1", "bez": "edu-2", "year": "2024", "level": "gmina"}
    selection = selected(repository, unit=country.G, **query)
    assert selection.state.to_query() == f"unit={country.G}&wagi=kultura.0&bez=EDU-2"
    again = selected(repository, **dict(_pairs(selection.state.to_query())))
    assert again.state == selection.state


def _pairs(query: str) -> list[list[str]]:
    return [pair.split("=") for pair in query.split("&")]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({}, "no_unit"),
        ({"unit": "14"}, "larger_unit"),
        ({"unit": "1420"}, "no_year"),
        ({"unit": country.A, "group": "wlasna", "own": country.B}, "small_group"),
    ],
)
def test_where_there_is_no_index_the_reason_is_known(
    repository: Repository, query: dict[str, str], reason: str
) -> None:
    selection = selected(repository, **query)
    assert read_index(repository, selection, lang="pl") is None
    assert no_index(selection) == reason


def test_the_table_has_my_unit_first_then_the_order_asked_for(repository: Repository) -> None:
    def codes(**query: str) -> list[str]:
        data = index_of(repository, country.E, **query)
        return [row.code for row in index_rows(data, ordered_rows(data))]

    assert codes()[:4] == [country.E, country.H, country.G, country.F]
    assert codes(sort="value")[:2] == [country.E, country.A]
    assert codes(sort="change")[:2] == [country.E, country.A]
    assert codes(sort="name") == [country.E, *(code for code in country.UNITS if code != country.E)]


def test_the_rows_tell_quarters_scores_places_and_coverage(repository: Repository) -> None:
    data = index_of(repository, country.H)
    row = index_rows(data, ordered_rows(data))[0]
    assert (row.mine, row.quarter, row.level, row.change) == (True, 1, 118.8, 120.0)
    assert (row.low, row.high, row.known, row.counted) == (1, 1, 3, 3)


def test_the_file_tells_method_weights_and_what_is_left_out(repository: Repository) -> None:
    data = index_of(repository, country.H, wagi="edukacja.2", bez="KUL-2")
    cells = next(csv_rows(data, index_rows(data, ordered_rows(data))))
    named = dict(zip(COLUMNS, cells, strict=True))
    assert named["weights"] == "Edukacja 2, Kultura 1"
    assert named["left_out"] == "KUL-2"
    assert "±3" in str(named["method"])
    assert named["change_since"] == 2019


def test_the_scatter_counts_its_corners(repository: Repository) -> None:
    data = index_of(repository, country.G)
    # e and f stand below the mean with a change that equals it
    assert corner_counts(data) == {"both": 2, "change": 2, "level": 0, "neither": 4}
    figure = scatter_figure(data)
    assert figure is not None
    assert (figure["data"][1]["x"], figure["data"][1]["y"]) == ([108.75], [110.0])


def test_three_selects_whatever_the_group(repository: Repository, sqlite_engine: Engine) -> None:
    repository.years(1, "gmina")
    repository.directory()
    for group in ("podobne", "kraj", "powiat"):
        with small_country.counted_selects(sqlite_engine) as statements:
            repository.begin_request()
            index_of(repository, country.G, group=group)
            repository.end_request()
        assert len(statements) == 3, statements  # version, peers, values
