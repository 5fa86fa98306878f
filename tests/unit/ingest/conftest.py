"""A small country with a catalogue, and files written on the spot."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select

from smup.models import Observation, Variable, VariableValue
from tests import builders

Write = Callable[..., Path]
UNEMPLOYED = {"subject": "P1944", "headings": ["ogółem"], "zero_is_missing": False}
REVENUE = {"subject": "P2622", "headings": ["razem"], "zero_is_missing": True}


def fill(connection: Connection) -> None:
    poland = builders.unit(connection, "00")
    region = builders.unit(connection, "02", parent=poland)
    powiat = builders.unit(connection, "0201", parent=region)
    builders.unit(connection, "0201011", parent=powiat)
    builders.unit(connection, "0201023", parent=powiat)
    builders.unit(connection, "0261011", parent=region, city_county=True)
    for code, bdl in (("bezrobotni", UNEMPLOYED), ("dochody", REVENUE)):
        builders.variable(connection, code, card={"bdl": bdl, "additive": False, "level": "oba"})
    builders.indicator(connection, "EDU-PRZ-01")


@pytest.fixture
def country(engine: Engine) -> Engine:
    with engine.begin() as connection:
        fill(connection)
    return engine


@pytest.fixture
def small(sqlite_engine: Engine) -> Engine:
    """The same on SQLite only, for what does not depend on the engine."""
    with sqlite_engine.begin() as connection:
        fill(connection)
    return sqlite_engine


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(text: str, name: str = "RYNE_1944_CTAB_1.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write_file


def values(engine: Engine, variable: str = "bezrobotni") -> dict[tuple[int, str], Any]:
    """Return {(year, code of the unit): (value, flag)} of a variable."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(
                VariableValue.year, VariableValue.unit_id, VariableValue.value, VariableValue.flag
            )
            .join(Variable, Variable.id == VariableValue.variable_id)
            .where(Variable.code == variable)
        ).all()
        codes = {builders.unit_id(connection, code): code for code in CODES}
    return {(row.year, codes[row.unit_id]): (row.value, row.flag) for row in rows}


def observed(engine: Engine) -> dict[tuple[int, str], Any]:
    """Return {(year, code of the unit): (value, flag, decimals)} of the only indicator."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(
                Observation.year,
                Observation.unit_id,
                Observation.value,
                Observation.flag,
                Observation.decimals,
            )
        ).all()
        codes = {builders.unit_id(connection, code): code for code in CODES}
    return {(row.year, codes[row.unit_id]): (row.value, row.flag, row.decimals) for row in rows}


CODES = ("00", "02", "0201", "0201011", "0201023", "0261011")
