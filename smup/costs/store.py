"""Writes rows of costs: only those that differ from what the database has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, bindparam, select, update

from smup.costs.staged import typed_frame
from smup.costs.templates import Template
from smup.ingest.insert import insert_rows

YEARS = frozenset({"last_year"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Rows by what became of them, and the units whose rows changed."""

    new: int
    changed: int
    same: int
    unit_ids: frozenset[int]


def read_held(connection: Connection, template: Template, unit_ids: list[int]) -> pd.DataFrame:
    """Return the rows of some units in one table, without key and release.

    Args:
        connection: open transaction.
        template: the table.
        unit_ids: fewer than the engine takes in one list (some thousand).
    """
    return read_table(connection, template.model, unit_ids, without=frozenset({"release_id"}))


def read_table(
    connection: Connection,
    model: Any,
    unit_ids: Sequence[int],
    *,
    without: frozenset[str] = frozenset(),
) -> pd.DataFrame:
    """Return the rows of some units in a table of costs, without its own key.

    Args:
        connection: open transaction.
        model: one of the tables ``cost_*``.
        unit_ids: fewer than the engine takes in one list (some thousand).
        without: columns that are not wanted.
    """
    table: Table = model.__table__
    names = [column.name for column in table.columns if column.name not in without | {"id"}]
    query = select(*(table.c[name] for name in names)).where(table.c.unit_id.in_(unit_ids))
    result = connection.execute(query)
    # The driver's own tuples: row objects would take several times as long.
    rows = result.cursor.fetchall()
    result.close()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return typed_frame(names, columns)


def write_rows(
    connection: Connection,
    template: Template,
    frame: pd.DataFrame,
    held: pd.DataFrame,
    *,
    release_id: int,
) -> Written:
    """Write the rows that are new or differ; nothing is deleted.

    Args:
        connection: open transaction.
        template: the table.
        frame: rows by the columns of the table; no key stands twice.
        held: all rows of the same units in the database (``read_held``).
        release_id: load that the written rows belong to.
    """
    key = list(template.stored_key)
    place = pd.MultiIndex.from_frame(held[key]).get_indexer(pd.MultiIndex.from_frame(frame[key]))
    is_new = place < 0
    found = frame[~is_new]
    differs = np.zeros(len(found), dtype=bool)
    for name in (name for name in held.columns if name not in key):
        ours, theirs = found[name], held[name].iloc[place[~is_new]].set_axis(found.index)
        differs |= ((ours != theirs) & ~(ours.isna() & theirs.isna())).to_numpy()
    new, changed = frame[is_new], found[differs]
    names = list(held.columns)
    if len(new):
        columns = [plain(new[name]) for name in names]
        insert_rows(
            connection,
            _table(template),
            [*names, "release_id"],
            [*columns, [release_id] * len(new)],
        )
    if len(changed):
        _update(connection, template, changed[names], release_id=release_id)
    return Written(
        new=len(new),
        changed=len(changed),
        same=len(found) - len(changed),
        unit_ids=frozenset(new["unit_id"].tolist()) | frozenset(changed["unit_id"].tolist()),
    )


def plain(column: pd.Series) -> list[Any]:
    """Return the Python values of a column, None for NaN."""
    values = column.astype(object).where(column.notna(), None).tolist()
    if column.name in YEARS:
        return [None if value is None else int(value) for value in values]
    return list(values)


def as_text(values: Mapping[str, Any]) -> str:
    """Return the values of a row as a line of CSV, amounts in zloty."""
    return ";".join(_cell(name, value) for name, value in values.items())


def _cell(name: str, value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124  NaN
        return ""
    if name.endswith("_gr"):
        return f"{Decimal(int(value)) / 100:.2f}".replace(".", ",")
    if name == "own_share":
        value = value * 100
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return str(value)


def _update(
    connection: Connection, template: Template, frame: pd.DataFrame, *, release_id: int
) -> None:
    table, key = _table(template), template.stored_key
    values: dict[str, Any] = {
        name: bindparam(f"v_{name}") for name in frame.columns if name not in key
    }
    statement = update(table).values(**values, release_id=release_id)
    for name in key:
        statement = statement.where(table.c[name] == bindparam(f"v_{name}"))
    columns = [plain(frame[name]) for name in frame.columns]
    names = [f"v_{name}" for name in frame.columns]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    connection.execute(statement, rows)


def _table(template: Template) -> Table:
    found: Table = template.model.__table__
    return found
