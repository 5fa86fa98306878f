"""The part of reports about the full cost: numbers of the page, in every format."""

import io
import re
import shutil
from pathlib import Path

import pytest
from docx import Document

from smup.database import make_engine
from smup.i18n import texts
from smup.reports.chart_records import StepChart
from smup.reports.charts import trend_png, trend_svg
from smup.reports.cost import (
    read_service_cost,
    read_unit_costs,
    service_cost_section,
    unit_cost_section,
)
from smup.reports.docx import docx_of
from smup.reports.fonts import Fonts
from smup.reports.html import report_html
from smup.reports.records import Bullets, Charts, Facts, PlainTable, Report, Section
from smup.reports.spec import ReportSpec, parse_spec
from smup.repository import Repository
from tests import cost_database as country
from tests.cost_data import cost_data
from tests.small_country import counted_selects

T = texts("pl")


def spec(kind: str = "usluga", **query: str) -> ReportSpec:
    subject = country.CODE if kind == "usluga" else country.PLONSK
    asked = {"unit": country.PLONSK, "group": "kraj", **query}
    return parse_spec(kind, subject, "html", lang="pl", query=asked, origin="https://smup.pl")


@pytest.fixture(scope="module")
def repository(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Six gminas with loaded rows."""
    file = tmp_path_factory.mktemp("costs") / "costs.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    country.fill(engine)
    return Repository(engine)


def usual_section(**changes: object) -> Section:
    return service_cost_section(T, spec(), cost_data(kind="sample", **changes))


def block(section: Section, kind: type) -> object:
    return next(one for one in section.blocks if isinstance(one, kind))


def report_of(section: Section) -> Report:
    return Report(
        kind="usluga",
        lang="pl",
        label="Raport",
        title="Szkoły",
        subtitle="",
        opening=(),
        facts=Facts(rows=()),
        sections=(section,),
    )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_table_leads_from_direct_to_net_cost() -> None:
    table = block(usual_section(), PlainTable)
    assert isinstance(table, PlainTable)
    amounts = {row[0]: plain(row[2]) for row in table.rows}
    # 12 000 + 2 100 + 1 500 + 1 010 + 1 000 = 17 610; - 400 - 260 - 600 = 16 350
    assert amounts["Wprost"] == "12 000 zł"
    assert plain(next(text for name, text in amounts.items() if "brutto" in name)) == "17 610 zł"
    assert plain(next(text for name, text in amounts.items() if "netto" in name)) == "16 350 zł"
    assert list(amounts)[-1].endswith("netto")


def test_the_waterfall_stands_on_the_sums_and_says_so_in_words() -> None:
    charts = block(usual_section(), Charts)
    assert isinstance(charts, Charts)
    chart = charts.items[0]
    assert isinstance(chart, StepChart)
    amounts = {step.kind: step.amount for step in chart.steps}
    assert amounts["direct"] == 12_000
    assert [step.amount for step in chart.steps if step.kind == "sum"] == [17_610, 16_350]
    assert "17 610" in plain(chart.alt)
    assert chart.stamp == "DANE PRZYKŁADOWE"


def test_the_interval_and_the_warnings_are_told() -> None:
    section = usual_section()
    facts = block(section, Facts)
    assert isinstance(facts, Facts)
    told = dict(facts.rows)
    # With floor area 500 more, working time 300 more, average of capital spending 300 more.
    assert plain(told["Koszt przy dozwolonych kluczach"]) == "od 17 610 zł do 18 710 zł"
    bullets = block(section, Bullets)
    assert isinstance(bullets, Bullets)
    assert len(bullets.items) >= 1


def test_a_report_has_the_picture_and_the_table_in_html_and_docx(fonts: Fonts) -> None:
    report = report_of(usual_section())
    html = report_html(report, fonts)
    assert '<figure class="caly">' in html
    assert "/koszty/szkoly-podstawowe.xlsx?unit=1420011" in html
    document = Document(io.BytesIO(docx_of(report, fonts)))
    assert len(document.inline_shapes) == 1
    assert any("Koszt netto" in row.cells[0].text for row in document.tables[0].rows)


def test_the_picture_holds_its_amounts_as_text(fonts: Fonts) -> None:
    charts = block(usual_section(), Charts)
    assert isinstance(charts, Charts)
    svg = trend_svg(charts.items[0], fonts)
    written = plain(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg)))
    assert "17 610" in written
    assert "16 350" in written
    assert trend_png(charts.items[0], fonts).startswith(b"\x89PNG")


def test_without_costs_of_the_unit_there_is_no_section(repository: Repository) -> None:
    assert service_cost_section(T, spec(), None).blocks == ()
    assert read_service_cost(repository, spec(), country.CODE, country.EMPTY) is None
    assert read_service_cost(repository, spec(), "przedszkola", country.PLONSK) is None
    assert unit_cost_section(T, read_unit_costs(repository, spec("jednostka"), "14")).blocks == ()


def test_a_section_that_is_not_asked_for_is_not_read(repository: Repository) -> None:
    asked = spec(sections="wskazniki")
    with counted_selects(repository._engine) as statements:
        assert read_service_cost(repository, asked, country.CODE, country.PLONSK) is None
        assert read_unit_costs(repository, asked, country.PLONSK) is None
    assert statements == []


def test_a_unit_has_a_row_for_each_service_with_a_cost(repository: Repository) -> None:
    section = unit_cost_section(T, read_unit_costs(repository, spec("jednostka"), country.PLONSK))
    table = block(section, PlainTable)
    assert isinstance(table, PlainTable)
    assert table.rows[0][0] == "Szkoły podstawowe"
    assert plain(table.rows[0][-1]).endswith("z 4")  # a gmina without pupils has no place


def test_the_number_of_selects_does_not_depend_on_the_group(repository: Repository) -> None:
    counts = []
    for group in ("kraj", "powiat"):
        _read_both(repository, group)  # what every group shares is read once and kept
        with counted_selects(repository._engine) as statements:
            _read_both(repository, group)
        counts.append(len([one for one in statements if "dataset" not in one]))
    assert counts[0] == counts[1] <= 5


def _read_both(repository: Repository, group: str) -> None:
    read_service_cost(repository, spec(group=group), country.CODE, country.PLONSK)
    read_unit_costs(repository, spec("jednostka", group=group), country.PLONSK)
