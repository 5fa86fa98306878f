"""Reports as DOCX to be edited: real headings, tables with header rows, language, alt texts."""

import io
from functools import singledispatchmethod

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from smup.i18n import texts
from smup.reports.chart_records import StepChart
from smup.reports.charts import trend_png
from smup.reports.fonts import FAMILY, Fonts
from smup.reports.records import (
    Bar,
    Block,
    Bullets,
    Charts,
    Facts,
    HeatTable,
    LineTable,
    Links,
    Paragraph,
    PlainTable,
    Report,
    Stories,
)

MARGIN = Mm(14)
INK = RGBColor(0x10, 0x24, 0x3A)
LINK = RGBColor(0x0A, 0x55, 0x8C)
CHART_WIDTH, WIDE = Mm(120), Mm(180)
LOCALES = {"pl": "pl-PL", "en": "en-GB"}
HEAT = ("A1440B", "E3A873", "F1EFEA", "8ABBC9", "175E78")
SIGNS = {"rising": "\u25b2", "falling": "\u25bc", "steady": "\u2013"}
TONES = {"better": "E3F2EF", "worse": "FBEEDF"}
DARK = ("A1440B", "175E78")
WHITE = RGBColor(0xFF, 0xFF, 0xFF)


def docx_of(report: Report, fonts: Fonts) -> bytes:
    """Return the report as a document of a word processor."""
    writer = _Writer(report, fonts)
    writer.write()
    with io.BytesIO() as data:
        writer.document.save(data)
        return data.getvalue()


class _Writer:
    """Writes the blocks of one report one after another."""

    def __init__(self, report: Report, fonts: Fonts) -> None:
        self.document: DocxDocument = Document()
        self._report = report
        self._fonts = fonts
        self._t = texts(report.lang)
        _set_up(self.document, report)

    def write(self) -> None:
        """Write title, facts and sections."""
        report = self._report
        self.document.add_paragraph(report.label, style="Subtitle")
        self.document.add_heading(report.title, level=0)
        self.document.add_paragraph(report.subtitle)
        if report.sample:
            line = self.document.add_paragraph(style="Intense Quote")
            line.add_run(f"{report.sample}. ").bold = True
            line.add_run(report.sample_note)
        if report.problems:
            title = self._t("reports.problem.title")
            self.document.add_paragraph(" ".join((f"{title}.", *report.problems)), style="Quote")
        for block in (*report.opening, report.facts):
            self._block(block)
        for section in report.sections:
            self.document.add_heading(section.title, level=1)
            if section.note:
                self.document.add_paragraph(section.note)
            for block in section.blocks:
                self._block(block)
        _footer(self.document, report)

    @singledispatchmethod
    def _block(self, block: Block) -> None:
        raise TypeError(type(block))

    @_block.register
    def _(self, block: Paragraph) -> None:
        if block.style == "title":
            self.document.add_heading(block.text, level=2)
            return
        run = self.document.add_paragraph().add_run(block.text)
        run.font.size = {"lead": Pt(13), "body": Pt(10), "note": Pt(9)}[block.style]

    @_block.register
    def _(self, block: Bar) -> None:
        self.document.add_paragraph(block.alt)

    @_block.register
    def _(self, block: Facts) -> None:
        for term, value in block.rows:
            line = self.document.add_paragraph()
            line.paragraph_format.space_after = Pt(2)
            line.add_run(f"{term}: ").bold = True
            if value.startswith(("http://", "https://")):
                _link(line, value, value)
            else:
                line.add_run(value)

    @_block.register
    def _(self, block: HeatTable) -> None:
        table = self._table(block.caption, block.columns)
        for title, fields in block.rows:
            cells = table.add_row().cells
            _set(cells[0], title, bold=True)
            column = 1
            for found in fields:
                cell = cells[column]
                if found.span > 1:
                    cell = cell.merge(cells[column + found.span - 1])
                colour = "" if found.grade is None else HEAT[found.grade]
                _set(cell, found.text, fill=colour, centred=True)
                column += found.span
        scale = "; ".join(f"{place + 1}: {word}" for place, word in enumerate(block.key))
        self.document.add_paragraph(f"{block.note} {scale}.")

    @_block.register
    def _(self, block: LineTable) -> None:
        names = ("indicator", "", "median", "middle", "place", "trend", "year")
        columns = [self._t(f"reports.table.{name}") if name else block.unit_name for name in names]
        table = self._table(block.caption, columns)
        for group in block.groups:
            if group.title:
                cells = table.add_row().cells
                _set(cells[0].merge(cells[-1]), group.title, bold=True, fill="F3F6F8")
            for line in group.lines:
                cells = table.add_row().cells
                name = f"{line.name} ({line.note})" if line.note else line.name
                shown = (
                    name,
                    line.value,
                    line.median,
                    line.middle,
                    line.place,
                    f"{SIGNS.get(line.way, '')} {line.trend}".strip(),
                    line.year,
                )
                for cell, text in zip(cells, shown, strict=True):
                    _set(cell, text)
                _fill(cells[4], TONES.get(line.tone, ""))

    @_block.register
    def _(self, block: Stories) -> None:
        for item in block.items:
            line = self.document.add_paragraph(style="List Bullet")
            line.add_run(f"{item.name}: ").bold = True
            line.add_run(item.sentence)

    @_block.register
    def _(self, block: Charts) -> None:
        for chart in block.items:
            self.document.add_heading(chart.title, level=2)
            picture = io.BytesIO(trend_png(chart, self._fonts))
            shape = self.document.add_picture(
                picture, width=WIDE if isinstance(chart, StepChart) else CHART_WIDTH
            )
            properties = shape._inline.docPr  # noqa: SLF001  the library has no other way yet
            properties.set("descr", chart.alt)
            properties.set("title", chart.title)

    @_block.register
    def _(self, block: PlainTable) -> None:
        table = self._table(block.caption, block.columns)
        for place, row in enumerate(block.rows):
            cells = table.add_row().cells
            for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
                fill = TONES.get(block.tones.get((place, column), ""), "")
                _set(cell, text, bold=column == 0 or place in block.mine, fill=fill)

    @_block.register
    def _(self, block: Bullets) -> None:
        for term, text in block.items:
            style = "List Number" if block.ordered else "List Bullet"
            line = self.document.add_paragraph(style=style)
            if term:
                line.add_run(f"{term} ").bold = True
            line.add_run(text)

    @_block.register
    def _(self, block: Links) -> None:
        for text, address in block.items:
            line = self.document.add_paragraph(f"{text}: ")
            _link(line, address, address)

    def _table(self, caption: str, columns: "list[str] | tuple[str, ...]") -> Table:
        """Return a table under its caption, with a header row that repeats on every page."""
        self.document.add_paragraph(caption, style="Caption")
        table: Table = self.document.add_table(
            rows=1, cols=len(columns), style="Light Grid Accent 1"
        )
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        for cell, text in zip(table.rows[0].cells, columns, strict=True):
            _set(cell, text, bold=True)
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001  no other way yet
        return table


def _set_up(document: DocxDocument, report: Report) -> None:
    """Set page, fonts, language and metadata."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = MARGIN
    section.bottom_margin = Mm(17)
    for style in document.styles:
        font = getattr(style, "font", None)
        if font is not None:
            font.name = FAMILY
            if style.name and style.name.startswith(("Heading", "Title")):
                font.color.rgb = INK
                fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
                for key in list(fonts.attrib):
                    del fonts.attrib[key]
                for key in ("w:ascii", "w:hAnsi", "w:cs"):
                    fonts.set(qn(key), FAMILY)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LOCALES[report.lang])
    normal.element.get_or_add_rPr().append(language)
    about = document.core_properties
    about.title = f"{report.label}: {report.title}"
    about.author = "SMUP"
    about.subject = report.subtitle
    about.language = LOCALES[report.lang]
    about.comments = report.address


def _footer(document: DocxDocument, report: Report) -> None:
    line = document.sections[0].footer.paragraphs[0]
    line.text = " · ".join(part for part in (report.sample, report.foot) if part)
    for run in line.runs:
        run.font.size = Pt(8)


def _set(
    cell: _Cell, text: str, *, bold: bool = False, fill: str = "", centred: bool = False
) -> None:
    """Write a text into a cell, over what stands there."""
    line = cell.paragraphs[0]
    line.text = ""
    line.paragraph_format.space_after = Pt(0)
    if centred:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(text)
    run.bold = bold
    run.font.size = Pt(8.5)
    if fill in DARK:
        run.font.color.rgb = WHITE
    _fill(cell, fill)


def _fill(cell: _Cell, colour: str) -> None:
    if not colour:
        return
    shade = OxmlElement("w:shd")
    for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(key), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  the library has no other way yet


def _link(line: DocxParagraph, text: str, address: str) -> None:
    """Add a link that a reader can follow."""
    key = line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = line.add_run(text)
    run.font.color.rgb = LINK
    run.underline = True
    link.append(run._r)  # noqa: SLF001  the library has no other way yet
    line._p.append(link)  # noqa: SLF001
