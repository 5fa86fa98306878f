"""Rows of a result to a frame, by columns."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import CursorResult


def raw_rows(result: CursorResult[Any]) -> list[tuple[Any, ...]]:
    """Return all rows as plain tuples of the driver.

    SQLAlchemy's Row objects cost about thirty times as much when turned into arrays.
    """
    cursor = result.cursor
    assert cursor is not None  # noqa: S101 - a SELECT always has one
    return list(cursor.fetchall())


def raw_array(result: CursorResult[Any], dtype: np.dtype[np.void]) -> NDArray[np.void]:
    """Return all rows as a record array, filled straight from the driver's cursor.

    Args:
        result: a SELECT of numbers without NULL, in the order of the fields.
        dtype: fields of the record.
    """
    cursor: Any = result.cursor
    return np.fromiter(cursor, dtype=dtype)


def raw_numbers(result: CursorResult[Any], columns: int) -> NDArray[np.float64]:
    """Return all rows as float64 [rows, columns]: faster than a record for a few columns.

    Args:
        result: a SELECT of numbers without NULL; whole ones below 2**53, so that they stay exact.
        columns: how many it has.
    """
    cursor: Any = result.cursor
    numbers = np.fromiter(chain.from_iterable(cursor), dtype=np.float64)
    return numbers.reshape(-1, columns)


def frame_of(
    result: CursorResult[Any],
    *,
    integers: Sequence[str] = (),
    floats: Sequence[str] = (),
    nullable: Sequence[str] = (),
) -> pd.DataFrame:
    """Return a frame with the names of the SELECT and exact types, also when it has no row.

    Args:
        result: a SELECT whose columns are of the driver's own types (numbers and texts).
        integers: columns of type int64.
        floats: columns of type float64, NaN for NULL.
        nullable: columns of type Int64, NA for NULL.
    """
    names = list(result.keys())
    rows = raw_rows(result)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    kinds = dict.fromkeys(integers, "int64")
    kinds |= dict.fromkeys(floats, "float64")
    kinds |= dict.fromkeys(nullable, "Int64")
    return pd.DataFrame(
        {
            name: pd.array(column, dtype=kinds[name])
            if name in nullable
            else pd.Series(column, dtype=kinds.get(name, "str"))
            for name, column in zip(names, columns, strict=True)
        }
    )
