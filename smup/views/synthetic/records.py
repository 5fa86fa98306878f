"""What the index of a unit consists of; plain values, computed once."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from smup.formats import format_number
from smup.i18n import Texts, texts
from smup.repository.records import DatasetInfo, IndicatorInfo, SectorInfo
from smup.statistics.describe import Floats, Integers
from smup.statistics.index import SectorScores, contributions, overall, place_of, quarters
from smup.statistics.standardise import Booleans
from smup.territory.directory import UnitDirectory
from smup.territory.unit import TerritorialUnit
from smup.views.groups import Group
from smup.views.linked import GroupStats, described
from smup.views.synthetic.selection import IndexSelection

CENTRE = 100.0
POINTS = 10.0


def points(score: float) -> float:
    """Return a score in points: 100 is the mean of the group, 10 one standard deviation."""
    return CENTRE + POINTS * score


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One reading of the index, level or dynamics; rows are the units of ``IndexData``.

    Attributes:
        scores: standardised indicators, positive is better, shape (units, indicators).
        sectors: scores of the sectors.
        weights: of the sectors.
        members: which rows make the group.
        excluded: indicators that no unit has a score of, by number in the selection.
    """

    scores: Floats
    sectors: SectorScores
    weights: Floats
    members: Booleans
    excluded: NDArray[np.int64]

    @cached_property
    def totals(self) -> Floats:
        """Return the overall score of each unit; NaN where too little is known."""
        return overall(self.sectors, self.weights)

    @cached_property
    def quarters(self) -> Integers:
        """Return the quarter of each unit, 1 the highest; 0 without a score."""
        return quarters(self.totals, among=self.members)

    @cached_property
    def known(self) -> Integers:
        """Return how many indicators each unit has in sectors that weigh anything."""
        found: Integers = self.sectors.known[:, self.weights > 0].sum(axis=1)
        return found

    @cached_property
    def counted(self) -> Integers:
        """Return how many indicators each unit could have in sectors that weigh anything."""
        found: Integers = self.sectors.counted[:, self.weights > 0].sum(axis=1)
        return found

    @cached_property
    def ranked(self) -> int:
        """Return the number of units of the group with a score."""
        return int((~np.isnan(self.totals) & self.members).sum())

    def among(self, row: int) -> int:
        """Return how many units the place of a unit is counted among: the group and itself."""
        return self.ranked + (not self.members[row])

    def place(self, row: int, weights: Floats | None = None) -> int | None:
        """Return the place of my unit, also under other weights; None without a score."""
        return place_of(self.totals if weights is None else overall(self.sectors, weights), row)

    def total_spread(self) -> GroupStats | None:
        """Return the distribution of the overall score over the group, in points."""
        return _spread(self.totals[self.members])

    def sector_spread(self, sector: int) -> GroupStats | None:
        """Return the distribution of a sector's score over the group, in points."""
        return _spread(self.sectors.values[self.members, sector])

    def parts(self, row: int, sector_of: Integers) -> Floats:
        """Return what each indicator adds to a unit's overall score, in points."""
        sector_values = self.sectors.values[row]
        added = contributions(self.scores[row], sector_of, sector_values, self.weights)
        return POINTS * added


class Sensitivity(NamedTuple):
    """Where my unit stands under other weights.

    Attributes:
        chosen: place under the chosen weights.
        equal: place when all sectors weigh the same.
        without: place without each sector that weighs anything, by number of the sector.
        low: best place of the middle nine tenths of random weights.
        high: worst place of them.
        n: units with a score.
    """

    chosen: int
    equal: int | None
    without: dict[int, int | None]
    low: int
    high: int
    n: int


@dataclass(frozen=True, kw_only=True)
class IndexData:
    """The index of one unit and of its group in one year.

    Attributes:
        selection: what is shown; it has a unit, a group and a year.
        lang: language of the labels.
        dataset: kind and version of the data.
        directory: the units.
        positions: of the units in the directory; my unit is among them, also when no member.
        mine: row of my unit.
        level: the reading of the year.
        change: the reading of the change over five years; None when the earlier year has no value.
        sector_of: number of the sector of each indicator.
        broken: indicators whose series breaks within the five years, by number.
    """

    selection: IndexSelection
    lang: str
    dataset: DatasetInfo
    directory: UnitDirectory
    positions: NDArray[np.int64]
    mine: int
    level: Reading
    change: Reading | None
    sector_of: Integers
    broken: NDArray[np.int64]

    @property
    def t(self) -> Texts:
        """Return the texts of the language."""
        return texts(self.lang)

    @property
    def unit(self) -> TerritorialUnit:
        """Return my unit."""
        return self.directory.units[int(self.positions[self.mine])]

    @property
    def group(self) -> Group:
        """Return the comparison group."""
        assert self.selection.group is not None  # noqa: S101 - read_index gives none without it
        return self.selection.group

    @property
    def year(self) -> int:
        """Return the year of the level."""
        assert self.selection.year is not None  # noqa: S101 - read_index gives none without it
        return self.selection.year

    @property
    def since(self) -> int:
        """Return the year the dynamics is counted from."""
        assert self.selection.since is not None  # noqa: S101 - the year is there
        return self.selection.since

    @property
    def sectors(self) -> tuple[SectorInfo, ...]:
        """Return the sectors in the official order."""
        return self.selection.sectors

    @property
    def indicators(self) -> tuple[IndicatorInfo, ...]:
        """Return the indicators that count."""
        return self.selection.indicators

    @cached_property
    def name(self) -> str:
        """Return the name of my unit with the word its level needs."""
        return self.directory.display_name(self.unit, lang=self.lang)

    def number(self, score: float) -> str:
        """Return a score in points, with one decimal."""
        return format_number(points(score), decimals=1, lang=self.lang)


def _spread(scores: Floats) -> GroupStats | None:
    return described((CENTRE + POINTS * scores)[:, None])[0]
