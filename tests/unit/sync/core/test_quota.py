"""The ledger of calls: limits hold across processes, kills, reboots and jumps of the clock."""

import multiprocessing
import sqlite3
import time
from pathlib import Path

import pytest

from smup.sync.clocks import Owner
from smup.sync.errors import SyncFileError
from smup.sync.quota import QuotaLedger
from smup.sync.timing import Window
from tests.unit.sync.core.fake_clocks import FakeClocks

TWO_IN_TEN = (Window(calls=2, seconds=10),)
KEPT = 10 * 1.001 + 0.05


@pytest.fixture
def clocks():
    return FakeClocks()


@pytest.fixture
def ledger(tmp_path, clocks):
    made = QuotaLedger(tmp_path, "host", "key", TWO_IN_TEN, clocks=clocks)
    yield made
    made.close()


def call(ledger, clocks=None, lasting=0.0):
    slot = ledger.take()
    assert slot.call is not None, slot
    if clocks is not None:
        clocks.pass_time(lasting)
    ledger.finish(slot)


def test_no_call_beyond_the_limit(ledger, clocks):
    call(ledger)
    clocks.pass_time(3)
    call(ledger)
    assert ledger.take().wait == pytest.approx(KEPT - 3)
    clocks.pass_time(KEPT - 3.01)
    assert ledger.take().call is None
    clocks.pass_time(0.02)
    assert ledger.take().call is not None


def test_a_slow_call_counts_from_its_end(ledger, clocks):
    call(ledger, clocks, lasting=8)
    call(ledger)
    assert ledger.take().wait == pytest.approx(KEPT)


def test_a_call_under_way_is_not_free_however_long_it_lasts(ledger, clocks):
    ledger.take()
    ledger.take()
    clocks.pass_time(60)
    assert ledger.take().call is None


def test_calls_stay_counted_when_the_program_starts_again(tmp_path, ledger, clocks):
    call(ledger)
    call(ledger)
    again = QuotaLedger(tmp_path, "host", "key", TWO_IN_TEN, clocks=clocks)
    assert again.spent() == (2,)
    assert again.take().call is None
    again.close()


def test_another_key_and_another_host_have_their_own_limits(tmp_path, ledger, clocks):
    call(ledger)
    for host, key in (("host", ""), ("host", "other"), ("other", "key")):
        other = QuotaLedger(tmp_path, host, key, TWO_IN_TEN, clocks=clocks)
        assert other.spent() == (0,)
        other.close()


def test_the_key_is_in_no_file(tmp_path, clocks):
    secret = QuotaLedger(tmp_path, "host", "sekretny-klucz", TWO_IN_TEN, clocks=clocks)
    call(secret)
    for file in tmp_path.iterdir():
        assert "sekretny" not in file.name
        assert b"sekretny" not in file.read_bytes()
    secret.close()


def test_a_killed_process_has_spent_what_it_took(tmp_path, ledger, clocks):
    dead = multiprocessing.get_context("spawn").Process(target=_take_and_die, args=(tmp_path,))
    dead.start()
    dead.join(30)
    assert dead.exitcode == -9
    real = QuotaLedger(tmp_path, "killed", "", TWO_IN_TEN)
    assert real.spent() == (1,)
    assert real.take().call is not None
    assert 9 < real.take().wait < 11 or real.take().call is None
    real.close()


def _take_and_die(folder: Path) -> None:
    import os
    import signal

    QuotaLedger(folder, "killed", "", TWO_IN_TEN).take()
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_is_known_by_its_start_too():
    mine = Owner.mine()
    assert Owner.parse(str(mine)).is_alive()
    assert not Owner(mine.pid, "1").is_alive()


@pytest.mark.parametrize("jump", [-86_400.0, -3.0, 3.0, 86_400.0])
def test_a_jump_of_the_wall_clock_neither_frees_nor_spends(ledger, clocks, jump, caplog):
    call(ledger)
    call(ledger)
    clocks.set_wall(jump)
    assert ledger.take().wait == pytest.approx(KEPT)
    clocks.pass_time(KEPT + 0.01)
    assert ledger.take().call is not None
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == (abs(jump) > 5)
    assert all("przestawiono" in line for line in told)


def test_after_a_reboot_the_wall_clock_counts(ledger, clocks):
    call(ledger)
    call(ledger)
    clocks.reboot(off=4)
    assert ledger.take().wait == pytest.approx(KEPT - 4)


def test_a_clock_set_back_during_a_reboot_frees_nothing(ledger, clocks):
    call(ledger)
    call(ledger)
    clocks.reboot(off=-3_600)
    assert ledger.take().wait == pytest.approx(KEPT)
    clocks.pass_time(KEPT + 0.01)
    assert ledger.take().call is not None


def test_a_clock_that_was_unset_for_a_boot_is_not_believed_afterwards(ledger, clocks):
    """Calls made while the clock stood in 1970 are not old when it is right again."""
    right = clocks.wall
    call(ledger)
    clocks.reboot()
    clocks.wall = 100.0
    call(ledger)
    clocks.reboot()
    clocks.wall = right + 500
    assert ledger.spent() == (2,)


def test_a_wait_asked_for_holds_all_processes(tmp_path, ledger, clocks):
    ledger.hold(120)
    ledger.hold(30)
    other = QuotaLedger(tmp_path, "host", "key", TWO_IN_TEN, clocks=clocks)
    assert other.take().wait == pytest.approx(120)
    assert other.held() == pytest.approx(120)
    assert other.seconds_for(1) == pytest.approx(120)
    clocks.pass_time(121)
    assert other.take().call is not None
    other.close()


def test_a_forecast_considers_what_is_spent(ledger, clocks):
    call(ledger)
    clocks.pass_time(4)
    assert ledger.seconds_for(1) == 0
    assert ledger.seconds_for(2) == pytest.approx(KEPT - 4)
    assert ledger.seconds_for(3) == pytest.approx(KEPT)


def test_old_calls_are_forgotten(ledger, clocks, tmp_path):
    for _ in range(5):
        call(ledger)
        clocks.pass_time(5 * 86_400)
    (file,) = tmp_path.glob("calls-*.sqlite")
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM call").fetchone()[0] <= 2
    connection.close()
    assert ledger.made() == 5


def test_a_file_of_a_newer_program_is_left_alone(tmp_path, ledger):
    (file,) = tmp_path.glob("calls-*.sqlite")
    ledger.close()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(SyncFileError, match="nowsza wersja programu"):
        QuotaLedger(tmp_path, "host", "key", TWO_IN_TEN)


WINDOWS = (Window(calls=4, seconds=0.3), Window(calls=9, seconds=1.5))


def _hammer(folder: Path, until: float, moments) -> None:
    """Take calls as fast as the ledger lets, and note when each would have reached the source."""
    ledger = QuotaLedger(folder, "hammered", "", WINDOWS)
    while time.monotonic() < until:
        slot = ledger.take()
        if slot.call is None:
            time.sleep(min(slot.wait, 0.02))
            continue
        moments.append(time.monotonic())
        ledger.finish(slot)
    ledger.close()


@pytest.mark.slow
def test_processes_side_by_side_exceed_no_window(tmp_path):
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        moments = manager.list()
        until = time.monotonic() + 6
        ones = [context.Process(target=_hammer, args=(tmp_path, until, moments)) for _ in range(4)]
        for one in ones:
            one.start()
        for one in ones:
            one.join(60)
        assert [one.exitcode for one in ones] == [0] * 4
        times = sorted(moments)
    assert len(times) >= 9
    for window in WINDOWS:
        for first in times:
            assert sum(first <= at < first + window.seconds for at in times) <= window.calls
