"""Texts of cells, made for whole columns at once: what CSV and JSON share."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from smup.exports.saving import Progress
from smup.tabular import Table

CELLS_AT_ONCE = 100_000
"""Cells turned into text together: some megabytes, whatever the width of the table."""
EXPONENT_OR_SIGN = "e|^-0$|^-?inf$|^nan$"
Edit = Callable[[str], str]


def plain_number(value: float, decimal: str = ".") -> str:
    """Return a number as its shortest exact text, without exponent: ``0,00001``, ``12``."""
    text = repr(value)
    if "e" in text:
        text = f"{Decimal(text):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", decimal)


def slices(table: Table, progress: Progress | None = None) -> Generator[pa.RecordBatch, None, None]:
    """Yield the rows of a table in pieces small enough to be turned into text at once.

    Args:
        table: its reading is closed with this iterator.
        progress: called with the number of rows behind, when the next piece is asked for.
    """
    step = max(1, CELLS_AT_ONCE // max(1, len(table.columns)))
    done = 0
    with closing_reader(table) as batches:
        for batch in batches:
            for start in range(0, batch.num_rows, step):
                piece = batch.slice(start, step)
                yield piece
                done += piece.num_rows
                if progress is not None:
                    progress(done)


@contextmanager
def closing_reader(table: Table) -> Iterator[Iterator[pa.RecordBatch]]:
    """Read a table and free what the reading holds, however it ends."""
    batches = table.batches()
    try:
        yield batches
    finally:
        if isinstance(batches, Generator):
            batches.close()


def head(table: Table, rows: int) -> Table:
    """Return the first rows of a table."""

    def batches() -> Iterator[pa.RecordBatch]:
        if table.first is not None and rows and table.rows:
            yield table.first(min(rows, table.rows))
            return
        left = rows
        with closing_reader(table) as whole:
            while left > 0 and (batch := next(whole, None)) is not None:
                yield batch.slice(0, left)
                left -= batch.num_rows

    return replace(table, rows=min(rows, table.rows), batches=batches, first=None)


def number_texts(numbers: pa.Array, decimal: str = ".") -> pa.Array:
    """Return numbers as ``plain_number`` writes them; null where there is no finite number.

    Arrow's own shortest text is the same but for large, tiny and negative zero numbers: these few
    are rewritten one by one.
    """
    texts = pc.cast(numbers, pa.string())
    if not pa.types.is_floating(numbers.type):
        return texts
    odd = pc.match_substring_regex(texts, EXPONENT_OR_SIGN)
    if pc.any(odd).as_py():
        plain = [
            plain_number(value) if pc.is_finite(pa.scalar(value)).as_py() else None
            for value in numbers.filter(odd).to_pylist()
        ]
        texts = _with(texts, odd, plain)
    return texts if decimal == "." else pc.replace_substring(texts, ".", decimal)


def edited(
    texts: pa.Array, pattern: str, edit: Edit, around: tuple[str, str] = ("", "")
) -> pa.Array:
    """Return texts with the few that match a pattern rewritten, each distinct text once.

    Args:
        texts: strings, or a dictionary of strings.
        pattern: regular expression (RE2) of what must be rewritten.
        edit: rewrites one text, and sets ``around`` itself.
        around: signs set before and behind every other text.
    """
    coded = texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()
    distinct = coded.dictionary
    found = pc.match_substring_regex(distinct, pattern)
    written = distinct
    if any(around):
        written = pc.binary_join_element_wise(around[0], distinct, around[1], "")
    if pc.any(found).as_py():
        new = [edit(text) for text in distinct.filter(found).to_pylist()]
        written = _with(written, found, new)
    return written.take(coded.indices)


def lines(parts: Sequence[pa.Array | str], rows: int, *, separator: str, empty: str) -> pa.Array:
    """Return a text for each row: parts of the row, joined.

    Args:
        parts: a column of texts each, or a text that stands in every row.
        rows: how many.
        separator: between parts.
        empty: in the place of null.
    """
    if all(isinstance(part, str) for part in parts):
        return pa.array([separator.join(parts)] * rows, pa.string())
    return pc.binary_join_element_wise(
        *parts, separator, null_handling="replace", null_replacement=empty
    )


def joined(texts: pa.Array, separator: str) -> bytes:
    """Return texts joined, as UTF-8."""
    one = pa.ListArray.from_arrays(pa.array([0, len(texts)], pa.int32()), texts)
    data: bytes = pc.binary_join(one, separator)[0].as_buffer().to_pybytes()
    return data


def is_text(array: pa.Array) -> bool:
    """Tell whether a column holds texts, plain or as a dictionary."""
    kind = array.type
    return bool(pa.types.is_string(kind.value_type if pa.types.is_dictionary(kind) else kind))


def decoded(array: pa.Array) -> pa.Array:
    """Return a column without dictionary."""
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def _with(texts: pa.Array, where: pa.Array, new: Sequence[str | None]) -> pa.Array:
    mask = pc.fill_null(where, fill_value=False)
    return pc.replace_with_mask(texts, mask, pa.array(new, pa.string()))
