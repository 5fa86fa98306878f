"""Which units the data desk shows: named ones, those of a place, my group, or all of a level."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from smup.errors import UnknownCodeError
from smup.repository import Repository
from smup.territory.directory import UnitDirectory
from smup.territory.search import fold
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem, ViewState
from smup.views.compare.units import units_at_level, units_of_codes
from smup.views.datadesk.reading import few
from smup.views.datadesk.state import DeskState
from smup.views.groups import OWN, WHOLE_COUNTRY, Group, resolve_group
from smup.views.own_group import kept_list

PLACES = ("wojewodztwo", "powiat")
COUNTRY = "kraj"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Units of an address that exist, at whatever level they are.

    Attributes:
        named: taken one by one.
        places: voivodeships and powiats whose units are taken.
        mine: my unit as asked for.
        unit: my unit at the level shown.
    """

    named: tuple[TerritorialUnit, ...]
    places: tuple[TerritorialUnit, ...]
    mine: TerritorialUnit | None = None
    unit: TerritorialUnit | None = None

    @property
    def first(self) -> TerritorialUnit | None:
        """Return the first unit taken one by one."""
        return next(iter(self.named), None)

    def having(self, mine: TerritorialUnit | None, unit: TerritorialUnit | None) -> "Asked":
        """Return the same with my unit."""
        return replace(self, mine=mine, unit=unit)


def resolved(directory: UnitDirectory, state: DeskState, found: list[Problem]) -> Asked:
    """Return the units that an address names; what is not known or has ended is told."""
    told: list[Problem] = []
    named = units_of_codes(directory, state.listed("units"), told)
    # That function tells of one kind of trouble by the name of the parameter.
    reasons = {"units": "unknown", "units_ended": "ended"}
    found += [replace(one, parameter="units", reason=reasons[one.parameter]) for one in told]
    places: dict[int, TerritorialUnit] = {}
    unknown = []
    for code in state.listed("gdzie"):
        try:
            match = directory.lookup(code)
        except UnknownCodeError:
            unknown.append(code)
            continue
        place = match.successor if match.unit.ended else match.unit
        if place is not match.unit:
            found.append(
                Problem(parameter="gdzie", value=f"{match.unit.name} ({code})", reason="ended")
            )
        if place is not None and any(place.answers_at(level) for level in PLACES):
            places[place.id] = place
        elif place is not None:
            unknown.append(code)
    if unknown:
        found.append(Problem(parameter="gdzie", value=few(unknown), reason="unknown"))
    return Asked(named=tuple(named), places=tuple(places.values()))


def chosen_units(
    repository: Repository,
    state: DeskState,
    asked: Asked,
    *,
    level: str,
    lang: str,
    found: list[Problem],
) -> tuple[NDArray[np.int64], Group | None, DeskState]:
    """Return the positions of the units in the order of the table, my group, the state kept."""
    directory = repository.directory()
    group, state = _group(repository, state, asked, level=level, lang=lang, found=found)
    state = state.with_changes(units=_codes(asked.named), gdzie=_codes(asked.places, short=True))
    if level == COUNTRY:
        if asked.named or asked.places or state.group:
            found.append(Problem(parameter="level", value=level, reason="country"))
        return directory.positions(level), None, state
    if asked.named or asked.places or group is not None:
        positions = _taken(directory, asked, group, level=level, lang=lang, found=found)
    else:
        positions = set(directory.positions(level).tolist())
    if asked.unit is not None:
        positions.add(asked.unit.position)
    ordered = _ordered(directory, positions, level, asked.unit)
    return _searched(repository, ordered, state.szukaj), group, state


def _group(
    repository: Repository,
    state: DeskState,
    asked: Asked,
    *,
    level: str,
    lang: str,
    found: list[Problem],
) -> tuple[Group | None, DeskState]:
    if state.group is None or level == COUNTRY:
        return None, state
    if asked.unit is None and state.group not in (OWN, WHOLE_COUNTRY):
        found.append(Problem(parameter="group", value=state.group, reason="unit"))
        return None, state.with_changes(group=None)
    base = ViewState(group=state.group, own=state.own, w=state.w)
    group, told = resolve_group(repository, asked.unit, level=level, state=base, lang=lang)
    found += told
    if asked.unit is None and group.kind != state.group:
        return None, state.with_changes(group=None)
    own = kept_list(repository.directory(), base) if state.group == OWN else state.own
    return group, state.with_changes(group=group.kind, own=own)


def _taken(
    directory: UnitDirectory,
    asked: Asked,
    group: Group | None,
    *,
    level: str,
    lang: str,
    found: list[Problem],
) -> set[int]:
    told: list[Problem] = []
    at_level = units_at_level(directory, asked.named, level=level, lang=lang, found=told)
    found += [replace(one, parameter="units", reason="level") for one in told]
    positions = {unit.position for unit in at_level}
    empty = []
    for place in asked.places:
        inside = units_inside(directory, place, level)
        positions.update(inside)
        if not inside:
            empty.append(directory.display_name(place, lang=lang))
    if empty:
        found.append(Problem(parameter="gdzie", value=few(empty), reason="level"))
    positions.update(group.positions if group is not None else ())
    return positions


def units_inside(directory: UnitDirectory, place: TerritorialUnit, level: str) -> list[int]:
    """Return the positions of the units of a level in a voivodeship or powiat; itself at its own.

    Example units of the sample are among those of their own powiat.
    """
    above = directory.voivodeship if place.level == "wojewodztwo" else directory.powiat
    positions = directory.positions(level, fictional=True)
    inside: list[int] = positions[above[positions] == place.position].tolist()
    return inside


def _codes(units: Sequence[TerritorialUnit], *, short: bool = False) -> str | None:
    codes = [(unit.teryt_powiat or unit.teryt) if short else unit.teryt for unit in units]
    return ".".join(codes) or None


def _ordered(
    directory: UnitDirectory, positions: set[int], level: str, unit: TerritorialUnit | None
) -> NDArray[np.int64]:
    def key(position: int) -> tuple[bool, str]:
        mine = unit is not None and position == unit.position
        return not mine, directory.units[position].code_at(level)

    return np.array(sorted(positions, key=key), dtype=np.int64)


def _searched(
    repository: Repository, positions: NDArray[np.int64], words: str | None
) -> NDArray[np.int64]:
    """Keep the units of which every word begins a word of the label or a code."""
    wanted = fold(words or "").split()
    if not wanted:
        return positions
    labels = repository.keep(("desk", "labels"), lambda: _labels(repository.directory()))

    def fits(position: int) -> bool:
        label = labels[position]
        return all(f" {word}" in label for word in wanted)

    return positions[[fits(int(position)) for position in positions]]


def _labels(directory: UnitDirectory) -> tuple[str, ...]:
    """Return the folded words of each unit: its label, powiat, voivodeship and codes."""
    labels = []
    for unit in directory.units:
        voivodeship = directory.voivodeship_of(unit)
        parts = [directory.label(unit), directory.label(unit, lang="en")]
        parts += [voivodeship.name if voivodeship else "", unit.teryt, unit.teryt_powiat or ""]
        labels.append(f" {fold(' '.join(parts))}")
    return tuple(labels)
