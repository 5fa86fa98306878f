"""Seven gminas in a row whose likeness can be worked out by hand, and an example one.

Gminas 1420012 to 1420072 differ by one step in each of three similarity variables, so that z-scores
are (k - 4) / 2 and a step is half a deviation: the distance of neighbours is 1/12. The fictional
9901012 stands where 1420042 does. Wrocław (0264011) is a city with powiat rights without values;
1420082 ended and lives on in 1420072.
"""

import datetime as dt
import math
from typing import Any

from sqlalchemy import Connection, Engine, update

from smup.models import Unit, UnitCode
from smup.statistics.peers import rebuild_peers
from smup.statistics.rebuild import rebuild_statistics
from smup.territory.store import read_directory
from tests import builders

CODES = tuple(f"14200{k}2" for k in range(1, 8))
FIRST, SECOND, THIRD, MIDDLE = CODES[:4]
LAST = CODES[-1]
FICTIONAL, CITY, ENDED = "9901012", "0264011", "1420082"
VARIABLES = ("FIN-SS-01", "FIN-SS-02", "FIN-SS-06")
STEP = 1 / 12
YEAR = 2023


def fill(engine: Engine) -> None:
    """Write the country, with statistics and nearest units, into an empty database."""
    with engine.begin() as connection:
        builders.set_dataset(connection, version=1)
        _units(connection)
        for code in VARIABLES:
            builders.indicator(connection, code, decimals=3, polarity="none", task_level="oba")
        for k, unit in enumerate(CODES, start=1):
            _values(connection, unit, k)
        _values(connection, FICTIONAL, 4)
        directory = read_directory(connection)
        rebuild_statistics(connection, directory=directory)
        rebuild_peers(connection, directory=directory)


def _units(connection: Connection) -> None:
    top = builders.unit(connection, "00", name="Polska")
    mazovia = builders.unit(connection, "14", name="mazowieckie", parent=top)
    silesia = builders.unit(connection, "02", name="dolnośląskie", parent=top)
    powiat = builders.unit(connection, "1420", name="płoński", parent=mazovia, population=87_000)
    village: dict[str, Any] = {"population": 4_000}
    keys = {
        code: builders.unit(connection, code, name=f"Wieś {code[5]}", parent=powiat, **village)
        for code in (*CODES, ENDED)
    }
    builders.unit(connection, CITY, name="Wrocław", parent=silesia, city_county=True)
    example = builders.unit(connection, "9901", name="przykładowy", parent=top)
    builders.unit(connection, FICTIONAL, name="Przykładowo", parent=example, **village)
    ended = {"valid_to": dt.date(2020, 1, 1)}
    key = keys[ENDED]
    heir = {"successor_id": keys[LAST]}
    connection.execute(update(Unit).where(Unit.id == key).values(**ended, **heir))
    connection.execute(update(UnitCode).where(UnitCode.unit_id == key).values(**ended))


def _values(connection: Connection, unit: str, k: int) -> None:
    values = {"FIN-SS-01": math.exp(k), "FIN-SS-02": float(k), "FIN-SS-06": float(-k)}
    for code, value in values.items():
        builders.observation(connection, indicator=code, unit=unit, year=YEAR, value=value)
