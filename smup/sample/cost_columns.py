"""Rows of costs collected piece by piece as columns."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smup.costs.grid import CostRows
from smup.sample.tree import FloatArray, IntArray

Columns = dict[str, Any]
KEYS: Mapping[str, tuple[str, ...]] = {
    "spending": ("unit_id", "year", "chapter", "paragraph"),
    "drivers": ("unit_id", "year", "pool", "service"),
    "assets": ("unit_id", "service", "name", "first_year"),
    "incomes": ("unit_id", "year", "service", "kind"),
    "outputs": ("unit_id", "year", "service", "measure"),
    "circumstances": ("unit_id", "year", "service", "kind"),
}
VALUES: Mapping[str, tuple[str, ...]] = {
    "spending": ("amount_gr",),
    "drivers": ("posts", "hours", "area_m2", "cases", "own_share"),
    "assets": ("last_year", "value_gr", "rate"),
    "incomes": ("amount_gr",),
    "outputs": ("quantity",),
    "circumstances": ("note",),
}


@dataclass(slots=True)
class Pieces:
    """Pieces of the rows of each table; texts that are the same for a piece are given once.

    Attributes:
        unit_ids: keys of the gminas.
        years: in order.
        left_out: keys of gminas that get no rows.
    """

    unit_ids: IntArray
    years: IntArray
    left_out: Collection[int] = ()
    _held: dict[str, list[Columns]] = field(default_factory=dict)

    def add(self, table: str, where: Sequence[NDArray[Any]], **columns: Any) -> None:
        """Add rows of gminas and years.

        Args:
            table: as in ``KEYS``.
            where: positions of gminas and of years.
            columns: arrays of one length, or one value for all rows.
        """
        unit, year = where
        keys = {"unit_id": self.unit_ids[unit], "year": self.years[year]}
        self._held.setdefault(table, []).append(keys | columns)

    def amounts(self, table: str, grosze: FloatArray, **columns: Any) -> None:
        """Add rows of money where it is known and not 0, gminas x years."""
        where = np.nonzero(~np.isnan(grosze) & (grosze != 0))
        self.add(table, where, amount_gr=grosze[where].astype(np.int64), **columns)

    def rows(self, release_id: int) -> CostRows:
        """Return all rows in the order of their keys."""
        return CostRows(**{table: self._frame(table, release_id) for table in KEYS})

    def _frame(self, table: str, release_id: int) -> pd.DataFrame:
        pieces = self._held.get(table, [])
        names = [*KEYS[table], *VALUES[table]]
        columns = {name: _joined(pieces, name) for name in names}
        order = np.lexsort([_ranks(columns[name]) for name in reversed(KEYS[table])])
        # Only now, so that the numbers of the other gminas do not depend on it.
        order = order[~np.isin(columns["unit_id"][order], list(self.left_out))]
        ordered = {name: column[order] for name, column in columns.items()}
        return pd.DataFrame(ordered | {"release_id": np.full(len(order), release_id)})


def _joined(pieces: list[Columns], name: str) -> Any:
    """Return one column; texts as categories in their order, so that they sort as numbers."""
    values = [piece[name] for piece in pieces]
    sizes = [len(piece["unit_id"]) for piece in pieces]
    if all(isinstance(value, np.ndarray) for value in values):
        return np.concatenate(values) if values else np.empty(0)
    texts = sorted({value for value in values if isinstance(value, str)})
    if texts or None in values:
        code = {text: at for at, text in enumerate(texts)}
        codes = np.repeat([code.get(value, -1) for value in values], sizes)
        return pd.Categorical.from_codes(codes, categories=texts)
    return np.repeat(values, sizes)


def _ranks(column: Any) -> IntArray:
    return np.asarray(column.codes if isinstance(column, pd.Categorical) else column)
