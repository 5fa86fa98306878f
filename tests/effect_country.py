"""A country in a database for changes after a practice: the example of docs/before-after.md.

Twenty rural gminas of one size: ``MINE`` and the nineteen peers of the example. ``EXAMPLE`` is a
fictional gmina of the same kind and size, ``CITY`` a city with powiat rights, alone of its kind.
"""

from sqlalchemy import Connection, Engine, insert

from smup.flags import Flag
from smup.models import Observation
from smup.statistics.rebuild import rebuild_statistics
from tests import builders

BEFORE = (31, 28, 35, 40, 25, 33, 30, 29, 22, 27, 20, 26, 32, 34, 36, 24, 37, 39, 23)
CHANGES = (7, 2, 3, 4, 5, 6, 8, 9, 10, 11, 13, 3, 4, 5, 6, 8, 9, 10, 11)
MINE, EXAMPLE, CITY = "0201012", "9901012", "0261011"
PEERS = tuple(f"0201{place:02}2" for place in range(2, 21))
UP, DOWN, BROKEN, POWIATS = "SRO-UP-01", "SRO-DN-01", "SRO-BR-01", "SRO-PW-01"
BREAK = {"breaks": [{"year": 2022, "reason": {"pl": "definicja", "en": "definition"}}]}
YEARS = (2016, 2018, 2021, 2024)


def fill(engine: Engine, *, kind: str = "real") -> None:
    """Write the country into an empty database, and its statistics.

    ``UP`` and ``DOWN`` have the values of the example in 2018 and 2024, half of each change in
    2021 and half a point less in 2016; ``DOWN`` is the same with less being better. ``BROKEN``
    has them too, with a break from 2022. ``MINE`` is secret in 2021.
    """
    with engine.begin() as connection:
        builders.set_dataset(connection, kind=kind, version=7)
        builders.release(connection)
        _add_units(connection)
        _add_catalogue(connection)
        for code in (UP, DOWN, BROKEN):
            _add_values(connection, code)
        for unit in (CITY, "0201"):
            for year in (2018, 2024):
                builders.observation(
                    connection, indicator=POWIATS, unit=unit, year=year, value=float(year - 2000)
                )
        rebuild_statistics(connection)


def _add_units(connection: Connection) -> None:
    poland = builders.unit(connection, "00", name="Polska")
    region = builders.unit(connection, "02", name="dolnośląskie", parent=poland)
    powiat = builders.unit(connection, "0201", name="bolesławiecki", parent=region)
    for code in (MINE, *PEERS):
        name = "Lack" if code == MINE else f"Gmina {code}"
        builders.unit(connection, code, name=name, parent=powiat, population=6_000)
    builders.unit(
        connection, CITY, name="Jelenia Góra", parent=region, population=70_000, city_county=True
    )
    example = builders.unit(connection, "9901", name="przykładowy", parent=poland)
    builders.unit(connection, EXAMPLE, name="Przykładowo", parent=example, population=6_000)


def _add_catalogue(connection: Connection) -> None:
    sector = builders.sector(connection, "srodowisko")
    service = builders.service(connection, "odpady", sector_id=sector)
    percent = {"service_id": service, "unit_pl": "%", "unit_en": "%", "decimals": 0}
    names = {"name_pl": "Odpady zbierane osobno", "name_en": "Waste collected apart"}
    builders.indicator(connection, UP, position=1, **percent, **names)
    builders.indicator(connection, DOWN, position=2, polarity="down", **percent)
    builders.indicator(connection, BROKEN, position=3, card=BREAK, **percent)
    builders.indicator(connection, POWIATS, position=4, task_level="powiat", **percent)


def _add_values(connection: Connection, code: str) -> None:
    rows = [(PEERS[place], BEFORE[place], CHANGES[place]) for place in range(len(PEERS))]
    units = {unit: builders.unit_id(connection, unit) for unit in (*PEERS, MINE, EXAMPLE)}
    key = {"indicator_id": builders.indicator_id(connection, code), "release_id": 1}
    found = []
    for unit, start, change in (*rows, (MINE, 30, 23), (EXAMPLE, 30, 10)):
        values: dict[int, float | None] = {
            2016: start - 0.5,
            2018: start,
            2021: None if unit == MINE else start + change / 2,
            2024: start + change,
        }
        for year, value in values.items():
            flag = Flag.SECRET if value is None else Flag.OCCURRED
            found.append(
                {**key, "unit_id": units[unit], "year": year, "value": value, "flag": int(flag)}
            )
    connection.execute(insert(Observation), found)
