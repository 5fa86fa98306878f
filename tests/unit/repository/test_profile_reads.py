"""Reads of a profile, on both engines."""

import numpy as np
import pytest
from sqlalchemy import Engine

from smup.flags import Flag
from smup.repository import Repository
from tests import profile_country
from tests.memory_country import JONIEC, LACK, LUBIN, PLONSK, SIMILAR, ZABOR
from tests.poured import Pour
from tests.profile_country import BOTH, CONTEXT, DOWN, UP
from tests.small_country import counted_selects


@pytest.fixture
def repository(engine: Engine, pour: Pour) -> Repository:
    """A repository over the country of profiles."""
    pour(engine, profile_country.fill)
    return Repository(engine)


def unit_ids(repository: Repository, *codes: str) -> list[int]:
    return [repository.directory().by_code(code).id for code in codes]


def ids(repository: Repository, *codes: str) -> list[int]:
    return [repository.indicator(code).id for code in codes]


def test_all_values_of_a_unit_keep_their_flags(repository: Repository, engine: Engine) -> None:
    (unit,) = unit_ids(repository, LACK)
    up, down, context, both = ids(repository, UP, DOWN, CONTEXT, BOTH)
    with counted_selects(engine) as selects:
        rows = repository.unit_values(unit)
    assert len(selects) == 1
    found = {
        (int(row["indicator_id"]), int(row["year"])): (float(row["value"]), Flag(int(row["flag"])))
        for row in rows
    }
    assert found[up, 2024] == (20.0, Flag.OCCURRED)
    assert found[down, 2023] == (2.0, Flag.OCCURRED)
    assert np.isnan(found[both, 2024][0])
    assert found[both, 2024][1] is Flag.NOT_APPLICABLE
    assert (context, 2024) in found
    keys = [(int(row["indicator_id"]), int(row["year"])) for row in rows]
    assert keys == sorted(keys)


def test_values_beside_a_unit_are_those_of_the_same_years(
    repository: Repository, engine: Engine
) -> None:
    me, lubin, zabor = unit_ids(repository, JONIEC, LUBIN, ZABOR)
    up, down = ids(repository, UP, DOWN)
    with counted_selects(engine) as selects:
        rows = repository.values_beside(me, {2024: [up], 2023: [down]}, [zabor, me, lubin])
    assert len(selects) == 1
    assert [tuple(row) for row in rows] == [
        (up, lubin, 10.0),
        (up, zabor, 30.0),
        (up, me, 50.0),
        (down, lubin, 1.0),
        (down, zabor, 3.0),
        (down, me, 4.5),
    ]


def test_nothing_stands_beside_a_value_that_the_unit_does_not_have(repository: Repository) -> None:
    me, lubin = unit_ids(repository, PLONSK, LUBIN)
    (down,) = ids(repository, DOWN)  # secret in 2024, no row in 2023
    assert len(repository.values_beside(me, {2024: [down], 2023: [down]}, [me, lubin])) == 0


def test_places_are_counted_by_the_database(repository: Repository, engine: Engine) -> None:
    me, *others = unit_ids(repository, ZABOR, *(code for code in SIMILAR if code != ZABOR))
    up, down = ids(repository, UP, DOWN)
    with counted_selects(engine) as selects:
        rows = repository.places_beside(me, {2024: [up], 2023: [down]}, [me, *others])
    assert len(selects) == 1
    # UP 2024: 10, 20, 30, 30, 50 round 30; DOWN 2023: 1, 2, 3, 4, 4.5 round 3.
    assert [tuple(int(number) for number in row) for row in rows] == [
        (up, 5, 1, 2),
        (down, 5, 2, 2),
    ]
