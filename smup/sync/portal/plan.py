"""Decides what to ask the portal for now; pure, so that it can be shown before any call."""

import datetime as dt
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from smup.sync.answers import DATA, NONE, UNUSABLE, PartKey, StoredAnswer
from smup.sync.portal.smup_api import values_ask

WEEK = dt.timedelta(days=6, hours=12)
"""A week for a nightly run, which may begin some hours earlier than seven nights before."""
HALF_YEAR = dt.timedelta(days=180)
SPREAD = dt.timedelta(days=60)
"""Older parts come due over so long a time, each on a day of its own: 19,000 parts asked on one
night would spend the calls of four days."""
NEWEST_WITH_DATA = 2
"""Years of an indicator that are still revised: the newest one and the one before."""
NEWEST_WITHOUT_DATA = 3
"""Years in which a publication is still to be expected where there was none."""
CLOCK_SLACK = dt.timedelta(days=1)
"""An answer dated later than this from now was written under a wrong clock: its age is unknown."""
HASH_RANGE = 1 << 32
Answers = Mapping[PartKey, StoredAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An indicator of ours and the official ones that its values come from.

    Attributes:
        code: our code.
        official_ids: one, or two of a pair (gminas, cities with powiat rights).
        featured: shown first in its service, so fetched first.
        stale_before: answers before this moment are asked again: the official card or the version
            of the API changed then.
    """

    code: str
    official_ids: tuple[int, ...]
    featured: bool = False
    stale_before: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the user narrowed the run to.

    Attributes:
        years: only these; None: all.
        since: answers before this moment are asked again, whatever their age; of a run that is to
            ask for everything, the moment at which it was begun.
    """

    years: frozenset[int] | None = None
    since: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is asked together: an indicator in a year, by one call or by two of a pair."""

    code: str
    year: int
    keys: tuple[PartKey, ...]


def key_of(official_id: int, year: int) -> PartKey:
    """Return the key of the values of an official indicator in a year."""
    return values_ask(official_id, year).key


def plan(
    series: Sequence[Series],
    years: Collection[int],
    answers: Answers,
    choice: Choice,
    now: dt.datetime,
) -> list[Work]:
    """Return what is to be asked now, in the order in which it is worth most.

    Newest years first across all indicators, featured ones first within a year: a first fill that
    is interrupted is useful already.

    Args:
        series: indicators, in the order of the catalogue.
        years: years that the portal knows.
        answers: newest answers, by key.
        choice: what the run is narrowed to.
        now: moment in UTC, without zone.
    """
    ordered = sorted(series, key=lambda one: not one.featured)
    recent = frozenset(sorted(years, reverse=True)[:NEWEST_WITHOUT_DATA])
    with_data = {one.code: _newest_with_data(one, years, answers) for one in ordered}
    chosen = [year for year in years if choice.years is None or year in choice.years]
    return [
        work
        for year in sorted(chosen, reverse=True)
        for one in ordered
        for work in _work(one, year, _Ages(answers, now, recent, with_data[one.code]), choice.since)
    ]


@dataclass(frozen=True, slots=True)
class _Ages:
    """What tells whether an answer is old enough to be asked for again."""

    answers: Answers
    now: dt.datetime
    recent: frozenset[int]
    with_data: frozenset[int]

    def due(self, key: PartKey, stale_before: dt.datetime | None) -> bool:
        answer = self.answers.get(key)
        if answer is None or answer.status == UNUSABLE:
            return True
        age = self.now - answer.answered_at
        if age < -CLOCK_SLACK:
            return True
        if stale_before is not None and answer.answered_at < stale_before:
            return True
        lively = self.with_data if answer.status == DATA else self.recent
        return age >= (WEEK if key.year in lively else HALF_YEAR - share(key) * SPREAD)


def _work(one: Series, year: int, ages: _Ages, since: dt.datetime | None) -> Iterator[Work]:
    moments = [moment for moment in (since, one.stale_before) if moment is not None]
    stale_before = max(moments, default=None)
    keys = tuple(key_of(official_id, year) for official_id in one.official_ids)
    due = tuple(key for key in keys if ages.due(key, stale_before))
    if due:
        yield Work(code=one.code, year=year, keys=due)


def _newest_with_data(one: Series, years: Collection[int], answers: Answers) -> frozenset[int]:
    found = [
        year
        for year in sorted(years, reverse=True)
        if any(_has_data(answers.get(key_of(official, year))) for official in one.official_ids)
    ]
    return frozenset(found[:NEWEST_WITH_DATA])


def _has_data(answer: StoredAnswer | None) -> bool:
    return answer is not None and answer.status not in {NONE, UNUSABLE}


def share(key: PartKey) -> float:
    """Return a number from 0 to 1 that is always the same for a part."""
    return zlib.crc32(f"{key.part}/{key.year}".encode()) / HASH_RANGE
