"""The example typology of the sample: rules on kind, size, density and nearness to large cities.

It shows what a functional typology does in the program and is named an example wherever it
appears. It is nobody's research: real data bring their own by ``python -m smup import typology``.
"""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection

from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory
from smup.territory.typology_import import write_typology
from smup.territory.unit import TerritorialUnit

LARGE_CITY = 200_000
NEAR_KM = 25.0
DENSE = 60.0
KM_PER_DEGREE = 111.2

TYPES = {
    "P1": ("duże miasto (typologia przykładowa)", "large city (example typology)"),
    "P2": (
        "pozostałe miasto na prawach powiatu (typologia przykładowa)",
        "other city with powiat rights (example typology)",
    ),
    "P3": (
        "otoczenie dużego miasta (typologia przykładowa)",
        "surroundings of a large city (example typology)",
    ),
    "P4": (
        "miasto poza otoczeniem dużych miast (typologia przykładowa)",
        "town away from large cities (example typology)",
    ),
    "P5": (
        "gmina miejsko-wiejska poza otoczeniem dużych miast (typologia przykładowa)",
        "urban-rural gmina away from large cities (example typology)",
    ),
    "P6": (
        "gmina wiejska gęściej zaludniona (typologia przykładowa)",
        "more densely populated rural gmina (example typology)",
    ),
    "P7": (
        "gmina wiejska rzadko zaludniona (typologia przykładowa)",
        "sparsely populated rural gmina (example typology)",
    ),
}
"""Names in Polish and English, by code."""


def write_example_typology(
    connection: Connection, directory: UnitDirectory, *, release_id: int
) -> UnitDirectory:
    """Write the example types of all real gminas; return the directory with them."""
    gminas = directory.units_of("gmina")
    large = [unit for unit in gminas if _is_large(unit)]
    types = {unit.id: example_type(unit, large) for unit in gminas}
    of_unit = {("gmina", key): code for key, code in types.items() if code is not None}
    used = {code: names for code, names in TYPES.items() if code in of_unit.values()}
    if not used:
        return directory
    write_typology(connection, used, of_unit, release_id=release_id)
    return read_directory(connection)


def example_type(unit: TerritorialUnit, large: Sequence[TerritorialUnit]) -> str | None:
    """Return the code of a gmina's example type; None when population, area or place is unknown."""
    if unit.population is None or not unit.area_km2 or unit.lon is None or unit.lat is None:
        return None
    if unit.city_county:
        return "P1" if _is_large(unit) else "P2"
    if _nearest_km(unit, large) <= NEAR_KM:
        return "P3"
    if unit.kind != "wiejska":
        return "P4" if unit.kind == "miejska" else "P5"
    return "P6" if unit.population / unit.area_km2 >= DENSE else "P7"


def _is_large(unit: TerritorialUnit) -> bool:
    return unit.city_county and (unit.population or 0) >= LARGE_CITY


def _nearest_km(unit: TerritorialUnit, others: Sequence[TerritorialUnit]) -> float:
    placed = [(other.lon, other.lat) for other in others if other.lon is not None]
    if not placed or unit.lon is None or unit.lat is None:
        return float("inf")
    east = (np.array([lon for lon, _ in placed]) - unit.lon) * np.cos(np.radians(unit.lat))
    north = np.array([lat for _, lat in placed]) - unit.lat
    return float(KM_PER_DEGREE * np.hypot(east, north).min())
