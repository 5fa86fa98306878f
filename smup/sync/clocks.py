"""Clocks of this machine and the life of its processes, as the ledger of calls needs them."""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
# Counts also while the machine sleeps; where there is none, the monotonic clock only lags.
BOOT_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clocks(Protocol):
    """Where moments come from."""

    def read(self) -> tuple[str, float, float]:
        """Return the id of this boot, seconds since it, and seconds of the wall clock."""


class SystemClocks:
    """Clocks of this machine."""

    def __init__(self) -> None:
        try:
            self._boot = BOOT_ID.read_text(encoding="ascii").strip()
        except OSError:
            self._boot = ""

    def read(self) -> tuple[str, float, float]:
        """Return the id of this boot, seconds since it, and seconds of the wall clock."""
        return self._boot, time.clock_gettime(BOOT_CLOCK), time.time()


@dataclass(frozen=True, slots=True)
class Owner:
    """A process; its start tells it from a later one with the same number."""

    pid: int
    start: str

    @classmethod
    def mine(cls) -> "Owner":
        """Return this process."""
        return cls(os.getpid(), _start(os.getpid()))

    @classmethod
    def parse(cls, text: str) -> "Owner":
        """Return the process that ``str`` wrote."""
        pid, _, start = text.partition(":")
        return cls(int(pid), start)

    def __str__(self) -> str:
        return f"{self.pid}:{self.start}"

    def is_alive(self) -> bool:
        """Tell whether the process still runs."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            pass
        return _start(self.pid) == self.start


def _start(pid: int) -> str:
    """Return when a process began, in ticks since the boot; empty where it cannot be read."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The name of the program, in brackets, may hold spaces; the start is the 20th field after it.
    return line.rpartition(")")[2].split()[19]
