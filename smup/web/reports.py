"""Reports: HTML at once, PDF and DOCX through the queue."""

from flask import Blueprint, Response, redirect, request
from flask.typing import ResponseReturnValue

from smup.i18n import DEFAULT_LANGUAGE, texts
from smup.jobs.kinds import program_mark
from smup.reports.build import NoReportError, subject_level
from smup.reports.make import ReportMaker, fonts_folder
from smup.reports.spec import COMPARISON, FORMATS_OF, KINDS, SERVICE, ReportSpec, parse_spec
from smup.repository import Repository
from smup.settings import Settings
from smup.view_state import MAX_TEXT
from smup.web.caching import data_etag, not_modified, with_validator
from smup.web.problems import problem
from smup.web.reports_queue import ReportCounter
from smup.web.reports_refusals import no_report

LEVELS = ("gmina", "powiat", "wojewodztwo")
LONGEST_HOST = 253
# A report runs nothing; only the page that makes reports may show one inside itself.
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def report_routes(repository: Repository, settings: Settings) -> Blueprint:
    """Return ``/raport/<kind>/<subject>.<form>`` and ``/raport/porownanie.<form>``.

    English reports have the same addresses under ``/en``.
    """
    routes = Blueprint("smup-reports", __name__)
    maker = ReportMaker(repository, fonts_folder(settings))
    counter = ReportCounter(repository, settings, mark=program_mark())

    def report(kind: str, form: str, subject: str = "") -> ResponseReturnValue:
        if kind not in KINDS or (kind == COMPARISON) == bool(subject):
            return no_report("subject", path=request.path[:MAX_TEXT])
        if form not in FORMATS_OF[kind]:
            known = ", ".join(FORMATS_OF[kind])
            return no_report("format", form=form[:MAX_TEXT], known=known)
        spec = parse_spec(
            kind, subject, form, lang=_language(), query=request.args, origin=_origin()
        )
        other = _elsewhere(repository, spec)
        if other is not None:
            return other
        return _html(repository, maker, spec) if form == "html" else counter.answer(spec)

    for prefix in ("", "/en"):
        routes.add_url_rule(
            f"{prefix}/raport/<kind>.<form>", f"whole{prefix[1:]}", report, methods=["GET"]
        )
        routes.add_url_rule(
            f"{prefix}/raport/<kind>/<subject>.<form>", f"of{prefix[1:]}", report, methods=["GET"]
        )
    routes.register_error_handler(
        NoReportError, lambda error: problem(404, "not-found", str(error))
    )
    return routes


def _language() -> str:
    return "en" if request.path.startswith("/en/") else DEFAULT_LANGUAGE


def _origin() -> str:
    """Return scheme and host of this server, as the permanent links in a report name it."""
    return request.host_url.rstrip("/")[:LONGEST_HOST]


def _elsewhere(repository: Repository, spec: ReportSpec) -> ResponseReturnValue | None:
    """Return the way to the canonical address of the subject, or why it has no report.

    A former code leads to the unit of today, an ended unit to its successor.

    Raises:
        UnknownCodeError: when no unit or service ever had the code.
    """
    if spec.kind == COMPARISON:
        return None
    if spec.kind == SERVICE:
        code = repository.service(spec.subject).code
    else:
        match = repository.directory().lookup(spec.subject)
        unit = match.successor if match.unit.ended else match.unit
        if unit is None:
            name = match.unit.name
            return problem(410, "retired-unit", texts(spec.lang)("reports.failed.ended", name=name))
        if unit.level not in LEVELS:
            return problem(404, "not-found", texts(spec.lang)("reports.failed.country"))
        code = unit.code_at(subject_level(unit, spec.subject))
    if code == spec.subject:
        return None
    query = f"?{request.query_string.decode('utf-8', 'replace')}" if request.query_string else ""
    path = request.path.rpartition("/")[0]
    return redirect(f"{path}/{code}.{spec.form}{query}")


def _html(repository: Repository, maker: ReportMaker, spec: ReportSpec) -> Response:
    etag = data_etag(repository)
    held = not_modified(etag)
    if held is not None:
        return held
    answer = Response(maker.html(spec), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return with_validator(answer, etag)
