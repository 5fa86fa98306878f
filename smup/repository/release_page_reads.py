"""Reads of the pages about releases: kinds, refused rows, sources, revisions by their size."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Engine, Select, bindparam, case, func, select

from smup.models import RejectedRow, Release, Revision, SourceState
from smup.moments import aware
from smup.repository.keys import KEYS, among
from smup.repository.revision_reads import RevisionQuery, RevisionRow, chosen_revisions

Order = Literal["zmiana", "jednostka", "wskaznik"]
FROM_ZERO = 1e300
"""Relative change of a number that came in place of a zero: larger than any other."""
SIZES = (1.0, 5.0, 10.0, 25.0, 50.0, 100.0)
"""Bounds of the classes of relative changes, in per cent of the old value."""


class RefusedRows(NamedTuple):
    """Rows that a load could not take for one reason, with one of them."""

    reason: str
    rows: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStateInfo:
    """How the last fetch from a source went. Columns as in ``source_state``."""

    source: str
    status: str
    tried_at: datetime
    succeeded_at: datetime | None
    message: str | None
    address: str
    calls: int
    parts_left: int


class ReleasePageReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def release_kinds(self) -> list[str]:
        """Return the kinds of loads that there were, by name."""
        statement = select(Release.kind).distinct().order_by(Release.kind)
        with self._engine.connect() as connection:
            return list(connection.scalars(statement))

    def refused_rows(self, release_id: int) -> list[RefusedRows]:
        """Return why rows of a load were refused, the most frequent reason first."""
        count = func.count()
        statement = (
            select(RejectedRow.reason, count, func.min(RejectedRow.content))
            .where(RejectedRow.release_id == release_id)
            .group_by(RejectedRow.reason)
            .order_by(count.desc(), RejectedRow.reason)
        )
        with self._engine.connect() as connection:
            return [RefusedRows(*row) for row in connection.execute(statement)]

    def source_states(self) -> list[SourceStateInfo]:
        """Return how the last fetch from each source went, by source."""
        statement = select(SourceState.__table__).order_by(SourceState.source)
        with self._engine.connect() as connection:
            rows = [dict(row) for row in connection.execute(statement).mappings()]
        for row in rows:
            row["tried_at"] = aware(row["tried_at"])
            done = row["succeeded_at"]
            row["succeeded_at"] = None if done is None else aware(done)
        return [SourceStateInfo(**row) for row in rows]

    def ordered_revisions(
        self,
        query: RevisionQuery,
        *,
        unit_ids: Collection[int] | None = None,
        order: Order = "zmiana",
        limit: int = 100,
        after: int = 0,
    ) -> list[RevisionRow]:
        """Return revisions of a release in an order that a reader chose.

        Args:
            query: which.
            unit_ids: keys of units, in any number; None for all.
            order: ``zmiana`` the largest relative change first, values that came or went last;
                ``jednostka`` by key of the unit, ``wskaznik`` by indicator.
            limit: at most this many.
            after: how many stand before the page.
        """
        columns = [getattr(Revision, name) for name in RevisionRow._fields]
        statement = _of_units(chosen_revisions(select(*columns), query), unit_ids)
        keys = (Revision.indicator_id, Revision.year, Revision.unit_id)
        first: dict[str, tuple[Any, ...]] = {
            "zmiana": (func.coalesce(_relative(), -1.0).desc(),),
            "jednostka": (Revision.unit_id,),
            "wskaznik": (),
        }
        statement = statement.order_by(*first[order], *keys).limit(limit).offset(after)
        with self._engine.connect() as connection:
            return [RevisionRow(*row) for row in connection.execute(statement)]

    def count_of_units(self, query: RevisionQuery, unit_ids: Collection[int] | None) -> int:
        """Return how many revisions ``ordered_revisions`` has in all."""
        statement = chosen_revisions(select(func.count()).select_from(Revision), query)
        with self._engine.connect() as connection:
            return connection.scalar(_of_units(statement, unit_ids)) or 0

    def revision_sizes(self, release_id: int) -> list[int]:
        """Return how many revised numbers changed by how much.

        Returns:
            A count for each class that ``SIZES`` bounds from above, and one for larger changes;
            values that came or went are in none.
        """
        relative, low, counts = _relative(), -1.0, []
        for high in (*(size / 100 for size in SIZES), 2 * FROM_ZERO):
            counts.append(func.sum(case(((relative > low) & (relative <= high), 1), else_=0)))
            low = high
        statement = select(*counts).where(Revision.release_id == release_id)
        with self._engine.connect() as connection:
            return [int(count or 0) for count in connection.execute(statement).one()]


def _relative() -> Any:
    """Return the size of a change against the old number; null where one of them is none."""
    change = func.abs(Revision.new_value - Revision.old_value)
    return case(
        (change == 0, 0.0),
        (Revision.old_value == 0, FROM_ZERO + 0 * change),
        else_=change / func.abs(Revision.old_value),
    )


def _of_units(statement: Select[Any], unit_ids: Collection[int] | None) -> Select[Any]:
    if unit_ids is None:
        return statement
    keys = bindparam("units", list(unit_ids), type_=KEYS)
    return statement.where(among(Revision.unit_id, keys))  # type: ignore[arg-type]
