"""Values of one indicator in all units of a group over all years, read once."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smup.repository.facade import Repository
from smup.repository.records import IndicatorInfo
from smup.statistics.describe import ranks
from smup.territory.unit import TerritorialUnit
from smup.views.groups import Group
from smup.views.linked import GroupStats, described

TWO = 2  # a place needs somebody else


@dataclass(frozen=True, kw_only=True, eq=False)
class Members:
    """Values of the units of a group.

    Attributes:
        units: the units, in the order of the columns.
        years: ascending, in the order of the rows.
        values: float64 [years, units], NaN where a unit has no number.
        stats: distribution by year; a year in which nobody has a value is left out.
        with_me: whether my unit is one of the units.
    """

    units: tuple[TerritorialUnit, ...]
    years: tuple[int, ...]
    values: NDArray[np.float64]
    stats: Mapping[int, GroupStats]
    with_me: bool

    def of_year(self, year: int) -> NDArray[np.float64]:
        """Return the values of a year, by unit; all NaN when the year is not there."""
        if year not in self.years:
            return np.full(len(self.units), np.nan)
        found: NDArray[np.float64] = self.values[self.years.index(year)]
        return found

    def rank(self, year: int, value: float, *, polarity: str) -> int | None:
        """Return the place of my value in a year; None when nobody else has one."""
        stats = self.stats.get(year)
        if not self.with_me or stats is None or stats.n < TWO or np.isnan(value):
            return None
        return int(ranks(np.array([value]), self.of_year(year), polarity=polarity)[0])

    def surely(
        self, year: int, limits: tuple[float, float], *, polarity: str
    ) -> tuple[int, int] | None:
        """Return first and last place of a unit whose value may lie anywhere between limits."""
        stats = self.stats.get(year)
        if not self.with_me or stats is None or stats.n < TWO:
            return None
        values = self.of_year(year)
        above = int(np.count_nonzero(values > limits[1]))
        below = int(np.count_nonzero(values < limits[0]))
        better, worse = (below, above) if polarity == "down" else (above, below)
        return better + 1, stats.n - worse


def read_members(
    repository: Repository, indicator: IndicatorInfo, unit: TerritorialUnit, group: Group
) -> Members:
    """Read the values of a group in all years: one SELECT, its cost follows what is shown."""
    directory = repository.directory()
    positions = np.array(group.positions, dtype=np.int64)
    ids = directory.ids[positions] if len(positions) else positions
    rows = repository.member_values([indicator.id], ids.tolist())
    years, row = np.unique(rows["year"], return_inverse=True)
    column_of = {int(key): place for place, key in enumerate(ids)}
    columns = [column_of[key] for key in rows["unit_id"].tolist()]
    values = np.full((len(years), len(ids)), np.nan)
    values[row, columns] = rows["value"]
    listed = zip(years.tolist(), described(values.T), strict=True)
    return Members(
        units=tuple(directory.units[position] for position in group.positions),
        years=tuple(years.tolist()),
        values=values,
        stats={year: one for year, one in listed if one is not None},
        with_me=unit.position in set(group.positions),
    )
