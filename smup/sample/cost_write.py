"""Writes the costs of the sample into empty tables, in the order of their keys."""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Table

from smup.costs.rebuild import TABLES
from smup.ingest.bulk import CHUNK
from smup.ingest.fresh import lighten
from smup.ingest.insert import insert_rows
from smup.ingest.load import Load
from smup.ingest.progress import Progress
from smup.models.costs import ServiceCost
from smup.sample.costs import SampleCosts

STAGE = "Koszty usług"


def write_costs(load: Load, costs: SampleCosts, *, progress: Progress) -> int:
    """Write all rows; return how many.

    Args:
        load: the open load; its tables of costs are empty.
        costs: rows in the order of their keys.
        progress: told of the tables done.
    """
    frames = [(table, getattr(costs.rows, name)) for name, table in TABLES.items()]
    frames.append((ServiceCost, costs.service_cost))
    written = 0
    for done, (model, frame) in enumerate(frames, start=1):
        written += _write(load, model.__table__, frame)
        progress(STAGE, done, len(frames))
    return written


def _write(load: Load, table: Table, frame: pd.DataFrame) -> int:
    if frame.empty:
        return 0
    if table.name not in load.finishers:
        load.finishers[table.name] = lighten(load.connection, table)
    names = [column.name for column in table.columns if column.name in frame]
    for start, end in _blocks(frame):
        part = frame.iloc[start:end]
        insert_rows(load.connection, table, names, [_plain(part[name]) for name in names])
    return len(frame)


def _blocks(frame: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Yield ranges of rows: one service after another where they are in this order.

    Many columns of one service are the same in all its rows, which makes them quick to insert.
    """
    edges = [0, len(frame)]
    if frame.columns[0] == "service":
        codes = pd.factorize(frame["service"])[0]
        edges = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(frame)]
    for first, last in itertools.pairwise(edges):
        for start in range(first, last, CHUNK):
            yield start, min(start + CHUNK, last)


def _plain(column: pd.Series) -> list[Any]:
    """Return Python values, None for what is not known."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        # One text object for all rows of a category; the last one stands for the code -1.
        texts = np.array([*column.cat.categories, None], dtype=object)
        return _listed(texts[column.cat.codes.to_numpy()])
    values = column.to_numpy()
    if values.dtype == np.float64 and np.isnan(values).any():
        known = ~np.isnan(values)
        plain = np.full(len(values), None, dtype=object)
        plain[known] = values[known]
        return _listed(plain)
    return _listed(values)


def _listed(values: NDArray[Any]) -> list[Any]:
    listed: list[Any] = values.tolist()
    return listed
