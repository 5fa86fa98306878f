"""The counter at which reports of the queue are handed out."""

import os

from flask import Response, request, send_file

from smup.i18n import texts
from smup.jobs.consumer import start_consumer
from smup.jobs.queue import JobQueue, QueueFullError, Status
from smup.reports.make import MIMETYPES, job_of, kind_of
from smup.reports.pdf import PACKAGES, pdf_available
from smup.reports.spec import ReportSpec
from smup.repository import Repository
from smup.settings import Settings
from smup.web.caching import ASK_AGAIN, not_modified, with_validator
from smup.web.reports_refusals import failed, full, unable, waiting

PATIENCE_SECONDS = 15.0
SHOWN_AT_ONCE = {"pdf"}


class ReportCounter:
    """Hands out finished reports and orders those that are not."""

    def __init__(self, repository: Repository, settings: Settings, *, mark: str) -> None:
        """Take the database, the settings and the mark of the program."""
        self._repository = repository
        self._kind = kind_of(settings)
        self._mark = mark
        self._queue: JobQueue | None = None

    @property
    def queue(self) -> JobQueue:
        """Return the queue; its file is opened in the worker that first needs it."""
        if self._queue is None:
            self._queue = JobQueue(self._kind.folder)
        return self._queue

    def answer(self, spec: ReportSpec) -> Response:
        """Return the file; or order it, wait a little, and say how far it is."""
        key = spec.key(self._repository.dataset().public_tag, self._mark)
        held = not_modified(key)
        if held is not None:
            return held
        status = self.queue.status(key)
        if status.state == "absent":
            reason = self._unable(spec)
            if reason:
                return unable(spec, reason)
            try:
                self.queue.put(key, job_of(spec, request.args))
            except QueueFullError as error:
                return full(spec, error.waiting)
        if status.state in ("absent", "waiting", "running"):
            start_consumer(self._kind, parent=parent_process())
            status = self.queue.wait(key, seconds=PATIENCE_SECONDS)
        return self._told(spec, key, status)

    def _told(self, spec: ReportSpec, key: str, status: Status) -> Response:
        if status.state == "failed":
            return failed(spec, status.number)
        if status.file is None:
            return waiting(spec, status)
        answer = send_file(
            status.file.path,
            mimetype=MIMETYPES[spec.form],
            as_attachment=spec.form not in SHOWN_AT_ONCE,
            download_name=status.file.name,
            etag=False,
            conditional=False,
        )
        answer.headers.pop("Cache-Control", None)
        return with_validator(answer, key, cache_control=ASK_AGAIN)

    def _unable(self, spec: ReportSpec) -> str:
        t = texts(spec.lang)
        if self._kind.workers == 0:
            return t("reports.failed.off")
        if spec.form == "pdf" and not pdf_available():
            return t("reports.failed.unable", packages=", ".join(PACKAGES))
        return ""


def parent_process() -> int:
    """Return the process with which the consumer is to end: gunicorn, or a lone server itself."""
    master = os.getppid()
    return master if os.environ.get("SERVER_SOFTWARE", "").startswith("gunicorn") else os.getpid()
