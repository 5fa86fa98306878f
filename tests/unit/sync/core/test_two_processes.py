"""A file of fetched answers stays whole while other threads and processes open and close it."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

from smup.sync.answers import AnswerStore, PartKey

READ = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
    "print(c.execute({query!r}).fetchone()[0])"
)
COUNT = "SELECT count(*) FROM answer"


def read_elsewhere(file: Path) -> int:
    """Read the file in another process, which closes it as its only user would."""
    script = READ.format(query=COUNT) + "; c.close()"
    command = [sys.executable, "-c", script, str(file)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def test_another_reader_takes_nothing_away(tmp_path: Path) -> None:
    with AnswerStore(tmp_path, "bdl", "localhost") as store:
        store.put(PartKey(kind="page", part="1"), b"[]", count=0)
        # A second connection of this process must not let go of the locks of the first.
        thread = threading.Thread(target=store.get, args=(PartKey(kind="page", part="1"),))
        thread.start()
        thread.join()
        (file,) = tmp_path.glob("bdl-*.sqlite")

        assert read_elsewhere(file) == 1
        store.put(PartKey(kind="page", part="2"), b"[]", count=0)
        assert read_elsewhere(file) == 2

    connection = sqlite3.connect(file)
    assert connection.execute(COUNT).fetchone() == (2,)
    connection.close()
