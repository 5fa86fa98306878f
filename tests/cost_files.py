"""Files of costs written on the spot, the two units they are about, and what came of them."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Connection, Engine, select

from smup.costs.templates import TEMPLATES
from smup.models.costs import CostSpending
from tests import builders

PLONSK, JONIEC, POWIAT = "1420011", "1420062", "1420"
SCHOOLS, CLUBS = "szkoly-podstawowe", "swietlice-szkolne"
Rows = Sequence[Sequence[object]]
Write = Callable[..., Path]


@pytest.fixture
def gminas(engine: Engine) -> Engine:
    """Two gminas in a powiat, once for each engine."""
    return _with_units(engine)


@pytest.fixture
def small(sqlite_engine: Engine) -> Engine:
    """The same on SQLite only, for what does not depend on the engine."""
    return _with_units(sqlite_engine)


def _with_units(engine: Engine) -> Engine:
    with engine.begin() as connection:
        fill(connection)
    return engine


def fill(connection: Connection) -> None:
    """Write the country, a voivodeship, a powiat and two gminas of it."""
    poland = builders.unit(connection, "00")
    region = builders.unit(connection, "14", parent=poland)
    powiat = builders.unit(connection, POWIAT, parent=region, name="powiat płoński")
    builders.unit(connection, PLONSK, parent=powiat, name="Płońsk")
    builders.unit(connection, JONIEC, parent=powiat, name="Joniec")


def write_csv(folder: Path, name: str, *rows: str, header: str | None = None) -> Path:
    """Write lines below the header of a template; the file is ``<name>.csv``."""
    head = header or ";".join(TEMPLATES[name].columns)
    path = folder / f"{name}.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def write_book(folder: Path, name: str = "koszty.xlsx", **sheets: Rows) -> Path:
    """Write a workbook with sheets of templates, each with its header."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        sheet.append(TEMPLATES[title].columns)
        for row in rows:
            sheet.append(list(row))
    path = folder / name
    workbook.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """Add a part to a workbook."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def spent(engine: Engine) -> dict[tuple[str, int, str, str], int]:
    """Return the loaded spending: {(unit, year, chapter, paragraph): grosze}."""
    with engine.connect() as connection:
        codes = {builders.unit_id(connection, code): code for code in (PLONSK, JONIEC, POWIAT)}
        rows = connection.execute(
            select(
                CostSpending.unit_id,
                CostSpending.year,
                CostSpending.chapter,
                CostSpending.paragraph,
                CostSpending.amount_gr,
            )
        ).all()
    return {
        (codes[row.unit_id], row.year, row.chapter, row.paragraph): row.amount_gr for row in rows
    }


def loaded(engine: Engine, model: Any, *columns: str) -> list[tuple[Any, ...]]:
    """Return columns of all rows of a table, sorted by their texts."""
    with engine.connect() as connection:
        rows = connection.execute(select(*(getattr(model, name) for name in columns))).all()
    return sorted((tuple(row) for row in rows), key=str)
