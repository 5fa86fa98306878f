"""Stability read from a database: which groups are asked, what is counted, how many SELECTs."""

from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.views import stability
from smup.views.groups import Group
from smup.views.profile.records import Band
from smup.views.stability import reasonable_groups, stability_of
from tests import profile_country
from tests.memory_country import JONIEC, SIMILAR
from tests.poured import Pour
from tests.profile_country import UP, profile_of, row_of
from tests.small_country import counted_selects


@pytest.fixture
def repository(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, pour: Pour) -> Repository:
    """The country of profiles; its groups are small, so three units are enough here."""
    pour(sqlite_engine, profile_country.fill)
    monkeypatch.setattr(stability, "LEAST_UNITS", 3)
    return Repository(sqlite_engine)


def test_groups_of_the_same_units_are_asked_once(repository: Repository) -> None:
    found = reasonable_groups(repository, profile_of(repository, JONIEC))
    assert len({group.positions for group in found}) == len(found)
    assert "podobne" in {group.kind for group in found}


def test_small_groups_are_not_asked(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stability, "LEAST_UNITS", 8)
    profile = profile_of(repository, JONIEC)
    assert {group.kind for group in reasonable_groups(repository, profile)} <= {"kraj"}
    assert stability_of(repository, profile).rows == {}


def test_a_group_counted_from_values_agrees_with_the_stored_one(repository: Repository) -> None:
    """The five similar units as a group that is not stored: quartiles 20, 30, 30."""
    profile = profile_of(repository, JONIEC)
    unstored: Group = replace(profile.group, kind="najblizsze", ready=False)
    rows = [row for row in profile.rows if row.judged]
    stored = stability._ready_spreads(repository, rows, [profile.group])
    counted = stability._counted_spreads(repository, rows, groups=[unstored], profile=profile)
    assert stored
    assert {key for _, key in stored} == {key for _, key in counted}
    for (_, key), stats in stored.items():
        assert np.allclose(stats, counted["najblizsze", key])


def test_a_profile_without_judged_rows_asks_for_no_distribution(repository: Repository) -> None:
    profile = profile_of(repository, JONIEC)
    group: Group = replace(profile.group, kind="najblizsze", ready=False)
    assert stability._counted_spreads(repository, [], groups=[group], profile=profile) == {}
    assert stability_of(repository, replace(profile, rows=())).rows == {}


def test_a_group_where_nobody_has_a_value_has_no_distribution(repository: Repository) -> None:
    nothing = repository.member_values([], [])
    assert list(stability._by_indicator(nothing)) == []


def test_the_best_value_holds_in_every_group(repository: Repository) -> None:
    profile = profile_of(repository, JONIEC)
    row = row_of(profile, UP)
    assert row.band is Band.BEST
    found = stability_of(repository, profile).of(row)
    assert found is not None
    assert found.groups == len(found.same) + len(found.other) >= 2
    assert "podobne" in found.same


def test_selects_do_not_grow_with_the_profile(
    repository: Repository, sqlite_engine: Engine
) -> None:
    counts = []
    for rows in (1, 3, 7):
        profile = profile_of(repository, JONIEC)
        profile = replace(profile, rows=profile.rows[:rows])
        with counted_selects(sqlite_engine) as selects:
            stability_of(repository, profile)
        counts.append(len([text for text in selects if "FROM dataset" not in text]))
    assert len(SIMILAR) == 5
    assert max(counts) <= 3
