"""What the workbook of the cost of a service is made from: loaded rows and the page's numbers."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from smup.catalogue.schema import Bilingual
from smup.costs.keys import OWN, Keys
from smup.costs.method import Floats, ServiceCosts, capital_part, entity_part, shared_part
from smup.territory.unit import TerritorialUnit
from smup.typography import polish_key
from smup.views.costs.records import CostData

DIRECT, GRANTS, CAPITAL, OTHER, OUTSIDE = "wprost", "dotacja", "majatek", "inne", "poza"
TARGETS = (DIRECT, GRANTS, CAPITAL, OTHER, OUTSIDE)
"""What a spending row belongs to, beside the pools; rows come with the first three."""


class Spending(NamedTuple):
    """A spending row: amount in zl, ``target`` one of ``TARGETS`` or the code of a pool."""

    year: int
    chapter: str
    chapter_name: str
    paragraph: str
    paragraph_name: str
    amount: float
    target: str
    pay: bool
    release: int


class Driver(NamedTuple):
    """What a pool is shared by, of one service; None where the unit has no number."""

    pool: str
    service: str
    name: str
    posts: float | None
    hours: float | None
    area_m2: float | None
    cases: float | None
    own_share: float | None
    mine: bool


class Asset(NamedTuple):
    """A fixed asset; value and depreciation of the year in zl, rate in percent a year.

    ``last_year`` is None while it is in use.
    """

    name: str
    first_year: int
    last_year: int | None
    value: float
    rate: float
    written_off: float


class Income(NamedTuple):
    """An income of the service: ``oplaty``, ``sprzedaz`` or ``dotacje``, zl."""

    kind: str
    amount: float


class Output(NamedTuple):
    """A quantity that the service delivered or has."""

    measure: str
    name: str
    quantity: float


class Pool(NamedTuple):
    """Costs that are shared: kind ``entity`` or ``shared``."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Book:
    """Everything that the workbook of one service in one unit and year holds.

    Attributes:
        data: what the page shows; my unit has a row in it.
        pools: those that feed the service, of entities first.
        spending: rows of my unit that count in the cost; of earlier years those of capital only.
        current: all current spending of my unit in the year outside pools, zl.
        drivers: of the pools, in the year.
        assets: of the service.
        incomes: of the service, in the year.
        outputs: of the service, in the year.
        sources: the loads behind the rows, a line each.
        address: full address of the page with the same choice.
    """

    data: CostData
    pools: tuple[Pool, ...]
    spending: tuple[Spending, ...]
    current: float
    drivers: tuple[Driver, ...]
    assets: tuple[Asset, ...]
    incomes: tuple[Income, ...]
    outputs: tuple[Output, ...]
    sources: tuple[str, ...] = ()
    address: str = ""

    @property
    def costs(self) -> ServiceCosts:
        """Return the costs of all units."""
        return self.data.costs

    @property
    def keys(self) -> Keys:
        """Return the chosen keys."""
        return self.data.keys

    @cached_property
    def mine(self) -> int:
        """Return the position of my unit; a book without one is never made."""
        if self.data.mine is None:
            raise ValueError(self.data.service.code)
        return self.data.mine

    @property
    def year(self) -> int:
        """Return the year shown."""
        if self.data.selection.year is None:
            raise ValueError(self.data.service.code)
        return self.data.selection.year

    @cached_property
    def unit(self) -> TerritorialUnit:
        """Return my unit."""
        return self.data.unit_at(self.mine)

    @property
    def unit_code(self) -> str:
        """Return the TERYT code of my unit at the level of the service."""
        return self.unit.code_at(self.data.service.level)

    @cached_property
    def positions(self) -> list[int]:
        """Return the positions of the units of the group, my unit first, the others by name."""
        members = [int(at) for at in np.flatnonzero(self.data.members) if at != self.mine]
        name = self.data.unit_at
        return [self.mine, *sorted(members, key=lambda at: polish_key(name(at).name))]

    @property
    def among(self) -> bool:
        """Tell whether my unit is one of its group; a fictional unit never is."""
        return bool(self.data.members[self.mine])

    def of_mine(self, column: Floats) -> float:
        """Return the value of my unit in a column of all units."""
        return float(column[self.mine])

    def entity_by(self, key: str) -> float:
        """Return the part of the entities' costs of my unit by a key; a set share counts."""
        return self.of_mine(entity_part(self.costs, self._keys(entity=key)))

    def shared_by(self, key: str) -> float:
        """Return the part of shared costs of my unit by a key; a set share counts."""
        return self.of_mine(shared_part(self.costs, self._keys(shared=key)))

    def capital_by(self, way: str) -> float:
        """Return the cost of capital of my unit by a way."""
        return self.of_mine(capital_part(self.costs, self._keys(capital=way)))

    def pool_drivers(self, pool: str) -> tuple[Driver, ...]:
        """Return the rows that a pool is shared among."""
        return tuple(row for row in self.drivers if row.pool == pool)

    def _keys(self, *, entity: str = "", shared: str = "", capital: str = "") -> Keys:
        """Return keys of which one is asked for; own ones keep the share that the reader set."""
        return Keys(
            entity=entity,
            shared=shared or OWN,
            capital=capital or self.keys.capital,
            entity_share=self.keys.entity_share if entity == OWN else None,
            shared_share=self.keys.shared_share if shared == OWN else None,
        )


def known(value: float | None) -> bool:
    """Tell whether there is a number."""
    return value is not None and not math.isnan(value)


def said(text: Bilingual, lang: str) -> str:
    """Return a text of the dictionary in a language."""
    return text.en if lang == "en" else text.pl
