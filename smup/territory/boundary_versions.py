"""Versions of borders: which are loaded, since when each holds, and which one a day has.

A version holds since its day, or, when that is not known, since the day it was loaded. Real
borders come before approximate ones whatever their day, because real lines replace them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection, select

from smup.models import Boundary, Release


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBoundary:
    """A row of ``boundary`` without its body.

    Attributes:
        id: key of the row.
        level: level of the units.
        detail: 0 country map to 2 as loaded.
        release_id: the load that brought it.
        valid_on: day of the borders; None when not known.
        approximate: drawn from location and area only.
        units: number of units that have borders.
        content_hash: stands in the address of the file.
        since: first day of the version, ``valid_on`` or the day of the load.
    """

    id: int
    level: str
    detail: int
    release_id: int
    valid_on: date | None
    approximate: bool
    units: int
    content_hash: str
    since: date


B = TypeVar("B", bound=StoredBoundary)


def stored_boundaries(connection: Connection) -> tuple[StoredBoundary, ...]:
    """Return all borders by level and detail, then from the oldest version to the newest."""
    rows = connection.execute(
        select(
            Boundary.id,
            Boundary.level,
            Boundary.detail,
            Boundary.release_id,
            Boundary.valid_on,
            Boundary.approximate,
            Boundary.units,
            Boundary.content_hash,
            Release.fetched_at,
        ).outerjoin(Release, Release.id == Boundary.release_id)
    ).mappings()
    found = []
    for row in rows:
        values = dict(row)
        loaded = values.pop("fetched_at")
        since = values["valid_on"] or (date.min if loaded is None else loaded.date())
        found.append(StoredBoundary(**values, since=since))
    return tuple(sorted(found, key=_age))


def newest_boundaries(rows: Iterable[B]) -> dict[tuple[str, int], B]:
    """Return the current borders by level and detail.

    Args:
        rows: borders in the order of ``stored_boundaries``.
    """
    return {(row.level, row.detail): row for row in rows}


def boundary_on(rows: Iterable[B], level: str, detail: int, day: date | None = None) -> B | None:
    """Return the borders of a level that held on a day, the current ones without a day.

    None when there are no borders, or none that old.
    """
    found = [
        row
        for row in rows
        if (row.level, row.detail) == (level, detail) and (day is None or row.since <= day)
    ]
    return found[-1] if found else None


def _age(row: StoredBoundary) -> tuple[str, int, bool, date, int]:
    return row.level, row.detail, not row.approximate, row.since, row.release_id
