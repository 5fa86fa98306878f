"""One run of the fetch of borders: ask, keep, load, tell."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy import Engine

from smup.errors import IngestError, SmupError
from smup.ingest.load import Load, LoadSummary, utc_now
from smup.ingest.progress import Progress, silent
from smup.settings import Settings
from smup.sync.answered import read_answered, write_answered
from smup.sync.answers import AnswerStore
from smup.sync.caller import Caller
from smup.sync.errors import QuotaSpentError, SourceError, UnusableAnswerError
from smup.sync.opening import open_answers, open_caller, open_ledger
from smup.sync.outcome import COMPLETE, CONTINUED, FAILED, SyncOutcome
from smup.sync.prg.fetch import (
    WHOLE,
    Gathered,
    fetch_register,
    kept_features,
    open_fetch,
    whole_is_fresh,
)
from smup.sync.prg.prg_wfs import LAYER, PAGE_SIZE, PrgFeature
from smup.sync.prg.register import Place, Register, build_register
from smup.sync.sources import SOURCES, host_of
from smup.territory.boundaries import SOURCE as PRG
from smup.territory.boundaries import BoundaryOrigin, load_boundaries
from smup.territory.boundary_register import IncompleteRegisterError
from smup.territory.directory import UnitDirectory
from smup.territory.store import read_directory
from smup.territory.writing import shipped_list

SOURCE = "boundaries"
TURNED = "Usługa podała współrzędne w odwrotnej kolejności osi; odwrócono je."
NO_UNITS = (
    "W bazie nie ma jednostek. Najpierw wczytaj ich listę: python -m smup sync smup albo "
    "python -m smup import terc PLIK"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundariesRequest:
    """What a run is to fetch.

    Attributes:
        day: day of the borders; None: as the register says, see ``Register.valid_on``.
        full: ask for everything again, whatever its age.
        patience: seconds to wait for a free call before the run ends, to be continued.
    """

    day: date | None = None
    full: bool = False
    patience: float = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundariesPlan:
    """What a run would ask for.

    Attributes:
        calls: calls it would make; 0 when the last complete fetch is young enough.
        seconds: how long the limits alone will make it take, what is spent now considered.
        pages_kept: pages of an unfinished fetch that are there already.
        spent: calls that count in each window now.
    """

    calls: int
    seconds: float
    pages_kept: int
    spent: tuple[int, ...]


def sync_boundaries(
    engine: Engine,
    settings: Settings,
    request: BoundariesRequest,
    *,
    progress: Progress = silent,
    after: Callable[[Load], None] | None = None,
) -> SyncOutcome:
    """Fetch the register when it is due and load it when it is whole; see ``SyncOutcome``.

    Args:
        engine: engine of a database with units.
        settings: address of the service, folder of answers.
        request: what is wanted.
        progress: told of the stages.
        after: recomputes what depends on new units (``smup.statistics.refresh.refresh``).

    Raises:
        SyncFileError: when the folder of answers cannot be used.
        DatabaseBusyError: when another load runs.
        IngestError: when the database cannot be written.
    """
    directory = _directory(engine)
    expected = len(directory.positions("gmina"))
    if not expected:
        return _ended(IngestError(NO_UNITS), 0, None, expected=0)
    with open_answers(settings, SOURCE) as store:
        caller = open_caller(settings, SOURCE, patience=request.patience)
        try:
            features = _fetched(caller, store, request, expected=expected, progress=progress)
            origin = _origin(settings, request)
            loads = _loaded(engine, store, features, origin, progress=progress, after=after)
        except (SourceError, IncompleteRegisterError) as error:
            left = open_fetch(store, utc_now(), expected=expected)
            return _ended(error, caller.calls, left, expected=expected)
        finally:
            caller.close()
        return _complete(caller.calls, len(features), loads)


def plan_boundaries(
    engine: Engine, settings: Settings, request: BoundariesRequest
) -> BoundariesPlan:
    """Tell what ``sync_boundaries`` would ask for now, without any call.

    In a database without units it is what is asked once ``sync smup`` has brought them.
    """
    expected = len(_directory(engine).positions("gmina")) or _shipped_gminas()
    ledger = open_ledger(settings, SOURCE)
    with open_answers(settings, SOURCE) as store:
        due = request.full or not whole_is_fresh(store, utc_now())
        open_one = None if request.full else open_fetch(store, utc_now(), expected=expected)
    try:
        calls = 0
        if due:
            new = 1 - -expected // PAGE_SIZE
            calls = new if open_one is None else open_one.pages_left(expected)
        return BoundariesPlan(
            calls=calls,
            seconds=ledger.seconds_for(calls),
            pages_kept=len(open_one.pages) if due and open_one is not None else 0,
            spent=ledger.spent(),
        )
    finally:
        ledger.close()


def _shipped_gminas() -> int:
    return sum(unit.level == "gmina" for unit in shipped_list().units)


def _fetched(
    caller: Caller,
    store: AnswerStore,
    request: BoundariesRequest,
    *,
    expected: int,
    progress: Progress,
) -> list[PrgFeature]:
    """Return all features: of the last fetch while it is young, else of a new one."""
    if not request.full and whole_is_fresh(store, utc_now()):
        return kept_features(store)
    begun = None if request.full else open_fetch(store, utc_now(), expected=expected)
    return fetch_register(caller, store, begun, expected=expected, progress=progress)


def _loaded(
    engine: Engine,
    store: AnswerStore,
    features: list[PrgFeature],
    origin: BoundaryOrigin,
    *,
    progress: Progress,
    after: Callable[[Load], None] | None,
) -> tuple[LoadSummary, ...]:
    """Load the register, unless this very one is loaded; refused as a whole, it is asked anew."""
    directory = _directory(engine)
    try:
        register = build_register(features, _places(directory), today=utc_now().date())
        origin = _dated(origin, register)
        digest = _digest(register, directory, origin.valid_on)
        with engine.connect() as connection:
            held = read_answered(connection, SOURCE).get((LAYER, 0))
        if held is not None and held.digest == digest:
            return ()

        def finish(load: Load) -> None:
            write_answered(load.connection, SOURCE, [_answered(register, digest, load)])
            if after is not None:
                after(load)

        summary = load_boundaries(
            engine, register.features, origin, progress=progress, after=finish
        )
    except (UnusableAnswerError, IncompleteRegisterError) as error:
        store.put_unusable(WHOLE, str(error))
        raise
    return (summary,)


def _origin(settings: Settings, request: BoundariesRequest) -> BoundaryOrigin:
    host = host_of(SOURCES[SOURCE].url(settings))
    return BoundaryOrigin(
        level="gmina",
        source=f"{PRG}, {host}",
        place=f"{host}, {LAYER}",
        valid_on=request.day,
        register=True,
    )


def _dated(origin: BoundaryOrigin, register: Register) -> BoundaryOrigin:
    """Give borders their day: as asked, as the register says, or the day of the fetch."""
    day = origin.valid_on or register.valid_on or utc_now().date()
    note = f"Granice według stanu na {day.day}.{day.month:02d}.{day.year}."
    if register.turned:
        note = f"{note} {TURNED}"
    return replace(origin, valid_on=day, note=note)


def _digest(register: Register, directory: UnitDirectory, day: date | None) -> str:
    """Return what the load depends on: the register, its day, and the units that exist."""
    units = (*directory.codes_of("powiat"), *directory.codes_of("gmina"))
    return sha256(f"{register.digest}|{day}|{','.join(units)}".encode()).hexdigest()


def _answered(register: Register, digest: str, load: Load) -> dict[str, object]:
    return {
        "part": LAYER,
        "year": 0,
        "indicator_id": None,
        "status": "data",
        "rows": len(register.features),
        "digest": digest,
        "answered_at": utc_now(),
        "release_id": load.release_id,
    }


def _places(directory: UnitDirectory) -> dict[str, Place]:
    """Return a known place inside each gmina, by the first six digits of its code."""
    return {
        unit.teryt[:6]: (unit.lon, unit.lat)
        for unit in directory.units_of("gmina")
        if unit.lon is not None and unit.lat is not None
    }


def _directory(engine: Engine) -> UnitDirectory:
    with engine.connect() as connection:
        return read_directory(connection)


def _complete(calls: int, features: int, loads: tuple[LoadSummary, ...]) -> SyncOutcome:
    return SyncOutcome(
        source=SOURCE,
        status=COMPLETE,
        message=None,
        calls=calls,
        parts_done=-(-features // PAGE_SIZE),
        parts_left=0,
        loads=loads,
    )


def _ended(error: SmupError, calls: int, left: Gathered | None, *, expected: int) -> SyncOutcome:
    """Return the outcome of a run that a failure ended; what was loaded before stays."""
    message = str(error)
    if isinstance(error, UnusableAnswerError):
        message = f"WFS granic PRG: {message}. Wczytane granice zostają; spróbuj później."
    spent = isinstance(error, QuotaSpentError)
    return SyncOutcome(
        source=SOURCE,
        status=CONTINUED if spent else FAILED,
        message=message,
        calls=calls,
        parts_done=0 if left is None else len(left.pages),
        parts_left=-(-expected // PAGE_SIZE) if left is None else left.pages_left(expected),
        free_at=error.free_at if isinstance(error, QuotaSpentError) else None,
        problems=() if spent else ((LAYER, str(error)),),
    )
