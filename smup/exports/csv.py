"""CSV that a Polish spreadsheet opens right: UTF-8 with BOM, ``;``, decimal comma, CRLF."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isnan
from typing import Literal

from smup.i18n import texts

BOM = "\ufeff"
CHUNK_ROWS = 2000
MAY_START_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
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


DIALECTS: dict[Separator, Dialect] = {
    "semicolon": Dialect(delimiter=";", decimal=","),
    "comma": Dialect(delimiter=",", decimal="."),
}


def csv_chunks(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, separator: Separator = "semicolon"
) -> Iterator[bytes]:
    """Yield a CSV file piece by piece, a bounded number of rows in memory.

    Numbers are written in full, without exponents or grouping; None is an empty field; a text
    that a spreadsheet could take for a formula gets an apostrophe before it.

    Args:
        header: names of columns.
        rows: cells in the order of the header.
        separator: ``semicolon`` (decimal comma) or ``comma`` (decimal point).
    """
    dialect = DIALECTS[separator]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=dialect.delimiter, lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow(header)
    for count, row in enumerate(rows, start=1):
        writer.writerow([_cell(value, dialect.decimal) for value in row])
        if count % CHUNK_ROWS == 0:
            yield _taken(buffer)
    yield _taken(buffer)


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


def file_name(parts: Sequence[str], *, sample: bool, lang: str) -> str:
    """Return the name of a CSV file: parts joined by hyphens; a sample says so.

    Args:
        parts: ASCII words such as codes; other signs become hyphens.
        sample: whether the data are the labelled sample.
        lang: ``pl`` or ``en``, for the mark of the sample.
    """
    words = [*parts, texts(lang)("api.sample.file")] if sample else list(parts)
    plain = "-".join(words)
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in plain) + ".csv"


def plain_number(value: float, decimal: str = ".") -> str:
    """Return a number as its shortest exact text, without exponent: ``0,00001``, ``12``."""
    text = repr(value)
    if "e" in text:
        text = f"{Decimal(text):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", decimal)


def _cell(value: Cell, decimal: str) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(MAY_START_A_FORMULA) else value
    if isinstance(value, float):
        return "" if isnan(value) else plain_number(float(value), decimal)
    return "" if value is None else str(value)


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data
