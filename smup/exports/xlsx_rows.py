"""Rows of a sheet of XLSX, written column by column as the XML of the format."""

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from smup.exports.cells import decoded, edited, is_text, joined, lines, number_texts

LONGEST = 32_767
"""UTF-16 units that a cell holds."""
UNFIT = r"[&<>\x00-\x1f\x{FFFE}\x{FFFF}]|^ | $|_x[0-9A-Fa-f]{4}_"
"""Texts that do not stand in XML as they are, or would lose spaces or signs there."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)")


def sheet_rows(batch: pa.RecordBatch, first: int, starts: Sequence[str]) -> bytes:
    """Return rows of a sheet.

    Args:
        batch: at least one row of texts, integers and numbers; an empty cell is left out.
        first: number of the first row in the sheet, counted from 1.
        starts: of the cells of each column, up to the number of the row: ``<c s="2" r="A``.
    """
    at = pc.cast(pa.array(range(first, first + batch.num_rows), pa.int64()), pa.string())
    cells = [_cells(column, at, start) for column, start in zip(batch.columns, starts, strict=True)]
    rows = lines(['<row r="', at, '">', *cells, "</row>"], batch.num_rows, separator="", empty="")
    return joined(rows, "")


def xml_text(text: str) -> str:
    """Return a text as the element of a cell, whatever signs it has."""
    text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<t xml:space="preserve">{text}</t>'


def _cells(column: pa.Array, at: pa.Array, start: str) -> pa.Array:
    """Return the cells of a column; null where there is nothing to write."""
    if is_text(column):
        written = edited(_shortened(column), UNFIT, xml_text, around=("<t>", "</t>"))
        parts = (start, at, '" t="inlineStr"><is>', written, "</is></c>")
    else:
        parts = (start, at, '"><v>', number_texts(decoded(column)), "</v></c>")
    return pc.binary_join_element_wise(*parts, "")


def _shortened(column: pa.Array) -> pa.Array:
    """Return texts cut to what a cell holds; hardly any ever is."""
    longest = pc.max(pc.binary_length(decoded(column))).as_py() or 0
    if longest <= LONGEST:
        return column
    cut = [text and _cut(text) for text in decoded(column).to_pylist()]
    return pa.array(cut, pa.string())


def _cut(text: str) -> str:
    return text.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", errors="ignore")
