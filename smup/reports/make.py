"""Makes a report file from its job; runs in the consumer, and for HTML in the web worker."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from smup import __version__
from smup.reports.build import build_report
from smup.reports.fonts import Fonts, report_fonts
from smup.reports.html import report_html
from smup.reports.pdf import pdf_of
from smup.reports.spec import FORMATS_OF, SESSION, ReportSpec, parse_spec
from smup.repository.facade import Repository
from smup.settings import ROOT, Settings

MIMETYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
}
_PARTS = ("smup", "data/catalogue", "data/costs")


def reports_folder(settings: Settings) -> Path:
    """Return the folder of queue and finished reports; each database has its own."""
    database = blake2b(settings.database_url.encode(), digest_size=6).hexdigest()
    return Path(settings.reports_dir) / database


def fonts_folder(settings: Settings) -> Path:
    """Return the folder of the fonts of reports, which serve all databases."""
    return Path(settings.reports_dir) / "fonts"


def program_mark() -> str:
    """Return a mark that changes with the program, so that no report outlives what made it."""
    times = sorted(
        f"{path.relative_to(ROOT)} {path.stat().st_mtime_ns}"
        for part in _PARTS
        for path in (ROOT / part).rglob("*")
        if path.suffix in {".py", ".toml", ".css", ".html"}
    )
    return blake2b("\n".join([__version__, *times]).encode(), digest_size=6).hexdigest()


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
