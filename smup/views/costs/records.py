"""What the page of the cost of a service is made from; plain values, computed once an answer.

Every section of the page is a function of ``CostData`` alone: words and rows in
``smup/views/costs/<section>.py``, pictures in ``smup/figures/``, components in
``layouts/cost_<section>.py``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from smup.costs.dictionary import CostService
from smup.costs.keys import Keys, combinations, default_keys
from smup.costs.method import (
    Booleans,
    Floats,
    Integers,
    ServiceCosts,
    gross,
    interval,
    net,
    per_output,
    rank_interval,
    unit_costs,
)
from smup.i18n import Texts, texts
from smup.repository.facade import Repository
from smup.repository.records import DatasetInfo, ServiceInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.costs.state import CostState
from smup.views.groups import Group, GroupChoice

Amount = Callable[[ServiceCosts, Keys], Floats]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostSelection:
    """What the page shows; everything in it exists in the database.

    Attributes:
        state: the state in its canonical form.
        service: its entry in the dictionary of costs.
        info: its entry in the catalogue, for name and sector.
        chosen: my unit as asked for, at whatever level it is; None without one.
        unit: my unit at the level of the service; None without one, or for a larger unit.
        group: what it is compared with; the whole country without a unit.
        choices: groups it could be compared with.
        years: years with costs of the service, ascending; may be empty.
        year: the year shown; None without years.
        keys: how costs are shared.
        problems: parameters of the address that were replaced.
    """

    state: CostState
    service: CostService
    info: ServiceInfo
    chosen: TerritorialUnit | None
    unit: TerritorialUnit | None
    group: Group
    choices: tuple[GroupChoice, ...]
    years: tuple[int, ...]
    year: int | None
    keys: Keys
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class CostData:
    """The costs of a service in one year: all units of the level, my unit and its group.

    Attributes:
        selection: what is shown.
        lang: language of the reader.
        dataset: state of the data.
        directory: all units.
        costs: one element for each unit with a row, ordered by key.
        mine: position of my unit in ``costs``; None without a unit or without its row.
        members: which elements belong to the group, my unit among them when it has a row.
        repository: for sections that need more (trend, triangle, conditions); they read through
            its own methods only.
        made: parts of the answer that were made already, see ``once``.
    """

    selection: CostSelection
    lang: str
    dataset: DatasetInfo
    directory: UnitDirectory
    costs: ServiceCosts
    mine: int | None
    members: Booleans
    repository: Repository
    made: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def t(self) -> Texts:
        """Return the texts of the reader's language."""
        return texts(self.lang)

    @property
    def service(self) -> CostService:
        """Return the service."""
        return self.selection.service

    @property
    def unit_name(self) -> str:
        """Return the name of my unit; empty without one."""
        unit = self.selection.unit
        return "" if unit is None else self.directory.display_name(unit, lang=self.lang)

    @property
    def stamp(self) -> str | None:
        """Return the mark of sample data that stands in every picture; None for real data."""
        return self.t("common.sample_stamp") if self.dataset.is_sample else None

    @property
    def keys(self) -> Keys:
        """Return how costs are shared."""
        return self.selection.keys

    @property
    def permitted_keys(self) -> Keys:
        """Return how the costs of all other units are shared: never by my unit's own key."""
        return self.keys.usual_for_others(self.service)

    @cached_property
    def usual(self) -> Keys:
        """Return the usual keys of the service."""
        return default_keys(self.service)

    @cached_property
    def combos(self) -> tuple[Keys, ...]:
        """Return all permitted combinations of keys with capital, the usual one first."""
        return combinations(self.service)

    @cached_property
    def gross(self) -> Floats:
        """Return the full cost of each unit by the chosen keys, zl; own keys hold for mine only."""
        return self.mixed(gross)

    @cached_property
    def net(self) -> Floats:
        """Return the full cost minus incomes of each unit by the chosen keys, zl."""
        return self.mixed(net)

    @cached_property
    def unit_cost(self) -> Floats:
        """Return gross cost per unit of output by the chosen keys, zl; NaN where there is none."""
        return per_output(self.gross, self.costs)

    @cached_property
    def net_unit_cost(self) -> Floats:
        """Return net cost per unit of output by the chosen keys, zl."""
        return per_output(self.net, self.costs)

    @cached_property
    def matrix(self) -> Floats:
        """Return gross unit costs by combination, shape (combinations, units); kept by the year."""
        return self.repository.keep(
            ("unit costs", self.service.code, self.selection.year),
            lambda: unit_costs(self.costs, self.combos),
        )

    @cached_property
    def interval(self) -> tuple[Floats, Floats]:
        """Return the lowest and highest unit cost of each unit over all permitted keys, zl."""
        return interval(self.matrix)

    @cached_property
    def ranked(self) -> Integers:
        """Return the positions in ``costs`` of the units of the group that have a unit cost."""
        return np.flatnonzero(self.members & ~np.isnan(self.matrix).all(axis=0))

    @cached_property
    def places(self) -> Mapping[int, tuple[int, int]]:
        """Return best and worst place of each ranked unit, by its position in ``costs``."""
        low, high = rank_interval(self.matrix[:, self.ranked])
        return {int(at): (int(low[i]), int(high[i])) for i, at in enumerate(self.ranked)}

    @cached_property
    def median(self) -> float:
        """Return the median unit cost of the group by the chosen keys, zl; NaN without units."""
        values = self.unit_cost[self.members]
        known = values[~np.isnan(values)]
        return float(np.median(known)) if len(known) else float("nan")

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what ``make`` computes, once for an answer: several sections ask for it."""
        if name not in self.made:
            self.made[name] = make()
        found: Made = self.made[name]
        return found

    def unit_at(self, position: int) -> TerritorialUnit:
        """Return the unit that stands at a position in ``costs``."""
        return self.directory.by_id(int(self.costs.unit_ids[position]))

    def mixed(self, amount: Amount) -> Floats:
        """Return amounts by the chosen keys; other units never by my own key."""
        if not self.keys.own:
            return amount(self.costs, self.keys)
        values = amount(self.costs, self.permitted_keys).copy()
        if self.mine is not None:
            values[self.mine] = amount(self.costs, self.keys)[self.mine]
        return values
