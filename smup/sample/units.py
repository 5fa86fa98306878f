"""Units of the sample in the database: the shipped list of real ones and the fictional powiat."""

from typing import Any

from sqlalchemy import Connection, insert

from smup.models import Unit, UnitCode
from smup.sample.fictional import FictionalGmina, FictionalUnits
from smup.territory.codes import parse_teryt
from smup.territory.directory import UnitDirectory
from smup.territory.shipped import UNITS_DATE
from smup.territory.store import read_directory
from smup.territory.writing import shipped_list, write_list


def write_units(connection: Connection, fictional: FictionalUnits) -> UnitDirectory:
    """Write all units into a database without any; returns them.

    The fictional powiat has no parent: no figure of the country or a voivodeship counts it.
    """
    write_list(connection, shipped_list(), read_directory(connection))
    _write_fictional(connection, fictional)
    return read_directory(connection)


def _write_fictional(connection: Connection, fictional: FictionalUnits) -> None:
    gminas = fictional.gmina
    common = {"city_county": False, "fictional": True}
    powiat = {
        "level": "powiat",
        "kind": "powiat",
        "name": fictional.powiat.name,
        "area_km2": round(sum(gmina.area_km2 for gmina in gminas), 2),
        "population": sum(gmina.population for gmina in gminas),
        "population_year": fictional.population_year,
    }
    powiat_id = connection.scalars(insert(Unit).returning(Unit.id), [powiat | common]).one()
    rows = [
        {**_gmina_row(gmina, fictional.population_year), **common, "parent_id": powiat_id}
        for gmina in gminas
    ]
    inserted = insert(Unit).returning(Unit.id, sort_by_parameter_order=True)
    gmina_ids = connection.scalars(inserted, rows).all()
    codes = [_code_row(powiat_id, fictional.powiat.code, powiat)]
    codes += [
        _code_row(gmina_id, gmina.code, row)
        for gmina_id, gmina, row in zip(gmina_ids, gminas, rows, strict=True)
    ]
    connection.execute(insert(UnitCode), codes)


def _gmina_row(gmina: FictionalGmina, population_year: int) -> dict[str, Any]:
    return {
        "level": "gmina",
        "kind": parse_teryt(gmina.code).kind,
        "name": gmina.name,
        "area_km2": gmina.area_km2,
        "population": gmina.population,
        "population_year": population_year,
    }


def _code_row(unit_id: int, code: str, unit: dict[str, Any]) -> dict[str, Any]:
    return {
        "unit_id": unit_id,
        "system": "teryt",
        "code": code,
        "name": unit["name"],
        "kind": unit["kind"],
        "valid_from": UNITS_DATE,
        "valid_to": None,
    }
