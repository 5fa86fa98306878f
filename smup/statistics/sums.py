"""Values of higher levels summed from the units below, where a source gives none of its own."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, insert, select

from smup.flags import Flag
from smup.ingest.bulk import write_derived
from smup.ingest.columns import ValueColumns
from smup.ingest.load import Load, utc_now
from smup.models import Release, VariableValue
from smup.statistics.matrix import NO_ROW, Matrix
from smup.territory.directory import UnitDirectory

SUMS = "sums"
SUMS_SOURCE = "Obliczone przez program: suma wartości gmin albo powiatów"
COUNTS = ("read", "new", "changed", "same", "skipped", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """What is summed into what, for one lower level.

    Attributes:
        lower: positions of the units that are summed, ended ones too.
        exists: shape (years, lower), the unit existed on 31 December of the year.
        parents: for each higher level, positions of its units.
        parent_of: for each higher level, the parent's index among ``parents`` of each lower
            unit, -1 for none.
    """

    lower: NDArray[np.int64]
    exists: NDArray[np.bool_]
    parents: tuple[NDArray[np.int64], ...]
    parent_of: tuple[NDArray[np.int64], ...]


def tree_of(directory: UnitDirectory, lower_level: str, years: NDArray[np.int64]) -> Tree:
    """Return what sums into powiats (from gminas), voivodeships and the country."""
    lower = [u for u in directory.units if u.answers_at(lower_level) and not u.fictional]
    position = np.array([unit.position for unit in lower], dtype=np.int64)
    first = np.array([unit.valid_from.year if unit.valid_from else 0 for unit in lower])
    end = np.array([unit.valid_to.year if unit.valid_to else 9999 for unit in lower])
    exists = (first <= years[:, None]) & (years[:, None] < end)
    country = [unit.position for unit in directory.units if unit.level == "kraj"]
    above = [
        (directory.positions("wojewodztwo"), directory.voivodeship[position]),
        (np.array(country, dtype=np.int64), np.full(len(lower), country[0] if country else -1)),
    ]
    if lower_level == "gmina":
        powiats = [u.position for u in directory.units if u.level == "powiat" and not u.fictional]
        above.append((np.array(powiats, dtype=np.int64), directory.powiat[position]))
    return Tree(
        lower=position,
        exists=exists,
        parents=tuple(parents for parents, _ in above),
        parent_of=tuple(_index_of(parents, of_lower) for parents, of_lower in above),
    )


def with_sums(matrix: Matrix, tree: Tree, *, derived: NDArray[np.bool_]) -> Matrix:
    """Return the matrix with sums where a higher unit has no row of its source.

    A sum stands only where every lower unit that existed has a number; where one lacks, a sum
    computed earlier (``derived``) becomes missing.
    """
    value, flag = matrix.value.copy(), matrix.flag.copy()
    value[derived], flag[derived] = np.nan, NO_ROW
    for parents, parent_of in zip(tree.parents, tree.parent_of, strict=True):
        sums, complete = _sums(value, tree, parent_of, len(parents))
        absent = flag[:, parents] == NO_ROW
        fill = absent & complete
        zero = np.where(sums == 0, Flag.DID_NOT_OCCUR, Flag.OCCURRED)
        flag[:, parents] = np.where(fill, zero, flag[:, parents])
        value[:, parents] = np.where(fill, sums, value[:, parents])
    flag[derived & (flag == NO_ROW)] = Flag.MISSING
    return replace(matrix, value=value, flag=flag.astype(np.int8))


def store_sums(
    load: Load, variable_id: int, pair: tuple[Matrix, Matrix], directory: UnitDirectory
) -> int:
    """Write the sums of a variable under the release of sums; return how many there are."""
    held, summed = pair
    derived = (held.flag != summed.flag) | (held.value != summed.value)
    derived &= ~(np.isnan(held.value) & np.isnan(summed.value) & (held.flag == summed.flag))
    year, position = np.nonzero(derived)
    if not len(year):
        return 0
    columns = ValueColumns.of(
        key_id=variable_id,
        year=held.years[year],
        unit_id=directory.ids[position],
        value=summed.value[year, position],
        flag=summed.flag[year, position],
    )
    write_derived(load, VariableValue, columns, release_id=sums_release(load.connection))
    return len(year)


def sums_release(connection: Connection) -> int:
    """Return the id of the one release that holds sums, made when first needed."""
    found = connection.scalar(select(Release.id).where(Release.kind == SUMS))
    if found is None:
        values: dict[str, Any] = {f"rows_{name}": 0 for name in COUNTS}
        values |= {"kind": SUMS, "source": SUMS_SOURCE, "fetched_at": utc_now()}
        found = connection.execute(
            insert(Release).values(values).returning(Release.id)
        ).scalar_one()
    return int(found)


def _index_of(parents: NDArray[np.int64], of_lower: NDArray[np.int64]) -> NDArray[np.int64]:
    index = {int(position): row for row, position in enumerate(parents)}
    return np.array([index.get(int(position), -1) for position in of_lower], dtype=np.int64)


def _sums(
    value: NDArray[np.float64], tree: Tree, parent_of: NDArray[np.int64], count: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return sums and whether all existing units of each parent have a number."""
    within = parent_of >= 0
    target = parent_of[within]
    numbers = value[:, tree.lower[within]]
    exists = tree.exists[:, within]
    known = exists & ~np.isnan(numbers)
    sums = np.zeros((len(value), count))
    expected, found = np.zeros((len(value), count)), np.zeros((len(value), count))
    for row in range(len(value)):
        sums[row] = np.bincount(target, np.where(known[row], numbers[row], 0.0), count)
        expected[row] = np.bincount(target, exists[row], count)
        found[row] = np.bincount(target, known[row], count)
    return sums, (expected > 0) & (found == expected)
