"""The loaded rows behind the cost of Płońsk in ``cost_data``, in memory.

A thousand pupils; for each 12 000 zl are direct, 3 000 in the pool of the school and 10 000 in
the common one.
"""

from datetime import datetime
from typing import Any

from smup.repository.cost_row_reads import (
    AssetRow,
    DriverRow,
    IncomeRow,
    LoadedCosts,
    OutputRow,
    SpendingRow,
)
from smup.repository.records import ReleaseInfo
from smup.views.costs.records import CostData
from tests.cost_data import cost_data

SERVICE = "szkoly-podstawowe"


def spending(
    chapter: str, paragraph: str, grosze: int, target: str, pool: str = "", **rest: Any
) -> SpendingRow:
    return SpendingRow(
        rest.get("year", 2024), chapter, paragraph, grosze, target, pool, "pay", rest.get("load", 1)
    )


def driver(pool: str, service: str, **values: float) -> DriverRow:
    columns = ("posts", "hours", "area_m2", "cases", "own_share")
    return DriverRow(pool, service, *(values.get(name) for name in columns), release_id=2)


ROWS = LoadedCosts(
    spending=(
        spending("80101", "4790", 900_000_000, "direct"),
        spending("80101", "4260", 300_000_000, "direct", load=3),
        spending("80101", "4010", 300_000_000, "pool", "szkola"),
        spending("75023", "4010", 1_000_000_000, "pool", "wspolne"),
        spending("80101", "2540", 100_000_000, "grants"),
        spending("80101", "6050", 393_000_000, "capital", year=2023),
    ),
    current=60_000_000.0,
    drivers=(
        driver("szkola", "inne", posts=6.0, hours=2_000.0),
        driver("szkola", SERVICE, posts=14.0, hours=8_000.0),
        driver("wspolne", "inne", posts=85.0),
        driver("wspolne", SERVICE, posts=15.0, area_m2=2_000.0),
    ),
    assets=(AssetRow("szkoła", 1998, None, 4_040_000_000, 2.5, 1_010_000.0, 4),),
    incomes=(IncomeRow("oplaty", 40_000_000, 1), IncomeRow("sprzedaz", 26_000_000, 1)),
    outputs=(OutputRow("uczniowie", 1_000.0, 1),),
    circumstances=(),
    releases={},
)


def release(number: int) -> ReleaseInfo:
    """A load of the report Rb-28S."""
    day = datetime.fromisoformat("2026-02-03")
    counts = dict.fromkeys(
        ("rows_read", "rows_new", "rows_changed", "rows_same", "rows_skipped", "rows_rejected"), 0
    )
    return ReleaseInfo(
        id=number, kind="costs", source="Rb-28S", file_name="wydatki.csv", checksum=None,
        fetched_at=day, note=None, **counts,
    )  # fmt: skip


def opened(rows: LoadedCosts = ROWS, **changes: Any) -> CostData:
    """The page with its loaded rows."""
    data = cost_data(**changes)
    data.made["rows"] = rows
    return data
