"""The regular grid behind the table: from the number of a row to indicator, year and unit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from smup.views.datadesk.selection import Chosen

Integers = NDArray[np.int64]
LONG, BY_YEAR, WIDE = "dlugi", "lata", "szeroki"


class Places(NamedTuple):
    """Where rows stand, an array of each; -1 where a row has no such thing.

    Attributes:
        measured: index into ``Chosen.measured``; only a row of the long table has one.
        year: calendar year; a row of the wide table has none.
        unit: index into ``Chosen.unit_ids``.
    """

    measured: Integers
    year: Integers
    unit: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Rows of a table before it is filtered and sorted.

    The long table has indicator after indicator, in it year after year, in it unit after unit; the
    table by years has unit after unit, in it year after year.

    Attributes:
        layout: one of ``state.LAYOUTS``.
        units: how many there are.
        years: of the table.
        firsts: first year of each indicator.
        offsets: first row of each indicator in the long table, and one past the last.
    """

    layout: str
    units: int
    years: Integers
    firsts: Integers
    offsets: Integers

    @property
    def rows(self) -> int:
        """Return the number of rows; none without any indicator that has values."""
        if not len(self.firsts):
            return 0
        if self.layout == LONG:
            return int(self.offsets[-1])
        return self.units * (len(self.years) if self.layout == BY_YEAR else 1)

    @property
    def values(self) -> int:
        """Return the number of places for a value, filled or empty."""
        return int(self.offsets[-1])

    def places(self, rows: Integers) -> Places:
        """Return where some rows stand."""
        nothing = np.full(len(rows), -1)
        if self.layout == WIDE:
            return Places(nothing, nothing, rows)
        if self.layout == BY_YEAR:
            return Places(nothing, self.years[rows % len(self.years)], rows // len(self.years))
        measured = np.searchsorted(self.offsets, rows, side="right") - 1
        inside = rows - self.offsets[measured]
        return Places(measured, self.firsts[measured] + inside // self.units, self.units_of(rows))

    def units_of(self, rows: Integers) -> Integers:
        """Return the unit of some rows, as in ``places``."""
        if self.layout == BY_YEAR:
            return rows // len(self.years)
        return rows % self.units  # an indicator begins with the first unit


def grid_of(chosen: "Chosen") -> Grid:
    """Return the grid of what was chosen."""
    spans = [span for _, span in chosen.measured]
    years = [span.last_year - span.first_year + 1 for span in spans]
    units = len(chosen.unit_ids)
    return Grid(
        layout=chosen.state.uklad,
        units=units,
        years=np.array(chosen.years, dtype=np.int64),
        firsts=np.array([span.first_year for span in spans], dtype=np.int64),
        offsets=np.cumsum([0, *(units * count for count in years)], dtype=np.int64),
    )
