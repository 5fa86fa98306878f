"""The worked example as rows of the templates: an invented gmina, ``data/costs/example.toml``."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from smup.costs.dictionary import FOLDER
from smup.costs.templates import TEMPLATES

Cell = str | int | float | Decimal | None
TABLES = {
    "wydatki": "spending",
    "klucze": "drivers",
    "majatek": "assets",
    "dochody": "incomes",
    "produkty": "outputs",
    "okolicznosci": "circumstances",
}
AMOUNTS = frozenset({"amount", "value"})


@lru_cache(maxsize=2)
def example_rows(folder: Path = FOLDER) -> Mapping[str, tuple[tuple[Cell, ...], ...]]:
    """Return the rows of each template, cells in the order of its columns; amounts exact."""
    content = tomllib.loads((folder / "example.toml").read_text(encoding="utf-8"))
    return {name: tuple(_rows(content, name, table)) for name, table in TABLES.items()}


def _rows(content: Mapping[str, Any], name: str, table: str) -> Iterator[tuple[Cell, ...]]:
    usual = {key: content[key] for key in ("unit", "year", "service")}
    for row in content.get(table, ()):
        cells = usual | row
        if "chapter" in cells:
            cells["division"] = cells["chapter"][:3]
        yield tuple(_cell(column, cells.get(column)) for column in TEMPLATES[name].columns)


def _cell(column: str, value: Any) -> Cell:
    if column in AMOUNTS and value is not None:
        return Decimal(value)
    found: Cell = value
    return found
