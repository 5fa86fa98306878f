"""XLSX: sheets of data, of descriptions and of method, with the memory of one batch.

xlsxwriter makes the workbook with the headers of the sheets of data and one model row in each;
their rows are then written into the XML column by column, some twenty times faster than cell by
cell.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path

import pyarrow as pa
from xlsxwriter.utility import xl_col_to_name

from smup.exports.cells import slices
from smup.exports.saving import Progress
from smup.exports.xlsx_book import data_sheets, template
from smup.exports.xlsx_rows import sheet_rows
from smup.views.take_out.records import Extract

PACKED = 4
"""Level of compression: higher ones take twice the time for a few percent."""
CELL_BYTES, LARGE = 100, 2_000_000_000
"""A cell in XML at most, usually; a part that may be larger needs ZIP64."""
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
_STYLE = re.compile(r'<c r="[A-Z]+2"( s="\d+")?')
_MODEL = re.compile(r'<row r="2".*?</row>', re.DOTALL)


def save_xlsx(extract: Extract, path: Path, progress: Progress | None = None) -> None:
    """Write a workbook.

    Args:
        extract: the table; more rows than a sheet holds go on in the next one.
        path: of the file.
        progress: called with the number of rows written; when it raises, nothing is finished.

    Raises:
        ValueError: when the table has more rows than it says.
    """
    with closing(slices(extract.table, progress)) as pieces:
        first = next(pieces, None)
        rows = _Rows(chain([first] if first else [], pieces))
        empty = zipfile.ZipFile(io.BytesIO(template(extract, first)))
        sheets = {f"xl/worksheets/sheet{n}.xml": held for n, held in data_sheets(extract.table)}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKED) as book:
            for name in empty.namelist():
                if name not in sheets:
                    book.writestr(name, empty.read(name))
            for name, held in sheets.items():
                sheet = _Sheet(xml=empty.read(name).decode(), rows=held)
                with book.open(name, "w", force_zip64=sheet.large) as file:
                    file.writelines(sheet.written(rows))
        if any(rows.take(1)):
            raise ValueError("the table has more rows than it says")


class _Sheet:
    """A sheet of data whose rows take the place of the model row.

    Attributes:
        large: its XML may pass what a ZIP without 64-bit sizes holds.
    """

    def __init__(self, *, xml: str, rows: int) -> None:
        styles = _STYLE.findall(xml)
        last = f"{xl_col_to_name(max(0, len(styles) - 1))}{rows + 1}"
        xml = _DIMENSION.sub(f'<dimension ref="A1:{last}"/>', xml)
        self._before, self._after = _MODEL.split(xml, maxsplit=1)
        self._starts = [f'<c{style} r="{xl_col_to_name(at)}' for at, style in enumerate(styles)]
        self._rows = rows
        self.large = rows * len(styles) * CELL_BYTES > LARGE

    def written(self, rows: "_Rows") -> Iterator[bytes]:
        """Yield the XML with the next rows."""
        yield self._before.encode()
        at = 2
        for piece in rows.take(self._rows):
            yield sheet_rows(piece, at, self._starts)
            at += piece.num_rows
        yield self._after.encode()


class _Rows:
    """Pieces of a table handed out a sheet at a time."""

    def __init__(self, pieces: Iterator[pa.RecordBatch]) -> None:
        self._pieces = pieces
        self._rest: pa.RecordBatch | None = None

    def take(self, rows: int) -> Iterator[pa.RecordBatch]:
        """Yield the next rows, at most so many."""
        while rows > 0:
            piece = self._rest or next(self._pieces, None)
            if piece is None:
                return
            self._rest = piece.slice(rows) if piece.num_rows > rows else None
            piece = piece.slice(0, rows)
            rows -= piece.num_rows
            if piece.num_rows:
                yield piece
