"""From the address of the data desk to what exists: indicators, units, years. No value is read."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smup.repository import IndicatorInfo, Repository, Span
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.datadesk.state import DeskState
from smup.views.groups import Group


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chosen:
    """What the data desk was asked for, as far as it exists.

    Attributes:
        state: as in the address, without what was refused.
        problems: what was refused or replaced, for the note on the page.
        lang: ``pl`` or ``en``.
        indicators: in the order of the table, services and sectors already opened.
        level: of the units.
        unit: my unit, if any.
        group: my unit's comparison group, when it is among the units.
        unit_ids: int64, the units in the usual order of the table: mine first, then by code.
        spans: years of each indicator, in the order of ``indicators``; an indicator without any
            value at the level has none.
        years: all years of the table, ascending.
        options: chosen optional columns, in their order.
    """

    state: DeskState
    problems: tuple[Problem, ...]
    lang: str
    indicators: tuple[IndicatorInfo, ...]
    level: str
    unit: TerritorialUnit | None
    group: Group | None
    unit_ids: NDArray[np.int64]
    spans: tuple[Span, ...]
    years: tuple[int, ...]
    options: tuple[str, ...]


def select_desk(repository: Repository, query: Mapping[str, object], *, lang: str) -> Chosen:
    """Return what an address of the data desk asks for; never raises for a bad value."""
    raise NotImplementedError
