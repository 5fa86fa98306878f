"""Loads values from the store of answers: what differs from what was loaded, one indicator a time.

Nothing is asked here, so loading again costs no calls; and since ``source_answer`` is written in
the same transaction as the values, a load that is undone leaves no trace.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import func, select

from smup.ingest.bulk import read_values, write_values
from smup.ingest.columns import ValueColumns
from smup.ingest.history import withdraw_values
from smup.ingest.load import Load
from smup.ingest.progress import Progress, silent
from smup.models import Observation
from smup.sync.answered import Loaded, lost_too_much, read_answered, write_answered
from smup.sync.answers import AnswerStore, StoredAnswer
from smup.sync.portal.catalogue import OwnIndicator, own_indicators
from smup.sync.portal.flags import OfficialFlags
from smup.sync.portal.joined import ROLES, join
from smup.sync.portal.parts import Part, loaded_row, parts_of_year
from smup.sync.portal.smup_api import SOURCE, VALUES
from smup.sync.portal.translate import Refusal, Rows, translate
from smup.sync.portal.units import OfficialUnits
from smup.sync.portal.value_body import unpack_values

STAGE = "Wczytywanie wartości z SMUP"
UNIT_BITS = 31
SHOWN = 5
KEPT = (
    "Portal nie podaje już danych (404), które podawał wcześniej; zostają wczytane: {which} "
    "(razem {count})."
)
MOSTLY_REFUSED = (
    "nie da się przyjąć {refused} z {rows} wierszy (pierwszy: {reason}), więc żaden nie jest "
    "wczytany. Sprawdź słowniki jednostek i flag portalu."
)


@dataclass(slots=True, kw_only=True)
class ValuesLoaded:
    """What became of the answers.

    Attributes:
        parts: answers about an official indicator and year that were loaded.
        kept: parts without data now whose earlier data stay, as ``id/year``.
        problems: parts that could not be loaded, with the reason.
        answers: rows of ``source_answer`` of what was loaded, as far as it is known by now.
    """

    parts: int = 0
    answers: list[dict[str, object]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


def load_values(
    load: Load,
    store: AnswerStore,
    dictionaries: tuple[OfficialUnits, OfficialFlags],
    *,
    accept_losses: bool = False,
    progress: Progress = silent,
) -> ValuesLoaded:
    """Write the values of every answer that is new or differs from what was loaded.

    An indicator and year is loaded when all its official indicators are answered: half of a pair
    would show gminas without cities.

    Args:
        load: the open load, with the catalogue written already.
        store: answers of the portal.
        dictionaries: official units and flags.
        accept_losses: also take answers that lost more than half of their rows.
        progress: told the indicators done.
    """
    loading = _Loading(
        load=load,
        store=store,
        dictionaries=dictionaries,
        accept_losses=accept_losses,
        loaded=read_answered(load.connection, SOURCE),
        fresh=load.connection.scalar(select(Observation.indicator_id).limit(1)) is None,
    )
    by_part: dict[str, dict[int, StoredAnswer]] = {}
    for answer in store.list(VALUES):
        by_part.setdefault(answer.key.part, {})[answer.key.year] = answer
    series = _by_own_id(own_indicators(load.connection), by_part)
    for done, (own_id, officials) in enumerate(series, start=1):
        loading.indicator(own_id, officials, by_part)
        progress(STAGE, done, len(series))
    loading.finish()
    return loading.result


Officials = Sequence[tuple[str, int]]
"""Official ids as text, with the role of each."""


@dataclass(slots=True)
class _Year:
    """The rows of a year that are to be written, and the units whose held values stay."""

    year: int
    rows: Rows
    spared: list[int]
    whole: bool


@dataclass(slots=True, kw_only=True)
class _Loading:
    load: Load
    store: AnswerStore
    dictionaries: tuple[OfficialUnits, OfficialFlags]
    accept_losses: bool
    loaded: Mapping[tuple[str, int], Loaded]
    fresh: bool
    result: ValuesLoaded = field(default_factory=ValuesLoaded)

    def indicator(
        self, own_id: int, officials: Officials, by_part: Mapping[str, Mapping[int, StoredAnswer]]
    ) -> None:
        """Write what differs of one indicator of ours."""
        years = sorted({year for part, _ in officials for year in by_part.get(part, ())})
        done: list[_Year] = []
        for year in years:
            answers = [by_part.get(part, {}).get(year) for part, _ in officials]
            parts = parts_of_year(answers, [role for _, role in officials], self.loaded)
            self.result.kept += [part.name for part in parts if part.kept]
            if any(part.differs for part in parts):
                done += self._year(own_id, year, parts)
        if done:
            self._write(own_id, done)

    def finish(self) -> None:
        """Write what was loaded of the source, and what the release says about it."""
        write_answered(self.load.connection, SOURCE, self.result.answers)
        if self.result.kept:
            which = ", ".join(self.result.kept[:SHOWN])
            self.load.notes.append(KEPT.format(which=which, count=len(self.result.kept)))

    def _year(self, own_id: int, year: int, parts: Sequence[Part]) -> list[_Year]:
        """Return the rows of a year, or nothing when an answer cannot be trusted."""
        lost = [part for part in parts if self._lost(part)]
        if lost:
            self.result.problems += [(part.name, part.loss) for part in lost]
            return []
        found = self._rows(year, parts)
        if found is None:
            return []
        release = self.load.release_id
        self.result.answers += [
            loaded_row(own_id, part, release) for part in parts if not part.kept
        ]
        self.result.parts += sum(not part.kept for part in parts)
        return [found] if len(found.rows) or found.spared else []

    def _lost(self, part: Part) -> bool:
        rows, held = part.answer.rows, part.held.rows if part.held else 0
        return not self.accept_losses and rows > 0 and lost_too_much(rows, held)

    def _rows(self, year: int, parts: Sequence[Part]) -> _Year | None:
        """Return the rows of all answers about a year, joined."""
        taken: list[Rows] = []
        refused: list[tuple[Part, Refusal]] = []
        read = skipped = 0
        whole = True
        for part in parts:
            body = self.store.body(part.answer.key) if part.answer.rows or part.kept else None
            if body is None:
                whole = whole and not part.kept
                continue
            columns = unpack_values(body)
            found = translate(columns, *self.dictionaries, role=part.role)
            if len(found.refused) * 2 > len(columns):
                self._refuse(part, found.refused, len(columns))
                return None
            taken.append(found.rows)
            refused += [(part, one) for one in found.refused]
            read += len(columns)
            skipped += found.parts
        joined = join(taken)
        refused += [(parts[0], one) for one in joined.refused]
        self.load.counts.read += read
        self.load.counts.skipped += skipped + joined.repeated + joined.halves
        for part, one in refused:
            place = f"{VALUES} {part.name}"
            self.load.reject(place, None, one.reason, one.content)
        spared = [one.unit_id for _, one in refused if one.unit_id is not None]
        return _Year(year, joined.rows, spared, whole)

    def _refuse(self, part: Part, refused: Sequence[Refusal], rows: int) -> None:
        told = MOSTLY_REFUSED.format(refused=len(refused), rows=rows, reason=refused[0].reason)
        self.result.problems.append((part.name, told))

    def _write(self, own_id: int, done: Sequence[_Year]) -> None:
        rows = np.concatenate([one.rows for one in done])
        year = np.repeat([one.year for one in done], [len(one.rows) for one in done])
        columns = ValueColumns.of(
            key_id=own_id,
            year=year,
            **{name: rows[name] for name in ("unit_id", "value", "flag", "decimals")},
        )
        write_values(self.load, Observation, columns, fresh=self.fresh)
        if not self.fresh:
            self._withdraw(own_id, done, columns)

    def _withdraw(self, own_id: int, done: Sequence[_Year], columns: ValueColumns) -> None:
        """Delete what the source no longer gives; a row that could not be taken stays as it was."""
        whole = [one.year for one in done if one.whole]
        there = select(func.count()).where(
            Observation.indicator_id == own_id, Observation.year.in_(whole)
        )
        # Counting is many times cheaper than reading, and seldom is anything gone.
        if self.load.connection.scalar(there) == np.isin(columns.year, whole).sum():
            return
        held = read_values(
            self.load.connection, Observation, own_id, first=min(whole), last=max(whole)
        )
        spared = [(one.year << UNIT_BITS) | unit for one in done for unit in one.spared]
        answered = np.concatenate([_keys(columns), np.array(spared, dtype=np.int64)])
        gone = np.isin(held.year, whole) & ~np.isin(_keys(held), answered)
        if gone.any():
            withdraw_values(self.load, Observation, held.take(gone))


def _keys(columns: ValueColumns) -> np.ndarray:
    return (columns.year.astype(np.int64) << UNIT_BITS) | columns.unit_id


def _by_own_id(
    own: Mapping[int, OwnIndicator], by_part: Mapping[str, object]
) -> list[tuple[int, Officials]]:
    """Return indicators of ours in the order of their ids, those that have an answer."""
    found: dict[int, list[tuple[str, int]]] = {}
    for official_id, one in sorted(own.items()):
        found.setdefault(one.id, []).append((str(official_id), ROLES[one.role]))
    return [
        (own_id, officials)
        for own_id, officials in sorted(found.items())
        if any(part in by_part for part, _ in officials)
    ]
