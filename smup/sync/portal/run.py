"""One run of the fetch from the portal of SMUP: ask, keep, load, tell."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine

from smup.ingest.load import Load
from smup.ingest.progress import Progress, silent
from smup.settings import Settings
from smup.sync.outcome import SyncOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SmupRequest:
    """What a run is to fetch.

    Attributes:
        sector: code of ours or official id; None: all sectors.
        indicators: codes of ours or official ids; empty: all.
        years: only these; None: all that the portal has.
        full: ask for everything again, whatever its age.
        patience: seconds to wait for a free call before the run ends, to be continued.
    """

    sector: str | None = None
    indicators: tuple[str, ...] = ()
    years: frozenset[int] | None = None
    full: bool = False
    patience: float = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SmupPlan:
    """What a run would ask for.

    Attributes:
        calls: calls it would make, pages after the first not known before.
        seconds: how long the limits alone will make it take, what is spent now considered.
        parts: values of an official indicator in a year.
        catalogue: calls for lists, dictionaries and cards.
        spent: calls that count in each window now.
    """

    calls: int
    seconds: float
    parts: int
    catalogue: int
    spent: tuple[int, ...]


def sync_smup(
    engine: Engine,
    settings: Settings,
    request: SmupRequest,
    *,
    progress: Progress = silent,
    after: Callable[[Load], None] | None = None,
) -> SyncOutcome:
    """Fetch what is due and load what is complete; see ``SyncOutcome``."""
    raise NotImplementedError


def plan_smup(engine: Engine, settings: Settings, request: SmupRequest) -> SmupPlan:
    """Tell what ``sync_smup`` would ask for now, without loading anything."""
    raise NotImplementedError
