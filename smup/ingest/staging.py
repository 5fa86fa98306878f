"""Collects rows in any order, then hands them back in key order with repetitions settled.

Memory stays flat: beyond a limit the rows go to temporary files, one for a few keys each.
"""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from smup.ingest.columns import ValueColumns

ROW = np.dtype(
    [
        ("key_id", "i4"),
        ("year", "i2"),
        ("unit_id", "i4"),
        ("value", "f8"),
        ("flag", "i1"),
        ("decimals", "i1"),
        ("file", "i2"),
        ("line", "i4"),
        ("origin", "i4"),
    ]
)
MEMORY_ROWS = 1_000_000
KEYS_IN_FILE = 8
Rows = NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which of the rows of one key stays (None: none), and what the others are told.

    Attributes:
        kept: index of the row that stays.
        reason: sentence for the rows that are rejected; None when they only repeat.
        rejected: indexes of these rows; the rest are repetitions.
    """

    kept: int | None
    reason: str | None = None
    rejected: tuple[int, ...] = ()


Settle = Callable[[Rows], Verdict]
Reject = Callable[[Any, str], None]


@dataclass(slots=True)
class Staging:
    """Rows of one load, waiting to be put in order.

    Attributes:
        settle: decides about rows of one key that stand more than once.
        memory_rows: rows held in memory before they go to files.
        repeated: rows left out because they only repeat another.
    """

    settle: Settle
    memory_rows: int = MEMORY_ROWS
    repeated: int = 0
    _waiting: list[Rows] = field(default_factory=list)
    _count: int = 0
    _folder: tempfile.TemporaryDirectory[str] | None = None

    def add(self, rows: Rows) -> None:
        """Take rows of dtype ``ROW``."""
        self._waiting.append(rows)
        self._count += len(rows)
        if self._count >= self.memory_rows:
            self._spill()

    def drain(self, reject: Reject) -> Iterator[ValueColumns]:
        """Yield all rows in the order of the primary key, each key once.

        Args:
            reject: called with a row and the reason for each row that is refused.
        """
        if self._folder is None:
            yield from self._settled(self._joined(), reject)
            return
        self._spill()
        with self._folder:
            for path in sorted(Path(self._folder.name).iterdir()):
                yield from self._settled(np.fromfile(path, dtype=ROW), reject)

    def _spill(self) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="smup-load-")
        rows = self._joined()
        bucket = rows["key_id"] // KEYS_IN_FILE
        order = np.argsort(bucket, kind="stable")
        rows, bucket = rows[order], bucket[order]
        edges = [0, *(np.flatnonzero(np.diff(bucket)) + 1), len(rows)]
        for start, end in pairwise(edges):
            if end > start:
                path = Path(self._folder.name) / f"{bucket[start]:010d}"
                with path.open("ab") as stream:
                    rows[start:end].tofile(stream)

    def _joined(self) -> Rows:
        joined = np.concatenate(self._waiting) if self._waiting else np.empty(0, dtype=ROW)
        self._waiting, self._count = [], 0
        return joined

    def _settled(self, rows: Rows, reject: Reject) -> Iterator[ValueColumns]:
        if not len(rows):
            return
        order = np.lexsort(
            (rows["line"], rows["file"], rows["unit_id"], rows["year"], rows["key_id"])
        )
        rows = rows[order]
        same = np.logical_and.reduce(
            [rows[name][1:] == rows[name][:-1] for name in ("key_id", "year", "unit_id")]
        )
        if same.any():
            rows = rows[self._chosen(rows, same, reject)]
        yield ValueColumns(
            **{name: np.ascontiguousarray(rows[name]) for name in ROW.names[:6]}  # type: ignore[index]
        )

    def _chosen(self, rows: Rows, same: NDArray[np.bool_], reject: Reject) -> NDArray[np.bool_]:
        keep = np.ones(len(rows), dtype=bool)
        starts = np.flatnonzero(np.concatenate([[True], ~same]))
        ends = np.append(starts[1:], len(rows))
        several = ends - starts > 1
        for start, end in zip(starts[several], ends[several], strict=True):
            group = rows[start:end]
            verdict = self.settle(group)
            keep[start:end] = False
            if verdict.kept is not None:
                keep[start + verdict.kept] = True
            for index in verdict.rejected:
                reject(group[index], verdict.reason or "")
            self.repeated += len(group) - len(verdict.rejected) - (verdict.kept is not None)
        return keep
