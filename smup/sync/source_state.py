"""How the last fetch from each source went, in the main database; kept also when it failed."""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from smup.database import IMMEDIATE
from smup.models.sources import SourceState
from smup.sync.outcome import COMPLETE, CONTINUED, SyncOutcome
from smup.sync.plain_text import plain_text

logger = logging.getLogger(__name__)

ONLY_PART = (
    "Pobrano tylko wybrane wskaźniki albo lata; całe źródło pobierze python -m smup sync {source}"
)
NOT_KEPT = "Stanu źródła %s nie udało się zapisać w bazie danych; dane i odpowiedzi są całe."


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownState:
    """The row of a source."""

    source: str
    status: str
    tried_at: datetime
    succeeded_at: datetime | None
    message: str | None
    address: str
    calls: int
    parts_left: int


def keep_state(
    engine: Engine, outcome: SyncOutcome, address: str, *, narrowed: bool = False
) -> None:
    """Keep how a fetch ended, in a transaction of its own; a failing database is only logged.

    Args:
        engine: of the main database.
        outcome: of the run.
        address: host that was asked.
        narrowed: the run was to fetch a part only: it says nothing of the source, and is kept only
            where it brought the first data, as a beginning.
    """
    if narrowed:
        if all(load.release_id is None for load in outcome.loads):
            return
        message = ONLY_PART.format(source=outcome.source)
        outcome = replace(outcome, status=CONTINUED, message=message)
    now = datetime.now(UTC).replace(tzinfo=None)
    values: dict[str, Any] = {
        "status": outcome.status,
        "tried_at": now,
        "message": outcome.message and plain_text(outcome.message),
        "address": address,
        "calls": outcome.calls,
        "parts_left": outcome.parts_left,
    }
    if outcome.status == COMPLETE:
        values["succeeded_at"] = now
    this = SourceState.source == outcome.source
    try:
        with engine.connect().execution_options(**{IMMEDIATE: True}) as connection:
            found = connection.scalar(select(SourceState.source).where(this))
            if found is None:
                connection.execute(insert(SourceState).values(source=outcome.source, **values))
            elif not narrowed:
                connection.execute(update(SourceState).where(this).values(**values))
            connection.commit()
    except SQLAlchemyError:
        logger.warning(NOT_KEPT, outcome.source)


def known_states(engine: Engine) -> dict[str, KnownState]:
    """Return the rows of all sources that were ever asked, by source."""
    names = KnownState.__dataclass_fields__
    query = select(*(getattr(SourceState, name) for name in names))
    with engine.connect() as connection:
        rows = [KnownState(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001  public in SQLAlchemy
    return {row.source: row for row in rows}
