"""The queue: one job an address, a limit, failures told once, work given up after three deaths."""

import os
import time
from pathlib import Path

import pytest

from smup.jobs import consumer
from smup.jobs.kinds import Kind
from smup.jobs.locks import is_held, lock
from smup.jobs.progress import Progress
from smup.jobs.queue import JobQueue, QueueFullError
from smup.jobs.store import Store

JOB: dict[str, object] = {"kind": "jednostka"}


def made(job: dict[str, object], path: Path, _progress: Progress) -> str:
    path.write_bytes(b"%PDF")
    return f"{job['kind']}.pdf"


def failing(_job: dict[str, object], _path: Path, _progress: Progress) -> str:
    message = "secret path /srv"
    raise OSError(message)


def work(queue: JobQueue) -> int:
    """Do what waits, as the consumer does; return how many jobs there were."""
    count = 0
    while (task := queue.huey.dequeue()) is not None:
        queue.huey.execute(task)
        count += 1
    return count


def test_a_report_goes_from_absent_over_waiting_to_ready(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path, make=made)
    assert queue.status("key").state == "absent"
    queue.put("key", JOB)
    assert queue.status("key").state == "waiting"
    work(queue)
    status = queue.status("key")
    assert status.state == "ready"
    assert status.file is not None
    assert (status.file.name, status.file.path.read_bytes()) == ("jednostka.pdf", b"%PDF")


def test_the_same_report_asked_twice_is_one_job(tmp_path: Path) -> None:
    web, other_web = JobQueue(tmp_path), JobQueue(tmp_path)
    for queue in (web, other_web, web):
        queue.put("key", JOB)
    assert work(JobQueue(tmp_path, make=made)) == 1


def test_a_report_being_made_is_not_ordered_again(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path)
    with lock(tmp_path / "running" / "key"):
        assert queue.status("key").state == "running"
        queue.put("key", JOB)
        assert queue.huey.pending_count() == 0


def test_the_place_in_the_queue_is_told(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path)
    for key in ("a", "b", "c"):
        queue.put(key, JOB)
    assert [queue.status(key).ahead for key in ("a", "b", "c")] == [0, 1, 2]


def test_a_full_queue_refuses_new_reports_but_not_those_it_has(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path, most_waiting=2)
    queue.put("a", JOB)
    queue.put("b", JOB)
    with pytest.raises(QueueFullError) as caught:
        queue.put("c", JOB)
    assert caught.value.waiting == 2
    queue.put("a", JOB)


def test_a_failure_is_told_once_with_a_number_and_may_be_tried_again(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path, make=failing)
    queue.put("key", JOB)
    work(queue)
    status = queue.status("key")
    assert status.state == "failed"
    assert len(status.number) == 12
    assert "secret" not in status.number
    assert queue.status("key").state == "absent"
    queue.put("key", JOB)
    work(JobQueue(tmp_path, make=made))
    assert queue.status("key").state == "ready"


def test_a_job_that_kills_its_worker_is_given_up_after_three_tries(tmp_path: Path) -> None:
    (tmp_path / "tries").mkdir()
    (tmp_path / "tries" / "key").write_bytes(b"...")
    queue = JobQueue(tmp_path, make=made)
    queue.put("key", JOB)
    work(queue)
    assert queue.status("key").state == "failed"


def test_waiting_ends_when_the_time_is_up(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path)
    queue.put("key", JOB)
    assert queue.wait("key", seconds=0.2).state == "waiting"


def test_only_one_request_waits_the_others_are_answered_at_once(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path)
    queue.put("key", JOB)
    with lock(tmp_path / "waiting.lock"):
        assert queue.wait("key", seconds=3600).state == "waiting"


def test_a_lock_is_let_go_at_the_end_of_its_block(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with lock(path) as mine:
        assert mine
        assert is_held(path)
        with lock(path, wait=False) as second:
            assert not second
    assert not is_held(path)


def keep(store: Store, key: str, size: int = 10) -> None:
    path = store.unfinished(key)
    path.write_bytes(b"." * size)
    store.keep(key, f"{key}.pdf", path)


def test_the_least_used_files_go_when_the_store_is_full(tmp_path: Path) -> None:
    store = Store(tmp_path, most_bytes=25)
    for age, key in ((300, "a"), (200, "b")):
        keep(store, key)
        found = store.get(key)
        assert found is not None
        os.utime(found.path, (1_700_000_000 - age, 1_700_000_000 - age))
    keep(store, "c")
    assert [store.get(key) is not None for key in ("a", "b", "c")] == [False, True, True]


def test_the_consumer_works_off_the_queue_and_ends_when_nothing_comes(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path, make=made)
    for key in ("first", "second", "third"):
        queue.put(key, JOB)
    assert consumer.work(queue, idle=0.0, longest=60) == 3
    assert queue.status("third").state == "ready"


def test_the_consumer_begins_anew_after_so_many_reports(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path, make=made)
    for key in ("first", "second", "third"):
        queue.put(key, JOB)
    assert consumer.work(queue, most=2, idle=0.0, longest=60) == 2
    assert queue.status("third").state == "waiting"


def test_a_report_that_takes_too_long_fails_and_the_next_is_made(tmp_path: Path) -> None:
    def slow(job: dict[str, object], path: Path, progress: Progress) -> str:
        if job["kind"] == "slow":
            time.sleep(20)
        return made(job, path, progress)

    queue = JobQueue(tmp_path, make=slow)
    queue.put("long", {"kind": "slow"})
    queue.put("short", JOB)
    assert consumer.work(queue, idle=0.0, longest=1) == 2
    assert queue.status("long").state == "failed"
    assert queue.status("short").state == "ready"


def jobs_in(folder: Path, *, workers: int) -> Kind:
    return Kind(module="m", folder=folder, workers=workers, seconds=60, most_bytes=1000)


class Started:
    """What would be a process: it keeps its slot, as a child inherits it."""

    def __init__(self, command: list[str], *, pass_fds: tuple[int, ...], **_more: object) -> None:
        self.command = command
        self.slot = os.dup(pass_fds[0])
        self.dead = False

    def poll(self) -> int | None:
        return -9 if self.dead else None

    def kill(self) -> None:
        self.dead = True
        os.close(self.slot)


def test_one_process_for_each_slot_and_another_for_a_dead_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer.subprocess, "Popen", Started)
    monkeypatch.setattr(consumer, "_started", [])
    kind = jobs_in(tmp_path, workers=2)
    first, second, third = (consumer.start_consumer(kind, parent=7) for _ in range(3))
    assert isinstance(first, Started)
    assert isinstance(second, Started)
    assert third is None
    assert first.command[-4:-1] == ["--parent", "7", "--lock"]
    second.kill()
    again = consumer.start_consumer(kind, parent=7)
    assert isinstance(again, Started)
    assert consumer.start_consumer(kind, parent=7) is None
    for process in (first, again):
        process.kill()


def test_no_process_is_started_where_jobs_are_switched_off(tmp_path: Path) -> None:
    assert consumer.start_consumer(jobs_in(tmp_path, workers=0), parent=7) is None
