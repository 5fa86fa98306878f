"""Which units are compared: those of the address, or a sensible few beside my unit."""

import math
from collections.abc import Iterable, Sequence

from smup.errors import UnknownCodeError
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.choices import unit_at_level
from smup.views.groups import Group

NAMED_AT_MOST = 5
NEAREST = 5


def units_of_codes(
    directory: UnitDirectory, codes: Iterable[str], found: list[Problem]
) -> list[TerritorialUnit]:
    """Return the units of codes, each once; an ended one gives way to its successor.

    Codes that no unit ever had are added to ``found`` as ``units``, those of ended units as
    ``units_ended``.
    """
    units: dict[int, TerritorialUnit] = {}
    unknown, ended = [], []
    for code in codes:
        try:
            match = directory.lookup(code)
        except UnknownCodeError:
            unknown.append(code)
            continue
        unit: TerritorialUnit | None = match.unit
        if match.unit.ended:
            ended.append(f"{match.unit.name} ({code})")
            unit = match.successor
        if unit is None or unit.level == "kraj":
            continue
        units[unit.id] = unit
    found += [
        Problem(parameter=parameter, value=_few(names))
        for parameter, names in (("units", unknown), ("units_ended", ended))
        if names
    ]
    return list(units.values())


def units_at_level(
    directory: UnitDirectory,
    units: Sequence[TerritorialUnit],
    *,
    level: str,
    lang: str,
    found: list[Problem],
) -> list[TerritorialUnit]:
    """Return the units, or those of the level they lie in, each once.

    Units of another level are added to ``found`` as ``units_level``: a gmina is replaced by its
    powiat, a powiat is left out where gminas are compared.
    """
    kept: dict[int, TerritorialUnit] = {}
    moved = []
    for unit in units:
        at_level = unit_at_level(directory, unit, level)
        if at_level is None or at_level.id != unit.id:
            moved.append(directory.display_name(unit, lang=lang))
        if at_level is not None:
            kept[at_level.id] = at_level
    if moved:
        found.append(Problem(parameter="units_level", value=_few(moved)))
    return list(kept.values())


def nearest_in_group(
    directory: UnitDirectory, unit: TerritorialUnit, group: Group, *, count: int = NEAREST
) -> list[TerritorialUnit]:
    """Return the units of a group whose population is nearest to mine, the nearest first.

    Nearness is the ratio of populations; units of equal ratio follow their codes. Without a
    population of mine the first units of the group are returned.
    """
    others = [directory.units[position] for position in group.positions]
    others = [item for item in others if item.id != unit.id]

    def distance(item: TerritorialUnit) -> tuple[float, str]:
        if not unit.population or not item.population:
            return math.inf, item.code_at(group.level)
        ratio = abs(math.log(item.population / unit.population))
        return ratio, item.code_at(group.level)

    return sorted(others, key=distance)[:count]


def distinct_names(
    directory: UnitDirectory, units: Sequence[TerritorialUnit], *, lang: str
) -> dict[int, str]:
    """Return a name of each unit by its id; units of one name also tell their kind and powiat."""
    names = {unit.id: directory.display_name(unit, lang=lang) for unit in units}
    for add in (_with_kind, _with_powiat):
        shown = list(names.values())
        doubled = {unit.id for unit in units if shown.count(names[unit.id]) > 1}
        if not doubled:
            break
        names |= {unit.id: add(directory, unit, lang=lang) for unit in units if unit.id in doubled}
    return names


def _with_kind(directory: UnitDirectory, unit: TerritorialUnit, *, lang: str) -> str:
    kind = directory.kind_label(unit, lang=lang)
    return f"{directory.display_name(unit, lang=lang)} ({kind})"


def _with_powiat(directory: UnitDirectory, unit: TerritorialUnit, *, lang: str) -> str:
    return directory.label(unit, lang=lang)


def _few(names: Sequence[str]) -> str:
    """Return the first names, and the number of the rest."""
    shown = ", ".join(names[:NAMED_AT_MOST])
    rest = len(names) - NAMED_AT_MOST
    return f"{shown} (+{rest})" if rest > 0 else shown
