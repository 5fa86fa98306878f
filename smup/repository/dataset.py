"""What the database holds: the one row of ``dataset``."""

from datetime import UTC, datetime

from sqlalchemy import Engine, bindparam, func, select

from smup.models import Dataset, Release
from smup.moments import aware
from smup.repository.records import DatasetInfo

NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)
_ROW = select(
    Dataset.kind,
    Dataset.version,
    Dataset.changed_at,
    Dataset.practices_version,
    Dataset.history_from,
    select(func.max(Release.id)).scalar_subquery().label("newest"),
)
_MOMENT = select(Release.fetched_at).where(Release.id == bindparam("release"))


def read_dataset(engine: Engine, release: int | None = None) -> DatasetInfo:
    """Return kind and version; a database in which nothing was loaded yet is empty, version 0.

    Args:
        engine: database.
        release: the release that the engine shows; None: the data of today.
    """
    with engine.connect() as connection:
        row = connection.execute(_ROW).first()
        asked = {"release": release}
        moment = None if release is None else connection.scalar(_MOMENT, asked)
    if row is None:
        return DatasetInfo(kind="empty", version=0, changed_at=NOTHING_YET)
    return DatasetInfo(
        kind=row.kind,
        version=row.version,
        changed_at=aware(row.changed_at),
        practices_version=row.practices_version,
        history_from=row.history_from,
        newest=row.newest or 0,
        release=release,
        release_at=None if moment is None else aware(moment),
    )
