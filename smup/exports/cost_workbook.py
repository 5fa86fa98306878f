"""The workbook of the cost of a service: live formulas that a finance officer can check and change.

Every sum, share and place is a formula over the sheets of loaded rows, so that a changed row, key
or target changes everything that follows from it. Each formula carries the application's value.
"""

from smup.exports.workbook.assets import assets_sheet
from smup.exports.workbook.combinations import combinations_sheet
from smup.exports.workbook.group import group_sheet
from smup.exports.workbook.keys import keys_sheet
from smup.exports.workbook.method import method_sheet
from smup.exports.workbook.records import Book
from smup.exports.workbook.result import result_sheet
from smup.exports.workbook.rows import incomes_sheet, outputs_sheet, spending_sheet
from smup.exports.workbook.writer import BookWriter

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cost_workbook(book: Book) -> bytes:
    """Return the XLSX file of a service in a unit and year.

    Args:
        book: loaded rows of the unit and the numbers of the page.
    """
    writer = BookWriter(book)
    spending_sheet(writer)
    incomes_sheet(writer)
    outputs_sheet(writer)
    parts = keys_sheet(writer)
    parts["capital"] = assets_sheet(writer)
    result_sheet(writer)
    group_sheet(writer, parts)
    combinations_sheet(writer)
    method_sheet(writer)
    return writer.finish()
