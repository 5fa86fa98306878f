"""What is to be asked in a run, as jobs in order: lists, newest values, cards, older values."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from smup.errors import UnknownCodeError
from smup.sync.answers import UNUSABLE, AnswerStore
from smup.sync.portal import official
from smup.sync.portal.basis import Basis
from smup.sync.portal.catalogue import OfficialSeries, card_asks, read_series, service_asks
from smup.sync.portal.fetch import Job
from smup.sync.portal.plan import NEWEST_WITHOUT_DATA, Choice, Series, Work, plan, share
from smup.sync.portal.smup_api import (
    CARDS,
    DATES,
    FIRST_YEAR,
    VALUES,
    Ask,
    first_asks,
    values_ask,
)
from smup.sync.portal.stored import stored_rows

LISTS_AGE = dt.timedelta(hours=12)
"""Lists and dictionaries are asked on every night, but not again by a second run of a day."""
CARDS_AGE = dt.timedelta(days=30)
CARDS_SPREAD = dt.timedelta(days=10)
"""Cards come due over so long a time, each on a day of its own: they are as many as indicators."""
NO_SECTOR = (
    "Na liście portalu SMUP nie ma obszaru „{code}”. Podaj kod programu (np. edukacja) albo "
    "urzędowe id-ou."
)
NO_INDICATOR = (
    "Na liście portalu SMUP nie ma wskaźnika „{code}”. Podaj kod programu (np. FIN-WB-01) albo "
    "urzędowe id."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a run is narrowed to; empty: nothing.

    Attributes:
        sector: code of ours or official id.
        indicators: codes of ours or official ids.
        years: only these; None: all.
    """

    sector: str | None = None
    indicators: tuple[str, ...] = ()
    years: frozenset[int] | None = None

    @property
    def name(self) -> str:
        """One text for one scope."""
        years = ",".join(map(str, sorted(self.years or ())))
        return "|".join((self.sector or "", ",".join(sorted(self.indicators)), years))


def list_jobs(store: AnswerStore, now: dt.datetime, since: dt.datetime | None) -> list[Job]:
    """Return the lists and dictionaries that are due and need nothing known before."""
    return [(ask,) for ask in first_asks() if _due(store, ask, now, LISTS_AGE, since)]


def service_jobs(store: AnswerStore, now: dt.datetime, since: dt.datetime | None) -> list[Job]:
    """Return the lists of services that are due, of the sectors that are known."""
    return [(ask,) for ask in service_asks(store) if _due(store, ask, now, LISTS_AGE, since)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is asked after the lists.

    Attributes:
        newest: values of the newest years.
        cards: cards.
        older: values of the other years.
    """

    newest: list[Job]
    cards: list[Job]
    older: list[Job]

    @property
    def jobs(self) -> list[Job]:
        """All of it in order."""
        return [*self.newest, *self.cards, *self.older]

    @property
    def parts(self) -> int:
        """Questions about values."""
        return sum(map(len, [*self.newest, *self.older]))


def make_agenda(
    connection: Connection,
    store: AnswerStore,
    scope: Scope,
    basis: Basis,
    moments: tuple[dt.datetime, dt.datetime | None],
) -> Agenda:
    """Return what is due by the lists and answers in the store.

    Args:
        connection: to the database, for our codes.
        store: answers of the portal, lists among them.
        scope: what the run is narrowed to.
        basis: since when answers are out of date.
        moments: now, and the beginning of a run that asks for everything (else None); UTC.

    Raises:
        UnknownCodeError: when the portal has no such sector or indicator.
        UnusableAnswerError: when there is no list of indicators.
    """
    now, since = moments
    chosen = _chosen(read_series(connection, store), scope)
    years = known_years(store, now)
    answers = {answer.key: answer for answer in store.list(VALUES)}
    choice = Choice(years=scope.years, since=since)
    works = plan(_series(chosen, basis), years, answers, choice, now)
    recent = set(sorted(years)[-NEWEST_WITHOUT_DATA:])
    return Agenda(
        newest=[_job(work) for work in works if work.year in recent],
        cards=[(ask,) for ask in _cards(store, chosen, now, since)],
        older=[_job(work) for work in works if work.year not in recent],
    )


def known_years(store: AnswerStore, now: dt.datetime) -> list[int]:
    """Return the years that the portal knows, up to the present one; all where it told none."""
    last = now.year
    told = stored_rows(store, Ask(path=DATES), official.years) or []
    known = [year for year in told if FIRST_YEAR <= year <= last]
    return known or list(range(FIRST_YEAR, last + 1))


def _chosen(series: Sequence[OfficialSeries], scope: Scope) -> list[OfficialSeries]:
    found = list(series)
    if scope.sector is not None:
        found = [one for one in found if _is(scope.sector, one.sector_code, one.sector_id)]
        if not found:
            message = NO_SECTOR.format(code=scope.sector[:60])
            raise UnknownCodeError("sector", scope.sector, message)
    if not scope.indicators:
        return found
    codes: set[str] = set()
    for wanted in scope.indicators:
        fitting = {one.code for one in found if _is(wanted, one.code, one.official_id)}
        if not fitting:
            message = NO_INDICATOR.format(code=wanted[:60])
            raise UnknownCodeError("indicator", wanted, message)
        codes |= fitting
    return [one for one in found if one.code in codes]


def _is(wanted: str, code: str | None, official_id: int | None) -> bool:
    plain = wanted.strip().casefold()
    return plain in {(code or "").casefold(), "" if official_id is None else str(official_id)}


def _series(chosen: Sequence[OfficialSeries], basis: Basis) -> list[Series]:
    """Return indicators of ours in the order of the catalogue, both halves of a pair as one."""
    by_code: dict[str, list[OfficialSeries]] = {}
    for one in chosen:
        by_code.setdefault(one.code, []).append(one)
    found = []
    for code, ones in by_code.items():
        ids = tuple(sorted(one.official_id for one in ones))
        featured = any(one.featured for one in ones)
        stale = basis.stale_before(ids)
        found.append(Series(code=code, official_ids=ids, featured=featured, stale_before=stale))
    return found


def _job(work: Work) -> Job:
    return tuple(values_ask(int(key.part), key.year) for key in work.keys)


def _cards(
    store: AnswerStore,
    chosen: Sequence[OfficialSeries],
    now: dt.datetime,
    since: dt.datetime | None,
) -> Iterator[Ask]:
    """Yield the cards that are due, of the chosen indicators and what they belong to."""
    wanted: dict[str, set[int | None]] = {
        CARDS["sector"]: {one.sector_id for one in chosen},
        CARDS["service"]: {one.service_id for one in chosen},
        CARDS["indicator"]: {one.official_id for one in chosen},
    }
    for ask in card_asks(store):
        age = CARDS_AGE - share(ask.key) * CARDS_SPREAD
        if ask.id in wanted[ask.path] and _due(store, ask, now, age, since):
            yield ask


def _due(
    store: AnswerStore,
    ask: Ask,
    now: dt.datetime,
    age: dt.timedelta,
    since: dt.datetime | None,
) -> bool:
    held = store.get(ask.key)
    if held is None or held.status == UNUSABLE:
        return True
    oldest = now - age if since is None else max(now - age, since)
    from_wrong_clock = held.answered_at > now + LISTS_AGE
    return from_wrong_clock or held.answered_at < oldest
