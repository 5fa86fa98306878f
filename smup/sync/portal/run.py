"""One run of the fetch from the portal of SMUP: ask, keep, load, tell."""

import datetime as dt
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Engine

from smup.database import check_schema
from smup.ingest.load import Load, LoadSummary, load, utc_now
from smup.ingest.progress import Progress, silent
from smup.settings import Settings
from smup.sync.answered import confirm_answered
from smup.sync.answers import AnswerStore
from smup.sync.errors import QuotaSpentError, SourceMovedError, UnusableAnswerError
from smup.sync.estimates import Estimates
from smup.sync.opening import open_answers, open_caller, open_ledger
from smup.sync.outcome import COMPLETE, CONTINUED, FAILED, PARTIAL, SyncOutcome
from smup.sync.portal.agenda import Agenda, Scope, list_jobs, make_agenda, service_jobs
from smup.sync.portal.basis import basis_now, end_full, full_since
from smup.sync.portal.catalogue import load_catalogue
from smup.sync.portal.fetch import Fetcher
from smup.sync.portal.flags import read_flags
from smup.sync.portal.made import settle_decimals
from smup.sync.portal.smup_api import INDICATORS, SOURCE, Ask
from smup.sync.portal.units import load_units
from smup.sync.portal.values import ValuesLoaded, load_values
from smup.sync.sources import host_of

STAGE = "Pobieranie z SMUP"
PUBLISHER = "GUS, System Monitorowania Usług Publicznych (SMUP), API {host}"
CALLS = "Wywołań API: {calls}."
PARTS = "Wczytanych odpowiedzi o wartościach: {parts}."
NO_LIST = (
    "Portal SMUP nie podał żadnego wskaźnika na swojej liście. Sprawdź SMUP_API_URL; jeżeli jest "
    "poprawny, spróbuj ponownie później."
)
SOME_UNUSABLE = (
    "Części odpowiedzi ({count}) nie dało się użyć, zostają dla nich dane wczytane wcześniej; "
    "pierwsza: {part}: {reason}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmupRequest:
    """What a run is to fetch.

    Attributes:
        sector: code of ours or official id; None: all sectors.
        indicators: codes of ours or official ids; empty: all.
        years: only these; None: all that the portal has.
        full: ask for everything again, whatever its age. With ``indicators``, answers that lost
            more than half of their rows are taken too.
        patience: seconds to wait for a free call before the run ends, to be continued.
    """

    sector: str | None = None
    indicators: tuple[str, ...] = ()
    years: frozenset[int] | None = None
    full: bool = False
    patience: float = 900.0

    @property
    def scope(self) -> Scope:
        """What the run is narrowed to."""
        return Scope(sector=self.sector, indicators=self.indicators, years=self.years)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmupPlan:
    """What a run would ask for.

    Attributes:
        calls: calls it would make, pages after the first not known before.
        seconds: how long the limits alone will make it take, what is spent now considered.
        parts: of the calls, values of an official indicator in a year.
        cards: of the calls, cards.
        made: calls made to learn what there is: the lists of a portal not asked before.
        spent: calls that count in each window now.
    """

    calls: int
    seconds: float
    parts: int
    cards: int
    made: int
    spent: tuple[int, ...]


def sync_smup(
    engine: Engine,
    settings: Settings,
    request: SmupRequest,
    *,
    progress: Progress = silent,
    after: Callable[[Load], None] | None = None,
) -> SyncOutcome:
    """Fetch what is due and load what is complete.

    Limits that are spent, a host that is gone or a key that is refused end the asking, not the
    run: what was answered is loaded.

    Args:
        engine: engine of the database.
        settings: address, key, folder, connections.
        request: what to fetch.
        progress: told how far the run is.
        after: see ``smup.ingest.load.load``.

    Raises:
        IngestError: when the database holds the sample, or cannot be written.
        UnknownCodeError: when the portal has no such sector or indicator.
        SyncFileError: when the folder of answers cannot be used.
        Stopped: when the run was asked to end.
    """
    check_schema(engine)
    with (
        open_answers(settings, SOURCE) as store,
        closing(open_caller(settings, SOURCE, patience=request.patience)) as caller,
    ):
        fetcher = Fetcher(
            caller=caller,
            store=store,
            connections=settings.sync_connections,
            accept_losses=request.full and bool(request.indicators),
            report=Estimates(settings, SOURCE, STAGE, progress),
        )
        _fetch(engine, fetcher, request)
        loaded, summary = _load(engine, settings, fetcher, progress=progress, after=after)
        return _outcome(fetcher, loaded, summary)


def plan_smup(engine: Engine, settings: Settings, request: SmupRequest) -> SmupPlan:
    """Tell what ``sync_smup`` would ask for now; loads nothing.

    Only when the portal was never asked for its lists are these fetched (some ten calls): without
    them nobody knows what there is. They are kept, so the run does not ask for them again.

    Raises:
        SourceError: when they cannot be fetched.
        UnknownCodeError: when the portal has no such sector or indicator.
        SyncFileError: when the folder of answers cannot be used.
    """
    check_schema(engine)
    with (
        open_answers(settings, SOURCE) as store,
        closing(open_caller(settings, SOURCE, patience=request.patience)) as caller,
        closing(open_ledger(settings, SOURCE)) as ledger,
    ):
        fetcher = Fetcher(caller=caller, store=store, connections=settings.sync_connections)
        if not _listed(store):
            _fetch_lists(fetcher, None)
            if fetcher.fetched.stopped is not None:
                raise fetcher.fetched.stopped
        since = _since(store, request, keep=False)
        now = utc_now()
        agenda = _agenda(engine, store, request, since, keep=False)
        lists = len(list_jobs(store, now, since)) + len(service_jobs(store, now, since))
        calls = lists + len(agenda.cards) + agenda.parts
        return SmupPlan(
            calls=calls,
            seconds=ledger.seconds_for(calls),
            parts=agenda.parts,
            cards=len(agenda.cards),
            made=caller.calls,
            spent=ledger.spent(),
        )


def _listed(store: AnswerStore) -> bool:
    return store.body(Ask(path=INDICATORS).key) is not None


def _since(store: AnswerStore, request: SmupRequest, *, keep: bool) -> dt.datetime | None:
    if not request.full:
        return None
    return full_since(store, request.scope.name, utc_now(), keep=keep)


def _fetch(engine: Engine, fetcher: Fetcher, request: SmupRequest) -> None:
    since = _since(fetcher.store, request, keep=True)
    _fetch_lists(fetcher, since)
    if fetcher.fetched.stopped is not None or not _listed(fetcher.store):
        return
    agenda = _agenda(engine, fetcher.store, request, since, keep=True)
    if fetcher.fetch(agenda.jobs):
        # Cards that came in this run may show that values asked for earlier are out of date.
        again = _agenda(engine, fetcher.store, request, since, keep=True)
        fetcher.fetch([job for job in again.jobs if job not in set(agenda.jobs)])
    if request.full and not fetcher.fetched.left:
        end_full(fetcher.store, request.scope.name)


def _fetch_lists(fetcher: Fetcher, since: dt.datetime | None) -> None:
    for jobs in (list_jobs, service_jobs):
        fetcher.fetch(jobs(fetcher.store, utc_now(), since))


def _agenda(
    engine: Engine,
    store: AnswerStore,
    request: SmupRequest,
    since: dt.datetime | None,
    *,
    keep: bool,
) -> Agenda:
    now = utc_now()
    basis = basis_now(store, now, keep=keep)
    with engine.connect() as connection:
        return make_agenda(connection, store, request.scope, basis, (now, since))


def _load(
    engine: Engine,
    settings: Settings,
    fetcher: Fetcher,
    *,
    progress: Progress,
    after: Callable[[Load], None] | None,
) -> tuple[ValuesLoaded, LoadSummary | None]:
    """Write all that is complete in the store, as one release."""
    if not _listed(fetcher.store):
        return ValuesLoaded(), None
    source = PUBLISHER.format(host=host_of(settings.smup_api_url))
    with load(engine, kind=SOURCE, source=source, after=after) as current:
        load_catalogue(current, fetcher.store)
        units = load_units(current, fetcher.store)
        loaded = ValuesLoaded()
        if len(units.keys):
            loaded = load_values(
                current,
                fetcher.store,
                (units, read_flags(fetcher.store)),
                accept_losses=fetcher.accept_losses,
                progress=progress,
            )
            settle_decimals(current)
        current.notes.insert(0, CALLS.format(calls=fetcher.caller.calls))
        current.notes.insert(1, PARTS.format(parts=loaded.parts))
    if current.summary is not None and current.summary.release_id is None:
        # Only years without data, say: the load left nothing, but what was asked is to be known.
        confirm_answered(engine, SOURCE, loaded.answers)
    return loaded, current.summary


def _outcome(fetcher: Fetcher, loaded: ValuesLoaded, summary: LoadSummary | None) -> SyncOutcome:
    fetched = fetcher.fetched
    stopped = fetched.stopped
    problems = (*fetched.problems, *loaded.problems)
    status, message = COMPLETE, None
    if isinstance(stopped, QuotaSpentError):
        status, message = CONTINUED, str(stopped)
    elif stopped is not None:
        partly = fetched.done and not isinstance(stopped, SourceMovedError)
        status, message = PARTIAL if partly else FAILED, str(stopped)
    elif problems:
        part, reason = problems[0]
        status = FAILED if fetched.total and not fetched.done else PARTIAL
        message = SOME_UNUSABLE.format(count=len(problems), part=part, reason=reason)
    elif not _listed(fetcher.store):
        raise UnusableAnswerError(NO_LIST)
    written = summary is not None and summary.release_id is not None
    return SyncOutcome(
        source=SOURCE,
        status=status,
        message=message,
        calls=fetcher.caller.calls,
        parts_done=fetched.done,
        parts_left=fetched.left,
        free_at=stopped.free_at if isinstance(stopped, QuotaSpentError) else None,
        loads=(summary,) if written and summary is not None else (),
        problems=problems,
    )
