"""Reads of borders: which versions are loaded, and their compressed bodies."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from smup.models import Boundary
from smup.repository.records import BoundaryBody, BoundarySet
from smup.territory.boundary_versions import (
    boundary_on,
    newest_boundaries,
    stored_boundaries,
)


class BoundaryReads:
    """A part of ``Repository``."""

    _engine: Engine
    keep: Callable[[tuple[Any, ...], Callable[[], Any]], Any]

    def boundary_versions(self) -> tuple[BoundarySet, ...]:
        """Return all borders by level and detail, then from the oldest version to the newest."""
        found: tuple[BoundarySet, ...] = self.keep(("borders",), lambda: _versions(self._engine))
        return found

    def boundary_sets(self) -> tuple[BoundarySet, ...]:
        """Return the current borders of each level and detail; ordered by level, detail."""
        return tuple(newest_boundaries(self.boundary_versions()).values())

    def boundary(self, level: str, detail: int, day: date | None = None) -> BoundaryBody | None:
        """Return the borders of a level that held on a day, the current ones without a day.

        None when there are none, or none that old.
        """
        info = boundary_on(self.boundary_versions(), level, detail, day)
        return None if info is None else _body(self._engine, info)

    def boundary_by_hash(self, content_hash: str) -> BoundaryBody | None:
        """Return borders by the hash in their address, also when newer ones exist."""
        for info in reversed(_versions(self._engine)):
            if info.content_hash == content_hash:
                return _body(self._engine, info)
        return None


def _versions(engine: Engine) -> tuple[BoundarySet, ...]:
    with engine.connect() as connection:
        stored = stored_boundaries(connection)
    return tuple(BoundarySet(**asdict(row)) for row in stored)


def _body(engine: Engine, info: BoundarySet) -> BoundaryBody | None:
    statement = select(Boundary.gzip_body, Boundary.brotli_body).where(Boundary.id == info.id)
    with engine.connect() as connection:
        row = connection.execute(statement).first()
    if row is None:
        return None
    return BoundaryBody(info=info, gzip_body=bytes(row[0]), brotli_body=bytes(row[1]))
