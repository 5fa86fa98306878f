"""Profiles of a country of five similar gminas, worked out by hand."""

import pytest
from sqlalchemy import Engine

from smup.flags import Flag
from smup.repository import Repository
from smup.views.groups import ready_group
from smup.views.profile import Band, TrendMark, place_words
from tests import profile_country
from tests.memory_country import FICTIONAL, JONIEC, LACK, LUBIN, PLONSK, WROCLAW, ZABOR, ZAROW
from tests.poured import Pour
from tests.profile_country import (
    BOTH,
    CONTEXT,
    DOWN,
    EMPTY,
    POWIATS,
    SHARE,
    UP,
    own_group,
    profile_of,
    row_of,
)
from tests.small_country import counted_selects


def test_the_best_of_five_is_first_and_in_the_best_quarter(repository: Repository) -> None:
    row = row_of(profile_of(repository), UP)
    assert row.stats is not None
    assert (row.stats.n, row.stats.q1, row.stats.median, row.stats.q3) == (5, 20.0, 30.0, 30.0)
    assert (row.year, row.value.value, row.rank, row.ranks) == (2024, 50.0, 1, (1, 1))
    assert (row.band, row.better) == (Band.BEST, True)
    assert row.place is None  # no spread between the median and the upper quartile


def test_equal_values_share_a_place_and_say_so(repository: Repository) -> None:
    row = row_of(profile_of(repository, ZABOR), UP)
    assert (row.rank, row.ranks, row.band, row.better) == (2, (2, 3), Band.MIDDLE, None)


def test_less_is_better_where_polarity_says_so(repository: Repository) -> None:
    # 1, 2, 4, 5 (one is secret): quartiles 1.75, 3 and 4.25.
    worst, best = (row_of(profile_of(repository, code), DOWN) for code in (JONIEC, LUBIN))
    assert (worst.rank, worst.n, worst.band, worst.better) == (4, 4, Band.WORST, False)
    assert (best.rank, best.band, best.better) == (1, Band.BEST, True)


def test_what_is_secret_leaves_the_value_of_an_earlier_year(repository: Repository) -> None:
    row = row_of(profile_of(repository, ZABOR), DOWN)
    assert (row.year, row.value.value, row.n, row.rank) == (2023, 3.0, 5, 3)


def test_what_was_never_known_keeps_its_reason(repository: Repository) -> None:
    row = row_of(profile_of(repository, PLONSK), DOWN)
    assert (row.year, row.value.flag, row.band) == (None, Flag.SECRET, Band.UNKNOWN)
    assert (row.stats, row.rank, row.n, row.change) == (None, None, 0, None)


def test_a_service_that_ended_is_not_given_its_old_value(repository: Repository) -> None:
    row = row_of(profile_of(repository, LACK), BOTH)
    assert (row.year, row.value.flag) == (None, Flag.NOT_APPLICABLE)
    before = row_of(profile_of(repository, LACK, year=2022), BOTH)
    assert (before.year, before.value.value) == (2022, 9.0)


def test_context_is_ranked_by_size_and_never_judged(repository: Repository) -> None:
    row = row_of(profile_of(repository, LUBIN), CONTEXT)
    # 100 to 103 in 2024: the smallest of four.
    assert (row.rank, row.n, row.band, row.better) == (4, 4, Band.UNJUDGED, None)
    assert profile_of(repository, LUBIN).context == (row,)


def test_a_year_back_shows_what_was_known_then(repository: Repository) -> None:
    profile = profile_of(repository, year=2023)
    row = row_of(profile, DOWN)
    assert (profile.year, row.year, row.value.value, row.rank, row.n) == (2023, 2023, 4.5, 5, 5)


def test_a_year_without_any_value_becomes_the_newest(repository: Repository) -> None:
    profile = profile_of(repository, year=1999)
    assert (profile.year, profile.years) == (2024, tuple(range(2018, 2025)))


def test_a_steady_rise_is_good_or_bad_by_polarity(repository: Repository) -> None:
    assert row_of(profile_of(repository), UP).trend is TrendMark.RISING_GOOD
    # DOWN has risen for six years, but its series breaks in 2022: three years are too few.
    assert row_of(profile_of(repository), DOWN).trend is TrendMark.UNKNOWN
    before = row_of(profile_of(repository, year=2021), DOWN)
    assert before.trend is TrendMark.UNKNOWN  # three years again


def test_no_change_is_computed_across_a_break(repository: Repository) -> None:
    row = row_of(profile_of(repository), DOWN)
    assert row.change is not None
    assert (row.break_year, row.change.since, row.change.before) == (2022, 2022, 3.5)
    assert (row.change.difference, row.change.good) == (1.5, False)


def test_a_change_reaches_back_five_years(repository: Repository) -> None:
    change = row_of(profile_of(repository), UP).change
    assert change is not None
    assert (change.since, change.year, change.before, change.good) == (2019, 2024, 40.0, True)


def test_a_small_unit_may_differ_by_chance(repository: Repository) -> None:
    # Median 50 %. 10 children: binomial 95 % is 2 to 8 of 10, limits half a count outside them.
    row = row_of(profile_of(repository), SHARE)
    assert row.noise is not None
    assert (row.noise.low, row.noise.high, row.noise.base) == pytest.approx((15.0, 85.0, 10.0))
    assert (row.noise.within, row.band, row.rank) == (True, Band.BEST, 1)
    assert row not in profile_of(repository).strengths
    # Its own 6 of 10 may as well have been 3 to 9: from 25 % to 95 % it can take any place.
    assert row.ranks == (1, 5)


def test_a_large_group_tells_no_place_that_chance_leaves_open(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smup.views.profile.standing.MOST_READ", 1)
    directory = repository.directory()
    unit = directory.by_code(JONIEC)
    group = ready_group(directory, unit, level="gmina", kind="rodzaj", lang="pl")
    found = profile_of(repository, group=group)
    row, exact = row_of(found, SHARE), row_of(found, UP)
    assert row.noise is not None
    assert (row.ranks, place_words(row, "pl")) == (None, "")
    assert exact.ranks is not None


def test_a_large_unit_differs_by_more_than_chance(repository: Repository) -> None:
    # 400 children: 180 to 220 of 400, so 40 % lies outside.
    row = row_of(profile_of(repository, LUBIN), SHARE)
    assert row.noise is not None
    assert row.noise.within is False
    assert row in profile_of(repository, LUBIN).weaknesses


def test_an_indicator_that_nobody_has_is_left_out(repository: Repository) -> None:
    codes = [row.indicator.code for row in profile_of(repository).rows]
    assert EMPTY not in codes
    assert codes == [UP, DOWN, SHARE, CONTEXT, BOTH]


def test_a_sector_of_powiats_is_named_in_the_heat_map_of_a_gmina(repository: Repository) -> None:
    heat = {row.sector.code: row for row in profile_of(repository).heat}
    assert {code: row.task_of for code, row in heat.items()} == {
        "edukacja": None,
        "geodezja": "powiat",
        "finanse": None,
    }
    cells = {cell.dimension: cell for cell in heat["edukacja"].cells}
    assert (cells["ilosc"].better, cells["ilosc"].counted, cells["ilosc"].grade) == (1, 1, 4)
    assert (cells["jakosc"].better, cells["jakosc"].counted, cells["jakosc"].grade) == (0, 1, 0)
    assert (cells["efektywnosc"].counted, cells["efektywnosc"].grade) == (0, None)


def test_a_powiat_is_not_judged_by_what_its_gminas_do(repository: Repository) -> None:
    profile = profile_of(repository, "1420", kind="kraj")
    row = row_of(profile, UP)
    assert (row.value.value, row.of_task, row.band, row.rank) == (33.0, False, Band.UNKNOWN, None)
    own = row_of(profile, POWIATS)
    # 14, 13, 12: three units make no quarters, but they have places.
    assert (own.of_task, own.rank, own.n, own.band) == (True, 3, 3, Band.UNKNOWN)
    task_of = {heat.sector.code: heat.task_of for heat in profile.heat}
    assert task_of == {"edukacja": "gmina", "geodezja": None, "finanse": None}


def test_a_city_with_powiat_rights_shows_the_tasks_of_both_levels(repository: Repository) -> None:
    as_gmina = profile_of(repository, WROCLAW, kind="kraj")
    assert row_of(as_gmina, POWIATS).of_task
    assert row_of(as_gmina, UP).rank == 1
    assert all(heat.task_of is None for heat in as_gmina.heat)
    as_powiat = profile_of(repository, WROCLAW, kind="kraj", level="powiat")
    # Among powiats, which have averages of their gminas, its task of a gmina has no place.
    assert (row_of(as_powiat, UP).of_task, row_of(as_powiat, UP).rank) == (False, None)
    assert row_of(as_powiat, POWIATS).rank == 2


def test_a_fictional_unit_is_held_against_the_real_ones_without_a_place(
    repository: Repository,
) -> None:
    row = row_of(profile_of(repository, FICTIONAL), UP)
    assert (row.n, row.band, row.rank, row.ranks) == (5, Band.WORST, None, None)


def test_a_group_of_one_gives_no_place(repository: Repository) -> None:
    for profile in (
        profile_of(repository, PLONSK),
        profile_of(repository, PLONSK, group=own_group(repository, PLONSK)),
    ):
        row = row_of(profile, UP)
        assert (profile.group.size, row.n, row.rank, row.band) == (1, 1, None, Band.UNKNOWN)
        assert (row.better, profile.strengths, profile.weaknesses) == (None, (), ())


def test_a_unit_without_data_has_rows_but_no_values(repository: Repository) -> None:
    profile = profile_of(repository, "0201022", kind="kraj")
    assert (profile.year, profile.years) == (2024, ())
    assert {row.value.flag for row in profile.rows} == {Flag.MISSING}
    assert [row.indicator.code for row in profile.rows] == [UP, DOWN, SHARE, CONTEXT, BOTH]


def test_an_own_group_is_described_as_a_ready_one(repository: Repository) -> None:
    own = own_group(repository, LUBIN, LACK, ZABOR, ZAROW, JONIEC)
    for code in (JONIEC, ZABOR, FICTIONAL):
        ready = profile_of(repository, code).rows
        assert profile_of(repository, code, group=own).rows == ready


def test_the_country_stands_beside_every_group(repository: Repository) -> None:
    row = row_of(profile_of(repository), UP)
    assert row.country is not None
    assert (row.country.n, row.country.median) == (7, 30.0)


@pytest.mark.parametrize("kind", ["podobne", "kraj", "wlasna"])
@pytest.mark.parametrize("year", [2024, 2021])
def test_a_profile_is_at_most_six_selects(engine: Engine, kind: str, year: int, pour: Pour) -> None:
    pour(engine, profile_country.fill)
    repository = Repository(engine)
    directory = repository.directory()
    unit = directory.by_code(JONIEC)
    group = (
        own_group(repository, LUBIN, JONIEC)
        if kind == "wlasna"
        else ready_group(directory, unit, level="gmina", kind=kind, lang="pl")
    )
    profile_of(repository)  # the catalogue is read once and kept
    with counted_selects(engine) as selects:
        repository.begin_request()
        profile_of(repository, group=group, year=year)
        repository.end_request()
    assert len(selects) <= 7


def test_outside_of_a_request_the_number_of_selects_does_not_follow_the_catalogue(
    sqlite_engine: Engine,
    pour: Pour,
) -> None:
    # A report is made outside of requests, where each question asks for the version anew.
    pour(sqlite_engine, profile_country.fill)
    repository = Repository(sqlite_engine)
    profile_of(repository)
    with counted_selects(sqlite_engine) as selects:
        profile_of(repository)
    assert len(selects) <= 20
