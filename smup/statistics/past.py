"""Replaces statistics and keeps those that change, so that an earlier release can be read.

Rows whose numbers stay keep their release; new and changed ones get the release of the load, and
what they replace goes to the table of the past with both ends.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, delete, func, select

from smup.ingest.insert import insert_rows
from smup.models import (
    IndicatorYearStat,
    IndicatorYearStatPast,
    Latest,
    LatestPast,
    Release,
    Unit,
)
from smup.statistics.latest import LATEST_COLUMNS

STATISTICS = ("n", "mean", "sd", "min", "p5", "q1", "median", "q3", "p95", "max")
SAME = 1e-12
"""Relative difference of a number computed again from the same values, in another order."""
INDICATOR_BITS, YEAR_BITS = 32, 12
Floats = NDArray[np.float64]
Keys = Callable[[Floats], NDArray[np.int64]]


class ReplacedLatest:
    """Replaces rows of ``latest``.

    Rows are float64 [rows, ``columns``]; NaN stands for NULL.
    """

    columns = ("indicator_id", "unit_id", *LATEST_COLUMNS[2:])

    def __init__(self, connection: Connection, release_id: int) -> None:
        """Take the open transaction of a load and its release."""
        self._tables = _Tables(connection, Latest.__table__, LatestPast.__table__, release_id)

    def replace(self, indicator_ids: Sequence[int], rows: Floats) -> None:
        """Put rows in place of all that the indicators have."""
        names = (*self.columns, "release_id")
        found = self._tables.held(names, _of_latest(indicator_ids))
        held = np.array(found, dtype=np.float64).reshape(-1, len(names))
        differing = self._tables.compared(rows, held, _latest_keys)
        if differing is not None:
            self._tables.write(names, differing, _of_latest(differing.indicators), _latest_lists)


class ReplacedStatistics:
    """Replaces rows of ``indicator_year_stat``.

    Rows are float64 [rows, ``columns``]; NaN stands for NULL, ``group`` is a ``group_number``.
    """

    columns = ("indicator_id", "group", "year", *STATISTICS)

    def __init__(self, connection: Connection, release_id: int) -> None:
        """Take the open transaction of a load and its release."""
        tables = IndicatorYearStat.__table__, IndicatorYearStatPast.__table__
        self._tables = _Tables(connection, *tables, release_id)
        self._numbers: dict[tuple[str, str], int] = {}
        self._groups: list[tuple[str, str]] = []

    def group_number(self, level: str, code: str) -> int:
        """Return the number that stands for a group of a level."""
        found = self._numbers.setdefault((level, code), len(self._groups))
        if found == len(self._groups):
            self._groups.append((level, code))
        return found

    def replace(self, indicator_ids: Sequence[int], rows: Floats) -> None:
        """Put rows in place of all that the indicators have."""
        names = ("indicator_id", "level", "group_code", "year", *STATISTICS, "release_id")
        found = self._tables.held(names, _of_statistics(indicator_ids))
        held = np.empty((0, len(self.columns) + 1))
        if found:
            indicator, level, code, *others = zip(*found, strict=True)
            group = list(map(self.group_number, level, code))
            held = np.array([indicator, group, *others], dtype=np.float64).T
        differing = self._tables.compared(rows, held, _statistics_keys)
        if differing is not None:
            chosen = _of_statistics(differing.indicators)
            self._tables.write(names, differing, chosen, self._lists)

    def _lists(self, rows: Floats) -> list[list[Any]]:
        indicator, group, year, n, *numbers, release = rows.T
        pairs = [self._groups[number] for number in group.astype(np.int64).tolist()]
        return [
            wholes(indicator),
            [level for level, _ in pairs],
            [code for _, code in pairs],
            wholes(year),
            wholes(n),
            *map(nulls, numbers),
            wholes(release),
        ]


class _Differing(NamedTuple):
    """What is to be written; rows as in the table, the release last.

    Attributes:
        indicators: keys of those of which anything differs.
        rows: all of their rows.
        gone: rows that were replaced or are there no more, without those of this very release.
    """

    indicators: list[int]
    rows: Floats
    gone: Floats


class _Tables:
    """A table of statistics and that of its past: reading, comparing, writing."""

    def __init__(self, connection: Connection, table: Any, past: Any, release_id: int) -> None:
        self._connection = connection
        self._table: Table = table
        self._past: Table = past
        self._release_id = release_id
        first = connection.execute(select(self._table.c.indicator_id).limit(1)).first()
        self._filled = first is not None

    def held(self, names: Sequence[str], chosen: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return the rows that are there; a table that was empty at the start is not read."""
        if not self._filled:
            return []
        query = select(*(self._table.c[name] for name in names)).where(*chosen)
        result = self._connection.execute(query)
        found = list(result.cursor.fetchall())
        result.close()
        return found

    def compared(self, rows: Floats, held: Floats, keys: Keys) -> _Differing | None:
        """Compare rows as computed now with those of the table; None when nothing differs.

        Args:
            rows: without a release.
            held: with their releases.
            keys: returns a whole number for the key of each row.
        """
        now = np.column_stack((rows, np.full(len(rows), float(self._release_id))))
        gone = np.ones(len(held), dtype=bool)
        if len(held):
            held = held[np.argsort(keys(held))]
            ours, theirs = keys(now), keys(held)
            place = np.minimum(np.searchsorted(theirs, ours), len(theirs) - 1)
            same = theirs[place] == ours
            same[same] = _same(now[same, :-1], held[place[same], :-1])
            # The held number itself, lest a last digit change without a release.
            now[same] = held[place[same]]
            gone[place[same]] = False
            indicators = np.unique(np.concatenate((now[~same, 0], held[gone, 0])))
        else:
            indicators = np.unique(now[:, 0])
        if not len(indicators):
            return None
        gone[gone] = held[gone, -1] != self._release_id
        written = now[np.isin(now[:, 0], indicators)]
        return _Differing(indicators.astype(np.int64).tolist(), written, held[gone])

    def write(
        self,
        names: Sequence[str],
        differing: _Differing,
        chosen: Sequence[Any],
        lists: Callable[[Floats], list[list[Any]]],
    ) -> None:
        """Write all rows of the indicators that differ, and keep those that are gone."""
        if self._filled:
            self._connection.execute(delete(self._table).where(*chosen))
        insert_rows(self._connection, self._table, names, lists(differing.rows))
        if len(differing.gone):
            until = [self._release_id] * len(differing.gone)
            columns = [*lists(differing.gone), until]
            insert_rows(self._connection, self._past, (*names, "replaced_by"), columns)


def _of_latest(indicator_ids: Sequence[int]) -> tuple[Any, ...]:
    # The key begins with the unit: with all of them each row is a step into it, without them
    # the whole table would be read.
    return Latest.unit_id.in_(select(Unit.id)), Latest.indicator_id.in_(indicator_ids)


def _of_statistics(indicator_ids: Sequence[int]) -> tuple[Any, ...]:
    return (IndicatorYearStat.indicator_id.in_(indicator_ids),)


def _latest_keys(rows: Floats) -> NDArray[np.int64]:
    indicator, unit = rows[:, :2].astype(np.int64).T
    keys: NDArray[np.int64] = (indicator << INDICATOR_BITS) | unit
    return keys


def _statistics_keys(rows: Floats) -> NDArray[np.int64]:
    indicator, group, year = rows[:, :3].astype(np.int64).T
    keys: NDArray[np.int64] = (indicator << INDICATOR_BITS) | (group << YEAR_BITS) | year
    return keys


def _latest_lists(rows: Floats) -> list[list[Any]]:
    value = ReplacedLatest.columns.index("value")
    return [
        nulls(column) if place == value else wholes(column) for place, column in enumerate(rows.T)
    ]


def _same(left: Floats, right: Floats) -> NDArray[np.bool_]:
    """Tell of which rows all numbers are the same (NaN is the same as NaN)."""
    close = np.abs(left - right) <= SAME * np.maximum(np.abs(left), np.abs(right))
    equal: NDArray[np.bool_] = close | (np.isnan(left) & np.isnan(right))
    return np.asarray(equal.all(axis=1), dtype=bool)


def newest_release(connection: Connection) -> int:
    """Return the newest release; 0 when there is none."""
    return connection.scalar(select(func.max(Release.id))) or 0


def nulls(array: NDArray[Any]) -> list[Any]:
    """Return Python values, None for NaN."""
    listed = array.astype(object)
    if array.dtype.kind == "f":
        listed[np.isnan(array)] = None
    return list(listed.tolist())


def wholes(array: NDArray[Any]) -> list[int | None]:
    """Return whole numbers, None for NaN."""
    empty = np.isnan(array)
    if not empty.any():
        return list(array.astype(np.int64).tolist())
    listed = np.where(empty, 0, array).astype(np.int64).astype(object)
    listed[empty] = None
    return list(listed.tolist())
