"""Find which unit of the database each unit of a new list is; pure.

A unit is the one that had its code (a gmina: its first six digits) on the previous list. Of those
left over on both sides, a listed unit is an old one renumbered when the names agree and the pair is
the only one possible: first within the powiat, then within the voivodeship. The rest are new, or
have ended.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from smup.territory.terc import ListedUnit
from smup.territory.unit import TerritorialUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Outcome of a comparison of a list with the units of the database.

    Attributes:
        pairs: each listed unit with its unit in the database; None for a new one.
        ended: units of the database that the list no longer has.
        successors: key of an ended unit to the listed unit that took it over, where it can be told.
    """

    pairs: tuple[tuple[ListedUnit, TerritorialUnit | None], ...]
    ended: tuple[TerritorialUnit, ...]
    successors: dict[int, ListedUnit]


def match_units(listed: Iterable[ListedUnit], existing: Iterable[TerritorialUnit]) -> Matching:
    """Match a list with the units that exist in the database, real ones only."""
    listed = list(listed)
    by_key = {key_of(unit): unit for unit in existing}
    found = {unit.key: by_key.pop(unit.key) for unit in listed if unit.key in by_key}
    strays = [unit for unit in listed if unit.key not in found]
    for place in (_within_powiat, _within_voivodeship):
        for new, old in _only_pairs(strays, list(by_key.values()), place):
            found[new.key] = by_key.pop(key_of(old))
            strays.remove(new)
    ended = tuple(by_key.values())
    return Matching(
        pairs=tuple((unit, found.get(unit.key)) for unit in listed),
        ended=ended,
        successors=_successors(ended, listed),
    )


def key_of(unit: TerritorialUnit) -> str:
    """Return the key under which a list would have the unit, see ``ListedUnit.key``."""
    return unit.teryt[:6] if unit.level == "gmina" else unit.teryt


def _within_powiat(level: str, code: str, name: str) -> tuple[str, ...]:
    return level, code[:4], name


def _within_voivodeship(level: str, code: str, name: str) -> tuple[str, ...]:
    return level, code[:2], name


def _only_pairs(
    new: list[ListedUnit],
    old: list[TerritorialUnit],
    place: Callable[[str, str, str], tuple[str, ...]],
) -> list[tuple[ListedUnit, TerritorialUnit]]:
    fresh = defaultdict(list)
    gone = defaultdict(list)
    for unit in new:
        fresh[place(unit.level, unit.code, unit.name)].append(unit)
    for former in old:
        gone[place(former.level, former.teryt, former.name)].append(former)
    return [
        (fresh[where][0], gone[where][0])
        for where in fresh
        if len(fresh[where]) == 1 and len(gone[where]) == 1
    ]


def _successors(
    ended: Iterable[TerritorialUnit], listed: Iterable[ListedUnit]
) -> dict[int, ListedUnit]:
    """Return the one unit of the same name in the voivodeship: a town takes over its rural ring."""
    by_name = defaultdict(list)
    for unit in listed:
        by_name[_within_voivodeship(unit.level, unit.code, unit.name)].append(unit)
    candidates = {
        unit.id: by_name[_within_voivodeship(unit.level, unit.teryt, unit.name)] for unit in ended
    }
    return {key: found[0] for key, found in candidates.items() if len(found) == 1}
