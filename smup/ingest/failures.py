"""Failures of the database during a load, as sentences with a remedy."""

import errno

from sqlalchemy.exc import DBAPIError

from smup.errors import DatabaseBusyError, IngestError, SmupError

BUSY = "Trwa inne wczytywanie do tej bazy danych. Poczekaj, aż się skończy, i spróbuj ponownie."
DISK_FULL = (
    "Brakuje miejsca na dysku; wczytywanie przerwano i nic nie zostało zapisane. "
    "Zwolnij miejsce (albo przenieś bazę: SMUP_DATABASE_URL) i powtórz polecenie."
)
READ_ONLY = (
    "Baza danych jest tylko do odczytu; nic nie zostało zapisane. "
    "Sprawdź prawa do pliku bazy i jego folderu albo konto w SMUP_DATABASE_URL."
)
LOST = (
    "Baza danych przerwała pracę ({cause}); nic nie zostało zapisane. "
    "Sprawdź, czy działa, i powtórz polecenie."
)
POSTGRES_DISK_FULL = "53100"
POSTGRES_READ_ONLY = {"25006", "42501"}
POSTGRES_BUSY = {"55P03"}


def translated(error: BaseException) -> SmupError | None:
    """Return the sentence for a failure of disk or database; ``None`` for any other error."""
    if isinstance(error, OSError):
        return IngestError(DISK_FULL) if error.errno == errno.ENOSPC else None
    if not isinstance(error, DBAPIError):
        return None
    return _of_database(error)


def _of_database(error: DBAPIError) -> SmupError | None:
    cause = str(error.orig).strip()
    state = getattr(error.orig, "sqlstate", None)
    if "disk is full" in cause or state == POSTGRES_DISK_FULL:
        return IngestError(DISK_FULL)
    if "readonly" in cause or state in POSTGRES_READ_ONLY:
        return IngestError(READ_ONLY)
    if "is locked" in cause or state in POSTGRES_BUSY:
        return DatabaseBusyError(BUSY)
    if "disk I/O error" in cause or error.connection_invalidated:
        return IngestError(LOST.format(cause=cause.splitlines()[0]))
    return None
