"""Reads of the detail of one indicator: the loads its values came from."""

from collections.abc import Collection

from sqlalchemy import Engine, select

from smup.models import Release
from smup.repository.records import ReleaseInfo
from smup.repository.releases import release_info


class DetailReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def releases_of(self, release_ids: Collection[int]) -> dict[int, ReleaseInfo]:
        """Return loads by their ids; one SELECT, none when nothing is asked."""
        if not release_ids:
            return {}
        asked = sorted({int(item) for item in release_ids})
        statement = select(Release.__table__).where(Release.id.in_(asked))
        with self._engine.connect() as connection:
            rows = connection.execute(statement).mappings().all()
        return {row["id"]: release_info(dict(row)) for row in rows}
