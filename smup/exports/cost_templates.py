"""The templates of costs as files: empty, or filled with the worked example."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from smup.costs.example import Cell, example_rows
from smup.costs.templates import Template
from smup.exports.cells import plain_number
from smup.exports.csv import BOM


def template_csv(template: Template, *, example: bool = False) -> bytes:
    """Return one template as a CSV that a Polish spreadsheet opens right.

    Args:
        template: the table.
        example: with the rows of the worked example.
    """
    stream = io.StringIO()
    stream.write(BOM)
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(template.columns)
    if example:
        writer.writerows([_text(cell) for cell in row] for row in rows_of(template))
    return stream.getvalue().encode()


def rows_of(template: Template) -> Sequence[tuple[Cell, ...]]:
    """Return the rows of the worked example in one table."""
    return example_rows()[template.name]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    return plain_number(cell, ",") if isinstance(cell, float) else str(cell)
