"""Makes a table quick to fill: secondary indexes and foreign keys come back afterwards."""

from collections.abc import Callable

from sqlalchemy import Connection, ForeignKeyConstraint, Index, MetaData, Table
from sqlalchemy.schema import AddConstraint, DropConstraint


def lighten(connection: Connection, table: Table) -> list[Callable[[], None]]:
    """Drop what slows bulk inserts into ``table``; return what puts it back, to be called after.

    Building an index over all rows, or checking a foreign key with one join, is several times
    cheaper than doing it row by row.
    """
    restorers: list[Callable[[], None]] = []
    for index in table.indexes:
        index.drop(connection)
        restorers.append(_index_restorer(connection, index))
    # SQLite cannot change constraints; there a load checks foreign keys at its end.
    if connection.dialect.name == "postgresql":
        restorers.extend(_without_foreign_keys(connection, table.name))
    return restorers


def _index_restorer(connection: Connection, index: Index) -> Callable[[], None]:
    return lambda: index.create(connection)


def _without_foreign_keys(connection: Connection, name: str) -> list[Callable[[], None]]:
    # Reflected, because the names of the constraints are the server's own.
    reflected = Table(name, MetaData(), autoload_with=connection)
    keys = [key for key in reflected.constraints if isinstance(key, ForeignKeyConstraint)]
    for key in keys:
        connection.execute(DropConstraint(key))
    return [_key_restorer(connection, key) for key in keys]


def _key_restorer(connection: Connection, key: ForeignKeyConstraint) -> Callable[[], None]:
    def restore() -> None:
        connection.execute(AddConstraint(key))

    return restore
