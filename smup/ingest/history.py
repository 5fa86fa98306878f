"""Withdraws values: rows that a source no longer gives, with what they were kept as revisions."""

import numpy as np
from sqlalchemy import bindparam, delete

from smup.ingest.bulk import CHUNK, mark, ordered, read_held, table_of
from smup.ingest.columns import KEY_COLUMN, ValueColumns, ValueTable
from smup.ingest.load import Load
from smup.models import Observation


def withdraw_values(load: Load, table: ValueTable, columns: ValueColumns) -> int:
    """Delete rows by their keys and mark these in the load; return how many there were.

    Of observations the old values are kept as revisions, so that an earlier release can be read.

    Args:
        load: the open load.
        table: ``Observation`` or ``VariableValue``.
        columns: indicator or variable, year and unit of each row, in any order, each once; value,
            flag and decimals do not matter. A row that the database does not have is passed over.

    Raises:
        ValueError: when a key stands twice.
    """
    target = table_of(table)
    statement = (
        delete(target)
        .where(target.c[KEY_COLUMN[table]] == bindparam("k"), target.c.year == bindparam("y"))
        .where(target.c.unit_id == bindparam("u"))
    )
    withdrawn = 0
    for rows in ordered(columns).by_key():
        held, releases, _ = read_held(load.connection, table, rows)
        if not len(held):
            continue
        if table is Observation:
            load.changes.revised(held, releases, None)
        else:
            years = load.changes.variable_years.setdefault(int(held.key_id[0]), set())
            years.update(np.unique(held.year).tolist())
        keys = np.column_stack((held.key_id, held.year, held.unit_id)).tolist()
        for start in range(0, len(keys), CHUNK):
            part = [dict(zip("kyu", key, strict=True)) for key in keys[start : start + CHUNK]]
            load.connection.execute(statement, part)
        mark(load, table, held)
        withdrawn += len(held)
    load.changes.withdrawn += withdrawn
    return withdrawn
