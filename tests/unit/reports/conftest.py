"""Reports of profiles made by hand; the fonts are cut once for all tests."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from smup.reports.chart_records import TrendChart, TrendLine
from smup.reports.fonts import Fonts, report_fonts
from smup.reports.frame import Origin
from smup.reports.records import Report
from smup.reports.spec import parse_spec
from smup.reports.unit import unit_report
from smup.views.profile import Profile, ProfileRow
from tests import profile_builder
from tests.conftest import FONTS

ORIGIN = "https://smup.example.pl"


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    """The two weights of the report's font, kept between runs: cutting them takes seconds."""
    return report_fonts(FONTS)


@pytest.fixture
def origin() -> Origin:
    """Sample data of a known day."""
    return Origin(dataset=profile_builder.dataset(), release="Katalog, 1 stycznia 2026 (nr 1)")


@pytest.fixture
def chart() -> TrendChart:
    """A chart of three years with a missing one."""
    return TrendChart(
        title="Wskaźnik 1",
        alt="Wskaźnik 1, 2020–2023. Płońsk: 50 w 2020, 70 w 2023.",
        measure="%",
        years=(2020, 2021, 2022, 2023),
        lines=(
            TrendLine(name="Płońsk <70%>", values=(50.0, None, 60.0, 70.0), mine=True),
            TrendLine(name="mediana $50$", values=(45.0, 46.0, 48.0, 50.0), median=True),
        ),
        low=(40.0, 40.0, 40.0, 40.0),
        high=(60.0, 60.0, 60.0, 60.0),
        breaks=(2022,),
        break_label="przerwa {year}",
        stamp="DANE PRZYKŁADOWE",
    )


@pytest.fixture
def report(origin: Origin, chart: TrendChart) -> Report:
    """The report of the usual profile."""
    return report_of(made(), origin, chart)


def made(rows: Sequence[ProfileRow] | None = None, **fields: Any) -> Profile:
    """The usual profile, each indicator under its own name: without the short one of the card."""
    chosen = profile_builder.rows() if rows is None else rows
    plain = [replace(row, indicator=replace(row.indicator, card={})) for row in chosen]
    return profile_builder.profile(plain, **fields)


def report_of(profile: Profile, origin: Origin, *charts: TrendChart, **query: str) -> Report:
    """The report of a profile with the options of an address."""
    spec = parse_spec(
        "jednostka", profile.unit.teryt, "pdf", lang=profile.lang, query=query, origin=ORIGIN
    )
    return unit_report(spec, profile, origin=origin, charts=charts)
