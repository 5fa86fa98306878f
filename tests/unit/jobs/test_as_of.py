"""A job is done as of the release that its order was read as of."""

from pathlib import Path

from smup.as_of import asked_release, reading_as_of
from smup.jobs.consumer import work
from smup.jobs.queue import JobQueue


def test_job_keeps_the_release_of_its_order(tmp_path: Path) -> None:
    made: list[tuple[dict[str, object], int | None]] = []

    def make(job: dict[str, object], path: Path, _progress: object) -> str:
        made.append((job, asked_release()))
        path.write_text("x")
        return "plik.txt"

    queue = JobQueue(tmp_path, make=make)
    with reading_as_of(5):
        queue.put("one", {"number": 1})
    queue.put("two", {"number": 2})
    work(queue, longest=30, idle=0.0)
    assert made == [({"number": 1}, 5), ({"number": 2}, None)]
    assert asked_release() is None
