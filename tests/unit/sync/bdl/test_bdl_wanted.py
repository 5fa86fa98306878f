"""Which series are asked for."""

import datetime as dt

import pytest
from sqlalchemy import Engine, insert

from smup.errors import UnknownCodeError
from smup.models import SourceAnswer
from smup.settings import Settings
from smup.sync.bdl.wanted import wanted_series
from tests import builders
from tests.stand_ins.server import StandIn
from tests.unit.sync.bdl.conftest import BARE, CHILDREN, POPULATION, PUPILS, SHARE, run


def ids(engine: Engine, **chosen: object) -> list[int]:
    with engine.connect() as connection:
        return [one.bdl_id for one in wanted_series(connection, **chosen)]  # type: ignore[arg-type]


def test_variables_of_formulas_and_indicators_that_cannot_be_computed(small: Engine) -> None:
    assert ids(small) == [CHILDREN, POPULATION, PUPILS]


def test_only_what_the_chosen_indicators_need(small: Engine) -> None:
    assert ids(small, indicators=(SHARE,)) == [CHILDREN, POPULATION]
    assert ids(small, indicators=(BARE,)) == [PUPILS]
    assert ids(small, sector="edukacja") == [CHILDREN, POPULATION, PUPILS]


def test_an_indicator_whose_variables_have_values_is_computed(small: Engine) -> None:
    with small.begin() as connection:
        builders.variable_value(
            connection, variable="uczniowie", unit="0201011", year=2023, value=5
        )

    assert ids(small) == [CHILDREN, POPULATION]


def test_official_values_of_the_portal_win(small: Engine) -> None:
    with small.begin() as connection:
        answer = {
            "source": "smup",
            "part": "1",
            "year": 2023,
            "indicator_id": builders.indicator_id(connection, BARE),
            "status": "data",
            "rows": 1,
            "digest": "0",
            "answered_at": dt.datetime.fromisoformat("2026-01-01"),
            "release_id": builders.release(connection),
        }
        connection.execute(insert(SourceAnswer).values(answer))

    assert ids(small) == [CHILDREN, POPULATION]


@pytest.mark.parametrize("chosen", [{"sector": "brak"}, {"indicators": ("BRAK-01",)}])
def test_what_is_not_known_is_told(small: Engine, chosen: dict[str, object]) -> None:
    with pytest.raises(UnknownCodeError, match=r"(?i)brak"):
        ids(small, **chosen)


def test_a_database_without_units_is_not_fetched_for(
    sqlite_engine: Engine, settings: Settings, server: StandIn
) -> None:
    with sqlite_engine.begin() as connection:
        builders.indicator(connection, SHARE)

    outcome = run(sqlite_engine, settings)

    assert (outcome.status, server.calls) == ("failed", [])
    assert "import terc" in (outcome.message or "")


def test_a_catalogue_without_ids_of_the_bank_costs_no_call(
    sqlite_engine: Engine, settings: Settings, server: StandIn
) -> None:
    with sqlite_engine.begin() as connection:
        builders.unit(connection, "00")
        builders.indicator(connection, SHARE)

    outcome = run(sqlite_engine, settings)

    assert (outcome.status, server.calls, outcome.calls) == ("complete", [], 0)
    assert "docs/adding-an-indicator.md" in (outcome.message or "")
