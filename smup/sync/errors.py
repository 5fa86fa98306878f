"""What can go wrong with a source; every message is one Polish sentence with the remedy."""

from datetime import datetime

from smup.errors import SmupError


class SourceError(SmupError):
    """A source could not be fetched from; what was answered before is kept."""


class QuotaSpentError(SourceError):
    """No call is free soon.

    Attributes:
        free_at: moment in UTC, with zone, at which one will be.
    """

    def __init__(self, message: str, free_at: datetime) -> None:
        super().__init__(message)
        self.free_at = free_at


class KeyRefusedError(SourceError):
    """The source refuses the key."""


class UnreachableError(SourceError):
    """The host is not there, refuses, or its certificate cannot be trusted."""


class SourceFailedError(SourceError):
    """The source failed again and again (5xx, timeouts, cut answers)."""


class SourceDownError(SourceFailedError):
    """So many calls failed in a row that no more are made; every further one fails at once."""


class SourceMovedError(SourceDownError):
    """The source is not what it was; nothing of it can be used until somebody has looked."""


class UnusableAnswerError(SourceError):
    """An answer is not what the contract says: HTML, cut JSON, a field gone, a wrong type."""


class SyncFileError(SmupError):
    """A file in ``SMUP_SYNC_DIR`` cannot be used; no source is at fault, the run ends."""


class SyncRunningError(SmupError):
    """Another fetch runs in the same ``SMUP_SYNC_DIR``."""
