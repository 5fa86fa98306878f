"""A repository over the country of the data desk, shared by tests that only read."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from smup.database import make_engine
from smup.repository import Repository
from smup.tabular import Cell, Table
from smup.views.datadesk.selection import Chosen, select_desk
from smup.views.datadesk.table import desk_table
from tests import desk_country

Choose = Callable[..., Chosen]


@pytest.fixture(scope="session")
def desk(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository over the country of the data desk."""
    file = tmp_path_factory.mktemp("datadesk") / "smup.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    desk_country.fill(engine)
    return Repository(engine)


@pytest.fixture(scope="session")
def choose(desk: Repository) -> Choose:
    """Return what a query asks for, in Polish."""

    def chosen(**query: Any) -> Chosen:
        return select_desk(desk, query, lang="pl")

    return chosen


def cells(table: Table) -> list[list[Cell]]:
    """Return all rows of a table."""
    rows: list[list[Cell]] = []
    for batch in table.batches():
        columns = [column.to_pylist() for column in batch.columns]
        rows += [list(row) for row in zip(*columns, strict=True)]
    return rows


def records(repository: Repository, chosen: Chosen) -> list[dict[str, Cell]]:
    """Return all rows of the table of a choice by the keys of its columns."""
    table = desk_table(repository, chosen)
    keys = [column.key for column in table.columns]
    rows = cells(table)
    assert len(rows) == table.rows
    return [dict(zip(keys, row, strict=True)) for row in rows]
