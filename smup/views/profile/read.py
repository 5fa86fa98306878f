"""Reads the profile of a unit: a fixed number of SELECTs whatever the number of indicators."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smup.flags import Flag
from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.statistics.trend import Trend, trends_of
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.views.groups import Group
from smup.views.linked import Value
from smup.views.notes import read_notes
from smup.views.profile.chance import Asked, bases, noise_of, own_limits
from smup.views.profile.heat import heat_rows
from smup.views.profile.judge import band_of, better_of, change_of, newest_break, trend_mark
from smup.views.profile.records import Noise, Profile, ProfileRow
from smup.views.profile.standing import Standing, read_standing

NOTHING = float("nan")
TWO = 2  # a place needs somebody else


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An indicator of the profile with the value to show.

    Attributes:
        indicator: the indicator.
        year: of the value; None without one.
        value: the value, or the kind of empty.
        known: all numbers of the unit up to the year of the profile, by year.
        of_task: whether the service is a task of the unit.
    """

    indicator: IndicatorInfo
    year: int | None
    value: Value
    known: Mapping[int, float]
    of_task: bool

    @property
    def polarity(self) -> str:
        """Return the polarity to judge by: a service of somebody else is not judged."""
        return self.indicator.polarity if self.of_task else "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was read beside the values of the unit, each by indicator key."""

    standing: Standing
    noise: Mapping[int, Noise]
    trends: Mapping[int, Trend]


def read_profile(
    repository: Repository,
    unit: TerritorialUnit,
    *,
    level: str,
    group: Group,
    year: int | None,
    lang: str,
) -> Profile:
    """Read all indicators of a unit in a year against a group.

    At most seven SELECTs: state of the data, values of the unit, its notes, distributions,
    denominators, and one or two for the places.

    Args:
        repository: the database.
        unit: my unit; it answers at ``level``.
        level: level it is shown at.
        group: what it is compared with, of the same level.
        year: year of the profile; the newest one of the unit when None, and also when the unit
            has no value in that year: the caller sees it by comparing ``Profile.year``.
        lang: ``pl`` or ``en``.
    """
    directory = repository.directory()
    series = _series(repository.unit_values(unit.id))
    valued = {key for (key, _one), value in series.items() if value.known}
    years = tuple(sorted({one for (_key, one), value in series.items() if value.known}))
    chosen = year if year in years else max(years, default=_newest_year(repository, level))
    indicators, elsewhere = _indicators(repository, unit, level, valued)
    by_indicator = _by_indicator(series)
    found = [
        _find(
            indicator,
            by_indicator.get(indicator.id, {}),
            chosen,
            of_task=runs_service(indicator, directory, unit, group),
        )
        for indicator in indicators
    ]
    rows = _rows(repository, unit, found, group)
    return Profile(
        unit=unit,
        level=level,
        group=group,
        year=chosen,
        years=years,
        lang=lang,
        dataset=repository.dataset(),
        directory=directory,
        rows=rows,
        heat=heat_rows(repository.sectors(), rows, elsewhere, level=level),
        series=series,
        notes=read_notes(repository, unit_ids=[unit.id]),
    )


def runs_service(
    indicator: IndicatorInfo, directory: UnitDirectory, unit: TerritorialUnit, group: Group
) -> bool:
    """Tell whether a value is the work of the unit, so that it may be judged and ranked.

    A powiat has averages over its gminas of what is a task of gminas: they are shown, but neither
    judged nor ranked. A city with powiat rights does both; among powiats its tasks of a gmina
    are judged only where all others are such cities too.
    """
    if indicator.is_task_of(group.level):
        return True
    if not unit.city_county:
        return False
    # At level gmina only cities have values of what is a task of powiats.
    return group.level == "gmina" or all(
        directory.units[position].city_county for position in group.positions
    )


def _series(rows: NDArray[np.void]) -> dict[tuple[int, int], Value]:
    columns = (rows[name].tolist() for name in ("indicator_id", "year", "value", "flag"))
    flags = {int(flag): flag for flag in Flag}
    return {
        (key, year): Value(value, flags[flag])
        for key, year, value, flag in zip(*columns, strict=True)
    }


def _by_indicator(series: Mapping[tuple[int, int], Value]) -> dict[int, dict[int, Value]]:
    found: dict[int, dict[int, Value]] = {}
    for (key, year), value in series.items():
        found.setdefault(key, {})[year] = value
    return found


def _newest_year(repository: Repository, level: str) -> int:
    """Return the newest year with any value at the level, for a unit that has none."""
    years = (levels.get(level, ()) for levels in repository.years_of_all().values())
    newest = max((one[-1] for one in years if one), default=None)
    return repository.dataset().changed_at.year - 1 if newest is None else newest


def _indicators(
    repository: Repository, unit: TerritorialUnit, level: str, valued: Collection[int]
) -> tuple[list[IndicatorInfo], list[IndicatorInfo]]:
    """Return the indicators to show, and those with values that are somebody else's task.

    An indicator of which nobody at the level has a value is left out: the catalogue may know
    more than the data.
    """
    shown, elsewhere = [], []
    years = repository.years_of_all()
    for indicator in repository.indicators():
        own = unit.city_county or indicator.is_task_of(level)
        if indicator.id in valued or (own and years.get(indicator.id, {}).get(level)):
            shown.append(indicator)
        if not own and indicator.id in years:
            elsewhere.append(indicator)
    return shown, elsewhere


def _find(
    indicator: IndicatorInfo, values: Mapping[int, Value], year: int, *, of_task: bool
) -> _Found:
    """Find the value to show: the newest number not later than the year, or why there is none.

    What has not come in yet leaves the number of an earlier year; a service that the unit does
    not have any more does not.
    """
    until = {one: value for one, value in sorted(values.items()) if one <= year}
    known = {one: value.value for one, value in until.items() if value.known}
    last = list(until.values())[-1] if until else Value(NOTHING, Flag.MISSING)
    if known and last.flag is not Flag.NOT_APPLICABLE:
        newest = max(known)
        return _Found(
            indicator=indicator, year=newest, value=until[newest], known=known, of_task=of_task
        )
    return _Found(indicator=indicator, year=None, value=last, known={}, of_task=of_task)


def _rows(
    repository: Repository, unit: TerritorialUnit, found: Sequence[_Found], group: Group
) -> tuple[ProfileRow, ...]:
    asked = [Asked(one.indicator, one.year, one.value.value) for one in found if one.year]
    sizes = bases(repository, unit.id, asked)
    standing = read_standing(repository, unit, asked, group=group, limits=own_limits(asked, sizes))
    noise = noise_of(asked, sizes, standing.group)
    read = _Read(standing=standing, noise=noise, trends=_trends(found))
    return tuple(_row(one, read) for one in found)


def _row(one: _Found, read: _Read) -> ProfileRow:
    """Join what was found and read to a row."""
    key, polarity = one.indicator.id, one.polarity
    stats, place = read.standing.group.get(key), read.standing.places.get(key)
    alone = stats is None or stats.n < TWO or not one.of_task
    broken = None if one.year is None else newest_break(one.indicator, one.year)
    return ProfileRow(
        indicator=one.indicator,
        year=one.year,
        value=one.value,
        stats=stats,
        country=read.standing.country.get(key),
        rank=None if place is None or alone else place.rank,
        ranks=None if place is None or alone else place.ranks,
        n=0 if stats is None else stats.n,
        band=band_of(one.value, stats, polarity=polarity),
        better=better_of(one.value, stats, polarity=polarity),
        trend=trend_mark(read.trends[key].direction, polarity=polarity),
        change=None
        if one.year is None
        else change_of(one.indicator, one.known, one.year, break_year=broken, polarity=polarity),
        noise=read.noise.get(key),
        break_year=broken,
        of_task=one.of_task,
    )


def _trends(found: Sequence[_Found]) -> dict[int, Trend]:
    """Test the series of all indicators at once, each since its last break."""
    years = sorted({year for one in found for year in one.known})
    column = {year: place for place, year in enumerate(years)}
    matrix = np.full((len(found), len(years)), NOTHING)
    for row, one in enumerate(found):
        matrix[row, [column[year] for year in one.known]] = list(one.known.values())
    since = [None if one.year is None else newest_break(one.indicator, one.year) for one in found]
    tested = trends_of(years, matrix, since=since)
    return {one.indicator.id: trend for one, trend in zip(found, tested, strict=True)}
