"""The numbers of a comparison: units x indicators x years, and the group they are held against."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from smup.flags import Flag
from smup.formats import format_number, format_observation, format_value
from smup.i18n import Texts, texts
from smup.repository.facade import Repository
from smup.repository.records import DatasetInfo, IndicatorInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.views.compare.selection import Comparison, judged
from smup.views.compare.units import distinct_names
from smup.views.linked import GroupStats, Value, broken_between, described, stats_by_year
from smup.views.notes import NO_NOTES, Notes, read_notes

VIEWS_OF_GROUP = ("places", "scatter", "spread", "better")

Key = tuple[int, int, int]
Asked = ParamSpec("Asked")
Made = TypeVar("Made")


@dataclass(frozen=True, kw_only=True, eq=False)
class Members:
    """Values of an indicator over the units of the group.

    Attributes:
        years: ascending; those in which any unit of the group has a value.
        unit_ids: keys of the units, in the order of ``Group.positions``.
        values: shape (years, units), NaN where there is no number.
        flags: of the same shape, storage codes of ``Flag``; MISSING where there is no number.
    """

    years: tuple[int, ...]
    unit_ids: NDArray[np.int64]
    values: NDArray[np.float64]
    flags: NDArray[np.int8]

    def of_year(self, year: int) -> NDArray[np.float64]:
        """Return the values of a year, in the order of ``unit_ids``."""
        if year not in self.years:
            return np.full(len(self.unit_ids), np.nan)
        found: NDArray[np.float64] = self.values[self.years.index(year)]
        return found

    def flags_of_year(self, year: int) -> NDArray[np.int8]:
        """Return the kinds of the values of a year, in the order of ``unit_ids``."""
        if year not in self.years:
            return np.full(len(self.unit_ids), Flag.MISSING, dtype=np.int8)
        found: NDArray[np.int8] = self.flags[self.years.index(year)]
        return found


@dataclass(frozen=True, kw_only=True, eq=False)
class CompareData:
    """Everything the views of a comparison need.

    Attributes:
        chosen: what is shown.
        lang: language of the texts.
        dataset: kind and version of the data.
        directory: the units.
        values: by keys of indicator and unit, and year; what is not there has no row.
        stats: distribution of the group, by key of indicator and year.
        members: values over the group by key of indicator, for views that need them.
        newest: newest year with a value of any unit of the level, by key of indicator.
        notes: what units of any group say about their values of the indicators.
        made: parts of the answer that were made already, see ``once``.
    """

    chosen: Comparison
    lang: str
    dataset: DatasetInfo
    directory: UnitDirectory
    values: Mapping[Key, Value]
    stats: Mapping[tuple[int, int], GroupStats]
    members: Mapping[int, Members]
    newest: Mapping[int, int]
    notes: Notes = field(default_factory=lambda: NO_NOTES)
    made: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def t(self) -> Texts:
        """Return the texts of the language."""
        return texts(self.lang)

    @property
    def units(self) -> tuple[TerritorialUnit, ...]:
        """Return the compared units, mine first."""
        return self.chosen.units

    @property
    def mine(self) -> TerritorialUnit | None:
        """Return my unit at the level."""
        return self.chosen.mine

    @property
    def x(self) -> IndicatorInfo:
        """Return the indicator of views of one."""
        if self.chosen.x is None:
            message = "there is no indicator to compare"
            raise LookupError(message)
        return self.chosen.x

    @property
    def y(self) -> IndicatorInfo:
        """Return the second indicator of the scatter."""
        return self.chosen.y or self.x

    @property
    def year(self) -> int:
        """Return the year shown."""
        if self.chosen.year is None:
            message = "there is no year to show"
            raise LookupError(message)
        return self.chosen.year

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Return names of the units by key, distinct from each other."""
        return distinct_names(self.directory, self.units, lang=self.lang)

    @cached_property
    def _cities_only(self) -> bool:
        units = (self.directory.units[position] for position in self.chosen.group.positions)
        return all(unit.city_county for unit in (*units, *self.units))

    def judged(self, indicator: IndicatorInfo) -> bool:
        """Tell whether better and worse mean anything here.

        Context is never judged, nor is what a powiat has as an average of its gminas. Cities with
        powiat rights do both: at the level of gminas only they have values of tasks of powiats.
        """
        level = self.chosen.level
        own = indicator.is_task_of(level) or level == "gmina" or self._cities_only
        return own and judged(indicator)

    def code(self, unit: TerritorialUnit) -> str:
        """Return the code of a unit at the level."""
        return unit.code_at(self.chosen.level)

    def is_mine(self, unit: TerritorialUnit) -> bool:
        """Tell whether a unit is mine."""
        return self.mine is not None and unit.id == self.mine.id

    def value_of(self, indicator: IndicatorInfo, unit: TerritorialUnit, year: int) -> Value:
        """Return a value with its flag; a value without a row says why it is not there."""
        known = self.values.get((indicator.id, unit.id, year))
        if known is not None:
            return known
        if not unit.city_county and not indicator.is_task_of(self.chosen.level):
            return Value(float("nan"), Flag.NOT_APPLICABLE)
        newest = self.newest.get(indicator.id)
        missing = Flag.NOT_YET_PUBLISHED if newest and year > newest else Flag.MISSING
        return Value(float("nan"), missing)

    def stats_of(self, indicator: IndicatorInfo, year: int) -> GroupStats | None:
        """Return the distribution over the group, or None when no unit has a value."""
        return self.stats.get((indicator.id, year))

    @cached_property
    def _ends(self) -> Mapping[int, tuple[int, int]]:
        known: dict[int, set[int]] = {}
        for key, _, year in self.values:
            known.setdefault(key, set()).add(year)
        for key, year in self.stats:
            known.setdefault(key, set()).add(year)
        return {key: (min(years), max(years)) for key, years in known.items()}

    def years_of(self, indicator: IndicatorInfo) -> range:
        """Return the years from the first to the last value of any unit compared or in the group.

        Years without a value between them are there too, so that lines are cut.
        """
        first, last = self._ends.get(indicator.id, (0, -1))
        return range(first, last + 1)

    def same_series(self, indicator: IndicatorInfo, first: int, last: int) -> bool:
        """Tell whether values of two years are counted the same way."""
        return not broken_between(indicator, first, last)

    def number(self, value: float, indicator: IndicatorInfo, *, column: bool = False) -> str:
        """Return a value without its unit of measure."""
        decimals = indicator.decimals
        return format_number(value, decimals=decimals, lang=self.lang, group_all=column)

    def amount(self, value: float, indicator: IndicatorInfo) -> str:
        """Return a value with its unit of measure."""
        unit, decimals = indicator.unit(self.lang), indicator.decimals
        return format_value(value, unit=unit, decimals=decimals, lang=self.lang)

    def observed(self, value: Value, indicator: IndicatorInfo) -> str:
        """Return a value as shown, or the word of its emptiness."""
        unit, decimals = indicator.unit(self.lang), indicator.decimals
        number = value.value if value.known else None
        return format_observation(number, value.flag, unit=unit, decimals=decimals, lang=self.lang)


def once(
    make: Callable[Concatenate[CompareData, Asked], Made],
) -> Callable[Concatenate[CompareData, Asked], Made]:
    """Make a part of an answer once: its sentence, picture, table and file all ask for it."""

    @wraps(make)
    def kept(data: CompareData, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Made:
        key = (make, args, tuple(kwargs.items()))
        if key not in data.made:
            data.made[key] = make(data, *args, **kwargs)
        found: Made = data.made[key]
        return found

    return kept


def read_comparison(repository: Repository, chosen: Comparison, *, lang: str) -> CompareData:
    """Read what a comparison needs: at most two SELECTs for values, one of statistics and notes."""
    directory, group = repository.directory(), chosen.group
    ids = [item.id for item in chosen.indicators]
    unit_ids = [unit.id for unit in chosen.units]
    group_ids = [int(item) for item in directory.ids[list(group.positions)]]
    newest = {key: max(found) for key in ids if (found := repository.years(key, chosen.level))}
    whole = _ids_of_group(chosen, ids)
    if not chosen.group.ready:
        # A group made for this reader has no stored distribution: it is worked out from values.
        unit_ids, whole = [*unit_ids, *group_ids], ids
    rows = repository.member_values(ids, unit_ids)
    members = {}
    if whole:
        of_group = rows if not group.ready else repository.member_values(whole, group_ids)
        members = {key: _members(of_group, key, group_ids) for key in whole}
    stats = (
        _stored_stats(repository, chosen, ids)
        if group.ready
        else {key: value for item in ids for key, value in _described(item, members[item])}
    )
    return CompareData(
        chosen=chosen,
        lang=lang,
        dataset=repository.dataset(),
        directory=directory,
        values=_values(rows, {unit.id for unit in chosen.units}),
        stats=stats,
        members=members,
        newest=newest,
        notes=read_notes(repository, indicators=[item.code for item in chosen.indicators]),
    )


def _ids_of_group(chosen: Comparison, ids: list[int]) -> list[int]:
    """Return the indicators whose values over the whole group the view needs."""
    if chosen.state.view not in VIEWS_OF_GROUP or chosen.x is None or chosen.y is None:
        return []
    if chosen.state.view == "places" and chosen.state.among != "group":
        return []
    wanted = [chosen.x.id] if chosen.state.view != "scatter" else [chosen.x.id, chosen.y.id]
    return [key for key in ids if key in wanted]


def _values(rows: NDArray[np.void], unit_ids: set[int]) -> dict[Key, Value]:
    columns = (rows[name].tolist() for name in ("indicator_id", "unit_id", "year", "value", "flag"))
    return {
        (indicator, unit, year): Value(value, Flag(flag))
        for indicator, unit, year, value, flag in zip(*columns, strict=True)
        if unit in unit_ids
    }


def _members(rows: NDArray[np.void], indicator_id: int, group_ids: list[int]) -> Members:
    unit_ids = np.array(group_ids, dtype=np.int64)
    mine = rows[(rows["indicator_id"] == indicator_id) & np.isin(rows["unit_id"], unit_ids)]
    mine = mine[np.isfinite(mine["value"])]
    years = np.unique(mine["year"])
    values = np.full((len(years), len(unit_ids)), np.nan)
    order = np.argsort(unit_ids)
    column = order[np.searchsorted(unit_ids[order], mine["unit_id"])]
    flags = np.full(values.shape, Flag.MISSING, dtype=np.int8)
    at = np.searchsorted(years, mine["year"]), column
    values[at], flags[at] = mine["value"], mine["flag"]
    return Members(years=tuple(years.tolist()), unit_ids=unit_ids, values=values, flags=flags)


def _stored_stats(
    repository: Repository, chosen: Comparison, ids: list[int]
) -> dict[tuple[int, int], GroupStats]:
    frame = repository.group_stats(ids, level=chosen.level, group_code=chosen.group.code)
    return stats_by_year(frame)


def _described(indicator_id: int, members: Members) -> Iterable[tuple[tuple[int, int], GroupStats]]:
    for year, stats in zip(members.years, described(members.values.T), strict=True):
        if stats is not None:
            yield (indicator_id, year), stats
