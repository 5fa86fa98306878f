"""Last sheet: what every term means, where the numbers come from, of when, under what licence."""

from smup import __version__
from smup.exports.workbook.writer import FIRST_ROW, BookWriter
from smup.formats import format_date

TERMS = (
    "direct",
    "entity",
    "shared",
    "capital",
    "grants",
    "gross",
    "net",
    "unit",
    "share",
    "change",
    "missing",
    "interval",
    "median",
    "place",
    "break",
    "names",
)


def method_sheet(writer: BookWriter) -> None:
    """Write the terms, the sources and the address of the page."""
    sheet, book, t = writer.sheets["method"], writer.book, writer.t
    sheet.head((34, 110))
    sheet.headings(FIRST_ROW, [t("cost_files.column.term"), t("cost_files.column.meaning")])
    rows = [(t(f"cost_files.term.{key}"), t(f"cost_files.meaning.{key}")) for key in TERMS]
    dataset = book.data.dataset
    kind = t("common.sample_badge" if dataset.is_sample else "reports.fact.data_real")
    moment = format_date(dataset.changed_at, t.lang)
    rows += [
        (t("reports.fact.data"), kind),
        (t("reports.fact.changed"), moment),
        (t("cost_files.term.version"), __version__),
        (t("cost_files.term.licence"), t("cost_files.meaning.licence")),
        *((t("cost_files.term.source"), line) for line in book.sources),
        (t("reports.fact.link"), book.address),
    ]
    for at, (term, meaning) in enumerate(rows, start=FIRST_ROW + 1):
        sheet.text(at, 0, term, "wrap")
        sheet.text(at, 1, meaning, "wrap")
