"""A table on its way out of the product: what its columns mean, and its rows in Arrow batches.

Views make tables, ``smup.exports`` writes them. A batch holds some thousands of rows by columns, so
that a file of millions of rows is made with the memory of one batch and without a Python object
for each cell.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import pyarrow as pa

Kind = Literal["text", "code", "integer", "number"]
Cell = str | int | float | None

TYPES = MappingProxyType(
    {"text": pa.string(), "code": pa.string(), "integer": pa.int64(), "number": pa.float64()}
)
BATCH_ROWS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        key: name for programs, the same in both languages: ``teryt``, ``value``,
            ``EDU-PRZ-01@2024``.
        name: header in the language of the table: ``teryt``, ``wartosc``, ``EDU-PRZ-01_2024``.
        title: what it is, in words.
        kind: ``text``; ``code``, text that looks like a number and must stay text (TERYT);
            ``integer``; ``number``.
        unit: unit of measure of a number; empty without one.
        decimals: places to which a number is meant to be read; the stored value may have more.
        indicator: code of the indicator whose values stand here; empty for other columns.
    """

    key: str
    name: str
    title: str
    kind: Kind = "text"
    unit: str = ""
    decimals: int | None = None
    indicator: str = ""

    @property
    def type(self) -> pa.DataType:
        """Return the Arrow type of the column."""
        return TYPES[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows with the meaning of their columns.

    Attributes:
        columns: in the order shown.
        rows: how many there are, known before any is read.
        batches: starts reading; every batch has the columns in order, with the types of
            ``Column.type`` or a dictionary of them; null is an empty cell, never NaN. Each call
            starts anew. Closing the iterator frees what it holds.
        first: returns so many of the first rows, where that is cheaper than to begin reading all;
            they are those of ``batches``.
    """

    columns: tuple[Column, ...]
    rows: int
    batches: Callable[[], Iterator[pa.RecordBatch]]
    first: Callable[[int], pa.RecordBatch] | None = None

    @property
    def schema(self) -> pa.Schema:
        """Return the Arrow schema, named for programs by the headers of the file."""
        return pa.schema([(column.name, column.type) for column in self.columns])


def table_of(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Table:
    """Return a table of rows that are in memory already.

    Args:
        columns: of the table.
        rows: cells in the order of the columns; NaN counts as empty.

    Raises:
        ValueError: when a row has another number of cells.
        pyarrow.ArrowInvalid: when a cell is not of its column's kind.
    """
    kept = [list(row) for row in rows]
    by_column = list(zip(*kept, strict=True)) if kept else [()] * len(columns)
    arrays = [
        pa.array(cells, type=column.type, from_pandas=True)
        for column, cells in zip(columns, by_column, strict=True)
    ]
    batch = pa.RecordBatch.from_arrays(arrays, names=[column.name for column in columns])

    def batches() -> Iterator[pa.RecordBatch]:
        for start in range(0, batch.num_rows, BATCH_ROWS):
            yield batch.slice(start, BATCH_ROWS)

    return Table(columns=tuple(columns), rows=len(kept), batches=batches)
