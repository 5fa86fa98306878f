"""The directory of units for the web process, and the dated codes of one unit."""

from sqlalchemy import Connection, Engine, select

from smup.models import UnitCode
from smup.repository.records import UnitCodeInfo
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory as read_from_connection


def read_directory(source: Engine | Connection) -> UnitDirectory:
    """Return the directory of all units, ended ones and parts included.

    The SELECTs are in ``smup.territory.store``, because the commands, which do not import the
    repository, need the same directory.
    """
    if isinstance(source, Connection):
        return read_from_connection(source)
    with source.connect() as connection:
        return read_from_connection(connection)


def read_unit_codes(engine: Engine, unit_id: int) -> list[UnitCodeInfo]:
    """Return every code a unit has had, by system, then from when it was valid, then code."""
    statement = (
        select(
            UnitCode.system,
            UnitCode.code,
            UnitCode.name,
            UnitCode.kind,
            UnitCode.valid_from,
            UnitCode.valid_to,
        )
        .where(UnitCode.unit_id == unit_id)
        .order_by(UnitCode.system, UnitCode.valid_from, UnitCode.code)
    )
    with engine.connect() as connection:
        return [UnitCodeInfo(**row) for row in connection.execute(statement).mappings()]
