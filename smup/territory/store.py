"""Units and their codes in the database."""

from sqlalchemy import Connection, select

from smup.models import Unit, UnitCode, UnitInType, UnitType
from smup.territory.directory import UnitDirectory
from smup.territory.typology import TypeRow, Typology
from smup.territory.unit import CodeRow, UnitRow


def read_directory(connection: Connection) -> UnitDirectory:
    """Return the directory of all units in the database, ended ones and parts included."""
    units = connection.execute(
        select(
            Unit.id,
            Unit.level,
            Unit.kind,
            Unit.city_county,
            Unit.name,
            Unit.parent_id,
            Unit.area_km2,
            Unit.population,
            Unit.population_year,
            Unit.lon,
            Unit.lat,
            Unit.fictional,
            Unit.valid_from,
            Unit.valid_to,
            Unit.successor_id,
        ).order_by(Unit.id)
    )
    codes = connection.execute(
        select(
            UnitCode.unit_id,
            UnitCode.system,
            UnitCode.code,
            UnitCode.name,
            UnitCode.kind,
            UnitCode.valid_from,
            UnitCode.valid_to,
        ).order_by(UnitCode.id)
    )
    return UnitDirectory(
        [UnitRow._make(row) for row in units],
        [CodeRow._make(row) for row in codes],
        typology=_read_typology(connection),
    )


def _read_typology(connection: Connection) -> Typology:
    rows = connection.execute(
        select(
            UnitInType.unit_id,
            UnitInType.level,
            UnitType.code,
            UnitType.position,
            UnitType.name_pl,
            UnitType.name_en,
        ).join(UnitType, UnitType.code == UnitInType.type_code)
    )
    return Typology(TypeRow._make(row) for row in rows)
