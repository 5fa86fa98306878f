"""Orders of files in tests: a small table, who asks, and the queue worked off at once."""

import datetime as dt
import re

from flask.testing import FlaskClient

from smup.jobs.queue import JobQueue
from smup.tabular import Column, table_of
from smup.views.take_out.records import Description, Extract

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PROGRAM = {"Accept": "application/json"}
ROWS = [("0201011", 1.5), ("1420011", None), ("1465011", 3.25)]
FILE = "/eksport/pl/dane.csv?plik=tak"
KEY = re.compile(r"/eksport/pl/zlecenie/([0-9a-f]{32})/([0-9a-f]{16})")


def extract(tag: str = "1", query: str = "wsk=EDU-PRZ-01") -> Extract:
    columns = (
        Column(key="teryt", name="teryt", title="Kod", kind="code"),
        Column(key="value", name="wartosc", title="Wartość", kind="number", decimals=2),
    )
    about = Description(
        lang="pl",
        title="Dzieci w przedszkolach",
        words=("dane",),
        page="/dane",
        table="/dane",
        query=query,
        sample=True,
        tag=tag,
        changed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    return Extract(description=about, table=table_of(columns, ROWS))


def run(queue: JobQueue) -> int:
    count = 0
    while (task := queue.huey.dequeue()) is not None:
        queue.huey.execute(task)
        count += 1
    return count


def ordered(client: FlaskClient) -> tuple[str, str]:
    """Order the file as a program; return key and token."""
    answer = client.get(FILE, buffered=True, headers=PROGRAM)
    assert answer.status_code == 202
    found = KEY.fullmatch(answer.json["order"])
    assert found is not None
    return found[1], found[2]
