"""Fills ``peer``: neighbours from the borders, nearest units from the variables of similarity."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, delete, select

from smup.ingest.progress import Progress, silent
from smup.models import Indicator, Observation, Peer
from smup.statistics.describe import Floats
from smup.statistics.matrix import Matrix, read_matrix
from smup.statistics.nearest import common_year, nearest, space_of
from smup.statistics.similarity import (
    LEVELS_WITH_NEAREST,
    Similarity,
    SimilarityVariable,
    read_similarity,
)
from smup.territory.directory import IntArray, UnitDirectory
from smup.territory.neighbours import rebuild_neighbours, write_peers

KIND = "najblizsze"
STAGE = "Sąsiedzi i jednostki podobne"


class LevelValues(NamedTuple):
    """Values of the similarity variables over a level.

    Attributes:
        positions: units of the level in the directory, example ones too, by code.
        year: of the values.
        values: shape (units, variables).
    """

    positions: IntArray
    year: int
    values: Floats


def rebuild_peers(
    connection: Connection,
    *,
    directory: UnitDirectory,
    matrices: Mapping[int, Matrix] | None = None,
    progress: Progress = silent,
) -> int:
    """Compute neighbours and nearest units of all units anew; return the rows written.

    Args:
        connection: open transaction.
        directory: the units.
        matrices: values by indicator id, if the caller has them all.
        progress: told of the two parts.
    """
    progress(STAGE, 0, 2)
    written = rebuild_neighbours(connection, directory)
    progress(STAGE, 1, 2)
    written += rebuild_nearest(connection, directory=directory, matrices=matrices)
    progress(STAGE, 2, 2)
    return written


def rebuild_nearest(
    connection: Connection,
    *,
    directory: UnitDirectory,
    matrices: Mapping[int, Matrix] | None = None,
    similarity: Similarity | None = None,
) -> int:
    """Compute the nearest units of every gmina and powiat anew; return the rows written.

    An example unit has real peers and is a peer of none.
    """
    similarity = similarity or read_similarity()
    connection.execute(delete(Peer).where(Peer.kind == KIND))
    found = _matrices(connection, directory, similarity, matrices)
    written = 0
    for level in LEVELS_WITH_NEAREST:
        held = level_values(found, directory, level)
        if held is not None:
            rows = _rows(held, directory, level, similarity)
            write_peers(connection, rows)
            written += len(rows)
    return written


def similarity_ids(connection: Connection, similarity: Similarity | None = None) -> dict[str, int]:
    """Return the key of the indicator of each similarity variable that the catalogue has."""
    codes = (similarity or read_similarity()).weights
    query = select(Indicator.code, Indicator.id).where(Indicator.code.in_(codes))
    return {row.code: row.id for row in connection.execute(query)}


def level_values(
    matrices: Sequence[Matrix | None], directory: UnitDirectory, level: str
) -> LevelValues | None:
    """Return the values of the newest year that the variables have in common at a level.

    Args:
        matrices: of each variable in the order of the file; None when it is not in the catalogue.
        directory: the units.
        level: the level.

    Returns:
        None when fewer than three variables have a year in common.
    """
    positions = directory.positions(level, fictional=True)
    real = real_units(directory, positions)
    counts = [
        {}
        if matrix is None
        else dict(
            zip(
                matrix.years.tolist(),
                np.isfinite(matrix.value[:, positions[real]]).sum(axis=1).tolist(),
                strict=True,
            )
        )
        for matrix in matrices
    ]
    year = common_year(counts, int(real.sum()))
    if year is None:
        return None
    nothing = np.full(len(positions), np.nan)
    columns = [
        nothing if matrix is None else matrix.on(np.array([year]))[0][0, positions]
        for matrix in matrices
    ]
    return LevelValues(positions, year, np.column_stack(columns))


def real_units(directory: UnitDirectory, positions: IntArray) -> np.ndarray:
    """Return which units are not example units."""
    return np.array([not directory.units[place].fictional for place in positions], dtype=bool)


def logarithmic(variables: Sequence[SimilarityVariable]) -> np.ndarray:
    """Return which variables are put on a logarithmic scale."""
    return np.array([item.transform == "log" for item in variables], dtype=bool)


def _matrices(
    connection: Connection,
    directory: UnitDirectory,
    similarity: Similarity,
    given: Mapping[int, Matrix] | None,
) -> list[Matrix | None]:
    ids = similarity_ids(connection, similarity)
    found: list[Matrix | None] = []
    for variable in similarity.variables:
        key = ids.get(variable.indicator)
        if key is None:
            found.append(None)
        elif given is not None:
            found.append(given[key])
        else:
            found.append(read_matrix(connection, Observation, key, directory))
    return found


def _rows(
    held: LevelValues, directory: UnitDirectory, level: str, similarity: Similarity
) -> list[tuple[Any, ...]]:
    real = real_units(directory, held.positions)
    space = space_of(held.values, real, logarithmic(similarity.variables))
    weights = np.array([item.weight for item in similarity.variables], dtype=np.float64)
    ids = directory.ids[held.positions].tolist()
    found = nearest(space, real, weights=weights, k=similarity.nearest)
    return [
        (ids[row], level, KIND, position, ids[other], distance, None)
        for row, near in enumerate(found)
        for position, (other, distance) in enumerate(
            zip(near.rows.tolist(), near.distances.tolist(), strict=True), start=1
        )
    ]
