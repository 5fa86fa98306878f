"""HTML, PDF and DOCX of one report: opened and read back."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from smup.reports.chart_records import TrendChart
from smup.reports.charts import trend_png, trend_svg
from smup.reports.docx import docx_of
from smup.reports.fonts import Fonts
from smup.reports.frame import Origin
from smup.reports.html import report_html
from smup.reports.pdf import _fetcher, _load, pdf_available, pdf_of
from smup.reports.records import LineTable, Report
from smup.reports.session import session_report
from smup.reports.spec import parse_spec
from tests.profile_builder import row
from tests.unit.reports.conftest import made, report_of

needs_pango = pytest.mark.skipif(not pdf_available(), reason="no Pango on this machine")
NASTY = "<script>alert(1)</script>\"'&"


@pytest.fixture
def pdf(report: Report, fonts: Fonts) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(report_html(report, fonts, screen=False), fonts)))


def parts(node: Any) -> Iterator[DictionaryObject]:
    """Yield every element of the structure tree."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from parts(child)
    elif isinstance(node, DictionaryObject):
        yield node
        if "/K" in node:
            yield from parts(node["/K"])


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


class Reader(HTMLParser):
    """Collects the tags and the attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_names_with_markup_are_shown_as_text(origin: Origin, fonts: Fonts) -> None:
    nasty = row(1, name_pl=NASTY, name_en=NASTY)
    page = report_html(report_of(made([nasty]), origin), fonts)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_names_language_sample_and_permanent_address(report: Report, fonts: Fonts) -> None:
    reader = Reader()
    page = report_html(report, fonts)
    reader.feed(page)
    tags = dict(reader.tags)
    assert tags["html"]["lang"] == "pl"
    assert "DANE PRZYKŁADOWE" in page
    assert report.address in page


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing(
    report: Report, fonts: Fonts
) -> None:
    reader = Reader()
    reader.feed(report_html(report, fonts))
    loaded = [
        attributes.get("src") or attributes.get("href") or ""
        for tag, attributes in reader.tags
        if tag in {"link", "img", "script", "iframe", "source"}
    ]
    assert all(address.startswith("/assets/") for address in loaded)
    assert "script" not in {tag for tag, _ in reader.tags}


def test_no_id_stands_twice_on_a_page_with_many_charts(
    origin: Origin, chart: TrendChart, fonts: Fonts
) -> None:
    profile = made()
    titles = [item.indicator.name_pl for item in profile.rows[:3]]
    charts = [
        type(chart)(**{f: getattr(chart, f) for f in chart.__slots__} | {"title": title})
        for title in titles
    ]
    reader = Reader()
    reader.feed(report_html(report_of(profile, origin, *charts), fonts))
    ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert sum(tag == "svg" for tag, _ in reader.tags) == 3


@needs_pango
def test_the_pdf_is_tagged_with_language_title_and_bookmarks(pdf: PdfReader) -> None:
    root = pdf.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "pl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "Raport o jednostce: Płońsk (dane przykładowe)"
    assert [plain(item.title) for item in pdf.outline if not isinstance(item, list)] == [
        "Obraz całości",
        "Mocne i słabe strony",
        "Jak to się zmieniało",
        "Wskaźnik po wskaźniku",
        "Kontekst",
        "Grupa porównawcza",
        "Jak czytać ten raport",
    ]


@needs_pango
def test_tables_have_header_cells_and_pictures_have_alternative_texts(pdf: PdfReader) -> None:
    found = [part for part in parts(pdf.root_object["/StructTreeRoot"]["/K"]) if "/S" in part]
    kinds = {part["/S"] for part in found}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/Link", "/Figure"} <= kinds
    pictures = [part for part in found if part["/S"] == "/Figure"]
    assert [part["/Alt"] for part in pictures] == [
        "Wskaźnik 1, 2020–2023. Płońsk: 50 w 2020, 70 w 2023."
    ]


@needs_pango
def test_all_fonts_of_the_pdf_are_embedded_and_ours(pdf: PdfReader) -> None:
    names = set()
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"]
            names.add(str(inner["/BaseFont"]).partition("+")[2])
    assert {name.rstrip("-,").removesuffix("-Bold") for name in names} == {"Source-Sans-3"}


@needs_pango
def test_the_pdf_says_the_values_of_the_profile_with_polish_letters(pdf: PdfReader) -> None:
    text = plain(" ".join(page.extract_text() for page in pdf.pages))
    for words in ("Płońsk", "70%", "tajemnica", "nie dotyczy", "najsłabsza ćwiartka", "Edukacja"):
        assert words in text
    assert text.count("DANE PRZYKŁADOWE") >= len(pdf.pages)


@needs_pango
@pytest.mark.parametrize(
    "address", ["http://example.org/x.css", "file:///etc/passwd", "data:text/css,a{}"]
)
def test_setting_a_pdf_fetches_nothing_but_the_fonts(address: str, fonts: Fonts) -> None:
    fetcher = _fetcher(_load(), {fonts.regular})
    with pytest.raises(ValueError, match="may not read"):
        fetcher.fetch(address)


@needs_pango
@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize("rows", ["all", "none"])
def test_the_packet_for_a_session_is_one_page(
    lang: str, rows: str, origin: Origin, fonts: Fonts
) -> None:
    profile = made(None if rows == "all" else (), lang=lang)
    query = {"year": "x" * 80, "ind": ".".join("a" * 70 + str(n) for n in range(6))}
    spec = parse_spec("sesja", "1420011", "pdf", lang=lang, query=query, origin="https://a.pl")
    html = report_html(session_report(spec, profile, origin=origin), fonts, screen=False)
    assert len(PdfReader(io.BytesIO(pdf_of(html, fonts, one_page=True))).pages) == 1


@needs_pango
def test_a_packet_too_long_for_its_page_gets_smaller_letters(fonts: Fonts) -> None:
    words = "<p>" + "słowo " * 1500 + "</p>"
    html = (
        "<html lang='pl'><head><title>x</title><style>@page{size:A4;margin:14mm}"
        f"@media print{{body{{font-size:9.25pt}}}}</style></head><body>{words}</body></html>"
    )
    long = len(PdfReader(io.BytesIO(pdf_of(html, fonts))).pages)
    fitted = len(PdfReader(io.BytesIO(pdf_of(html, fonts, one_page=True))).pages)
    assert (long, fitted) == (2, 1)


def test_the_document_has_headings_header_rows_language_and_the_same_values(
    report: Report, fonts: Fonts
) -> None:
    document = Document(io.BytesIO(docx_of(report, fonts)))
    headings = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    assert headings == [one.title for one in report.sections]
    assert document.core_properties.language == "pl-PL"
    table = next(
        block
        for one in report.sections
        for block in one.blocks
        if isinstance(block, LineTable) and one.key == "wskazniki"
    )
    written = next(item for item in document.tables if item.cell(0, 0).text == "Wskaźnik")
    assert written.rows[0]._tr.trPr.xpath("w:tblHeader")
    values = {line.cells[0].text.split(" (")[0]: line.cells[1].text for line in written.rows}
    for group in table.groups:
        for line in group.lines:
            assert values[line.name] == line.value
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        "Wskaźnik 1, 2020–2023. Płońsk: 50 w 2020, 70 w 2023."
    ]
    assert "DANE PRZYKŁADOWE" in document.sections[0].footer.paragraphs[0].text


def test_a_chart_keeps_its_text_as_text_and_takes_no_mathematics(
    chart: TrendChart, fonts: Fonts
) -> None:
    svg = trend_svg(chart, fonts)
    assert svg.startswith("<svg")
    assert "<title>Wskaźnik 1, 2020–2023. Płońsk: 50 w 2020, 70 w 2023.</title>" in svg
    assert "Płońsk &lt;70%&gt;" in svg
    assert "mediana $50$" in svg
    assert "<style" not in svg
    assert trend_png(chart, fonts).startswith(b"\x89PNG")


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_any_name_gives_a_page_in_which_it_is_only_text(
    name: str, origin: Origin, fonts: Fonts
) -> None:
    reader = Reader()
    usual = Reader()
    found = report_of(made([row(1, name_pl=name)]), origin)
    reader.feed(report_html(found, fonts))
    usual.feed(report_html(report_of(made([row(1)]), origin), fonts))
    assert [tag for tag, _ in reader.tags] == [tag for tag, _ in usual.tags]
