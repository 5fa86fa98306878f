"""Distributions over several groups in one SELECT."""

from sqlalchemy import Engine

from smup.repository import Repository
from tests.small_country import counted_selects


def test_only_asked_groups_and_years_are_read(repository: Repository) -> None:
    indicator = repository.indicator("EDU-PRZ-01").id
    found = repository.stats_of_groups(
        [indicator], level="gmina", group_codes=["kraj", "rodzaj:wiejska"], years=[2021]
    )
    assert found["group_code"].tolist() == ["kraj"]
    assert found["year"].tolist() == [2021]
    assert found["n"].tolist() == [3]
    assert found["median"].tolist() == [59.5]


def test_one_select_however_many_indicators_and_groups(
    repository: Repository, engine: Engine
) -> None:
    ids = [item.id for item in repository.indicators()]
    with counted_selects(engine) as selects:
        found = repository.stats_of_groups(
            ids, level="gmina", group_codes=["kraj", "a", "b"], years=range(2015, 2025)
        )
    assert len(selects) == 1
    assert len(found) == 2


def test_nothing_asked_is_nothing_read(repository: Repository, engine: Engine) -> None:
    with counted_selects(engine) as selects:
        assert len(repository.stats_of_groups([], level="gmina", group_codes=["a"], years=[1])) == 0
        assert len(repository.stats_of_groups([1], level="gmina", group_codes=[], years=[1])) == 0
    assert selects == []
