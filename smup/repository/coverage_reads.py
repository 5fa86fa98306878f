"""Coverage: counts of values, what sources answered, units by number of indicators with a value."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Engine, func, select

from smup.models import (
    Coverage,
    Indicator,
    Latest,
    OfficialEntry,
    Service,
    SourceAnswer,
    Unit,
)
from smup.repository.frames import raw_rows

EVERY_YEAR = 0
"""Year of an answer about all years of an indicator."""


class CoverageRow(NamedTuple):
    """How many units of a level have a value in a year; columns as in ``coverage``."""

    year: int
    units: int
    with_value: int
    zero: int
    below_format: int
    missing: int
    secret: int
    not_applicable: int
    not_yet_published: int
    no_row: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What official sources have answered about an indicator.

    Attributes:
        none: by year the last day on which a source said that it has no data.
        asked: years a source has been asked about; 0 stands for all.
    """

    none: Mapping[int, date]
    asked: frozenset[int]


NO_ANSWERS = Answers({}, frozenset())
CoverageTable = Mapping[tuple[int, str], Sequence[CoverageRow]]


class CoverageReads:
    """A part of ``Repository``; read once for a version of the data, then from memory."""

    _engine: Engine
    keep: Callable[[tuple[Hashable, ...], Callable[[], Any]], Any]

    def coverage(self) -> CoverageTable:
        """Return the counts of every year with a row, ascending, by indicator and level.

        One SELECT for a version of the data; about 80,000 small rows at full size.
        """
        table: CoverageTable = self.keep(("coverage",), lambda: _coverage(self._engine))
        return table

    def source_answers(self) -> Mapping[int, Answers]:
        """Return what sources have answered, by indicator; one SELECT for a version."""
        found: Mapping[int, Answers] = self.keep(("answers",), lambda: _answers(self._engine))
        return found

    def withdrawn_indicators(self) -> frozenset[int]:
        """Return the indicators that no official list has any more; one SELECT for a version."""
        found: frozenset[int] = self.keep(("withdrawn",), lambda: _withdrawn(self._engine))
        return found

    def indicators_of_units(self, level: str) -> Mapping[tuple[int, int, str], int]:
        """Return how many indicators have any value: by unit, sector and task level.

        One SELECT over ``latest`` for a level and version of the data.

        Args:
            level: ``gmina``, ``powiat``, ``wojewodztwo`` or ``kraj``; cities with powiat rights
                stand at the two first.
        """
        found: Mapping[tuple[int, int, str], int] = self.keep(
            ("indicators of units", level), lambda: _of_units(self._engine, level)
        )
        return found


def _coverage(engine: Engine) -> CoverageTable:
    columns = [getattr(Coverage, name) for name in CoverageRow._fields]
    query = select(Coverage.indicator_id, Coverage.level, *columns).order_by(
        Coverage.indicator_id, Coverage.level, Coverage.year
    )
    table: dict[tuple[int, str], list[CoverageRow]] = {}
    with engine.connect() as connection:
        for indicator_id, level, *counts in raw_rows(connection.execute(query)):
            table.setdefault((indicator_id, level), []).append(CoverageRow(*counts))
    return table


def _answers(engine: Engine) -> dict[int, Answers]:
    query = select(
        SourceAnswer.indicator_id, SourceAnswer.year, SourceAnswer.status, SourceAnswer.answered_at
    ).where(SourceAnswer.indicator_id.is_not(None))
    none: dict[int, dict[int, date]] = {}
    data: dict[int, set[int]] = {}
    with engine.connect() as connection:
        for row in connection.execute(query):
            if row.status == "none":
                days = none.setdefault(row.indicator_id, {})
                day = row.answered_at.date()
                days[row.year] = max(day, days.get(row.year, day))
            else:
                data.setdefault(row.indicator_id, set()).add(row.year)
    return {
        key: Answers(
            none=none.get(key, {}),
            asked=frozenset(data.get(key, ())) | frozenset(none.get(key, ())),
        )
        for key in none.keys() | data.keys()
    }


def _withdrawn(engine: Engine) -> frozenset[int]:
    """Return indicators all of whose official entries are withdrawn: one of a pair may remain."""
    entry = OfficialEntry
    query = select(entry.own_id, entry.withdrawn).where(
        entry.kind == "indicator", entry.own_id.is_not(None)
    )
    gone: set[int] = set()
    kept: set[int] = set()
    with engine.connect() as connection:
        for row in connection.execute(query):
            (gone if row.withdrawn else kept).add(row.own_id)
    return frozenset(gone - kept)


def _of_units(engine: Engine, level: str) -> dict[tuple[int, int, str], int]:
    at_level = Unit.level == level
    if level == "powiat":
        at_level |= Unit.city_county
    query = (
        select(Latest.unit_id, Service.sector_id, Indicator.task_level, func.count())
        .join(Unit, Unit.id == Latest.unit_id)
        .join(Indicator, Indicator.id == Latest.indicator_id)
        .join(Service, Service.id == Indicator.service_id)
        .where(at_level)
        .group_by(Latest.unit_id, Service.sector_id, Indicator.task_level)
    )
    with engine.connect() as connection:
        return {
            (unit, sector, task): n for unit, sector, task, n in raw_rows(connection.execute(query))
        }
