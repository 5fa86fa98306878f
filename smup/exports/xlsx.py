"""XLSX: sheets of data, of descriptions and of method; written row by row in constant memory."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from smup import __version__
from smup.exports.cells import slices
from smup.exports.metadata import CARD_TEXTS, Said, indicator_record, sections
from smup.exports.saving import Progress
from smup.moments import aware
from smup.tabular import Column
from smup.views.take_out.records import Extract

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header: 1,048,576 lines in all."""
MOST_COLUMNS = 16_384
WIDTHS = (9, 46)
"""Narrowest and widest column, in usual digits."""
SEEN_ROWS = 200
"""First rows that decide the width of a column."""
LOOKS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF2", "bottom": 1},
    "title": {"bold": True, "font_size": 12, "font_color": "#10243A"},
    "sample": {"bold": True, "font_color": "#4D3800", "bg_color": "#FFF3CC"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "code": {"num_format": "@"},
}
INDICATOR_HEADS = ("code", "name", "unit", "decimals", "polarity", "dimension", *CARD_TEXTS)
COLUMN_HEADS = ("column", "title", "type", "unit", "decimals", "code", "key")
ABOUT_WIDTHS = (24, 44, 18, 14, 26, 22, 60, 60, 40, 30, 60)
WriteCell = Callable[..., Any]


def save_xlsx(extract: Extract, path: Path, progress: Progress | None = None) -> None:
    """Write a workbook.

    Args:
        extract: the table; more rows than a sheet holds go on in the next one.
        path: of the file; its folder takes the unfinished sheets.
        progress: called with the number of rows written; when it raises, nothing is finished.
    """
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    book = xlsxwriter.Workbook(path, options)
    book.use_zip64()
    writer = _Book(book, extract)
    for piece in slices(extract.table, progress):
        writer.rows(piece)
    writer.end_data()
    writer.about()
    writer.method()
    # Closed only here: what is given up half-way is not packed first.
    book.close()


class _Book:
    """A workbook being written.

    Attributes:
        sheet: of data, the one rows go to now.
        line: last line written there, counted from 0.
    """

    def __init__(self, book: Any, extract: Extract) -> None:
        self.book, self.extract = book, extract
        self.said = Said(extract.description.lang)
        self.columns = extract.table.columns
        self.looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        self.formats = [self._format(column) for column in self.columns]
        self.sheets = 0
        self.widths = [len(column.name) + 3 for column in self.columns]
        self.sheet: Any = None
        self.line = 0
        self._properties()
        self._new_data()

    def rows(self, piece: pa.RecordBatch) -> None:
        """Write rows, going on in a new sheet when one is full."""
        columns = [column.to_pylist() for column in piece.columns]
        self._see(columns)
        for row in zip(*columns, strict=True):
            if self.line == MOST_ROWS:
                self.end_data()
                self._new_data()
            self.line += 1
            for at, (cell, write) in enumerate(zip(row, self.writes, strict=True)):
                if cell is not None:
                    write(self.line, at, cell, self.formats[at])

    def end_data(self) -> None:
        """Set filters and widths of a sheet of data whose rows are all there."""
        last = max(0, len(self.columns) - 1)
        self.sheet.autofilter(0, 0, max(1, self.line), last)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS + 1}"})
        for at, width in enumerate(self.widths):
            self.sheet.set_column(at, at, min(max(width, WIDTHS[0]), WIDTHS[1]))

    def about(self) -> None:
        """Write what the columns and the indicators mean."""
        said, lang = self.said, self.extract.description.lang
        sheet = self._sheet("about")
        for at, width in enumerate(ABOUT_WIDTHS):
            sheet.set_column(at, at, width)
        columns = [self._column_cells(column) for column in self.columns]
        line = self._block(sheet, 0, "columns", COLUMN_HEADS, columns)
        if infos := self.extract.description.indicators:
            cells = []
            for info in infos:
                record = indicator_record(info, lang)
                record["polarity"] = said(f"common.polarity.{info.polarity}")
                record["dimension"] = said(f"common.dimension.{info.dimension}")
                cells.append([record[head] for head in INDICATOR_HEADS])
            self._block(sheet, line + 1, "indicators", INDICATOR_HEADS, cells)

    def method(self) -> None:
        """Write how to read the rows, whose they are and how to cite them."""
        sheet = self._sheet("method")
        sheet.set_column(0, 0, 110)
        line = 0
        for part in sections(self.extract):
            mark = part.title == self.said("exports.about.sample")
            sheet.write_string(line, 0, part.title, self.looks["sample" if mark else "title"])
            for text in part.lines:
                line += 1
                sheet.write_string(line, 0, text, self.looks["wrap"])
            line += 2

    def _properties(self) -> None:
        description = self.extract.description
        self.book.set_properties(
            {
                "title": description.title,
                "subject": self.said("common.sample_stamp") if description.sample else "",
                "author": f"SMUP {__version__}",
                "comments": f"{self.said('exports.about.title', title=description.title)}",
                "created": aware(description.changed_at).replace(tzinfo=None),
            }
        )

    def _sheet(self, name: str, **values: object) -> Any:
        sheet = self.book.add_worksheet(self.said(f"exports.sheet.{name}", **values))
        sheet.set_paper(9)
        sheet.set_landscape()
        if self.extract.description.sample:
            sheet.set_header(f"&C{self.said('common.sample_stamp')}")
        return sheet

    def _new_data(self) -> None:
        self.sheets += 1
        name = "data" if self.sheets == 1 else "more"
        self.sheet = self._sheet(name, **({"n": self.sheets} if self.sheets > 1 else {}))
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        for at, column in enumerate(self.columns):
            self.sheet.write_string(0, at, column.name, self.looks["head"])
        self.writes: list[WriteCell] = [
            self.sheet.write_number
            if column.kind in {"integer", "number"}
            else self.sheet.write_string
            for column in self.columns
        ]
        self.line = 0

    def _format(self, column: Column) -> Any:
        if column.kind == "code":
            return self.looks["code"]
        if column.kind == "number" and column.decimals is not None:
            places = f".{'0' * column.decimals}" if column.decimals else ""
            return self.book.add_format({"num_format": f"#,##0{places}"})
        return None

    def _see(self, columns: Sequence[Sequence[Any]]) -> None:
        if self.line < SEEN_ROWS and self.sheets == 1:
            for at, cells in enumerate(columns):
                longest = (len(str(cell)) for cell in cells[:SEEN_ROWS] if cell is not None)
                self.widths[at] = max(self.widths[at], *longest, 0)

    def _column_cells(self, column: Column) -> list[Any]:
        kind = self.said(f"exports.type.{column.kind}")
        shown = (column.name, column.title, kind, column.unit, column.decimals)
        return [*shown, column.indicator, column.key]

    def _block(
        self, sheet: Any, line: int, title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> int:
        """Write a small table under a title and return the line below it."""
        sheet.write_string(line, 0, self.said(f"exports.head.{title}"), self.looks["title"])
        named = [self.said(f"exports.head.{head}") for head in heads]
        for at, text in enumerate(named):
            sheet.write_string(line + 1, at, text, self.looks["head"])
        for down, row in enumerate(rows, start=line + 2):
            for at, cell in enumerate(row):
                if isinstance(cell, str) and cell:
                    sheet.write_string(down, at, cell, self.looks["wrap"])
                elif cell is not None and cell != "":
                    sheet.write_number(down, at, cell, self.looks["wrap"])
        return line + 2 + len(rows)
