"""One fetch at a time in a folder of fetches."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from smup.jobs.locks import lock
from smup.sync.errors import SyncRunningError
from smup.sync.files import make_folder, told

RUNNING = (
    "Trwa już pobieranie danych (blokada {file}). Poczekaj, aż się skończy: stan pokaże "
    "python -m smup sync status"
)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder for the time of the block; the system lets it go after a kill.

    Raises:
        SyncRunningError: when another process holds it.
        SyncFileError: when the folder cannot be written.
    """
    make_folder(folder)
    file = folder / "sync.lock"
    with told(file):
        held = lock(file, wait=False)
        mine = held.__enter__()
    try:
        if not mine:
            raise SyncRunningError(RUNNING.format(file=file))
        yield
    finally:
        held.__exit__(None, None, None)
