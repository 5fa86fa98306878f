"""Values of the official portal are never overwritten by values computed from variables."""

import datetime as dt

import pytest
from sqlalchemy import Engine, insert, select

from smup.flags import Flag
from smup.ingest.bulk import write_values
from smup.ingest.columns import ValueColumns
from smup.ingest.load import load
from smup.models import Observation, SourceAnswer, VariableValue
from smup.statistics.refresh import refresh
from tests import builders

SHARE = {
    "formula": {
        "numerator": "dzieci",
        "denominator": "ludnosc",
        "numerator_label": {"pl": "dzieci", "en": "children"},
        "denominator_label": {"pl": "ludność", "en": "population"},
    }
}


@pytest.fixture
def country(engine: Engine) -> Engine:
    """A gmina; indicator FIN-WB-01 is official with 7.5 in 2023, FIN-WB-02 is not."""
    with engine.begin() as connection:
        powiat = builders.unit(connection, "0201", parent=builders.unit(connection, "02"))
        builders.unit(connection, "0201011", parent=powiat)
        for code in ("FIN-WB-01", "FIN-WB-02"):
            builders.indicator(connection, code, card=SHARE, decimals=1)
        builders.variable(connection, "dzieci")
        builders.variable(connection, "ludnosc")
        builders.observation(
            connection, indicator="FIN-WB-01", unit="0201011", year=2023, value=7.5
        )
    return engine


def answered(engine: Engine, status: str) -> None:
    with engine.begin() as connection:
        values = {
            "source": "smup",
            "part": "4068",
            "year": 2023,
            "indicator_id": builders.indicator_id(connection, "FIN-WB-01"),
            "status": status,
            "rows": 1,
            "digest": "0" * 64,
            "answered_at": dt.datetime.fromisoformat("2026-01-01"),
            "release_id": builders.release(connection),
        }
        connection.execute(insert(SourceAnswer).values(values))


def load_variables(engine: Engine) -> None:
    """30 children of 1,000 persons: 0.03, so 0.0 in one decimal; computed as it is."""
    with load(engine, kind="test", source="test", after=refresh) as current:
        for code, value in (("dzieci", 30.0), ("ludnosc", 1000.0)):
            columns = ValueColumns.of(
                key_id=builders.variable_id(current.connection, code),
                year=2023,
                unit_id=[builders.unit_id(current.connection, "0201011")],
                value=value,
                flag=Flag.OCCURRED,
            )
            write_values(current, VariableValue, columns)


def value_of(engine: Engine, code: str) -> float:
    with engine.connect() as connection:
        query = select(Observation.value).where(
            Observation.indicator_id == builders.indicator_id(connection, code),
            Observation.unit_id == builders.unit_id(connection, "0201011"),
        )
        return float(connection.execute(query).scalar_one())


def test_official_value_stays_and_others_are_computed(country: Engine) -> None:
    answered(country, "data")
    load_variables(country)
    assert value_of(country, "FIN-WB-01") == 7.5
    assert value_of(country, "FIN-WB-02") == 0.03


def test_indicator_that_the_portal_has_nothing_of_is_computed(country: Engine) -> None:
    answered(country, "none")
    load_variables(country)
    assert value_of(country, "FIN-WB-01") == 0.03
