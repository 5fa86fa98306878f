"""What is known of an indicator in a year: complete, partial, or empty and why. No database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from smup.repository.coverage_reads import EVERY_YEAR, NO_ANSWERS, Answers, CoverageRow

COMPLETE = "complete"
PARTIAL = "partial"
FLAGGED = "flagged"
NOT_TASK = "not-task"
BEFORE = "before"
ENDED = "ended"
EXPECTED = "expected"
LATE = "late"
NONE = "none"
NOT_FETCHED = "not-fetched"
KINDS = (
    COMPLETE, PARTIAL, FLAGGED, NOT_FETCHED, NONE, LATE, EXPECTED, ENDED, BEFORE, NOT_TASK,
)  # fmt: skip
"""All kinds; those nearer to the end need less to be done."""
GAPS = (FLAGGED, NOT_FETCHED, NONE, LATE)
"""Kinds of a year that should have values and has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What is known of an indicator at a level.

    Attributes:
        task: units of the level run this service.
        units: units of the level that exist now and whose task it is.
        rows: counts by year, for years with at least one row.
        due: the day by which values of a year are expected.
        card_first: first year by the card.
        card_last: last year by the card, or that of the last values of a withdrawn series.
        answers: what sources have answered.
    """

    task: bool
    units: int
    rows: Mapping[int, CoverageRow]
    due: Callable[[int], date]
    card_first: int | None = None
    card_last: int | None = None
    answers: Answers = field(default=NO_ANSWERS)

    @property
    def first(self) -> int | None:
        """Return the first year it was collected: by the card, or the first with a value."""
        valued = [year for year, row in self.rows.items() if row.with_value]
        if self.card_first is not None:
            return min([self.card_first, *valued])
        return min(valued, default=None)

    @property
    def last(self) -> int | None:
        """Return the last year with a value."""
        return max((year for year, row in self.rows.items() if row.with_value), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearState:
    """A year of an indicator at a level.

    Attributes:
        kind: one of ``KINDS``.
        row: counts; None when no unit has a row.
        due: when values are or were expected, of kinds ``expected`` and ``late``.
        days: days since then, of kind ``late``.
        asked: day on which a source said that it has none.
    """

    kind: str
    row: CoverageRow | None = None
    due: date | None = None
    days: int = 0
    asked: date | None = None


def year_state(series: Series, year: int, today: date) -> YearState:
    """Return what is known of a year.

    A year without any value is judged in this order: not this level's task; after the end of the
    series; before its first year; not due yet; late, when it follows the last year with values;
    the source said that it has none; never fetched.

    Args:
        series: the indicator at a level.
        year: year of the values.
        today: day of the judgement.
    """
    row = series.rows.get(year)
    if row is not None and row.with_value:
        return YearState(kind=COMPLETE if row.with_value == row.units else PARTIAL, row=row)
    if not series.task:
        return YearState(kind=NOT_TASK, row=row)
    if series.card_last is not None and year > series.card_last:
        return YearState(kind=ENDED, row=row)
    if series.first is not None and year < series.first:
        return YearState(kind=BEFORE, row=row)
    return _owed(series, year, today)


def _owed(series: Series, year: int, today: date) -> YearState:
    """Return the state of a year within the series that has no value."""
    row = series.rows.get(year)
    asked = series.answers.none.get(year) or series.answers.none.get(EVERY_YEAR)
    due = series.due(year)
    if today <= due:
        return YearState(kind=EXPECTED, row=row, due=due, asked=asked)
    if row is not None and not row.not_yet_published:
        return YearState(kind=FLAGGED, row=row, asked=asked)
    if series.last is not None and year > series.last:
        return YearState(kind=LATE, row=row, due=due, days=(today - due).days, asked=asked)
    return YearState(kind=NONE if asked else NOT_FETCHED, row=row, asked=asked)


def freshness(series: Series, today: date) -> YearState | None:
    """Return the state of the year after the last one with values; None when there is none."""
    return None if series.last is None else year_state(series, series.last + 1, today)
