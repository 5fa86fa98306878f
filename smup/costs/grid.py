"""The rows of some units laid out over the axes unit, year and service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from smup.costs.dictionary import CostDictionary, CostService
from smup.costs.method import Booleans, Floats, Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRows:
    """Loaded rows of some units, a frame with the columns of each ``cost_*`` table."""

    spending: pd.DataFrame
    drivers: pd.DataFrame
    assets: pd.DataFrame
    incomes: pd.DataFrame
    outputs: pd.DataFrame
    circumstances: pd.DataFrame

    @property
    def yearly(self) -> tuple[pd.DataFrame, ...]:
        """Return the tables that have a year."""
        return (self.spending, self.drivers, self.incomes, self.outputs, self.circumstances)


class Grid:
    """Positions of units, years and services, and sums of rows over them."""

    def __init__(self, rows: CostRows, dictionary: CostDictionary) -> None:
        """Find the units and years of the rows; the years are without gaps."""
        self.services: Sequence[CostService] = tuple(dictionary.services.values())
        self.pools = list(dictionary.pools)
        self.entity = [
            [self.pools.index(code) for code in service.entities] for service in self.services
        ]
        self.shared = [
            at for at, pool in enumerate(dictionary.pools.values()) if pool.kind == "shared"
        ]
        years = [frame["year"].to_numpy() for frame in rows.yearly if len(frame)]
        every = np.concatenate(years) if years else np.empty(0, dtype=np.int64)
        self.years: Integers = np.arange(every.min(), every.max() + 1) if len(every) else every
        units = [frame["unit_id"].to_numpy() for frame in (*rows.yearly, rows.assets)]
        self.units: Integers = np.unique(np.concatenate(units)).astype(np.int64)
        self._service_of = {service.code: at for at, service in enumerate(self.services)}
        self._pool_of = {code: at for at, code in enumerate(self.pools)}

    @property
    def shape(self) -> tuple[int, int, int]:
        """Return the numbers of units, years and services."""
        return len(self.units), len(self.years), len(self.services)

    def services_of(self, frame: pd.DataFrame) -> Integers:
        """Return the position of the service of each row, -1 for all the rest."""
        return _positions(frame["service"], self._service_of)

    def pools_of(self, frame: pd.DataFrame) -> Integers:
        """Return the position of the pool of each row, -1 for one that is not known."""
        return _positions(frame["pool"], self._pool_of)

    def cells(self, frame: pd.DataFrame) -> Integers:
        """Return the position of unit and year of each row, flat."""
        unit = np.searchsorted(self.units, frame["unit_id"].to_numpy(dtype=np.int64))
        year = frame["year"].to_numpy(dtype=np.int64) - self.years[0]
        flat: Integers = unit * len(self.years) + year
        return flat

    def sum(
        self, frame: pd.DataFrame, third: Integers, weights: Floats, *, depth: int | None = None
    ) -> Floats:
        """Add up a column over unit, year and a third axis; rows with -1 there are left out."""
        depth = len(self.services) if depth is None else depth
        inside = third >= 0
        flat = (self.cells(frame) * depth + third)[inside]
        size = len(self.units) * len(self.years) * depth
        total = np.bincount(flat, weights=weights[inside], minlength=size)
        return cast("Floats", total).reshape(len(self.units), len(self.years), depth)

    def count(self, frame: pd.DataFrame, third: Integers) -> Floats:
        """Count rows over unit, year and a third axis."""
        return self.sum(frame, third, np.ones(len(frame)))

    def frame(self, columns: Mapping[str, Floats | Integers], seen: Booleans) -> pd.DataFrame:
        """Return the cells that have rows as a table."""
        unit, year, service = np.nonzero(seen)
        codes = np.array([one.code for one in self.services], dtype=object)
        keys = {
            "service": codes[service],
            "year": self.years[year],
            "unit_id": self.units[unit],
        }
        frame = pd.DataFrame(keys | {name: cells[seen] for name, cells in columns.items()})
        whole = ["capital_years", "warnings", "release_id"]
        return frame.astype(dict.fromkeys(whole, np.int64))


def _positions(codes: pd.Series, known: Mapping[str, int]) -> Integers:
    # A few texts stand for hundreds of thousands; the last position is that of a missing one.
    at, texts = pd.factorize(codes)
    positions = np.array([*(known.get(text, -1) for text in texts), -1], dtype=np.int64)
    return cast("Integers", positions[at])
