"""What a profile consists of; plain values, read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from smup.repository.practice_records import NoteInfo
from smup.repository.records import DatasetInfo, IndicatorInfo, SectorInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.views.groups import Group
from smup.views.linked import GroupStats, Value
from smup.views.notes import NO_NOTES, Notes, newest_note


class Band(StrEnum):
    """Where a value stands in its group, by the indicator's polarity.

    A value equal to a quartile stands in the middle: only what lies beyond it is set apart.
    """

    BEST = "best"
    MIDDLE = "middle"
    WORST = "worst"
    UNJUDGED = "unjudged"  # the indicator has no polarity, or the service is not the unit's task
    UNKNOWN = "unknown"  # no value, or fewer than four units to stand among


class TrendMark(StrEnum):
    """Direction of a series with its judgement (a stated test, see ``smup.statistics.trend``)."""

    RISING_GOOD = "rising-good"
    RISING_BAD = "rising-bad"
    RISING = "rising"  # not judged
    FALLING_GOOD = "falling-good"
    FALLING_BAD = "falling-bad"
    FALLING = "falling"  # not judged
    STEADY = "steady"  # no significant change
    UNKNOWN = "unknown"  # too few years since the last break


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Difference between two years of one unbroken series.

    Attributes:
        since: the earlier year.
        year: the later year.
        before: value in the earlier year.
        difference: later minus earlier, in the indicator's unit (percentage points of a share).
        good: by polarity; None when it is zero or not judged.
    """

    since: int
    year: int
    before: float
    difference: float
    good: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Whether a rate of a small population differs from its group by more than chance.

    Attributes:
        low: lower 95 % control limit around the level of the group, in the indicator's unit.
        high: upper limit.
        within: the value lies between them, so its difference may be chance alone.
        base: the denominator of the unit, in its own unit of measure.
    """

    low: float
    high: float
    within: bool
    base: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """One indicator of the unit.

    Attributes:
        indicator: the indicator.
        year: year of the value: the newest not later than the year of the profile; None when the
            unit has no value up to then.
        value: the value with its flag.
        stats: distribution over the group in that year; None when nobody has a value.
        country: distribution over all units of the level in that year.
        rank: place in the group, 1 = best by polarity, largest first when not judged; None
            without a value, or when the unit is not of the group.
        n: units with a value in the group.
        band: where it stands.
        better: better than the median of the group; None when equal, unknown or not judged.
        trend: direction of the series up to that year, since its last break.
        change: change over five years, or since the first year after the last break when that is
            later; None when there is no earlier value to compare with.
        noise: the guard, where the indicator is a rate of a countable population.
        break_year: newest break of the series up to that year.
        ranks: first and last place the unit may as well take, from equal values and from the
            limits of chance around its own value; None when that was not worked out.
        of_task: whether the service is a task of the unit. A powiat is given the averages of
            its gminas too: they are shown, but neither judged nor ranked.
    """

    indicator: IndicatorInfo
    year: int | None
    value: Value
    stats: GroupStats | None
    country: GroupStats | None
    rank: int | None
    n: int
    band: Band
    better: bool | None
    trend: TrendMark
    change: Change | None
    noise: Noise | None
    break_year: int | None
    ranks: tuple[int, int] | None = None
    of_task: bool = True

    @property
    def judged(self) -> bool:
        """Tell whether the row counts among strengths and weaknesses."""
        return self.band in (Band.BEST, Band.MIDDLE, Band.WORST)

    @property
    def relative_change(self) -> float:
        """Return the size of the change in widths of the group's middle half; 0 without one."""
        width = 0.0 if self.stats is None else self.stats.q3 - self.stats.q1
        return abs(self.change.difference) / width if self.change is not None and width > 0 else 0.0

    @property
    def place(self) -> float | None:
        """Return how far from the median, in halves of the middle band; positive is better.

        For an indicator that is not judged positive is higher. None when the group has no spread
        or the value is unknown.
        """
        if self.stats is None or not self.value.known:
            return None
        distance = self.value.value - self.stats.median
        reach = (
            self.stats.q3 - self.stats.median if distance > 0 else self.stats.median - self.stats.q1
        )
        if distance == 0:
            return 0.0
        if reach <= 0:
            return None
        falls = self.of_task and self.indicator.polarity == "down"
        return (-1.0 if falls else 1.0) * distance / reach


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """Indicators of one sector and dimension that are judged and known.

    Attributes:
        dimension: ilosc, jakosc, dostepnosc or efektywnosc.
        better: how many are better than the median of the group.
        counted: how many are judged and known.
        grade: 0 (under 20 % better) … 4 (80 % and more); None when nothing is counted.
        rows: all rows of the cell, for the drill-down, judged or not.
    """

    dimension: str
    better: int
    counted: int
    grade: int | None
    rows: tuple[ProfileRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A sector of the heat map.

    Attributes:
        sector: the sector.
        cells: one for each of the four dimensions.
        task_of: level whose task the whole sector is, when it is not this unit's; else None.
    """

    sector: SectorInfo
    cells: tuple[HeatCell, ...]
    task_of: str | None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """All indicators of one unit in one year against one group.

    Attributes:
        unit: the unit.
        level: level it is shown at; a city with powiat rights can be shown at two.
        group: what it is compared with.
        year: year of the profile.
        years: years to choose from, ascending.
        lang: language of the labels.
        dataset: kind and version of the data.
        directory: the units.
        rows: every indicator that is a task of the level or has a value, in the order of the
            catalogue; context indicators are among them.
        heat: sectors against dimensions.
        series: values by (indicator id, year), all years of the unit.
        notes: what the unit says about its own values, of all years.
    """

    unit: TerritorialUnit
    level: str
    group: Group
    year: int
    years: tuple[int, ...]
    lang: str
    dataset: DatasetInfo
    directory: UnitDirectory
    rows: tuple[ProfileRow, ...]
    heat: tuple[HeatRow, ...]
    series: Mapping[tuple[int, int], Value]
    notes: Notes = field(default_factory=lambda: NO_NOTES)

    def note_of(self, row: ProfileRow) -> NoteInfo | None:
        """Return the note beside the value of a row, or the one that says why there is none."""
        return newest_note(
            self.notes, row.indicator.code, self.unit.id, shown=row.year, asked=self.year
        )

    @cached_property
    def name(self) -> str:
        """Return the name of the unit with the word its level needs."""
        return self.directory.display_name(self.unit, lang=self.lang)

    def of_band(self, band: Band) -> tuple[ProfileRow, ...]:
        """Return the judged rows of a band, those farthest from the median first."""
        found = [row for row in self.rows if row.band is band]
        sign = 1.0 if band is Band.WORST else -1.0
        return tuple(sorted(found, key=lambda row: sign * (row.place or 0.0)))

    @cached_property
    def strengths(self) -> tuple[ProfileRow, ...]:
        """Return the rows of the best quarter that chance alone does not explain, best first."""
        return tuple(
            row for row in self.of_band(Band.BEST) if row.noise is None or not row.noise.within
        )

    @cached_property
    def weaknesses(self) -> tuple[ProfileRow, ...]:
        """Return the rows of the worst quarter that chance alone does not explain, worst first."""
        return tuple(
            row for row in self.of_band(Band.WORST) if row.noise is None or not row.noise.within
        )

    @cached_property
    def changes(self) -> tuple[ProfileRow, ...]:
        """Return the rows that changed for better or worse, the largest change first.

        Large is what is large beside the spread of the group: the difference divided by the
        distance between its quartiles. Where the group has no spread a change stands last.
        """
        found = [row for row in self.rows if row.change is not None and row.change.good is not None]
        return tuple(sorted(found, key=lambda row: row.relative_change, reverse=True))

    @cached_property
    def context(self) -> tuple[ProfileRow, ...]:
        """Return the context indicators, which are never judged."""
        return tuple(row for row in self.rows if row.indicator.dimension == "kontekst")
