"""What the tests of real files ask of the database they were loaded into."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, func, select

from smup.ingest.load import LoadSummary
from smup.models import Indicator, Observation, Unit, Variable, VariableValue
from tests import builders


@dataclass(frozen=True)
class Real:
    """A database with the real files, and what each load said."""

    engine: Engine
    folder: Path
    summaries: dict[str, LoadSummary]


def variable_sum(real: Real, code: str, year: int, level: str) -> float:
    with real.engine.connect() as connection:
        return float(
            connection.execute(
                select(func.sum(VariableValue.value))
                .join(Unit, Unit.id == VariableValue.unit_id)
                .join(Variable, Variable.id == VariableValue.variable_id)
                .where(Variable.code == code, VariableValue.year == year, Unit.level == level)
            ).scalar_one()
        )


def value_of(real: Real, variable: str, unit: str, year: int) -> tuple[float | None, int]:
    with real.engine.connect() as connection:
        row = connection.execute(
            select(VariableValue.value, VariableValue.flag).where(
                VariableValue.variable_id == builders.variable_id(connection, variable),
                VariableValue.unit_id == builders.unit_id(connection, unit),
                VariableValue.year == year,
            )
        ).one()
    return row.value, row.flag


def indicator_with(real: Real, numerator: str, denominator: str) -> int:
    """Return the id of the indicator with this formula."""
    with real.engine.connect() as connection:
        rows = connection.execute(select(Indicator.id, Indicator.card)).all()
    found = [
        row.id
        for row in rows
        if row.card["formula"]["numerator"] == numerator
        and row.card["formula"]["denominator"] == denominator
    ]
    assert found, (numerator, denominator)
    return int(found[0])


def gminas_on_map(real: Real, indicator_id: int, year: int) -> tuple[int, int]:
    """Return how many gminas have a row, and how many have a number."""
    with real.engine.connect() as connection:
        query = (
            select(func.count(), func.count(Observation.value))
            .join(Unit, Unit.id == Observation.unit_id)
            .where(Observation.indicator_id == indicator_id, Observation.year == year)
            .where(Unit.level == "gmina", Unit.valid_to.is_(None))
        )
        rows, numbers = connection.execute(query).one()
    return rows, numbers
