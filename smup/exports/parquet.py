"""Parquet: one row group after another, with the meaning of the columns in the schema."""

import io
import json
from collections.abc import Generator, Iterator
from contextlib import closing

import pyarrow as pa
import pyarrow.parquet as pq

from smup.exports.cells import closing_reader
from smup.exports.metadata import metadata
from smup.exports.saving import Progress
from smup.tabular import Column
from smup.views.take_out.records import Extract

GROUP_CELLS = 2_000_000
"""Cells of a row group: large enough to compress well, small enough to hold."""


def parquet_chunks(extract: Extract, progress: Progress | None = None) -> Iterator[bytes]:
    """Yield a Parquet file row group by row group, compressed with Zstandard.

    Args:
        extract: the table.
        progress: called with the number of rows behind.
    """
    schema = parquet_schema(extract)
    sink, done = _Taken(), 0
    with (
        pq.ParquetWriter(pa.PythonFile(sink, "w"), schema, compression="zstd") as writer,
        closing(_groups(extract, schema)) as groups,
    ):
        for group in groups:
            writer.write_table(group, row_group_size=group.num_rows)
            done += group.num_rows
            yield sink.take()
            if progress is not None:
                progress(done)
    yield sink.take()


def parquet_schema(extract: Extract) -> pa.Schema:
    """Return the schema, with what is known of the table and of each column as metadata."""
    known = {key: _text(value) for key, value in metadata(extract).items()}
    fields = [
        pa.field(column.name, column.type, metadata=_field_metadata(column))
        for column in extract.table.columns
    ]
    return pa.schema(fields, metadata=known)


def _groups(extract: Extract, schema: pa.Schema) -> Generator[pa.Table, None, None]:
    """Yield the rows in tables of the size of a row group."""
    most = max(1, GROUP_CELLS // max(1, len(schema)))
    held: list[pa.RecordBatch] = []
    rows = 0
    with closing_reader(extract.table) as batches:
        for batch in batches:
            held.append(_cast(batch, schema))
            rows += batch.num_rows
            if rows >= most:
                yield pa.Table.from_batches(held, schema)
                held, rows = [], 0
    if rows:
        yield pa.Table.from_batches(held, schema)


def _cast(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    arrays = [array.cast(field.type) for array, field in zip(batch.columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _field_metadata(column: Column) -> dict[str, str]:
    known = {
        "key": column.key,
        "title": column.title,
        "unit": column.unit,
        "decimals": "" if column.decimals is None else str(column.decimals),
        "indicator": column.indicator,
    }
    return {key: text for key, text in known.items() if text}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class _Taken(io.RawIOBase):
    """A file for writing whose bytes are taken away as they come."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._at = 0

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def tell(self) -> int:
        """Return the number of bytes written."""
        return self._at

    def write(self, data: object) -> int:
        """Hold bytes until they are taken."""
        view = memoryview(data)  # type: ignore[arg-type]
        self._held += view
        self._at += view.nbytes
        return view.nbytes

    def take(self) -> bytes:
        """Return the bytes written since the last time."""
        data = bytes(self._held)
        self._held.clear()
        return data
