"""Refuses a workbook that could do harm before anything of it is read."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl

from smup.costs import reasons
from smup.errors import IngestError

ZIP_MARK = b"PK\x03\x04"
OLD_WORKBOOK_MARK = b"\xd0\xcf\x11\xe0"
MEGABYTE = 1 << 20
MOST_WORKBOOK_BYTES = 32 * MEGABYTE
MOST_UNPACKED_BYTES = 256 * MEGABYTE
CONTENT_TYPES = "[Content_Types].xml"
WORKBOOK_PART = "xl/workbook.xml"
MACRO_PARTS = ("xl/vbaproject.bin", "xl/macrosheets/")
MACRO_TYPE = b"macroenabled"
DOCTYPE = b"<!doctype"
HEAD_BYTES = 2048
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,  # of XML
    EOFError,
    OSError,
    NotImplementedError,  # a packing that Python does not know
    RuntimeError,  # a password
)


@contextmanager
def checked_workbook(path: Path) -> Iterator[Any]:
    """Open a workbook that has passed all checks, read only, formulas as texts.

    Raises:
        IngestError: when it is too large, packed or unpacked, has macros, is no workbook or broken.
    """
    refuse_large(path, MOST_WORKBOOK_BYTES)
    try:
        with zipfile.ZipFile(path) as archive:
            _check(path, archive)
        with warnings.catch_warnings():
            # Of looks that openpyxl does not know.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(path, read_only=True, keep_links=False)
    except BROKEN as error:
        raise IngestError(reasons.BROKEN.format(file=path.name)) from error
    try:
        yield workbook
    finally:
        workbook.close()


def refuse_large(path: Path, most: int) -> None:
    """Refuse a file of more than ``most`` bytes.

    Raises:
        IngestError: naming its size and the limit.
    """
    size = path.stat().st_size
    if size > most:
        message = reasons.FILE_TOO_LARGE.format(
            file=path.name, size=-(-size // MEGABYTE), most=most // MEGABYTE
        )
        raise IngestError(message)


def _check(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename.casefold() for part in parts]
    # zipfile never gives more of a part than it declares, so a lie ends as a broken file.
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        most = MOST_UNPACKED_BYTES // MEGABYTE
        raise IngestError(reasons.UNPACKED_TOO_LARGE.format(file=path.name, most=most))
    if WORKBOOK_PART not in names or CONTENT_TYPES.casefold() not in names:
        raise IngestError(reasons.OTHER_ARCHIVE.format(file=path.name))
    types = archive.read(CONTENT_TYPES).lower()
    if MACRO_TYPE in types or any(name.startswith(MACRO_PARTS) for name in names):
        raise IngestError(reasons.MACROS.format(file=path.name))
    for part in parts:
        with archive.open(part) as stream:
            # Entities could make a small part huge; no program writes them into a workbook.
            if DOCTYPE in stream.read(HEAD_BYTES).lower():
                raise IngestError(reasons.BROKEN.format(file=path.name))
