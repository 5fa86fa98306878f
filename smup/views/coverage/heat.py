"""The picture of coverage: sectors, services or indicators against years."""

from collections.abc import Sequence
from dataclasses import dataclass

from smup.repository.facade import Repository
from smup.views.coverage.facts import IndicatorCoverage
from smup.views.coverage.selection import Chosen
from smup.views.coverage.states import COMPLETE, GAPS, KINDS, PARTIAL, YearState

GRADES = (0.5, 0.8, 0.95)
"""Shares of units with a value at which a grade ends; the grade of a complete cell is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A year of a row.

    Attributes:
        year: of the values.
        kind: one of ``KINDS``; of several indicators the one that needs most to be done, when
            none has a value.
        wanted: units that should have a value, those of all indicators of the row together.
        known: of these: have one.
        indicators: indicators of the row that should have values in the year.
        empty: of these: have none at all.
        state: of a row of one indicator.
    """

    year: int
    kind: str
    wanted: int
    known: int
    indicators: int
    empty: int
    state: YearState | None = None

    @property
    def percent(self) -> int | None:
        """Return the share of units with a value, rounded down: 100 only when none lacks one."""
        return None if not self.wanted else 100 * self.known // self.wanted

    @property
    def grade(self) -> int:
        """Return 0 for nothing expected or known, then 1 to 5 for more and more."""
        if not self.known:
            return 0
        if self.known == self.wanted:
            return len(GRADES) + 2
        return 1 + sum(self.known >= limit * self.wanted for limit in GRADES)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A sector, a service or an indicator.

    Attributes:
        kind: ``sector``, ``service`` or ``indicator``.
        code: of it.
        name: of it.
        indicators: how many it has at the level.
        cells: of the years shown, in order.
    """

    kind: str
    code: str
    name: str
    indicators: int
    cells: tuple[HeatCell, ...]

    @property
    def has_gap(self) -> bool:
        """Tell whether a year lacks a value that it should have."""
        return any(cell.known < cell.wanted for cell in self.cells)


def heat_rows(repository: Repository, chosen: Chosen, *, lang: str) -> list[HeatRow]:
    """Return the rows of the picture: sectors; services of a sector; indicators of a service."""
    if chosen.service is not None:
        every = chosen.level.tasks(service=chosen.service.code)
        if chosen.indicator is not None:
            every = chosen.indicators
        rows = [
            _row("indicator", one.indicator.code, one.indicator.name(lang), [one], chosen)
            for one in every
        ]
    elif chosen.sector is not None:
        code = chosen.sector.code
        rows = [
            _row("service", one.code, one.name(lang), chosen.level.tasks(code, one.code), chosen)
            for one in repository.services(code)
        ]
    else:
        rows = [
            _row("sector", one.code, one.name(lang), chosen.level.tasks(one.code), chosen)
            for one in repository.sectors()
        ]
    held = [row for row in rows if row.indicators]
    return [row for row in held if row.has_gap] if chosen.state.only_gaps else held


def _row(
    kind: str, code: str, name: str, every: Sequence[IndicatorCoverage], chosen: Chosen
) -> HeatRow:
    cells = tuple(_cell(every, year) for year in chosen.years)
    return HeatRow(kind=kind, code=code, name=name, indicators=len(every), cells=cells)


def _cell(every: Sequence[IndicatorCoverage], year: int) -> HeatCell:
    states = [one.state(year) for one in every]
    wanted, known = sum(one.wanted(year) for one in every), sum(one.known(year) for one in every)
    kinds = {state.kind for state in states}
    return HeatCell(
        year=year,
        kind=_kind(kinds, complete=known == wanted) if known else _first(kinds),
        wanted=wanted,
        known=known,
        indicators=sum(one.wanted(year) > 0 for one in every),
        empty=sum(state.kind in GAPS for state in states),
        state=states[0] if len(states) == 1 else None,
    )


def _kind(kinds: set[str], *, complete: bool) -> str:
    return COMPLETE if complete and kinds.isdisjoint(GAPS) else PARTIAL


def _first(kinds: set[str]) -> str:
    return next((kind for kind in KINDS if kind in kinds), KINDS[-1])
