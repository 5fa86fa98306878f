"""Limits on calls as windows of time, and how long further calls take within them.

Pure functions: no clock, no file. A call at age ``a`` was answered ``a`` seconds ago.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MARGIN_SECONDS = 0.05
MARGIN_SHARE = 0.001
"""What a window is lengthened by: the clock of the source may run slower than ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """At most ``calls`` in any ``seconds``."""

    calls: int
    seconds: float

    @property
    def kept_seconds(self) -> float:
        """Length that is kept to: a little longer than what was promised."""
        return self.seconds * (1 + MARGIN_SHARE) + MARGIN_SECONDS


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


def seconds_for(
    calls: int, *, ages: Sequence[float], windows: Sequence[Window], held: float = 0.0
) -> float:
    """Return after how many seconds the last of ``calls`` further calls can be made.

    Calls themselves are taken to last no time, so this is what the limits alone cost.

    Args:
        calls: further calls; 0 takes no time.
        ages: ages of earlier calls, seconds, in any order.
        windows: limits.
        held: seconds for which the source asked not to be called.
    """
    times = sorted(-age for age in ages)
    now = max(0.0, held)
    for _ in range(calls):
        for window in windows:
            if len(times) >= window.calls:
                now = max(now, times[-window.calls] + window.kept_seconds)
        times.append(now)
    return now if calls > 0 else 0.0


def spent_in(ages: Sequence[float], windows: Sequence[Window]) -> tuple[int, ...]:
    """Return how many of the calls count in each window."""
    return tuple(sum(age < window.kept_seconds for age in ages) for window in windows)
