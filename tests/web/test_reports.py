"""Addresses of reports: HTML at once, files through the queue, clear answers to bad input."""

import datetime as dt
import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, update

from smup.jobs.queue import JobQueue
from smup.models import Unit
from smup.reports.fonts import report_fonts
from smup.reports.make import ReportMaker, fonts_folder, kind_of
from smup.repository import Repository
from smup.settings import Settings
from smup.web import register, reports_queue
from tests import builders, small_country
from tests.conftest import FONTS
from tests.poured import Pour

PLONSK = "1420011"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    report_fonts(FONTS)
    made = Settings(database_url="sqlite:///x.sqlite", reports_dir=str(tmp_path / "reports"))
    fonts_folder(made).parent.mkdir(parents=True)
    fonts_folder(made).symlink_to(FONTS)
    return made


@pytest.fixture
def client(
    sqlite_engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch, pour: Pour
) -> FlaskClient:
    """A client whose requests neither wait nor start a consumer."""
    pour(sqlite_engine, small_country.fill, kind="sample")
    monkeypatch.setattr(reports_queue, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(reports_queue, "start_consumer", lambda *_args, **_kw: None)
    server = Flask(__name__, static_folder=None)
    register(server, Repository(sqlite_engine), settings=settings)
    return server.test_client()


@pytest.fixture
def consumer(sqlite_engine: Engine, settings: Settings) -> JobQueue:
    maker = ReportMaker(Repository(sqlite_engine), fonts_folder(settings))
    return JobQueue(kind_of(settings).folder, make=maker.write)


def work(queue: JobQueue) -> None:
    while (task := queue.huey.dequeue()) is not None:
        queue.huey.execute(task)


def test_a_report_as_html_says_sample_language_and_title(client: FlaskClient) -> None:
    answer = client.get(f"/en/raport/jednostka/{PLONSK}.html")
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text
    assert "SAMPLE DATA" in answer.text
    assert "Płońsk" in answer.text


def test_a_report_runs_nothing_and_may_be_shown_only_by_this_server(client: FlaskClient) -> None:
    policy = client.get(f"/raport/jednostka/{PLONSK}.html").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy


def test_an_unchanged_report_is_not_sent_again(client: FlaskClient) -> None:
    address = f"/raport/jednostka/{PLONSK}.html"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_a_file_is_ordered_then_handed_out_under_the_same_address(
    client: FlaskClient, consumer: JobQueue
) -> None:
    address = f"/raport/jednostka/{PLONSK}.docx?year=2020"
    first = client.get(address, headers=BROWSER)
    assert first.status_code == 202
    assert first.headers["Retry-After"] == "3"
    assert '<meta http-equiv="refresh"' in first.text
    assert client.get(address, headers=BROWSER).status_code == 202
    assert consumer.huey.pending_count() == 1
    work(consumer)
    file = client.get(address)
    assert file.status_code == 200
    assert file.headers["Content-Disposition"] == (
        f"attachment; filename=smup-plonsk-{PLONSK}-2020.docx"
    )
    file.close()
    etag = file.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_a_program_gets_json_with_the_place_in_the_queue(client: FlaskClient) -> None:
    client.get("/raport/jednostka/1420062.docx")
    answer = client.get(f"/raport/jednostka/{PLONSK}.docx", headers={"Accept": "application/json"})
    assert answer.status_code == 202
    assert answer.get_json()["status"] == "waiting"
    assert answer.headers["Location"].endswith(f"/raport/jednostka/{PLONSK}.docx")


def test_a_failed_report_is_one_clear_message_without_traceback(
    client: FlaskClient, settings: Settings
) -> None:
    def failing(_job: dict[str, object]) -> tuple[str, bytes]:
        message = "Traceback /srv/secret"
        raise OSError(message)

    address = f"/raport/jednostka/{PLONSK}.docx"
    client.get(address)
    work(JobQueue(kind_of(settings).folder, make=failing))
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 500
    assert "Nie udało się przygotować raportu" in answer.text
    assert "secret" not in answer.text
    assert client.get(address, headers=BROWSER).status_code == 202


def test_a_full_queue_answers_503_and_offers_html(
    client: FlaskClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smup.jobs.queue.MOST_WAITING", 0)
    monkeypatch.setattr(
        reports_queue,
        "JobQueue",
        lambda folder: JobQueue(folder, most_waiting=0),
    )
    answer = client.get(f"/raport/jednostka/{PLONSK}.docx", headers=BROWSER)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert f"/raport/jednostka/{PLONSK}.html" in answer.text


def test_a_machine_that_cannot_set_pdf_says_what_is_missing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports_queue, "pdf_available", lambda: False)
    answer = client.get(f"/raport/jednostka/{PLONSK}.pdf", headers=BROWSER)
    assert answer.status_code == 503
    assert "libpango-1.0-0" in answer.text
    assert f"/raport/jednostka/{PLONSK}.html" in answer.text
    assert client.get(f"/raport/jednostka/{PLONSK}.docx").status_code == 202


def test_a_short_code_leads_to_the_unit_with_all_options(client: FlaskClient) -> None:
    answer = client.get(f"/raport/jednostka/{PLONSK[:6]}.pdf?group=kraj&year=2020")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/raport/jednostka/{PLONSK}.pdf?group=kraj&year=2020"


def end(engine: Engine, code: str, *, heir: str | None) -> None:
    with engine.begin() as connection:
        successor = None if heir is None else builders.unit_id(connection, heir)
        connection.execute(
            update(Unit)
            .where(Unit.id == builders.unit_id(connection, code))
            .values(valid_to=dt.date(2025, 1, 1), successor_id=successor)
        )


def test_the_report_of_an_ended_unit_is_that_of_its_successor(
    client: FlaskClient, sqlite_engine: Engine
) -> None:
    end(sqlite_engine, PLONSK, heir="1420062")
    answer = client.get(f"/raport/jednostka/{PLONSK}.pdf?group=kraj")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/raport/jednostka/1420062.pdf?group=kraj"


def test_an_ended_unit_without_a_successor_is_gone(
    client: FlaskClient, sqlite_engine: Engine
) -> None:
    end(sqlite_engine, PLONSK, heir=None)
    answer = client.get(f"/raport/sesja/{PLONSK}.pdf", headers=BROWSER)
    assert answer.status_code == 410
    assert "nie istnieje" in answer.text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/raport/jednostka/9999999.pdf", 404, "TERYT"),
        ("/raport/jednostka/x%3Cscript%3E.pdf", 404, "TERYT"),
        ("/raport/jednostka/00.pdf", 404, "gminy, powiatu albo województwa"),
        ("/raport/usluga/nie-ma.pdf", 404, "usługi"),
        (f"/raport/jednostka/{PLONSK}.exe", 404, "pdf, docx, html"),
        (f"/raport/sesja/{PLONSK}.docx", 404, "pdf, html"),
        (f"/raport/cokolwiek/{PLONSK}.pdf", 404, "Nie ma raportu"),
        (f"/raport/porownanie/{PLONSK}.pdf", 404, "Nie ma raportu"),
    ],
)
def test_what_does_not_exist_is_said_clearly(
    client: FlaskClient, address: str, status: int, said: str
) -> None:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == status
    assert said in answer.text
    assert "<script>" not in answer.text


def test_bad_options_become_defaults_and_are_told(client: FlaskClient) -> None:
    answer = client.get(f"/raport/jednostka/{PLONSK}.html?year=1&group=x&sections=y&ind=%3Cb%3E")
    assert answer.status_code == 200
    for words in ("„x”", "„y”", "&lt;B&gt;"):
        assert words in answer.text


@pytest.mark.parametrize("address", ["/raport/porownanie.html", "/raport/porownanie.html?units=x"])
def test_a_comparison_of_nothing_says_so_or_starts_somewhere(
    client: FlaskClient, address: str
) -> None:
    assert client.get(address).status_code == 200


def test_each_database_has_a_folder_of_its_own(tmp_path: Path) -> None:
    folders = {
        kind_of(Settings(database_url=url, reports_dir=str(tmp_path))).folder
        for url in ("sqlite:///a", "sqlite:///b")
    }
    assert len(folders) == 2
    assert os.path.commonpath(folders) == str(tmp_path)
