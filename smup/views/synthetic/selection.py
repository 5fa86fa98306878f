"""From the state of an address to what exists: unit, group, years, indicators, weights."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo, SectorInfo
from smup.statistics.describe import Floats
from smup.statistics.index import LEAST_COVERAGE
from smup.statistics.standardise import SIGNS
from smup.territory.unit import TerritorialUnit
from smup.view_state import MAX_TEXT, MOST_TOLD, Problem, ViewState
from smup.views.choices import unit_at_level, unit_of_code
from smup.views.groups import Group, GroupChoice, group_choices, group_with_choices
from smup.views.synthetic.state import USUAL_WEIGHT, IndexState

LEVELS = ("gmina", "powiat")
SPAN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSelection:
    """What the page shows; everything in it exists in the database.

    Attributes:
        state: the state in its canonical form.
        chosen: my unit as asked for, at whatever level it is.
        unit: my unit at ``level``; None without one, or for a voivodeship.
        level: gmina or powiat.
        levels: levels my unit answers at.
        group: what it is compared with; None without a unit.
        choices: groups it could be compared with.
        years: years in which enough indicators have values, ascending.
        year: the year shown; None when there is none.
        sectors: sectors with indicators that can count, in the official order.
        weights: of the sectors, 0 to 5.
        indicators: those that count, in the order of the catalogue.
        left_out: those that could and were left out by the reader.
        problems: parameters of the address that were replaced.
    """

    state: IndexState
    chosen: TerritorialUnit | None
    unit: TerritorialUnit | None
    level: str
    levels: tuple[str, ...]
    group: Group | None
    choices: tuple[GroupChoice, ...]
    years: tuple[int, ...]
    year: int | None
    sectors: tuple[SectorInfo, ...]
    weights: Floats
    indicators: tuple[IndicatorInfo, ...]
    left_out: tuple[IndicatorInfo, ...]
    problems: tuple[Problem, ...]

    @property
    def since(self) -> int | None:
        """Return the year that dynamics is counted from."""
        return None if self.year is None else self.year - SPAN

    @property
    def equal(self) -> bool:
        """Tell whether all sectors weigh the same."""
        return bool((self.weights == self.weights[:1]).all())


def judged(indicators: Sequence[IndicatorInfo], level: str) -> tuple[IndicatorInfo, ...]:
    """Return the indicators that an index may count: judged, and a task of the level.

    Context is never judged, and an indicator without polarity has no better side.
    """
    return tuple(
        item
        for item in indicators
        if item.polarity in SIGNS and item.dimension != "kontekst" and item.is_task_of(level)
    )


def select_index(
    repository: Repository, state: IndexState, *, problems: tuple[Problem, ...] = (), lang: str
) -> IndexSelection:
    """Resolve the state of the page of the index."""
    directory, found = repository.directory(), list(problems)
    chosen = unit_of_code(directory, "unit", state.view.unit, found)
    levels = tuple(item for item in LEVELS if unit_at_level(directory, chosen, item) is not None)
    level = _level(state, levels, found)
    unit = unit_at_level(directory, chosen, level) if levels and chosen else None
    possible = judged(repository.indicators(), level)
    codes = {item.sector_code for item in possible}
    sectors = tuple(item for item in repository.sectors() if item.code in codes)
    weights, own = _weights(state, repository.sectors(), sectors, found)
    left_out = _left_out(state, possible, found)
    years = _years(repository, possible, level)
    group, choices, told = _group(repository, unit, level=level, state=state.view, lang=lang)
    found += told
    year = _year(state, years, found)
    view = state.view.with_changes(
        unit=None if chosen is None else chosen.teryt,
        level=None if level == (levels or LEVELS)[0] else level,
        year=None if year in years[-1:] else year,
    )
    codes_out = tuple(item.code for item in left_out)
    return IndexSelection(
        state=replace(state, view=view, weights=own, left_out=codes_out),
        chosen=chosen,
        unit=unit,
        level=level,
        levels=levels,
        group=group,
        choices=choices,
        years=years,
        year=year,
        sectors=sectors,
        weights=weights,
        indicators=tuple(item for item in possible if item not in left_out),
        left_out=left_out,
        problems=tuple(found),
    )


def _group(
    repository: Repository,
    unit: TerritorialUnit | None,
    *,
    level: str,
    state: ViewState,
    lang: str,
) -> tuple[Group | None, tuple[GroupChoice, ...], tuple[Problem, ...]]:
    """Return the group, those it could be, and what could not be had; one SELECT for peers."""
    if unit is None:
        choices = group_choices(repository, None, level=level, state=state, lang=lang)
        return None, choices, ()
    return group_with_choices(repository, unit, level=level, state=state, lang=lang)


def _level(state: IndexState, levels: tuple[str, ...], found: list[Problem]) -> str:
    wanted = state.view.level
    if wanted is None or wanted in levels:
        return wanted or (levels or LEVELS)[0]
    if levels:
        found.append(Problem(parameter="level", value=wanted))
    return (levels or LEVELS)[0]


def _weights(
    state: IndexState,
    every: tuple[SectorInfo, ...],
    sectors: tuple[SectorInfo, ...],
    found: list[Problem],
) -> tuple[Floats, dict[str, int]]:
    """Return the weights in the order of the sectors, and those that differ from the usual."""
    known = {item.code for item in every}
    unknown = [code for code in state.weights if code not in known]
    found += [Problem(parameter="wagi", value=code[:MAX_TEXT]) for code in unknown[:MOST_TOLD]]
    own = {code: weight for code, weight in state.weights.items() if code in known}
    weights = np.array([own.get(item.code, USUAL_WEIGHT) for item in sectors], dtype=np.float64)
    if len(sectors) and not weights.any():
        found.append(Problem(parameter="wagi", value="0", reason="zero"))
        return np.ones(len(sectors)), {}
    return weights, own


def _left_out(
    state: IndexState, possible: tuple[IndicatorInfo, ...], found: list[Problem]
) -> tuple[IndicatorInfo, ...]:
    by_code = {item.code: item for item in possible}
    unknown = [code for code in state.left_out if code not in by_code]
    found += [Problem(parameter="bez", value=code[:MAX_TEXT]) for code in unknown[:MOST_TOLD]]
    chosen = tuple(by_code[code] for code in state.left_out if code in by_code)
    if possible and len(chosen) == len(possible):
        found.append(Problem(parameter="bez", value=str(len(chosen)), reason="all"))
        return ()
    return chosen


def _years(
    repository: Repository, possible: tuple[IndicatorInfo, ...], level: str
) -> tuple[int, ...]:
    """Return the years in which enough of the indicators that have any value have one."""
    years = [repository.years(item.id, level) for item in possible]
    filled = sum(bool(found) for found in years)
    count = Counter(year for found in years for year in found)
    return tuple(sorted(year for year, n in count.items() if n >= LEAST_COVERAGE * filled))


def _year(state: IndexState, years: tuple[int, ...], found: list[Problem]) -> int | None:
    wanted = state.view.year
    if wanted is not None and wanted not in years:
        found.append(Problem(parameter="year", value=str(wanted)))
    return wanted if wanted in years else (years[-1] if years else None)
