"""The directory of units for the web process."""

from sqlalchemy import Connection, Engine

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
