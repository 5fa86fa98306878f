"""Ending a fetch on SIGTERM or SIGINT: no new calls, kept answers stay, the open load is undone."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)
SAME_WISH_SECONDS = 1.0
STOPPED = (
    "Przerwano. Pobrane odpowiedzi są zachowane, a niedokończone wczytywanie wycofane; "
    "powtórz to samo polecenie, a pobieranie ruszy od miejsca, w którym stanęło."
)


class Stopped(KeyboardInterrupt):
    """The run was asked to end; like an interrupt, it passes every ``except Exception``.

    Attributes:
        code: exit code by the custom of shells, 128 + number of the signal.
    """

    def __init__(self, code: int = 128 + signal.SIGINT) -> None:
        super().__init__(STOPPED)
        self.code = code


class _Wish:
    """Whether this process was asked to end; ``code`` is 0 until then."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.code = 0


_wish = _Wish()


def check_stopped() -> None:
    """Do nothing, unless the run was asked to end; threads that make calls ask often.

    Raises:
        Stopped: when it was.
    """
    if _wish.event.is_set():
        raise Stopped(_wish.code)


def pause(seconds: float) -> None:
    """Wait, but no longer than until the run is asked to end.

    Raises:
        Stopped: when it was.
    """
    _wish.event.wait(seconds)
    check_stopped()


@contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM and SIGINT end the block with ``Stopped``; the second signal ends at once.

    Of ``timeout`` and of some supervisors a signal comes twice within a moment: that is one wish.
    """
    asked_at = 0.0
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def stop(number: int, _frame: FrameType | None) -> None:
        nonlocal asked_at
        if _wish.event.is_set():
            if time.monotonic() - asked_at > SAME_WISH_SECONDS:
                signal.signal(number, signal.SIG_DFL)
                signal.raise_signal(number)
            return
        asked_at = time.monotonic()
        _wish.code = 128 + number
        _wish.event.set()
        raise Stopped(_wish.code)

    try:
        for number in SIGNALS:
            signal.signal(number, stop)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _wish.event.clear()
