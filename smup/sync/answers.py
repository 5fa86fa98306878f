"""The store of answers: what a source said, kept on disk before anything is loaded.

One SQLite file per source and host in ``SMUP_SYNC_DIR``. An answer is written, with its rows
compressed, in one transaction: after a kill it is there whole or not at all. Loads read from the
store, never from the network, so that loading again costs no calls.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

DATA, NONE, UNUSABLE = "data", "none", "unusable"


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
        rows: number of rows.
        digest: SHA-256 of the canonical body, hexadecimal.
        answered_at: moment in UTC, without zone.
        etag: validator of the source, if it gave one.
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
        """Open or make the file ``<source>-<host>.sqlite`` in ``folder``."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        """Return the store itself."""
        raise NotImplementedError

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        raise NotImplementedError

    def put(
        self, key: PartKey, rows: bytes, *, count: int, etag: str | None = None
    ) -> StoredAnswer:
        """Keep the whole answer of a part: canonical JSON of all its rows, pages joined."""
        raise NotImplementedError

    def put_none(self, key: PartKey) -> StoredAnswer:
        """Keep that the source has nothing for a part; an earlier body stays readable."""
        raise NotImplementedError

    def put_unusable(self, key: PartKey, problem: str) -> StoredAnswer:
        """Keep that an answer broke the contract; an earlier usable answer stays."""
        raise NotImplementedError

    def confirm(self, key: PartKey) -> StoredAnswer:
        """Move the moment of a part whose answer has not changed (304)."""
        raise NotImplementedError

    def get(self, key: PartKey) -> StoredAnswer | None:
        """Return the newest answer about a part."""
        raise NotImplementedError

    def body(self, key: PartKey) -> bytes | None:
        """Return the rows of the last usable answer with data."""
        raise NotImplementedError

    def list(self, kind: str) -> Iterator[StoredAnswer]:
        """Yield the newest answers of a kind, by part and year."""
        raise NotImplementedError
