"""From the address of a profile to what exists: unit, level, group and year."""

from dataclasses import dataclass

from smup.errors import UnknownCodeError
from smup.i18n import texts
from smup.repository import Repository
from smup.territory.unit import CodeMatch, TerritorialUnit
from smup.view_state import Problem, ViewState
from smup.views.groups import Group, resolve_group

LEVELS = ("gmina", "powiat", "wojewodztwo")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    """What the address of a profile chooses.

    Attributes:
        match: what the code stands for; its unit may have ended.
        level: level the unit is shown at.
        levels: levels it can be shown at; two for a city with powiat rights.
        group: what it is compared with.
        state: the state in its canonical form.
        problems: parameters that were replaced by their defaults.
    """

    match: CodeMatch
    level: str
    levels: tuple[str, ...]
    group: Group
    state: ViewState
    problems: tuple[Problem, ...]

    @property
    def unit(self) -> TerritorialUnit:
        """Return the unit of the profile."""
        return self.match.unit


def choose_unit(
    repository: Repository,
    teryt: str,
    *,
    state: ViewState,
    problems: tuple[Problem, ...] = (),
    lang: str,
) -> UnitChoice:
    """Resolve the address of a profile of a unit that exists and has a level of its own.

    Raises:
        UnknownCodeError: when no unit ever had the code, or it is not of a level with indicators.
    """
    match = repository.directory().lookup(teryt)
    unit = match.unit
    levels = tuple(level for level in LEVELS if unit.answers_at(level))
    if unit.ended or not levels:
        message = texts(lang)("unit.state.no_profile", code=teryt)
        raise UnknownCodeError("unit", teryt, message)
    usual = "powiat" if len(teryt) == len("WWPP") and "powiat" in levels else levels[0]
    found = list(problems)
    if state.level is not None and state.level not in levels:
        found.append(Problem(parameter="level", value=state.level))
    level = state.level if state.level in levels else usual
    asked = state.with_changes(level=None if level == levels[0] else level)
    group, told = resolve_group(repository, unit, level=level, state=asked, lang=lang)
    return UnitChoice(
        match=match,
        level=level,
        levels=levels,
        group=group,
        state=asked.with_changes(unit=None, group=group.kind),
        problems=(*found, *told),
    )
