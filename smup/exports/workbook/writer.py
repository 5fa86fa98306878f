"""Writes cells of a workbook: texts as texts, formulas with their values, names of ranges.

A formula always carries the value that the application computed, so that a viewer which does not
recalculate shows the same numbers.
"""

import io
import math
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from smup import __version__
from smup.exports.workbook.records import Book, known, said
from smup.i18n import Texts
from smup.typography import NBSP

SHEETS = (
    "result",
    "spending",
    "keys",
    "assets",
    "incomes",
    "outputs",
    "group",
    "combinations",
    "method",
)
MONEY, PERCENT, QUANTITY, WHOLE = "#,##0.00", "0.00%", "#,##0.00##", "0"
FIRST_ROW = 5
"""Row, counted from 0, below the head of every sheet."""
LINE, LETTER = 15.5, 1.2
"""Height of a line in points; width of a bold letter against that of a usual digit."""
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": "#10243A"},
    "about": {"font_color": "#44535F"},
    "sample": {"bold": True, "font_color": "#4D3800", "bg_color": "#FFF3CC"},
    "part": {"bold": True, "font_size": 12, "font_color": "#10243A", "top": 2},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF2", "bottom": 1},
    "text": {},
    "wrap": {"text_wrap": True, "valign": "top"},
    "bold": {"bold": True},
    "input": {"bg_color": "#E6F0F7", "border": 1, "border_color": "#0A558C"},
    "input_money": {"bg_color": "#E6F0F7", "num_format": MONEY},
    "input_quantity": {"bg_color": "#E6F0F7", "num_format": QUANTITY},
    "money": {"num_format": MONEY},
    "sum": {"num_format": MONEY, "bold": True, "top": 1},
    "percent": {"num_format": PERCENT},
    "quantity": {"num_format": QUANTITY},
    "whole": {"num_format": WHOLE},
    "mine": {"bold": True, "bg_color": "#FCEEF3"},
    "mine_money": {"bold": True, "bg_color": "#FCEEF3", "num_format": MONEY},
    "mine_quantity": {"bold": True, "bg_color": "#FCEEF3", "num_format": QUANTITY},
    "big": {"bold": True, "font_size": 14, "num_format": MONEY, "font_color": "#10243A"},
}


class BookWriter:
    """A workbook being written.

    Attributes:
        book: what it holds.
        t: texts of its language.
        missing: word that stands where there is no number.
        sheets: its sheets by key, in the order of the tabs.
    """

    def __init__(self, book: Book) -> None:
        """Start a workbook in memory with all its empty sheets."""
        self.book = book
        self.t = plain_spaces(book.data.t)
        self.missing = self.t("cost_files.book.missing")
        self._data = io.BytesIO()
        # A text stays a text, whatever it begins with.
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        self._workbook = xlsxwriter.Workbook(self._data, options)
        self._workbook.set_size(2400, 1500)
        self._looks = {name: self._workbook.add_format(look) for name, look in _LOOKS.items()}
        self.sheets = {key: Sheet(self, key, self._add(key)) for key in SHEETS}
        self._names: dict[str, str] = {}

    def name(self, name: str, reference: str) -> None:
        """Give a range a name that formulas of every sheet may use."""
        self._names[name] = reference

    def missing_or(self, cells: str, count: int, formula: str) -> str:
        """Return a formula that gives the word of a missing number unless all cells have one."""
        return f'IF(COUNT({cells})<{count},"{self.missing}",{formula})'

    def look(self, name: str) -> Any:
        """Return a format by its name."""
        return self._looks[name]

    def chart(self, kind: str, subtype: str) -> Any:
        """Return a new chart."""
        return self._workbook.add_chart({"type": kind, "subtype": subtype})

    def finish(self) -> bytes:
        """Define the names, close the workbook and return its bytes."""
        for name, reference in self._names.items():
            self._workbook.define_name(name, f"={reference}")
        data = self.book.data
        title = f"{self.t('cost_files.book.title', service=said(data.service.title, self.t.lang))}"
        self._workbook.set_properties(
            {
                "title": title,
                "subject": f"{self.book.unit_code} {self.book.year}",
                "author": "SMUP",
                "comments": f"SMUP {__version__}. {self.book.address}",
            }
        )
        self._workbook.close()
        return self._data.getvalue()

    def _add(self, key: str) -> Any:
        worksheet = self._workbook.add_worksheet(self.t(f"cost_files.sheet.{key}"))
        # It looks for each of thirty new functions in each formula: two thirds of all the time.
        # Ours need no more than a spreadsheet of 2007 knows.
        worksheet._prepare_formula = _as_written  # noqa: SLF001
        return worksheet


def _as_written(formula: str, _expand: bool = False) -> str:  # noqa: FBT001, FBT002  as it is called
    return formula.removeprefix("=")


def plain_spaces(t: Texts) -> Texts:
    """Return texts without no-break spaces: nobody could type the name of a sheet or a key."""
    return Texts(t.lang, {key: text.replace(NBSP, " ") for key, text in t.entries.items()})


class Sheet:
    """One sheet; rows and columns are counted from 0."""

    def __init__(self, writer: BookWriter, key: str, worksheet: Any) -> None:
        """Take the worksheet."""
        self.key = key
        self.raw = worksheet
        self._writer = writer
        self._title = worksheet.get_name()
        self._widths: Sequence[float] = ()

    def head(self, widths: Sequence[float], *, freeze: int | None = None) -> None:
        """Write title, what it is about, the mark of a sample and a note; set widths and print.

        Args:
            widths: of the columns, in characters.
            freeze: row below which the sheet scrolls.
        """
        writer, book = self._writer, self._writer.book
        data, t = book.data, writer.t
        service = said(data.service.title, t.lang)
        self.text(0, 0, f"{t('cost_files.book.title', service=service)} · {self._title}", "title")
        unit = data.directory.label(book.unit, lang=t.lang)
        self.text(1, 0, f"{unit} · TERYT {book.unit_code} · {book.year}", "about")
        if data.dataset.is_sample:
            self.text(2, 0, f"{t('common.sample_stamp')}. {t('shell.sample_text')}", "sample")
        self.text(3, 0, t(f"cost_files.note.{self.key}"), "about")
        self._widths = widths
        for column, width in enumerate(widths):
            self.raw.set_column(column, column, width)
        if freeze is not None:
            self.raw.freeze_panes(freeze, 0)
        self._print(t("common.sample_stamp") if data.dataset.is_sample else "")

    def text(self, row: int, column: int, text: str, look: str = "text") -> None:
        """Write a text, never taken for a formula or a number."""
        self.raw.write_string(row, column, text.replace(NBSP, " "), self._writer.look(look))

    def number(self, row: int, column: int, value: float | None, look: str = "money") -> None:
        """Write a number, or the word of a missing one."""
        if value is None or not known(value):
            self.text(row, column, self._writer.missing, look)
        else:
            self.raw.write_number(row, column, value, self._writer.look(look))

    def formula(
        self, row: int, column: int, formula: str, value: float | str | None, look: str = "money"
    ) -> None:
        """Write a formula, without its equals sign, and the value that it has now."""
        shown: float | str | None = value
        if not isinstance(value, str) and not known(value):
            shown = self._writer.missing
        self.raw.write_formula(row, column, f"={formula}", self._writer.look(look), shown)

    def headings(self, row: int, texts: Sequence[str], *, column: int = 0) -> None:
        """Write the headings of a table, in a row as high as the longest of them needs."""
        lines = 1
        for place, text in enumerate(texts):
            width = self._widths[column + place]
            lines = max(lines, math.ceil(len(text) * LETTER / width))
        self.raw.set_row(row, LINE * lines)
        for place, text in enumerate(texts):
            self.text(row, column + place, text, "head")

    def headings_down(self, row: int, column: int, texts: Sequence[str]) -> None:
        """Write headings one under another."""
        for place, text in enumerate(texts):
            self.text(row + place, column, text, "head")

    def part(self, row: int, text: str, *, columns: int, column: int = 0) -> None:
        """Write the heading of a part with a line over its columns."""
        for place in range(columns):
            self.text(row, column + place, "" if place else text, "part")

    def cell(self, row: int, column: int) -> str:
        """Return the absolute reference of a cell, with its sheet."""
        return f"{self._quoted}{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def range(self, row: int, column: int, last_row: int, last_column: int) -> str:
        """Return the absolute reference of a range, with its sheet."""
        return f"{self._quoted}{xl_range_abs(row, column, last_row, last_column)}"

    def choose(self, row: int, column: int, source: str, *, last_row: int | None = None) -> None:
        """Let a cell, or those down to a last row, be chosen from a list."""
        last = row if last_row is None else last_row
        self.raw.data_validation(
            row, column, last, column, {"validate": "list", "source": f"={source}"}
        )

    @property
    def _quoted(self) -> str:
        return f"'{self._title}'!"

    def _print(self, mark: str) -> None:
        self.raw.set_landscape()
        self.raw.set_paper(9)
        self.raw.fit_to_pages(1, 0)
        self.raw.hide_gridlines(2)
        page = self._writer.t("cost_files.book.page")
        self.raw.set_header(f"&L&8SMUP&C&8&B{mark}&R&8&A")
        self.raw.set_footer(f"&L&8{self._writer.t('reports.foot.line')}&R&8{page} &P/&N")
