"""What a run needs to ask a source, made from the settings."""

from pathlib import Path

from smup.settings import Settings
from smup.sync.answers import AnswerStore
from smup.sync.caller import Caller, Manners
from smup.sync.quota import QuotaLedger
from smup.sync.sources import SOURCES, host_of


def open_ledger(settings: Settings, source: str) -> QuotaLedger:
    """Open the counted calls of a source.

    Raises:
        SyncFileError: when the folder cannot be used.
    """
    official = SOURCES[source]
    return QuotaLedger(
        Path(settings.sync_dir),
        host_of(official.url(settings)),
        official.key(settings),
        official.windows(settings),
    )


def open_caller(settings: Settings, source: str, *, patience: float) -> Caller:
    """Make the caller of a source, with its limits.

    Args:
        settings: addresses, keys, folder, connections.
        source: ``smup``, ``bdl`` or ``boundaries``.
        patience: seconds to wait for a free call.

    Raises:
        SyncFileError: when the folder cannot be used.
    """
    official = SOURCES[source]
    return Caller(
        official.url(settings),
        official.key(settings),
        open_ledger(settings, source),
        patience=patience,
        connections=settings.sync_connections,
        manners=Manners(source=source),
    )


def open_answers(settings: Settings, source: str) -> AnswerStore:
    """Open the store of answers of a source.

    Raises:
        SyncFileError: when the folder cannot be used.
    """
    return AnswerStore(Path(settings.sync_dir), source, host_of(SOURCES[source].url(settings)))
