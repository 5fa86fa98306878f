"""Drops the oldest part of the history, so that it does not grow without end."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, func, select, update

from smup.database import IMMEDIATE, check_schema
from smup.errors import IngestError
from smup.ingest.failures import translated
from smup.ingest.load import take_lock
from smup.models import Dataset, IndicatorYearStatPast, LatestPast, Release, Revision

NO_RELEASE = (
    "Nie ma wydania {before}; są od {first} do {newest}. "
    "Podaj numer jednego z nich (strona /wydania)."
)
ALREADY = "Historia zaczyna się od wydania {first}; przed wydaniem {before} nie ma czego usunąć."


@dataclass(frozen=True, slots=True, kw_only=True)
class HistorySize:
    """How much the history holds.

    Attributes:
        first: first release that the data can be read as of.
        newest: newest release; 0 when there is none.
        revisions: values that were changed or withdrawn.
        places: replaced rows of ``latest``.
        statistics: replaced rows of ``indicator_year_stat``.
    """

    first: int
    newest: int
    revisions: int
    places: int
    statistics: int


def history_size(connection: Connection) -> HistorySize:
    """Count what the history holds."""
    counts = [
        connection.scalar(select(func.count()).select_from(table)) or 0
        for table in (Revision, LatestPast, IndicatorYearStatPast)
    ]
    return HistorySize(
        first=_first(connection),
        newest=_newest(connection),
        revisions=counts[0],
        places=counts[1],
        statistics=counts[2],
    )


def trim_history(engine: Engine, before: int) -> HistorySize:
    """Drop what is needed only to read the data as of releases before one; return what is left.

    The data of today, every release with its counts, and what can be read as of the release and
    later ones stay. All in one transaction, while no load runs.

    Args:
        engine: engine of a database with the current schema.
        before: the first release that can still be read.

    Raises:
        DatabaseBusyError: when a load runs.
        IngestError: when there is no such release, or nothing before it.
        SchemaVersionError: when the schema is not the program's own.
    """
    check_schema(engine)
    try:
        with engine.connect().execution_options(**{IMMEDIATE: True}) as connection:
            with connection.begin():
                take_lock(connection)
                _check(connection, before)
                _drop(connection, before)
            return history_size(connection)
    except Exception as error:
        known = translated(error)
        if known is None:
            raise
        raise known from error


def _first(connection: Connection) -> int:
    """Return the first release that the data can be read as of; 0 when there is none."""
    held = connection.scalar(select(Dataset.history_from))
    return held or connection.scalar(select(func.min(Release.id))) or 0


def _newest(connection: Connection) -> int:
    return connection.scalar(select(func.max(Release.id))) or 0


def _check(connection: Connection, before: int) -> None:
    first = _first(connection)
    if connection.scalar(select(Release.id).where(Release.id == before)) is None:
        newest = _newest(connection)
        raise IngestError(NO_RELEASE.format(before=before, first=first, newest=newest))
    if before <= first:
        raise IngestError(ALREADY.format(first=first, before=before))


def _drop(connection: Connection, before: int) -> None:
    """Delete by release; the release itself keeps its list of revised values."""
    connection.execute(delete(Revision).where(Revision.release_id < before))
    for past in (LatestPast, IndicatorYearStatPast):
        connection.execute(delete(past).where(past.replaced_by <= before))
    connection.execute(update(Dataset).values(history_from=before, version=Dataset.version + 1))
