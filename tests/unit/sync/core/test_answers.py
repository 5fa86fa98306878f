"""The store of answers: whole or not at all, the last good one stays."""

import multiprocessing
import random
import sqlite3
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from smup.sync.answers import DATA, NONE, UNUSABLE, AnswerStore, PartKey
from smup.sync.errors import SyncFileError

KEY = PartKey(kind="indicator-date-data", part="4074", year=2024)
ROWS = b'[{"id":4074,"wartosc":1.5}]'


@pytest.fixture
def store(tmp_path):
    with AnswerStore(tmp_path, "smup", "127.0.0.1:81") as made:
        yield made


def test_an_answer_comes_back_as_it_was_put(store):
    put = store.put(KEY, ROWS, count=1, etag='"a"')
    assert store.get(KEY) == put
    assert (put.status, put.rows, put.etag) == (DATA, 1, '"a"')
    assert put.digest == sha256(ROWS).hexdigest()
    assert store.body(KEY) == ROWS


def test_what_was_never_answered_is_not_there(store):
    assert store.get(KEY) is None
    assert store.body(KEY) is None
    assert list(store.list("indicator-date-data")) == []


def test_nothing_at_the_source_keeps_the_earlier_rows_readable(store):
    store.put(KEY, ROWS, count=1)
    none = store.put_none(KEY)
    assert (none.status, none.rows, none.etag) == (NONE, 0, None)
    assert store.body(KEY) == ROWS


def test_an_unusable_answer_leaves_the_good_one_beside_it(store):
    good = store.put(KEY, ROWS, count=1)
    bad = store.put_unusable(KEY, "Brak pola wartosc.")
    assert (bad.status, bad.problem) == (UNUSABLE, "Brak pola wartosc.")
    assert (bad.rows, bad.digest) == (1, good.digest)
    assert store.body(KEY) == ROWS


def test_the_first_answer_may_be_unusable(store):
    bad = store.put_unusable(KEY, "HTML")
    assert (bad.rows, store.body(KEY)) == (0, None)


def test_a_new_answer_replaces_body_and_problem(store):
    store.put_unusable(KEY, "HTML")
    store.put(KEY, b"[]", count=0)
    assert store.get(KEY).problem is None
    assert store.body(KEY) == b"[]"


def test_an_unchanged_answer_is_confirmed(store):
    before = store.put(KEY, ROWS, count=1, etag='"a"')
    after = store.confirm(KEY)
    assert (after.digest, after.etag, after.status) == (before.digest, '"a"', DATA)
    assert after.answered_at >= before.answered_at
    with pytest.raises(KeyError):
        store.confirm(PartKey(kind="other"))


def test_a_list_is_in_order_and_of_one_kind(store):
    for part, year in (("b", 2020), ("a", 2021), ("a", 2020)):
        store.put(PartKey(kind="k", part=part, year=year), ROWS, count=1)
    store.put(PartKey(kind="other"), ROWS, count=1)
    keys = [(one.key.part, one.key.year) for one in store.list("k")]
    assert keys == [("a", 2020), ("a", 2021), ("b", 2020)]


def test_answers_stay_when_the_program_starts_again(tmp_path, store):
    store.put(KEY, ROWS, count=1)
    with AnswerStore(tmp_path, "smup", "127.0.0.1:81") as again:
        assert again.body(KEY) == ROWS
    with AnswerStore(tmp_path, "smup", "other") as other:
        assert other.get(KEY) is None


def test_threads_may_put_at_once(store):
    def put(part: int) -> None:
        for year in range(2000, 2020):
            store.put(PartKey(kind="k", part=str(part), year=year), ROWS, count=1)

    threads = [threading.Thread(target=put, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(store.list("k"))) == 80


def _put_until_killed(folder: Path, started) -> None:
    with AnswerStore(folder, "smup", "killed") as store:
        year = 0
        while True:
            year += 1
            store.put(PartKey(kind="k", year=year), b"x" * 200_000 + str(year).encode(), count=year)
            if year == 5:
                started.set()


@pytest.mark.slow
def test_a_kill_leaves_whole_answers_only(tmp_path):
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    process = context.Process(target=_put_until_killed, args=(tmp_path, started))
    process.start()
    assert started.wait(60)
    process.kill()
    process.join(30)
    with AnswerStore(tmp_path, "smup", "killed") as store:
        answers = list(store.list("k"))
        assert [one.key.year for one in answers] == list(range(1, len(answers) + 1))
        for one in answers:
            body = store.body(one.key)
            assert sha256(body).hexdigest() == one.digest
            assert body == b"x" * 200_000 + str(one.key.year).encode()


def test_a_full_disk_is_one_sentence_and_keeps_what_was_there(store):
    store.put(KEY, ROWS, count=1)
    connection = store._connection()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    noise = random.Random(1).randbytes(300_000)  # noqa: S311  cannot be compressed
    with pytest.raises(SyncFileError, match="Brakuje miejsca na dysku") as caught:
        store.put(PartKey(kind="k"), noise, count=1)
    assert "\n" not in str(caught.value)
    assert store.body(KEY) == ROWS
    assert store.get(PartKey(kind="k")) is None
    connection.execute("PRAGMA max_page_count = 1000000")
    store.put(PartKey(kind="k", part="later"), ROWS, count=1)


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "sync").write_text("")
    with pytest.raises(SyncFileError, match=r"Nie można pisać w .*SMUP_SYNC_DIR"):
        AnswerStore(tmp_path / "sync", "smup", "host")


def test_a_damaged_file_is_told_and_left(tmp_path):
    file = tmp_path / "smup-host.sqlite"
    file.write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    with pytest.raises(SyncFileError, match="jest uszkodzony"):
        AnswerStore(tmp_path, "smup", "host")
    assert file.read_bytes().startswith(b"not a database")


def test_a_file_of_a_newer_program_is_left_alone(tmp_path):
    with AnswerStore(tmp_path, "smup", "host") as store:
        store._connection().execute("PRAGMA user_version = 99")
    with pytest.raises(SyncFileError, match=r"nowsza wersja programu .układ 99"):
        AnswerStore(tmp_path, "smup", "host")


def test_a_file_that_cannot_be_written_is_told(store, monkeypatch):
    def refuse(*_):
        raise sqlite3.OperationalError("attempt to write a readonly database")

    class Refusing:
        in_transaction = False
        execute = staticmethod(refuse)

    monkeypatch.setattr(store, "_connection", Refusing)
    with pytest.raises(SyncFileError, match=r"Nie można pisać w .*readonly"):
        store.put(KEY, ROWS, count=1)
