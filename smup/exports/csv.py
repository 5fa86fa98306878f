"""CSV that a Polish spreadsheet opens right: UTF-8 with BOM, ``;``, decimal comma, CRLF."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from typing import Literal

import pyarrow as pa

from smup.exports.cells import (
    decoded,
    edited,
    is_text,
    joined,
    lines,
    number_texts,
    plain_number,
    slices,
)
from smup.exports.saving import Progress
from smup.i18n import texts
from smup.tabular import Table

BOM = "\ufeff"
END = "\r\n"
CHUNK_ROWS = 2000
MAY_START_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOTHING = '""'
"""An empty cell of a file of one column: a line with nothing on it would not be a row."""
Cell = str | int | float | bool | None
Separator = Literal["semicolon", "comma"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How fields and decimals are written.

    Attributes:
        delimiter: between fields.
        decimal: decimal mark.
    """

    delimiter: str
    decimal: str

    @property
    def special(self) -> str:
        """Return the pattern of texts that do not stand in a file as they are."""
        starts = "".join(map(re.escape, MAY_START_A_FORMULA))
        return f'^[{starts}]|["\r\n{self.delimiter}]'

    def text(self, value: str) -> str:
        """Return a text as a field: no formula, and quoted where it must be."""
        if value.startswith(MAY_START_A_FORMULA):
            value = f"'{value}"
        if any(sign in value for sign in ('"', "\r", "\n", self.delimiter)):
            value = '"' + value.replace('"', '""') + '"'
        return value

    def cell(self, value: Cell) -> str:
        """Return one cell as a field."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, float):
            return plain_number(float(value), self.decimal) if isfinite(value) else ""
        return "" if value is None else str(value)

    def line(self, cells: Sequence[Cell]) -> str:
        """Return a row with the end of its line."""
        return (self.delimiter.join(map(self.cell, cells)) or NOTHING) + END


DIALECTS: dict[Separator, Dialect] = {
    "semicolon": Dialect(delimiter=";", decimal=","),
    "comma": Dialect(delimiter=",", decimal="."),
}


def csv_lines(batch: pa.RecordBatch, dialect: Dialect) -> bytes:
    """Return the rows of a batch as lines of CSV, written column by column.

    Args:
        batch: columns of texts, integers and numbers.
        dialect: of the file.
    """
    if batch.num_rows == 0:
        return b""
    columns = [
        edited(column, dialect.special, dialect.text)
        if is_text(column)
        else number_texts(decoded(column), dialect.decimal)
        for column in batch.columns
    ]
    if len(columns) == 1:
        columns = [columns[0].fill_null(NOTHING)]
    rows = lines(columns, batch.num_rows, separator=dialect.delimiter, empty="")
    return joined(rows, END) + END.encode()


def csv_header(names: Sequence[str], dialect: Dialect) -> bytes:
    """Return the beginning of a file: byte order mark and names of columns."""
    return (BOM + dialect.line(names)).encode()


def table_chunks(
    table: Table, *, separator: Separator = "semicolon", progress: Progress | None = None
) -> Iterator[bytes]:
    """Yield the CSV file of a table piece by piece.

    Args:
        table: rows, with the headers of its columns.
        separator: ``semicolon`` (decimal comma) or ``comma`` (decimal point).
        progress: called with the number of rows behind.
    """
    dialect = DIALECTS[separator]
    yield csv_header([column.name for column in table.columns], dialect)
    with closing(slices(table, progress)) as pieces:
        for piece in pieces:
            yield csv_lines(piece, dialect)


def csv_chunks(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, separator: Separator = "semicolon"
) -> Iterator[bytes]:
    """Yield a CSV file of rows of Python values piece by piece, a bounded number in memory.

    Numbers are written in full, without exponents or grouping; None is an empty field; a text
    that a spreadsheet could take for a formula gets an apostrophe before it.

    Args:
        header: names of columns.
        rows: cells in the order of the header.
        separator: ``semicolon`` (decimal comma) or ``comma`` (decimal point).
    """
    dialect = DIALECTS[separator]
    start, left = csv_header(header, dialect), iter(rows)
    while True:
        taken = list(islice(left, CHUNK_ROWS))
        yield start + "".join(map(dialect.line, taken)).encode()
        if len(taken) < CHUNK_ROWS:
            return
        start = b""


def view_csv(
    rows: Iterable[Sequence[Cell]],
    columns: Sequence[str],
    lang: str,
    *,
    separator: Separator = "semicolon",
) -> bytes:
    """Return the CSV of exactly what a view shows.

    Args:
        rows: cells of the rows in the order the view shows them.
        columns: keys of the columns, each with a name under ``api.column`` in both languages:
            teryt, unit, kind, powiat, year, value, flag, unit_of_measure, change, change_unit,
            quartile, rank, group, source and those of the data export.
        lang: ``pl`` or ``en``, for the names of columns.
        separator: see ``csv_chunks``.

    Raises:
        KeyError: for a column without a name.
    """
    return b"".join(csv_chunks(column_names(columns, lang), rows, separator=separator))


def column_names(columns: Sequence[str], lang: str) -> list[str]:
    """Return the names of columns in a language.

    Raises:
        KeyError: for a column without a name.
    """
    text = texts(lang)
    return [text(f"api.column.{column}") for column in columns]


def file_name(parts: Sequence[str], *, sample: bool, lang: str, ending: str = "csv") -> str:
    """Return the name of a file: parts joined by hyphens; a sample says so.

    Args:
        parts: ASCII words such as codes; other signs become hyphens.
        sample: whether the data are the labelled sample.
        lang: ``pl`` or ``en``, for the mark of the sample.
        ending: of the file, without point.
    """
    words = [*parts, texts(lang)("api.sample.file")] if sample else list(parts)
    plain = "-".join(words)
    stem = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in plain)
    return f"{stem}.{ending}"
