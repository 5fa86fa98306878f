"""Rows of the sheets of a workbook as texts, with the places of formulas."""

import datetime as dt
import itertools
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from smup.costs import reasons
from smup.costs.templates import TEMPLATES, recognised
from smup.costs.workbook_guard import BROKEN
from smup.errors import IngestError

FORMULA = "f"
DIGITS = ".15g"
"""What a spreadsheet keeps of a number: the rest is noise of binary fractions."""


class SheetRow(NamedTuple):
    """Number of the row from 1, texts of its cells, positions of the formulas among them."""

    line: int
    cells: Sequence[str]
    formulas: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet that holds a table of costs; ``rows`` are those below the header, once."""

    title: str
    header: tuple[str, ...]
    rows: Iterator[SheetRow]


def read_sheets(path: Path, workbook: Any) -> Iterator[Sheet]:
    """Yield the sheets named like a template or with the header of one; others are left out.

    Args:
        path: the file, for messages.
        workbook: opened read only by openpyxl.

    Raises:
        IngestError: when the file turns out to be broken.
    """
    for worksheet in workbook.worksheets:
        rows = _rows(path, worksheet)
        first = next(rows, None)
        if first is None:
            continue
        header = tuple(cell.strip().casefold() for cell in first.cells)
        title = worksheet.title.strip()
        if title.casefold() in TEMPLATES or recognised(header) is not None:
            yield Sheet(title=title, header=header, rows=_below(rows, len(header)))


def cell_text(value: object) -> str:
    """Return a value of a cell as one would write it, without exponent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "PRAWDA" if value else "FAŁSZ"
    if isinstance(value, float):
        return f"{Decimal(format(value, DIGITS)):f}"
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    return str(value).strip()


def _rows(path: Path, worksheet: Any) -> Iterator[SheetRow]:
    """Yield the rows that have any text."""
    # The size that a sheet says it has may be a million empty columns.
    worksheet.reset_dimensions()
    found = worksheet.iter_rows()
    for line in itertools.count(1):
        try:
            row = _next(found)
        except BROKEN as error:
            raise IngestError(reasons.BROKEN.format(file=path.name)) from error
        if row is None:
            return
        cells = [cell_text(cell.value) for cell in row]
        if any(cells):
            formulas = [at for at, cell in enumerate(row) if cell.data_type == FORMULA]
            yield SheetRow(line, cells, formulas)


def _next(rows: Iterator[Sequence[Any]]) -> Sequence[Any] | None:
    with warnings.catch_warnings():
        # Of extensions that openpyxl does not know: colours, lists of choices.
        warnings.simplefilter("ignore")
        return next(rows, None)


def _below(rows: Iterator[SheetRow], width: int) -> Iterator[SheetRow]:
    for row in rows:
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        if any(cells):
            yield SheetRow(row.line, cells, row.formulas)
