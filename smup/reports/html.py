"""Reports as HTML, for the browser and as the source of the PDF."""

from pathlib import Path

from markupsafe import Markup

from smup.i18n import texts
from smup.reports.chart_records import StepChart, TrendChart
from smup.reports.fonts import FAMILY, Fonts
from smup.reports.records import Report
from smup.templates import templates_of
from smup.typography import NBSP

TEMPLATES = Path(__file__).resolve().parent / "templates"


def report_html(
    report: Report,
    fonts: Fonts,
    *,
    formats: tuple[tuple[str, str], ...] = (),
    screen: bool = True,
) -> str:
    """Return the whole document.

    Args:
        report: the content; every text of it is escaped.
        fonts: for the charts; a PDF embeds them as well.
        formats: other formats with their addresses, offered above the report on the screen.
        screen: for the browser, with the fonts of the site; else for WeasyPrint.
    """

    def draw(chart: TrendChart | StepChart) -> Markup:
        from smup.reports.charts import trend_svg  # noqa: PLC0415  loaded with the first chart

        return Markup(trend_svg(chart, fonts))  # noqa: S704  drawn by us, its texts are escaped

    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    css += _strings(report)
    if not screen:
        css = _font_faces(fonts) + css
    template = templates_of(TEMPLATES).get_template("report.html")
    return template.render(
        report=report,
        window_title=_window_title(report),
        t=texts(report.lang),
        css=Markup(css),  # noqa: S704  a file of ours
        draw=draw,
        formats=formats,
        screen=screen,
    )


def page_html(
    lang: str,
    *,
    title: str,
    lines: tuple[str, ...],
    links: tuple[tuple[str, str], ...],
    refresh: int | None = None,
    template: str = "page.html",
    **more: object,
) -> str:
    """Return a short page in the look of the reports: how far a report is, or why there is none.

    Args:
        lang: language of the page.
        title: heading.
        lines: paragraphs.
        links: names and addresses of the ways on.
        refresh: seconds after which the page asks again by itself; None: never.
        template: a page that extends the short one.
        **more: what that template needs.
    """
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    return (
        templates_of(TEMPLATES)
        .get_template(template)
        .render(
            lang=lang,
            title=title,
            lines=lines,
            links=links,
            refresh=refresh,
            css=Markup(css),  # noqa: S704  a file of ours
            **more,
        )
    )


def _window_title(report: Report) -> str:
    """Return the title of the document; no-break spaces have no place in it."""
    badge = f" ({texts(report.lang)('common.sample_badge')})" if report.sample else ""
    return f"{report.label}: {report.title}{badge}".replace(NBSP, " ")


def _strings(report: Report) -> str:
    """Return the texts of the page margins; they stand in the style, so they are quoted."""
    page = texts(report.lang)("reports.foot.page")
    told = (
        f'h1{{string-set:strona "{page}",proba "{report.sample}",stopka "{_quoted(report.foot)}"}}'
    )
    return f"@media print{{{told}}}"


def _quoted(text: str) -> str:
    return "".join(sign for sign in text if sign not in '"\\<>\n')


def _font_faces(fonts: Fonts) -> str:
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';src:url('{path.resolve().as_uri()}');"
        f"font-weight:{weight}}}"
        for path, weight in ((fonts.regular, 400), (fonts.bold, 700))
    )
