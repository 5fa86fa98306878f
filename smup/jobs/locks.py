"""Locks between processes: a held file, which the system lets go when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def lock(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold a file for the time of the block.

    Args:
        path: the file; it is made when it is missing and stays.
        wait: wait until the other holder lets go; else do not wait.

    Yields:
        Whether the lock is held by this block.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def take(path: Path) -> int | None:
    """Return an open handle that holds a file, or None when another process holds it.

    The file is held until the handle is closed here and in every child that inherited it.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def is_held(path: Path) -> bool:
    """Tell whether another process holds the file now."""
    if not path.exists():
        return False
    with lock(path, wait=False) as mine:
        return not mine
