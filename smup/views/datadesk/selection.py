"""From the address of the data desk to what exists: indicators, units, years. No value is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from smup.errors import UnknownCodeError
from smup.repository import IndicatorInfo, Repository, Span
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.choices import unit_at_level, unit_of_code, usual_level
from smup.views.datadesk.columns import allowed_options, is_filtered, is_sorted
from smup.views.datadesk.reading import few
from smup.views.datadesk.state import DeskState, parse_desk_state
from smup.views.datadesk.units import Asked, chosen_units, resolved
from smup.views.datadesk.years import chosen_spans, levels_of, years_in
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
        unit: my unit at the level, if any.
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

    @property
    def measured(self) -> tuple[tuple[IndicatorInfo, Span], ...]:
        """Return the indicators that stand in the table, with their years."""
        spans = {span.indicator_id: span for span in self.spans}
        return tuple((item, spans[item.id]) for item in self.indicators if item.id in spans)


def select_desk(repository: Repository, query: Mapping[str, object], *, lang: str) -> Chosen:
    """Return what an address of the data desk asks for; never raises for a bad value."""
    state, problems = parse_desk_state(query)
    found = list(problems)
    directory = repository.directory()
    indicators, state = _indicators(repository, state, found)
    mine = unit_of_code(directory, "unit", state.unit, found)
    asked = resolved(directory, state, found)
    level, state = _level(repository, state, indicators, mine or asked.first, found)
    unit = unit_at_level(directory, mine, level)
    if mine is not None and unit is None:
        found.append(Problem(parameter="unit", value=mine.name, reason="level", instead=level))
    asked = asked.having(mine, unit)
    positions, group, state = chosen_units(
        repository, state, asked, level=level, lang=lang, found=found
    )
    spans, years, state = chosen_spans(repository, state, indicators, level=level, found=found)
    chosen = Chosen(
        state=state.with_changes(unit=mine.teryt if mine else None),
        problems=(),
        lang=lang,
        indicators=indicators,
        level=level,
        unit=unit,
        group=group,
        unit_ids=directory.ids[positions],
        spans=spans,
        years=years,
        options=allowed_options(state, level),
    )
    return _checked(chosen, found)


def _indicators(
    repository: Repository, state: DeskState, found: list[Problem]
) -> tuple[tuple[IndicatorInfo, ...], DeskState]:
    """Return the indicators, each once: those of ``ind``, then of services, then of sectors."""
    every: dict[int, IndicatorInfo] = {}
    kept: dict[str, str | None] = {}
    readers: dict[str, Callable[[str], Sequence[IndicatorInfo]]] = {
        "ind": lambda code: (repository.indicator(code),),
        "usluga": lambda code: _of_service(repository, code),
        "obszar": repository.indicators,
    }
    for key, read in readers.items():
        known, unknown = [], []
        for code in state.listed(key):
            try:
                items = read(code)
            except UnknownCodeError:
                unknown.append(code)
                continue
            known.append(code)
            every |= {item.id: item for item in items if item.id not in every}
        if unknown:
            found.append(Problem(parameter=key, value=few(unknown), reason="unknown"))
        kept[key] = ".".join(known) or None
    return tuple(every.values()), state.with_changes(**kept)


def _of_service(repository: Repository, code: str) -> list[IndicatorInfo]:
    service = repository.service(code)
    every = repository.indicators(service.sector_code)
    return [item for item in every if item.service_code == service.code]


def _level(
    repository: Repository,
    state: DeskState,
    indicators: tuple[IndicatorInfo, ...],
    base: TerritorialUnit | None,
    found: list[Problem],
) -> tuple[str, DeskState]:
    """Return the level asked for, if there are values; else that of the task or of the unit."""
    levels = levels_of(repository, indicators)
    if indicators:
        first = levels_of(repository, indicators[:1])
        usual = usual_level(repository.directory(), indicators[0], base, first)
    else:
        usual = base.level if base is not None and base.level != "czesc" else "gmina"
    if state.level is None or state.level == usual:
        return usual, state.with_changes(level=None)
    if state.level in (*levels, "kraj") or not levels:
        return state.level, state
    told = Problem(parameter="level", value=state.level, reason="values", instead=usual)
    found.append(told)
    return usual, state.with_changes(level=None)


def _checked(chosen: Chosen, found: list[Problem]) -> Chosen:
    """Leave out of the state what names a column, an indicator or a year that is not shown."""
    state = chosen.state
    if state.sort and not is_sorted(chosen, state.sort.removeprefix("-")):
        found.append(Problem(parameter="sort", value=state.sort, reason="column"))
        state = state.with_changes(sort=None)
    known = [one for one in state.ranges if is_filtered(chosen, one.key)]
    if len(known) < len(state.ranges):
        bad = [one.key for one in state.ranges if one not in known]
        found.append(Problem(parameter="filtr", value=few(bad), reason="column"))
        state = state.with_changes(filtr="_".join(map(str, known)) or None)
    codes = [item.code for item, _ in chosen.measured]
    if state.na and state.na not in codes:
        found.append(Problem(parameter="na", value=state.na))
    if state.na and state.na not in codes[1:]:
        state = state.with_changes(na=None)
    if state.year and state.year not in chosen.years:
        found.append(Problem(parameter="year", value=str(state.year)))
        state = state.with_changes(year=None)
    return replace(chosen, state=state, problems=tuple(found))


__all__ = ["Asked", "Chosen", "select_desk", "years_in"]
