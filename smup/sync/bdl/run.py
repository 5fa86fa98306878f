"""One run of the fetch from the Local Data Bank: ask, keep, load, tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine, select

from smup.ingest.load import Load, LoadSummary, load
from smup.ingest.progress import Progress, silent
from smup.models import Unit
from smup.settings import Settings
from smup.sync.answered import confirm_answered, read_answered
from smup.sync.answers import AnswerStore
from smup.sync.bdl.bdl_api import OFFICIAL_HOST, PUBLISHER, SOURCE
from smup.sync.bdl.fetch import BdlFetcher, calls_for, check_variable
from smup.sync.bdl.series import StoredSeries, stored_attributes, stored_series
from smup.sync.bdl.values import KIND, SeriesLoader, differs
from smup.sync.bdl.wanted import Wanted, wanted_series
from smup.sync.errors import QuotaSpentError, SourceError, UnusableAnswerError
from smup.sync.estimates import Estimates
from smup.sync.opening import open_answers, open_caller, open_ledger
from smup.sync.outcome import COMPLETE, CONTINUED, FAILED, PARTIAL, SyncOutcome
from smup.sync.sources import SOURCES, host_of
from smup.sync.together import Fetched, fetch_together

STAGE = "Pytania do BDL"
DICTIONARY_CALLS = 1
PROBLEMS = (
    "Nie udało się użyć {count} z {total} zmiennych BDL; zostają dane wczytane wcześniej. "
    "Pierwsza: {code}: {reason}"
)
NO_UNITS = (
    "W bazie nie ma jednostek, więc nie ma dokąd wczytać danych BDL. Najpierw wczytaj ich listę: "
    "python -m smup import terc PLIK albo python -m smup sync smup"
)
NOTHING_WANTED = (
    "Żaden z wybranych wskaźników nie korzysta ze zmiennej o znanym numerze BDL; jak podać numer, "
    "mówi docs/adding-an-indicator.md."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BdlRequest:
    """What a run is to fetch.

    Attributes:
        sector: code of a sector; None: all.
        indicators: codes of indicators; empty: all.
        full: ask for everything again, whatever the bank says of its last change, and load it
            even if it lost more than half of its values.
        patience: seconds to wait for a free call before the run ends, to be continued.
    """

    sector: str | None = None
    indicators: tuple[str, ...] = ()
    full: bool = False
    patience: float = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BdlPlan:
    """What a run would ask for.

    Attributes:
        calls: calls it would make if nothing changed in series that are known whole.
        most_calls: calls it would make if all of them changed.
        seconds: how long the limits alone make ``calls`` take, what is spent now considered.
        series: series that the catalogue needs.
        new: of these, series not known whole yet, or asked for again.
        spent: calls that count in each window now.
    """

    calls: int
    most_calls: int
    seconds: float
    series: int
    new: int
    spent: tuple[int, ...]


def sync_bdl(
    engine: Engine,
    settings: Settings,
    request: BdlRequest,
    *,
    progress: Progress = silent,
    after: Callable[[Load], None] | None = None,
) -> SyncOutcome:
    """Fetch what changed and load what is complete; see ``SyncOutcome``.

    Args:
        engine: engine of a database with units and catalogue.
        settings: address, key, folder of answers.
        request: what is wanted.
        progress: told of the stages.
        after: recomputes what depends on the values (``smup.statistics.refresh.refresh``).

    Raises:
        SyncFileError: when the folder of answers cannot be used.
        DatabaseBusyError: when another load runs.
        IngestError: when the database holds sample data.
        UnknownCodeError: when there is no such sector or indicator.
    """
    wanted = _wanted(engine, request)
    if not _has_units(engine):
        return _ended(FAILED, NO_UNITS)
    with open_answers(settings, SOURCE) as store:
        caller = open_caller(settings, SOURCE, patience=request.patience)
        try:
            fetcher = BdlFetcher(caller, store, full=request.full)
            report = Estimates(settings, SOURCE, STAGE, progress)
            fetched = _fetch(fetcher, wanted, settings.sync_connections, report)
        finally:
            caller.close()
        loading = _Loading(store=store, request=request, source=_publisher(settings))
        loads = loading.run(engine, wanted, progress, after)
    fetched.problems += loading.problems
    return _outcome(fetched, caller.calls, loads)


def plan_bdl(engine: Engine, settings: Settings, request: BdlRequest) -> BdlPlan:
    """Tell what ``sync_bdl`` would ask for now, without any call.

    Raises:
        SyncFileError: when the folder of answers cannot be used.
        UnknownCodeError: when there is no such sector or indicator.
    """
    wanted = _wanted(engine, request)
    with open_answers(settings, SOURCE) as store:
        costs = [calls_for(one, store, full=request.full) for one in wanted]
    calls = sum(least for least, _ in costs) + (DICTIONARY_CALLS if costs else 0)
    ledger = open_ledger(settings, SOURCE)
    try:
        return BdlPlan(
            calls=calls,
            most_calls=sum(most for _, most in costs) + (DICTIONARY_CALLS if costs else 0),
            seconds=ledger.seconds_for(calls),
            series=len(wanted),
            new=sum(least == most for least, most in costs),
            spent=ledger.spent(),
        )
    finally:
        ledger.close()


def _wanted(engine: Engine, request: BdlRequest) -> list[Wanted]:
    with engine.connect() as connection:
        return wanted_series(connection, sector=request.sector, indicators=request.indicators)


def _has_units(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.scalar(select(Unit.id).limit(1)) is not None


def _publisher(settings: Settings) -> str:
    """Name the source of a release, and its host when it is not the official one."""
    host = host_of(SOURCES[SOURCE].url(settings))
    return PUBLISHER if host == OFFICIAL_HOST else f"{PUBLISHER}, {host}"


def _fetch(
    fetcher: BdlFetcher, wanted: Sequence[Wanted], connections: int, report: Estimates
) -> Fetched:
    if not wanted:
        return Fetched()
    try:
        fetcher.attributes()
    except SourceError as error:
        return Fetched(total=len(wanted), stopped=error)
    return fetch_together(
        wanted,
        fetcher.series,
        lambda one: one.code,
        connections=connections,
        report=report,
    )


@dataclass(slots=True, kw_only=True)
class _Loading:
    store: AnswerStore
    request: BdlRequest
    source: str
    problems: list[tuple[str, str]] = field(default_factory=list)

    def run(
        self,
        engine: Engine,
        wanted: Sequence[Wanted],
        progress: Progress,
        after: Callable[[Load], None] | None,
    ) -> tuple[LoadSummary, ...]:
        """Write all series that are whole and differ from what was loaded, in one transaction."""
        dictionary = stored_attributes(self.store)
        if dictionary is None:
            return ()
        attributes, digest = dictionary
        series = self._changed(engine, wanted, digest)
        if not series:
            return ()
        with load(engine, kind=KIND, source=self.source, after=after) as current:
            loader = SeriesLoader(
                load=current,
                store=self.store,
                attributes=attributes,
                dictionary=digest,
                accept_losses=self.request.full,
            )
            loader.write(series, progress=progress)
        self.problems += loader.problems
        assert current.summary is not None  # noqa: S101
        if current.summary.release_id is None:
            confirm_answered(engine, SOURCE, loader.answers)
        return (current.summary,)

    def _changed(
        self, engine: Engine, wanted: Sequence[Wanted], dictionary: str
    ) -> list[StoredSeries]:
        with engine.connect() as connection:
            loaded = read_answered(connection, SOURCE)
        whole = [stored_series(self.store, one) for one in wanted if self._is_the_one(one)]
        found = [one for one in whole if one is not None]
        if self.request.full:
            return found
        return [one for one in found if differs(one, dictionary, loaded)]

    def _is_the_one(self, wanted: Wanted) -> bool:
        try:
            check_variable(wanted, self.store)
        except UnusableAnswerError:
            return False
        return True


def _outcome(fetched: Fetched, calls: int, loads: tuple[LoadSummary, ...]) -> SyncOutcome:
    status, message, free_at = COMPLETE, None, None
    if isinstance(fetched.stopped, QuotaSpentError):
        status, message, free_at = CONTINUED, str(fetched.stopped), fetched.stopped.free_at
    elif fetched.stopped is not None:
        status, message = (PARTIAL if fetched.done else FAILED), str(fetched.stopped)
    elif fetched.problems:
        code, reason = fetched.problems[0]
        count, total = len(fetched.problems), fetched.total
        message = PROBLEMS.format(count=count, total=total, code=code, reason=reason)
        status = PARTIAL if count < total else FAILED
    elif not fetched.total:
        message = NOTHING_WANTED
    return replace(
        _ended(status, message),
        calls=calls,
        parts_done=fetched.done,
        parts_left=fetched.left,
        free_at=free_at,
        loads=loads,
        problems=tuple(fetched.problems),
    )


def _ended(status: str, message: str | None) -> SyncOutcome:
    return SyncOutcome(
        source=SOURCE, status=status, message=message, calls=0, parts_done=0, parts_left=0
    )
