"""What tests of borders read of the database."""

import gzip
import json
from datetime import date
from typing import Any

import shapely
from sqlalchemy import Engine, func, select

from smup.models import Boundary, Peer, Release
from smup.territory.boundary_versions import boundary_on, stored_boundaries
from smup.territory.store import read_directory


def drawn(engine: Engine, level: str = "gmina", day: date | None = None) -> dict[str, Any]:
    """Code to shape of the finest borders that hold on a day."""
    with engine.connect() as connection:
        row = boundary_on(stored_boundaries(connection), level, 2, day)
        assert row is not None
        body = connection.scalar(select(Boundary.gzip_body).where(Boundary.id == row.id))
    features = json.loads(gzip.decompress(body))["features"]
    return {one["id"]: shapely.geometry.shape(one["geometry"]) for one in features}


def releases(engine: Engine) -> int:
    with engine.connect() as connection:
        query = select(func.count()).select_from(Release).where(Release.kind == "boundaries")
        return int(connection.scalar(query) or 0)


def neighbours(engine: Engine, code: str) -> set[str]:
    with engine.connect() as connection:
        directory = read_directory(connection)
        unit = directory.by_code(code)
        query = select(Peer.peer_id).where(Peer.unit_id == unit.id, Peer.kind == "sasiedzi")
        found = connection.scalars(query.where(Peer.level == "gmina")).all()
        return {directory.by_id(one).teryt for one in found}
