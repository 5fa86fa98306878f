"""Rows of one table, read and waiting to be checked against each other and written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from smup.costs.templates import Template

CHUNK = 50_000
UNITS_IN_BLOCK = 200
FILE, LINE = "_file", "_line"
TEXTS = frozenset({"chapter", "paragraph", "pool", "service", "name", "kind", "measure", "note"})
WHOLE = frozenset(
    {"unit_id", "year", "first_year", "amount_gr", "value_gr", "release_id", FILE, LINE}
)


@dataclass(slots=True)
class Staged:
    """Rows of one table, as frames of arrays: some 60 bytes a row.

    Attributes:
        template: what the rows are.
        rows: how many have been taken.
    """

    template: Template
    rows: int = 0
    _waiting: list[tuple[Any, ...]] = field(default_factory=list)
    _frames: list[pd.DataFrame] = field(default_factory=list)
    _names: tuple[str, ...] = ()

    def add(self, values: Mapping[str, Any], file: int, line: int) -> None:
        """Take the values of a row and where it stands."""
        self._names = (*values, FILE, LINE)
        self.rows += 1
        self._waiting.append((*values.values(), file, line))
        if len(self._waiting) >= CHUNK:
            self._pack()

    def blocks(self) -> Iterator[pd.DataFrame]:
        """Yield all rows, some units at a time, in the order of the files within a unit."""
        self._pack()
        if not self._frames:
            return
        frame = pd.concat(self._frames, ignore_index=True)
        self._frames.clear()
        order = np.argsort(frame["unit_id"].to_numpy(), kind="stable")
        units = frame["unit_id"].to_numpy()[order]
        starts = np.flatnonzero(np.concatenate([[True], units[1:] != units[:-1]]))
        edges = [*starts[::UNITS_IN_BLOCK].tolist(), len(units)]
        for start, end in pairwise(edges):
            yield frame.iloc[order[start:end]].reset_index(drop=True)

    def _pack(self) -> None:
        if self._waiting:
            columns = zip(*self._waiting, strict=True)
            self._frames.append(typed_frame(self._names, list(columns)))
            self._waiting.clear()


def typed_frame(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Return a frame whose columns have the types that rows of costs have.

    Texts are objects with None for an empty one; whole numbers int64; all others float64 with NaN.
    """
    pairs = zip(names, columns, strict=True)
    return pd.DataFrame({name: np.array(column, dtype=_dtype(name)) for name, column in pairs})


def _dtype(name: str) -> type[Any]:
    if name in TEXTS:
        return object
    return np.int64 if name in WHOLE else np.float64
