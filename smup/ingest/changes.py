"""What one load does to values, catalogue and units: revisions, and counts by indicator."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, delete, exists, func, insert, select, update

from smup.ingest.columns import ValueColumns
from smup.ingest.insert import insert_rows
from smup.models import Observation, ReleaseChange, ReleaseIndicator, Revision

REVISION_COLUMNS = (
    "indicator_id",
    "year",
    "unit_id",
    "old_value",
    "old_flag",
    "old_decimals",
    "old_release_id",
    "new_value",
    "new_flag",
    "new_decimals",
    "release_id",
)
SAME_ROW = and_(
    Revision.indicator_id == Observation.indicator_id,
    Revision.year == Observation.year,
    Revision.unit_id == Observation.unit_id,
)
CAME_BACK = and_(
    Revision.new_flag == Revision.old_flag,
    Revision.new_value.is_not_distinct_from(Revision.old_value),
    Revision.new_decimals.is_not_distinct_from(Revision.old_decimals),
)
"""The value after the load is the value before it: nothing was revised."""


@dataclass(slots=True)
class Tally:
    """Rows of one indicator that a load wrote, and their years."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    first_year: int = 9999
    last_year: int = 0


@dataclass(slots=True, kw_only=True)
class Changes:
    """Gathers what a load changes; ``store`` completes it at the end of the load.

    Attributes:
        connection: open transaction of the load.
        release_id: id of the release of this load.
        withdrawn: rows deleted so far, of indicators and of variables.
        variable_years: by id of the variable, years of which rows were withdrawn.
        tallies: counts by id of the indicator.
    """

    connection: Connection
    release_id: int
    withdrawn: int = 0
    variable_years: dict[int, set[int]] = field(default_factory=dict)
    tallies: dict[int, Tally] = field(default_factory=dict)
    _withdrawn_from: set[int] = field(default_factory=set)
    _written_again: set[int] = field(default_factory=set)
    _noted: list[dict[str, object]] = field(default_factory=list)

    def note(self, kind: str, code: str, name: str, pair: tuple[str | None, str | None]) -> None:
        """Keep a change of the catalogue, of units or of borders; see ``Load.note_change``."""
        row = {"kind": kind, "code": code, "name": name, "old": pair[0], "new": pair[1]}
        self._noted.append({"release_id": self.release_id, **row})

    def added(self, rows: ValueColumns) -> None:
        """Count new observations, in the order of the key."""
        for part in rows.by_key():
            key_id = int(part.key_id[0])
            self._tally(key_id, part.year).new += len(part)
            if key_id in self._withdrawn_from:
                self._written_again.add(key_id)

    def revised(
        self, held: ValueColumns, releases: NDArray[np.int64], now: ValueColumns | None
    ) -> None:
        """Keep the old values of observations of one indicator that are changed or withdrawn.

        A row that this very load wrote has its old value kept already, or never had one; at the
        end ``store`` makes its revision tell the last value.

        Args:
            held: rows as they are now.
            releases: their releases.
            now: the same rows as they will be; None when they are withdrawn.
        """
        key_id = int(held.key_id[0])
        tally = self._tally(key_id, held.year)
        if now is None:
            tally.withdrawn += len(held)
            self._withdrawn_from.add(key_id)
        else:
            tally.changed += len(held)
        earlier = releases != self.release_id
        if not earlier.all():
            self._written_again.add(key_id)
        kept = held.take(earlier)
        count = len(kept)
        empty: list[list[None]] = [[None] * count] * 3
        columns = [
            *kept.lists(),
            releases[earlier].tolist(),
            *(empty if now is None else now.take(earlier).lists()[3:]),
            [self.release_id] * count,
        ]
        insert_rows(self.connection, Revision.__table__, REVISION_COLUMNS, columns)  # type: ignore[arg-type]

    def store(self) -> None:
        """Settle what was written more than once, and write the counts and the noted changes."""
        for key_id in sorted(self._written_again):
            self._settle(key_id)
        rows = [
            {
                "release_id": self.release_id,
                "indicator_id": key_id,
                "rows_new": tally.new,
                "rows_changed": tally.changed,
                "rows_withdrawn": tally.withdrawn,
                "first_year": tally.first_year,
                "last_year": tally.last_year,
            }
            for key_id, tally in sorted(self.tallies.items())
            if tally.new or tally.changed or tally.withdrawn
        ]
        if rows:
            self.connection.execute(insert(ReleaseIndicator), rows)
        if self._noted:
            self.connection.execute(insert(ReleaseChange), self._noted)

    def _tally(self, key_id: int, years: NDArray[np.int16]) -> Tally:
        tally = self.tallies.setdefault(key_id, Tally())
        tally.first_year = min(tally.first_year, int(years.min()))
        tally.last_year = max(tally.last_year, int(years.max()))
        return tally

    def _settle(self, key_id: int) -> None:
        """Make the revisions of an indicator tell the last value; undo those that came back."""
        mine = and_(Revision.release_id == self.release_id, Revision.indicator_id == key_id)
        now = {
            f"new_{name}": select(getattr(Observation, name)).where(SAME_ROW).scalar_subquery()
            for name in ("value", "flag", "decimals")
        }
        self.connection.execute(update(Revision).where(mine).values(now))
        old = select(Revision.old_release_id).where(mine, SAME_ROW).scalar_subquery()
        self.connection.execute(
            update(Observation)
            .where(Observation.indicator_id == key_id)
            .where(Observation.release_id == self.release_id)
            .where(exists().where(mine, SAME_ROW, CAME_BACK))
            .values(release_id=old)
        )
        self.connection.execute(delete(Revision).where(mine, CAME_BACK))
        self._recount(key_id, mine)

    def _recount(self, key_id: int, mine: object) -> None:
        tally = self.tallies[key_id]
        left = select(func.count(Revision.new_flag), func.count()).where(mine)  # type: ignore[arg-type]
        tally.changed, every = self.connection.execute(left).one()
        tally.withdrawn = every - tally.changed
        written = (
            select(func.count())
            .where(Observation.indicator_id == key_id)
            .where(Observation.release_id == self.release_id)
        )
        tally.new = (self.connection.scalar(written) or 0) - tally.changed
