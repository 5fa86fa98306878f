"""Answers that are no report: still waiting, failed, refused; a page, or JSON for programs."""

from flask import Response, request

from smup.i18n import Texts, texts
from smup.jobs.queue import Status
from smup.reports.html import page_html
from smup.reports.spec import ReportSpec
from smup.web.caching import to_json
from smup.web.problems import problem
from smup.web.texts import request_language

POLL_SECONDS = 3
FULL_SECONDS = 60


def no_report(key: str, **words: str) -> Response:
    """Return 404 with the reason."""
    return problem(404, "not-found", texts(request_language())(f"reports.failed.{key}", **words))


def waiting(spec: ReportSpec, status: Status) -> Response:
    """Return 202: the report is being made; the same address gives it when it is ready."""
    t = texts(spec.lang)
    running = status.state == "running"
    if running:
        progress = t("reports.wait.running")
    elif status.ahead == 0:
        progress = t("reports.wait.next")
    else:
        progress = t.plural("reports.wait.queued", status.ahead)
    if wants_json():
        body = {"status": status.state, "ahead": status.ahead, "detail": progress}
        answer = Response(to_json(body), status=202, mimetype="application/json")
    else:
        page = page_html(
            spec.lang,
            title=t("reports.wait.title"),
            lines=(_named(t, spec), progress),
            links=_links(t, spec, again="reports.wait.again"),
            refresh=POLL_SECONDS,
        )
        answer = Response(page, status=202, mimetype="text/html")
    answer.headers["Retry-After"] = str(POLL_SECONDS)
    answer.headers["Location"] = spec.path
    return _never_kept(answer)


def failed(spec: ReportSpec, number: str) -> Response:
    """Return 500 with a number for the log; asking again tries again."""
    t = texts(spec.lang)
    return _refused(spec, 500, t("reports.failed.title"), t("reports.failed.detail", id=number))


def full(spec: ReportSpec, count: int) -> Response:
    """Return 503: too many reports wait."""
    t = texts(spec.lang)
    text = t.plural("reports.failed.full", count)
    answer = _refused(spec, 503, t("reports.failed.full_title"), text)
    answer.headers["Retry-After"] = str(FULL_SECONDS)
    return answer


def unable(spec: ReportSpec, reason: str) -> Response:
    """Return 503: this machine cannot make the format; HTML is offered."""
    t = texts(spec.lang)
    return _refused(spec, 503, t("reports.failed.unable_title"), reason)


def _refused(spec: ReportSpec, status: int, title: str, detail: str) -> Response:
    t = texts(spec.lang)
    if wants_json():
        body = {
            "type": "urn:smup:problem:report",
            "title": title,
            "status": status,
            "detail": detail,
            "instance": spec.path,
        }
        answer = Response(to_json(body), status=status, mimetype="application/problem+json")
    else:
        page = page_html(
            spec.lang,
            title=title,
            lines=(_named(t, spec), detail),
            links=_links(t, spec, again="reports.failed.again"),
        )
        answer = Response(page, status=status, mimetype="text/html")
    return _never_kept(answer)


def _named(t: Texts, spec: ReportSpec) -> str:
    name = f"{t(f'reports.label.{spec.kind}')} {spec.subject}".strip()
    return t("reports.wait.lead", name=name, form=t(f"reports.format.{spec.form}"))


def _links(t: Texts, spec: ReportSpec, *, again: str) -> tuple[tuple[str, str], ...]:
    return ((t(again), spec.path), (t("reports.wait.html"), spec.as_form("html").path))


def wants_json() -> bool:
    """Tell whether a program asks: it names JSON, or it does not name HTML."""
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"] or not accepted["text/html"]


def _never_kept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
