"""SQLite files in ``SMUP_SYNC_DIR``: how they are opened, and their failures as sentences."""

import errno
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smup.sync.errors import SyncFileError

BUSY_SECONDS = 30.0
UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")

FULL = (
    "Brakuje miejsca na dysku dla {place}; to, co pobrano wcześniej, zostaje. Zwolnij miejsce "
    "(albo wskaż inny folder w SMUP_SYNC_DIR) i powtórz polecenie."
)
UNWRITABLE = (
    "Nie można pisać w {place}: {cause}. Sprawdź SMUP_SYNC_DIR i prawa do tego folderu dla konta, "
    "które pobiera dane."
)
DAMAGED = (
    "Plik {place} jest uszkodzony ({cause}). Przywróć jego kopię albo go usuń: pobieranie zacznie "
    "się wtedy od nowa, a dane w bazie zostają."
)
NEWER = (
    "Plik {place} zapisała nowsza wersja programu (układ {found}, ten program zna {known}). "
    "Zainstaluj nowszą wersję albo wskaż inny folder w SMUP_SYNC_DIR."
)
BUSY = "Plik {place} jest zajęty przez inny proces. Poczekaj, aż skończy, i powtórz polecenie."


def safe_name(text: str) -> str:
    """Return a text as part of the name of a file."""
    return UNSAFE.sub("_", text) or "_"


def make_folder(folder: Path) -> None:
    """Make a folder that only this account can read.

    Raises:
        SyncFileError: when it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _of_system(folder, error) from error


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn failures of a file into sentences.

    Raises:
        SyncFileError: disk full, no right to write, a damaged file.
    """
    try:
        yield
    except OSError as error:
        raise _of_system(place, error) from error
    except sqlite3.Error as error:
        raise SyncFileError(_of_sqlite(place, error)) from error


def connect(file: Path, script: str, version: int) -> sqlite3.Connection:
    """Open an SQLite file, with its tables; transactions are begun by who writes.

    Args:
        file: in a folder that exists.
        script: statements that make the tables, each ``IF NOT EXISTS``.
        version: of the layout of the file.

    Raises:
        SyncFileError: see ``told``; also when a newer program wrote the file.
    """
    with told(file):
        _make_private(file)
        connection = sqlite3.connect(
            file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(connection, file, script, version)
        except BaseException:
            connection.close()
            raise
    return connection


def _make_private(file: Path) -> None:
    """Make a file that only this account can read; leave one that is there alone.

    Closing a file lets go of all locks that this process holds on it, also those of SQLite in other
    threads: another process would then take the log of changes away as if nobody used it.
    """
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        return


def _prepare(connection: sqlite3.Connection, file: Path, script: str, version: int) -> None:
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found > version:
        message = NEWER.format(place=file, found=found, known=version)
        raise SyncFileError(message)
    connection.execute("PRAGMA journal_mode = WAL")
    # A call that was made, an answer that was bought: neither may be lost with the power.
    connection.execute("PRAGMA synchronous = FULL")
    if found < version:
        connection.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {version:d};")
        connection.execute("COMMIT")


@contextmanager
def writing(connection: sqlite3.Connection, file: Path) -> Iterator[sqlite3.Connection]:
    """Hold one write transaction: all of the block is kept, or nothing.

    Raises:
        SyncFileError: see ``told``.
    """
    with told(file):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _of_system(place: Path, error: OSError) -> SyncFileError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return SyncFileError(FULL.format(place=place))
    return SyncFileError(UNWRITABLE.format(place=place, cause=error.strerror or error))


def _of_sqlite(place: Path, error: sqlite3.Error) -> str:
    cause = str(error)
    if "is full" in cause:
        return FULL.format(place=place)
    if "locked" in cause:
        return BUSY.format(place=place)
    if "malformed" in cause or "not a database" in cause:
        return DAMAGED.format(place=place, cause=cause)
    return UNWRITABLE.format(place=place, cause=cause)
