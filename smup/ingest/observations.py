"""Loads observations from a tidy CSV; docs/formats.md describes it.

Columns: ``indicator;unit;year;value;flag;decimals``, the last two optional.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select

from smup.flags import Flag
from smup.ingest.bulk import write_values
from smup.ingest.load import Load, LoadSummary, load
from smup.ingest.progress import Progress, silent
from smup.ingest.settle import settle_rows
from smup.ingest.staging import ROW, Staging
from smup.ingest.tables import CsvTable, open_table
from smup.ingest.unit_codes import UnitCodes
from smup.models import Indicator, Observation

KIND = "observations"
SOURCE = "Obserwacje z pliku CSV"
REQUIRED = ("indicator", "unit", "year", "value")
CHUNK = 5_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_DECIMALS = 15
LARGEST = 1e15
NOT_GIVEN = -1
UNKNOWN = -2
FLAG_NUMBERS: dict[str, int] = {flag.label: int(flag) for flag in Flag} | {"": NOT_GIVEN}
LABELS = ", ".join(flag.label for flag in Flag)

TOO_FEW = "Za mało kolumn w wierszu; plik może być ucięty"
TOO_MANY = "Za dużo kolumn w wierszu"
REASONS = {
    "indicator": "Nieznany kod wskaźnika",
    "unit": "Nieznany kod jednostki",
    "year": "Rok nie jest liczbą od 1900 do 2100",
    "value": "Wartość nie jest liczbą",
    "flag": f"Nieznana flaga; dozwolone: {LABELS}",
    "decimals": "Liczba miejsc po przecinku nie jest liczbą od 0 do 15",
    "consistent": "Wartość nie zgadza się z flagą",
}


def import_observations(
    engine: Engine,
    files: Sequence[Path],
    *,
    source: str = SOURCE,
    after: Callable[[Load], None] | None = None,
    progress: Progress = silent,
) -> LoadSummary:
    """Load observations from tidy files, all in one transaction.

    Args:
        engine: engine of a database with catalogue and units.
        files: CSV files.
        source: publisher and set, in words.
        after: see ``smup.ingest.load.load``.
        progress: told how far the reading is.

    Raises:
        IngestError: when a file cannot be understood; nothing is loaded then.
    """
    with load(engine, kind=KIND, source=source, files=files, after=after) as current:
        reader = _Reader(current, [file.name for file in files])
        for number, file in enumerate(files):
            reader.read(open_table(file, required=REQUIRED), number, progress)
        reader.write()
    assert current.summary is not None  # noqa: S101
    return current.summary


class _Lookup(dict[str, int]):
    """Numbers by text; each distinct text is looked up once in a load."""

    def __init__(self, of_text: Callable[[str], int]) -> None:
        super().__init__()
        self._of_text = of_text

    def __missing__(self, text: str) -> int:
        found = self[text] = self._of_text(text.strip())
        return found

    def of(self, column: Sequence[str]) -> np.ndarray:
        """Return a number for each cell."""
        return np.fromiter(map(self.__getitem__, column), dtype=np.int64, count=len(column))


@dataclass(slots=True)
class _Reader:
    load: Load
    names: list[str]
    staging: Staging = field(default_factory=lambda: Staging(settle_rows))
    _lookups: dict[str, _Lookup] = field(init=False)

    def __post_init__(self) -> None:
        rows = self.load.connection.execute(select(Indicator.code, Indicator.id))
        indicators = {row.code: row.id for row in rows}
        units = UnitCodes(self.load.connection)
        self._lookups = {
            "indicator": _Lookup(lambda code: indicators.get(code, UNKNOWN)),
            "unit": _Lookup(lambda code: units.find(code) or UNKNOWN),
            "year": _Lookup(_year),
            "flag": _Lookup(lambda word: FLAG_NUMBERS.get(word.lower(), UNKNOWN)),
            "decimals": _Lookup(_decimals),
        }

    def read(self, table: CsvTable, number: int, progress: Progress) -> None:
        """Stage the rows of a file."""
        names = [name.casefold() for name in table.header]
        for first, batch in table.batches(CHUNK, progress):
            lines, cells = self._whole_rows(batch, first, (number, table))
            if not len(lines):
                continue
            by_name = dict(zip(names, zip(*cells, strict=True), strict=False))
            columns, problems = self._columns(by_name)
            good = np.ones(len(lines), dtype=bool)
            for name, bad in problems.items():
                for index in np.flatnonzero(bad & good):
                    self._reject((number, int(lines[index])), REASONS[name], cells[index])
                good &= ~bad
            rows = np.zeros(int(good.sum()), dtype=ROW)
            for name, column in columns.items():
                rows[name] = column[good]
            rows["file"], rows["line"] = number, lines[good]
            self.staging.add(rows)

    def _whole_rows(
        self, batch: list[list[str]], first: int, place: tuple[int, CsvTable]
    ) -> tuple[np.ndarray, list[list[str]]]:
        """Return line numbers and cells of rows as wide as the header; refuse the others."""
        number, table = place
        width = len(table.header)
        widths = np.fromiter(map(len, batch), dtype=np.int64, count=len(batch))
        self.load.counts.read += int(np.count_nonzero(widths))
        if (widths == width).all():
            return np.arange(first, first + len(batch)), batch
        # A separator at the end of every row, but not of the header, is a habit of spreadsheets.
        closed = (widths == width + 1) & np.array([not (row and row[-1]) for row in batch])
        whole = (widths == width) | closed
        for index in np.flatnonzero(~whole & (widths > 0)):
            reason = TOO_FEW if widths[index] < width else TOO_MANY
            self._reject((number, first + int(index)), reason, batch[index])
        kept = np.flatnonzero(whole)
        return kept + first, [batch[index][:width] for index in kept]

    def _reject(self, place: tuple[int, int], reason: str, cells: Sequence[str]) -> None:
        self.load.reject(self.names[place[0]], place[1], reason, ";".join(cells))

    def write(self) -> None:
        """Write what is staged, in key order."""
        held = self.load.connection.scalar(select(Observation.indicator_id).limit(1))
        for columns in self.staging.drain(self._reject_staged):
            write_values(self.load, Observation, columns, fresh=held is None)
        self.load.counts.skipped += self.staging.repeated

    def _columns(self, frame: Mapping[str, Sequence[str]]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the arrays of a batch and, in the order of telling, masks of bad rows."""
        none = [""] * len(frame["value"])
        key, unit, year, flag, decimals = (
            lookup.of(frame.get(name, none)) for name, lookup in self._lookups.items()
        )
        value, value_bad = _numbers(frame["value"])
        empty = np.isnan(value)
        implied = np.where(empty, Flag.MISSING, np.where(value == 0, Flag.DID_NOT_OCCUR, 0))
        given = np.where(flag == NOT_GIVEN, implied, flag)
        wrong = (given <= Flag.BELOW_FORMAT) == empty
        wrong |= (given == Flag.DID_NOT_OCCUR) & (value != 0)
        problems = {
            "indicator": key == UNKNOWN,
            "unit": unit == UNKNOWN,
            "year": year == UNKNOWN,
            "value": value_bad,
            "flag": flag == UNKNOWN,
            "decimals": decimals == UNKNOWN,
            "consistent": wrong,
        }
        columns = {
            "key_id": key,
            "year": year,
            "unit_id": unit,
            "value": value,
            "flag": given,
            "decimals": decimals,
        }
        return columns, problems

    def _reject_staged(self, row: np.void, reason: str) -> None:
        content = f"{row['year']};{row['value']:g}"
        self.load.reject(self.names[row["file"]], int(row["line"]), reason, content)


def _numbers(column: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return numbers, NaN for empty cells, and where a text is no number."""
    texts = [text.replace(",", ".").strip() for text in column]
    try:
        _refuse_underscores(texts)
        numbers = np.array([text or "nan" for text in texts], dtype=np.float64)
    except ValueError:
        # pandas is slower here, but goes on past a text that is no number.
        numbers = np.array(pd.to_numeric(pd.Series(texts), errors="coerce"), dtype=np.float64)
    empty = np.array([not text for text in texts])
    with np.errstate(invalid="ignore"):
        bad = (np.isnan(numbers) & ~empty) | (np.abs(numbers) > LARGEST)
    return numbers + 0.0, bad


def _refuse_underscores(texts: Sequence[str]) -> None:
    """Python would take 1_000 for a number."""
    if "_" in "".join(texts):
        raise ValueError


def _year(text: str) -> int:
    good = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR
    return int(text) if good and len(text) == 4 else UNKNOWN


def _decimals(text: str) -> int:
    if not text:
        return NOT_GIVEN
    good = text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= MOST_DECIMALS
    return int(text) if good else UNKNOWN
