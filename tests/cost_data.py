"""What the page of the cost of a service is made from, in memory: see ``cost_country``."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np

from smup.costs.keys import Keys, default_keys, parse_keys
from smup.repository.facade import Repository
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem, ViewState
from smup.views.costs.records import CostData, CostSelection
from smup.views.costs.state import CostState
from smup.views.groups import Group, group_choices, ready_group
from tests.cost_country import YEARS, CostCountry, cost_service
from tests.memory_country import PLONSK


@dataclass(frozen=True, kw_only=True)
class Case:
    """What may be changed.

    Attributes:
        lang: language of the reader.
        kind: of the data set, ``real`` or ``sample``.
        unit: code of my unit; None without one.
        year: the year shown.
        keys: as in an address (``czas_m2_zuzycie``); empty for the usual ones.
        group: kind of a ready group: ``kraj`` has twelve gminas, ``powiat`` ten.
        state: fields of ``CostState``.
        service: fields of the service.
        rows: columns of costs by code of a unit: ``{LACK: {"shared.m2": 5.0}}``.
        without: codes of units that have no row.
        problems: of the address.
    """

    lang: str = "pl"
    kind: str = "real"
    unit: str | None = PLONSK
    year: int = YEARS[-1]
    keys: str = ""
    group: str = "kraj"
    state: Mapping[str, Any] = field(default_factory=dict)
    service: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    without: Collection[str] = ()
    problems: tuple[Problem, ...] = ()


def cost_data(**changes: Any) -> CostData:
    """The data of Płońsk beside the gminas of the country in 2024, by the usual keys.

    Args:
        changes: fields of ``Case``.
    """
    case = Case(**changes)
    country = CostCountry(kind=case.kind, rows=case.rows, without=case.without)
    selection = _selection(case, country)
    costs = country.service_costs(selection.service.code, case.year)
    ids = country.directory().ids
    unit = selection.unit
    mine = np.flatnonzero(costs.unit_ids == (unit.id if unit else -1))
    return CostData(
        selection=selection,
        lang=case.lang,
        dataset=country.dataset(),
        directory=country.directory(),
        costs=costs,
        mine=int(mine[0]) if len(mine) else None,
        members=np.isin(costs.unit_ids, ids[list(selection.group.positions)]),
        repository=cast("Repository", country),
    )


def _selection(case: Case, country: CostCountry) -> CostSelection:
    service = cost_service(**case.service)
    unit = country.directory().by_code(case.unit) if case.unit else None
    keys = parse_keys(case.keys, service) if case.keys else default_keys(service)
    view = ViewState(unit=case.unit, group=case.group)
    if case.year != YEARS[-1]:
        view = replace(view, year=case.year)
    own = keys if keys != default_keys(service) else None
    return CostSelection(
        state=replace(CostState(view=view, keys=own), **case.state),
        service=service,
        info=country.service(service.code),
        chosen=unit,
        unit=unit,
        group=_group(case, country, unit),
        choices=group_choices(
            cast("Repository", country), unit, level="gmina", state=view, lang=case.lang
        ),
        years=YEARS,
        year=case.year,
        keys=keys,
        problems=case.problems,
    )


def _group(case: Case, country: CostCountry, unit: TerritorialUnit | None) -> Group:
    return ready_group(country.directory(), unit, level="gmina", kind=case.group, lang=case.lang)


def keys_of(text: str) -> Keys:
    """Keys of the service as they stand in an address."""
    return parse_keys(text, cost_service())
