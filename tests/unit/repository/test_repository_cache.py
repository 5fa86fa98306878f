import threading

from smup.repository.cache import VersionedCache


def test_an_answer_is_read_once_a_version() -> None:
    cache, reads = VersionedCache(), []
    for version in ("1", "1", "2", "2"):
        cache.get(version, "key", lambda version=version: reads.append(version) or version)
    assert reads == ["1", "2"]


def test_an_answer_of_an_old_version_that_ends_late_is_not_kept() -> None:
    cache = VersionedCache()
    started, finish = threading.Event(), threading.Event()

    def slow() -> str:
        started.set()
        finish.wait(5)
        return "old"

    late = threading.Thread(target=lambda: cache.get("1", "key", slow))
    late.start()
    started.wait(5)
    assert cache.get("2", "key", lambda: "new") == "new"
    finish.set()
    late.join(5)
    assert cache.get("2", "key", lambda: "newer") == "new"
