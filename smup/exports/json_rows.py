"""JSON: metadata and rows as objects, written column by column."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing

import pyarrow as pa

from smup.exports.cells import decoded, edited, is_text, joined, lines, number_texts, slices
from smup.exports.metadata import metadata
from smup.exports.saving import Progress
from smup.views.take_out.records import Extract

NOT_PLAIN = r'["\\\x00-\x1f]'
NULL, BETWEEN = "null", ",\n"


def json_chunks(extract: Extract, progress: Progress | None = None) -> Iterator[bytes]:
    """Yield ``{"metadata": …, "data": [{name: value, …}, …]}`` piece by piece, a row a line.

    Args:
        extract: the table; texts stand as they are, an empty cell is null.
        progress: called with the number of rows behind.
    """
    names = [column.name for column in extract.table.columns]
    about = json.dumps(metadata(extract), ensure_ascii=False, allow_nan=False)
    yield f'{{"metadata": {about},\n"data": [\n'.encode()
    between = b""
    with closing(slices(extract.table, progress)) as pieces:
        for piece in pieces:
            if piece.num_rows:
                yield between + joined(json_objects(piece, names), BETWEEN)
                between = BETWEEN.encode()
    yield b"\n]}\n"


def json_objects(batch: pa.RecordBatch, names: Sequence[str]) -> pa.Array:
    """Return the rows of a batch as JSON objects, a text each, on one line.

    Args:
        batch: texts, integers and numbers.
        names: keys of the objects, one a column.
    """
    parts: list[pa.Array | str] = []
    for name, values in zip(names, json_columns(batch), strict=True):
        parts += [f"{', ' if parts else '{'}{encoded(name)}: ", values]
    return lines([*parts, "}"], batch.num_rows, separator="", empty=NULL)


def json_columns(batch: pa.RecordBatch) -> list[pa.Array]:
    """Return the columns of a batch as texts of JSON; null where a cell is empty."""
    return [
        edited(column, NOT_PLAIN, encoded, around=('"', '"'))
        if is_text(column)
        else number_texts(decoded(column))
        for column in batch.columns
    ]


def encoded(text: str) -> str:
    """Return a text as JSON."""
    return json.dumps(text, ensure_ascii=False)
