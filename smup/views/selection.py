"""From the state of an address to what exists: sector, indicator, unit, group and years."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from smup.address_lists import weights_text
from smup.errors import UnknownCodeError
from smup.i18n import DEFAULT_LANGUAGE, texts
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo, PeerInfo, SectorInfo, ServiceInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.view_state import LEVEL_CHOICES, Problem, ViewState
from smup.views.choices import (
    chosen_level,
    picked_code,
    shown_year,
    unit_at_level,
    unit_of_code,
    usual_level,
    voivodeship_code,
    without_defaults,
)
from smup.views.groups import NEAREST, OF_PEERS, OWN, Group, resolve_group
from smup.views.own_group import kept_list
from smup.views.similar import own_weights


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
        group: the comparison group; its label is in Polish, ``LinkedData`` has the reader's.
        peers: of my unit, if they had to be read for the group.
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
    group: Group
    peers: tuple[PeerInfo, ...] | None
    years: tuple[int, ...]
    year: int | None
    problems: tuple[Problem, ...]

    @property
    def group_kind(self) -> str:
        """Return the kind of the comparison group."""
        return self.group.kind

    @property
    def group_code(self) -> str:
        """Return the code of the comparison group."""
        return self.group.code


class _Subject(NamedTuple):
    """What a page is about, before its state is resolved."""

    sector: SectorInfo
    service: ServiceInfo | None
    indicators: tuple[IndicatorInfo, ...]
    indicator: IndicatorInfo


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
    chosen = by_code.get(wanted) or _first_with_values(repository, indicators)
    subject = _Subject(sector, service, indicators, chosen)
    selection = _resolve(repository, subject, state=state, found=found)
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
    subject = _Subject(
        repository.sector(indicator.sector_code),
        repository.service(indicator.service_code),
        (indicator,),
        indicator,
    )
    own_state = state.with_changes(service=None, ind=None)
    return _resolve(repository, subject, state=own_state, found=list(problems))


def member_positions(selection: Selection) -> list[int]:
    """Return the positions of the group's units, and of my unit if it is not among them."""
    positions = list(selection.group.positions)
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


def _first_with_values(
    repository: Repository, indicators: tuple[IndicatorInfo, ...]
) -> IndicatorInfo:
    """Return the first card that can show anything: of a first fill many are still empty."""
    return next(
        (
            item
            for item in indicators
            if any(repository.years(item.id, level) for level in LEVEL_CHOICES)
        ),
        indicators[0],
    )


def _resolve(
    repository: Repository, subject: _Subject, *, state: ViewState, found: list[Problem]
) -> Selection:
    sector, service, indicators, indicator = subject
    directory = repository.directory()
    chosen = unit_of_code(directory, "unit", state.unit, found)
    levels = tuple(item for item in LEVEL_CHOICES if repository.years(indicator.id, item))
    usual = usual_level(directory, indicator, chosen, levels)
    level = chosen_level(state, usual, levels, found)
    unit = unit_at_level(directory, chosen, level)
    peers = _peers_asked(repository, unit, level, state)
    group, told = resolve_group(
        repository, unit, level=level, state=state, lang=DEFAULT_LANGUAGE, peers=peers
    )
    found += told
    years = tuple(repository.years(indicator.id, level))
    clean = state.with_changes(
        **without_defaults(state, service, chosen, years),
        ind=None if indicator == indicators[0] else indicator.code,
        level=None if level == usual else level,
        sel=picked_code(directory, state, level, found),
        woj=voivodeship_code(directory, state, found),
        **_group_keys(directory, state, found),
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
        group=group,
        peers=peers,
        years=years,
        year=shown_year(state, years, found),
        problems=tuple(found),
    )


def _peers_asked(
    repository: Repository, unit: TerritorialUnit | None, level: str, state: ViewState
) -> tuple[PeerInfo, ...] | None:
    asked = unit is not None and state.group in OF_PEERS
    return repository.peers(unit.id, level=level) if asked and unit is not None else None


def _group_keys(
    directory: UnitDirectory, state: ViewState, found: list[Problem]
) -> dict[str, str | None]:
    """Return the list and the weights that stay in the address.

    A list that is not shown stays as it is. What is wrong with weights has been told already when
    they made the group.
    """
    weights, bad = own_weights(state)
    found += () if state.group == NEAREST else bad
    own = kept_list(directory, state) if state.group == OWN else state.own
    return {"own": own, "w": weights_text(weights)}
