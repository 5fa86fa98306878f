"""Reads of the loads."""

from collections.abc import Collection
from datetime import UTC

from sqlalchemy import Engine, select

from smup.models import Release
from smup.repository.records import ReleaseInfo


def read_releases(engine: Engine, limit: int, *, before_id: int | None = None) -> list[ReleaseInfo]:
    """Return the newest loads first.

    Args:
        engine: database.
        limit: at most this many.
        before_id: only loads older than this one (for pages).
    """
    statement = select(Release.__table__).order_by(Release.id.desc()).limit(limit)
    if before_id is not None:
        statement = statement.where(Release.id < before_id)
    with engine.connect() as connection:
        rows = connection.execute(statement).mappings().all()
    return [release_info(dict(row)) for row in rows]


def read_by_id(engine: Engine, ids: Collection[int]) -> tuple[ReleaseInfo, ...]:
    """Return some loads, the newest first; no SELECT when none is asked for."""
    if not ids:
        return ()
    wanted = Release.id.in_(sorted(ids))
    statement = select(Release.__table__).where(wanted).order_by(Release.id.desc())
    with engine.connect() as connection:
        rows = connection.execute(statement).mappings().all()
    return tuple(release_info(dict(row)) for row in rows)


def release_info(row: dict[str, object]) -> ReleaseInfo:
    """Return a row of ``release`` as a record; its moment has a zone."""
    release = ReleaseInfo(**row)  # type: ignore[arg-type]
    if release.fetched_at.tzinfo is None:
        row["fetched_at"] = release.fetched_at.replace(tzinfo=UTC)
        return ReleaseInfo(**row)  # type: ignore[arg-type]
    return release
