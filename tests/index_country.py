"""A powiat of eight alike gminas whose index can be worked out by hand.

Every indicator that counts has mean 5 and deviation 2 over the gminas, in which the z-scores are
halves: EDU-1 (more is better) -1.5 -0.5 -0.5 -0.5 0 0 1 2, EDU-2 (less is better) and KUL-1.
``KUL-2`` is known in four gminas only, ``KUL-3`` is context and ``EDU-9`` a task of powiats. EDU-2
breaks in 2022; in 2019 only EDU-1 and EDU-2 have values.
"""

from sqlalchemy import Connection, Engine, insert

from smup.models import IndicatorYearStat
from tests import builders

UNITS = tuple(f"14200{number}2" for number in range(1, 9))
A, B, C, D, E, F, G, H = UNITS
YEAR, SINCE = 2024, 2019
VALUES = {
    "EDU-1": (2, 4, 4, 4, 5, 5, 7, 9),
    "EDU-2": (9, 7, 5, 5, 4, 4, 4, 2),
    "KUL-1": (5, 5, 2, 4, 4, 4, 7, 9),
    "KUL-2": (1, 2, 3, 4, None, None, None, None),
    "KUL-3": (1, 2, 3, 4, 5, 6, 7, 8),
}
BREAK = {"breaks": [{"year": 2022, "reason": {"pl": "Nowy wzór.", "en": "A new formula."}}]}
# code: sector, other fields
INDICATORS = {
    "EDU-1": ("edukacja", {}),
    "EDU-2": ("edukacja", {"polarity": "down", "card": BREAK}),
    "EDU-9": ("edukacja", {"task_level": "powiat"}),
    "KUL-1": ("kultura", {}),
    "KUL-2": ("kultura", {}),
    "KUL-3": ("kultura", {"polarity": "none", "dimension": "kontekst"}),
}


def fill(engine: Engine, *, kind: str = "real") -> None:
    """Write the powiat into an empty database."""
    with engine.begin() as connection:
        builders.set_dataset(connection, kind=kind, version=3)
        builders.release(connection)
        _add_units(connection)
        _add_indicators(connection)
        for code, values in VALUES.items():
            _add_values(connection, code, YEAR, values)
        _add_values(connection, "EDU-1", SINCE, (1,) * 8)
        _add_values(connection, "EDU-2", SINCE, (1, 2, 3, 4, 5, 6, 7, 8))


def _add_units(connection: Connection) -> None:
    top = builders.unit(connection, "00", name="Polska")
    mazovia = builders.unit(connection, "14", name="mazowieckie", parent=top)
    powiat = builders.unit(connection, "1420", name="płoński", parent=mazovia)
    for letter, code in zip("ABCDEFGH", UNITS, strict=True):
        builders.unit(connection, code, name=f"Gmina {letter}", parent=powiat, population=4_000)


def _add_indicators(connection: Connection) -> None:
    services = {}
    for position, code in enumerate(("edukacja", "kultura"), start=1):
        sector = builders.sector(connection, code, position=position)
        services[code] = builders.service(connection, f"{code}-usluga", sector_id=sector)
    for position, (code, (sector_code, fields)) in enumerate(INDICATORS.items(), start=1):
        builders.indicator(
            connection, code, service_id=services[sector_code], position=position, **fields
        )


def _add_values(
    connection: Connection, code: str, year: int, values: tuple[float | None, ...]
) -> None:
    known = [value for value in values if value is not None]
    for unit, value in zip(UNITS, values, strict=True):
        if value is not None:
            builders.observation(
                connection, indicator=code, unit=unit, year=year, value=float(value)
            )
    row = dict.fromkeys(("mean", "min", "p5", "q1", "median", "q3", "p95", "max"), 5.0)
    key = builders.indicator_id(connection, code)
    connection.execute(
        insert(IndicatorYearStat).values(
            indicator_id=key, level="gmina", group_code="kraj", year=year, n=len(known), **row
        )
    )
