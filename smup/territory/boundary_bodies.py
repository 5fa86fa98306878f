"""Borders of all levels and details, made from the shapes of one level; and their rows."""

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import brotli
import numpy as np
from sqlalchemy import Connection, insert, select, update

from smup.models import LEVELS, Boundary
from smup.territory.boundary_versions import newest_boundaries, stored_boundaries
from smup.territory.directory import UnitDirectory
from smup.territory.geometry import (
    COARSER,
    DETAILS,
    Detail,
    Shapes,
    dissolved,
    feature_collection,
    rounded,
    simplified,
    thinned,
)

COUNTRY_MAP_BYTES = 350_000
TRIES = 12
BEST_BROTLI_UP_TO = 4_000_000
QUICK_BROTLI = 9
HASH_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryBody:
    """Borders of one level at one detail as GeoJSON.

    Attributes:
        level: level of the units.
        detail: 0 country map to 2 as loaded.
        units: number of features.
        content: the GeoJSON.
    """

    level: str
    detail: int
    units: int
    content: bytes

    @property
    def content_hash(self) -> str:
        """Return the first 16 hexadecimal digits of the SHA-256 of the GeoJSON."""
        return hashlib.sha256(self.content).hexdigest()[:HASH_DIGITS]


def bodies_of(
    directory: UnitDirectory, shapes: Mapping[int, Any], *, level: str, also: Sequence[str]
) -> list[BoundaryBody]:
    """Make the borders of a level in three details, and of the levels above by dissolving.

    Detail 0 is made coarser until its gminas fit in 350 kB compressed.

    Args:
        directory: the units.
        shapes: position of a unit to its valid polygon, WGS84.
        level: level of the units.
        also: levels above to dissolve from the same lines.
    """
    positions = sorted(shapes, key=lambda position: directory.units[position].code_at(level))
    whole = thinned(np.array([shapes[position] for position in positions], dtype=object))
    bodies: list[BoundaryBody] = []
    for detail in DETAILS:
        lines, body = _fitting(directory, (positions, whole), level=level, detail=detail)
        bodies.append(body)
        bodies.extend(
            _dissolved(directory, (positions, lines), level=above, detail=detail) for above in also
        )
    return bodies


def levels_above(level: str) -> tuple[str, ...]:
    """Return the levels a level's borders can be dissolved into, nearest first."""
    return tuple(reversed(LEVELS[: LEVELS.index(level)]))


def write_bodies(
    connection: Connection,
    bodies: Sequence[BoundaryBody],
    *,
    release_id: int,
    valid_on: date | None,
    approximate: bool,
) -> None:
    """Insert borders as the newest of their levels."""
    insert_packed(
        connection,
        packed_rows(bodies, valid_on=valid_on, approximate=approximate),
        release_id=release_id,
    )


def packed_rows(
    bodies: Sequence[BoundaryBody], *, valid_on: date | None, approximate: bool
) -> list[dict[str, Any]]:
    """Return rows of ``boundary`` without their release; compressing takes seconds."""
    return [
        {
            "level": body.level,
            "detail": body.detail,
            "valid_on": valid_on,
            "approximate": approximate,
            "units": body.units,
            "content_hash": body.content_hash,
            **_packed(body.content, detail=body.detail),
        }
        for body in bodies
    ]


def insert_packed(
    connection: Connection, rows: Sequence[dict[str, Any]], *, release_id: int
) -> None:
    """Insert borders made by ``packed_rows``."""
    connection.execute(insert(Boundary), [row | {"release_id": release_id} for row in rows])


def rename_codes(connection: Connection, renamed: Mapping[str, str]) -> None:
    """Give features the new codes of their units; a gmina's last digit changes with its kind.

    Args:
        connection: open transaction.
        renamed: former code to current code.
    """
    if not renamed:
        return
    newest = {row.id for row in newest_boundaries(stored_boundaries(connection)).values()}
    rows = connection.execute(
        select(Boundary.id, Boundary.detail, Boundary.gzip_body).where(Boundary.id.in_(newest))
    ).all()
    for row_id, detail, packed in rows:
        content = before = gzip.decompress(packed)
        for former, current in renamed.items():
            content = content.replace(f'"id":"{former}"'.encode(), f'"id":"{current}"'.encode())
        if content != before:
            digest = hashlib.sha256(content).hexdigest()[:HASH_DIGITS]
            values = {"content_hash": digest, **_packed(content, detail=detail)}
            connection.execute(update(Boundary).where(Boundary.id == row_id).values(values))


def _fitting(
    directory: UnitDirectory,
    units: tuple[Sequence[int], Shapes],
    *,
    level: str,
    detail: Detail,
) -> tuple[Shapes, BoundaryBody]:
    """Return the simplified lines and the body, coarser step by step when detail 0 is too big."""
    positions, whole = units
    tolerance = detail.tolerance
    for _ in range(TRIES):
        lines = simplified(whole, tolerance)
        body = _body(directory, (positions, lines), level=level, detail=detail)
        if detail.number > 0 or _fits(body):
            break
        tolerance *= COARSER
    return lines, body


def _fits(body: BoundaryBody) -> bool:
    return len(brotli.compress(body.content, quality=QUICK_BROTLI)) <= COUNTRY_MAP_BYTES


def _dissolved(
    directory: UnitDirectory,
    units: tuple[Sequence[int], Shapes],
    *,
    level: str,
    detail: Detail,
) -> BoundaryBody:
    positions, lines = units
    owner = {"powiat": directory.powiat, "wojewodztwo": directory.voivodeship}.get(level)
    country = int(directory.positions("kraj")[0]) if level == "kraj" else -1
    groups = [country if owner is None else int(owner[position]) for position in positions]
    found, shapes = dissolved(lines, groups)
    order = sorted(range(len(found)), key=lambda i: directory.units[found[i]].code_at(level))
    units_above = [found[i] for i in order]
    return _body(directory, (units_above, shapes[order]), level=level, detail=detail)


def _body(
    directory: UnitDirectory,
    units: tuple[Sequence[int], Shapes],
    *,
    level: str,
    detail: Detail,
) -> BoundaryBody:
    positions, lines = units
    codes = [directory.units[position].code_at(level) for position in positions]
    content = feature_collection(codes, rounded(lines, detail.decimals))
    return BoundaryBody(
        level=level,
        detail=detail.number,
        units=len(codes),
        content=content,
    )


def _packed(content: bytes, *, detail: int) -> dict[str, bytes]:
    """Compress; the country map, which everyone fetches, with the best and slow quality."""
    best = detail == 0 and len(content) <= BEST_BROTLI_UP_TO
    return {
        "gzip_body": gzip.compress(content, compresslevel=9, mtime=0),
        "brotli_body": brotli.compress(content, quality=11 if best else QUICK_BROTLI),
    }
