"""The directory of units for the web process, and the dated codes of one unit."""

from sqlalchemy import Connection, Engine, select

from smup.models import UnitCode
from smup.repository.records import UnitCodeInfo
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory as read_from_connection

_CODES = select(
    UnitCode.unit_id,
    UnitCode.system,
    UnitCode.code,
    UnitCode.name,
    UnitCode.kind,
    UnitCode.valid_from,
    UnitCode.valid_to,
).order_by(UnitCode.system, UnitCode.valid_from, UnitCode.code)


def read_directory(source: Engine | Connection) -> UnitDirectory:
    """Return the directory of all units, ended ones and parts included.

    The SELECTs are in ``smup.territory.store``, because the commands, which do not import the
    repository, need the same directory.
    """
    if isinstance(source, Connection):
        return read_from_connection(source)
    with source.connect() as connection:
        return read_from_connection(connection)


def read_unit_codes(engine: Engine) -> dict[int, list[UnitCodeInfo]]:
    """Return every code the units have had, by key of the unit; one SELECT.

    Those of a unit stand by system, then from when they were valid, then by code.
    """
    found: dict[int, list[UnitCodeInfo]] = {}
    with engine.connect() as connection:
        for row in connection.execute(_CODES).mappings():
            code = {name: value for name, value in row.items() if name != "unit_id"}
            found.setdefault(row["unit_id"], []).append(UnitCodeInfo(**code))
    return found
