"""The table of the data desk: its columns, its rows, a piece of them for the screen."""

import numpy as np

from smup.errors import TooLargeError
from smup.formats import format_number
from smup.i18n import texts
from smup.repository import Repository
from smup.tabular import Cell, Table
from smup.views.datadesk.batches import Batches
from smup.views.datadesk.columns import fields
from smup.views.datadesk.describe import described, places_of
from smup.views.datadesk.grid import LONG, Integers, grid_of
from smup.views.datadesk.order import is_usual, row_order
from smup.views.datadesk.selection import Chosen
from smup.views.take_out.records import Extract

MOST_HELD = 3_000_000
"""Values in memory at once; with all optional columns they take about 100 MB."""
MOST_COLUMNS = 16_384
"""Columns of a sheet of Excel."""


def desk_table(repository: Repository, chosen: Chosen) -> Table:
    """Return the table, filtered and sorted; the usual order streams, others are held in memory.

    Raises:
        TooLargeError: when sorting, filtering or the wide layouts would need more than
            ``MOST_HELD`` values in memory, or a wide table has more columns than a sheet; the
            message says what to choose instead.
    """
    batches = Batches(repository, chosen)
    _check_size(chosen)
    columns = tuple(field.column for field in batches.fields)
    if chosen.state.uklad == LONG and is_usual(chosen):
        return Table(
            columns=columns,
            rows=batches.grid.rows,
            batches=batches.stream,
            first=lambda rows: batches.few(np.arange(rows)),
        )
    order = _order(repository, chosen)
    return Table(
        columns=columns,
        rows=len(order),
        batches=lambda: batches.held(order),
        first=lambda rows: batches.few(order[:rows]),
    )


def desk_rows(
    repository: Repository, chosen: Chosen, *, start: int, count: int
) -> list[list[Cell]]:
    """Return some rows of the table from ``start``; reads only what stands in them.

    Raises:
        TooLargeError: as ``desk_table``.
    """
    _check_size(chosen)
    batches = Batches(repository, chosen)
    first = max(start, 0)
    if is_usual(chosen):
        rows = np.arange(first, min(first + max(count, 0), batches.grid.rows))
    else:
        rows = row_order(repository, chosen)[first : first + max(count, 0)]
    if not len(rows):
        return []
    cells = [column.to_pylist() for column in batches.few(rows).columns]
    return [list(row) for row in zip(*cells, strict=True)]


def count_rows(repository: Repository, chosen: Chosen) -> int:
    """Return the number of rows; reads values only when the table is filtered.

    Raises:
        TooLargeError: as ``desk_table``.
    """
    _check_size(chosen)
    return grid_of(chosen).rows if is_usual(chosen) else len(row_order(repository, chosen))


def desk_extract(repository: Repository, chosen: Chosen) -> Extract:
    """Return the table with everything that goes with it.

    Raises:
        TooLargeError: as ``desk_table``.
    """
    return Extract(
        description=described(repository, chosen),
        table=desk_table(repository, chosen),
        places=places_of(repository, chosen),
    )


def _order(repository: Repository, chosen: Chosen) -> Integers:
    if is_usual(chosen):
        return np.arange(grid_of(chosen).rows)
    return row_order(repository, chosen)


def _check_size(chosen: Chosen) -> None:
    values, columns = grid_of(chosen).values, len(fields(chosen))
    usual, long = is_usual(chosen), chosen.state.uklad == LONG
    if columns > MOST_COLUMNS:
        raise _too_large("columns", chosen.lang, columns, MOST_COLUMNS)
    if values > MOST_HELD and not (usual and long):
        raise _too_large("sorted" if long else "wide", chosen.lang, values, MOST_HELD)


def _too_large(what: str, lang: str, number: int, most: int) -> TooLargeError:
    shown, limit = (format_number(one, decimals=0, lang=lang) for one in (number, most))
    return TooLargeError(texts(lang)(f"datadesk_table.too_large.{what}", n=shown, most=limit))
