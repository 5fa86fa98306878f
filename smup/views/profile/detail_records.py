"""What the detail of one indicator in one unit consists of; plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from smup.repository.practice_records import NoteInfo
from smup.repository.records import DatasetInfo, IndicatorInfo, ReleaseInfo
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.views.formula_text import FilledFormula
from smup.views.groups import Group
from smup.views.improved import Improved
from smup.views.linked import CardBreak, GroupStats, Value
from smup.views.profile.lower import Sides
from smup.views.profile.movement import Movement
from smup.views.profile.records import Band, Noise


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One year of the series.

    Attributes:
        year: the year.
        value: of my unit.
        decimals: of the value, as its source gives it.
        stats: distribution over the group; None when nobody has a value.
        rank: place in the group; None without a value or outside the group.
        break_before: the break that parts this year from the one before; None mostly.
    """

    year: int
    value: Value
    decimals: int
    stats: GroupStats | None
    rank: int | None
    break_before: CardBreak | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedYears:
    """Years whose values came in one load.

    Attributes:
        years: ascending.
        release: the load; None when it is not known any more.
    """

    years: tuple[int, ...]
    release: ReleaseInfo | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the value stands.

    Attributes:
        rank: 1 = best by polarity, largest first when not judged; None without a place.
        ranks: first and last place that equal values and chance leave open; None without one.
        n: units of the group with a value.
        band: quarter by polarity.
        noise: the guard against chance; None where it plays no part.
        by_chance: whether ``ranks`` is what chance leaves open, not only equal values. It may be
            so without a guard: around a median of 0 there is none.
    """

    rank: int | None
    ranks: tuple[int, int] | None
    n: int
    band: Band
    noise: Noise | None
    by_chance: bool = False


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One indicator in one unit against one group.

    Attributes:
        unit: the unit.
        level: level it is shown at.
        group: what it is compared with.
        lang: language of the labels.
        dataset: kind and version of the data.
        directory: the units.
        indicator: the indicator.
        of_task: whether the service is the unit's own, so that it may be judged.
        year: of the value; the year asked for when there is none.
        value: the newest value not later than the year asked for, or why there is none.
        stats: distribution of the group in that year.
        place: where the value stands.
        formula: with the numbers of that year.
        base_label: what the denominator counts, in words; empty without one.
        years: every year in which the unit or the group has something, ascending.
        movement: since the last break.
        across: over all years in spite of the breaks; None when there is none between them.
        improved: units of the group that are better and were worse, best first.
        sides: who has less and who more; None where better and worse are told instead.
        loads: where the values came from.
        notes: what the unit says about its values of the indicator, by year.
    """

    unit: TerritorialUnit
    level: str
    group: Group
    lang: str
    dataset: DatasetInfo
    directory: UnitDirectory
    indicator: IndicatorInfo
    of_task: bool
    year: int
    value: Value
    stats: GroupStats | None
    place: Place
    formula: FilledFormula
    base_label: str
    years: tuple[YearRow, ...]
    movement: Movement
    across: Movement | None
    improved: tuple[Improved, ...]
    sides: Sides | None
    loads: tuple[LoadedYears, ...]
    notes: Mapping[int, NoteInfo] = field(default_factory=dict)

    @property
    def judged(self) -> bool:
        """Tell whether better and worse have a meaning here."""
        return self.of_task and self.indicator.polarity != "none"

    @property
    def name(self) -> str:
        """Return the name of the unit with the word its level needs."""
        return self.directory.display_name(self.unit, lang=self.lang)

    @property
    def breaks(self) -> tuple[CardBreak, ...]:
        """Return the breaks that lie between the years shown."""
        return tuple(row.break_before for row in self.years if row.break_before is not None)
