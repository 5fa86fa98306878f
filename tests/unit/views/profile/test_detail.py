"""The detail of one indicator: it agrees with the profile and shows what the judgement rests on."""

from typing import Any

import pytest
from sqlalchemy import Engine

from smup.errors import UnknownCodeError
from smup.flags import Flag
from smup.repository import Repository
from smup.views.groups import Group, ready_group
from smup.views.profile.detail import read_detail
from smup.views.profile.detail_records import Detail
from smup.views.profile.records import Band, TrendMark
from tests import profile_country
from tests.memory_country import (
    FICTIONAL,
    JONIEC,
    LACK,
    LUBIN,
    PLONSK,
    SIMILAR,
    WROCLAW,
    ZABOR,
    ZAROW,
)
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
)
from tests.small_country import counted_selects


def detail_of(repository: Repository, code: str, unit: str = JONIEC, **fields: Any) -> Detail:
    """The detail of an indicator, against the similar units unless a group is given."""
    directory = repository.directory()
    mine = directory.by_code(unit)
    level, lang = fields.get("level", mine.level), fields.get("lang", "pl")
    kind = fields.get("kind", "podobne")
    group: Group = fields.get("group") or ready_group(
        directory, mine, level=level, kind=kind, lang=lang
    )
    year = fields.get("year")
    return read_detail(repository, mine, code, group=group, year=year, lang=lang)


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("kind", ["podobne", "kraj", "own"])
@pytest.mark.parametrize("unit", [*SIMILAR, PLONSK, WROCLAW, FICTIONAL, "1420"])
def test_every_row_of_a_profile_opens_to_the_same_numbers(
    repository: Repository, unit: str, kind: str, year: int
) -> None:
    level = repository.directory().by_code(unit).level
    chosen: dict[str, Any] = {"kind": kind}
    if kind == "own":
        members = (*SIMILAR, WROCLAW) if level == "gmina" else ("1420", "0201")
        chosen = {"group": own_group(repository, *members, level=level)}
    profile = profile_of(repository, unit, year=year, **chosen)
    for row in profile.rows:
        found = detail_of(repository, row.indicator.code, unit, year=profile.year, **chosen)
        place, code = found.place, row.indicator.code
        assert repr(found.value) == repr(row.value), code
        assert row.year in (found.year, None), code
        assert (place.rank, place.band, place.noise) == (row.rank, row.band, row.noise), code
        assert (found.movement.mark, found.of_task) == (row.trend, row.of_task), code
        assert found.movement.change == row.change, code
        if row.year is not None:
            assert found.stats == row.stats, code
        if row.ranks is not None:
            assert place.ranks == row.ranks, code


def test_the_years_hold_value_distribution_and_place(repository: Repository) -> None:
    found = detail_of(repository, UP)
    assert [row.year for row in found.years] == [*range(2018, 2025)]
    last, before = found.years[-1], found.years[-2]
    assert (last.value.value, last.rank) == (50.0, 1)
    assert last.stats is not None
    assert (last.stats.n, last.stats.median) == (5, 30.0)
    assert before.stats is not None
    assert (before.stats.n, before.rank) == (2, 1)  # Lubin 11 and Joniec 48
    assert found.years[0].rank is None  # alone in 2018


def test_the_movement_tells_trend_and_size(repository: Repository) -> None:
    movement = detail_of(repository, UP).movement
    assert (movement.since, movement.until, movement.mark) == (2018, 2024, TrendMark.RISING_GOOD)
    assert movement.trend.p_value == pytest.approx(2 / 5040)
    assert movement.slope is not None
    assert movement.slope.per_year == 2.0
    assert movement.change is not None
    assert (movement.change.since, movement.change.difference) == (2019, 10.0)
    assert detail_of(repository, UP).across is None


def test_nothing_is_computed_across_a_break_unless_asked(repository: Repository) -> None:
    found = detail_of(repository, DOWN)
    assert [item.year for item in found.breaks] == [2022]
    parted = [row.year for row in found.years if row.break_before is not None]
    assert parted == [2022]
    assert (found.movement.since, found.movement.mark) == (2022, TrendMark.UNKNOWN)
    assert found.movement.change is not None
    assert found.movement.change.since == 2022
    assert found.across is not None
    assert (found.across.since, found.across.mark) == (2019, TrendMark.RISING_BAD)
    assert found.across.change is not None
    assert found.across.change.since == 2019


def test_later_years_than_the_one_shown_do_not_count(repository: Repository) -> None:
    found = detail_of(repository, UP, year=2022)
    assert (found.year, found.value.value, found.movement.until) == (2022, 46.0, 2022)
    assert found.years[-1].year == 2024  # but the picture shows them


def test_who_is_better_and_improved(repository: Repository) -> None:
    # Worst of UP is Lubin, 10 after 11 the year before; nobody else has a value of 2023 but
    # Joniec, 48 and then 50.
    found = detail_of(repository, UP, LUBIN).improved
    assert [(one.code, one.before, one.now, one.since) for one in found] == [
        (JONIEC, "48,0", "50,0\u00a0zł", 2023)
    ]
    assert detail_of(repository, UP).improved == ()  # the best one
    assert detail_of(repository, CONTEXT, LUBIN).improved == ()  # not judged


def test_who_has_less_is_told_only_where_nothing_is_judged(repository: Repository) -> None:
    # Lubin 100, Lack 101, Zabor 102, Zarow 103.
    sides = detail_of(repository, CONTEXT, LACK).sides
    assert sides is not None
    assert (sides.lower, sides.higher) == (1, 2)
    assert [(one.code, one.value) for one in sides.lowest] == [(LUBIN, 100.0)]
    least = detail_of(repository, CONTEXT, LUBIN).sides
    assert least is not None
    assert (least.lower, least.higher, least.lowest) == (0, 3, ())
    assert detail_of(repository, UP, LUBIN).sides is None


def test_the_guard_names_limits_around_the_median(repository: Repository) -> None:
    # Ten children, median 50 %: counts 2 … 8 may be chance, so 15 … 85 %.
    place = detail_of(repository, SHARE).place
    assert place.noise is not None
    assert (place.noise.low, place.noise.high, place.noise.within) == (15.0, 85.0, True)
    # Around its own 60 %: counts 3 … 9, so between 25 and 95 % all four others are possible.
    assert (place.rank, place.ranks) == (1, (1, 5))


def test_what_is_not_the_units_task_is_shown_but_not_judged(repository: Repository) -> None:
    found = detail_of(repository, UP, "1420")
    assert (found.value.value, found.of_task, found.judged) == (33.0, False, False)
    assert (found.place.rank, found.place.band) == (None, Band.UNKNOWN)


@pytest.mark.parametrize(
    ("code", "unit", "flag"),
    [
        (DOWN, PLONSK, Flag.SECRET),
        (BOTH, LACK, Flag.NOT_APPLICABLE),
        (POWIATS, JONIEC, Flag.NOT_APPLICABLE),
        (BOTH, ZABOR, Flag.MISSING),
        (EMPTY, ZAROW, Flag.MISSING),
    ],
)
def test_each_kind_of_empty_stays_what_it_is(
    repository: Repository, code: str, unit: str, flag: Flag
) -> None:
    found = detail_of(repository, code, unit)
    assert found.value.flag is flag
    assert not found.value.known
    assert (found.place.rank, found.place.noise, found.movement.change) == (None, None, None)
    assert found.improved == ()


def test_loads_are_grouped_and_the_newest_first(engine: Engine, pour: Pour) -> None:
    pour(engine, profile_country.fill)
    repository = Repository(engine)
    (load,) = detail_of(repository, UP).loads
    assert load.years == tuple(range(2018, 2025))
    assert load.release is not None
    assert load.release.source == "test"
    assert detail_of(repository, EMPTY).loads == ()


def test_reads_do_not_grow_with_the_group(engine: Engine, pour: Pour) -> None:
    pour(engine, profile_country.fill)
    repository = Repository(engine)
    groups = [own_group(repository, JONIEC), own_group(repository, *SIMILAR, WROCLAW, PLONSK)]
    for code, group in ((code, group) for code in (UP, SHARE, EMPTY) for group in groups):
        repository.begin_request()
        repository.indicators()
        with counted_selects(engine) as selects:
            detail_of(repository, code, group=group)
        repository.end_request()
        # series, group, terms, notes, and where there are any: base of the guard, loads
        assert len(selects) <= 6, (code, selects)


def test_a_group_of_nobody_else_gives_no_place(repository: Repository) -> None:
    found = detail_of(repository, UP, group=own_group(repository, JONIEC))
    assert (found.place.rank, found.place.n) == (None, 1)
    assert found.value.known


def test_an_unknown_indicator_is_refused(repository: Repository) -> None:
    with pytest.raises(UnknownCodeError):
        detail_of(repository, "EDU-XX-99")
