"""How many calls a source allows, counted on disk for all processes of this machine."""

import logging
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from smup.sync.clocks import Clocks, Owner, SystemClocks
from smup.sync.files import connect, make_folder, safe_name, told, writing
from smup.sync.timing import ANONYMOUS, WITH_KEY, Window, seconds_for

__all__ = ["ANONYMOUS", "WITH_KEY", "QuotaLedger", "Slot", "Window"]

logger = logging.getLogger(__name__)

LAYOUT = 1
UNFINISHED = 1e18
LONGEST_CALL = 900.0
# Longer than any window: sources at one host share a file, and one must not forget for another.
KEPT_SECONDS = 8 * 86_400.0
RETRY_UNFINISHED = 0.05
JUMP_SECONDS = 5.0
# ``ended``: moment by the ledger's own time, or UNFINISHED. ``owner``: process that makes the call.
TABLES = """
CREATE TABLE IF NOT EXISTS call (
    id INTEGER PRIMARY KEY, began REAL NOT NULL, ended REAL NOT NULL, owner TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS ix_call_ended ON call (ended);
CREATE TABLE IF NOT EXISTS clock (
    id INTEGER PRIMARY KEY CHECK (id = 1), ledger REAL NOT NULL, boot TEXT NOT NULL,
    boot_seconds REAL NOT NULL, wall REAL NOT NULL, highest REAL NOT NULL);
CREATE TABLE IF NOT EXISTS held (id INTEGER PRIMARY KEY CHECK (id = 1), until REAL NOT NULL)
"""
NTH_NEWEST = "SELECT ended FROM call ORDER BY ended DESC LIMIT 1 OFFSET ?"
OPEN_CALLS = "SELECT id, began, owner FROM call WHERE ended = ?"

JUMPED = "Zegar komputera przestawiono o %+.0f s; limity zapytań liczone są dalej bez tej zmiany."


@dataclass(frozen=True, slots=True)
class Slot:
    """A call written down, or the wait for one.

    Attributes:
        call: id of the call; None when none is free.
        wait: seconds after which one may be free; 0 when it was written down.
    """

    call: int | None
    wait: float


class QuotaLedger:
    """Calls made to one host under one key; a call is written down before it is made.

    A killed process has therefore spent what it wrote. A call counts from when it is taken until
    the length of a window after it **ended**: it reached the source somewhere between, so that
    however slow the network is, no window of the source ever sees more calls than it allows.

    Time is the ledger's own: it goes on with the clock of the boot, which nobody sets, and across
    boots with the wall clock, never backwards. A jump of the wall clock so neither frees nor
    spends calls.
    """

    def __init__(
        self,
        folder: Path,
        host: str,
        key: str,
        windows: Sequence[Window],
        *,
        clocks: Clocks | None = None,
    ) -> None:
        """Open or make the file of the host and key (the key itself is never written).

        Args:
            folder: of fetches.
            host: of the source, with its port.
            key: of the office; empty: anonymous.
            windows: limits, none longer than eight days.
            clocks: of this machine, unless a test sets its own.

        Raises:
            SyncFileError: when it cannot be used, or a newer program wrote it.
        """
        make_folder(folder)
        mark = sha256(key.encode()).hexdigest()[:16] if key else "anonymous"
        self._file = folder / f"calls-{safe_name(host)}-{mark}.sqlite"
        self._windows = tuple(windows)
        self._clocks = clocks or SystemClocks()
        self._owner = Owner.mine()
        self._guard = threading.Lock()
        self._connection = connect(self._file, TABLES, LAYOUT)

    @property
    def windows(self) -> tuple[Window, ...]:
        """Limits that are kept to."""
        return self._windows

    def take(self) -> Slot:
        """Write down one call, or tell after how many seconds one may be free.

        Who takes a call ends it with ``finish``, whatever became of it.
        """
        with self._guard, writing(self._connection, self._file):
            now = self._now()
            self._end_abandoned(now)
            wait = self._wait(now)
            if wait > 0:
                return Slot(None, wait)
            insert = "INSERT INTO call (began, ended, owner) VALUES (?, ?, ?)"
            made = self._connection.execute(insert, (now, UNFINISHED, str(self._owner)))
            return Slot(made.lastrowid, 0.0)

    def finish(self, slot: Slot) -> None:
        """Note that a call has ended; it counts for the length of each window from now."""
        with self._guard, writing(self._connection, self._file):
            now = self._now()
            self._connection.execute("UPDATE call SET ended = ? WHERE id = ?", (now, slot.call))
            self._connection.execute("DELETE FROM call WHERE ended < ?", (now - KEPT_SECONDS,))

    def hold(self, seconds: float) -> None:
        """Refuse calls for some time, for all processes: the source asked for it (429)."""
        upsert = """INSERT INTO held VALUES (1, :until)
        ON CONFLICT (id) DO UPDATE SET until = max(until, :until)"""
        with self._guard, writing(self._connection, self._file):
            self._connection.execute(upsert, {"until": self._now() + seconds})

    def held(self) -> float:
        """Return for how many seconds the source still asked not to be called."""
        with self._guard, writing(self._connection, self._file):
            return max(0.0, self._held_until() - self._now())

    def spent(self) -> tuple[int, ...]:
        """Return the calls that count in each window now."""
        count = "SELECT count(*) FROM call WHERE ended > ?"
        with self._guard, writing(self._connection, self._file):
            now = self._now()
            self._end_abandoned(now)
            found = [
                self._connection.execute(count, (now - window.kept_seconds,)).fetchone()[0]
                for window in self._windows
            ]
        return tuple(found)

    def made(self) -> int:
        """Return a number that grows by one with each call ever written down."""
        with self._guard, told(self._file):
            row = self._connection.execute("SELECT max(id) FROM call").fetchone()
        return int(row[0] or 0)

    def seconds_for(self, calls: int) -> float:
        """Return how long so many further calls will take, the limits alone considered."""
        with self._guard, writing(self._connection, self._file):
            now = self._now()
            ended = self._connection.execute("SELECT ended FROM call").fetchall()
            held = self._held_until() - now
        ages = [max(0.0, now - at) for (at,) in ended]
        return seconds_for(calls, ages=ages, windows=self._windows, held=held)

    def close(self) -> None:
        """Close the file."""
        with self._guard, told(self._file):
            self._connection.close()

    def _wait(self, now: float) -> float:
        """Return the seconds until a call is free in all windows and nothing holds it."""
        wait = self._held_until() - now
        for window in self._windows:
            row = self._connection.execute(NTH_NEWEST, (window.calls - 1,)).fetchone()
            if row is None:
                continue
            open_call = row[0] >= UNFINISHED
            wait = max(wait, RETRY_UNFINISHED if open_call else row[0] + window.kept_seconds - now)
        return max(0.0, wait)

    def _held_until(self) -> float:
        row = self._connection.execute("SELECT until FROM held").fetchone()
        return -math.inf if row is None else float(row[0])

    def _end_abandoned(self, now: float) -> None:
        """End the calls of processes that are gone: they cannot reach the source any more."""
        for call, began, owner in self._connection.execute(OPEN_CALLS, (UNFINISHED,)).fetchall():
            if now - began > LONGEST_CALL or not Owner.parse(owner).is_alive():
                self._connection.execute("UPDATE call SET ended = ? WHERE id = ?", (now, call))

    def _now(self) -> float:
        """Return the ledger's time and keep it; called within a transaction."""
        boot, boot_seconds, wall = self._clocks.read()
        row = self._connection.execute("SELECT * FROM clock").fetchone()
        ledger = wall if row is None else _continued(row, boot, boot_seconds, wall)
        highest = wall if row is None else max(wall, row[5])
        self._connection.execute(
            "INSERT OR REPLACE INTO clock VALUES (1, ?, ?, ?, ?, ?)",
            (ledger, boot, boot_seconds, wall, highest),
        )
        return ledger


def _continued(
    row: tuple[int, float, str, float, float, float], boot: str, boot_seconds: float, wall: float
) -> float:
    """Return the ledger's time, from the time and clocks of its last use."""
    _, ledger, last_boot, last_boot_seconds, last_wall, highest = row
    if boot == last_boot:
        passed = max(0.0, boot_seconds - last_boot_seconds)
        jump = wall - last_wall - passed
        if abs(jump) > JUMP_SECONDS:
            logger.warning(JUMPED, jump)
        return ledger + passed
    # The wall clock of the last use was behind an earlier one: how much it then lacked is unknown.
    believed = last_wall >= highest
    if wall < last_wall:
        logger.warning(JUMPED, wall - last_wall)
    return ledger + (max(0.0, wall - last_wall) if believed else 0.0)
