"""The newest value of an indicator in each unit, and its place in country, region and peers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from smup.statistics.describe import ranks
from smup.statistics.matrix import Matrix

RANKED = {"country": "kraj", "voivodeship": "wojewodztwo", "peers": "podobne"}
LATEST_COLUMNS = (
    "unit_id",
    "indicator_id",
    "year",
    "value",
    "flag",
    *(f"{what}_{name}" for name in RANKED for what in ("rank", "n")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelGroups:
    """Units of one level, and their groups.

    Attributes:
        level: the level.
        positions: of the units in the directory.
        unit_ids: their keys, in the same order; so are the following.
        real: not an example unit of the sample.
        cities: city with powiat rights.
        codes: by kind of group, the code of each unit or None.
        members: by group code, rows of its units.
    """

    level: str
    positions: NDArray[np.int64]
    unit_ids: NDArray[np.int64]
    real: NDArray[np.bool_]
    cities: NDArray[np.bool_]
    codes: Mapping[str, list[str | None]]
    members: Mapping[str, NDArray[np.int64]]


def latest_columns(
    matrix: Matrix, groups: LevelGroups, *, kept: NDArray[np.bool_], polarity: str
) -> dict[str, NDArray[Any]]:
    """Return columns of ``latest`` without ``indicator_id``; units without a value are left out.

    A unit is ranked among the values of the year of its own newest value. An example unit is not
    counted among the real ones, but is given the place it would take.

    Args:
        matrix: values of the indicator.
        groups: units of the level.
        kept: rows to return; the others still count in the ranking.
        polarity: of the indicator.
    """
    values = matrix.value[:, groups.positions]
    has_value = ~np.isnan(values)
    chosen = np.flatnonzero(kept & has_value.any(axis=0))
    newest = len(matrix.years) - 1 - np.argmax(has_value[::-1, chosen], axis=0)
    columns: dict[str, NDArray[Any]] = {
        "unit_id": groups.unit_ids[chosen],
        "year": matrix.years[newest],
        "value": values[newest, chosen],
        "flag": matrix.flag[:, groups.positions][newest, chosen],
    }
    for name, kind in RANKED.items():
        places = _places(values, groups, (chosen, newest), kind=kind, polarity=polarity)
        columns[f"rank_{name}"], columns[f"n_{name}"] = places
    return columns


def _places(
    values: NDArray[np.float64],
    groups: LevelGroups,
    newest: tuple[NDArray[np.int64], NDArray[np.int64]],
    *,
    kind: str,
    polarity: str,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return rank and size of the list for each chosen unit, NaN where it is in no such group."""
    chosen, year_rows = newest
    rank, size = np.full(len(chosen), np.nan), np.full(len(chosen), np.nan)
    for rows, members, guests in _lists(groups, kind):
        listed = np.isin(chosen, rows)
        for year_row in np.unique(year_rows[listed]):
            here = listed & (year_rows == year_row)
            among = values[year_row, members]
            found = ranks(values[year_row, chosen[here]], among, polarity=polarity)
            rank[here] = found
            size[here] = np.count_nonzero(~np.isnan(among)) + guests
    return rank, size


def _lists(
    groups: LevelGroups, kind: str
) -> list[tuple[NDArray[np.int64], NDArray[np.int64], int]]:
    """Return (rows to be ranked, rows ranked among, guests counted beside these)."""
    if kind == "kraj":
        real = np.flatnonzero(groups.real)
        return [(real, real, 0), (np.flatnonzero(~groups.real), real, 1)]
    codes = sorted({code for code in groups.codes.get(kind, []) if code is not None})
    return [(groups.members[code], groups.members[code], 0) for code in codes]
