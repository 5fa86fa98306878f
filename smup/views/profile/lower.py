"""Who of a group has less and who more than my unit, where neither is better nor worse."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A unit with its value.

    Attributes:
        code: TERYT code at the level shown.
        name: of the unit.
        now: value with its unit of measure.
        value: the value as a number.
    """

    code: str
    name: str
    now: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """How many units of the group lie below and above my value.

    Attributes:
        lower: number of units with a lower value.
        higher: number of units with a higher one; equal values are in neither.
        lowest: up to three units with a lower value, the lowest first.
    """

    lower: int
    higher: int
    lowest: tuple[Holder, ...]


def lowest_places(
    values: NDArray[np.float64], *, mine: float, codes: Sequence[str]
) -> tuple[int, ...]:
    """Return the places of the least values below mine, the least first.

    Args:
        values: of each unit, NaN where it has none.
        mine: my value.
        codes: of the units; settle ties.
    """
    found = [int(place) for place in np.flatnonzero(values < mine)]
    found.sort(key=lambda place: (values[place], codes[place]))
    return tuple(found[:MOST])
