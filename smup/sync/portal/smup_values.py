"""Rows of ``indicator-date-data`` as columns: fast, for tens of millions of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from smup.sync.portal.smup_api import (
    DATE,
    DECIMALS,
    FLAG,
    ID,
    TERYT,
    VALUE,
    VALUES,
    page_of,
    unusable,
    whole_number,
)

NUMERIC = frozenset({float, int, type(None)})
NOT_GIVEN = -1
"""Decimals or flag that a row does not give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueColumns:
    """Values of one indicator in one year, a place for each row.

    Attributes:
        unit: ``id-teryt``, int64.
        flag: ``id-flaga``, int64; -1: not given.
        value: float64; NaN: null. A number may stand beside a flag of a missing value; the flag
            decides.
        decimals: ``precyzja``, int64; -1: not given.
    """

    unit: NDArray[np.int64]
    flag: NDArray[np.int64]
    value: NDArray[np.float64]
    decimals: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.unit)


def parse_values(body: bytes, *, indicator: int, year: int) -> ValueColumns:
    """Return the rows of an answer as columns.

    Args:
        body: JSON of the answer or of all its rows, pages joined.
        indicator: official id that was asked for.
        year: year that was asked for.

    Raises:
        UnusableAnswerError: when it is no JSON, a field is gone or of a wrong type, or the rows
            are of another indicator or date than was asked; names row and field.
    """
    try:
        decoded = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise unusable(VALUES, "nie jest poprawnym JSON") from error
    return value_columns(page_of(decoded, VALUES).rows, indicator=indicator, year=year)


def value_columns(rows: Sequence[Mapping[str, Any]], *, indicator: int, year: int) -> ValueColumns:
    """Return decoded rows as columns; see ``parse_values``."""
    _check_same(rows, ID, indicator)
    _check_same(rows, DATE, year * 10_000 + 1231)
    return ValueColumns(
        unit=_wholes(rows, TERYT, needed=True),
        flag=_wholes(rows, FLAG, needed=False),
        value=_numbers(rows),
        decimals=_wholes(rows, DECIMALS, needed=False, may_be_gone=True),
    )


def _check_same(rows: Sequence[Mapping[str, Any]], field: str, asked: int) -> None:
    """Refuse rows about something else than was asked; a row without the field is taken."""
    told = {row.get(field, asked) for row in rows}
    wrong = [value for value in told if whole_number(value) != asked]
    if wrong:
        number = next(n for n, row in enumerate(rows, 1) if row.get(field, asked) == wrong[0])
        raise unusable(
            VALUES, f"ma w wierszu {number} „{field}” {wrong[0]!r}, a pytanie było o {asked}"
        )


def _wholes(
    rows: Sequence[Mapping[str, Any]], field: str, *, needed: bool, may_be_gone: bool = False
) -> NDArray[np.int64]:
    values = [row.get(field) for row in rows]
    if not may_be_gone:
        _check_there(rows, values, field)
    column = np.array(values) if values else np.empty(0, dtype=np.int64)
    if column.dtype == np.int64:
        return column
    numbers = np.empty(len(values), dtype=np.int64)
    for place, value in enumerate(values):
        number = NOT_GIVEN if value is None and not needed else whole_number(value)
        if number is None:
            raise _bad(place, field, value)
        numbers[place] = number
    return numbers


def _numbers(rows: Sequence[Mapping[str, Any]]) -> NDArray[np.float64]:
    values = [row.get(VALUE) for row in rows]
    _check_there(rows, values, VALUE)
    if NUMERIC.issuperset(map(type, values)):
        column = np.array(values, dtype=np.float64)
    else:
        column = np.array([_number(place, value) for place, value in enumerate(values)])
    infinite = np.flatnonzero(np.isinf(column))
    if len(infinite):
        raise _bad(int(infinite[0]), VALUE, values[infinite[0]])
    return column


def _number(place: int, value: Any) -> float:
    if value is None:
        return np.nan
    if isinstance(value, bool | dict | list):
        raise _bad(place, VALUE, value)
    text = "".join(str(value).split()).replace(",", ".")
    try:
        return float(text) if text else np.nan
    except ValueError:
        raise _bad(place, VALUE, value) from None


def _check_there(rows: Sequence[Mapping[str, Any]], values: Sequence[Any], field: str) -> None:
    """Demand a field: a row may lack it for null, but an answer in which all do has lost it."""
    if values and not any(field in row for row in rows):
        raise unusable(VALUES, f"nie ma w wierszu 1 pola „{field}”")


def _bad(place: int, field: str, value: Any) -> Exception:
    shown = str(value)[:40]
    return unusable(VALUES, f"jest błędna: w wierszu {place + 1} pole „{field}” to „{shown}”")
