"""Every state a load leaves can be read again: single changes."""

from typing import Any

import pytest
from sqlalchemy import Engine, select

from smup.flags import Flag
from smup.ingest.load import Load
from smup.models import (
    Observation,
    ReleaseChange,
    ReleaseIndicator,
    VariableValue,
)
from tests import builders
from tests.history_country import GMINAS, as_of, copy_of, filled, loaded, put, revisions, take_back


@pytest.fixture
def country(engine: Engine) -> Engine:
    return filled(engine)


A23 = ("EDU-PRZ-01", 2023, "0201011")
B23 = ("EDU-PRZ-01", 2023, "0201022")
A22 = ("EDU-PRZ-01", 2022, "0201011")


def test_change_keeps_the_old_value_and_its_release(country: Engine) -> None:
    # B23 stays and A22 is new: neither is a revision.
    first = loaded(country, lambda one: put(one, {A23: 5.0, B23: 7.0}))
    second = loaded(country, lambda one: put(one, {A23: 6.5, B23: 7.0, A22: 1.0}))
    assert revisions(country) == [(2023, 5.0, 0, first, 6.5, 0, second)]


def test_withdrawn_value_is_kept_and_a_load_of_withdrawals_is_a_release(country: Engine) -> None:
    first = loaded(country, lambda one: put(one, {A23: 5.0, B23: 7.0}))
    absent = ("EDU-PRZ-01", 2021, "0201032")
    second = loaded(country, lambda one: take_back(one, [A23, absent]))
    assert revisions(country) == [(2023, 5.0, 0, first, None, None, second)]
    third = loaded(country, lambda one: put(one, {A23: 5.0}))
    assert len(revisions(country)) == 1
    releases = {row[1:3]: row[-1] for row in copy_of(country)["observation"]}
    assert third in releases.values()


def test_withdrawing_what_is_not_there_is_no_release(country: Engine) -> None:
    loaded(country, lambda one: put(one, {A23: 5.0}))
    assert loaded(country, lambda one: take_back(one, [B23])) is None


def test_several_writes_of_one_load_keep_the_first_old_and_the_last_new(country: Engine) -> None:
    first = loaded(country, lambda one: put(one, {A23: 5.0}))
    second = loaded(
        country, lambda one: put(one, {A23: 6.0}), lambda one: put(one, {A23: float("nan")})
    )
    assert revisions(country) == [(2023, 5.0, 0, first, None, int(Flag.MISSING), second)]


def test_change_back_within_a_load_leaves_no_revision(country: Engine) -> None:
    loaded(country, lambda one: put(one, {A23: 5.0}))
    before = copy_of(country)
    loaded(
        country,
        lambda one: put(one, {A23: 6.0}),
        lambda one: put(one, {A23: 5.0}),
        lambda one: put(one, {("EDU-PRZ-02", 2023, "0201011"): 1.0}),
    )
    assert revisions(country) == []
    assert before["observation"] < copy_of(country)["observation"]


def test_withdrawn_and_given_again_within_a_load_is_a_change(country: Engine) -> None:
    first = loaded(country, lambda one: put(one, {A23: 5.0, B23: 7.0}))
    second = loaded(
        country,
        lambda one: take_back(one, [A23, B23]),
        lambda one: put(one, {A23: 8.0, B23: 7.0}),
    )
    assert revisions(country) == [(2023, 5.0, 0, first, 8.0, 0, second)]
    with country.connect() as connection:
        counts = connection.execute(
            select(
                ReleaseIndicator.rows_new,
                ReleaseIndicator.rows_changed,
                ReleaseIndicator.rows_withdrawn,
            ).where(ReleaseIndicator.release_id == second)
        ).one()
    assert tuple(counts) == (0, 1, 0)


def test_new_and_withdrawn_within_a_load_never_was(country: Engine) -> None:
    loaded(country, lambda one: put(one, {A23: 5.0}))
    loaded(country, lambda one: put(one, {B23: 7.0, A22: 1.0}), lambda one: take_back(one, [B23]))
    assert revisions(country) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (0.0, float("nan"), (0.0, Flag.DID_NOT_OCCUR, None, Flag.MISSING)),
        (float("nan"), -1.0, (None, Flag.MISSING, None, Flag.SECRET)),
        (-1.0, -2.0, (None, Flag.SECRET, None, Flag.NOT_APPLICABLE)),
        (-1.0, 0.0, (None, Flag.SECRET, 0.0, Flag.DID_NOT_OCCUR)),
    ],
)
def test_a_change_of_the_kind_of_empty_alone_is_a_revision(
    country: Engine, old: float, new: float, expected: tuple[Any, ...]
) -> None:
    first = loaded(country, lambda one: put(one, {A23: old}))
    assert first is not None
    before = copy_of(country)
    second = loaded(country, lambda one: put(one, {A23: new}))
    was, was_flag, now, now_flag = expected
    assert revisions(country) == [(2023, was, was_flag, first, now, now_flag, second)]
    assert as_of(country, first) == before


def test_the_same_cell_in_two_releases_keeps_both_states(country: Engine) -> None:
    first = loaded(country, lambda one: put(one, {A23: 5.0}))
    second = loaded(country, lambda one: put(one, {A23: 6.0}))
    third = loaded(country, lambda one: take_back(one, [A23]))
    fourth = loaded(country, lambda one: put(one, {A23: 7.0}))
    assert revisions(country) == [
        (2023, 5.0, 0, first, 6.0, 0, second),
        (2023, 6.0, 0, second, None, None, third),
    ]
    seen = [
        [row[3] for row in as_of(country, one or 0)["observation"]]
        for one in (first, second, third, fourth)
    ]
    assert seen == [[5.0], [6.0], [], [7.0]]


def test_counts_by_indicator(country: Engine) -> None:
    loaded(country, lambda one: put(one, {A23: 5.0, B23: 7.0}))
    second = loaded(
        country, lambda one: put(one, {A23: 6.0, A22: 1.0}), lambda one: take_back(one, [B23])
    )
    with country.connect() as connection:
        table = ReleaseIndicator.__table__
        rows = connection.execute(select(table).where(table.c.release_id == second)).all()
        indicator = builders.indicator_id(connection, "EDU-PRZ-01")
    assert [tuple(row) for row in rows] == [(second, indicator, 1, 1, 1, 2022, 2023)]


def test_noted_changes_are_kept_with_the_release(country: Engine) -> None:
    def note(one: Load) -> None:
        one.note_change("unit-renamed", "0201011", "Nowa", old="Stara", new="Nowa")

    second = loaded(country, note, lambda one: put(one, {A23: 5.0}))
    with country.connect() as connection:
        rows = connection.execute(select(ReleaseChange.__table__)).all()
    assert [tuple(row)[1:] for row in rows] == [
        (second, "unit-renamed", "0201011", "Nowa", "Stara", "Nowa")
    ]


def test_values_computed_from_withdrawn_variables_go_with_them(country: Engine) -> None:
    rows = {(code, 2023, unit): 10.0 for code in ("bezrobotni", "ludnosc") for unit in GMINAS}
    loaded(country, lambda one: put(one, rows, VariableValue))
    keys = [(code, 2023, "0201011") for code in ("bezrobotni", "ludnosc")]
    loaded(country, lambda one: take_back(one, keys, VariableValue))
    with country.connect() as connection:
        gone = builders.unit_id(connection, "0201011")
        query = select(Observation.year).where(Observation.unit_id == gone)
        assert connection.execute(query).all() == []
    assert [row for row in revisions(country) if row[5] is None] != []


def test_statistics_that_stay_keep_their_release(country: Engine) -> None:
    other = ("EDU-PRZ-02", 2023, "0201011")
    first = loaded(country, lambda one: put(one, {A23: 5.0, B23: 7.0, other: 1.0}))
    before = copy_of(country)
    second = loaded(country, lambda one: put(one, {A22: 1.0}), make_everything_anew)
    after = copy_of(country)
    assert before["latest"] == after["latest"]
    assert before["indicator_year_stat"] < after["indicator_year_stat"]
    added = after["indicator_year_stat"] - before["indicator_year_stat"]
    assert {row[-1] for row in before["indicator_year_stat"]} == {first}
    assert {(row[3], row[-1]) for row in added} == {(2022, second)}


def make_everything_anew(one: Load) -> None:
    one.units_changed = True
