"""A country for coverage: a gmina that began, one that ended, a city, an example, all flags.

``EDU-PRZ-01`` is a task of gminas, ``EDU-SPP-01`` of powiats; ``EDU-PRZ-02`` has no data.
"""

from datetime import date

from sqlalchemy import Connection, Engine

from smup.flags import Flag
from tests import builders
from tests.coverage_counted import count_all

PLONSK, JONIEC, NEW, ENDED = "1420011", "1420062", "1420042", "1420072"
CITY, EXAMPLE, POWIAT = "0264011", "9901011", "1420"
SOURCE = {"pl": "GUS, Bank Danych Lokalnych", "en": "Statistics Poland, Local Data Bank"}
GMINA, OF_POWIAT, EMPTY = "EDU-PRZ-01", "EDU-SPP-01", "EDU-PRZ-02"
VALUES = (
    (GMINA, PLONSK, 2020, 81.25, None),
    (GMINA, JONIEC, 2020, None, Flag.SECRET),
    (GMINA, CITY, 2020, 0.0, None),
    (GMINA, ENDED, 2020, 50.0, None),
    (GMINA, EXAMPLE, 2020, 60.0, None),
    (GMINA, PLONSK, 2021, 85.0, None),
    (GMINA, PLONSK, 2022, None, Flag.NOT_YET_PUBLISHED),
    (GMINA, JONIEC, 2022, None, Flag.MISSING),
    (GMINA, CITY, 2022, None, Flag.NOT_APPLICABLE),
    (GMINA, NEW, 2025, 70.0, None),
    (OF_POWIAT, POWIAT, 2021, 12.0, None),
)


def fill(engine: Engine, *, kind: str = "real", counted: bool = True) -> None:
    """Write the country into an empty database."""
    with engine.begin() as connection:
        builders.set_dataset(connection, kind=kind)
        builders.release(connection, source="GUS, BDL")
        _add_units(connection)
        sector = builders.sector(connection)
        service = builders.service(connection, sector_id=sector)
        fields = {"service_id": service, "card": {"source": SOURCE}}
        quality = {"dimension": "jakosc", "name_pl": "Dzieci", "name_en": "Children"}
        builders.indicator(connection, GMINA, **fields, **quality)
        builders.indicator(connection, OF_POWIAT, position=2, task_level="powiat", **fields)
        builders.indicator(connection, EMPTY, position=3, **fields)
        for code, unit, year, value, flag in VALUES:
            builders.observation(
                connection, indicator=code, unit=unit, year=year, value=value, flag=flag
            )
        if counted:
            count_all(connection)


def _add_units(connection: Connection) -> None:
    top = builders.unit(connection, "00", name="Polska")
    mazovia = builders.unit(connection, "14", name="mazowieckie", parent=top)
    silesia = builders.unit(connection, "02", name="dolnośląskie", parent=top)
    powiat = builders.unit(connection, POWIAT, name="płoński", parent=mazovia)
    builders.unit(connection, PLONSK, name="Płońsk", parent=powiat)
    builders.unit(connection, JONIEC, name="Joniec", parent=powiat)
    builders.unit(connection, NEW, name="Nowa", parent=powiat, valid_from=date(2025, 1, 1))
    builders.unit(connection, ENDED, name="Dawna", parent=powiat, valid_to=date(2022, 1, 1))
    builders.unit(connection, CITY, name="Wrocław", parent=silesia, city_county=True)
    example = builders.unit(connection, "9901", name="przykładowy", parent=top)
    builders.unit(connection, EXAMPLE, name="Przykładowo", parent=example)
