"""The table of the data desk: its columns, its rows, a piece of them for the screen."""

from smup.repository import Repository
from smup.tabular import Cell, Table
from smup.views.datadesk.selection import Chosen
from smup.views.take_out.records import Extract


def desk_table(repository: Repository, chosen: Chosen) -> Table:
    """Return the table, filtered and sorted; the usual order streams, others are held in memory.

    Raises:
        TooLargeError: when sorting, filtering or the wide layouts would need more than
            ``MOST_HELD`` values in memory, or a wide table has more columns than a sheet; the
            message says what to choose instead.
    """
    raise NotImplementedError


def desk_rows(
    repository: Repository, chosen: Chosen, *, start: int, count: int
) -> list[list[Cell]]:
    """Return some rows of the table from ``start``; reads only what stands in them.

    Raises:
        TooLargeError: as ``desk_table``.
    """
    raise NotImplementedError


def desk_extract(repository: Repository, chosen: Chosen) -> Extract:
    """Return the table with everything that goes with it.

    Raises:
        TooLargeError: as ``desk_table``.
    """
    raise NotImplementedError
