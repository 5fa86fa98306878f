"""The store of answers: what a source said, kept on disk before anything is loaded.

One SQLite file per source and host in ``SMUP_SYNC_DIR``. An answer is written, with its rows
compressed, in one transaction: after a kill it is there whole or not at all. Loads read from the
store, never from the network, so that loading again costs no calls.
"""

import sqlite3
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from smup.sync.files import connect, make_folder, safe_name, told, writing

DATA, NONE, UNUSABLE = "data", "none", "unusable"
LAYOUT = 1
NOTHING = sha256(b"").hexdigest()
TABLES = """
CREATE TABLE IF NOT EXISTS answer (
    kind TEXT NOT NULL, part TEXT NOT NULL, year INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('data', 'none', 'unusable')),
    answered_at TEXT NOT NULL, problem TEXT,
    PRIMARY KEY (kind, part, year)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS body (
    kind TEXT NOT NULL, part TEXT NOT NULL, year INTEGER NOT NULL,
    rows INTEGER NOT NULL, digest TEXT NOT NULL, etag TEXT, data BLOB NOT NULL,
    PRIMARY KEY (kind, part, year))
"""
COLUMNS = "a.kind, a.part, a.year, a.status, a.answered_at, a.problem, b.rows, b.digest, b.etag"
READ = f"SELECT {COLUMNS} FROM answer a LEFT JOIN body b USING (kind, part, year)"  # noqa: S608
ONE = f"{READ} WHERE a.kind = ? AND a.part = ? AND a.year = ?"
ALL = f"{READ} WHERE a.kind = ? ORDER BY a.part, a.year"
PUT_ANSWER = "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?)"
PUT_BODY = "INSERT OR REPLACE INTO body VALUES (?, ?, ?, ?, ?, ?, ?)"
BODY = "SELECT data FROM body WHERE kind = ? AND part = ? AND year = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartKey:
    """What is asked: a part of a source, in a year (0: not of a year).

    Attributes:
        kind: kind of the part, e.g. ``indicator-date-data``, ``teryt-dictionary``.
        part: id within the kind; empty where there is only one.
        year: year, or 0.
    """

    kind: str
    part: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """The newest answer about a part, without its body.

    Attributes:
        key: what was asked.
        status: ``data``; ``none``: the source has nothing (404); ``unusable``: it broke the
            contract, ``problem`` says how, and an earlier usable answer stays beside it.
        rows: number of rows; of ``unusable``, those of the body that stays (0: there is none).
        digest: SHA-256 of the canonical body, hexadecimal; of ``none``, that of nothing; of
            ``unusable``, that of the body that stays (of nothing when there is none).
        answered_at: moment in UTC, without zone.
        etag: validator of the source, if it gave one with the body; None of ``none``.
        problem: one Polish sentence, of an unusable answer.
    """

    key: PartKey
    status: str
    rows: int
    digest: str
    answered_at: datetime
    etag: str | None = None
    problem: str | None = None


class AnswerStore:
    """Answers of one source at one host; safe for threads and several processes."""

    def __init__(self, folder: Path, source: str, host: str) -> None:
        """Open or make the file ``<source>-<host>.sqlite`` in ``folder``.

        Raises:
            SyncFileError: when it cannot be used, or a newer program wrote it.
        """
        make_folder(folder)
        self._file = folder / f"{safe_name(source)}-{safe_name(host)}.sqlite"
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._connection()

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        with self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._own = threading.local()

    def put(
        self, key: PartKey, rows: bytes, *, count: int, etag: str | None = None
    ) -> StoredAnswer:
        """Keep the whole answer of a part: canonical JSON of all its rows, pages joined."""
        body = (count, sha256(rows).hexdigest(), etag, zlib.compress(rows))
        return self._put(key, DATA, body=body)

    def put_none(self, key: PartKey) -> StoredAnswer:
        """Keep that the source has nothing for a part; an earlier body stays readable."""
        return self._put(key, NONE)

    def put_unusable(self, key: PartKey, problem: str) -> StoredAnswer:
        """Keep that an answer broke the contract; an earlier usable answer stays."""
        return self._put(key, UNUSABLE, problem=problem)

    def confirm(self, key: PartKey) -> StoredAnswer:
        """Move the moment of a part whose body has not changed (304).

        Raises:
            KeyError: when there is no body to confirm.
        """
        if self.body(key) is None:
            raise KeyError(key)
        return self._put(key, DATA)

    def get(self, key: PartKey) -> StoredAnswer | None:
        """Return the newest answer about a part."""
        with told(self._file):
            row = self._connection().execute(ONE, _columns(key)).fetchone()
        return None if row is None else _answer(row)

    def body(self, key: PartKey) -> bytes | None:
        """Return the rows of the last usable answer with data."""
        with told(self._file):
            row = self._connection().execute(BODY, _columns(key)).fetchone()
        return None if row is None else zlib.decompress(row[0])

    def list(self, kind: str) -> Iterator[StoredAnswer]:
        """Yield the newest answers of a kind, by part and year, as they were at the first one."""
        with told(self._file):
            rows = self._connection().execute(ALL, (kind,)).fetchall()
        return map(_answer, rows)

    def _put(
        self,
        key: PartKey,
        status: str,
        *,
        problem: str | None = None,
        body: tuple[int, str, str | None, bytes] | None = None,
    ) -> StoredAnswer:
        moment = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")
        with writing(self._connection(), self._file) as connection:
            if body is not None:
                connection.execute(PUT_BODY, (*_columns(key), *body))
            connection.execute(PUT_ANSWER, (*_columns(key), status, moment, problem))
            row = connection.execute(ONE, _columns(key)).fetchone()
        return _answer(row)

    def _connection(self) -> sqlite3.Connection:
        """Return the connection of this thread: one shared would mix their transactions."""
        found: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            found = connect(self._file, TABLES, LAYOUT)
            with self._guard:
                self._opened.append(found)
            self._own.connection = found
        return found


def _columns(key: PartKey) -> tuple[str, str, int]:
    return key.kind, key.part, key.year


def _answer(row: tuple[Any, ...]) -> StoredAnswer:
    kind, part, year, status, moment, problem, rows, digest, etag = row
    empty = status == NONE or digest is None
    return StoredAnswer(
        key=PartKey(kind=kind, part=part, year=year),
        status=status,
        rows=0 if empty else rows,
        digest=NOTHING if empty else digest,
        answered_at=datetime.fromisoformat(moment),
        etag=None if empty else etag,
        problem=problem,
    )
