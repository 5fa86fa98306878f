"""One run of the fetch from the Local Data Bank: ask, keep, load, tell."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from smup.ingest.load import Load
from smup.ingest.progress import Progress, silent
from smup.settings import Settings
from smup.sync.outcome import SyncOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class BdlRequest:
    """What a run is to fetch.

    Attributes:
        sector: code of a sector; None: all.
        indicators: codes of indicators; empty: all.
        full: ask for everything again, whatever the bank says of its last change, and load it.
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
        new: of these, series not known whole yet.
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
    """Fetch what changed and load what is complete; see ``SyncOutcome``."""
    raise NotImplementedError


def plan_bdl(engine: Engine, settings: Settings, request: BdlRequest) -> BdlPlan:
    """Tell what ``sync_bdl`` would ask for now, without any call."""
    raise NotImplementedError
