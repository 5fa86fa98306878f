"""From the address of the comparison to what exists: units, indicators, group and year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from smup.compare_state import MOST_INDICATORS, MOST_UNITS, CompareState
from smup.errors import UnknownCodeError
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo, PeerInfo
from smup.territory.unit import TerritorialUnit
from smup.view_state import LEVEL_CHOICES, Problem
from smup.views.choices import unit_at_level, unit_of_code
from smup.views.compare.group import comparison_group, default_units
from smup.views.compare.units import units_at_level, units_of_codes
from smup.views.groups import OWN, Group

MOST_DEFAULT_INDICATORS = 7
OF_ONE_INDICATOR = ("lines", "panels", "places", "spread", "better")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the comparison shows; everything in it exists in the database.

    Attributes:
        state: the state in its canonical form.
        level: of the units.
        levels: levels at which any of the indicators has values.
        chosen: my unit as asked for, at whatever level it is.
        mine: my unit at ``level``; None without one.
        units: the compared units, mine first; empty when there is nothing to start from.
        picked: whether the address names the units; if not, they were chosen for the reader.
        indicators: the compared indicators.
        x: the indicator of views of one; None only when there is no indicator at all.
        y: the second indicator of the scatter; equal to ``x`` when there is only one.
        group: units that every value is held against.
        peers: neighbours and nearest units of mine.
        years: years of the view, ascending; may be empty.
        year: the year shown; None when there is none.
        problems: parts of the address that were replaced.
    """

    state: CompareState
    level: str
    levels: tuple[str, ...]
    chosen: TerritorialUnit | None
    mine: TerritorialUnit | None
    units: tuple[TerritorialUnit, ...]
    picked: bool
    indicators: tuple[IndicatorInfo, ...]
    x: IndicatorInfo | None
    y: IndicatorInfo | None
    group: Group
    peers: tuple[PeerInfo, ...]
    years: tuple[int, ...]
    year: int | None
    problems: tuple[Problem, ...]


def select_comparison(
    repository: Repository, state: CompareState, *, problems: tuple[Problem, ...] = (), lang: str
) -> Comparison:
    """Resolve the state of the comparison page; never fails for what an address can hold."""
    directory, found = repository.directory(), list(problems)
    chosen = unit_of_code(directory, "unit", state.unit, found)
    asked = units_of_codes(directory, state.unit_codes or (), found)
    wanted = _indicators_of_codes(repository, state, found)
    level = _level(repository, state, chosen or next(iter(asked), None), wanted, found)
    mine = unit_at_level(directory, chosen, level)
    peers = repository.peers(mine.id, level=level) if mine else ()
    group, told = comparison_group(
        repository, mine, level=level, state=state, lang=lang, peers=peers
    )
    found += told
    asked = units_at_level(directory, asked, level=level, lang=lang, found=found)
    near = default_units(directory, mine, group, peers) if mine and not asked else []
    units, picked = _mine_first(asked or near, mine), bool(asked)
    what = _measured(repository, state, level, wanted, found)
    clean = state.with_changes(
        **_kept(state, what, wanted),
        unit=chosen.teryt if chosen else None,
        level=state.level if state.level == level else None,
        units=".".join(unit.code_at(level) for unit in units) if picked else None,
        sel=_picked(state, units, level),
        sort=_sort(state, what.indicators, found),
        group=group.kind if mine or group.kind == OWN else CompareState().group,
    )
    return Comparison(
        state=clean,
        level=level,
        levels=_levels(repository, what.indicators),
        chosen=chosen,
        mine=mine,
        units=tuple(units),
        picked=picked,
        group=group,
        peers=tuple(peers),
        **what._asdict(),
        problems=tuple(found),
    )


class _Measured(NamedTuple):
    """What is measured: the indicators, the two axes, the years and the year shown."""

    indicators: tuple[IndicatorInfo, ...]
    x: IndicatorInfo | None
    y: IndicatorInfo | None
    years: tuple[int, ...]
    year: int | None


def _measured(
    repository: Repository,
    state: CompareState,
    level: str,
    wanted: tuple[IndicatorInfo, ...],
    found: list[Problem],
) -> _Measured:
    indicators = wanted or _usual_indicators(repository, level)
    x, y = _pair(state, indicators, found)
    of_view = _of_view(state.view, indicators, x, y)
    years = _years(repository, level, of_view)
    year = _year(repository, level, state, years, of_view, found)
    return _Measured(indicators, x, y, years, year)


def _kept(
    state: CompareState, what: _Measured, wanted: tuple[IndicatorInfo, ...]
) -> dict[str, str | int | None]:
    """Return what the canonical address says of indicators and year."""
    x, y = what.x, what.y
    return {
        "ind": ".".join(item.code for item in what.indicators) if wanted else None,
        "x": x.code if x and state.x and x != what.indicators[0] else None,
        "y": y.code if y and state.y else None,
        "year": what.year if state.year == what.year else None,
    }


def _mine_first(
    units: Sequence[TerritorialUnit], mine: TerritorialUnit | None
) -> list[TerritorialUnit]:
    if mine is None:
        return list(units)[:MOST_UNITS]
    return [mine, *(unit for unit in units if unit.id != mine.id)][:MOST_UNITS]


def _indicators_of_codes(
    repository: Repository, state: CompareState, found: list[Problem]
) -> tuple[IndicatorInfo, ...]:
    """Return the indicators asked for, also those named only by ``x`` and ``y``."""
    unknown, known = [], {}
    named = [code for code in (state.x, state.y) if code and state.ind]
    for code in (*(state.indicator_codes or ()), *named):
        try:
            item = repository.indicator(code)
        except UnknownCodeError:
            if code not in named:
                unknown.append(code)
            continue
        known[item.id] = item
    if unknown:
        found.append(Problem(parameter="ind", value=", ".join(unknown)[:80]))
    return tuple(known.values())[:MOST_INDICATORS]


def _usual_indicators(repository: Repository, level: str) -> tuple[IndicatorInfo, ...]:
    """Return one featured indicator of each sector, a judged one where there is any."""
    chosen: dict[str, IndicatorInfo] = {}
    for item in repository.indicators():
        has_values = bool(repository.years(item.id, level))
        if not item.card.get("featured") or not item.is_task_of(level) or not has_values:
            continue
        held = chosen.get(item.sector_code)
        if held is None or (not judged(held) and judged(item)):
            chosen[item.sector_code] = item
    found = tuple(chosen.values())[:MOST_DEFAULT_INDICATORS]
    return (
        found
        or tuple(item for item in repository.indicators() if repository.years(item.id, level))[
            :MOST_DEFAULT_INDICATORS
        ]
    )


def judged(indicator: IndicatorInfo) -> bool:
    """Tell whether more or less of it is better; context is never judged."""
    return indicator.polarity != "none" and indicator.dimension != "kontekst"


def _level(
    repository: Repository,
    state: CompareState,
    first: TerritorialUnit | None,
    indicators: Sequence[IndicatorInfo],
    found: list[Problem],
) -> str:
    if state.level is not None:
        if first is None or _reaches(repository, first, state.level):
            return state.level
        found.append(Problem(parameter="level_unit", value=state.level))
    own = first.level if first is not None and first.level in LEVEL_CHOICES else LEVEL_CHOICES[0]
    levels = _levels(repository, indicators)
    if not indicators or own in levels or not levels:
        return own
    above = [item for item in levels if first is None or _reaches(repository, first, item)]
    return above[0] if above else own


def _reaches(repository: Repository, unit: TerritorialUnit, level: str) -> bool:
    return unit_at_level(repository.directory(), unit, level) is not None


def _levels(repository: Repository, indicators: Sequence[IndicatorInfo]) -> tuple[str, ...]:
    return tuple(
        level
        for level in LEVEL_CHOICES
        if any(repository.years(item.id, level) for item in indicators)
    )


def _pair(
    state: CompareState, indicators: Sequence[IndicatorInfo], found: list[Problem]
) -> tuple[IndicatorInfo | None, IndicatorInfo | None]:
    """Return the indicators of the two axes; unknown ones become the first and the second."""
    by_code = {item.code: item for item in indicators}
    if not by_code:
        return None, None
    for key, code in (("x", state.x), ("y", state.y)):
        if code and code.upper() not in by_code:
            found.append(Problem(parameter=key, value=code))
    x = by_code.get((state.x or "").upper(), indicators[0])
    others = [item for item in indicators if item.code != x.code]
    y = by_code.get((state.y or "").upper(), others[0] if others else x)
    return x, y


def _of_view(
    view: str,
    indicators: Sequence[IndicatorInfo],
    x: IndicatorInfo | None,
    y: IndicatorInfo | None,
) -> tuple[IndicatorInfo, ...]:
    if view == "table" or x is None or y is None:
        return tuple(indicators)
    return (x,) if view in OF_ONE_INDICATOR else (x, y)


def _years(
    repository: Repository, level: str, indicators: Sequence[IndicatorInfo]
) -> tuple[int, ...]:
    found = {year for item in indicators for year in repository.years(item.id, level)}
    return tuple(sorted(found))


def _year(
    repository: Repository,
    level: str,
    state: CompareState,
    years: tuple[int, ...],
    indicators: Sequence[IndicatorInfo],
    found: list[Problem],
) -> int | None:
    """Return the year asked for; if it has no value, the newest in which most have one."""
    if not years:
        return None
    if state.year in years:
        return state.year
    if state.year is not None:
        found.append(Problem(parameter="year", value=str(state.year)))
    count = Counter(year for item in indicators for year in repository.years(item.id, level))
    return max(years, key=lambda year: (count[year], year))


def _picked(state: CompareState, units: Sequence[TerritorialUnit], level: str) -> str | None:
    codes = {unit.code_at(level) for unit in units}
    return state.sel if state.sel in codes else None


def _sort(
    state: CompareState, indicators: Sequence[IndicatorInfo], found: list[Problem]
) -> str | None:
    if state.sort is None:
        return None
    key = state.sort.lstrip("-")
    if key == "name" or any(item.code == key for item in indicators):
        return state.sort
    found.append(Problem(parameter="sort", value=state.sort))
    return None
