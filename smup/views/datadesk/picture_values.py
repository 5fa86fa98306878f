"""What map and chart of the data desk are made of: one indicator, the chosen units and years."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smup.figures.theme import Figure
from smup.formats import format_value
from smup.i18n import texts
from smup.repository import IndicatorInfo, Repository
from smup.repository.records import Matrix
from smup.views.datadesk.selection import Chosen
from smup.views.pictures import LegendRow, MapScheme


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPicture:
    """What is drawn, and what it shows in words.

    Attributes:
        indicator: drawn.
        year: of the map, or the last of the chart.
        sentence: what the picture shows.
        figures: ``wide``, and ``narrow`` for phones; of a map ``wide`` alone.
        scheme: classes and colours of a map.
        legend: of a map: classes from the lowest, then the kinds of empty that occur.
        codes: TERYT codes of the chosen units.
        grouped: the chart draws median and middle half of the units.
    """

    indicator: IndicatorInfo
    year: int
    sentence: str
    figures: dict[str, Figure]
    codes: tuple[str, ...]
    scheme: MapScheme | None = None
    legend: tuple[LegendRow, ...] = ()
    grouped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawn:
    """Values of the indicator on the pictures.

    Attributes:
        matrix: of the level.
        columns: places of the chosen units in it, in the order of the table.
        codes: TERYT codes of the units, in the order of ``columns``.
        years: of the chart that the matrix has.
    """

    repository: Repository
    chosen: Chosen
    indicator: IndicatorInfo
    matrix: Matrix
    columns: list[int]
    codes: tuple[str, ...]
    years: tuple[int, ...]

    def amount(self, value: float) -> str:
        """Return a value with its unit."""
        item, lang = self.indicator, self.chosen.lang
        return format_value(value, unit=item.unit(lang), decimals=item.decimals, lang=lang)

    def row(self, year: int) -> int:
        """Return the row of a year that the matrix has."""
        return self.matrix.years.index(year)

    def values(self, year: int) -> NDArray[np.float64]:
        """Return the values of the chosen units in a year that the matrix has; NaN for none."""
        found: NDArray[np.float64] = self.matrix.values[self.row(year), self.columns]
        return found

    def flags(self, year: int) -> NDArray[np.int8]:
        """Return the flags of the chosen units in a year that the matrix has."""
        found: NDArray[np.int8] = self.matrix.flags[self.row(year), self.columns]
        return found

    def name(self, code: str) -> str:
        """Return the name of a unit."""
        directory = self.repository.directory()
        return directory.display_name(directory.by_code(code), lang=self.chosen.lang)

    @property
    def stamp(self) -> str | None:
        """Return the mark that pictures of sample data carry, or None for real data."""
        sample = self.repository.dataset().is_sample
        return texts(self.chosen.lang)("common.sample_stamp") if sample else None


def drawn_indicator(chosen: Chosen) -> IndicatorInfo:
    """Return the indicator on map and chart: the one named, else the first of the table."""
    named = (item for item in chosen.indicators if item.code == chosen.state.na)
    return next(named, chosen.indicators[0])


def read_drawn(repository: Repository, chosen: Chosen) -> Drawn:
    """Return the values of the indicator on map and chart; one SELECT."""
    indicator = drawn_indicator(chosen)
    matrix = repository.matrix(indicator.id, chosen.level)
    at = {int(unit_id): place for place, unit_id in enumerate(matrix.unit_ids)}
    columns = [at[int(unit_id)] for unit_id in chosen.unit_ids if int(unit_id) in at]
    codes = repository.directory().codes_of(chosen.level, fictional=True)
    years = tuple(year for year in matrix.years if year in chosen.years)
    return Drawn(
        repository=repository,
        chosen=chosen,
        indicator=indicator,
        matrix=matrix,
        columns=columns,
        codes=tuple(codes[column] for column in columns),
        years=years,
    )
