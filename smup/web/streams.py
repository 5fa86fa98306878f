"""Downloads at one time: places for them, and an end to those whose client has gone."""

import fcntl
import os
import socket
import struct
import threading
import time
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from smup.jobs.locks import take

PIECE = 64 * 1024
PATIENCE_SECONDS = 60.0
SLOWEST = 1024
"""Bytes a second on average; a client that takes less for long is taken for gone."""


SEND_SECONDS = 30
"""For how long a client may take nothing at all."""


class TooSlowError(Exception):
    """The client takes so little that nobody waits for it any more."""


class Place:
    """A place of a download; free again when it is given back, or when the process ends."""

    def __init__(self, handle: int | None, places: threading.Semaphore) -> None:
        """Take over a held file and a place of the process."""
        self._handle = handle
        self._places = places
        self._lock = threading.Lock()
        self._free = False

    def free(self) -> None:
        """Give the place back; a second time nothing happens."""
        with self._lock:
            if self._free:
                return
            self._free = True
        if self._handle is not None:
            fcntl.flock(self._handle, fcntl.LOCK_UN)
            os.close(self._handle)
        self._places.release()


class Streams:
    """Places for downloads: so many for an address, counted over all workers, and for a worker."""

    def __init__(self, folder: Path, *, most: int, places: int) -> None:
        """Use a folder.

        Args:
            folder: of lock files, shared by the workers of the machine.
            most: downloads of one address; 0 for any number.
            places: downloads of this process, so that some of its threads stay for pages.
        """
        self.most = most
        self._folder = folder
        self._places = threading.Semaphore(places)

    def take(self, who: str) -> Place | Literal["streams", "busy"]:
        """Return a place; ``streams`` when the address has all of its own, ``busy`` when none is.

        Args:
            who: address of the client.
        """
        if not self._places.acquire(blocking=False):
            return "busy"
        if not self.most:
            return Place(None, self._places)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = blake2b(who.encode(), digest_size=8).hexdigest()
        for number in range(self.most):
            handle = take(self._folder / f"{name}-{number}")
            if handle is not None:
                return Place(handle, self._places)
        self._places.release()
        return "streams"


def guarded(body: Iterable[Any], place: Place) -> Iterator[bytes]:
    """Yield a body in small pieces, and end it when the client takes almost nothing.

    Args:
        body: of the answer; closed at the end, however it comes.
        place: given back at the end.

    Raises:
        TooSlowError: the connection is then cut, so that a part is not taken for the whole.
    """
    began, sent = time.monotonic(), 0
    try:
        for chunk in body:
            for start in range(0, len(chunk), PIECE):
                yield chunk[start : start + PIECE]
                sent += PIECE
                elapsed = time.monotonic() - began
                if elapsed > PATIENCE_SECONDS and sent < elapsed * SLOWEST:
                    raise TooSlowError
    finally:
        close = getattr(body, "close", None)
        if close is not None:
            close()
        place.free()


def bound_sends(listeners: Iterable[socket.socket], *, seconds: int = SEND_SECONDS) -> None:
    """Let sending to a client that takes nothing fail after some time.

    A connection inherits this of the socket that accepts it, so that no thread waits for ever for
    a client that has gone without a word.

    Args:
        listeners: sockets that accept connections.
        seconds: without a byte taken.
    """
    for listener in listeners:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", seconds, 0))
