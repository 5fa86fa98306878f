"""The formats a table can be taken out in, and the one way to write each of them."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from smup.exports import csv
from smup.exports.cells import head
from smup.exports.csv import Separator
from smup.exports.geo import geojson_chunks, save_gpkg
from smup.exports.json_rows import json_chunks
from smup.exports.package import zip_chunks
from smup.exports.parquet import parquet_chunks
from smup.exports.saving import Progress, blocks, saved
from smup.exports.xlsx import save_xlsx
from smup.exports.xlsx_book import MOST_COLUMNS
from smup.views.take_out.records import Description, Extract

DIRECT_ROWS = 20_000
"""Rows up to which a form that does not stream is made while the reader waits."""
HEAD = 400
"""First rows written to guess the size of a file."""
COLUMNS = MappingProxyType({"xlsx": MOST_COLUMNS, "gpkg": 1_998})
"""Columns that formats hold at most; a table of a GeoPackage has two of its own besides."""
WITH_BORDERS = frozenset({"geojson", "gpkg"})
Stream = Callable[[Extract, Progress | None], Iterator[bytes]]
Save = Callable[[Extract, Path, Progress | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A format.

    Attributes:
        name: ending in the address; ``zip`` is a Frictionless data package.
        mimetype: of the answer.
        streams: written piece by piece as it is sent; the others need a file first.
    """

    name: str
    mimetype: str
    streams: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a table cannot have a format.

    Attributes:
        key: text under ``exports.refused``.
        values: what the text names.
    """

    key: str
    values: Mapping[str, object]


_STREAMS: Mapping[str, Stream] = MappingProxyType(
    {"json": json_chunks, "parquet": parquet_chunks, "geojson": geojson_chunks, "zip": zip_chunks}
)
_SAVES: Mapping[str, Save] = MappingProxyType({"xlsx": save_xlsx, "gpkg": save_gpkg})
_MIMETYPES = MappingProxyType(
    {
        "csv": "text/csv",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "parquet": "application/vnd.apache.parquet",
        "json": "application/json",
        "geojson": "application/geo+json",
        "gpkg": "application/geopackage+sqlite3",
        "zip": "application/zip",
    }
)
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        name: Form(name=name, mimetype=mimetype, streams=name not in _SAVES)
        for name, mimetype in _MIMETYPES.items()
    }
)


def is_slow(form: str, extract: Extract) -> bool:
    """Tell whether the file takes too long to be made while the reader waits."""
    return not FORMS[form].streams and extract.table.rows > DIRECT_ROWS


def refusal(form: str, extract: Extract) -> Refusal | None:
    """Return why the table cannot be written in the format, or None when it can."""
    columns, most = len(extract.table.columns), COLUMNS.get(form)
    if most is not None and columns > most:
        values = {"columns": columns, "most": most, "form": form.upper()}
        return Refusal(key="columns", values=values)
    if form not in WITH_BORDERS:
        return None
    if extract.places is None:
        return Refusal(key="no_places", values={})
    if extract.places.geojson() is None:
        return Refusal(key="no_borders", values={"level": extract.places.level})
    return None


def chunks(form: str, extract: Extract, *, separator: Separator = "semicolon") -> Iterator[bytes]:
    """Yield the file piece by piece, with the memory of one batch.

    A form that does not stream is written to a temporary file first. Closing the iterator closes
    the table and removes the file.

    Args:
        form: a key of ``FORMS``.
        extract: the table.
        separator: of CSV.
    """
    if FORMS[form].streams:
        yield from _stream(form, extract, separator, None)
        return
    with tempfile.TemporaryDirectory(prefix="smup-export-") as folder:
        path = Path(folder) / f"table.{form}"
        write(form, extract, path)
        yield from blocks(path)


def write(
    form: str,
    extract: Extract,
    path: Path,
    *,
    separator: Separator = "semicolon",
    progress: Progress | None = None,
) -> None:
    """Write the file of any form.

    Args:
        form: a key of ``FORMS``.
        extract: the table.
        path: file to write; on an error or when ``progress`` raises it does not stay.
        separator: of CSV.
        progress: called with the number of rows written, at least once a batch; it may raise to
            give up.
    """
    with saved(path, form) as unfinished:
        if FORMS[form].streams:
            with unfinished.open("wb") as file:
                file.writelines(_stream(form, extract, separator, progress))
        else:
            _SAVES[form](extract, unfinished, progress)


def about_bytes(form: str, extract: Extract) -> int:
    """Return the size of the file as far as its first rows tell; exact for a short table."""
    rows = extract.table.rows
    whole = partial(_size, form, extract)
    if rows <= HEAD:
        return whole(rows)
    half, full = whole(HEAD // 2), whole(HEAD)
    return round(full + (full - half) / (HEAD - HEAD // 2) * (rows - HEAD))


def file_name(form: str, description: Description) -> str:
    """Return the name of the file; that of a sample says so."""
    words = ["smup", *description.words]
    return csv.file_name(words, sample=description.sample, lang=description.lang, ending=form)


def _stream(
    form: str, extract: Extract, separator: Separator, progress: Progress | None
) -> Iterator[bytes]:
    if form == "csv":
        return csv.table_chunks(extract.table, separator=separator, progress=progress)
    return _STREAMS[form](extract, progress)


def _size(form: str, extract: Extract, rows: int) -> int:
    part = replace(extract, table=head(extract.table, rows))
    return sum(len(chunk) for chunk in chunks(form, part))
