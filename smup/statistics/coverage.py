"""Fills ``coverage``: how many units have a value of an indicator in a year, why others have not.

Pure counting. A unit is counted at each level it answers at, when it

- exists at the end of the year and the indicator is its task: it has a row or it lacks one;
- or has a row nevertheless: a sum for a powiat, a unit that has ended since.

Parts of gminas and example units are never counted. What the source itself calls not applicable
stands beside: ``units = with_value + missing + secret + not_yet_published + no_row``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, Table, select

from smup.flags import EMPTY_FLAGS, Flag
from smup.ingest.insert import insert_rows
from smup.ingest.load import load
from smup.ingest.progress import Progress, silent
from smup.models import LEVELS, Coverage, Indicator, Observation
from smup.statistics.matrix import NO_ROW, Matrix, read_matrix
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory

STAGE = "Kompletność"
SOURCE = "Kompletność danych"
ALWAYS = -32768
COUNTS = (
    "units", "with_value", "zero", "below_format", "missing", "secret", "not_applicable",
    "not_yet_published", "no_row",
)  # fmt: skip
COLUMNS = ("indicator_id", "level", "year", *COUNTS)
_LOWER = ("gmina", "powiat")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedUnits:
    """The units of a level that are counted.

    Attributes:
        level: one of ``LEVELS``.
        positions: in the directory, ended units too.
        first_year: first year at whose end the unit existed; same shape.
        ended: the unit exists no more and counts only where it has a row; same shape.
        cities: cities with powiat rights, which run the tasks of both lower levels; same shape.
    """

    level: str
    positions: NDArray[np.int64]
    first_year: NDArray[np.int64]
    ended: NDArray[np.bool_]
    cities: NDArray[np.bool_]

    def expected(self, years: NDArray[np.int64], task_level: str) -> NDArray[np.bool_]:
        """Return whether a unit should have a value: shape (years, units).

        Args:
            years: years asked about.
            task_level: ``gmina``, ``powiat`` or ``oba``: whose task the indicator describes.
        """
        foreign = self.level in _LOWER and task_level not in (self.level, "oba")
        due = ~self.ended & (self.cities if foreign else True)
        found: NDArray[np.bool_] = due & (self.first_year <= years[:, None])
        return found


def counted_units(directory: UnitDirectory, level: str) -> CountedUnits:
    """Return the units of a level that are counted."""
    units = [u for u in directory.units if u.answers_at(level) and not u.fictional]
    return CountedUnits(
        level=level,
        positions=np.array([unit.position for unit in units], dtype=np.int64),
        first_year=np.array(
            [ALWAYS if unit.valid_from is None else unit.valid_from.year for unit in units],
            dtype=np.int64,
        ),
        ended=np.array([unit.ended for unit in units], dtype=bool),
        cities=np.array([unit.city_county for unit in units], dtype=bool),
    )


def count_coverage(
    matrix: Matrix, units: CountedUnits, task_level: str
) -> dict[str, NDArray[np.int64]]:
    """Count the units of a level by what they have, for each year of an indicator.

    Args:
        matrix: values of the indicator.
        units: the units of a level.
        task_level: ``gmina``, ``powiat`` or ``oba``.

    Returns:
        ``year`` and the columns of ``COUNTS``, for years in which a unit of the level has a row.
    """
    flag = matrix.flag[:, units.positions]
    lacking = units.expected(matrix.years, task_level) & (flag == NO_ROW)
    found = {of.name.lower(): (flag == of).sum(axis=1) for of in Flag}
    valued = ((flag != NO_ROW) & (flag <= Flag.BELOW_FORMAT)).sum(axis=1)
    no_row = lacking.sum(axis=1)
    empty = sum(found[of.name.lower()] for of in EMPTY_FLAGS if of is not Flag.NOT_APPLICABLE)
    columns = {
        "year": matrix.years,
        "units": valued + empty + no_row,
        "with_value": valued,
        "zero": found["did_not_occur"],
        **{name: found[name] for name in COUNTS if name in found},
        "no_row": no_row,
    }
    some = (flag != NO_ROW).any(axis=1)
    return {name: columns[name][some].astype(np.int64) for name in ("year", *COUNTS)}


def write_coverage(
    connection: Connection,
    matrices: Iterable[tuple[Any, Matrix]],
    units: Sequence[CountedUnits],
) -> int:
    """Write the counts of indicators whose old ones are gone; return the number of rows.

    Args:
        connection: open transaction.
        matrices: rows with ``id`` and ``task_level`` of an indicator, and its values.
        units: of each level.
    """
    parts: list[list[NDArray[Any]]] = []
    for indicator, matrix in matrices:
        for of_level in units:
            counts = count_coverage(matrix, of_level, indicator.task_level)
            n = len(counts["year"])
            if n:
                labels = [np.full(n, indicator.id), np.full(n, of_level.level, dtype=object)]
                parts.append([*labels, *counts.values()])
    if not parts:
        return 0
    columns = [np.concatenate(column).tolist() for column in zip(*parts, strict=True)]
    table: Any = Coverage.__table__
    target: Table = table
    insert_rows(connection, target, COLUMNS, columns)
    return len(columns[0])


def fill_coverage(engine: Engine, *, progress: Progress = silent) -> bool:
    """Count a database that has values but no counts yet; tell whether there was such a need.

    A database of an older version has the table after its upgrade, but nothing in it.
    """
    with engine.connect() as connection:
        filled = connection.scalar(select(Coverage.indicator_id).limit(1)) is not None
        has_values = connection.scalar(select(Observation.indicator_id).limit(1)) is not None
    if filled or not has_values:
        return False
    with load(engine, kind="stats", source=SOURCE) as current:
        directory = read_directory(current.connection)
        units = [counted_units(directory, level) for level in LEVELS]
        query = select(Indicator.id, Indicator.task_level).order_by(Indicator.id)
        indicators = current.connection.execute(query).all()
        for done, indicator in enumerate(indicators, start=1):
            matrix = read_matrix(current.connection, Observation, indicator.id, directory)
            current.counts.new += write_coverage(current.connection, [(indicator, matrix)], units)
            progress(STAGE, done, len(indicators))
        current.counts.read = current.counts.new
    return current.something_changed
