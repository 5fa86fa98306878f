"""Loads series of the Local Data Bank from the store of answers; nothing is asked here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sqlalchemy import select

from smup.ingest.bdl_csv import KIND as BDL_CSV
from smup.ingest.bulk import write_values
from smup.ingest.columns import KEY_COLUMN, ValueColumns
from smup.ingest.history import withdraw_values
from smup.ingest.load import Load
from smup.ingest.numbers import remark_notes
from smup.ingest.progress import Progress, silent
from smup.ingest.unit_codes import UnitCodes
from smup.models import Observation, Release, Unit, VariableValue
from smup.sync.answered import Loaded, lost_too_much, read_answered, write_answered
from smup.sync.answers import DATA, NONE, AnswerStore
from smup.sync.bdl.bdl_api import GMINA_LEVEL, POWIAT_LEVEL, SOURCE, UNIT_LEVELS, BdlAttribute
from smup.sync.bdl.series import StoredSeries
from smup.sync.bdl.translate import Translated, translate
from smup.sync.bdl.unit_ids import keep_unit_ids

KIND = "bdl"
STAGE = "Wczytywanie danych z BDL"
NO_YEAR = 0
KEPT = "BDL nie podaje już danych, które podawał wcześniej; zostają wczytane: {which}."
LOST = (
    "odpowiedź (poziom {level}) ma {rows} wartości, a wczytanych było {held}: to mniej niż połowa, "
    "więc zostają wczytane wcześniej. Jeżeli ubytek jest prawdziwy, wykonaj: "
    "python -m smup sync bdl --full"
)
MOSTLY_REFUSED = (
    "nie da się przyjąć {refused} z {read} wartości (pierwszy powód: {reason}), więc żadna nie "
    "jest wczytana. Sprawdź listę jednostek i słownik atrybutów BDL."
)


@dataclass(slots=True, kw_only=True)
class SeriesLoader:
    """Writes series that differ from what was loaded.

    Attributes:
        load: the open load.
        store: answers of the bank.
        attributes: dictionary of the bank.
        dictionary: its digest.
        accept_losses: also take answers that lost more than half of their values, and load again
            what has not changed.
        problems: series that could not be loaded, by code, with the reason.
        answers: rows of ``source_answer`` of what was loaded.
    """

    load: Load
    store: AnswerStore
    attributes: Mapping[int, BdlAttribute]
    dictionary: str
    accept_losses: bool = False
    problems: list[tuple[str, str]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    _remarks: Counter[str] = field(default_factory=Counter)
    _kept: list[str] = field(default_factory=list)
    _ids: dict[str, int] = field(default_factory=dict)

    def write(self, series: Sequence[StoredSeries], *, progress: Progress = silent) -> None:
        """Write all series that differ, and what the release says about them."""
        connection = self.load.connection
        loaded = read_answered(connection, SOURCE)
        units = UnitCodes(connection)
        fresh = {
            VariableValue: connection.scalar(select(VariableValue.variable_id).limit(1)) is None,
            Observation: connection.scalar(select(Observation.indicator_id).limit(1)) is None,
        }
        for done, one in enumerate(series, start=1):
            if self.accept_losses or differs(one, self.dictionary, loaded):
                self._one(one, units, loaded, fresh=fresh[one.wanted.table])
            progress(STAGE, done, len(series))
        write_answered(connection, SOURCE, self.answers)
        keep_unit_ids(connection, self._ids)
        self.load.notes.extend(remark_notes(self._remarks))
        if self._kept:
            self.load.notes.append(KEPT.format(which=", ".join(self._kept)))

    def _one(
        self,
        series: StoredSeries,
        units: UnitCodes,
        loaded: Mapping[tuple[str, int], Loaded],
        *,
        fresh: bool,
    ) -> None:
        wanted = series.wanted
        found = translate(wanted, series.pages_of_rows(self.store), units, self.attributes)
        problem = self._problem(series, found, loaded)
        if problem is not None:
            self.problems.append((wanted.code, problem))
            return
        self.load.counts.read += found.read
        self.load.counts.skipped += found.skipped
        for one in found.refused:
            self.load.reject(f"BDL {wanted.bdl_id}", one.line, one.reason, one.content)
        if not fresh:
            gone = self._gone(series, found)
            if len(gone):
                withdraw_values(self.load, wanted.table, gone)
        if len(found.columns):
            write_values(self.load, wanted.table, found.columns, fresh=fresh)
        self._remarks.update(found.remarks)
        self._ids.update(found.units)
        self._tell(series, found, loaded)

    def _problem(
        self,
        series: StoredSeries,
        found: Translated,
        loaded: Mapping[tuple[str, int], Loaded],
    ) -> str | None:
        if len(found.refused) * 2 > found.read - found.skipped:
            told = {"refused": len(found.refused), "read": found.read}
            return MOSTLY_REFUSED.format(**told, reason=found.refused[0].reason)
        for level, pages in series.pages.items():
            held = loaded.get((series.part(level), NO_YEAR))
            rows = found.by_level[level]
            lost = bool(pages) and held is not None and lost_too_much(rows, held.rows)
            if lost and held is not None and not self.accept_losses:
                return LOST.format(level=level, rows=rows, held=held.rows)
        return None

    def _tell(
        self,
        series: StoredSeries,
        found: Translated,
        loaded: Mapping[tuple[str, int], Loaded],
    ) -> None:
        """Note what was loaded; a level without data keeps what was noted while it had some."""
        for level, pages in series.pages.items():
            held = loaded.get((series.part(level), NO_YEAR))
            if not pages and held is not None and held.status == DATA:
                self._kept.append(f"{series.wanted.code} ({series.part(level)})")
                continue
            of_indicator = series.wanted.table is Observation
            self.answers.append(
                {
                    "part": series.part(level),
                    "year": NO_YEAR,
                    "indicator_id": series.wanted.key_id if of_indicator else None,
                    "status": DATA if pages else NONE,
                    "rows": found.by_level[level],
                    "digest": series.digest(level, self.dictionary),
                    "answered_at": series.answered_at,
                    "release_id": self.load.release_id,
                }
            )

    def _gone(self, series: StoredSeries, found: Translated) -> ValueColumns:
        """Return the held rows that the bank gave and gives no more.

        Rows that could not be read stay; so do those of levels without an answer, sums of our
        own, and years of imported exports that the answer does not speak of.
        """
        wanted, table = series.wanted, series.wanted.table
        answered = set(
            zip(found.columns.year.tolist(), found.columns.unit_id.tolist(), strict=True)
        )
        answered |= {one.key for one in found.refused if one.key is not None}
        years = {year for year, _ in answered}
        query = (
            select(table.year, table.unit_id, Unit.level, Unit.city_county, Release.kind)
            .join(Unit, Unit.id == table.unit_id)
            .join(Release, Release.id == table.release_id)
            .where(getattr(table, KEY_COLUMN[table]) == wanted.key_id)
            .where(Release.kind.in_((KIND, BDL_CSV)))
        )
        gone = [
            (row.year, row.unit_id)
            for row in self.load.connection.execute(query)
            if (row.year, row.unit_id) not in answered
            and series.pages.get(_level(row.level, wanted.levels, city=row.city_county))
            and (row.kind == KIND or row.year in years)
        ]
        year, unit = np.array(gone, dtype=np.int64).reshape(-1, 2).T
        return ValueColumns.of(key_id=wanted.key_id, year=year, unit_id=unit, value=np.nan, flag=0)


def differs(
    series: StoredSeries, dictionary: str, loaded: Mapping[tuple[str, int], Loaded]
) -> bool:
    """Tell whether a series is not loaded as it stands in the store."""
    for level, pages in series.pages.items():
        held = loaded.get((series.part(level), NO_YEAR))
        kept = not pages and held is not None and held.status == DATA
        if not kept and (held is None or held.digest != series.digest(level, dictionary)):
            return True
    return False


def _level(level: str, asked: Sequence[int], *, city: bool) -> int:
    """Return the level of the bank at which a unit is asked for."""
    if city:
        return GMINA_LEVEL if GMINA_LEVEL in asked else POWIAT_LEVEL
    return UNIT_LEVELS.get(level, GMINA_LEVEL)
