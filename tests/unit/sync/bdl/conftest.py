"""A small country, a small Local Data Bank, and a run of the fetch that waits for nothing."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select

from smup.ingest.columns import KEY_COLUMN, ValueTable
from smup.models import Indicator, Observation, UnitCode, Variable, VariableValue
from smup.settings import Settings
from smup.statistics.refresh import refresh
from smup.sync import opening
from smup.sync.bdl.run import BdlRequest, sync_bdl
from smup.sync.caller import Manners
from smup.sync.outcome import SyncOutcome
from smup.sync.quota import QuotaLedger
from tests import builders
from tests.stand_ins.bdl import Bank, BankUnit, BankVariable, Value, bdl_id
from tests.stand_ins.server import StandIn, running
from tests.unit.sync.core.fake_clocks import FakeClocks

CHILDREN, POPULATION, PUPILS = 101, 102, 103
SHARE = "EDU-PRZ-01"
BARE = "EDU-SP-01"
POWIAT, CHANGED, CITY, CITY_POWIAT = "0201", "0201023", "0261011", "0261"
TOWN, FORMER, PART = "0201011", "0201022", "0201024"

VALUES: dict[tuple[int, str], list[Value]] = {
    (CHILDREN, "00"): [(2023, 500, 1)],
    (CHILDREN, "02"): [(2023, 300, 1)],
    (CHILDREN, POWIAT): [(2023, 30, 1)],
    (CHILDREN, CITY_POWIAT): [(2023, 60, 1)],
    (CHILDREN, TOWN): [(2022, 9, 1), (2023, 10, 1)],
    (CHILDREN, CHANGED): [(2022, 0, 0), (2023, 20, 1)],
    (CHILDREN, FORMER): [(2022, 18, 1), (2023, 0, 0)],
    (CHILDREN, PART): [(2023, 7, 1)],
    (CHILDREN, CITY): [(2023, 60, 1)],
    (POPULATION, TOWN): [(2022, 100, 1), (2023, 200, 1)],
    (POPULATION, CHANGED): [(2023, 400, 1)],
    (POPULATION, FORMER): [(2022, 300, 1)],
    (POPULATION, CITY): [(2023, 600, 1)],
    (PUPILS, TOWN): [(2023, 77.5, 1)],
}
EXPECTED = {
    (2023, "00"): (500, 0),
    (2023, "02"): (300, 0),
    (2023, POWIAT): (30, 0),
    (2022, TOWN): (9, 0),
    (2023, TOWN): (10, 0),
    (2022, CHANGED): (18, 0),
    (2023, CHANGED): (20, 0),
    (2023, CITY): (60, 0),
}
"""Of the children: the part of a gmina is left out, both codes of the changed gmina are one."""


class SmallBank(Bank):
    """A bank of few units whose values the test may change."""

    def __init__(self) -> None:
        levels = {2: 2, 4: 5, 7: 6}
        codes = ("00", "02", POWIAT, CITY_POWIAT, TOWN, CHANGED, FORMER, PART, CITY)
        code_of = {bdl_id(code): code for code in codes}
        self.known = dict(VALUES)
        super().__init__(
            [
                BankUnit(key, f"Jednostka {code}", 0 if code == "00" else levels[len(code)])
                for key, code in code_of.items()
            ],
            {
                CHILDREN: BankVariable(id=CHILDREN, subject="P2801"),
                POPULATION: BankVariable(id=POPULATION, subject="P2137"),
                PUPILS: BankVariable(id=PUPILS, subject="P9000"),
            },
            lambda variable, unit: self.known.get((variable, code_of[unit.id]), []),
        )

    def change(self, variable: int, unit: str, values: list[Value] | None) -> None:
        """Change what the bank has of a unit, and its moment of the last change."""
        if values is None:
            self.known.pop((variable, unit))
        else:
            self.known[variable, unit] = values
        changed = self.variables[variable]
        changed.last_update = f"{changed.last_update}+"
        self.forget()


def fill(connection: Connection) -> None:
    """Write units, two variables, an indicator computed of them, and one taken as it is."""
    poland = builders.unit(connection, "00")
    region = builders.unit(connection, "02", parent=poland)
    powiat = builders.unit(connection, POWIAT, parent=region)
    builders.unit(connection, TOWN, parent=powiat)
    builders.unit(connection, CHANGED, parent=powiat)
    builders.unit(connection, CITY, parent=region, city_county=True)
    for code, key, subject in (("dzieci", CHILDREN, "P2801"), ("ludnosc", POPULATION, None)):
        bdl = {"id": key, "subject": subject, "headings": [], "zero_is_missing": False}
        card = {"bdl": bdl, "additive": False, "level": "oba"}
        builders.variable(connection, code, card=card)
    builders.variable(connection, "uczniowie", card={"additive": False, "level": "oba"})
    builders.indicator(connection, SHARE, card=_card("dzieci", "ludnosc", 100.0))
    builders.indicator(connection, BARE, card={**_card("uczniowie", None, 1.0), "bdl_id": PUPILS})


def _card(numerator: str, denominator: str | None, multiplier: float) -> dict[str, Any]:
    label = {"pl": "x", "en": "x"}
    formula = {
        "numerator": numerator,
        "denominator": denominator,
        "multiplier": multiplier,
        "numerator_label": label,
        "denominator_label": label if denominator else None,
    }
    return {"formula": formula}


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
def bank() -> SmallBank:
    return SmallBank()


@pytest.fixture
def server(bank: Bank) -> Iterator[StandIn]:
    with running(bank.answer) as stand_in:
        yield stand_in


@pytest.fixture
def settings(server: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for the stand-in; time passes only while the fetch waits for it."""

    clocks = FakeClocks()
    quick = {"tries": 3, "first_pause": 0.0, "sleep": clocks.pass_time}
    monkeypatch.setattr(opening, "QuotaLedger", partial(QuotaLedger, clocks=clocks))
    monkeypatch.setattr(opening, "Manners", partial(Manners, **quick))
    return Settings(
        database_url="sqlite://",
        bdl_api_url=server.url,
        bdl_api_key="key",
        sync_dir=str(tmp_path / "sync"),
        sync_connections=1,
    )


def run(engine: Engine, settings: Settings, **request: Any) -> SyncOutcome:
    """Fetch and load, with all that follows a load."""
    return sync_bdl(engine, settings, BdlRequest(**request), after=refresh)


def held(engine: Engine, code: str) -> dict[tuple[int, str], tuple[float | None, int]]:
    """Return {(year, code of the unit): (value, flag)} of a variable or indicator."""
    table: ValueTable = Observation if code.isupper() else VariableValue
    parent = Indicator if table is Observation else Variable
    with engine.connect() as connection:
        teryt = {
            row.unit_id: row.code
            for row in connection.execute(
                select(UnitCode.unit_id, UnitCode.code)
                .where(UnitCode.system == "teryt")
                .order_by(UnitCode.code)
            )
        }
        rows = connection.execute(
            select(table.year, table.unit_id, table.value, table.flag)
            .join(parent, parent.id == getattr(table, KEY_COLUMN[table]))
            .where(parent.code == code)
        ).all()
    return {(row.year, teryt[row.unit_id]): (row.value, row.flag) for row in rows}
