import os
import re
import time

from flask.testing import FlaskClient

from smup.exports import prepared as work
from smup.jobs.locks import lock
from smup.jobs.progress import Progress
from smup.jobs.queue import JobQueue
from smup.web.prepared import FileCounter
from tests.prepared_orders import BROWSER, FILE, PROGRAM, extract, ordered, run


def test_a_form_that_streams_is_sent_at_once_unless_a_file_is_asked_for(
    client: FlaskClient,
) -> None:
    assert client.get("/eksport/pl/dane.csv").text == "direct"
    assert client.get(FILE, headers=PROGRAM).status_code == 202


def test_a_reader_is_led_to_an_address_of_their_own_which_gives_the_file(
    client: FlaskClient, consumer: JobQueue
) -> None:
    led = client.get(FILE, buffered=True, headers=BROWSER)
    assert led.status_code == 303
    assert re.fullmatch(r"/eksport/pl/dane\.csv\?plik=tak&zlecenie=[0-9a-f]{16}", led.location)
    page = client.get(led.location, headers=BROWSER, buffered=True)
    assert page.status_code == 202
    assert page.headers["Retry-After"] == "3"
    assert "Dzieci w przedszkolach. Plik CSV: 3 wiersze, ok. " in page.text.replace("\u00a0", " ")
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.text
    assert 'role="status"' in page.text
    assert run(consumer) == 1
    file = client.get(led.location, headers=BROWSER, buffered=True)
    assert file.status_code == 200
    assert file.data.decode("utf-8-sig").splitlines()[1].startswith("0201011;1,5")
    assert file.headers["Content-Disposition"].startswith("attachment; filename=")
    assert client.get(FILE, headers=BROWSER, buffered=True).data == file.data


def test_all_who_ask_for_the_same_file_are_one_job(client: FlaskClient, consumer: JobQueue) -> None:
    keys = {ordered(client)[0] for _ in range(3)}
    assert len(keys) == 1
    assert run(consumer) == 1


def test_other_data_program_or_question_is_another_file() -> None:
    job = work.job_of("csv", extract(), "semicolon")
    others = [
        work.job_of("csv", extract(), "comma"),
        work.job_of("xlsx", extract(), "semicolon"),
        work.job_of("csv", extract(query="wsk=EDU-PRZ-02"), "semicolon"),
    ]
    keys = {work.key_of(one, tag="1", mark="m") for one in (job, *others)}
    keys |= {work.key_of(job, tag="2", mark="m"), work.key_of(job, tag="1", mark="n")}
    assert len(keys) == 6


def test_how_far_the_file_is_can_be_read_by_every_worker(
    client: FlaskClient, counter: FileCounter
) -> None:
    key, token = ordered(client)
    folder = counter.queue.folder
    with lock(folder / "running" / key):
        progress = Progress(folder / "steps" / key, folder / "cancelled" / key, {"rows": 2000})
        progress(500)
        told = client.get(f"/eksport/pl/zlecenie/{key}/{token}").json
        assert (told["status"], told["rows_done"], told["rows"], told["percent"]) == (
            "running",
            500,
            2000,
            25,
        )
        assert (
            told["detail"].replace("\u00a0", " ").startswith("Zapisano 500 z 2 000 wierszy (25%)")
        )
        page = client.get(f"{FILE}&zlecenie={token}", headers=BROWSER)
        assert '<progress max="100" value="25"' in page.text


def test_who_ordered_gives_the_file_up(client: FlaskClient, consumer: JobQueue) -> None:
    key, token = ordered(client)
    answer = client.post(f"/eksport/pl/zlecenie/{key}/{token}", headers=BROWSER)
    assert answer.status_code == 200
    assert "Zrezygnowano z pliku" in answer.text.replace("\u00a0", " ")
    run(consumer)
    assert consumer.status(key).state == "absent"
    assert client.get(f"/eksport/pl/zlecenie/{key}/{token}").status_code == 404


def test_a_file_that_two_wait_for_is_made_although_one_gives_it_up(
    client: FlaskClient, consumer: JobQueue
) -> None:
    key, first = ordered(client)
    _, second = ordered(client)
    left = client.post(f"/eksport/pl/zlecenie/{key}/{first}", headers=PROGRAM).json["detail"]
    assert "czeka ktoś jeszcze" in left.replace("\u00a0", " ")
    run(consumer)
    assert client.get(f"/eksport/pl/zlecenie/{key}/{second}").json["status"] == "ready"


def test_one_who_was_not_heard_of_for_long_does_not_keep_the_job(
    client: FlaskClient, counter: FileCounter, consumer: JobQueue
) -> None:
    key, gone = ordered(client)
    long_ago = time.time() - 3600
    os.utime(counter.queue.folder / "askers" / f"{key}.{gone}", (long_ago, long_ago))
    _, token = ordered(client)
    client.post(f"/eksport/pl/zlecenie/{key}/{token}")
    run(consumer)
    assert consumer.status(key).state == "absent"


def test_nobody_cancels_without_the_token_of_an_order(client: FlaskClient) -> None:
    key, _ = ordered(client)
    for token in ("0" * 16, "../../../etc", "x"):
        answer = client.post(f"/eksport/pl/zlecenie/{key}/{token}")
        assert answer.status_code == 404
    assert client.get(f"{FILE}", headers=PROGRAM).json["status"] == "waiting"


def test_a_file_ordered_again_after_it_was_given_up_is_made(
    client: FlaskClient, consumer: JobQueue
) -> None:
    key, token = ordered(client)
    client.post(f"/eksport/pl/zlecenie/{key}/{token}")
    ordered(client)
    run(consumer)
    assert consumer.status(key).state == "ready"


def test_a_download_is_resumed_and_a_range_beyond_the_end_refused(
    client: FlaskClient, consumer: JobQueue
) -> None:
    ordered(client)
    run(consumer)
    compressing = {"Accept-Encoding": "br, gzip"}
    whole = client.get(FILE, buffered=True, headers=compressing)
    size = len(whole.data)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert "Content-Encoding" not in whole.headers
    etag = whole.headers["ETag"]
    assert not etag.startswith("W/")
    start = client.get(FILE, buffered=True, headers={"Range": "bytes=0-9"})
    rest = client.get(FILE, buffered=True, headers={"Range": "bytes=10-", "If-Range": etag})
    assert (start.status_code, rest.status_code) == (206, 206)
    assert rest.headers["Content-Range"] == f"bytes 10-{size - 1}/{size}"
    assert start.data + rest.data == whole.data
    assert client.get(FILE, buffered=True, headers={"Range": f"bytes={size}-"}).status_code == 416
    other = client.get(FILE, buffered=True, headers={"Range": "bytes=10-", "If-Range": '"other"'})
    assert (other.status_code, other.data) == (200, whole.data)
    assert client.get(FILE, buffered=True, headers={"If-None-Match": etag}).status_code == 304


def test_a_file_made_anew_is_told_from_the_old_one(
    client: FlaskClient, consumer: JobQueue, counter: FileCounter
) -> None:
    ordered(client)
    run(consumer)
    first = client.get(FILE, buffered=True).headers["ETag"]
    assert client.get(FILE, buffered=True).headers["ETag"] == first
    for path in (counter.queue.folder / "files").iterdir():
        path.unlink()
    ordered(client)
    run(consumer)
    assert client.get(FILE, buffered=True).headers["ETag"] != first


def test_a_key_that_no_order_has_is_not_known(client: FlaskClient) -> None:
    for key in ("*", "..", "a" * 4000):
        assert client.get(f"/eksport/pl/zlecenie/{key}/0123456789abcdef").status_code == 404
