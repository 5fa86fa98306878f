import numpy as np
import pytest
from sqlalchemy import Engine

from smup.flags import Flag
from smup.repository import Repository, peer_reads
from tests.small_country import counted_selects


def unit_ids(repository: Repository, *codes: str) -> list[int]:
    return [repository.directory().by_code(code).id for code in codes]


def test_values_of_chosen_units_keep_zero_and_empty_apart(repository: Repository) -> None:
    indicator = repository.indicator("EDU-PRZ-01").id
    units = unit_ids(repository, "1420062", "1420011")
    rows = repository.member_values([indicator], units)
    by_key = {(row["year"], row["unit_id"]): (row["value"], row["flag"]) for row in rows}
    assert by_key[2021, units[0]] == (0.0, Flag.DID_NOT_OCCUR)
    assert by_key[2021, units[1]] == (85.0, Flag.OCCURRED)
    value, flag = by_key[2020, units[0]]
    assert np.isnan(value)
    assert flag == Flag.SECRET
    assert set(rows["unit_id"]) == set(units)
    assert list(zip(rows["year"], rows["unit_id"], strict=True)) == sorted(by_key)


def test_only_asked_years_are_read(repository: Repository) -> None:
    indicator = repository.indicator("EDU-PRZ-01").id
    rows = repository.member_values([indicator], unit_ids(repository, "1420011"), years=[2021])
    assert rows["year"].tolist() == [2021]


def test_one_select_however_many_indicators(repository: Repository, engine: Engine) -> None:
    indicators = [item.id for item in repository.indicators()]
    units = unit_ids(repository, "1420011", "1420062", "0264011")
    with counted_selects(engine) as selects:
        repository.member_values(indicators, units)
    assert len(selects) == 1


def test_nothing_asked_is_nothing_read(repository: Repository, engine: Engine) -> None:
    with counted_selects(engine) as selects:
        assert len(repository.member_values([], [1])) == 0
        assert len(repository.member_values([1], [])) == 0
        assert len(repository.member_values([1], [1], years=[])) == 0
    assert selects == []


def test_the_shape_of_the_query_does_not_change_the_answer(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicators = [item.id for item in repository.indicators()]
    units = unit_ids(repository, "1420011", "0264011")
    few = repository.member_values(indicators, units)
    monkeypatch.setattr(peer_reads, "FEW_UNITS", 1)
    scan = repository.member_values(indicators, units)
    monkeypatch.setattr(peer_reads, "PICKED_BY_THE_DATABASE", 1)
    picked = repository.member_values(indicators, units)
    for other in (scan, picked):
        for field in few.dtype.names or ():
            assert np.array_equal(few[field], other[field], equal_nan=field == "value")


def test_a_small_group_is_read_unit_first_in_sqlite(repository: Repository, engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("the planner of PostgreSQL decides by its own figures")
    statement = peer_reads._member_statement("sqlite", [1], [1, 2], None)
    text = str(statement.compile(engine, compile_kwargs={"literal_binds": True}))
    with engine.connect() as connection:
        plan = " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}"))
    assert "ix_observation_unit (unit_id=? AND indicator_id=?)" in plan
