"""One load: one transaction under a lock, recorded as a release with counts and rejections."""

import datetime as dt
import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, func, insert, select, update

from smup.database import IMMEDIATE, check_foreign_keys, check_schema, set_foreign_keys
from smup.errors import DatabaseBusyError
from smup.ingest.changes import Changes
from smup.ingest.checksum import checksum_of
from smup.ingest.failures import BUSY, translated
from smup.ingest.kinds import settle_kind
from smup.models import Base, Dataset, RejectedRow, Release

ADVISORY_LOCK = 0x534D5550
CONTENT_LIMIT = 500
REJECTED_SHOWN = 20
REJECTED_BUFFER = 1_000
ALLOCATIONS_BETWEEN_COLLECTIONS = 200_000


@dataclass(slots=True)
class Counts:
    """Rows of a load. ``read`` = new + changed + same + skipped + rejected."""

    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A row that could not be taken."""

    file: str
    line: int | None
    reason: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSummary:
    """What a load did. ``release_id`` is None when nothing differed and nothing was written."""

    kind: str
    source: str
    release_id: int | None
    counts: Counts
    rejected: tuple[Rejection, ...]
    reasons: tuple[tuple[str, int], ...]
    note: str | None


@dataclass(slots=True, kw_only=True)
class Load:
    """An open load; write through ``connection``, count, and mark what depends on the writes.

    Attributes:
        connection: open transaction of the load.
        release_id: id of the release of this load.
        counts: rows so far; the caller keeps ``read``, ``skipped`` and what it writes itself.
        variables: ids of variables whose values changed; their indicators are recomputed.
        indicators: ids of indicators whose values changed; their statistics are rebuilt.
        units_changed: units, kinds or parents changed; all statistics are rebuilt.
        practices: ids of practices whose published card changed; their effects are rebuilt.
        notes: sentences that the release keeps.
        changes: revisions and counts by indicator, kept by what writes values.
    """

    connection: Connection
    release_id: int
    kind: str
    source: str
    counts: Counts = field(default_factory=Counts)
    variables: set[int] = field(default_factory=set)
    indicators: set[int] = field(default_factory=set)
    units_changed: bool = False
    practices: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    summary: LoadSummary | None = None
    finishers: dict[str, list[Callable[[], None]]] = field(default_factory=dict)
    changes: Changes = field(init=False)
    _ids: dict[type[Base], NDArray[np.int64]] = field(default_factory=dict)
    _shown: list[Rejection] = field(default_factory=list)
    _waiting: list[dict[str, object]] = field(default_factory=list)
    _reasons: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Begin with no change."""
        self.changes = Changes(connection=self.connection, release_id=self.release_id)

    def note_change(
        self, kind: str, code: str, name: str, *, old: str | None = None, new: str | None = None
    ) -> None:
        """Keep a change of the catalogue, of the list of units or of borders with the release.

        It is written only when the load also counts something as new or changed.

        Args:
            kind: one of ``smup.models.history.CHANGE_KINDS``.
            code: code of the indicator or unit; of borders their level.
            name: its name now.
            old: name, code or kind before.
            new: the same after.
        """
        self.changes.note(kind, code, name, (old, new))

    def known_ids(self, table: type[Base]) -> NDArray[np.int64]:
        """Return the ids of a table, read again while the last seen id is not the newest."""
        key = table.__table__.c.id
        newest = self.connection.scalar(select(func.max(key))) or 0
        known = self._ids.get(table)
        if known is None or not len(known) or known[-1] != newest:
            found = self.connection.scalars(select(key).order_by(key)).all()
            known = self._ids[table] = np.array(found, dtype=np.int64)
        return known

    def reject(self, file: str, line: int | None, reason: str, content: str) -> None:
        """Keep a row that cannot be taken; ``reason`` is one Polish sentence."""
        row = Rejection(file=file, line=line, reason=reason, content=content[:CONTENT_LIMIT])
        self.counts.rejected += 1
        self._reasons[reason.split(":", maxsplit=1)[0]] += 1
        if len(self._shown) < REJECTED_SHOWN:
            self._shown.append(row)
        self._waiting.append(
            {
                "release_id": self.release_id,
                "file_name": row.file,
                "line": row.line,
                "reason": row.reason,
                "content": row.content.replace("\0", "\N{REPLACEMENT CHARACTER}"),
            }
        )
        if len(self._waiting) >= REJECTED_BUFFER:
            self._keep_rejected()

    @property
    def something_changed(self) -> bool:
        """Tell whether the load has written anything."""
        return bool(self.counts.new or self.counts.changed or self.changes.withdrawn)

    def finish(self, after: Callable[["Load"], None] | None) -> None:
        """Recompute what depends, restore indexes, and complete the release."""
        if after is not None:
            after(self)
        for restore in [one for ones in self.finishers.values() for one in ones]:
            restore()
        self._keep_rejected()
        self.changes.store()
        counts = {f"rows_{name}": getattr(self.counts, name) for name in Counts.__slots__}
        self.connection.execute(
            update(Release)
            .where(Release.id == self.release_id)
            .values(**counts, note=" ".join(self.notes) or None)
        )
        self.connection.execute(
            update(Dataset).values(version=Dataset.version + 1, changed_at=utc_now())
        )

    def summarise(self) -> LoadSummary:
        """Return what the load did."""
        return LoadSummary(
            kind=self.kind,
            source=self.source,
            release_id=self.release_id if self.something_changed else None,
            counts=self.counts,
            rejected=tuple(self._shown),
            reasons=tuple(self._reasons.most_common()),
            note=" ".join(self.notes) or None,
        )

    def _keep_rejected(self) -> None:
        if self._waiting:
            self.connection.execute(insert(RejectedRow), self._waiting)
            self._waiting.clear()


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for cyclic garbage rarely: rows make none, and looking took 3/4 of the reading."""
    held = gc.get_threshold()
    gc.set_threshold(ALLOCATIONS_BETWEEN_COLLECTIONS, *held[1:])
    try:
        yield
    finally:
        gc.set_threshold(*held)


@contextmanager
def load(
    engine: Engine,
    *,
    kind: str,
    source: str,
    files: Sequence[Path] = (),
    note: str | None = None,
    after: Callable[[Load], None] | None = None,
) -> Iterator[Load]:
    """Open a load; at its end ``load.summary`` says what it did.

    All or nothing: an error inside rolls everything back, and so does an end without a new or
    changed row. Only one load runs at a time.

    Args:
        engine: engine of a database with the current schema.
        kind: word for the release, e.g. ``terc``; ``sample`` makes the database a sample one,
            ``boundaries``, ``typology``, ``stats``, ``catalogue`` and ``practices`` leave its
            kind, any other makes it real.
        source: publisher and set, in words.
        files: files the rows come from, for the name and checksum of the release.
        note: sentence that the release keeps.
        after: recomputes what depends on the changed rows (``smup.statistics.refresh.refresh``).

    Raises:
        DatabaseBusyError: when another load runs.
        IngestError: when sample and real data would mix, a file cannot be read, or the disk is
            full or read-only.
        SchemaVersionError: when the schema is not the program's own.
    """
    check_schema(engine)
    checksum = checksum_of(files) if files else None
    connection = engine.connect().execution_options(**{IMMEDIATE: True})
    try:
        set_foreign_keys(connection, on=False)
        with _rare_collections(), connection.begin() as transaction:
            take_lock(connection)
            settle_kind(connection, kind)
            names = ", ".join(file.name for file in files) or None
            current = Load(
                connection=connection,
                release_id=_open_release(connection, kind, source, (names, checksum)),
                kind=kind,
                source=source,
                notes=[note] if note else [],
            )
            yield current
            if current.something_changed:
                current.finish(after)
                check_foreign_keys(connection)
            else:
                transaction.rollback()
        current.summary = current.summarise()
    except Exception as error:
        known = translated(error)
        if known is None:
            raise
        raise known from error
    finally:
        set_foreign_keys(connection, on=True)
        connection.close()


def utc_now() -> dt.datetime:
    """Return the present in UTC, as the columns without a time zone keep it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def take_lock(connection: Connection) -> None:
    """Take the lock of PostgreSQL; SQLite took its own with BEGIN IMMEDIATE.

    Raises:
        DatabaseBusyError: when a load has it.
    """
    if connection.dialect.name == "postgresql":
        free = connection.scalar(select(func.pg_try_advisory_xact_lock(ADVISORY_LOCK)))
        if not free:
            raise DatabaseBusyError(BUSY)


def _open_release(
    connection: Connection, kind: str, source: str, file: tuple[str | None, str | None]
) -> int:
    values = {f"rows_{name}": 0 for name in Counts.__slots__}
    statement = insert(Release).values(
        kind=kind,
        source=source,
        file_name=file[0],
        checksum=file[1],
        fetched_at=utc_now(),
        **values,
    )
    return int(connection.execute(statement.returning(Release.id)).scalar_one())
