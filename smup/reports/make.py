"""Makes a report file from its job; runs in the consumer, and for HTML in the web worker."""

from collections.abc import Mapping
from pathlib import Path

from smup.database import make_engine
from smup.jobs.kinds import Kind, database_folder
from smup.jobs.progress import Progress
from smup.jobs.queue import Make
from smup.jobs.store import MOST_BYTES
from smup.reports.build import build_report
from smup.reports.fonts import Fonts, report_fonts
from smup.reports.html import report_html
from smup.reports.pdf import pdf_of
from smup.reports.spec import FORMATS_OF, SESSION, ReportSpec, parse_spec
from smup.repository.current import CurrentRepository
from smup.repository.facade import Repository
from smup.settings import Settings
from smup.views.as_of import require_readable

MIMETYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}
SECONDS_A_REPORT = 120


def kind_of(settings: Settings) -> Kind:
    """Return how reports are made beside the web workers."""
    return Kind(
        module=__name__,
        folder=database_folder(settings.reports_dir, settings.database_url),
        workers=settings.reports_workers,
        seconds=SECONDS_A_REPORT,
        most_bytes=MOST_BYTES,
    )


def maker_of(settings: Settings) -> Make:
    """Return what makes a report from its job."""
    repository = CurrentRepository(make_engine(settings, read_only=True))
    return ReportMaker(repository, fonts_folder(settings)).write


def fonts_folder(settings: Settings) -> Path:
    """Return the folder of the fonts of reports, which serve all databases."""
    return Path(settings.reports_dir) / "fonts"


def job_of(spec: ReportSpec, query: Mapping[str, str]) -> dict[str, object]:
    """Return what the consumer needs to make the same report: the address as it was asked."""
    return {
        "kind": spec.kind,
        "subject": spec.subject,
        "form": spec.form,
        "lang": spec.lang,
        "origin": spec.origin,
        "query": dict(query),
    }


def spec_of(job: Mapping[str, object]) -> ReportSpec:
    """Return the report of a job."""
    query = job["query"]
    if not isinstance(query, Mapping):
        raise TypeError(job)
    texts = {key: str(job[key]) for key in ("kind", "subject", "form", "lang", "origin")}
    return parse_spec(
        texts["kind"],
        texts["subject"],
        texts["form"],
        lang=texts["lang"],
        query=query,
        origin=texts["origin"],
    )


class ReportMaker:
    """Makes reports over one database."""

    def __init__(self, repository: Repository, fonts: Path) -> None:
        """Take the database and the folder in which the fonts are kept."""
        self._repository = repository
        self._fonts = fonts

    @property
    def fonts(self) -> Fonts:
        """Return the fonts, cutting them on the first use."""
        return report_fonts(self._fonts)

    def html(self, spec: ReportSpec) -> str:
        """Return a report for the browser, with links to its other formats.

        Raises:
            UnknownCodeError: for a unit, service or indicator that does not exist.
            NoReportError: when the subject has no report.
        """
        forms = [form for form in FORMATS_OF[spec.kind] if form != "html"]
        formats = tuple((form, spec.as_form(form).path) for form in forms)
        return report_html(build_report(self._repository, spec), self.fonts, formats=formats)

    def write(self, job: Mapping[str, object], path: Path, _progress: Progress) -> str:
        """Write the report of a job; return the name of the file."""
        name, data = self.file(job)
        require_readable(self._repository)
        path.write_bytes(data)
        return name

    def file(self, job: Mapping[str, object]) -> tuple[str, bytes]:
        """Return file name and content of the report of a job."""
        spec = spec_of(job)
        report = build_report(self._repository, spec)
        name = f"{report.stem}.{spec.form}"
        if spec.form == "docx":
            from smup.reports.docx import docx_of  # noqa: PLC0415  not needed by web workers

            return name, docx_of(report, self.fonts)
        if spec.form == "pdf":
            html = report_html(report, self.fonts, screen=False)
            return name, pdf_of(html, self.fonts, one_page=spec.kind == SESSION)
        return name, report_html(report, self.fonts).encode()
