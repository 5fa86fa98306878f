"""Files that take long: ordered, waited for with progress, cancelled, resumed when downloaded."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Response, redirect, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.http import quote_etag

from smup.exports.csv import Separator
from smup.exports.forms import FORMS, is_slow
from smup.exports.prepared import MEGABYTE, job_of, key_of, kind_of, priority_of
from smup.i18n import LANGUAGES
from smup.jobs.askers import Askers
from smup.jobs.consumer import start_consumer
from smup.jobs.kinds import program_mark
from smup.jobs.queue import JobQueue, QueueFullError, Status
from smup.jobs.store import Finished
from smup.repository import Repository
from smup.settings import Settings
from smup.views.take_out.records import Extract
from smup.web import prepared_pages as pages
from smup.web.caching import ASK_AGAIN, not_modified
from smup.web.prepared_pages import TOKEN_PARAMETER, Order
from smup.web.problems import problem
from smup.web.reports_queue import parent_process
from smup.web.reports_refusals import wants_json
from smup.web.texts import request_texts

FILE_PARAMETER = "plik"
OWN_PARAMETERS = (FILE_PARAMETER, TOKEN_PARAMETER)
"""Parameters of an address of a file that are about the making of it, not about its rows."""
PATIENCE_SECONDS = 3.0
MOST_WAITING = 50
FREE_BYTES = 256 * MEGABYTE
"""Space of the disk that files of data leave to everything else."""


class FileCounter:
    """Hands out prepared files and orders those that are not there.

    One for the application; ``smup/web/exports.py`` asks it for every file it is asked for.
    """

    def __init__(self, repository: Repository, settings: Settings) -> None:
        """Take the database and the settings."""
        self._repository = repository
        self._kind = kind_of(settings)
        self._mark = program_mark()
        self._queue: JobQueue | None = None
        self._askers: Askers | None = None

    @property
    def queue(self) -> JobQueue:
        """Return the queue; its file is opened in the worker that first needs it."""
        if self._queue is None:
            self._queue = JobQueue(
                self._kind.folder, most_waiting=MOST_WAITING, most_bytes=self._kind.most_bytes
            )
        return self._queue

    @property
    def askers(self) -> Askers:
        """Return who waits."""
        if self._askers is None:
            self._askers = Askers(self._kind.folder / "askers")
        return self._askers

    def takes(self, form: str, extract: Extract) -> bool:
        """Tell whether the file of the current request goes through the queue.

        It does when the file takes long, and for any form when the request says ``plik=tak``.
        """
        return is_slow(form, extract) or request.args.get(FILE_PARAMETER) == "tak"

    def answer(
        self, form: str, extract: Extract, *, separator: Separator = "semicolon"
    ) -> ResponseReturnValue:
        """Return the file, with ranges; or order it and say how far it is (202).

        Args:
            form: a key of ``smup.exports.forms.FORMS``.
            extract: the table; ``description.table``, ``query`` and ``lang`` name the job.
            separator: of CSV.
        """
        job = job_of(form, extract, separator)
        key = self._key(job)
        order = Order(key=key, form=form, extract=extract)
        status = self.queue.status(key)
        if status.state == "absent":
            refused = self._unable(order)
            if refused is not None:
                return refused
            try:
                self.queue.put(key, job, priority=priority_of(extract))
            except QueueFullError as error:
                return pages.full(order, error.waiting)
        known = request.args.get(TOKEN_PARAMETER, "")
        token = self.askers.heard(key, known) if status.state in pages.UNFINISHED else known
        if status.state in pages.UNFINISHED:
            start_consumer(self._kind, parent=parent_process())
            if token != known:
                status = self.queue.wait(key, seconds=PATIENCE_SECONDS)
            else:
                status = self.queue.status(key)
        return self._told(order, status, token)

    def awaited(self, form: str, extract: Extract, separator: Separator) -> bool:
        """Tell whether the current request has the token of an order of this very file."""
        key = self._key(job_of(form, extract, separator))
        return self.askers.knows(key, request.args.get(TOKEN_PARAMETER, ""))

    def _key(self, job: Mapping[str, object]) -> str:
        return key_of(job, tag=self._repository.dataset().public_tag, mark=self._mark)

    def _told(self, order: Order, status: Status, token: str) -> ResponseReturnValue:
        if status.file is not None:
            return hand_out(status.file, order.form)
        if status.state == "failed":
            return pages.failed(order, status)
        if token != request.args.get(TOKEN_PARAMETER, "") and not wants_json():
            # The token stays in the address bar, so that reloading is not another order.
            return redirect(order.address(token), code=303)
        return pages.waiting(order, status, token)

    def _unable(self, order: Order) -> Response | None:
        if self._kind.workers == 0:
            return pages.unable(order, "off", status=503)
        about = order.about_bytes
        if about > self._kind.most_bytes:
            return pages.unable(order, "too_large", status=413, most=self._kind.most_bytes)
        self._kind.folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._kind.folder).free < about + FREE_BYTES:
            return pages.unable(order, "disk", status=507)
        return None


def hand_out(file: Finished, form: str) -> Response:
    """Return a finished file; a part of it when the client asks for a range."""
    etag = _etag(file.path)
    held = not_modified(etag)
    if held is not None:
        held.headers["ETag"] = quote_etag(etag)
        return held
    # A part of a compressed file could not be joined to another, so it is sent as it is.
    request.environ.pop("HTTP_ACCEPT_ENCODING", None)
    answer = send_file(
        file.path,
        mimetype=FORMS[form].mimetype,
        as_attachment=True,
        download_name=file.name,
        etag=etag,
        conditional=True,
    )
    answer.headers["Cache-Control"] = ASK_AGAIN
    return answer


def _etag(path: Path) -> str:
    """Return the strong validator of one making of a file: made anew, it may differ in bytes."""
    state = path.stat()
    return f"{path.name.partition('--')[0]}-{state.st_size:x}-{state.st_mtime_ns:x}"


def prepared_routes(counter: FileCounter) -> Blueprint:
    """Return ``/eksport/<lang>/zlecenie/<key>/<token>``: GET tells how far, POST gives it up."""
    routes = Blueprint("smup-prepared", __name__)

    def order(lang: str, key: str, token: str) -> ResponseReturnValue:
        if lang not in LANGUAGES or not counter.askers.knows(key, token):
            return problem(404, "not-found", request_texts()("limits.order.unknown"))
        if request.method == "POST":
            alone = counter.askers.leaves(key, token)
            if alone:
                counter.queue.cancel(key)
            return pages.cancelled(lang, alone=alone)
        counter.askers.heard(key, token)
        return pages.told(lang, counter.queue.status(key, tell_failure=False))

    routes.add_url_rule(
        "/eksport/<lang>/zlecenie/<key>/<token>", "order", order, methods=["GET", "POST"]
    )
    return routes
