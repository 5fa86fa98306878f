"""Single choices of a state: what exists stays, what does not becomes the default and is told.

Every function takes the list of problems found so far and adds its own.
"""

from smup.errors import UnknownCodeError
from smup.repository.records import IndicatorInfo, ServiceInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.view_state import Problem, ViewState


def without_defaults(
    state: ViewState,
    service: ServiceInfo | None,
    chosen: TerritorialUnit | None,
    years: tuple[int, ...],
) -> dict[str, str | int | None]:
    """Return the fields of the state that stand only where they differ from the default."""
    return {
        "service": None if service is None else state.service,
        "unit": None if chosen is None else chosen.teryt,
        "year": None if state.year not in years[:-1] else state.year,
    }


def unit_of_code(
    directory: UnitDirectory, parameter: str, code: str | None, found: list[Problem]
) -> TerritorialUnit | None:
    """Return the unit of a code; an unknown or ended one is told, and leads to its successor."""
    if code is None:
        return None
    try:
        match = directory.lookup(code)
    except UnknownCodeError:
        found.append(Problem(parameter=parameter, value=code))
        return None
    if match.unit.ended:
        found.append(Problem(parameter=parameter, value=code))
        return match.successor
    return match.unit if match.unit.level != "kraj" else None


def unit_at_level(
    directory: UnitDirectory, unit: TerritorialUnit | None, level: str
) -> TerritorialUnit | None:
    """Return the unit, or the powiat or voivodeship it lies in, that answers at the level."""
    if unit is None or unit.answers_at(level):
        return unit
    if level == "powiat":
        return directory.powiat_of(unit)
    if level == "wojewodztwo":
        return directory.voivodeship_of(unit)
    return None


def chosen_level(
    state: ViewState, usual: str, levels: tuple[str, ...], found: list[Problem]
) -> str:
    """Return the level asked for, if it has values; if not, that is told."""
    if state.level is None or state.level in levels or not levels:
        return state.level or usual
    found.append(Problem(parameter="level", value=state.level))
    return usual


def usual_level(
    directory: UnitDirectory,
    indicator: IndicatorInfo,
    chosen: TerritorialUnit | None,
    levels: tuple[str, ...],
) -> str:
    """Return the level shown when none is asked for: of the task, or that of a larger unit."""
    own = "powiat" if indicator.task_level == "powiat" else "gmina"
    larger = chosen is not None and unit_at_level(directory, chosen, own) is None
    if chosen is not None and larger and chosen.level in levels:
        return chosen.level
    return own if own in levels or not levels else levels[0]


def shown_year(state: ViewState, years: tuple[int, ...], found: list[Problem]) -> int | None:
    """Return the year asked for, if it has values; if not, the newest, and that is told."""
    if not years:
        return None
    if state.year is not None and state.year not in years:
        found.append(Problem(parameter="year", value=str(state.year)))
    return state.year if state.year in years else years[-1]


def voivodeship_code(
    directory: UnitDirectory, state: ViewState, found: list[Problem]
) -> str | None:
    """Return the voivodeship to enlarge, if there is one with this code."""
    if state.woj is None or state.woj in directory.codes_of("wojewodztwo"):
        return state.woj
    found.append(Problem(parameter="woj", value=state.woj))
    return None


def picked_code(
    directory: UnitDirectory, state: ViewState, level: str, found: list[Problem]
) -> str | None:
    """Return the code at the level of the unit picked in a view."""
    picked = unit_at_level(directory, unit_of_code(directory, "sel", state.sel, found), level)
    return None if picked is None else picked.code_at(level)
