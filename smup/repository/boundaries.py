"""Reads of borders: which are loaded, and their compressed bodies."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Engine, select

from smup.models import Boundary
from smup.repository.records import BoundaryBody, BoundarySet

INFO = (
    Boundary.level,
    Boundary.detail,
    Boundary.content_hash,
    Boundary.units,
    Boundary.approximate,
    Boundary.valid_on,
    Boundary.release_id,
)


def read_sets(engine: Engine) -> tuple[BoundarySet, ...]:
    """Return the newest borders of each level and detail; ordered by level, detail."""
    statement = select(*INFO).order_by(Boundary.level, Boundary.detail, Boundary.release_id)
    newest: dict[tuple[str, int], BoundarySet] = {}
    with engine.connect() as connection:
        for row in connection.execute(statement).mappings():
            found = BoundarySet(**row)
            newest[found.level, found.detail] = found
    return tuple(newest.values())


def read_body(
    engine: Engine, sets: Sequence[BoundarySet], level: str, detail: int
) -> BoundaryBody | None:
    """Return the body of the newest borders of a level, or None."""
    for info in sets:
        if (info.level, info.detail) == (level, detail):
            return _read(
                engine,
                (Boundary.level == level)
                & (Boundary.detail == detail)
                & (Boundary.release_id == info.release_id),
            )
    return None


def read_body_by_hash(engine: Engine, content_hash: str) -> BoundaryBody | None:
    """Return the body with this hash, or None."""
    return _read(engine, Boundary.content_hash == content_hash)


def _read(engine: Engine, condition: ColumnElement[bool]) -> BoundaryBody | None:
    statement = (
        select(*INFO, Boundary.gzip_body, Boundary.brotli_body)
        .where(condition)
        .order_by(Boundary.release_id.desc(), Boundary.id)
        .limit(1)
    )
    with engine.connect() as connection:
        row = connection.execute(statement).mappings().first()
    if row is None:
        return None
    columns = dict(row)
    bodies = {name: bytes(columns.pop(name)) for name in ("gzip_body", "brotli_body")}
    return BoundaryBody(info=BoundarySet(**columns), **bodies)
