"""The group that a comparison is held against, and the units offered from it."""

from collections.abc import Sequence

from smup.compare_state import MOST_UNITS, CompareState
from smup.repository.facade import Repository
from smup.repository.records import PeerInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem
from smup.views.compare.units import NEAREST, nearest_in_group
from smup.views.groups import Group, resolve_group

MOST_OF_GROUP = 10
"""Units that one press of „add the group” adds."""


def comparison_group(
    repository: Repository,
    mine: TerritorialUnit | None,
    *,
    level: str,
    state: CompareState,
    lang: str,
    peers: Sequence[PeerInfo],
) -> tuple[Group, tuple[Problem, ...]]:
    """Return the group of my unit, the whole country without one, and what could not be had."""
    asked = state.group_state
    return resolve_group(repository, mine, level=level, state=asked, lang=lang, peers=peers)


def default_units(
    directory: UnitDirectory, mine: TerritorialUnit, group: Group, peers: Sequence[PeerInfo]
) -> list[TerritorialUnit]:
    """Return my unit and five beside it: the statistically nearest, or of its group by people."""
    near = peers_of(directory, peers, kind="najblizsze")[:NEAREST]
    return [mine, *(near or nearest_in_group(directory, mine, group))]


def peers_of(
    directory: UnitDirectory, peers: Sequence[PeerInfo], *, kind: str
) -> list[TerritorialUnit]:
    """Return the neighbours (``sasiedzi``) or the nearest units (``najblizsze``), in order."""
    chosen = sorted((item for item in peers if item.kind == kind), key=lambda item: item.position)
    return [directory.by_id(item.peer_id) for item in chosen]


def offered_units(
    directory: UnitDirectory, mine: TerritorialUnit, group: Group, peers: Sequence[PeerInfo]
) -> dict[str, list[TerritorialUnit]]:
    """Return what may be added at one press, by key; only what has any unit besides mine.

    ``najblizsze`` the ten nearest, ``sasiedzi`` the neighbours, ``powiat`` the units of my powiat,
    ``grupa`` the ten of the comparison group that are nearest by population.
    """
    offers = {
        "najblizsze": peers_of(directory, peers, kind="najblizsze")[:MOST_OF_GROUP],
        "sasiedzi": peers_of(directory, peers, kind="sasiedzi")[:MOST_UNITS],
        "powiat": _of_powiat(directory, mine, group.level),
        "grupa": nearest_in_group(directory, mine, group, count=MOST_OF_GROUP),
    }
    return {key: units for key, units in offers.items() if units}


def _of_powiat(
    directory: UnitDirectory, mine: TerritorialUnit, level: str
) -> list[TerritorialUnit]:
    powiat = directory.powiat_of(mine)
    if level != "gmina" or powiat is None or mine.city_county:
        return []
    found = [directory.units[int(at)] for at in directory.positions(level, fictional=True)]
    inside = [unit for unit in found if directory.powiat[unit.position] == powiat.position]
    return [unit for unit in inside if unit.id != mine.id][:MOST_UNITS]
