"""A country of four units with every case that reads must tell apart, and a counter of SELECTs.

Powiat płoński (1420) has Płońsk (1420011) and Joniec (1420062); Wrocław (0264011) is a city with
powiat rights, so it stands at both levels. ``EDU-PRZ-01`` is a task of gminas, ``EDU-SPP-01`` of
powiats.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event, insert

from smup.flags import Flag
from smup.models import Boundary, IndicatorYearStat, Latest
from tests import builders

VALUES = (
    ("EDU-PRZ-01", "1420011", 2020, 81.25, None),
    ("EDU-PRZ-01", "1420011", 2021, 85.0, None),
    ("EDU-PRZ-01", "1420011", 2022, None, Flag.NOT_YET_PUBLISHED),
    ("EDU-PRZ-01", "1420062", 2020, None, Flag.SECRET),
    ("EDU-PRZ-01", "1420062", 2021, 0.0, None),
    ("EDU-PRZ-01", "0264011", 2021, 93.5, None),
    ("EDU-PRZ-01", "1420", 2021, 79.0, None),
    ("EDU-SPP-01", "1420", 2021, 12.0, None),
)


def fill(engine: Engine, *, kind: str = "real", version: int = 7) -> None:
    """Write the small country into an empty database."""
    with engine.begin() as connection:
        builders.set_dataset(connection, kind=kind, version=version)
        builders.release(connection, source="GUS, BDL")
        _add_units(connection)
        _add_catalogue(connection)
        for indicator, unit, year, value, flag in VALUES:
            builders.observation(
                connection, indicator=indicator, unit=unit, year=year, value=value, flag=flag
            )
        _add_derived(connection)


def add_boundary(engine: Engine, *, gzip_body: bytes, brotli_body: bytes) -> None:
    """Write borders of the gminas, detail 0, hash ``abcdef0123456789``."""
    values = {
        "level": "gmina",
        "detail": 0,
        "release_id": 1,
        "approximate": False,
        "units": 3,
        "content_hash": "abcdef0123456789",
        "gzip_body": gzip_body,
        "brotli_body": brotli_body,
    }
    with engine.begin() as connection:
        connection.execute(insert(Boundary).values(values))


@contextmanager
def counted_selects(engine: Engine) -> Iterator[list[str]]:
    """Collect the SELECTs sent while the block runs."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _add_units(connection: Connection) -> None:
    top = builders.unit(connection, "00", name="Polska")
    mazovia = builders.unit(connection, "14", name="mazowieckie", parent=top)
    silesia = builders.unit(connection, "02", name="dolnośląskie", parent=top)
    powiat = builders.unit(connection, "1420", name="płoński", parent=mazovia)
    place = {"lon": 20.375, "lat": 52.625, "population": 21000, "population_year": 2024}
    builders.unit(connection, "1420011", name="Płońsk", parent=powiat, area_km2=11.6, **place)
    builders.unit(connection, "1420062", name="Joniec", parent=powiat, population=2600)
    builders.unit(connection, "0264011", name="Wrocław", parent=silesia, city_county=True)


def _add_catalogue(connection: Connection) -> None:
    sector = builders.sector(connection)
    service = builders.service(connection, sector_id=sector)
    source = {"pl": "GUS, Bank Danych Lokalnych", "en": "Statistics Poland, Local Data Bank"}
    builders.indicator(
        connection,
        "EDU-PRZ-01",
        service_id=service,
        name_pl="Odsetek dzieci w przedszkolach",
        name_en="Share of children in kindergartens",
        unit_pl="%",
        unit_en="%",
        card={"source": source, "short_name": {"pl": "Dzieci w przedszkolach", "en": "Kids"}},
    )
    builders.indicator(
        connection,
        "EDU-SPP-01",
        service_id=service,
        position=2,
        name_pl="Uczniowie liceów",
        name_en="Pupils of lycées",
        task_level="powiat",
        decimals=0,
    )
    builders.variable(connection, "dzieci", card={"source": source})
    builders.variable_value(connection, variable="dzieci", unit="1420011", year=2021, value=850)


def _add_derived(connection: Connection) -> None:
    by_code = {
        code: builders.indicator_id(connection, code) for code in ("EDU-PRZ-01", "EDU-SPP-01")
    }
    for code, level, year, n, mean in (
        ("EDU-PRZ-01", "gmina", 2020, 1, 81.25),
        ("EDU-PRZ-01", "gmina", 2021, 3, 59.5),
        ("EDU-PRZ-01", "powiat", 2021, 2, 86.25),
        ("EDU-SPP-01", "powiat", 2021, 1, 12.0),
    ):
        quantiles = dict.fromkeys(("min", "p5", "q1", "median", "q3", "p95", "max"), mean)
        values = {"level": level, "group_code": "kraj", "year": year, "n": n, "mean": mean}
        values |= {"indicator_id": by_code[code], "sd": None, **quantiles}
        connection.execute(insert(IndicatorYearStat).values(values))
    latest = {
        "unit_id": builders.unit_id(connection, "1420011"),
        "indicator_id": by_code["EDU-PRZ-01"],
        "year": 2021,
        "value": 85.0,
        "flag": 0,
        "rank_country": 2,
        "n_country": 3,
    }
    connection.execute(insert(Latest).values(latest))
