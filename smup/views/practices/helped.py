"""Units like that of the practice whose newest value of a linked indicator is weak."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
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
        of: units most like that of the practice with a value in that year.
        stats: of those units.
        units: the weakest first; five at most.
    """

    reason: str
    indicator: IndicatorInfo | None = None
    year: int = 0
    of: int = 0
    stats: GroupStats | None = None
    units: tuple[HelpedUnit, ...] = ()


def read_helped(repository: Repository, page: CardPage) -> Helped:
    """Return the units that could use the practice, for the first linked indicator that tells.

    A value is weak beyond the quartile of the units most like that of the practice, on the side
    that the polarity calls worse. At most two SELECTs.
    """
    unit, level = page.unit, page.level
    if unit is None or level is None:
        return Helped(reason="institution")
    newest = _newest_years(repository, page, level)
    if not newest:
        return Helped(reason="indicators")
    near = [peer for peer in repository.peers(unit.id, level=level) if peer.kind == NEAREST]
    if not near:
        return Helped(reason="peers")
    rows = repository.member_values(
        [item.id for item, _ in newest],
        [peer.peer_id for peer in near],
        years=sorted({year for _, year in newest}),
    )
    first = Helped(reason="indicators")
    for indicator, year in newest:
        chosen = (rows["indicator_id"] == indicator.id) & (rows["year"] == year)
        found = _weak(page, indicator, year, rows[chosen])
        if found.units:
            return found
        first = found if first.indicator is None else first
    return first


def _newest_years(
    repository: Repository, page: CardPage, level: str
) -> list[tuple[IndicatorInfo, int]]:
    years = repository.years_of_all()
    judged = [item for item in page.indicators if item.polarity != "none" and item.is_task_of(level)]
    known = [(item, years.get(item.id, {}).get(level, ())) for item in judged]
    return [(item, at_level[-1]) for item, at_level in known if at_level]


def _weak(
    page: CardPage, indicator: IndicatorInfo, year: int, rows: Sequence[np.void] | np.ndarray
) -> Helped:
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
        year=year,
        of=len(known),
        stats=stats,
        units=units,
    )
