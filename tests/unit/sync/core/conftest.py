"""A stand-in source and callers that ask it, for the tests of calls."""

import pytest

from smup.sync.caller import Caller, Manners
from smup.sync.quota import QuotaLedger
from smup.sync.timing import Window
from tests.stand_ins.server import Reply, Request, running

KEY = "tajny-klucz-urzedu"
WIDE = (Window(calls=10_000, seconds=1),)


PLAIN = {
    "/moved": Reply(status=302, headers={"Location": "/list?page=7"}),
    "/away": Reply(status=302, headers={"Location": "http://localhost:9/list"}),
    "/nowhere": Reply(status=302, headers={"Location": "http://["}),
    "/heavy": Reply(status=302, body=b"x" * 99, headers={"Location": "/list"}),
    "/circle": Reply(status=301, headers={"Location": "/circle"}),
    "/gml": Reply(body=b"<gml/>", media_type="Text/XML; charset=UTF-8"),
}


def answer(request: Request) -> Reply:
    if request.path != "/list":
        nothing = Reply(status=404, body=b"<html>", media_type="text/html")
        return PLAIN.get(request.path, nothing)
    if request.headers.get("if-none-match") == '"v1"':
        return Reply(status=304)
    return Reply.json([{"id": 1, "q": dict(request.query)}], ETag='"v1"')


@pytest.fixture
def server():
    with running(answer) as made:
        yield made


@pytest.fixture
def make(tmp_path):
    """Make callers that sleep by writing down how long."""
    opened = []

    def caller(url, *, key=KEY, windows=WIDE, patience=60.0, **manners):
        naps = []
        manners = {"first_pause": 0.001, "sleep": naps.append, **manners}
        ledger = QuotaLedger(tmp_path, f"host-{len(opened)}", key, windows)
        made = Caller(
            url, key, ledger, patience=patience, connections=4, manners=Manners(**manners)
        )
        made.naps = naps
        opened.append(made)
        return made

    yield caller
    for one in opened:
        one.close()
