"""The catalogue of practices for an address: what is found, what can be chosen, what is wrong."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import get_args

from smup.catalogue.schema import Dimension
from smup.models import COST_CLASSES
from smup.practices.card import UnitKind
from smup.repository.facade import Repository
from smup.repository.practice_records import (
    EVIDENCE,
    SORTS,
    STATUSES,
    PracticePage,
    PracticeQuery,
)
from smup.repository.records import DatasetInfo, IndicatorInfo, SectorInfo, ServiceInfo
from smup.territory.directory import UnitDirectory
from smup.territory.groups import SIZE_LIMITS
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.choices import unit_of_code
from smup.views.groups import USUAL, Group, ready_group
from smup.views.practices.effect import SmallEffect, read_small_effects
from smup.views.practices.state import MOST_SHOWN, PAGE, PracticeState, parse_practice_state

MOST_TRIED = 4
"""Ways out of an empty answer that are counted; each is a search of its own."""
ORDERED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "wymiar": get_args(Dimension),
        "rodzaj": get_args(UnitKind),
        "wielkosc": tuple(
            f"{level}-{size}"
            for level, limits in SIZE_LIMITS.items()
            for size in range(1, len(limits) + 2)
        ),
        "koszt": COST_CLASSES,
        "status": STATUSES,
        "dowod": EVIDENCE,
    }
)
"""Values of the facets that no catalogue names, in the order in which they are offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value of a facet: how many practices have it, and whether it is chosen."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """A search that finds something when this one does not: without what, and how many."""

    key: str
    state: PracticeState
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The catalogue for an address.

    Attributes:
        state: in canonical form; everything in it exists.
        page: the practices found.
        options: values of each facet in their order.
        similar: practices of units similar to mine among those found; None without my unit.
        group: units similar to mine; None without my unit.
        unit: my unit.
        place: the unit or voivodeship that the practices come from.
        indicators: that the practices are linked to.
        effects: of the practices shown, by key of the practice.
        way_out: the nearest search that finds something; None where this one does.
        problems: of the address.
        sectors: by code.
        services: by code.
        directory: all units.
        dataset: state of the data.
        lang: of names.
    """

    state: PracticeState
    page: PracticePage
    options: Mapping[str, tuple[Option, ...]]
    similar: int | None
    group: Group | None
    unit: TerritorialUnit | None
    place: TerritorialUnit | None
    indicators: tuple[IndicatorInfo, ...]
    effects: Mapping[int, SmallEffect]
    way_out: WayOut | None
    problems: tuple[Problem, ...]
    sectors: Mapping[str, SectorInfo]
    services: Mapping[str, ServiceInfo]
    directory: UnitDirectory
    dataset: DatasetInfo
    lang: str

    @property
    def more(self) -> int:
        """Return how many practices the next request would add."""
        left = min(self.page.total, MOST_SHOWN) - len(self.page.practices)
        return max(0, min(PAGE, left))


def read_listing(
    repository: Repository, query: Mapping[str, object], *, lang: str, today: date
) -> Listing:
    """Return the catalogue for an address; never fails on a bad one.

    Args:
        repository: the database.
        query: parameters by key.
        lang: of names.
        today: decides which practices are expired.
    """
    asked, told = parse_practice_state(query)
    found = list(told)
    sectors = {one.code: one for one in repository.sectors()}
    services = {one.code: one for one in repository.services()}
    orders = {"obszar": tuple(sectors), "usluga": tuple(services), **ORDERED}
    state = _existing(repository, asked, orders, found)
    scope = _scope(repository, state, found, lang=lang, today=today)
    state = _canonical(state, scope)
    page = repository.practices(scope.query(state))
    return Listing(
        state=state,
        page=page,
        options={name: _options(page, state, name, order) for name, order in orders.items()},
        similar=None if scope.group is None else _similar(page, state, scope),
        group=scope.group,
        unit=scope.unit,
        place=scope.place,
        indicators=tuple(repository.indicator(code) for code in state.indicators),
        effects=read_small_effects(repository, page.practices, lang=lang),
        way_out=None if page.total or not page.all else _way_out(repository, state, scope),
        problems=tuple(found),
        sectors=sectors,
        services=services,
        directory=scope.directory,
        dataset=repository.dataset(),
        lang=lang,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What stands for the codes of an address: units, and the day."""

    directory: UnitDirectory
    unit: TerritorialUnit | None
    group: Group | None
    place: TerritorialUnit | None
    today: date

    def query(self, state: PracticeState, *, limit: int | None = None) -> PracticeQuery:
        """Return the question to the database for a state."""
        return PracticeQuery(
            text=state.text,
            chosen=state.chosen,
            indicators=state.indicators,
            unit_ids=self._unit_ids(state),
            sort=state.sort,
            today=self.today,
            limit=state.shown if limit is None else limit,
        )

    def _unit_ids(self, state: PracticeState) -> tuple[int, ...] | None:
        """Return the units that practices may come from; None for all."""
        wanted = [self.similar_ids] if state.similar else []
        if state.place is not None and self.place is not None:
            wanted.append(_units_in(self.directory, self.place))
        return tuple(sorted(frozenset.intersection(*wanted))) if wanted else None

    @property
    def similar_ids(self) -> frozenset[int]:
        """Return the keys of the units similar to mine, without mine."""
        if self.group is None or self.unit is None:
            return frozenset()
        members = self.directory.ids[list(self.group.positions)]
        return frozenset(int(one) for one in members) - {self.unit.id}


def _existing(
    repository: Repository,
    state: PracticeState,
    known: Mapping[str, tuple[str, ...]],
    found: list[Problem],
) -> PracticeState:
    """Return the state without codes that do not exist, which are told."""
    codes = {one.code for one in repository.indicators()} if state.indicators else set()
    chosen = {
        name: _kept(values, name, known[name], found) for name, values in state.chosen.items()
    }
    return state.having(
        chosen=MappingProxyType({name: values for name, values in chosen.items() if values}),
        indicators=_kept(state.indicators, "wskaznik", codes, found),
    )


def _kept(
    values: tuple[str, ...], parameter: str, known: Container[str], found: list[Problem]
) -> tuple[str, ...]:
    found += [Problem(parameter=parameter, value=one) for one in values if one not in known]
    return tuple(one for one in values if one in known)


def _scope(
    repository: Repository, state: PracticeState, found: list[Problem], *, lang: str, today: date
) -> Scope:
    """Return the units that the address names; those that do not exist are told."""
    directory = repository.directory()
    unit = unit_of_code(directory, "jst", state.unit, found)
    return Scope(
        directory=directory,
        unit=unit,
        group=None if unit is None else _group(directory, unit, lang),
        place=unit_of_code(directory, "gdzie", state.place, found),
        today=today,
    )


def _canonical(state: PracticeState, scope: Scope) -> PracticeState:
    """Return the state with the codes of today, without what says the same as the default."""
    relevance, improvement = SORTS[:2]
    usual = state.sort == improvement and not state.text
    return state.having(
        unit=None if scope.unit is None else scope.unit.teryt,
        place=None if scope.place is None else scope.place.teryt,
        similar=state.similar and scope.group is not None,
        sort=relevance if usual else state.sort,
    )


def _group(directory: UnitDirectory, unit: TerritorialUnit, lang: str) -> Group:
    """Return the units of the kind and size of mine."""
    return ready_group(directory, unit, level=unit.level, kind=USUAL, lang=lang)


def _units_in(directory: UnitDirectory, place: TerritorialUnit) -> frozenset[int]:
    """Return the keys of a unit and of all units in it."""
    above = {"wojewodztwo": directory.voivodeship, "powiat": directory.powiat}.get(place.level)
    inside = () if above is None else directory.ids[above == place.position]
    return frozenset((place.id, *(int(one) for one in inside)))


def _options(
    page: PracticePage, state: PracticeState, name: str, order: tuple[str, ...]
) -> tuple[Option, ...]:
    """Return the values of a facet that any practice has, and those that are chosen."""
    counts, chosen = page.facets.get(name, {}), state.chosen.get(name, ())
    return tuple(
        Option(value=value, count=counts.get(value, 0), chosen=value in chosen)
        for value in order
        if value in counts or value in chosen
    )


def _similar(page: PracticePage, state: PracticeState, scope: Scope) -> int:
    """Return how many of the practices found are of units similar to mine."""
    if state.similar:
        return page.total
    wanted = scope.similar_ids
    return sum(count for unit_id, count in page.places if unit_id in wanted)


def _way_out(repository: Repository, state: PracticeState, scope: Scope) -> WayOut | None:
    """Return the search without one thing chosen that finds most; all practices if none does."""
    ways = [("similar", state.having(similar=False))] if state.similar else []
    ways += [("gdzie", state.having(place=None))] if state.place else []
    ways += [("wskaznik", state.having(indicators=()))] if state.indicators else []
    ways += [(name, state.without(name)) for name in state.chosen]
    ways += [("q", state.having(text=""))] if state.text else []
    tried = [
        WayOut(key=key, state=other.having(shown=PAGE), total=_total(repository, scope, other))
        for key, other in ways[:MOST_TRIED]
    ]
    best = max(tried, key=lambda way: way.total, default=None)
    return best if best is not None and best.total else None


def _total(repository: Repository, scope: Scope, state: PracticeState) -> int:
    return repository.practices(scope.query(state, limit=1)).total
