"""The workbook around the rows: headers, looks, sheets of descriptions and of method."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import xlsxwriter

from smup import __version__
from smup.exports.metadata import CARD_TEXTS, Said, indicator_record, sections
from smup.moments import aware
from smup.tabular import Column, Table
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
INDICATOR_HEADS = (
    "code", "name", "unit", "decimals", "polarity", "dimension", *CARD_TEXTS, "coverage",
)  # fmt: skip
COLUMN_HEADS = ("column", "title", "type", "unit", "decimals", "code", "key")
ABOUT_WIDTHS = (24, 44, 18, 20, 26, 22, 60, 60, 40, 30, 60, 40)
METHOD_WIDTH = 110


def data_sheets(table: Table) -> Iterator[tuple[int, int]]:
    """Yield the sheets of data, numbered from 1, with the rows that each holds."""
    for number, start in enumerate(range(0, max(1, table.rows), MOST_ROWS), start=1):
        yield number, min(MOST_ROWS, table.rows - start)


def template(extract: Extract, first: pa.RecordBatch | None) -> bytes:
    """Return the workbook with one model row, of zeros, in the place of the rows of data.

    Args:
        extract: the table.
        first: its first rows, which decide the widths; None without any.
    """
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_urls": False}) as book:
        writer = _Book(book, extract)
        widths = _widths(extract.table.columns, first)
        for number, rows in data_sheets(extract.table):
            writer.data(number, rows, widths)
        writer.about()
        writer.method()
    return data.getvalue()


class _Book:
    def __init__(self, book: Any, extract: Extract) -> None:
        self.book, self.extract = book, extract
        self.said = Said(extract.description.lang)
        self.columns = extract.table.columns
        self.looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        self.formats = [self._format(column) for column in self.columns]
        self._properties()

    def data(self, number: int, rows: int, widths: Sequence[int]) -> None:
        """Write a sheet of data without its rows."""
        sheet = self._sheet("data") if number == 1 else self._sheet("more", n=number)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        for at, (column, look) in enumerate(zip(self.columns, self.formats, strict=True)):
            sheet.write_string(0, at, column.name, self.looks["head"])
            sheet.write_number(1, at, 0, look)
            sheet.set_column(at, at, widths[at])
        sheet.autofilter(0, 0, max(1, rows), len(self.columns) - 1)
        # Codes are text on purpose; no green corners.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS + 1}"})

    def about(self) -> None:
        """Write what the columns and the indicators mean."""
        said = self.said
        sheet = self._sheet("about")
        for at, width in enumerate(ABOUT_WIDTHS):
            sheet.set_column(at, at, width)
        columns = [self._column_cells(column) for column in self.columns]
        line = self._block(sheet, 0, "columns", COLUMN_HEADS, columns)
        if infos := self.extract.description.indicators:
            cells = []
            for info in infos:
                record = indicator_record(info, self.extract.description)
                record["polarity"] = said(f"common.polarity.{info.polarity}")
                record["dimension"] = said(f"common.dimension.{info.dimension}")
                cells.append([record[head] for head in INDICATOR_HEADS])
            self._block(sheet, line + 1, "indicators", INDICATOR_HEADS, cells)

    def method(self) -> None:
        """Write how to read the rows, whose they are and how to cite them."""
        sheet = self._sheet("method")
        sheet.set_column(0, 0, METHOD_WIDTH)
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

    def _format(self, column: Column) -> Any:
        if column.kind == "code":
            return self.looks["code"]
        if column.kind == "number" and column.decimals is not None:
            places = f".{'0' * column.decimals}" if column.decimals else ""
            return self.book.add_format({"num_format": f"#,##0{places}"})
        return None

    def _column_cells(self, column: Column) -> list[Any]:
        kind = self.said(f"exports.type.{column.kind}")
        shown = (column.name, column.title, kind, column.unit, column.decimals)
        return [*shown, column.indicator, column.key]

    def _block(
        self, sheet: Any, line: int, title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> int:
        """Write a small table under a title and return the line below it."""
        sheet.write_string(line, 0, self.said(f"exports.head.{title}"), self.looks["title"])
        for at, head in enumerate(heads):
            sheet.write_string(line + 1, at, self.said(f"exports.head.{head}"), self.looks["head"])
        for down, row in enumerate(rows, start=line + 2):
            for at, cell in enumerate(row):
                if isinstance(cell, str) and cell:
                    sheet.write_string(down, at, cell, self.looks["wrap"])
                elif isinstance(cell, int):
                    sheet.write_number(down, at, cell, self.looks["wrap"])
        return line + 2 + len(rows)


def _widths(columns: Sequence[Column], first: pa.RecordBatch | None) -> list[int]:
    """Return the widths of columns: that of the longest text seen, with room for the filter."""
    widths = []
    for at, column in enumerate(columns):
        cells = [] if first is None else first.column(at).slice(0, SEEN_ROWS).to_pylist()
        texts = [
            f"{cell:.{column.decimals or 2}f}" if isinstance(cell, float) else str(cell)
            for cell in cells
            if cell is not None
        ]
        longest = max((len(column.name) + 3, *map(len, texts)))
        widths.append(min(max(longest + 1, WIDTHS[0]), WIDTHS[1]))
    return widths
