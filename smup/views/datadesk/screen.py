"""The table of the data desk on the screen: a word in the place of each missing number.

A file says in a column of its own why a value is empty; on the screen the word stands in the cell
itself. The columns of reasons are therefore always read, and never shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from smup.flags import Flag
from smup.repository import Repository
from smup.tabular import Cell, Column, Table
from smup.views.datadesk.columns import fields
from smup.views.datadesk.selection import Chosen
from smup.views.datadesk.state import OPTIONS
from smup.views.datadesk.table import desk_extract, desk_rows, desk_table
from smup.views.take_out.records import Extract

REASON = "powod"
VALUE, FLAG = "value", "flag"
MOST_COUNTED = 200_000
"""Values among which the empty ones are counted for the line above the table."""
EMPTY_LABELS = frozenset(flag.label for flag in Flag if not flag.has_value)
_SHOWN_AS_WORD = EMPTY_LABELS | {Flag.BELOW_FORMAT.label}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenColumn:
    """A column that is seen.

    Attributes:
        column: what it is.
        at: its place among the columns of the table with reasons.
        why: place of its reasons there; None for a column that has none.
    """

    column: Column
    at: int
    why: int | None = None


def with_reasons(chosen: Chosen) -> Chosen:
    """Return the same choice with the column of reasons."""
    options = tuple(one for one in OPTIONS if one in chosen.options or one == REASON)
    return replace(chosen, options=options)


def screen_columns(chosen: Chosen) -> tuple[ScreenColumn, ...]:
    """Return the columns to be seen of a table with reasons."""
    columns = [field.column for field in fields(chosen)]
    at = {column.key: place for place, column in enumerate(columns)}
    return tuple(
        ScreenColumn(column=column, at=place, why=_why(column, at))
        for place, column in enumerate(columns)
        if not _is_reason(column)
    )


def _why(column: Column, at: Mapping[str, int]) -> int | None:
    if column.key == VALUE:
        return at.get(FLAG)
    return at.get(f"{column.key}:{FLAG}") if column.indicator else None


def _is_reason(column: Column) -> bool:
    return column.key.rpartition(":")[2] == FLAG


def screen_rows(
    repository: Repository,
    chosen: Chosen,
    columns: Sequence[ScreenColumn],
    *,
    start: int,
    count: int,
) -> list[list[Cell]]:
    """Return some rows as they are seen: a number, a text, or the label of a kind of empty.

    Args:
        repository: answers the questions.
        chosen: with reasons (``with_reasons``).
        columns: those to be seen.
        start: first row, from 0.
        count: how many rows at most.

    Raises:
        TooLargeError: as ``desk_table``.
    """
    rows = desk_rows(repository, chosen, start=start, count=count)
    return [[_seen(row, column) for column in columns] for row in rows]


def _seen(row: Sequence[Cell], column: ScreenColumn) -> Cell:
    if column.why is None:
        return row[column.at]
    why = row[column.why]
    return why if why in _SHOWN_AS_WORD else row[column.at]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What the data desk shows of its table.

    Attributes:
        chosen: what was asked for, with reasons.
        extract: the table as it is taken out.
        columns: those to be seen.
        first: the first rows, as of ``screen_rows``.
        values: how many numbers the table could hold.
        empty: how many of them it does not; None when there are too many to be counted.
    """

    chosen: Chosen
    extract: Extract
    columns: tuple[ScreenColumn, ...]
    first: list[list[Cell]]
    values: int
    empty: int | None


def read_screen(repository: Repository, chosen: Chosen, *, first: int) -> Screen:
    """Return what is shown before anything is scrolled.

    Args:
        repository: answers the questions.
        chosen: what was asked for.
        first: how many rows to read.

    Raises:
        TooLargeError: as ``desk_table``.
    """
    extract, full = desk_extract(repository, chosen), with_reasons(chosen)
    table = extract.table if full.options == chosen.options else desk_table(repository, full)
    columns = screen_columns(full)
    values = table.rows * sum(column.why is not None for column in columns)
    return Screen(
        chosen=full,
        extract=extract,
        columns=columns,
        first=screen_rows(repository, full, columns, start=0, count=first),
        values=values,
        empty=_empty(table, columns) if values <= MOST_COUNTED else None,
    )


def _empty(table: Table, columns: Sequence[ScreenColumn]) -> int:
    whys = [column.why for column in columns if column.why is not None]
    kinds = pa.array(sorted(EMPTY_LABELS))
    found = 0
    for batch in table.batches():
        for why in whys:
            flags = batch.column(why).cast(pa.string())
            found += pc.sum(pc.is_in(flags, value_set=kinds)).as_py() or 0
    return found
