"""Clocks of a machine that a test sets."""

from dataclasses import dataclass


@dataclass
class FakeClocks:
    """A machine: its boot, the seconds since it, and its wall clock."""

    boot: str = "boot-1"
    boot_seconds: float = 1_000.0
    wall: float = 1_800_000_000.0

    def read(self) -> tuple[str, float, float]:
        return self.boot, self.boot_seconds, self.wall

    def pass_time(self, seconds: float) -> None:
        self.boot_seconds += seconds
        self.wall += seconds

    def set_wall(self, seconds: float) -> None:
        """Set the wall clock by hand."""
        self.wall += seconds

    def reboot(self, off: float = 60.0) -> None:
        """Start the machine again after some seconds."""
        self.boot = f"{self.boot}+"
        self.boot_seconds = 5.0
        self.wall += off
