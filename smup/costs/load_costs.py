"""Loads the costs of units from templates, all files of a command in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine, select

from smup.costs import reasons
from smup.costs.cells import RowError
from smup.costs.dictionary import CostDictionary, read_dictionary
from smup.costs.known import Known
from smup.costs.load_notes import LoadNotes
from smup.costs.rebuild import rebuild_service_costs
from smup.costs.row_reader import RowReader
from smup.costs.row_sets import CHECKS, Refused, second_rows
from smup.costs.source_tables import SourceRow, SourceTable, source_tables
from smup.costs.staged import FILE, LINE, Staged
from smup.costs.store import as_text, read_held, write_rows
from smup.costs.templates import TEMPLATES, Template
from smup.database import check_schema
from smup.errors import IngestError
from smup.ingest.kinds import SAMPLE
from smup.ingest.load import Load, LoadSummary, Rejection, load
from smup.ingest.progress import Progress, silent
from smup.models import Dataset

KIND = "costs"
SOURCE = "Koszty usług z szablonów"
WRITING = "Zapis: {name}"


def import_costs(
    engine: Engine,
    files: Sequence[Path],
    *,
    source: str = SOURCE,
    dictionary: CostDictionary | None = None,
    progress: Progress = silent,
    refused: list[Rejection] | None = None,
) -> LoadSummary:
    """Load filled templates and compute the costs of the units that changed.

    A row of the same key takes the place of the one that was loaded before; nothing else is lost.
    A database of the sample takes fictional units only and stays a sample.

    Args:
        engine: engine of a database with units.
        files: CSV files of one template each, XLSX workbooks.
        source: publisher and set, in words.
        dictionary: services, pools, classification; by default those of ``data/costs``.
        progress: told of the stages.
        refused: takes all rows that are refused; the summary has only the first.

    Raises:
        IngestError: when a file cannot be understood, is too large or has macros, has no rows at
            all, or real rows meet a sample; nothing is loaded then.
        CatalogueError: when ``data/costs`` is not right.
    """
    check_schema(engine)
    with engine.connect() as connection:
        sample = connection.scalar(select(Dataset.kind)) == SAMPLE
    kind = SAMPLE if sample else KIND
    with load(engine, kind=kind, source=source, files=files) as current:
        known = Known(current.connection, dictionary or read_dictionary())
        loading = _Loading(current, known, sample_only=sample, refused=refused)
        for file in files:
            with source_tables(file, progress) as tables:
                for table in tables:
                    loading.read(table)
        if not current.counts.read:
            raise IngestError(reasons.NOTHING)
        loading.write(progress)
    assert current.summary is not None  # noqa: S101
    return current.summary


@dataclass(slots=True)
class _Loading:
    load: Load
    known: Known
    sample_only: bool
    refused: list[Rejection] | None
    places: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    staged: dict[str, Staged] = field(init=False)
    notes: LoadNotes = field(init=False)

    def __post_init__(self) -> None:
        self.staged = {name: Staged(template) for name, template in TEMPLATES.items()}
        self.notes = LoadNotes(self.known)

    def read(self, table: SourceTable) -> None:
        """Stage the rows of a table."""
        number = len(self.places)
        self.places.append(table.place)
        reader = RowReader(table.template, table.header, self.known)
        for row in table.rows:
            self.load.counts.read += 1
            cells = reader.cells(row.cells)
            try:
                values = reader.read(cells, row.refused)
            except RowError as error:
                self.notes.refuse(cells, table.template)
                self._reject(table.place, row.line, str(error), ";".join(row.cells))
                continue
            self._refuse_real(values["unit_id"], cells["unit"], table.place, row)
            self.codes[values["unit_id"]] = cells["unit"]
            self.staged[table.template.name].add(values, number, row.line)

    def write(self, progress: Progress) -> None:
        """Check the rows against each other, write them and compute what depends on them."""
        changed: set[int] = set()
        for name, staged in self.staged.items():
            done = 0
            for block in staged.blocks():
                changed |= self._write_block(staged.template, block)
                done += len(block)
                progress(WRITING.format(name=name), done, staged.rows)
        connection = self.load.connection
        if changed:
            rebuild_service_costs(
                connection, self.known.dictionary, unit_ids=changed, progress=progress
            )
        self.load.notes.extend(self.notes.sentences(connection))

    def _write_block(self, template: Template, block: pd.DataFrame) -> frozenset[int]:
        frame = self._without(block, template, second_rows(block, template, self.places))
        connection = self.load.connection
        held = read_held(connection, template, frame["unit_id"].unique().tolist())
        if check := CHECKS.get(template.name):
            frame = self._without(frame, template, check(frame, held))
        self.notes.accept(frame, template)
        written = write_rows(connection, template, frame, held, release_id=self.load.release_id)
        counts = self.load.counts
        counts.new += written.new
        counts.changed += written.changed
        counts.same += written.same
        return written.unit_ids

    def _without(self, frame: pd.DataFrame, template: Template, refused: Refused) -> pd.DataFrame:
        for row, reason in zip(refused.rows, refused.reasons, strict=True):
            values = frame.loc[row].to_dict()
            place, line = self.places[values.pop(FILE)], values.pop(LINE)
            self.notes.refuse_values(values, template)
            values["unit_id"] = self.codes[values["unit_id"]]
            self._reject(place, int(line), reason, as_text(values))
        return frame.drop(index=list(refused.rows))

    def _reject(self, place: str, line: int, reason: str, content: str) -> None:
        self.load.reject(place, line, reason, content)
        if self.refused is not None:
            self.refused.append(Rejection(file=place, line=line, reason=reason, content=content))

    def _refuse_real(self, unit_id: int, code: str, place: str, row: SourceRow) -> None:
        if self.sample_only and not self.known.units[unit_id].fictional:
            message = reasons.SAMPLE_TAKES_FICTIONAL.format(place=place, line=row.line, code=code)
            raise IngestError(message)
