"""Inserts many rows given as columns, the fastest way the engine has."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import Any

from psycopg import sql
from sqlalchemy import Connection, Table, insert

ROWS_IN_STATEMENT = 50
PLAIN_CODE = re.compile(r"[a-z0-9-]{1,60}", re.ASCII)


def insert_rows(
    connection: Connection, table: Table, names: Sequence[str], columns: Sequence[Sequence[Any]]
) -> None:
    """Insert rows given as columns, the fastest way the engine has (COPY, executemany).

    Args:
        connection: open transaction.
        table: where to.
        names: column names.
        columns: one list for each name, all of one length.
    """
    by_name = dict(zip(names, columns, strict=True))
    cursor: Any = connection.connection.cursor()
    try:
        if connection.dialect.name == "postgresql":
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
                sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
            )
            with cursor.copy(statement) as copy:
                for row in zip(*columns, strict=True):
                    copy.write_row(row)
        else:
            compiled = insert(table).compile(dialect=connection.dialect, column_keys=names)
            ordered = [by_name[name] for name in compiled.positiontup or ()]
            _insert_in_groups(cursor, compiled.string, ordered)
    finally:
        cursor.close()


def _insert_in_groups(cursor: Any, statement: str, columns: Sequence[Sequence[Any]]) -> None:
    """Insert many rows with one statement, which takes 0.55 of the time of one row each.

    A column that is the same in all rows stands in the statement itself: giving a value to a
    statement takes as long as storing it.
    """
    marks = [_mark_of(column) for column in columns]
    varying = [column for column, mark in zip(columns, marks, strict=True) if mark == "?"]
    if not varying:
        marks[0], varying = "?", [columns[0]]
    row = f"({', '.join(marks)})"
    single = statement[: statement.rindex("(")] + row
    grouped = ", ".join([single, *[row] * (ROWS_IN_STATEMENT - 1)])
    values = list(chain.from_iterable(zip(*varying, strict=True)))
    step = ROWS_IN_STATEMENT * len(varying)
    whole = len(values) // step * step
    cursor.executemany(grouped, (values[at : at + step] for at in range(0, whole, step)))
    rest = range(whole, len(values), len(varying))
    cursor.executemany(single, (values[at : at + len(varying)] for at in rest))


def _mark_of(column: Sequence[Any]) -> str:
    """Return what stands for a column in a statement: ``?``, or its only value.

    Of floats only 0: SQLite need not read the digits of others as exactly as it takes numbers.
    Of texts only plain codes: no text that came from a file is ever part of a statement.
    """
    if len(column) < ROWS_IN_STATEMENT or column[0] != column[-1]:
        return "?"
    first = column[0]
    if isinstance(first, str):
        plain = PLAIN_CODE.fullmatch(first) is not None
    else:
        plain = first is None or type(first) is int or (first == 0 and type(first) is float)
    if not plain or column.count(first) < len(column):
        return "?"
    if isinstance(first, str):
        return f"'{first}'"
    return "NULL" if first is None else str(first)
