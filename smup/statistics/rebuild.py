"""Fills ``indicator_year_stat``, ``latest`` and ``coverage``: a profile is one indexed read."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, Table, delete, select

from smup.ingest.fresh import lighten
from smup.ingest.progress import Progress, silent
from smup.models import LEVELS, Coverage, Indicator, IndicatorYearStat, Latest, Observation
from smup.statistics.coverage import counted_units, write_coverage
from smup.statistics.describe import describe
from smup.statistics.latest import LevelGroups, latest_columns
from smup.statistics.matrix import Matrix, read_matrix
from smup.statistics.past import (
    STATISTICS,
    Floats,
    ReplacedLatest,
    ReplacedStatistics,
    newest_release,
)
from smup.territory.directory import UnitDirectory
from smup.territory.groups import group_codes
from smup.territory.store import read_directory

STAGE = "Statystyki"
DELETE_CHUNK = 500
BATCH = 16


def rebuild_statistics(
    connection: Connection,
    *,
    indicator_ids: Iterable[int] | None = None,
    directory: UnitDirectory | None = None,
    matrices: Mapping[int, Matrix] | None = None,
    release_id: int | None = None,
    progress: Progress = silent,
) -> int:
    """Compute distributions over all groups, and latest values with ranks, anew.

    Only units that exist now are counted, each once at each level it answers at; secret, missing
    and other empty values are out, measured zeros are in. Rows whose numbers stay keep their
    release; what is replaced goes to the tables of the past (``smup.statistics.past``).

    Args:
        connection: open transaction.
        indicator_ids: which indicators; all by default.
        directory: the units, if the caller has read them already.
        matrices: values by indicator id, if the caller has them all, as just written.
        release_id: release of new and changed rows; the newest by default.
        progress: told after each indicator.

    Returns:
        The number of rows computed.
    """
    directory = directory or read_directory(connection)
    chosen = None if indicator_ids is None else sorted(set(indicator_ids))
    indicators = _indicators(connection, chosen)
    groups = [level_groups(directory, level) for level in LEVELS]
    counted = [counted_units(directory, level) for level in LEVELS]
    release_id = newest_release(connection) if release_id is None else release_id
    latest = ReplacedLatest(connection, release_id)
    statistics = ReplacedStatistics(connection, release_id)
    computed = 0
    with _replaced(connection, chosen):
        for start in range(0, len(indicators), BATCH):
            asked = indicators[start : start + BATCH]
            batch: list[tuple[Row[Any], Matrix]] = []
            for done, indicator in enumerate(asked, start=start + 1):
                matrix = (
                    read_matrix(connection, Observation, indicator.id, directory)
                    if matrices is None
                    else matrices[indicator.id]
                )
                if len(matrix.years):
                    batch.append((indicator, matrix))
                progress(STAGE, done, len(indicators))
            ids = [indicator.id for indicator in asked]
            places, described = _latest_rows(batch, groups), _described(batch, groups, statistics)
            latest.replace(ids, places)
            statistics.replace(ids, described)
            computed += len(places) + len(described)
            computed += write_coverage(connection, batch, counted)
    return computed


def level_groups(directory: UnitDirectory, level: str) -> LevelGroups:
    """Return the units of a level and the members of its groups, as rows among these units."""
    positions = directory.positions(level, fictional=True)
    codes = group_codes(directory, level, positions=positions)
    members: dict[str, list[int]] = {}
    for of_kind in codes.values():
        for row, code in enumerate(of_kind):
            if code is not None:
                members.setdefault(code, []).append(row)
    return LevelGroups(
        level=level,
        positions=positions,
        unit_ids=directory.ids[positions],
        real=np.array([not directory.units[p].fictional for p in positions], dtype=bool),
        cities=np.array([directory.units[p].city_county for p in positions], dtype=bool),
        codes=codes,
        members={code: np.array(rows) for code, rows in members.items()},
    )


def _described(
    batch: Sequence[tuple[Row[Any], Matrix]],
    groups: Sequence[LevelGroups],
    statistics: ReplacedStatistics,
) -> Floats:
    """Describe several indicators side by side: one column is one indicator and year."""
    empty = np.empty((0, len(statistics.columns)))
    if not batch:
        return empty
    values = np.concatenate([matrix.value for _, matrix in batch]).T
    years = np.concatenate([matrix.years for _, matrix in batch])
    ids = np.repeat([row.id for row, _ in batch], [len(matrix.years) for _, matrix in batch])
    parts = [empty]
    for of_level in groups:
        at_level = values[of_level.positions]
        for code, rows in of_level.members.items():
            found = describe(at_level[rows]).columns()
            some = found["n"].astype(np.int64) > 0
            group = np.full(len(ids), statistics.group_number(of_level.level, code))
            columns = (ids, group, years, *(found[name] for name in STATISTICS))
            parts.append(np.column_stack([column[some] for column in columns]).astype(np.float64))
    return np.concatenate(parts)


def _latest_rows(batch: Sequence[tuple[Row[Any], Matrix]], groups: Sequence[LevelGroups]) -> Floats:
    """Return the newest values of all units with their places."""
    parts = [np.empty((0, len(ReplacedLatest.columns)))]
    for indicator, matrix in batch:
        city_level = "powiat" if indicator.task_level == "powiat" else "gmina"
        for of_level in groups:
            # A city with powiat rights is one unit with one row, ranked where its tasks are.
            kept = ~of_level.cities | (of_level.level == city_level)
            columns = latest_columns(matrix, of_level, kept=kept, polarity=indicator.polarity)
            columns["indicator_id"] = np.full(len(columns["unit_id"]), indicator.id)
            rows = [columns[name].astype(np.float64) for name in ReplacedLatest.columns]
            parts.append(np.column_stack(rows))
    return np.concatenate(parts)


def _indicators(connection: Connection, chosen: Sequence[int] | None) -> list[Row[Any]]:
    query = select(Indicator.id, Indicator.polarity, Indicator.task_level).order_by(Indicator.id)
    wanted = None if chosen is None else set(chosen)
    rows: Any = connection.execute(query)
    return [row for row in rows if wanted is None or row.id in wanted]


@contextmanager
def _replaced(connection: Connection, chosen: Sequence[int] | None) -> Any:
    """Delete the coverage of the chosen indicators; of all of them, lighten tables still empty.

    A table with rows keeps its indexes and keys: little of it is written again, and to drop them
    would make readers on PostgreSQL wait until the end of the load.
    """
    restorers = []
    if chosen is None:
        for table in (_table(IndicatorYearStat), _table(Latest), _table(Coverage)):
            if connection.execute(select(table.c.indicator_id).limit(1)).first() is None:
                restorers += lighten(connection, table)
        connection.execute(delete(Coverage))
    else:
        for start in range(0, len(chosen), DELETE_CHUNK):
            part = chosen[start : start + DELETE_CHUNK]
            connection.execute(delete(Coverage).where(Coverage.indicator_id.in_(part)))
    yield
    for restore in restorers:
        restore()


def _table(model: type[IndicatorYearStat | Latest | Coverage]) -> Table:
    found: Any = model.__table__
    table: Table = found
    return table
