"""How many calls a source allows, counted on disk for all processes of this machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """At most ``calls`` in any ``seconds``."""

    calls: int
    seconds: float


ANONYMOUS = (
    Window(calls=5, seconds=1),
    Window(calls=100, seconds=900),
    Window(calls=1_000, seconds=43_200),
    Window(calls=10_000, seconds=604_800),
)
WITH_KEY = (
    Window(calls=10, seconds=1),
    Window(calls=500, seconds=900),
    Window(calls=5_000, seconds=43_200),
    Window(calls=50_000, seconds=604_800),
)
"""Documented limits of the SMUP API and of the Local Data Bank."""


class QuotaLedger:
    """Calls made to one host under one key; a call is written down before it is made.

    A killed process has therefore spent what it wrote, and the limits are never exceeded. Ages of
    calls are counted by the clock of the boot where possible, so that a jump of the wall clock
    neither frees nor spends calls.
    """

    def __init__(self, folder: Path, host: str, key: str, windows: Sequence[Window]) -> None:
        """Open or make the file of the host and key (the key itself is never written)."""
        raise NotImplementedError

    def take(self) -> float:
        """Write down one call and return 0, or return after how many seconds one is free."""
        raise NotImplementedError

    def hold(self, seconds: float) -> None:
        """Refuse calls for some time, for all processes: the source asked for it (429)."""
        raise NotImplementedError

    def spent(self) -> tuple[int, ...]:
        """Return the calls that count in each window now."""
        raise NotImplementedError

    def seconds_for(self, calls: int) -> float:
        """Return how long so many further calls will take, the limits alone considered."""
        raise NotImplementedError
