"""A small country whose loads are told apart: writes of a load, copies of its states."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, select

from smup.flags import Flag
from smup.ingest.bulk import write_values
from smup.ingest.columns import ValueColumns, ValueTable
from smup.ingest.history import withdraw_values
from smup.ingest.load import Load, load
from smup.models import (
    IndicatorYearStat,
    Latest,
    Observation,
    Revision,
)
from smup.repository.as_of import as_of_engine
from smup.statistics.refresh import refresh
from tests import builders
from tests.unit.statistics.test_refresh import SHARE

EMPTY = {-1.0: Flag.SECRET, -2.0: Flag.NOT_APPLICABLE}
"""Numbers that stand for kinds of empty in the rows of these tests."""
COPIED = (Observation, Latest, IndicatorYearStat)
GMINAS = ("0201011", "0201022", "0201032", "0261011")
YEARS = (2021, 2022, 2023)
Copy = dict[str, set[tuple[Any, ...]]]


def filled(engine: Engine) -> Engine:
    """Write a powiat of three gminas and a city; two loaded and one computed indicator."""
    with engine.begin() as connection:
        poland = builders.unit(connection, "00")
        region = builders.unit(connection, "02", parent=poland)
        powiat = builders.unit(connection, "0201", parent=region)
        for code in GMINAS[:3]:
            builders.unit(connection, code, parent=powiat, population=6_000)
        builders.unit(connection, "0261011", parent=region, city_county=True, population=70_000)
        builders.indicator(connection, "RYN-BEZ-01", card=SHARE, polarity="down", decimals=1)
        builders.indicator(connection, "EDU-PRZ-01")
        builders.indicator(connection, "EDU-PRZ-02", polarity="down")
        builders.variable(connection, "bezrobotni")
        builders.variable(connection, "ludnosc")
    return engine


def columns(
    connection: Connection, table: ValueTable, rows: dict[Any, float], decimals: int = 1
) -> Any:
    """Return rows {(code, year, unit): number, NaN for missing, EMPTY for others} as columns."""
    find = builders.indicator_id if table is Observation else builders.variable_id
    keys = list(rows)
    values = np.array([np.nan if v in EMPTY else v for v in rows.values()], dtype=np.float64)
    return ValueColumns.of(
        key_id=[find(connection, key[0]) for key in keys],
        year=[key[1] for key in keys],
        unit_id=[builders.unit_id(connection, key[2]) for key in keys],
        value=values,
        flag=[
            EMPTY.get(v, Flag.MISSING if np.isnan(v) else Flag(int(v == 0))) for v in rows.values()
        ],
        decimals=decimals,
    )


def put(
    current: Load, rows: dict[Any, float], table: ValueTable = Observation, *, decimals: int = 1
) -> None:
    write_values(current, table, columns(current.connection, table, rows, decimals))


def take_back(current: Load, keys: list[Any], table: ValueTable = Observation) -> int:
    rows = columns(current.connection, table, dict.fromkeys(keys, 1.0))
    return withdraw_values(current, table, rows)


def loaded(engine: Engine, *steps: Callable[[Load], Any]) -> int | None:
    """Load; return the release, None when nothing changed."""
    with load(engine, kind="test", source="test", after=refresh) as current:
        for step in steps:
            step(current)
    assert current.summary is not None
    return current.summary.release_id


def copy_of(engine: Engine) -> Copy:
    """Return all rows of the three tables that history covers."""
    with engine.connect() as connection:
        return {
            model.__tablename__: {tuple(row) for row in connection.execute(select(model.__table__))}
            for model in COPIED
        }


def as_of(engine: Engine, release: int) -> Copy:
    past = as_of_engine(engine, release)
    try:
        return copy_of(past)
    finally:
        past.dispose()


def revisions(engine: Engine) -> list[tuple[Any, ...]]:
    """Return (year, unit, old, old flag, new, new flag, release after the first) in key order."""
    with engine.connect() as connection:
        query = select(
            Revision.year,
            Revision.old_value,
            Revision.old_flag,
            Revision.old_release_id,
            Revision.new_value,
            Revision.new_flag,
            Revision.release_id,
        ).order_by(Revision.release_id, Revision.indicator_id, Revision.year, Revision.unit_id)
        return [tuple(row) for row in connection.execute(query)]
