"""The database as it was after an earlier release: views in place of the tables of values."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, Table, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from smup.as_of import LARGEST
from smup.database import make_engine
from smup.models import (
    IndicatorYearStat,
    IndicatorYearStatPast,
    Latest,
    LatestPast,
    Observation,
    Revision,
)

T = TypeVar("T")
MOST_KEPT = 4
"""Releases whose connections and cached answers a process keeps."""
PAST: tuple[tuple[Any, Any], ...] = (
    (Latest, LatestPast),
    (IndicatorYearStat, IndicatorYearStatPast),
)
SCHEMA_OF = "SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = to_regclass('{}')"


def as_of_engine(engine: Engine, release_id: int) -> Engine:
    """Return a reading engine that shows the values as they were after a release.

    Each of its connections has temporary views named ``observation``, ``latest`` and
    ``indicator_year_stat``, which stand before the tables of these names: every SELECT reads the
    state of the release, unchanged. Other tables are as of now.

    Args:
        engine: engine of the same database.
        release_id: an existing release, not before ``dataset.history_from``.

    Raises:
        ValueError: when it is no whole number in the range of releases.
    """
    if type(release_id) is not int or not 0 <= release_id <= LARGEST:
        message = f"no release: {release_id!r}"
        raise ValueError(message)
    address = engine.url.render_as_string(hide_password=False)
    past = make_engine(address, read_only=True)
    event.listen(past, "connect", _shadowing(past.dialect.name, release_id))
    return past


class PastOf(Generic[T]):
    """What is made of the engine of a release, for the few releases used last; for any thread."""

    def __init__(self, engine: Engine, make: Callable[[Engine, int], T]) -> None:
        """Take the engine of the present and what is made of that of a release and its id."""
        self._engine = engine
        self._make = make
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, tuple[Engine, T]] = OrderedDict()

    def get(self, release_id: int) -> T:
        """Return what belongs to a release, made when it is not kept."""
        with self._lock:
            if release_id not in self._kept:
                past = as_of_engine(self._engine, release_id)
                self._kept[release_id] = past, self._make(past, release_id)
            self._kept.move_to_end(release_id)
            if len(self._kept) > MOST_KEPT:
                # Connections in use stay open until they are given back.
                self._kept.popitem(last=False)[1][0].dispose()
            return self._kept[release_id][1]

    def close(self) -> None:
        """Close all connections that are not in use."""
        with self._lock:
            for past, _ in self._kept.values():
                past.dispose()
            self._kept.clear()


def views(release_id: int, schema: str) -> dict[str, str]:
    """Return the SELECT of each view, by the name of the table it stands before.

    A row of a table holds from its release until the next one of the same key; the row it
    replaced stands in the table of the past with both ends. So exactly one of them is right.

    Args:
        release_id: the release.
        schema: where the tables are, quoted if need be.
    """
    release = int(release_id)
    names = _columns(Observation.__table__)
    old = [name if name in {"indicator_id", "year", "unit_id"} else f"old_{name}" for name in names]
    revised = f"release_id > {release} AND old_release_id <= {release}"
    found = {
        "observation": _union(schema, ("observation", names, f"release_id <= {release}"),
                              (Revision.__tablename__, old, revised))
    }  # fmt: skip
    for table, past in PAST:
        columns = _columns(table.__table__)
        until = f"release_id <= {release} AND replaced_by > {release}"
        found[table.__tablename__] = _union(
            schema,
            (table.__tablename__, columns, f"release_id <= {release}"),
            (past.__tablename__, columns, until),
        )
    return found


def _columns(table: Any) -> list[str]:
    assert isinstance(table, Table)  # noqa: S101
    return [f'"{column.name}"' if column.name in {"min", "max"} else column.name
            for column in table.columns]  # fmt: skip


def _union(schema: str, *parts: tuple[str, list[str], str]) -> str:
    """Return all rows of some tables under conditions; names come from the models only."""
    return " UNION ALL ".join(
        f"SELECT {', '.join(columns)} FROM {schema}.{table} WHERE {condition}"  # noqa: S608
        for table, columns, condition in parts
    )


def _shadowing(
    dialect: str, release_id: int
) -> Callable[[DBAPIConnection, ConnectionPoolEntry], None]:
    """Return what makes the views on a new connection; temporary ones change no database."""

    def on_sqlite(dbapi: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = dbapi.cursor()
        cursor.execute("PRAGMA query_only = OFF")
        for name, statement in views(release_id, "main").items():
            cursor.execute(f"CREATE TEMP VIEW {name} AS {statement}")
        cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    def on_postgresql(dbapi: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor: Any = dbapi.cursor()
        cursor.execute("SET TRANSACTION READ WRITE")
        cursor.execute(SCHEMA_OF.format(Observation.__tablename__))
        schema = str(cursor.fetchone()[0])
        names = _columns(Observation.__table__)
        for name, statement in views(release_id, schema).items():
            listed = f" ({', '.join(names)})" if name == Observation.__tablename__ else ""
            cursor.execute(f"CREATE TEMP VIEW {name}{listed} AS {statement}")
        # Named, so that the views stand first whatever the server's own search path says.
        cursor.execute(
            "SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), false)"
        )
        cursor.close()
        dbapi.commit()

    return on_sqlite if dialect == "sqlite" else on_postgresql
