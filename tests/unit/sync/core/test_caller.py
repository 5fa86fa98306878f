"""Calls: polite, patient, and every failure is told apart."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from smup.sync.errors import (
    KeyRefusedError,
    QuotaSpentError,
    SourceDownError,
    SourceFailedError,
    UnreachableError,
    UnusableAnswerError,
)
from smup.sync.timing import WITH_KEY
from tests.stand_ins.faults import PASSING, Fault, FaultPlan, Kind, status, too_many
from tests.unit.sync.core.conftest import KEY


def test_an_answer_is_read_and_the_key_sent(server, make):
    caller = make(server.url)
    found = caller.get("/list", {"page": 2, "lang": "pl"})
    assert found.json() == [{"id": 1, "q": {"page": "2", "lang": "pl"}}]
    assert (found.status, found.media_type, found.etag) == (200, "application/json", '"v1"')
    assert [call.client for call in server.calls] == [KEY]
    assert caller.calls == 1


def test_without_a_key_no_key_is_sent(server, make):
    make(server.url, key="").get("/list", {})
    assert [call.client for call in server.calls] == [""]


def test_no_data_is_an_answer(server, make):
    assert make(server.url).get("/none", {}).status == 404
    assert len(server.calls) == 1


def test_unchanged_is_an_answer(server, make):
    assert make(server.url).get("/list", {}, etag='"v1"').status == 304


def test_other_media_types_are_not_read_as_json(server, make):
    found = make(server.url).get("/gml", {}, accept="text/xml")
    assert (found.body, found.media_type) == (b"<gml/>", "text/xml")
    with pytest.raises(UnusableAnswerError, match="strona HTML"):
        found.json()


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: f"{fault.kind}-{fault.status}")
def test_what_passes_is_tried_again(server, make, fault):
    server.faults.next("/list", fault, fault)
    caller = make(server.url)
    assert caller.get("/list", {}).json()[0]["id"] == 1
    assert caller.calls == (1 if fault.kind is Kind.SLOW else 3)


def test_pauses_grow(server, make):
    server.faults.next("/list", *[status(500)] * 4)
    caller = make(server.url, first_pause=10.0)
    caller.get("/list", {})
    assert [round(nap, -1) for nap in caller.naps] == [10, 20, 40, 60]


@pytest.mark.parametrize("name", ["seconds", "date", "absent"])
def test_too_many_calls_wait_as_long_as_asked(server, make, name):
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    server.faults.next("/list", too_many({"seconds": "30", "date": moment, "absent": None}[name]))
    caller = make(server.url, patience=45)
    if name == "absent":
        with pytest.raises(QuotaSpentError) as caught:
            caller.get("/list", {})
        assert 50 < (caught.value.free_at - datetime.now(UTC)).total_seconds() <= 60
        return

    def sleep(seconds):
        caller.naps.append(seconds)
        # What passes in truth while a program sleeps.
        caller._ledger._clocks = _Later(seconds)

    object.__setattr__(caller._manners, "sleep", sleep)
    assert caller.get("/list", {}).status == 200
    assert 25 < caller.naps[0] <= 31
    assert caller.calls == 2


@pytest.mark.parametrize(
    "told",
    [
        "0",
        "-5",
        "soon",
        "60, 120",
        "Mon, 01 Jan 2001 00:00:00 GMT",
        "Mon, 01 Jan 99999 00:00:00 GMT",
        "Mon, 99999999999999999999 Jan 2030 00:00:00 GMT",
    ],
)
def test_a_wait_that_says_nothing_is_a_minute(server, make, told):
    server.faults.next("/list", too_many(told))
    with pytest.raises(QuotaSpentError) as caught:
        make(server.url, patience=45).get("/list", {})
    assert 50 < (caught.value.free_at - datetime.now(UTC)).total_seconds() <= 60


@pytest.mark.parametrize("told", ["9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_no_wait_is_longer_than_the_longest_limit(server, make, told):
    server.faults.next("/list", too_many(told))
    with pytest.raises(QuotaSpentError) as caught:
        make(server.url).get("/list", {})
    assert 6.9 < (caught.value.free_at - datetime.now(UTC)).total_seconds() / 86_400 <= 7


def test_403_with_a_time_to_wait_is_a_spent_limit_and_no_refused_key(server, make):
    quota = Fault(kind=Kind.STATUS, status=403, headers=(("Retry-After", "3600"),))
    server.faults.next("/list", quota)
    caller = make(server.url)
    with pytest.raises(QuotaSpentError) as caught:
        caller.get("/list", {})
    assert 3500 < (caught.value.free_at - datetime.now(UTC)).total_seconds() <= 3600
    assert caller.calls == 1


class _Later:
    def __init__(self, seconds):
        self.seconds = seconds

    def read(self):
        from smup.sync.clocks import SystemClocks

        boot, passed, wall = SystemClocks().read()
        return boot, passed + self.seconds, wall + self.seconds


def test_a_wait_beyond_patience_ends_with_the_moment_and_the_remedy(server, make):
    server.faults.next("/list", too_many("43200"))
    with pytest.raises(QuotaSpentError) as caught:
        make(server.url, key="").get("/list", {})
    hours = (caught.value.free_at - datetime.now(UTC)).total_seconds() / 3600
    assert hours == pytest.approx(12, abs=0.1)
    assert "SMUP_API_KEY" in str(caught.value)
    assert len(server.calls) == 1


def test_a_source_that_refuses_for_ever_is_left(server, make):
    server.faults.always("/list", too_many("0"))
    caller = make(server.url)
    object.__setattr__(
        caller._manners, "sleep", lambda s: setattr(caller._ledger, "_clocks", _Later(s * 99))
    )
    with pytest.raises(QuotaSpentError):
        caller.get("/list", {})
    assert caller.calls <= 10


@pytest.mark.parametrize(("key", "words"), [(KEY, "odrzuca klucz"), ("", "bez klucza")])
@pytest.mark.parametrize("number", [401, 403])
def test_a_refused_key_names_the_variable_and_stops_all_calls(server, make, key, words, number):
    server.faults.always("/list", status(number))
    caller = make(server.url, key=key)
    for _ in range(2):
        with pytest.raises(KeyRefusedError, match=f"{words}.*{number}.*SMUP_API_KEY"):
            caller.get("/list", {})
    assert caller.calls == 1


@pytest.mark.parametrize("key", ["zażółć-1", "klucz\u2013kopia", "klucz\nkopia", "klucz\x00"])
def test_a_key_that_cannot_be_sent_is_told_of_and_not_shown(server, make, key):
    with pytest.raises(KeyRefusedError, match=r"znaki.*Skopiuj") as caught:
        make(server.url, key=key).get("/list", {})
    assert "SMUP_API_KEY" in str(caught.value)
    assert key not in str(caught.value)
    assert server.calls == []


def test_a_source_that_always_fails_is_left_after_some_calls(server, make):
    server.faults.always("/list", status(502))
    caller = make(server.url, tries=2, failures_in_row=3)
    for expected in (SourceFailedError, SourceFailedError, SourceDownError, SourceDownError):
        with pytest.raises(expected, match="odpowiedź 502") as caught:
            caller.get("/list", {})
        assert type(caught.value) is expected
    assert caller.calls == 6


def test_one_answer_ends_the_row_of_failures(server, make):
    caller = make(server.url, tries=1, failures_in_row=2)
    for _ in range(3):
        server.faults.next("/list", status(500))
        with pytest.raises(SourceFailedError):
            caller.get("/list", {})
        assert caller.get("/list", {}).status == 200


@pytest.mark.parametrize(
    ("kind", "words"), [(Kind.HTML, "strona HTML"), (Kind.HALF_JSON, "ucięty albo błędny JSON")]
)
def test_what_is_never_json_is_unusable(server, make, kind, words):
    server.faults.always("/list", Fault(kind=kind))
    with pytest.raises(UnusableAnswerError, match=words):
        make(server.url).get("/list", {})
    assert len(server.calls) == 5


def test_a_refused_request_is_not_repeated(server, make):
    server.faults.next("/list", status(400))
    caller = make(server.url)
    with pytest.raises(UnusableAnswerError, match="odpowiedź 400"):
        caller.get("/list", {})
    assert caller.calls == 1


def test_redirects_stay_on_the_host(server, make):
    caller = make(server.url)
    assert caller.get("/moved", {"page": 1}).json()[0]["q"] == {"page": "7"}
    assert caller.calls == 2
    with pytest.raises(UnusableAnswerError, match="krąg przekierowań"):
        caller.get("/circle", {})
    with pytest.raises(UnreachableError, match=r"localhost:9.*SMUP_API_URL"):
        caller.get("/away", {})
    with pytest.raises(UnreachableError, match=r"przekierowuje.*SMUP_API_URL"):
        make(server.url).get("/nowhere", {})


def test_an_answer_without_end_is_left(server, make, monkeypatch):
    monkeypatch.setattr("smup.sync.transport.JSON_LIMIT", 4)
    caller = make(server.url)
    with pytest.raises(UnusableAnswerError, match=r"/list.*ma więcej niż"):
        caller.get("/list", {})
    assert caller.calls == 1


def test_a_redirect_without_end_is_left(server, make, monkeypatch):
    monkeypatch.setattr("smup.sync.transport.JSON_LIMIT", 4)
    with pytest.raises(UnusableAnswerError, match=r"/heavy.*ma więcej niż"):
        make(server.url).get("/heavy", {})


def test_a_slow_host_is_tried_again(server, make, monkeypatch):
    monkeypatch.setattr("smup.sync.transport.READ_SECONDS", 0.5)
    server.faults.next("/list", Fault(kind=Kind.SLOW, seconds=1.5))
    caller = make(server.url)
    assert caller.get("/list", {}).status == 200
    assert caller.calls >= 2  # on a busy machine the next answer may be slow too


def test_the_key_is_in_no_message_and_no_log(server, make, caplog):
    caplog.set_level(logging.DEBUG)
    server.faults.always("/list", status(500))
    server.faults.always("/none", status(403))
    caller = make(server.url)
    for path in ("/list", "/none"):
        with pytest.raises((SourceFailedError, KeyRefusedError)) as caught:
            caller.get(path, {})
        assert KEY not in str(caught.value)
        assert KEY not in repr(caught.value.__cause__)
    assert KEY not in caplog.text


@pytest.mark.slow
def test_threads_side_by_side_keep_the_limits(server, make):
    """The limit of a second is kept at the server, with slow answers and failures between."""
    server.faults.share, server.faults.in_row = 0.2, 2
    caller = make(server.url, windows=WITH_KEY[:1], sleep=threading.Event().wait)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda page: caller.get("/list", {"page": page}), range(40)))
    assert [one.json()[0]["q"]["page"] for one in found] == [str(page) for page in range(40)]
    assert len(server.calls) == caller.calls
    assert server.most_in(1.0) <= 10


def test_a_plan_of_faults_repeats_itself():
    def drawn():
        plan = FaultPlan(share=0.5, seed=3)
        return [plan.draw(f"/{number}") for number in range(20)]

    assert drawn() == drawn()
    assert None in drawn()
    assert any(drawn())
