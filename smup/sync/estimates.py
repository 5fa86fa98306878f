"""Progress of a fetch with the time it will still take."""

import time
from contextlib import closing

from smup.ingest.progress import Progress
from smup.settings import Settings
from smup.sync.opening import open_ledger

SECONDS_BETWEEN = 5.0
"""The time left is worked out no more often: it reads all calls that count."""


class Estimates:
    """Reports questions done and all, under a stage that ends with the time left.

    The time is the longer of what the limits alone will cost and of what the pace so far promises.
    """

    def __init__(self, settings: Settings, source: str, stage: str, progress: Progress) -> None:
        """Take the source whose limits count and the stage in words."""
        self._settings = settings
        self._source = source
        self._stage = stage
        self._progress = progress
        self._began = self._told = time.monotonic()
        self._rest = ""

    def __call__(self, done: int, total: int) -> None:
        """Report that so many questions of all are done."""
        now = time.monotonic()
        if done >= total:
            self._rest = ""
        elif now - self._told >= SECONDS_BETWEEN:
            self._told = now
            self._rest = f" · zostało ok. {in_words(self._seconds(done, total, now))}"
        self._progress(self._stage + self._rest, done, total)

    def _seconds(self, done: int, total: int, now: float) -> float:
        with closing(open_ledger(self._settings, self._source)) as ledger:
            by_limits = ledger.seconds_for(total - done)
        by_pace = (now - self._began) / max(done, 1) * (total - done)
        return max(by_limits, by_pace)


def in_words(seconds: float) -> str:
    """Return a length of time as people say it: minutes, hours or days."""
    minutes = max(1, round(seconds / 60))
    if minutes < 120:
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"{hours} godz." if hours < 48 else f"{round(hours / 24)} dni"
