"""Loads observations from a tidy CSV; docs/formats.md describes it.

Columns: ``indicator;unit;year;value;flag;decimals``, the last two optional.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Engine, select

from smup.errors import IngestError
from smup.flags import Flag
from smup.ingest.bulk import write_values
from smup.ingest.load import Load, LoadSummary, load
from smup.ingest.progress import Progress, silent
from smup.ingest.settle import settle_rows
from smup.ingest.staging import ROW, Staging
from smup.ingest.tables import BROKEN, READING, CsvTable, open_table
from smup.ingest.unit_codes import UnitCodes
from smup.models import Indicator, Observation

KIND = "observations"
SOURCE = "Obserwacje z pliku CSV"
REQUIRED = ("indicator", "unit", "year", "value")
OPTIONAL = ("flag", "decimals")
CHUNK = 200_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_DECIMALS = 15
LARGEST = 1e15
NOT_GIVEN = -1
UNKNOWN = -2
FLAG_NUMBERS: dict[str, int] = {flag.label: int(flag) for flag in Flag} | {"": NOT_GIVEN}
LABELS = ", ".join(flag.label for flag in Flag)

REASONS = {
    "cells": "Za mało kolumn w wierszu; plik może być ucięty",
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


@dataclass(slots=True)
class _Reader:
    load: Load
    names: list[str]
    staging: Staging = field(default_factory=lambda: Staging(settle_rows))
    _indicators: dict[str, int] = field(init=False)
    _units: UnitCodes = field(init=False)

    def __post_init__(self) -> None:
        rows = self.load.connection.execute(select(Indicator.code, Indicator.id))
        self._indicators = {row.code: row.id for row in rows}
        self._units = UnitCodes(self.load.connection)

    def read(self, table: CsvTable, number: int, progress: Progress) -> None:
        """Stage the rows of a file."""
        for first, frame in _chunks(table, progress):
            columns, problems = self._columns(frame)
            line = np.arange(first, first + len(frame))
            good = np.ones(len(frame), dtype=bool)
            for name, bad in problems.items():
                for index in np.flatnonzero(bad & good):
                    content = table.separator.join(frame.iloc[index].fillna("").astype(str))
                    self.load.reject(self.names[number], int(line[index]), REASONS[name], content)
                good &= ~bad
            self.load.counts.read += len(frame)
            rows = np.zeros(int(good.sum()), dtype=ROW)
            for name, column in columns.items():
                rows[name] = column[good]
            rows["file"], rows["line"] = number, line[good]
            self.staging.add(rows)

    def write(self) -> None:
        """Write what is staged, in key order."""
        held = self.load.connection.scalar(select(Observation.indicator_id).limit(1))
        for columns in self.staging.drain(self._reject_staged):
            write_values(self.load, Observation, columns, fresh=held is None)
        self.load.counts.skipped += self.staging.repeated

    def _columns(self, frame: pd.DataFrame) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the arrays of a chunk and, in the order of telling, masks of bad rows."""
        key = _mapped(frame["indicator"], lambda code: self._indicators.get(code, UNKNOWN))
        unit = _mapped(frame["unit"], lambda code: self._units.find(code) or UNKNOWN)
        year = _mapped(frame["year"], _year)
        value, value_bad = _numbers(frame["value"])
        flag = _mapped(frame["flag"], lambda word: FLAG_NUMBERS.get(word.lower(), UNKNOWN))
        decimals = _mapped(frame["decimals"], _decimals)
        empty = np.isnan(value)
        implied = np.where(empty, Flag.MISSING, np.where(value == 0, Flag.DID_NOT_OCCUR, 0))
        given = np.where(flag == NOT_GIVEN, implied, flag)
        wrong = (given <= Flag.BELOW_FORMAT) == empty
        wrong |= (given == Flag.DID_NOT_OCCUR) & (value != 0)
        problems = {
            "cells": frame["value"].isna().to_numpy(),
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


def _chunks(table: CsvTable, progress: Progress) -> Iterator[tuple[int, pd.DataFrame]]:
    """Yield the number of the first line of each chunk and its cells, absent ones as NaN."""
    names = [name.casefold() or f"column {place}" for place, name in enumerate(table.header)]
    size = table.path.stat().st_size
    try:
        with (
            table.path.open("rb") as raw,
            pd.read_csv(
                raw,
                sep=table.separator,
                encoding=table.encoding,
                names=names,
                header=0,
                index_col=False,
                dtype=str,
                keep_default_na=False,
                chunksize=CHUNK,
                skip_blank_lines=False,
            ) as reader,
        ):
            first = 2
            for frame in reader:
                for name in OPTIONAL:
                    if name not in frame:
                        frame[name] = ""
                yield first, frame[[*REQUIRED, *OPTIONAL]]
                first += len(frame)
                progress(READING.format(file=table.path.name), raw.tell(), size)
    except (pd.errors.ParserError, UnicodeError) as error:
        cause = str(error).removeprefix("Error tokenizing data. C error: ")
        message = BROKEN.format(file=table.path.name, line="?", cause=cause)
        raise IngestError(message) from error


def _mapped(column: Any, of_text: Callable[[str], int]) -> np.ndarray:
    """Return a number for each cell; each distinct text is looked up once."""
    codes, texts = pd.factorize(column)
    known = [of_text(str(text).strip()) for text in texts]
    # The last place serves cells that are absent, whose code is -1.
    numbers: np.ndarray = np.array([*known, UNKNOWN], dtype=np.int64)[codes]
    return numbers


def _numbers(column: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return numbers, NaN for empty cells, and where a text is no number."""
    texts = column.fillna("").str.strip().str.replace(",", ".", regex=False)
    numbers = pd.to_numeric(texts, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    empty = (texts == "").to_numpy()
    bad = (np.isnan(numbers) & ~empty) | (np.abs(numbers) > LARGEST)
    return numbers + 0.0, bad


def _year(text: str) -> int:
    good = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR
    return int(text) if good and len(text) == 4 else UNKNOWN


def _decimals(text: str) -> int:
    if not text:
        return NOT_GIVEN
    good = text.isascii() and text.isdigit() and len(text) <= 2 and int(text) <= MOST_DECIMALS
    return int(text) if good else UNKNOWN
