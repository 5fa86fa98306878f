"""Counts of requests in windows of time, shared by all web workers."""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from smup.settings import Settings

logger = logging.getLogger(__name__)

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  of this machine; the file is only ours to read
BUSY_SECONDS = 0.5
SWEEP_EVERY = 600.0
TABLE = """CREATE TABLE IF NOT EXISTS hits
(key TEXT PRIMARY KEY, used INTEGER NOT NULL, until REAL NOT NULL) WITHOUT ROWID"""
# One statement counts, begins a new window when the old one has passed, and answers.
HIT = """INSERT INTO hits VALUES (:key, 1, :now + :seconds)
ON CONFLICT (key) DO UPDATE SET
used = CASE WHEN until <= :now THEN 1 ELSE used + 1 END,
until = CASE WHEN until <= :now THEN :now + :seconds ELSE until END
RETURNING used, until"""


class Counts(Protocol):
    """Where requests are counted."""

    def hit(self, key: str, seconds: int) -> tuple[int, float]:
        """Count one request.

        Args:
            key: of who asks and for what.
            seconds: length of the window, which begins with its first request.

        Returns:
            Requests in the window with this one; seconds until it ends.
        """


class FileCounts:
    """Counts in a small SQLite file in the memory of this machine."""

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        """Use a file; it is opened by the first request.

        Args:
            path: of the file; all workers use the same one.
            now: clock, seconds of the epoch.
        """
        self._path = path
        self._now = now
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._swept = 0.0

    def hit(self, key: str, seconds: int) -> tuple[int, float]:
        """Count one request; nothing is counted when the file cannot be used."""
        now = self._now()
        try:
            with self._lock:
                connection = self._open(now)
                found = connection.execute(HIT, {"key": key, "now": now, "seconds": seconds})
                used, until = found.fetchone()
        except sqlite3.Error as error:
            # Better an uncounted request than a refused one.
            logger.warning("requests are not counted: %s", error)
            return 0, float(seconds)
        return int(used), float(until) - now

    def _open(self, now: float) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            self._connection = sqlite3.connect(
                self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            # The counts need not outlive the machine.
            self._connection.execute("PRAGMA journal_mode = MEMORY")
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute(TABLE)
        if now - self._swept > SWEEP_EVERY:
            self._swept = now
            self._connection.execute("DELETE FROM hits WHERE until <= ?", (now,))
        return self._connection


class ServerCounts:
    """Counts in Redis or memcached, for several machines behind one address."""

    def __init__(self, address: str) -> None:
        """Use a server, such as ``redis://host:6379``."""
        # Loaded only where it is used: it brings the clients of all its stores.
        from limits.storage import storage_from_string  # noqa: PLC0415

        self._storage = storage_from_string(address, wrap_exceptions=True)

    def hit(self, key: str, seconds: int) -> tuple[int, float]:
        """Count one request; nothing is counted when the server does not answer."""
        from limits.errors import StorageError  # noqa: PLC0415

        try:
            used = self._storage.incr(f"smup/{key}", seconds)
            until = self._storage.get_expiry(f"smup/{key}")
        except StorageError as error:
            logger.warning("requests are not counted: %s", error)
            return 0, float(seconds)
        return int(used), max(0.0, float(until) - time.time())  # type: ignore[arg-type]


def shared_folder(settings: Settings) -> Path:
    """Return the folder of the counts and places of a server, all its workers share."""
    place = f"{settings.database_url} {settings.host}:{settings.port} {os.getuid()}"
    name = f"smup-{blake2b(place.encode(), digest_size=6).hexdigest()}"
    root = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else Path(settings.exports_dir)
    return root / name


def counts_of(settings: Settings) -> Counts:
    """Return where this server counts requests."""
    if settings.limits_store:
        return ServerCounts(settings.limits_store)
    return FileCounts(shared_folder(settings) / "requests.sqlite")
