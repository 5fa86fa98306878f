"""Fills ``indicator_year_stat``, ``latest`` and ``coverage``: a profile is one indexed read."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, Table, delete, select

from smup.ingest.fresh import lighten
from smup.ingest.insert import insert_rows
from smup.ingest.progress import Progress, silent
from smup.models import LEVELS, Coverage, Indicator, IndicatorYearStat, Latest, Observation
from smup.statistics.coverage import counted_units, write_coverage
from smup.statistics.describe import describe
from smup.statistics.latest import LATEST_COLUMNS, LevelGroups, latest_columns
from smup.statistics.matrix import Matrix, read_matrix
from smup.territory.directory import UnitDirectory
from smup.territory.groups import group_codes
from smup.territory.store import read_directory

STAGE = "Statystyki"
DELETE_CHUNK = 500
BATCH = 16
STATISTICS = ("n", "mean", "sd", "min", "p5", "q1", "median", "q3", "p95", "max")
STAT_COLUMNS = ("indicator_id", "level", "group_code", "year", *STATISTICS)


def rebuild_statistics(
    connection: Connection,
    *,
    indicator_ids: Iterable[int] | None = None,
    directory: UnitDirectory | None = None,
    matrices: Mapping[int, Matrix] | None = None,
    progress: Progress = silent,
) -> int:
    """Compute distributions over all groups, and latest values with ranks, anew.

    Only units that exist now are counted, each once at each level it answers at; secret, missing
    and other empty values are out, measured zeros are in.

    Args:
        connection: open transaction.
        indicator_ids: which indicators; all by default.
        directory: the units, if the caller has read them already.
        matrices: values by indicator id, if the caller has them all, as just written.
        progress: told after each indicator.

    Returns:
        The number of rows written.
    """
    directory = directory or read_directory(connection)
    chosen = None if indicator_ids is None else sorted(set(indicator_ids))
    indicators = _indicators(connection, chosen)
    groups = [level_groups(directory, level) for level in LEVELS]
    counted = [counted_units(directory, level) for level in LEVELS]
    written = 0
    with _replaced(connection, chosen):
        for start in range(0, len(indicators), BATCH):
            batch: list[tuple[Row[Any], Matrix]] = []
            for done, indicator in enumerate(indicators[start : start + BATCH], start=start + 1):
                matrix = (
                    read_matrix(connection, Observation, indicator.id, directory)
                    if matrices is None
                    else matrices[indicator.id]
                )
                if len(matrix.years):
                    written += _write_latest(connection, indicator, matrix, groups)
                    batch.append((indicator, matrix))
                progress(STAGE, done, len(indicators))
            written += _write_statistics(connection, batch, groups)
            written += write_coverage(connection, batch, counted)
    return written


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


def _write_statistics(
    connection: Connection, batch: Sequence[tuple[Row[Any], Matrix]], groups: Sequence[LevelGroups]
) -> int:
    """Describe several indicators side by side: one column is one indicator and year."""
    if not batch:
        return 0
    values = np.concatenate([matrix.value for _, matrix in batch]).T
    years = np.concatenate([matrix.years for _, matrix in batch])
    ids = np.repeat([row.id for row, _ in batch], [len(matrix.years) for _, matrix in batch])
    written = 0
    for of_level in groups:
        at_level = values[of_level.positions]
        parts: list[dict[str, NDArray[Any]]] = []
        codes: list[str] = []
        for code, rows in of_level.members.items():
            found = describe(at_level[rows]).columns()
            some = found["n"].astype(np.int64) > 0
            labels = {"indicator_id": ids, "year": years}
            parts.append({name: array[some] for name, array in (labels | found).items()})
            codes += [code] * int(some.sum())
        if codes:
            joined = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
            columns: dict[str, list[Any]] = {name: _nulls(joined[name]) for name in joined}
            columns |= {"level": [of_level.level] * len(codes), "group_code": codes}
            ordered = [columns[name] for name in STAT_COLUMNS]
            insert_rows(connection, _table(IndicatorYearStat), STAT_COLUMNS, ordered)
        written += len(codes)
    return written


def _write_latest(
    connection: Connection, indicator: Row[Any], matrix: Matrix, groups: Sequence[LevelGroups]
) -> int:
    written = 0
    city_level = "powiat" if indicator.task_level == "powiat" else "gmina"
    for of_level in groups:
        # A city with powiat rights is one unit with one row, ranked where its tasks are.
        kept = ~of_level.cities | (of_level.level == city_level)
        columns = latest_columns(matrix, of_level, kept=kept, polarity=indicator.polarity)
        count = len(columns["unit_id"])
        columns["indicator_id"] = np.full(count, indicator.id)
        lists = [
            _nulls(columns[name]) if name == "value" else _wholes(columns[name])
            for name in LATEST_COLUMNS
        ]
        insert_rows(connection, _table(Latest), LATEST_COLUMNS, lists)
        written += count
    return written


def _nulls(array: NDArray[Any]) -> list[Any]:
    """Return Python values, None for NaN."""
    listed = array.astype(object)
    if array.dtype.kind == "f":
        listed[np.isnan(array)] = None
    return list(listed.tolist())


def _wholes(array: NDArray[Any]) -> list[int | None]:
    """Return whole numbers, None for NaN."""
    empty = np.isnan(array)
    listed = np.where(empty, 0, array).astype(np.int64).astype(object)
    listed[empty] = None
    return list(listed.tolist())


def _indicators(connection: Connection, chosen: Sequence[int] | None) -> list[Row[Any]]:
    query = select(Indicator.id, Indicator.polarity, Indicator.task_level).order_by(Indicator.id)
    wanted = None if chosen is None else set(chosen)
    rows: Any = connection.execute(query)
    return [row for row in rows if wanted is None or row.id in wanted]


@contextmanager
def _replaced(connection: Connection, chosen: Sequence[int] | None) -> Any:
    """Delete the rows of the chosen indicators; for all of them also lighten the tables."""
    tables = (IndicatorYearStat, Latest, Coverage)
    restorers = []
    for table in tables:
        if chosen is None:
            connection.execute(delete(table))
            restorers += lighten(connection, _table(table))
            continue
        for start in range(0, len(chosen), DELETE_CHUNK):
            part = chosen[start : start + DELETE_CHUNK]
            connection.execute(delete(table).where(table.indicator_id.in_(part)))
    yield
    for restore in restorers:
        restore()


def _table(model: type[IndicatorYearStat | Latest | Coverage]) -> Table:
    found: Any = model.__table__
    table: Table = found
    return table
