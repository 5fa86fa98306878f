"""Units like that of the practice whose newest value of a linked indicator is weak."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
from smup.views.choices import usual_level
from smup.views.groups import NEAREST
from smup.views.linked import GroupStats, described
from smup.views.practices.card_page import CardPage

MOST = 5
FEWEST = 4
"""A quarter of fewer units than four is nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpedUnit:
    """A unit with a weak value.

    Attributes:
        unit: the unit.
        value: in the indicator's unit of measure.
    """

    unit: TerritorialUnit
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """Who could use a practice.

    Attributes:
        reason: empty, or why there is nobody: ``institution``, ``indicators`` (none linked is
            judged or has values), ``peers`` (no similar units are computed), ``none`` (nobody is
            weak).
        indicator: the linked indicator in question; None without one.
        year: its newest year.
        level: level of the units.
        of: units most like that of the practice with a value in that year.
        stats: of those units.
        units: the weakest first; five at most.
    """

    reason: str
    indicator: IndicatorInfo | None = None
    year: int = 0
    level: str = ""
    of: int = 0
    stats: GroupStats | None = None
    units: tuple[HelpedUnit, ...] = ()


class _Asked(NamedTuple):
    """A linked indicator at the level of the unit."""

    indicator: IndicatorInfo
    level: str
    year: int


def read_helped(repository: Repository, page: CardPage) -> Helped:
    """Return the units that could use the practice, for the first linked indicator that tells.

    A value is weak beyond the quartile of the units most like that of the practice, on the side
    that the polarity calls worse. At most two SELECTs for each level of the linked indicators.
    """
    unit = page.unit
    if unit is None:
        return Helped(reason="institution")
    first = Helped(reason="indicators")
    asked = _asked(repository, page, unit)
    for level in dict.fromkeys(one.level for one in asked):
        found = _of_level(repository, page, unit, [one for one in asked if one.level == level])
        if found.units:
            return found
        first = found if first.indicator is None else first
    return first


def _asked(repository: Repository, page: CardPage, unit: TerritorialUnit) -> list[_Asked]:
    """Return the linked indicators that are judged, with the unit's own level and newest year."""
    years, found = repository.years_of_all(), []
    for indicator in page.indicators:
        known = years.get(indicator.id, {})
        level = usual_level(page.directory, indicator, unit, tuple(known))
        at_level = known.get(level, ())
        if at_level and unit.answers_at(level) and indicator.polarity != "none":
            found.append(_Asked(indicator, level, at_level[-1]))
    return found


def _of_level(
    repository: Repository, page: CardPage, unit: TerritorialUnit, asked: Sequence[_Asked]
) -> Helped:
    near = [
        peer for peer in repository.peers(unit.id, level=asked[0].level) if peer.kind == NEAREST
    ]
    if not near:
        return Helped(reason="peers")
    rows = repository.member_values(
        [one.indicator.id for one in asked],
        [peer.peer_id for peer in near],
        years=sorted({one.year for one in asked}),
    )
    first = Helped(reason="indicators")
    for one in asked:
        chosen = (rows["indicator_id"] == one.indicator.id) & (rows["year"] == one.year)
        found = _weak(page, one, rows[chosen])
        if found.units:
            return found
        first = found if first.indicator is None else first
    return first


def _weak(page: CardPage, one: _Asked, rows: NDArray[np.void]) -> Helped:
    indicator = one.indicator
    known = rows[~np.isnan(rows["value"])]
    if len(known) < FEWEST:
        return Helped(reason="indicators")
    stats = described(known["value"][:, np.newaxis])[0]
    if stats is None:
        return Helped(reason="indicators")
    up = indicator.polarity == "up"
    weak = known[known["value"] < stats.q1] if up else known[known["value"] > stats.q3]
    order = np.argsort(weak["value"] if up else -weak["value"], kind="stable")
    units = tuple(
        HelpedUnit(unit=page.directory.by_id(int(row["unit_id"])), value=float(row["value"]))
        for row in weak[order][:MOST]
    )
    return Helped(
        reason="" if units else "none",
        indicator=indicator,
        year=one.year,
        level=one.level,
        of=len(known),
        stats=stats,
        units=units,
    )
