"""Reads the tables of costs out of CSV and XLSX files, row by row, as texts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from smup.costs import reasons
from smup.costs.templates import TEMPLATES, Template, nearest, recognised
from smup.costs.workbook_guard import (
    MEGABYTE,
    OLD_WORKBOOK_MARK,
    ZIP_MARK,
    checked_workbook,
    refuse_large,
)
from smup.costs.workbook_rows import read_sheets
from smup.errors import IngestError
from smup.ingest.progress import Progress
from smup.ingest.tables import NOT_FOUND, CsvTable, open_table

MOST_CSV_BYTES = 256 * MEGABYTE
ROWS_IN_BATCH = 5_000


class SourceRow(NamedTuple):
    """A row as it stands in its file.

    Attributes:
        line: number of the line, or of the row of the sheet, from 1.
        cells: texts in the order of the header, as many as it has names.
        refused: why the row cannot be read at all; None when it can.
    """

    line: int
    cells: Sequence[str]
    refused: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTable:
    """One table of a file.

    Attributes:
        place: name of the file, and of the sheet, in words.
        template: what it holds.
        header: names of the columns in lower case.
        rows: its rows, once.
    """

    place: str
    template: Template
    header: tuple[str, ...]
    rows: Iterator[SourceRow]


@contextmanager
def source_tables(path: Path, progress: Progress) -> Iterator[Iterator[SourceTable]]:
    """Open a file and give its tables one after another.

    Args:
        path: CSV of one template, or XLSX with a sheet for each.
        progress: told how far the reading is.

    Raises:
        IngestError: when the file cannot be read, is too large, has macros, or lacks columns.
    """
    mark = _first_bytes(path)
    if mark.startswith(OLD_WORKBOOK_MARK):
        raise IngestError(reasons.OLD_WORKBOOK.format(file=path.name))
    if mark.startswith(ZIP_MARK):
        with checked_workbook(path) as workbook:
            yield _sheets(path, workbook)
        return
    refuse_large(path, MOST_CSV_BYTES)
    yield iter([_csv_table(path, progress)])


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(8)
    except OSError as error:
        raise IngestError(NOT_FOUND.format(file=path, cause=error.strerror)) from error


def _csv_table(path: Path, progress: Progress) -> SourceTable:
    table = open_table(path, required=())
    header = tuple(name.casefold() for name in table.header)
    return SourceTable(
        place=path.name,
        template=_template(header, path.stem, f"pliku {path.name}"),
        header=header,
        rows=_csv_rows(table, progress),
    )


def _csv_rows(table: CsvTable, progress: Progress) -> Iterator[SourceRow]:
    width = len(table.header)
    for first, batch in table.batches(ROWS_IN_BATCH, progress):
        for line, cells in enumerate(batch, start=first):
            if any(cell.strip() for cell in cells):
                yield SourceRow(line, cells[:width], _wrong_width(cells, width))


def _wrong_width(cells: Sequence[str], width: int) -> str | None:
    if len(cells) < width:
        return reasons.TOO_FEW
    # A separator at the end of every row, but not of the header, is a habit of spreadsheets.
    return reasons.TOO_MANY if any(cells[width:]) else None


def _sheets(path: Path, workbook: object) -> Iterator[SourceTable]:
    found = False
    for sheet in read_sheets(path, workbook):
        found = True
        place = f"{path.name}, arkusz {sheet.title}"
        template = _template(
            sheet.header, sheet.title, f"pliku {path.name}, w arkuszu {sheet.title},"
        )
        wanted = {
            sheet.header.index(name): name for name in template.columns if name in sheet.header
        }
        rows = (
            SourceRow(line, cells, _formula(wanted, formulas))
            for line, cells, formulas in sheet.rows
        )
        yield SourceTable(place=place, template=template, header=sheet.header, rows=rows)
    if not found:
        names = ", ".join(TEMPLATES)
        raise IngestError(reasons.NO_SHEETS.format(file=path.name, names=names))


def _formula(wanted: dict[int, str], formulas: Sequence[int]) -> str | None:
    for index in formulas:
        if index in wanted:
            return reasons.FORMULA.format(column=wanted[index])
    return None


def _template(header: Sequence[str], name: str, place: str) -> Template:
    found = recognised(header)
    if found is not None:
        return found
    expected = nearest(header, name)
    missing = [name for name in expected.required if name not in header]
    message = reasons.NO_COLUMNS.format(
        place=place, missing=", ".join(missing), expected=", ".join(expected.columns)
    )
    raise IngestError(message)
