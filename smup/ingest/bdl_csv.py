"""Loads web exports of the Local Data Bank of GUS (CSV, layouts CTAB and CREL)."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, select

from smup.errors import IngestError
from smup.ingest.bdl_layout import FIRST_YEAR, LAST_YEAR, Cells, Layout
from smup.ingest.bdl_variables import VariableFinder
from smup.ingest.bulk import write_values
from smup.ingest.load import Load, LoadSummary, load
from smup.ingest.numbers import MISSING, not_reported, read_cell, remark_notes, remarks_of
from smup.ingest.progress import Progress, silent
from smup.ingest.settle import settle_rows
from smup.ingest.staging import ROW, Staging
from smup.ingest.tables import open_table
from smup.ingest.unit_codes import UnitCodes, is_part, whole_kod
from smup.models import VariableValue

KIND = "bdl-csv"
SOURCE = "GUS, Bank Danych Lokalnych (eksport CSV)"
SUBJECT = re.compile(r"P\d{1,5}")
SUBJECT_IN_NAME = re.compile(r"(?:^|_)(\d{1,5})_(?:CTAB|CREL)(?:_|$)", re.IGNORECASE)
CHUNK = 50_000
SHOWN = 200

NO_SUBJECT = (
    "Plik {file}: z nazwy nie wynika temat BDL. Podaj go przełącznikiem --subject, "
    "np. --subject P1944."
)
UNKNOWN_UNIT = "Nieznany kod jednostki: {kod} ({name})"
SHORT_ROW = "Za mało kolumn w wierszu: {found} z {expected}; plik może być ucięty"
BAD_YEAR = "Rok poza zakresem 1900-2100: {year}"
BAD_VALUE = "Błędna wartość: {cause}, kolumna „{heading}”, rok {year}"


def import_bdl_csv(
    engine: Engine,
    files: Sequence[Path],
    *,
    year: int | None = None,
    subject: str | None = None,
    after: Callable[[Load], None] | None = None,
    progress: Progress = silent,
) -> LoadSummary:
    """Load exports as values of variables, all files in one transaction.

    Headings the catalogue knows fill its variables; others become variables of their own, each
    with an indicator under the sector ``zmienne-bdl``. ``counts`` are cells, save that a row that
    cannot be read counts as one.

    Args:
        engine: engine of the database.
        files: exports.
        year: year of the values where the header has none.
        subject: subject code (P1944) where the file name has none.
        after: see ``smup.ingest.load.load``.
        progress: told how far the reading is.

    Raises:
        IngestError: when a file cannot be understood; nothing is loaded then.
    """
    if subject is not None and not SUBJECT.fullmatch(subject):
        message = f"Temat BDL ma postać P1944 (jest: „{subject[:20]}”)."
        raise IngestError(message)
    with load(engine, kind=KIND, source=SOURCE, files=files, after=after) as current:
        reader = _Reader(load=current, units=UnitCodes(current.connection), names=_names(files))
        for number, file in enumerate(files):
            reader.read(file, number, year=year, subject=subject, progress=progress)
        reader.write()
    assert current.summary is not None  # noqa: S101
    return current.summary


def subject_of(file: Path, subject: str | None) -> str:
    """Return the subject given, or the one in the name of an export.

    Raises:
        IngestError: when there is neither.
    """
    if subject is not None:
        return subject
    found = SUBJECT_IN_NAME.search(file.stem)
    if found is None:
        raise IngestError(NO_SUBJECT.format(file=file.name))
    return f"P{found.group(1)}"


@dataclass(slots=True, kw_only=True)
class _Reader:
    load: Load
    units: UnitCodes
    names: list[str]
    staging: Staging = field(default_factory=lambda: Staging(settle_rows))
    remarks: Counter[str] = field(default_factory=Counter)
    _rows: list[tuple[object, ...]] = field(default_factory=list)

    def read(
        self, file: Path, number: int, *, year: int | None, subject: str | None, progress: Progress
    ) -> None:
        """Stage the values of a file."""
        table = open_table(file, required=("Kod", "Nazwa"))
        layout = Layout(table.header, file=file.name, year=year)
        finder = VariableFinder(
            self.load.connection, subject=subject_of(file, subject), file_stem=file.stem
        )
        for line, cells in table.rows(progress):
            place = (number, line)
            if len(cells) < layout.width:
                reason = SHORT_ROW.format(found=len(cells), expected=layout.width)
                self._reject(place, reason, cells)
                continue
            kod = whole_kod(cells[layout.kod])
            if kod is not None and is_part(kod) and self.units.find(kod[:2]) is not None:
                self._skip(sum(1 for found in layout.values(cells) if found.value.strip()))
                continue
            unit_id = None if kod is None else self.units.find_kod(kod)
            if kod is None or unit_id is None:
                given = cells[layout.kod].strip()[:SHOWN]
                self._reject(place, UNKNOWN_UNIT.format(kod=given, name=cells[1][:SHOWN]), cells)
                continue
            for found in layout.values(cells):
                self._take(place, (unit_id, int(kod)), found, finder)
        self._flush()
        finder.settle_decimals()

    def write(self) -> None:
        """Write what is staged, in key order."""
        held = self.load.connection.scalar(select(VariableValue.variable_id).limit(1))
        for columns in self.staging.drain(self._reject_staged):
            write_values(self.load, VariableValue, columns, fresh=held is None)
        self.load.counts.skipped += self.staging.repeated
        self.load.notes.extend(remark_notes(self.remarks))

    def _take(
        self, place: tuple[int, int], unit: tuple[int, int], found: Cells, finder: VariableFinder
    ) -> None:
        try:
            cell = read_cell(found.value, found.attribute)
        except ValueError as error:
            reason = BAD_VALUE.format(cause=error, heading=found.heading[:SHOWN], year=found.year)
            self._reject(place, reason, [found.value])
            return
        if cell is None:
            return
        if not _is_year(found.year):
            self._reject(place, BAD_YEAR.format(year=found.year[:SHOWN]), [found.value])
            return
        known = finder.find(found.heading, found.measure)
        known.most_decimals = max(known.most_decimals, cell.decimals)
        if known.zero_is_missing and not_reported(cell, found.attribute):
            cell = MISSING
        self.remarks.update(remarks_of(found.attribute))
        self.load.counts.read += 1
        self._rows.append((known.id, int(found.year), unit[0], *cell, *place, unit[1]))
        if len(self._rows) >= CHUNK:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self.staging.add(np.array(self._rows, dtype=ROW))
            self._rows.clear()

    def _skip(self, count: int) -> None:
        self.load.counts.read += count
        self.load.counts.skipped += count

    def _reject(self, place: tuple[int, int], reason: str, cells: Sequence[str]) -> None:
        self.load.counts.read += 1
        self.load.reject(self.names[place[0]], place[1], reason, ";".join(cells))

    def _reject_staged(self, row: np.void, reason: str) -> None:
        content = f"{row['origin']:07d};{row['year']};{row['value']:g}"
        self.load.reject(self.names[row["file"]], int(row["line"]), reason, content)


def _names(files: Sequence[Path]) -> list[str]:
    return [file.name for file in files]


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR
