"""Reads a CSV of unknown encoding and separator, row by row, and says what is wrong with it."""

import codecs
import csv
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

from smup.errors import IngestError
from smup.ingest.progress import Progress, silent

BLOCK = 1 << 20
SEPARATORS = (";", ",", "\t")
ENCODINGS = ("utf-8-sig", "cp1250")
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SPREADSHEET_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
FIELD_LIMIT = 1 << 20
ROWS_IN_BATCH = 500
READING = "Czytanie {file}"

EMPTY = "Plik {file} jest pusty. Pobierz go jeszcze raz."
NOT_FOUND = "Nie można odczytać pliku {file}: {cause}. Sprawdź nazwę i prawa."
SPREADSHEET = "Plik {file} to arkusz kalkulacyjny, nie CSV. Zapisz go jako CSV (UTF-8)."
WEB_PAGE = (
    "Plik {file} zawiera stronę internetową (HTML), nie tabelę CSV. "
    "Pobierz dane jeszcze raz; być może zapisano stronę z błędem."
)
BINARY = "Plik {file} nie jest tekstem. Potrzebny jest plik CSV w UTF-8 albo Windows-1250."
NO_COLUMNS = (
    "W pliku {file} brakuje kolumn: {missing}. Pierwszy wiersz musi zawierać nagłówki: {expected}."
)
BROKEN = "Plik {file}, wiersz {line}: {cause}. Sprawdź cudzysłowy i czy plik nie jest ucięty."


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A CSV file whose encoding, separator and header are known.

    Attributes:
        path: the file.
        encoding: ``utf-8-sig``, ``utf-16`` or ``cp1250``.
        separator: character between the columns.
        header: column names, stripped; a trailing empty one is kept.
    """

    path: Path
    encoding: str
    separator: str
    header: tuple[str, ...]

    def rows(self, progress: Progress = silent) -> Iterator[tuple[int, list[str]]]:
        """Yield the number of the line (from 1) and the cells of each row below the header.

        Args:
            progress: told the bytes read so far.

        Raises:
            IngestError: when the file cannot be read on.
        """
        for first, batch in self.batches(ROWS_IN_BATCH, progress):
            for line, cells in enumerate(batch, start=first):
                if cells:
                    yield line, cells

    def batches(
        self, size: int, progress: Progress = silent
    ) -> Iterator[tuple[int, list[list[str]]]]:
        """Yield rows in lists of ``size`` with the line of the first; a blank line is an empty row.

        Lines are counted one for a row, so a cell with a line break makes later numbers too small.

        Raises:
            IngestError: when the file cannot be read on.
        """
        csv.field_size_limit(FIELD_LIMIT)
        total = self.path.stat().st_size
        with (
            self.path.open("rb") as raw,
            TextIOWrapper(raw, encoding=self.encoding, newline="") as stream,
        ):
            reader = csv.reader(stream, delimiter=self.separator)
            try:
                next(cells for cells in reader if cells)
                line = reader.line_num + 1
                while batch := list(islice(reader, size)):
                    yield line, batch
                    line += len(batch)
                    progress(READING.format(file=self.path.name), raw.tell(), total)
            except csv.Error as error:
                message = BROKEN.format(file=self.path.name, line=reader.line_num, cause=error)
                raise IngestError(message) from error


def open_table(path: Path, *, required: Collection[str]) -> CsvTable:
    """Find out how a file is written and check its header.

    Args:
        path: the file.
        required: columns it must have, compared without regard to case.

    Raises:
        IngestError: when it is absent, empty, no text, a web page or a spreadsheet, or lacks a
            required column.
    """
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as stream:
        lines = (line for line in stream if line.strip())
        first = next(lines, "")
        second = next(lines, "")
    if first.lstrip().startswith("<"):
        raise IngestError(WEB_PAGE.format(file=path.name))
    if not first:
        raise IngestError(EMPTY.format(file=path.name))
    wanted = {name.casefold() for name in required}
    header, separator = max(
        ((_split(first, mark), mark) for mark in SEPARATORS),
        key=lambda pair: (_found(pair[0], wanted), len(pair[0])),
    )
    missing = [name for name in required if name.casefold() not in map(str.casefold, header)]
    if missing:
        if "<html" in (first + second).casefold():
            raise IngestError(WEB_PAGE.format(file=path.name))
        message = NO_COLUMNS.format(
            file=path.name, missing=", ".join(missing), expected=", ".join(required)
        )
        raise IngestError(message)
    return CsvTable(path=path, encoding=encoding, separator=separator, header=tuple(header))


def _encoding(path: Path) -> str:
    """Return the first encoding that fits the whole file, read in blocks."""
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise IngestError(NOT_FOUND.format(file=path, cause=error.strerror)) from error
    if not start:
        raise IngestError(EMPTY.format(file=path.name))
    if start.startswith(SPREADSHEET_MARKS):
        raise IngestError(SPREADSHEET.format(file=path.name))
    if start.startswith(UTF16_MARKS):
        return "utf-16"
    for encoding in ENCODINGS:
        if _fits(path, encoding):
            return encoding
    raise IngestError(BINARY.format(file=path.name))


def _fits(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        try:
            while block := stream.read(BLOCK):
                if b"\0" in block:
                    return False
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _split(line: str, separator: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line.rstrip("\r\n")], delimiter=separator))]


def _found(header: Sequence[str], wanted: AbstractSet[str]) -> int:
    return len(wanted & {name.casefold() for name in header})
