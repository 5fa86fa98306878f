"""The small country after two more loads: a value changed, one withdrawn, one new."""

import numpy as np
from sqlalchemy import Engine

from smup.ingest.bulk import write_values
from smup.ingest.columns import ValueColumns
from smup.ingest.history import withdraw_values
from smup.ingest.load import Load, load
from smup.models import Observation
from smup.statistics.refresh import refresh
from tests import builders

FIRST = 1
"""Release of ``small_country.fill``."""


def settle(engine: Engine) -> int:
    """Load the statistics of the small country as the program computes them; return the release."""
    return _loaded(engine, {("1420062", 2021): 10.0})


def revise(engine: Engine) -> int:
    """Płońsk 2021 from 85 to 70, its 2020 withdrawn, Wrocław 2022 new; return the release."""
    return _loaded(
        engine, {("1420011", 2021): 70.0, ("0264011", 2022): 95.0}, withdrawn=("1420011", 2020)
    )


def _loaded(
    engine: Engine, rows: dict[tuple[str, int], float], withdrawn: tuple[str, int] | None = None
) -> int:
    with load(engine, kind="test", source="test", after=refresh) as current:
        write_values(current, Observation, _columns(current, rows))
        if withdrawn is not None:
            withdraw_values(current, Observation, _columns(current, {withdrawn: 0.0}))
    assert current.summary is not None
    assert current.summary.release_id is not None
    return current.summary.release_id


def _columns(current: Load, rows: dict[tuple[str, int], float]) -> ValueColumns:
    return ValueColumns.of(
        key_id=builders.indicator_id(current.connection, "EDU-PRZ-01"),
        year=[year for _, year in rows],
        unit_id=[builders.unit_id(current.connection, unit) for unit, _ in rows],
        value=np.array(list(rows.values())),
        flag=0,
        decimals=2,
    )
