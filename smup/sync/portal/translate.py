"""Turns official rows of values into ours: units, flags, numbers; what cannot be is told apart."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smup.flags import Flag
from smup.sync.portal.flags import UNKNOWN as UNKNOWN_FLAG
from smup.sync.portal.flags import OfficialFlags
from smup.sync.portal.smup_values import NOT_GIVEN, ValueColumns
from smup.sync.portal.units import PART, UNKNOWN, UNKNOWN_UNIT, OfficialUnits
from smup.sync.replies import LARGEST_VALUE

MOST_DECIMALS = 15
TOO_LARGE = "Liczba spoza zakresu: więcej niż 10^15"
INCONSISTENT = "Wartość nie zgadza się z flagą portalu SMUP"

ROW = np.dtype(
    [
        ("unit_id", "i4"),
        ("value", "f8"),
        ("flag", "i1"),
        ("decimals", "i1"),
        ("origin", "i4"),
        ("role", "i1"),
        ("city", "?"),
        ("aggregate", "?"),
        ("line", "i4"),
    ]
)
"""A row of ours. ``origin``: code of the unit as a number; ``role``: which of the official
indicators of a pair gave it; ``city``: a city with powiat rights; ``aggregate``: a powiat or above;
``line``: official id of the unit."""
Rows = NDArray[np.void]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A row that cannot be taken.

    Attributes:
        unit_id: our unit, whose held value stays; None when it is not known.
        reason: one Polish sentence.
        content: the row, as the source gave it.
    """

    unit_id: int | None
    reason: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """An answer in our terms.

    Attributes:
        rows: of dtype ``ROW``, in the order of the answer.
        parts: rows of parts of gminas and of districts, which are left out.
        refused: rows that cannot be taken.
    """

    rows: Rows
    parts: int
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    known: Mask
    flag: NDArray[np.int64]
    value: NDArray[np.float64]


def translate(
    answer: ValueColumns, units: OfficialUnits, flags: OfficialFlags, *, role: int = 0
) -> Translated:
    """Return the rows of an answer in our terms.

    The flag decides: a number beside a missing or secret value is no number, and no number beside
    a phenomenon that did not occur, or is below the format, is a measured zero. A row without a
    flag has the plain one that fits.

    Args:
        answer: the rows.
        units: official units, at least one.
        flags: official flags.
        role: kept in the rows.
    """
    place = units.find(answer.unit)
    known = place != UNKNOWN
    unit_id = units.unit_ids[place]
    part = known & (unit_id == PART)
    flag = _flags(answer, flags)
    value = _by_flag(answer.value + 0.0, flag)
    good, refused = _checked(answer, flags, ~part, _Found(known, flag, value))
    rows = np.empty(int(good.sum()), dtype=ROW)
    kept = place[good]
    rows["unit_id"], rows["origin"] = unit_id[good], units.origins[kept]
    rows["city"], rows["aggregate"] = units.is_city[kept], units.is_aggregate[kept]
    rows["value"], rows["flag"] = value[good], flag[good]
    rows["decimals"] = _decimals(answer.decimals[good], flag[good])
    rows["role"], rows["line"] = role, answer.unit[good]
    with_unit = tuple(
        Refusal(
            unit_id=int(unit_id[index]) if known[index] else None,
            reason=reason,
            content=_content(answer, index),
        )
        for index, reason in refused
    )
    return Translated(rows=rows, parts=int(part.sum()), refused=with_unit)


def _checked(
    answer: ValueColumns, flags: OfficialFlags, good: Mask, found: _Found
) -> tuple[Mask, list[tuple[int, str]]]:
    """Return which rows can be taken, and the places of the others with the reason."""
    refused: list[tuple[int, str]] = []
    problems: tuple[tuple[Mask, Callable[[int], str]], ...] = (
        (~found.known, lambda index: UNKNOWN_UNIT.format(id=answer.unit[index])),
        (found.flag == UNKNOWN_FLAG, lambda index: flags.reason(int(answer.flag[index]))),
        (_inconsistent(found.value, found.flag), lambda _: INCONSISTENT),
        (np.abs(found.value) > LARGEST_VALUE, lambda _: TOO_LARGE),
    )
    for bad, reason in problems:
        refused += [(index, reason(index)) for index in np.flatnonzero(bad & good).tolist()]
        good = good & ~bad
    return good, refused


def _flags(answer: ValueColumns, flags: OfficialFlags) -> NDArray[np.int64]:
    implied = np.where(np.isnan(answer.value), Flag.MISSING, Flag.OCCURRED)
    return np.where(answer.flag == NOT_GIVEN, implied, flags.find(answer.flag))


def _by_flag(value: NDArray[np.float64], flag: NDArray[np.int64]) -> NDArray[np.float64]:
    zero = np.isnan(value) & ((flag == Flag.DID_NOT_OCCUR) | (flag == Flag.BELOW_FORMAT))
    return np.where(flag >= Flag.MISSING, np.nan, np.where(zero, 0.0, value))


def _inconsistent(value: NDArray[np.float64], flag: NDArray[np.int64]) -> Mask:
    without = (flag <= Flag.BELOW_FORMAT) & np.isnan(value)
    bad: Mask = without | ((flag == Flag.DID_NOT_OCCUR) & (value != 0))
    return bad


def _decimals(decimals: NDArray[np.int64], flag: NDArray[np.int64]) -> NDArray[np.int64]:
    usable = (decimals >= 0) & (decimals <= MOST_DECIMALS) & (flag <= Flag.BELOW_FORMAT)
    return np.where(usable, decimals, NOT_GIVEN)


def _content(answer: ValueColumns, index: int) -> str:
    value = answer.value[index]
    number = "" if np.isnan(value) else f"{value:g}"
    return f"{answer.unit[index]};{answer.flag[index]};{number}"
