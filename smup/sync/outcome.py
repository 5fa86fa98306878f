"""How the fetch from one source ended; what commands print, exit codes and ``source_state``."""

from dataclasses import dataclass, field
from datetime import datetime

from smup.ingest.load import LoadSummary

COMPLETE, CONTINUED, PARTIAL, FAILED = "complete", "to-be-continued", "partial", "failed"
EXIT_CODES = {COMPLETE: 0, FAILED: 1, PARTIAL: 3, CONTINUED: 75}
"""75 is EX_TEMPFAIL of sysexits.h: run the same command again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncOutcome:
    """What a run did.

    Attributes:
        source: ``smup``, ``bdl`` or ``boundaries``.
        status: ``complete``; ``to-be-continued``: limits are spent, the rest comes with the next
            run; ``partial``: some parts could not be used, the last good data stay for them;
            ``failed``: nothing could be fetched.
        message: one Polish sentence; None when complete.
        calls: made by this run.
        parts_done: parts of the plan that are answered.
        parts_left: parts that are not.
        free_at: when the next call is free (UTC), if limits stopped the run.
        loads: what was written, a summary for each release.
        problems: parts that could not be used, with the reason.
    """

    source: str
    status: str
    message: str | None
    calls: int
    parts_done: int
    parts_left: int
    free_at: datetime | None = None
    loads: tuple[LoadSummary, ...] = ()
    problems: tuple[tuple[str, str], ...] = field(default=())
