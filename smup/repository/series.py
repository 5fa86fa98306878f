"""Reads unit-first: series of a unit, its latest values, its base variables."""

from collections.abc import Sequence

import pandas as pd
from sqlalchemy import Engine, select

from smup.models import Latest, Observation, Variable, VariableValue
from smup.repository.frames import frame_of

RANKS = ("rank_voivodeship", "n_voivodeship", "rank_peers", "n_peers")
VARIABLE_TEXTS = ("name_pl", "name_en", "unit_pl", "unit_en")


def read_unit_series(engine: Engine, unit_id: int, indicator_ids: Sequence[int]) -> pd.DataFrame:
    """Return observations of a unit; columns and order as in ``Repository.unit_series``."""
    statement = (
        select(
            Observation.indicator_id,
            Observation.year,
            Observation.value,
            Observation.flag,
            Observation.decimals,
            Observation.release_id,
        )
        .where(Observation.unit_id == unit_id, Observation.indicator_id.in_(indicator_ids))
        .order_by(Observation.indicator_id, Observation.year)
    )
    with engine.connect() as connection:
        return frame_of(
            connection.execute(statement),
            integers=("indicator_id", "year", "flag", "release_id"),
            floats=("value",),
            nullable=("decimals",),
        )


def read_latest(engine: Engine, unit_id: int, indicator_ids: Sequence[int]) -> pd.DataFrame:
    """Return the newest values of a unit; columns and order as in ``Repository.latest``."""
    statement = (
        select(
            Latest.indicator_id,
            Latest.year,
            Latest.value,
            Latest.flag,
            Latest.rank_country,
            Latest.n_country,
            *(getattr(Latest, name) for name in RANKS),
        )
        .where(Latest.unit_id == unit_id, Latest.indicator_id.in_(indicator_ids))
        .order_by(Latest.indicator_id)
    )
    with engine.connect() as connection:
        return frame_of(
            connection.execute(statement),
            integers=("indicator_id", "year", "flag", "rank_country", "n_country"),
            floats=("value",),
            nullable=RANKS,
        )


def read_variable_values(
    engine: Engine, variable_codes: Sequence[str], *, unit_id: int, years: Sequence[int]
) -> pd.DataFrame:
    """Return variables of a unit; columns and order as in ``Repository.variable_values``."""
    statement = (
        select(
            Variable.code.label("variable_code"),
            *(getattr(Variable, name) for name in VARIABLE_TEXTS),
            VariableValue.year,
            VariableValue.value,
            VariableValue.flag,
            VariableValue.decimals,
            VariableValue.release_id,
            Variable.card["source"]["pl"].as_string().label("source_pl"),
            Variable.card["source"]["en"].as_string().label("source_en"),
        )
        .join(VariableValue, VariableValue.variable_id == Variable.id)
        # Years as a list, not a range: each is then one step into the key (variable, year, unit).
        .where(
            Variable.code.in_(variable_codes),
            VariableValue.year.in_(years),
            VariableValue.unit_id == unit_id,
        )
        .order_by(Variable.code, VariableValue.year)
    )
    with engine.connect() as connection:
        return frame_of(
            connection.execute(statement),
            integers=("year", "flag", "release_id"),
            floats=("value",),
            nullable=("decimals",),
        )
