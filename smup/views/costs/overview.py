"""The list of services whose full cost is counted: each with its place in the group of my unit."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from smup.costs.dictionary import CostService, read_dictionary
from smup.costs.keys import combinations, default_keys
from smup.costs.method import (
    Booleans,
    Floats,
    Integers,
    interval,
    net,
    per_output,
    rank_interval,
    unit_costs,
)
from smup.errors import UnknownCodeError
from smup.repository.facade import Repository
from smup.repository.records import DatasetInfo, SectorInfo, ServiceInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem, ViewState, parse_state
from smup.views.choices import unit_at_level, unit_of_code
from smup.views.groups import Group, GroupChoice, group_choices, resolve_group
from smup.views.linked import GroupStats, described

LEAST_FOR_STRIP = 5
USUAL_LEVEL = "gmina"


class Newest(NamedTuple):
    """Costs of a service in its newest year, all units: kept until the data change.

    ``usual`` and ``usual_net`` are unit costs by the usual keys, ``matrix`` gross ones by all
    permitted keys, shape (combinations, units).
    """

    year: int
    unit_ids: Integers
    usual: Floats
    usual_net: Floats
    matrix: Floats
    warnings: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """A service of the list.

    Attributes:
        service: its entry in the dictionary of costs.
        info: its entry in the catalogue.
        years: with costs, ascending; empty when none are loaded.
        n: units of the group with a unit cost in the newest year, by any keys.
        spread: of their unit costs by the usual keys; None without any.
        unit_cost: of my unit by the usual keys, zl; None without one.
        net: what of it the unit paid, zl; None without one.
        low: lowest unit cost of my unit under all permitted keys, zl; None without any.
        high: the highest one.
        places: its best and worst place under all permitted keys; None outside the group.
        warnings: sum of bits of ``Warnings`` of my unit; None when it has no row.
    """

    service: CostService
    info: ServiceInfo
    years: tuple[int, ...]
    n: int = 0
    spread: GroupStats | None = None
    unit_cost: float | None = None
    net: float | None = None
    low: float | None = None
    high: float | None = None
    places: tuple[int, int] | None = None
    warnings: int | None = None

    @property
    def deviation(self) -> float | None:
        """Return the unit cost of my unit against the median of the group, as a share."""
        if self.unit_cost is None or self.spread is None or self.spread.median <= 0:
            return None
        return self.unit_cost / self.spread.median - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The page of all services with costs.

    Attributes:
        state: unit, group, own list and weights, in canonical form.
        unit: my unit, of any level; None without one.
        groups: the group of each level of units that run services.
        choices: groups to choose from, at the level of most services.
        sectors: sectors with their services, in the order of the catalogue.
        problems: of the address.
        dataset: state of the data.
        directory: all units.
    """

    state: ViewState
    unit: TerritorialUnit | None
    groups: Mapping[str, Group]
    choices: tuple[GroupChoice, ...]
    sectors: tuple[tuple[SectorInfo, tuple[ServiceRow, ...]], ...]
    problems: tuple[Problem, ...]
    dataset: DatasetInfo
    directory: UnitDirectory

    @property
    def rows(self) -> tuple[ServiceRow, ...]:
        """Return the rows of all sectors."""
        return tuple(row for _, rows in self.sectors for row in rows)

    @property
    def group(self) -> Group:
        """Return the group at the level of most services."""
        return self.groups[USUAL_LEVEL]


def read_overview(repository: Repository, query: Mapping[str, object], *, lang: str) -> Overview:
    """Return the list for an address; never fails on a bad one.

    Two SELECTs at most beside that of the version; the first time after a load one more for each
    service.

    Args:
        repository: the database.
        query: ``unit``, ``group``, ``own`` and ``w`` are read.
        lang: of names and problems.
    """
    read, told = parse_state(query)
    state = ViewState(unit=read.unit, group=read.group, own=read.own, w=read.w)
    found = [one for one in told if one.parameter in {"unit", "group", "own", "w"}]
    directory = repository.directory()
    unit = unit_of_code(directory, "unit", state.unit, found)
    cards = read_dictionary().services
    levels = dict.fromkeys((USUAL_LEVEL, *(card.level for card in cards.values())))
    groups: dict[str, Group] = {}
    choices: tuple[GroupChoice, ...] = ()
    for level in levels:
        mine = unit_at_level(directory, unit, level)
        group, problems = resolve_group(repository, mine, level=level, state=state, lang=lang)
        groups[level] = group
        if level == USUAL_LEVEL:
            found += problems
            choices = group_choices(repository, mine, level=level, state=state, lang=lang)
    return Overview(
        state=state.with_changes(unit=None if unit is None else unit.teryt),
        unit=unit,
        groups=groups,
        choices=choices,
        sectors=_sectors(repository, unit, groups),
        problems=tuple(found),
        dataset=repository.dataset(),
        directory=directory,
    )


def _sectors(
    repository: Repository, unit: TerritorialUnit | None, groups: Mapping[str, Group]
) -> tuple[tuple[SectorInfo, tuple[ServiceRow, ...]], ...]:
    by_sector: dict[str, list[ServiceRow]] = {}
    for card in read_dictionary().services.values():
        try:
            info = repository.service(card.code)
        except UnknownCodeError:  # the catalogue of this database is older than the dictionary
            continue
        mine = unit_at_level(repository.directory(), unit, card.level)
        row = _row(repository, card, info, (mine, groups[card.level]))
        by_sector.setdefault(info.sector_code, []).append(row)
    return tuple(
        (sector, tuple(by_sector[sector.code]))
        for sector in repository.sectors()
        if sector.code in by_sector
    )


def newest_costs(repository: Repository, service: CostService) -> Newest | None:
    """Return the costs of a service in its newest year, kept; None without any."""
    years = repository.cost_years(service.code)
    if not years:
        return None
    return repository.keep(
        ("newest costs", service.code), lambda: _newest(repository, service, years[-1])
    )


def _newest(repository: Repository, service: CostService, year: int) -> Newest:
    costs = repository.service_costs(service.code, year)
    usual = default_keys(service)
    combos = combinations(service)
    # The usual keys stand first among the combinations, unless they leave capital out.
    matrix = unit_costs(costs, combos)
    first = matrix[0] if combos[0] == usual else unit_costs(costs, (usual,))[0]
    return Newest(
        year=year,
        unit_ids=costs.unit_ids,
        usual=first,
        usual_net=per_output(net(costs, usual), costs),
        matrix=matrix,
        warnings=costs.warnings,
    )


def _row(
    repository: Repository,
    service: CostService,
    info: ServiceInfo,
    among: tuple[TerritorialUnit | None, Group],
) -> ServiceRow:
    """Return the row of a service for my unit and its group."""
    costs = newest_costs(repository, service)
    years = repository.cost_years(service.code)
    if costs is None:
        return ServiceRow(service=service, info=info, years=years)
    unit, group = among
    members = np.isin(costs.unit_ids, repository.directory().ids[list(group.positions)])
    at = np.flatnonzero(costs.unit_ids == unit.id) if unit is not None else np.array([], int)
    (spread,) = described(costs.usual[members][:, None])
    n = int((members & ~np.isnan(costs.matrix).all(axis=0)).sum())
    row = ServiceRow(service=service, info=info, years=years, n=n, spread=spread)
    return row if not len(at) else _with_unit(row, costs, int(at[0]), members)


def _with_unit(row: ServiceRow, costs: Newest, at: int, members: Booleans) -> ServiceRow:
    low, high = interval(costs.matrix[:, at : at + 1])
    places = None
    ranked = np.flatnonzero(members & ~np.isnan(costs.matrix).all(axis=0))
    inside = np.flatnonzero(ranked == at)
    if len(inside):
        best, worst = rank_interval(costs.matrix[:, ranked])
        places = int(best[inside[0]]), int(worst[inside[0]])
    return ServiceRow(
        service=row.service,
        info=row.info,
        years=row.years,
        n=row.n,
        spread=row.spread,
        unit_cost=_known(costs.usual[at]),
        net=_known(costs.usual_net[at]),
        low=_known(low[0]),
        high=_known(high[0]),
        places=places,
        warnings=int(costs.warnings[at]),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
