"""Writes many values at once: only the rows that differ, in the order of the primary key."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Table, bindparam, func, select, update

from smup.ingest.columns import KEY_COLUMN, NO_DECIMALS, ValueColumns, ValueTable, same_values
from smup.ingest.fresh import lighten
from smup.ingest.insert import insert_rows
from smup.ingest.load import Load
from smup.models import Indicator, Observation, Unit, Variable

CHUNK = 100_000
YEAR_BITS = 12
UNIT_BITS = 31


@dataclass(frozen=True, slots=True)
class WriteCounts:
    """Rows of one write by what became of them."""

    new: int
    changed: int
    same: int


def write_values(
    load: Load, table: ValueTable, columns: ValueColumns, *, fresh: bool = False
) -> WriteCounts:
    """Write the rows that differ from the database; count them and mark their keys in the load.

    Args:
        load: the open load.
        table: ``Observation`` or ``VariableValue``.
        columns: the rows, in any order; no key may stand twice.
        fresh: the caller knows that the database has none of these keys, so nothing is compared
            and secondary indexes are built at the end of the load.

    Raises:
        ValueError: when a key stands twice, or a unit or key is not in the database.
    """
    _check_references(load, table, columns)
    columns = ordered(columns)
    if fresh:
        counts = _write_fresh(load, table, columns)
    else:
        counts = _merge(load, table, columns, load.release_id)
    load.counts.new += counts.new
    load.counts.changed += counts.changed
    load.counts.same += counts.same
    return counts


def write_derived(
    load: Load, table: ValueTable, columns: ValueColumns, *, release_id: int
) -> WriteCounts:
    """Write computed rows that differ, under any release, outside the counts of the load."""
    return _merge(load, table, ordered(columns), release_id)


def fill_quickly(load: Load, table: ValueTable) -> None:
    """Lighten an empty table until the end of the load; see ``smup.ingest.fresh.lighten``."""
    target = table_of(table)
    if target.name not in load.finishers:
        load.finishers[target.name] = lighten(load.connection, target)


def read_values(
    connection: Connection, table: ValueTable, key_id: int, *, first: int, last: int
) -> ValueColumns:
    """Return the rows of one key from year ``first`` to ``last``, in the order of the key."""
    return _read(connection, table, key_id, table.year.between(first, last))[0]


def read_held(
    connection: Connection, table: ValueTable, rows: ValueColumns
) -> tuple[ValueColumns, NDArray[np.int64], NDArray[np.bool_]]:
    """Return what the database has under the keys of some rows of one indicator or variable.

    Args:
        connection: open transaction.
        table: ``Observation`` or ``VariableValue``.
        rows: in the order of the key.

    Returns:
        The held rows in that order, their releases, and which of ``rows`` are held.
    """
    held, releases = _read_years(connection, table, rows)
    ours, theirs = _keys(rows), _keys(held)
    chosen = np.isin(theirs, ours)
    return held.take(chosen), releases[chosen], np.isin(ours, theirs)


def _read_years(
    connection: Connection, table: ValueTable, rows: ValueColumns
) -> tuple[ValueColumns, NDArray[np.int64]]:
    """Return all that the database has in the years of some rows of one key, and the releases."""
    years = np.unique(rows.year).tolist()
    return _read(connection, table, int(rows.key_id[0]), table.year.in_(years))


def _read(
    connection: Connection, table: ValueTable, key_id: int, chosen: ColumnElement[bool]
) -> tuple[ValueColumns, NDArray[np.int64]]:
    """Return rows of one key in the order of the key, and their releases."""
    query = (
        select(
            table.year,
            table.unit_id,
            table.value,
            table.flag,
            func.coalesce(table.decimals, NO_DECIMALS),
            table.release_id,
        )
        .where(getattr(table, KEY_COLUMN[table]) == key_id, chosen)
        .order_by(table.year, table.unit_id)
    )
    result = connection.execute(query)
    # Row objects would make this some 30 times slower than the driver's own tuples.
    found = np.array(result.cursor.fetchall(), dtype=np.float64).reshape(-1, 6)
    result.close()
    return _columns_of(key_id, found), found[:, 5].astype(np.int64)


def _columns_of(key_id: int, found: NDArray[np.float64]) -> ValueColumns:
    year, unit, value, flag, decimals = found.T[:5]
    return ValueColumns.of(
        key_id=key_id, year=year, unit_id=unit, value=value, flag=flag, decimals=decimals
    )


def _write_fresh(load: Load, table: ValueTable, columns: ValueColumns) -> WriteCounts:
    fill_quickly(load, table)
    _insert(load, table, columns, load.release_id)
    mark(load, table, columns)
    return WriteCounts(new=len(columns), changed=0, same=0)


def ordered(columns: ValueColumns) -> ValueColumns:
    """Return the rows in the order of the primary key, in which no key may stand twice."""
    columns = columns.take(columns.order())
    packed = _keys(columns)
    if (packed[1:] == packed[:-1]).any():
        raise ValueError("the same key stands twice in one write")
    return columns


def _merge(load: Load, table: ValueTable, columns: ValueColumns, release_id: int) -> WriteCounts:
    new = changed = 0
    for rows in columns.by_key():
        held, releases = _read_years(load.connection, table, rows)
        place, is_new, is_changed = _differences(rows, held)
        if is_new.any():
            _insert(load, table, rows.take(is_new), release_id)
        if is_changed.any():
            now = rows.take(is_changed)
            if table is Observation:
                was = place[is_changed]
                load.changes.revised(held.take(was), releases[was], now)
            _update(load, table, now, release_id)
        if is_new.any() or is_changed.any():
            mark(load, table, rows.take(slice(1)))
        new += int(is_new.sum())
        changed += int(is_changed.sum())
    return WriteCounts(new=new, changed=changed, same=len(columns) - new - changed)


def _differences(
    rows: ValueColumns, held: ValueColumns
) -> tuple[NDArray[np.intp], np.ndarray, np.ndarray]:
    """Return where rows stand among the held ones, which are not there, which are otherwise."""
    if len(held) == 0:
        nowhere = np.zeros(len(rows), dtype=np.intp)
        return nowhere, np.ones(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    ours, theirs = _keys(rows), _keys(held)
    place = np.minimum(np.searchsorted(theirs, ours), len(theirs) - 1)
    found = theirs[place] == ours
    return place, ~found, found & ~same_values(rows, held.take(place))


def _keys(rows: ValueColumns) -> NDArray[np.int64]:
    """Return one sortable number a row: key, year and unit side by side."""
    high = rows.key_id.astype(np.int64) << (YEAR_BITS + UNIT_BITS)
    keys: NDArray[np.int64] = high | (rows.year.astype(np.int64) << UNIT_BITS) | rows.unit_id
    return keys


def _insert(load: Load, table: ValueTable, columns: ValueColumns, release_id: int) -> None:
    if table is Observation:
        load.changes.added(columns)
    names = [KEY_COLUMN[table], "year", "unit_id", "value", "flag", "decimals", "release_id"]
    for start in range(0, len(columns), CHUNK):
        part = columns.take(slice(start, start + CHUNK))
        lists = [*part.lists(), [release_id] * len(part)]
        insert_rows(load.connection, table_of(table), names, lists)


def _update(load: Load, table: ValueTable, columns: ValueColumns, release_id: int) -> None:
    target = table_of(table)
    key = target.c[KEY_COLUMN[table]]
    statement = (
        update(target)
        .where(key == bindparam("k"), target.c.year == bindparam("y"))
        .where(target.c.unit_id == bindparam("u"))
        .values(
            value=bindparam("v"),
            flag=bindparam("f"),
            decimals=bindparam("d"),
            release_id=release_id,
        )
    )
    for start in range(0, len(columns), CHUNK):
        lists = columns.take(slice(start, start + CHUNK)).lists()
        rows = [dict(zip("kyuvfd", row, strict=True)) for row in zip(*lists, strict=True)]
        load.connection.execute(statement, rows)


def _check_references(load: Load, table: ValueTable, columns: ValueColumns) -> None:
    """Check the foreign keys at once: row by row they would cost more than the insert."""
    parent = Indicator if table is Observation else Variable
    for name, known_table, wanted in (
        ("unit", Unit, columns.unit_id),
        (parent.__tablename__, parent, columns.key_id),
    ):
        if not np.isin(wanted, load.known_ids(known_table)).all():
            message = f"a row refers to a {name} that is not in the database"
            raise ValueError(message)


def mark(load: Load, table: ValueTable, columns: ValueColumns) -> None:
    """Mark the indicators or variables of some rows as changed by the load."""
    marked = load.indicators if table is Observation else load.variables
    marked.update(np.unique(columns.key_id).tolist())


def table_of(table: ValueTable) -> Table:
    """Return the table behind a model of values."""
    found: Any = table.__table__
    assert isinstance(found, Table)  # noqa: S101
    return found
