"""Columns that are the same in all rows stand in the statement: nothing else may change."""

from typing import Any

import pytest
from sqlalchemy import Column, Float, Integer, MetaData, String, Table, create_engine, select

from smup.ingest.insert import ROWS_IN_STATEMENT, insert_rows

NAMES = ["id", "text", "number", "blank", "share"]
TABLE = Table(
    "t",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("text", String),
    Column("number", Integer),
    Column("blank", Integer),
    Column("share", Float),
)


def inserted(columns: list[list[Any]]) -> list[tuple[Any, ...]]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        TABLE.create(connection)
        insert_rows(connection, TABLE, NAMES, columns)
        return [tuple(row) for row in connection.execute(select(TABLE).order_by(TABLE.c.id))]


@pytest.mark.parametrize("rows", [1, ROWS_IN_STATEMENT, 2 * ROWS_IN_STATEMENT + 3])
def test_columns_of_one_value_are_kept(rows: int) -> None:
    columns: list[list[Any]] = [
        list(range(rows)),
        ["O'Hara? ; --"] * rows,
        [-7] * rows,
        [None] * rows,
        [0.0] * rows,
    ]
    assert inserted(columns) == list(zip(*columns, strict=True))


@pytest.mark.parametrize("odd", [1, 60])
def test_one_other_value_is_enough_to_bind_the_column(odd: int) -> None:
    rows = 120
    columns: list[list[Any]] = [
        list(range(rows)),
        ["a"] * rows,
        [5] * rows,
        [None] * rows,
        [0.1] * rows,
    ]
    columns[1][odd], columns[2][odd], columns[3][odd], columns[4][odd] = "b", 6, 1, 0.2
    assert inserted(columns) == list(zip(*columns, strict=True))
