"""The small country with what the data desk must tell apart beside it.

``FIN-DO-01`` (zł, less is better) has a break in series in 2021, a value of 0, equal values, a
secret one and a value of an example gmina, 9901011, which is no part of the country.
"""

from sqlalchemy import Connection, Engine, insert, update

from smup.flags import Flag
from smup.models import IndicatorYearStat, Observation
from tests import builders, small_country
from tests.note_data import add_note

MONEY = "FIN-DO-01"
KIDS = "EDU-PRZ-01"
WROCLAW, PLONSK, JONIEC, EXAMPLE = "0264011", "1420011", "1420062", "9901011"
NEWEST = 2022
NOTE = "Rok bez szkoły."
VALUES = (
    (PLONSK, 2019, 100.0, None),
    (PLONSK, 2020, 110.0, None),
    (PLONSK, 2021, 90.0, None),
    (PLONSK, 2022, 99.0, None),
    (JONIEC, 2019, 0.0, None),
    (JONIEC, 2020, 50.0, None),
    (JONIEC, 2021, 90.0, None),
    (JONIEC, 2022, None, Flag.SECRET),
    (WROCLAW, 2020, 200.0, None),
    (WROCLAW, 2022, 210.0, None),
    (EXAMPLE, 2022, 120.0, None),
)
STATS = (  # year, n, q1, median, q3 of Płońsk, Joniec and Wrocław
    (2019, 2, 25.0, 50.0, 75.0),
    (2020, 3, 80.0, 110.0, 155.0),
    (2021, 2, 90.0, 90.0, 90.0),
    (2022, 2, 126.75, 154.5, 182.25),
)


def fill(engine: Engine, *, kind: str = "real") -> None:
    """Write the country into an empty database."""
    small_country.fill(engine, kind=kind)
    with engine.begin() as connection:
        above = builders.unit(connection, "9901", name="przykładowy")
        builders.unit(connection, EXAMPLE, name="Przykładowo", parent=above, population=5000)
        breaks = [{"year": 2021, "reason": {"pl": "Nowa klasyfikacja", "en": "New classes"}}]
        builders.indicator(
            connection,
            MONEY,
            position=3,
            name_pl="Dochody na mieszkańca",
            name_en="Revenue per resident",
            polarity="down",
            decimals=0,
            card={"breaks": breaks, "source": {"pl": "Rb-27S", "en": "Rb-27S"}},
        )
        second = builders.release(connection, source="Ministerstwo Finansów")
        for unit, year, value, flag in VALUES:
            builders.observation(
                connection, indicator=MONEY, unit=unit, year=year, value=value, flag=flag
            )
        _move_to_release(connection, second)
        for year, n, q1, median, q3 in STATS:
            _add_stat(connection, year=year, n=n, q1=q1, median=median, q3=q3)
        add_note(connection, PLONSK, indicator=MONEY, year=2021, text=NOTE)


def _move_to_release(connection: Connection, release: int) -> None:
    """Say that the newest year of the second indicator came with a later load."""
    newest = Observation.indicator_id == builders.indicator_id(connection, MONEY)
    connection.execute(
        update(Observation).where(newest, Observation.year == NEWEST).values(release_id=release)
    )


def _add_stat(connection: Connection, **numbers: float) -> None:
    rest = dict.fromkeys(("mean", "min", "p5", "p95", "max"), 1.0)
    values = {"level": "gmina", "group_code": "kraj", "sd": None, **rest, **numbers}
    values["indicator_id"] = builders.indicator_id(connection, MONEY)
    connection.execute(insert(IndicatorYearStat).values(values))
