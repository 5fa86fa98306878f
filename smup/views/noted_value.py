"""A value that somebody writes a note on: whose, of what, in which year, how much, beside whom."""

from dataclasses import dataclass

from smup.errors import UnknownCodeError
from smup.flags import Flag
from smup.formats import format_observation, format_value
from smup.i18n import texts
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.territory.unit import TerritorialUnit
from smup.view_state import ViewState
from smup.views.group_stats import group_distributions
from smup.views.linked import stats_by_year
from smup.views.unit import choose_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueInWords:
    """A value with what it is held against.

    Attributes:
        unit: whose value it is.
        unit_name: with the word its level needs.
        code: TERYT code at the level where the value is shown.
        indicator: of what.
        name: short name of the indicator.
        year: of the value.
        value: with its unit of measure, or the word of its emptiness.
        missing: why there is no number, in words; empty where there is one.
        group: what the unit is compared with by default.
        median: of that group, with its unit of measure; empty when nobody has a value.
    """

    unit: TerritorialUnit
    unit_name: str
    code: str
    indicator: IndicatorInfo
    name: str
    year: int
    value: str
    missing: str
    group: str
    median: str


def read_noted_value(
    repository: Repository, teryt: str, indicator_code: str, year: int, *, lang: str
) -> ValueInWords:
    """Return a value of a unit, known or missing, with the median of its usual group.

    Raises:
        UnknownCodeError: when there is no such unit or indicator (``unit``, ``indicator``), or
            the indicator has no values at the level until that year (``year``).
    """
    indicator = repository.indicator(indicator_code)
    choice = choose_unit(repository, teryt, state=ViewState(), lang=lang)
    unit, level = choice.unit, choice.level
    years = repository.years(indicator.id, level)
    newest = repository.dataset().changed_at.year
    if not years or not years[0] <= year <= max(years[-1], newest):
        raise UnknownCodeError("year", str(year), texts(lang)("notes.value.no_year", year=year))
    found = repository.member_values([indicator.id], [unit.id], years=[year])
    flag = Flag(int(found["flag"][0])) if len(found) else _why(indicator, unit, level, year, years)
    number = float(found["value"][0]) if flag.has_value and len(found) else None
    stats = stats_by_year(group_distributions(repository, [indicator.id], choice.group))
    of_year = stats.get((indicator.id, year))
    measure, decimals = indicator.unit(lang), indicator.decimals
    shown = format_observation(number, flag, unit=measure, decimals=decimals, lang=lang)
    median = (
        ""
        if of_year is None
        else format_value(of_year.median, unit=measure, decimals=decimals, lang=lang)
    )
    t = texts(lang)
    return ValueInWords(
        unit=unit,
        unit_name=repository.directory().display_name(unit, lang=lang),
        code=unit.code_at(level),
        indicator=indicator,
        name=indicator.short_name(lang),
        year=year,
        value=shown,
        missing="" if number is not None else t(f"common.empty.{flag.label}.name"),
        group=choice.group.label,
        median=median,
    )


def _why(
    indicator: IndicatorInfo, unit: TerritorialUnit, level: str, year: int, years: list[int]
) -> Flag:
    """Return why a unit has no row of a value."""
    if not unit.city_county and not indicator.is_task_of(level):
        return Flag.NOT_APPLICABLE
    return Flag.NOT_YET_PUBLISHED if year > years[-1] else Flag.MISSING
