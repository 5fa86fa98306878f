"""Loaded rows of costs in one line: ``cost_rows(spending=[(1, 2023, "80101", "4210", 100)])``."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from smup.costs.grid import CostRows

COLUMNS = {
    "spending": ("unit_id", "year", "chapter", "paragraph", "amount_gr"),
    "drivers": (
        "unit_id",
        "year",
        "pool",
        "service",
        "posts",
        "hours",
        "area_m2",
        "cases",
        "own_share",
    ),
    "assets": ("unit_id", "service", "name", "first_year", "last_year", "value_gr", "rate"),
    "incomes": ("unit_id", "year", "service", "kind", "amount_gr"),
    "outputs": ("unit_id", "year", "service", "measure", "quantity"),
    "circumstances": ("unit_id", "year", "service", "kind", "note"),
}


def cost_rows(**tables: Sequence[Sequence[Any]]) -> CostRows:
    """Return rows of all tables; those not given are empty, short rows end with None."""
    return CostRows(**{name: _frame(name, tables.get(name, ())) for name in COLUMNS})


def _frame(name: str, rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    columns = COLUMNS[name]
    padded = [[*row, *[None] * (len(columns) - len(row))] for row in rows]
    return pd.DataFrame(padded, columns=list(columns)).assign(release_id=1)
