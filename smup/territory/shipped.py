"""The list of units that the product ships in ``data/units.csv``; see ``data/README.md``."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from smup.settings import DATA

UNITS_FILE = DATA / "units.csv"
UNITS_DATE = date(2024, 1, 1)
POPULATION_YEAR = 2020


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedUnit:
    """A row of ``data/units.csv``.

    Attributes:
        teryt: code of 2 (``00`` is the country), 4 or 7 digits.
        teryt_powiat: 4-digit code of a city with powiat rights, else None.
        level: ``kraj``, ``wojewodztwo``, ``powiat`` or ``gmina``.
        kind: kind of the gmina, else the level.
        name: official name.
        area_km2: area on 2025-01-01.
        population: persons on 2020-12-31.
        lon: longitude of a point well inside, WGS84.
        lat: latitude of the same point.
    """

    teryt: str
    teryt_powiat: str | None
    level: str
    kind: str
    name: str
    area_km2: float
    population: int
    lon: float
    lat: float


def shipped_units(file: Path = UNITS_FILE) -> list[ShippedUnit]:
    """Return the country, 16 voivodeships, 314 powiats and 2,477 gminas, ordered by code."""
    with file.open(encoding="utf-8", newline="") as stream:
        return [_unit(row) for row in csv.DictReader(stream)]


def _unit(row: dict[str, str]) -> ShippedUnit:
    return ShippedUnit(
        teryt=row["teryt"],
        teryt_powiat=row["teryt_powiat"] or None,
        level=row["level"],
        kind=row["kind"],
        name=row["name"],
        area_km2=float(row["area_km2"]),
        population=int(row["population"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
    )
