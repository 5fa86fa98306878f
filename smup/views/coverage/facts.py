"""Coverage of every indicator at a level, computed once for a version of the data and a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from smup.catalogue.publication import PublicationKind, publication_of
from smup.moments import today
from smup.repository import IndicatorInfo
from smup.repository.coverage_reads import NO_ANSWERS
from smup.repository.facade import Repository
from smup.views.coverage.states import (
    GAPS,
    Series,
    YearState,
    freshness,
    year_state,
)

_LOWER = ("gmina", "powiat")


@dataclass(frozen=True, kw_only=True)
class IndicatorCoverage:
    """Coverage of an indicator at a level.

    Attributes:
        indicator: whose.
        level: of the units.
        series: what is known.
        source: kind of its source, with the day of publication.
        today: day of the judgement.
    """

    indicator: IndicatorInfo
    level: str
    series: Series
    source: PublicationKind
    today: date

    @cached_property
    def first(self) -> int | None:
        """Return the first year with a value."""
        return min((y for y, row in self.series.rows.items() if row.with_value), default=None)

    @cached_property
    def last(self) -> int | None:
        """Return the last year with a value."""
        return self.series.last

    @cached_property
    def fresh(self) -> YearState | None:
        """Return the state of the year after the last one; None without any value."""
        return freshness(self.series, self.today)

    @cached_property
    def _states(self) -> dict[int, YearState]:
        return {}

    def state(self, year: int) -> YearState:
        """Return the state of a year."""
        if year not in self._states:
            self._states[year] = year_state(self.series, year, self.today)
        return self._states[year]

    def wanted(self, year: int) -> int:
        """Return how many units should have a value: none in a year that expects none."""
        state = self.state(year)
        if state.row is not None and (state.row.with_value or state.kind in GAPS):
            return state.row.units
        return self.series.units if state.kind in GAPS else 0

    def known(self, year: int) -> int:
        """Return how many units have a value."""
        row = self.series.rows.get(year)
        return 0 if row is None else row.with_value


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCoverage:
    """Coverage of all indicators at a level.

    Attributes:
        level: of the units.
        today: day of the judgement.
        years: shown, ascending.
        of: by code of the indicator, in the order of the catalogue.
    """

    level: str
    today: date
    years: tuple[int, ...]
    of: Mapping[str, IndicatorCoverage]

    def tasks(
        self, sector: str | None = None, service: str | None = None
    ) -> list[IndicatorCoverage]:
        """Return the indicators that units of the level are to have, of a sector or service."""
        return [
            one
            for one in self.of.values()
            if one.series.task
            and sector in (None, one.indicator.sector_code)
            and service in (None, one.indicator.service_code)
        ]


def read_level(repository: Repository, level: str) -> LevelCoverage:
    """Return the coverage of all indicators at a level.

    Sample data end in a year and get no more, so they are judged on the last day of the next one.
    """
    day = judged_on(repository)
    key = ("coverage of level", level, day)
    return repository.keep(key, lambda: _level(repository, level, day))


def coverage_of(
    repository: Repository, indicator: IndicatorInfo, level: str | None = None
) -> IndicatorCoverage:
    """Return the coverage of an indicator, at the level of its task unless another is asked."""
    chosen = level or own_level(indicator)
    return read_level(repository, chosen).of[indicator.code]


def own_level(indicator: IndicatorInfo) -> str:
    """Return the level whose task an indicator describes; of both the lower."""
    return "powiat" if indicator.task_level == "powiat" else "gmina"


def judged_on(repository: Repository) -> date:
    """Return the day on which freshness is judged."""
    if repository.dataset().is_sample:
        newest = max((rows[-1].year for rows in repository.coverage().values()), default=0)
        if newest:
            return date(newest + 1, 12, 31)
    return today()


def _level(repository: Repository, level: str, day: date) -> LevelCoverage:
    table = repository.coverage()
    answers, withdrawn = repository.source_answers(), repository.withdrawn_indicators()
    directory = repository.directory()
    units = directory.units_of(level)
    cities = sum(unit.city_county for unit in units)
    found: dict[str, IndicatorCoverage] = {}
    for indicator in repository.indicators():
        task = indicator.is_task_of(level)
        rows = {row.year: row for row in table.get((indicator.id, level), ())}
        source = publication_of(indicator.card)
        valued = [year for year, row in rows.items() if row.with_value]
        ended = max(valued, default=None) if indicator.id in withdrawn else None
        series = Series(
            task=task,
            units=len(units) if task else cities if level in _LOWER else 0,
            rows=rows,
            due=source.due,
            card_first=_year(indicator, "first_year"),
            card_last=_year(indicator, "last_year") or ended,
            answers=answers.get(indicator.id, NO_ANSWERS),
        )
        found[indicator.code] = IndicatorCoverage(
            indicator=indicator, level=level, series=series, source=source, today=day
        )
    return LevelCoverage(level=level, today=day, years=_years(found.values(), day), of=found)


def _years(every: Iterable[IndicatorCoverage], day: date) -> tuple[int, ...]:
    """Return the years with any row, and those after them up to the year before today."""
    held = sorted({year for one in every for year in one.series.rows})
    return tuple(range(held[0], max(held[-1], day.year - 1) + 1)) if held else ()


def _year(indicator: IndicatorInfo, field: str) -> int | None:
    year = indicator.card.get(field)
    return int(year) if isinstance(year, int) else None
