"""The numbers behind one linked view: read once, then asked year by year."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smup.flags import Flag
from smup.formats import format_number, format_value
from smup.i18n import Texts, texts
from smup.repository.facade import Repository
from smup.repository.records import DatasetInfo, IndicatorInfo, Matrix
from smup.statistics.describe import describe
from smup.territory.directory import UnitDirectory
from smup.territory.groups import group_label
from smup.territory.unit import TerritorialUnit
from smup.views.coverage.badge import Badge, badge
from smup.views.group_stats import group_distributions
from smup.views.groups import GroupChoice, group_choices
from smup.views.notes import NO_NOTES, Notes, read_notes
from smup.views.selection import Selection, member_positions


class GroupStats(NamedTuple):
    """Distribution of an indicator over a group in one year, in the indicator's unit."""

    n: int
    min: float
    p5: float
    q1: float
    median: float
    q3: float
    p95: float
    max: float


def described(values: NDArray[np.float64]) -> tuple[GroupStats | None, ...]:
    """Describe each column of values, NaN where there is none; None for a column without any."""
    columns = describe(values).columns()
    numbers = zip(*(columns[name].tolist() for name in GroupStats._fields), strict=True)
    return tuple(GroupStats(*one) if one[0] else None for one in numbers)


class Value(NamedTuple):
    """A value of a unit with its flag; value is NaN for the kinds of empty."""

    value: float
    flag: Flag

    @property
    def known(self) -> bool:
        """Tell whether there is a number."""
        return self.flag.has_value


@dataclass(frozen=True, kw_only=True)
class LinkedData:
    """Everything a linked view needs, for all years of its selection.

    Attributes:
        selection: what is shown.
        lang: language of the texts.
        dataset: kind and version of the data.
        directory: the units.
        matrix: values of the driving indicator at the level.
        stats: group statistics of all KPI indicators; columns as in ``Repository.group_stats``.
        series: series of my unit; columns as in ``Repository.unit_series``; empty without a unit.
        newest: newest year with a value of any unit of the level, by indicator id.
        choices: the groups my unit can be compared with.
        notes: what units say about their values of the driving indicator, of all years.
        badges: how complete each KPI indicator is, by its code; empty but on pages with cards.
    """

    selection: Selection
    lang: str
    dataset: DatasetInfo
    directory: UnitDirectory
    matrix: Matrix
    stats: pd.DataFrame
    series: pd.DataFrame
    newest: Mapping[int, int]
    choices: tuple[GroupChoice, ...] = ()
    notes: Notes = field(default_factory=lambda: NO_NOTES)
    badges: Mapping[str, Badge] = field(default_factory=dict)

    @property
    def t(self) -> Texts:
        """Return the texts of the language."""
        return texts(self.lang)

    @property
    def indicator(self) -> IndicatorInfo:
        """Return the driving indicator."""
        return self.selection.indicator

    @property
    def unit(self) -> TerritorialUnit | None:
        """Return my unit at the level shown."""
        return self.selection.unit

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Return the TERYT codes at the level, in the order of the matrix columns."""
        level = self.selection.level
        by_id = self.directory.by_id
        return tuple(by_id(int(unit_id)).code_at(level) for unit_id in self.matrix.unit_ids)

    @cached_property
    def member_columns(self) -> NDArray[np.int64]:
        """Return the matrix columns of the group's units (my unit among them)."""
        ids = self.directory.ids[member_positions(self.selection)]
        return np.flatnonzero(np.isin(self.matrix.unit_ids, ids))

    @cached_property
    def group_name(self) -> str:
        """Return the group in words."""
        return group_label(
            self.directory, self.selection.group_code, level=self.selection.level, lang=self.lang
        )

    @cached_property
    def unit_name(self) -> str | None:
        """Return the name of my unit with the word its level needs."""
        return None if self.unit is None else self.directory.display_name(self.unit, lang=self.lang)

    @cached_property
    def _stats(self) -> dict[tuple[int, int], GroupStats]:
        return stats_by_year(self.stats)

    @cached_property
    def _series(self) -> dict[tuple[int, int], Value]:
        columns = ["indicator_id", "year", "value", "flag"]
        rows = self.series[columns].itertuples(index=False, name=None)
        return {(row[0], row[1]): Value(float(row[2]), Flag(row[3])) for row in rows}

    def stats_of(self, indicator: IndicatorInfo, year: int) -> GroupStats | None:
        """Return the group's distribution, or None when no unit has a value."""
        return self._stats.get((indicator.id, year))

    def value_of(self, indicator: IndicatorInfo, year: int) -> Value:
        """Return my unit's value; without a unit, the median of the group."""
        if self.unit is None:
            stats = self.stats_of(indicator, year)
            if stats is None:
                return Value(float("nan"), self._why_no_row(indicator, year))
            return Value(stats.median, Flag.OCCURRED)
        known = self._series.get((indicator.id, year))
        if known is not None:
            return known
        return Value(float("nan"), self._why_no_row(indicator, year))

    def _why_no_row(self, indicator: IndicatorInfo, year: int) -> Flag:
        """Return why my unit has no row: not its task, or not published for anybody yet."""
        of_its_task = self.unit is None or self.unit.city_county
        if not of_its_task and not indicator.is_task_of(self.selection.level):
            return Flag.NOT_APPLICABLE
        newest = self.newest.get(indicator.id)
        return Flag.NOT_YET_PUBLISHED if newest and year > newest else Flag.MISSING

    def newest_year(self, indicator: IndicatorInfo) -> int | None:
        """Return the newest year with a value of my unit; without a unit, of any in the group."""
        if self.unit is None:
            years = [year for key, year in self._stats if key == indicator.id]
        else:
            known = self._series.items()
            years = [year for (key, year), value in known if key == indicator.id and value.known]
        return max(years, default=None)

    def previous(self, indicator: IndicatorInfo, year: int) -> tuple[int, Value] | None:
        """Return the year before, if it has a value and no break lies between."""
        if any(item.year == year for item in series_breaks(indicator)):
            return None
        value = self.value_of(indicator, year - 1)
        return (year - 1, value) if value.known else None

    def number(self, value: float, *, indicator: IndicatorInfo | None = None) -> str:
        """Return a value without its unit of measure, in the language's marks."""
        decimals = (indicator or self.indicator).decimals
        return format_number(value, decimals=decimals, lang=self.lang)

    def amount(self, value: float, *, indicator: IndicatorInfo | None = None) -> str:
        """Return a value with its unit of measure."""
        item = indicator or self.indicator
        return format_value(
            value, unit=item.unit(self.lang), decimals=item.decimals, lang=self.lang
        )


class CardBreak(NamedTuple):
    """A break of a series as its card tells it."""

    year: int
    reason_pl: str
    reason_en: str

    def reason(self, lang: str) -> str:
        """Return the reason in a language."""
        return self.reason_en if lang == "en" else self.reason_pl


def stats_by_year(frame: pd.DataFrame) -> dict[tuple[int, int], GroupStats]:
    """Return distributions by indicator id and year; columns as in ``Repository.group_stats``."""
    columns = ["indicator_id", "year", *GroupStats._fields]
    rows = frame[columns].itertuples(index=False, name=None)
    return {(row[0], row[1]): GroupStats(*row[2:]) for row in rows}


def series_breaks(indicator: IndicatorInfo) -> tuple[CardBreak, ...]:
    """Return the breaks named on the card of an indicator, oldest first."""
    found = indicator.card.get("breaks") or ()
    parts = [
        CardBreak(int(item["year"]), item["reason"]["pl"], item["reason"]["en"]) for item in found
    ]
    return tuple(sorted(parts))


def broken_between(indicator: IndicatorInfo, first: int, last: int) -> bool:
    """Tell whether values are counted anew in a year later than the first, up to the last."""
    return any(first < item.year <= last for item in series_breaks(indicator))


def read_linked_data(repository: Repository, selection: Selection, *, lang: str) -> LinkedData:
    """Read what a linked view needs: three SELECTs for values, one for peers, one for notes."""
    ids = [indicator.id for indicator in selection.indicators]
    unit = selection.unit
    return LinkedData(
        selection=selection,
        lang=lang,
        dataset=repository.dataset(),
        directory=repository.directory(),
        matrix=repository.matrix(selection.indicator.id, selection.level),
        stats=group_distributions(repository, ids, selection.group),
        series=repository.unit_series(unit.id, ids) if unit else repository.unit_series(-1, ids),
        newest={
            key: max(years) for key in ids if (years := repository.years(key, selection.level))
        },
        choices=group_choices(
            repository,
            unit,
            level=selection.level,
            state=selection.state,
            lang=lang,
            peers=selection.peers,
        ),
        notes=read_notes(repository, indicators=[selection.indicator.code]),
    )


def with_badges(repository: Repository, data: LinkedData) -> LinkedData:
    """Return the view with the badges of its cards, read once for a version of the data."""
    found = {one.code: badge(repository, one, lang=data.lang) for one in data.selection.indicators}
    return replace(data, badges=found)
