"""What the database holds: the one row of ``dataset``."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select

from smup.models import Dataset
from smup.moments import aware
from smup.repository.records import DatasetInfo

NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
_ROW = select(
    Dataset.kind,
    Dataset.version,
    Dataset.changed_at,
    Dataset.practices_version,
    Dataset.history_from,
)


def read_dataset(engine: Engine) -> DatasetInfo:
    """Return kind and version; a database in which nothing was loaded yet is empty, version 0."""
    with engine.connect() as connection:
        row = connection.execute(_ROW).first()
    if row is None:
        return DatasetInfo(kind="empty", version=0, changed_at=NOTHING_YET)
    return DatasetInfo(
        kind=row.kind,
        version=row.version,
        changed_at=aware(row.changed_at),
        practices_version=row.practices_version,
        history_from=row.history_from,
    )
