"""Reads of single values that releases changed: old and new, paged, by indicator and unit."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Engine, Select, and_, func, or_, select, tuple_

from smup.models import Observation, Revision, Unit

PAGE = 100
Place = tuple[int, int, int]
"""Keys of a revision of a release in their order: indicator, year, unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionQuery:
    """Which revisions of one release are asked for.

    Attributes:
        release_id: of the release.
        indicator_id: only of this indicator.
        unit_id: only of this unit.
        year: only of this year.
        level: only of units of this level; a city with powiat rights is at both of its levels.
        least_percent: only changes by at least so many per cent of the old value; a value that
            became empty, or came in place of an empty one, is always among them.
    """

    release_id: int
    indicator_id: int | None = None
    unit_id: int | None = None
    year: int | None = None
    level: str | None = None
    least_percent: float | None = None


class RevisionRow(NamedTuple):
    """A value that a release changed; ``new_flag`` None: it withdrew the value.

    Values are None where the flag says that there is no number; decimals None: as the indicator.
    """

    release_id: int
    indicator_id: int
    year: int
    unit_id: int
    old_value: float | None
    old_flag: int
    old_decimals: int | None
    new_value: float | None
    new_flag: int | None
    new_decimals: int | None

    @property
    def place(self) -> Place:
        """Return where this revision stands, to continue a list after it."""
        return self.indicator_id, self.year, self.unit_id


class UnitNews(NamedTuple):
    """What happened to the values of a unit and an indicator after a release."""

    indicator_id: int
    new: int
    changed: int
    withdrawn: int
    last_year: int
    """Newest year among these values."""


_COLUMNS = tuple(getattr(Revision, name) for name in RevisionRow._fields)


class RevisionReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def value_revisions(
        self, query: RevisionQuery, *, limit: int = PAGE, after: Place | None = None
    ) -> list[RevisionRow]:
        """Return revisions of a release by indicator, year and unit.

        Args:
            query: which.
            limit: at most this many.
            after: ``RevisionRow.place`` of the last one of the page before.
        """
        order = (Revision.indicator_id, Revision.year, Revision.unit_id)
        statement = chosen_revisions(select(*_COLUMNS), query).order_by(*order).limit(limit)
        if after is not None:
            statement = statement.where(tuple_(*order) > after)
        with self._engine.connect() as connection:
            return [RevisionRow(*row) for row in connection.execute(statement)]

    def count_revisions(self, query: RevisionQuery) -> int:
        """Return how many revisions of a release there are."""
        statement = chosen_revisions(select(func.count()).select_from(Revision), query)
        with self._engine.connect() as connection:
            return connection.scalar(statement) or 0

    def unit_revisions(
        self, unit_id: int, *, since: int, until: int | None = None, limit: int = PAGE
    ) -> list[RevisionRow]:
        """Return the revisions of a unit after a release; the newest first.

        Args:
            unit_id: key of the unit.
            since: release, itself not included.
            until: last release; the newest by default.
            limit: at most this many.
        """
        statement = (
            select(*_COLUMNS)
            .where(Revision.unit_id == unit_id, Revision.release_id > since)
            .order_by(Revision.release_id.desc(), Revision.indicator_id, Revision.year.desc())
            .limit(limit)
        )
        if until is not None:
            statement = statement.where(Revision.release_id <= until)
        with self._engine.connect() as connection:
            return [RevisionRow(*row) for row in connection.execute(statement)]

    def unit_news(self, unit_id: int, *, since: int) -> list[UnitNews]:
        """Return what happened to the values of a unit after a release, by indicator.

        A value counts as new when there was none at ``since``, as changed or withdrawn when there
        was one. One that was changed and then changed back counts as changed.
        """
        had = select(Revision.indicator_id, Revision.year, Revision.new_flag).where(
            Revision.unit_id == unit_id,
            Revision.release_id > since,
            Revision.old_release_id <= since,
        )
        has = select(Observation.indicator_id, Observation.year).where(
            Observation.unit_id == unit_id, Observation.release_id > since
        )
        with self._engine.connect() as connection:
            before = {(row[0], row[1]) for row in connection.execute(had)}
            now = {(row[0], row[1]) for row in connection.execute(has)}
        counts: dict[int, list[int]] = {}
        for key in before | now:
            found = counts.setdefault(key[0], [0, 0, 0, 0])
            found[(1 if key in now else 2) if key in before else 0] += 1
            found[3] = max(found[3], key[1])
        return [UnitNews(indicator_id, *counts[indicator_id]) for indicator_id in sorted(counts)]


def chosen_revisions(statement: Select[Any], query: RevisionQuery) -> Select[Any]:
    """Return the statement with the conditions of the query."""
    statement = statement.where(Revision.release_id == query.release_id)
    for name in ("indicator_id", "unit_id", "year"):
        asked = getattr(query, name)
        if asked is not None:
            statement = statement.where(getattr(Revision, name) == asked)
    if query.level is not None:
        at_level = Unit.level == query.level
        if query.level == "powiat":
            at_level = or_(at_level, Unit.city_county)
        statement = statement.where(Revision.unit_id.in_(select(Unit.id).where(at_level)))
    if query.least_percent is not None:
        numbers = and_(Revision.old_value.is_not(None), Revision.new_value.is_not(None))
        change = func.abs(Revision.new_value - Revision.old_value) * 100
        least = func.abs(Revision.old_value) * query.least_percent
        statement = statement.where(or_(~numbers, change >= least))
    return statement
