"""Reads of what loads changed: counts by release, indicator and sector, changes of the catalogue.

``release_summaries`` is the list, ``release_summary`` and the others one release; single values
are in ``revision_reads``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from sqlalchemy import Engine, func, select

from smup.models import Dataset, Indicator, Release, ReleaseChange, ReleaseIndicator, Service
from smup.repository.records import ReleaseInfo
from smup.repository.releases import release_info

Refusal = Literal["unknown", "too-old"]
REDEFINED = "indicator-redefined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSummary:
    """A release and what it did.

    Attributes:
        info: the load.
        indicators: how many have values that it wrote or withdrew.
        rows_new, rows_changed, rows_withdrawn: values of these indicators.
        first_year, last_year: of the values; None when there are none.
        changes: by kind of change of catalogue, units and borders, how many.
        readable: whether the data can be read as of it.
    """

    info: ReleaseInfo
    indicators: int = 0
    rows_new: int = 0
    rows_changed: int = 0
    rows_withdrawn: int = 0
    first_year: int | None = None
    last_year: int | None = None
    changes: Mapping[str, int] = field(default_factory=dict)
    readable: bool = True


class IndicatorCounts(NamedTuple):
    """What a release did to the values of an indicator."""

    indicator_id: int
    rows_new: int
    rows_changed: int
    rows_withdrawn: int
    first_year: int
    last_year: int


class SectorCounts(NamedTuple):
    """What a release did to the values of the indicators of a sector."""

    sector_id: int
    indicators: int
    rows_new: int
    rows_changed: int
    rows_withdrawn: int


class ChangeInfo(NamedTuple):
    """A change of catalogue, units or borders; ``kind`` is one of ``CHANGE_KINDS``."""

    kind: str
    code: str
    name: str
    old: str | None
    new: str | None


_ROWS = (ReleaseIndicator.rows_new, ReleaseIndicator.rows_changed, ReleaseIndicator.rows_withdrawn)


class ReleaseReads:
    """A part of ``Repository``; its methods are documented there for callers."""

    _engine: Engine

    def release_summaries(
        self,
        limit: int = 50,
        *,
        before_id: int | None = None,
        since: datetime | None = None,
        kind: str | None = None,
    ) -> list[ReleaseSummary]:
        """Return the newest releases first, with counts.

        Args:
            limit: at most this many.
            before_id: only older ones, to continue a list after its last id.
            since: only those later than this moment, which has a time zone.
            kind: only loads of this kind.
        """
        statement = select(Release.__table__).order_by(Release.id.desc()).limit(limit)
        if before_id is not None:
            statement = statement.where(Release.id < before_id)
        if kind is not None:
            statement = statement.where(Release.kind == kind)
        if since is not None:
            moment = since.astimezone(UTC).replace(tzinfo=None)
            statement = statement.where(Release.fetched_at > moment)
        with self._engine.connect() as connection:
            rows = connection.execute(statement).mappings().all()
        return self._summaries([release_info(dict(row)) for row in rows])

    def release_summary(self, release_id: int) -> ReleaseSummary | None:
        """Return one release with counts; None when there is none with this id."""
        statement = select(Release.__table__).where(Release.id == release_id)
        with self._engine.connect() as connection:
            row = connection.execute(statement).mappings().first()
        return None if row is None else self._summaries([release_info(dict(row))])[0]

    def release_refusal(self, release_id: int) -> Refusal | None:
        """Return why the data cannot be read as of a release; None when they can."""
        statement = select(Release.id, select(Dataset.history_from).scalar_subquery()).where(
            Release.id == release_id
        )
        with self._engine.connect() as connection:
            row = connection.execute(statement).first()
        if row is None:
            return "unknown"
        return "too-old" if row[0] < (row[1] or 0) else None

    def is_readable(self, release_id: int) -> bool:
        """Tell whether the data can be read as of a release."""
        return self.release_refusal(release_id) is None

    def newest_release(self) -> int | None:
        """Return the id of the newest release; None when nothing was loaded."""
        with self._engine.connect() as connection:
            return connection.scalar(select(func.max(Release.id)))

    def release_indicators(self, release_id: int) -> list[IndicatorCounts]:
        """Return what a release did to each indicator, in the order of their ids."""
        columns = (ReleaseIndicator.first_year, ReleaseIndicator.last_year)
        statement = (
            select(ReleaseIndicator.indicator_id, *_ROWS, *columns)
            .where(ReleaseIndicator.release_id == release_id)
            .order_by(ReleaseIndicator.indicator_id)
        )
        with self._engine.connect() as connection:
            return [IndicatorCounts(*row) for row in connection.execute(statement)]

    def release_sectors(self, release_id: int) -> list[SectorCounts]:
        """Return what a release did to each sector; most values first."""
        every = [func.sum(column) for column in _ROWS]
        statement = (
            select(Service.sector_id, func.count(), *every)
            .join(Indicator, Indicator.id == ReleaseIndicator.indicator_id)
            .join(Service, Service.id == Indicator.service_id)
            .where(ReleaseIndicator.release_id == release_id)
            .group_by(Service.sector_id)
        )
        with self._engine.connect() as connection:
            found = [SectorCounts(*map(int, row)) for row in connection.execute(statement)]
        return sorted(found, key=lambda one: (-sum(one[2:]), one.sector_id))

    def release_changes(
        self, release_id: int, *, kind: str | None = None, limit: int = 1_000, after: int = 0
    ) -> list[ChangeInfo]:
        """Return changes of catalogue, units and borders by kind, then code.

        Args:
            release_id: of the release.
            kind: only of this kind.
            limit: at most this many.
            after: how many stand before the page.
        """
        statement = (
            select(*(getattr(ReleaseChange, name) for name in ChangeInfo._fields))
            .where(ReleaseChange.release_id == release_id)
            .order_by(ReleaseChange.kind, ReleaseChange.code, ReleaseChange.id)
            .limit(limit)
            .offset(after)
        )
        if kind is not None:
            statement = statement.where(ReleaseChange.kind == kind)
        with self._engine.connect() as connection:
            return [ChangeInfo(*row) for row in connection.execute(statement)]

    def redefined_since(self, release_id: int) -> frozenset[str]:
        """Return the codes of indicators whose definition has changed after a release.

        Values of the release were made and judged by the definition of then.
        """
        statement = select(ReleaseChange.code).where(
            ReleaseChange.kind == REDEFINED, ReleaseChange.release_id > release_id
        )
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(statement))

    def _summaries(self, releases: Sequence[ReleaseInfo]) -> list[ReleaseSummary]:
        if not releases:
            return []
        ids = [release.id for release in releases]
        of = ReleaseIndicator
        counted = (
            select(
                of.release_id, func.count(), *(func.sum(column) for column in _ROWS),
                func.min(of.first_year), func.max(of.last_year),
            )
            .where(of.release_id.in_(ids))
            .group_by(of.release_id)
        )  # fmt: skip
        changed = (
            select(ReleaseChange.release_id, ReleaseChange.kind, func.count())
            .where(ReleaseChange.release_id.in_(ids))
            .group_by(ReleaseChange.release_id, ReleaseChange.kind)
        )
        with self._engine.connect() as connection:
            first = connection.scalar(select(Dataset.history_from)) or 0
            counts = {row[0]: [int(one) for one in row[1:]] for row in connection.execute(counted)}
            changes: dict[int, dict[str, int]] = {}
            for release_id, kind, count in connection.execute(changed):
                changes.setdefault(release_id, {})[kind] = count
        names = ("indicators", *(column.key for column in _ROWS), "first_year", "last_year")
        return [
            ReleaseSummary(
                info=release,
                changes=changes.get(release.id, {}),
                readable=release.id >= first,
                **dict(zip(names, counts.get(release.id, ()), strict=False)),
            )
            for release in releases
        ]
