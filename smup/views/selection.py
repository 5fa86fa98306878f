"""From the state of an address to what exists: sector, indicator, unit, group and years."""

from dataclasses import dataclass, replace

from smup.errors import UnknownCodeError
from smup.i18n import DEFAULT_LANGUAGE, texts
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo, SectorInfo, ServiceInfo
from smup.territory.directory import UnitDirectory
from smup.territory.groups import GROUP_KINDS_OF_LEVEL, compared_with, members
from smup.territory.unit import TerritorialUnit
from smup.view_state import LEVEL_CHOICES, Problem, ViewState

WHOLE_COUNTRY = "kraj"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a linked view shows; everything in it exists in the database.

    Attributes:
        state: the state in its canonical form.
        sector: the sector of the page.
        service: the service chosen, or None for the overview of the sector.
        indicators: indicators of the KPI row.
        indicator: the one that drives the views; it is one of ``indicators``.
        level: level of the units shown.
        levels: levels at which the indicator has values.
        chosen: my unit as asked for, at whatever level it is.
        unit: my unit at ``level``: the gmina itself, or the powiat it lies in; None without one.
        group_kind: kind of the comparison group.
        group_code: code of the group in the statistics.
        years: years with values at the level, ascending; may be empty.
        year: the year shown; None when there is no year.
        problems: parameters of the address that were replaced.
    """

    state: ViewState
    sector: SectorInfo
    service: ServiceInfo | None
    indicators: tuple[IndicatorInfo, ...]
    indicator: IndicatorInfo
    level: str
    levels: tuple[str, ...]
    chosen: TerritorialUnit | None
    unit: TerritorialUnit | None
    group_kind: str
    group_code: str
    years: tuple[int, ...]
    year: int | None
    problems: tuple[Problem, ...]


def select_in_sector(
    repository: Repository,
    sector_code: str,
    *,
    state: ViewState,
    problems: tuple[Problem, ...] = (),
) -> Selection:
    """Resolve the state of a sector dashboard.

    Raises:
        UnknownCodeError: when the sector does not exist or has no indicator.
    """
    sector = repository.sector(sector_code)
    found = list(problems)
    service = _service(repository, sector, state, found)
    row = indicators = _kpi_indicators(repository, sector, service, state.level)
    usual_row = _kpi_indicators(repository, sector, service, None)
    if not indicators:
        message = texts(DEFAULT_LANGUAGE)("view.no_indicators", name=sector.name_pl)
        raise UnknownCodeError("sector", sector_code, message)
    by_code = {indicator.code: indicator for indicator in indicators}
    wanted = (state.ind or "").upper()
    if wanted and wanted not in by_code:
        extra = _indicator_of_sector(repository, sector, wanted)
        if extra is None:
            found.append(Problem(parameter="ind", value=wanted))
        else:
            by_code[wanted] = extra
            indicators = (*indicators, extra)
    indicator = by_code.get(wanted, indicators[0])
    selection = _resolve(
        repository,
        sector=sector,
        service=service,
        indicators=indicators,
        indicator=indicator,
        state=state,
        found=found,
    )
    return _with_level_of_row(selection, state, shown=row, usual=usual_row)


def select_indicator(
    repository: Repository,
    code: str,
    *,
    state: ViewState,
    problems: tuple[Problem, ...] = (),
) -> Selection:
    """Resolve the state of an indicator page.

    Raises:
        UnknownCodeError: when the indicator does not exist.
    """
    indicator = repository.indicator(code)
    return _resolve(
        repository,
        sector=repository.sector(indicator.sector_code),
        service=repository.service(indicator.service_code),
        indicators=(indicator,),
        indicator=indicator,
        state=state.with_changes(service=None, ind=None),
        found=list(problems),
    )


def member_positions(directory: UnitDirectory, selection: Selection) -> list[int]:
    """Return the positions of the group's units, and of my unit if it is not among them."""
    try:
        found = members(directory, selection.level, selection.group_code)
        positions = [int(position) for position in found]
    except UnknownCodeError:
        positions = []
    if selection.unit is not None and selection.unit.position not in positions:
        positions.append(selection.unit.position)
    return positions


def _service(
    repository: Repository, sector: SectorInfo, state: ViewState, found: list[Problem]
) -> ServiceInfo | None:
    if state.service is None:
        return None
    for service in repository.services(sector.code):
        if service.code == state.service:
            return service
    found.append(Problem(parameter="service", value=state.service))
    return None


def _kpi_indicators(
    repository: Repository, sector: SectorInfo, service: ServiceInfo | None, level: str | None
) -> tuple[IndicatorInfo, ...]:
    every = repository.indicators(sector.code)
    if service is not None:
        return tuple(item for item in every if item.service_code == service.code)
    at_level = [item for item in every if level is None or item.is_task_of(level)]
    featured = tuple(item for item in at_level if item.card.get("featured"))
    return featured or tuple(at_level)[:5] or every[:5]


def _with_level_of_row(
    selection: Selection,
    state: ViewState,
    *,
    shown: tuple[IndicatorInfo, ...],
    usual: tuple[IndicatorInfo, ...],
) -> Selection:
    """Keep the level in the state when the row of cards depends on it: a link repeats it."""
    if state.level != selection.level or shown == usual:
        return selection
    return replace(selection, state=selection.state.with_changes(level=state.level))


def _indicator_of_sector(
    repository: Repository, sector: SectorInfo, code: str
) -> IndicatorInfo | None:
    return next((item for item in repository.indicators(sector.code) if item.code == code), None)


def _resolve(  # noqa: PLR0913 - keyword-only, one call site a page
    repository: Repository,
    *,
    sector: SectorInfo,
    service: ServiceInfo | None,
    indicators: tuple[IndicatorInfo, ...],
    indicator: IndicatorInfo,
    state: ViewState,
    found: list[Problem],
) -> Selection:
    directory = repository.directory()
    chosen = _unit(directory, "unit", state.unit, found)
    levels = tuple(item for item in LEVEL_CHOICES if repository.years(indicator.id, item))
    usual = _usual_level(directory, indicator, chosen, levels)
    level = _level(state, usual, levels, found)
    unit = unit_at_level(directory, chosen, level)
    group_kind, group_code = _group(directory, state, unit, level)
    years = tuple(repository.years(indicator.id, level))
    year = _year(state, years, found)
    picked = unit_at_level(directory, _unit(directory, "sel", state.sel, found), level)
    clean = state.with_changes(
        service=None if service is None else state.service,
        ind=None if indicator == indicators[0] else indicator.code,
        unit=None if chosen is None else chosen.teryt,
        level=None if level == usual else level,
        year=None if state.year not in years[:-1] else state.year,
        sel=None if picked is None else picked.code_at(level),
        woj=_voivodeship(directory, state, found),
    )
    return Selection(
        state=clean,
        sector=sector,
        service=service,
        indicators=indicators,
        indicator=indicator,
        level=level,
        levels=levels,
        chosen=chosen,
        unit=unit,
        group_kind=group_kind,
        group_code=group_code,
        years=years,
        year=year,
        problems=tuple(found),
    )


def _unit(
    directory: UnitDirectory, parameter: str, code: str | None, found: list[Problem]
) -> TerritorialUnit | None:
    if code is None:
        return None
    try:
        match = directory.lookup(code)
    except UnknownCodeError:
        found.append(Problem(parameter=parameter, value=code))
        return None
    if match.unit.ended:
        found.append(Problem(parameter=parameter, value=code))
        return match.successor
    return match.unit if match.unit.level != "kraj" else None


def unit_at_level(
    directory: UnitDirectory, unit: TerritorialUnit | None, level: str
) -> TerritorialUnit | None:
    """Return the unit, or the powiat or voivodeship it lies in, that answers at the level."""
    if unit is None or unit.answers_at(level):
        return unit
    if level == "powiat":
        return directory.powiat_of(unit)
    if level == "wojewodztwo":
        return directory.voivodeship_of(unit)
    return None


def _level(state: ViewState, usual: str, levels: tuple[str, ...], found: list[Problem]) -> str:
    if state.level is None or state.level in levels or not levels:
        return state.level or usual
    found.append(Problem(parameter="level", value=state.level))
    return usual


def _usual_level(
    directory: UnitDirectory,
    indicator: IndicatorInfo,
    chosen: TerritorialUnit | None,
    levels: tuple[str, ...],
) -> str:
    """Return the level shown when none is asked for: of the task, or that of a larger unit."""
    own = "powiat" if indicator.task_level == "powiat" else "gmina"
    larger = chosen is not None and unit_at_level(directory, chosen, own) is None
    if chosen is not None and larger and chosen.level in levels:
        return chosen.level
    return own if own in levels or not levels else levels[0]


def _group(
    directory: UnitDirectory, state: ViewState, unit: TerritorialUnit | None, level: str
) -> tuple[str, str]:
    if unit is None or state.group not in GROUP_KINDS_OF_LEVEL[level]:
        return WHOLE_COUNTRY, WHOLE_COUNTRY
    code = compared_with(directory, unit, level=level, kind=state.group)
    return (state.group, code) if code else (WHOLE_COUNTRY, WHOLE_COUNTRY)


def _year(state: ViewState, years: tuple[int, ...], found: list[Problem]) -> int | None:
    if not years:
        return None
    if state.year is not None and state.year not in years:
        found.append(Problem(parameter="year", value=str(state.year)))
    return state.year if state.year in years else years[-1]


def _voivodeship(directory: UnitDirectory, state: ViewState, found: list[Problem]) -> str | None:
    if state.woj is None or state.woj in directory.codes_of("wojewodztwo"):
        return state.woj
    found.append(Problem(parameter="woj", value=state.woj))
    return None
