"""Joins the answers about one indicator and year, and settles what stands in them twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smup.flags import Flag
from smup.ingest.settle import settle_rows
from smup.sync.portal.translate import ROW, Refusal, Rows

ALL, GMINA, CITY = 0, 1, 2
ROLES = {"all": ALL, "gmina": GMINA, "city": CITY}
RANK_BITS, PLACE_BITS = 2, 24
CONFLICT = "Różne wartości dla tej samej jednostki i roku w odpowiedzi portalu SMUP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The rows of one indicator and year, each unit once, in the order of units.

    Attributes:
        rows: of dtype ``ROW``.
        repeated: rows that only repeat another.
        halves: sums of a pair that are left out, for they are of one half of the units only.
        refused: rows that contradict each other.
    """

    rows: Rows
    repeated: int
    halves: int
    refused: tuple[Refusal, ...]


def join(parts: Sequence[Rows]) -> Joined:
    """Join answers; of a pair, the city's indicator speaks for cities, the gmina's for the rest.

    A number stands before an empty, whichever of the two gives it. Powiats, voivodeships and the
    country are left out of a pair: each half gives them for its own units alone.

    Args:
        parts: rows of each official indicator, with its role.
    """
    rows = np.concatenate(parts) if parts else np.empty(0, dtype=ROW)
    half = (rows["role"] != ALL) & rows["aggregate"]
    halves = int(half.sum())
    rows = rows.take(np.flatnonzero(~half)) if halves else rows
    rows = rows.take(_order(rows))
    same = rows["unit_id"][1:] == rows["unit_id"][:-1]
    if not same.any():
        return Joined(rows=rows, repeated=0, halves=halves, refused=())
    kept, refused = _settled(_of_best_role(rows, same))
    repeated = len(rows) - len(kept) - len(refused)
    return Joined(rows=kept, repeated=repeated, halves=halves, refused=tuple(refused))


def _order(rows: Rows) -> NDArray[np.intp]:
    """Return the positions that put rows in the order of units, ranks, and as they came.

    One number to sort by takes a quarter of the time of two, and ``take`` with these positions a
    tenth of that of an index: together they were a third of joining.
    """
    place = np.arange(len(rows), dtype=np.int64)
    high = (rows["unit_id"].astype(np.int64) << RANK_BITS) | _rank(rows)
    order: NDArray[np.intp] = np.argsort((high << PLACE_BITS) | place)
    return order


def _rank(rows: Rows) -> NDArray[np.int8]:
    """Return what comes first for a unit: a number, then the indicator made for its kind."""
    proper = np.where(rows["city"], rows["role"] == CITY, rows["role"] != CITY)
    rank: NDArray[np.int8] = np.where(proper, 0, 1).astype(np.int8)
    rank[rows["flag"] > Flag.BELOW_FORMAT] += 2
    return rank


def _of_best_role(rows: Rows, same: NDArray[np.bool_]) -> Rows:
    """Keep, for each unit, only rows of the role that stands first."""
    if (rows["role"] == rows["role"][0]).all():
        return rows
    starts = np.concatenate([[True], ~same])
    first = rows["role"][np.flatnonzero(starts)[np.cumsum(starts) - 1]]
    chosen: Rows = rows.take(np.flatnonzero(rows["role"] == first))
    return chosen


def _settled(rows: Rows) -> tuple[Rows, list[Refusal]]:
    """Return each unit once, and the rows that contradict each other."""
    unit = rows["unit_id"]
    starts = np.flatnonzero(np.concatenate([[True], unit[1:] != unit[:-1]]))
    ends = np.append(starts[1:], len(rows))
    # Cities stand in most answers twice with one value: asking of each pair apart cost the most.
    agreed = np.logical_and.reduceat(_agrees(rows, np.repeat(starts, ends - starts)), starts)
    keep = np.zeros(len(rows), dtype=bool)
    keep[starts] = True
    refused: list[Refusal] = []
    for start, end in zip(starts[~agreed], ends[~agreed], strict=True):
        verdict = settle_rows(rows[start:end])
        keep[start:end] = False
        if verdict.kept is not None:
            keep[start + verdict.kept] = True
        refused += [_refusal(rows[start + index]) for index in verdict.rejected]
    return rows.take(np.flatnonzero(keep)), refused


def _agrees(rows: Rows, first: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell of each row whether it says the same as the first one of its unit."""
    value, flag = rows["value"], rows["flag"]
    same = (value == value[first]) | (np.isnan(value) & np.isnan(value[first]))
    agrees: NDArray[np.bool_] = same & (flag == flag[first])
    return agrees


def _refusal(row: np.void) -> Refusal:
    return Refusal(
        unit_id=int(row["unit_id"]),
        reason=CONFLICT,
        content=f"{row['line']};{row['flag']};{row['value']:g}",
    )
