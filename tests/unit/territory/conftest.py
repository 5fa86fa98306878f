"""The shipped list as a directory, without a database."""

from datetime import date

import pytest

from smup.territory.codes import COUNTRY
from smup.territory.directory import UnitDirectory
from smup.territory.shipped import ShippedUnit, shipped_units
from smup.territory.unit import CodeRow, UnitRow

SINCE = date(2024, 1, 1)


def directory_of(units: list[ShippedUnit]) -> UnitDirectory:
    """A directory of the given units, numbered from 1 in their order."""
    ids = {unit.teryt: number for number, unit in enumerate(units, start=1)}
    rows = [_row(unit, ids) for unit in units]
    codes = [
        CodeRow(ids[unit.teryt], "teryt", code, unit.name, unit.kind, SINCE, None)
        for unit in units
        for code in (unit.teryt, unit.teryt_powiat)
        if code
    ]
    return UnitDirectory(rows, codes)


def _row(unit: ShippedUnit, ids: dict[str, int]) -> UnitRow:
    return UnitRow(
        id=ids[unit.teryt],
        level=unit.level,
        kind=unit.kind,
        city_county=unit.teryt_powiat is not None,
        name=unit.name,
        parent_id=_parent(unit, ids),
        area_km2=unit.area_km2,
        population=unit.population,
        population_year=2020,
        lon=unit.lon,
        lat=unit.lat,
        fictional=unit.teryt.startswith("99"),
        valid_from=None,
        valid_to=None,
        successor_id=None,
    )


def _parent(unit: ShippedUnit, ids: dict[str, int]) -> int | None:
    if unit.level == "kraj":
        return None
    if unit.level == "wojewodztwo":
        return ids[COUNTRY]
    above = unit.teryt[:2] if unit.level == "powiat" or unit.teryt_powiat else unit.teryt[:4]
    return ids[above]


@pytest.fixture(scope="session")
def poland() -> UnitDirectory:
    """The shipped list of 2024."""
    return directory_of(shipped_units())
