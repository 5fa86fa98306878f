"""My own group: from the codes of an address to units that exist, with what was wrong."""

from collections.abc import Sequence
from typing import NamedTuple

from smup.address_lists import MOST_OWN, codes_text
from smup.errors import UnknownCodeError
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem, ViewState

PARAMETER = "own"
SHOWN = 5


class OwnUnits(NamedTuple):
    """Units of an own group.

    Attributes:
        units: units that exist and answer at the level, in the order of the list, each once.
        kept: codes that stay in the address: those of ``units``, at the level they were given
            for, so that a view of another level does not lose the list.
        problems: what was left out or replaced.
    """

    units: tuple[TerritorialUnit, ...]
    kept: tuple[str, ...]
    problems: tuple[Problem, ...]


def kept_list(directory: UnitDirectory, state: ViewState) -> str | None:
    """Return the list of an address with the codes that can be used, at any level."""
    codes = state.own_codes
    return codes_text(own_units(directory, codes, level="gmina", lang="pl").kept)


def own_units(directory: UnitDirectory, codes: Sequence[str], *, level: str, lang: str) -> OwnUnits:
    """Find the units of a list at a level.

    A code that is not known is left out; a unit that has ended gives way to its successor; a unit
    of another level is left out of the group, but stays in the list. All is told.

    Args:
        directory: the units.
        codes: TERYT codes as they were given.
        level: level of the group.
        lang: language in which successors are named.
    """
    units: dict[int, TerritorialUnit] = {}
    kept: list[str] = []
    unknown: list[str] = []
    elsewhere: list[str] = []
    replaced: list[Problem] = []
    for code in codes[:MOST_OWN]:
        try:
            match = directory.lookup(code)
        except UnknownCodeError:
            unknown.append(code)
            continue
        unit = match.successor if match.unit.ended else match.unit
        if unit is not match.unit:
            replaced.append(_ended(directory, code, unit, lang))
        if unit is None:
            continue
        kept.append(code if unit is match.unit else unit.teryt)
        if unit.answers_at(level):
            units[unit.id] = unit
        else:
            elsewhere.append(code)
    problems = [
        *_listed("unknown", unknown),
        *_listed(f"level_{level}", elsewhere),
        *replaced[:SHOWN],
        *_listed("more_ended", [problem.value for problem in replaced[SHOWN:]]),
        *_too_many(codes),
    ]
    return OwnUnits(tuple(units.values()), tuple(dict.fromkeys(kept)), tuple(problems))


def _ended(
    directory: UnitDirectory, code: str, successor: TerritorialUnit | None, lang: str
) -> Problem:
    if successor is None:
        return Problem(parameter=PARAMETER, value=code, reason="ended")
    name = f"{directory.label(successor, lang=lang)} ({successor.teryt})"
    return Problem(parameter=PARAMETER, value=code, reason="successor", instead=name)


def _listed(reason: str, codes: Sequence[str]) -> list[Problem]:
    """Return one problem for all codes of a kind: the first are named, the others counted."""
    if not codes:
        return []
    more = len(codes) - SHOWN
    shown = ", ".join(codes[:SHOWN]) + (f" (+{more})" if more > 0 else "")
    return [Problem(parameter=PARAMETER, value=shown, reason=reason)]


def _too_many(codes: Sequence[str]) -> list[Problem]:
    if len(codes) <= MOST_OWN:
        return []
    return [
        Problem(
            parameter=PARAMETER, value=str(len(codes)), reason="too_many", instead=str(MOST_OWN)
        )
    ]
