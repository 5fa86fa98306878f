"""What the page of coverage shows of a small country, counted by hand; reads are few."""

from datetime import date

import pytest
from sqlalchemy import Engine, insert

from smup.i18n import texts
from smup.models import SourceAnswer
from smup.repository import Repository
from smup.typography import plain_spaces
from smup.views.coverage import facts
from smup.views.coverage.badge import badge
from smup.views.coverage.gaps import dimension_rows, fresh_rows, gap_rows
from smup.views.coverage.heat import heat_rows
from smup.views.coverage.selection import select_coverage
from smup.views.coverage.tables import coverage_table
from smup.views.coverage.units import reporting_rows, unit_list
from smup.views.coverage.words import lead
from smup.views.take_out.extracts import read_extract
from tests import builders
from tests.coverage_country import CITY, EMPTY, GMINA, NEW, OF_POWIAT, PLONSK, fill
from tests.poured import Pour
from tests.small_country import counted_selects

TODAY = date(2026, 11, 23)


@pytest.fixture
def repository(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch, pour: Pour) -> Repository:
    """The country on a fixed day."""
    monkeypatch.setattr(facts, "today", lambda: TODAY)
    pour(sqlite_engine, fill)
    return Repository(sqlite_engine)


def test_the_picture_leads_from_sectors_to_indicators(repository: Repository) -> None:
    chosen = select_coverage(repository, {})
    (row,) = heat_rows(repository, chosen, lang="pl")
    shown = {c.year: (c.known, c.wanted, c.percent, c.grade, c.kind, c.empty) for c in row.cells}
    # The indicator without any row never had a first year, so each of its years is a gap of four.
    assert shown[2020] == (3, 8, 37, 1, "partial", 1)
    assert shown[2025] == (1, 8, 12, 1, "partial", 1)
    assert shown[2022] == (0, 6, 0, 0, "not-fetched", 2)
    assert row.indicators == 2
    service = select_coverage(repository, {"usluga": "przedszkola"})
    assert [one.code for one in heat_rows(repository, service, lang="pl")] == [GMINA, EMPTY]
    assert service.state.to_query() == "usluga=przedszkola"


def test_gaps_without_any_value_come_first_and_the_newest_ahead(repository: Repository) -> None:
    rows = gap_rows(select_coverage(repository, {"ind": GMINA}))
    assert [(row.year, row.state.kind, row.lacking) for row in rows] == [
        (2024, "not-fetched", 4),
        (2023, "not-fetched", 4),
        (2022, "not-fetched", 2),
        (2025, "partial", 3),
        (2021, "partial", 2),
        (2020, "partial", 1),
    ]


def test_units_of_a_year_are_those_that_were_counted(repository: Repository) -> None:
    chosen = select_coverage(repository, {"ind": GMINA, "year": "2021"})
    found = unit_list(repository, chosen)
    assert found is not None
    assert [(one.unit.teryt, one.kind, one.never) for one in found.rows] == [
        (CITY, "bez-wiersza", False),
        ("1420062", "bez-wiersza", True),
    ]
    assert found.counts["wartosc"] == 1
    assert found.voivodeships == (("02", 1), ("14", 1))
    one = unit_list(
        repository, select_coverage(repository, {"ind": GMINA, "year": "2021", "woj": "02"})
    )
    assert one is not None
    assert [row.unit.teryt for row in one.rows] == [CITY]


def test_dimensions_count_indicators_with_data(repository: Repository) -> None:
    (row,) = dimension_rows(repository, select_coverage(repository, {}), lang="pl")
    assert row.counts["jakosc"] == (1, 1)
    assert sum(every for every, _ in row.counts.values()) == 2


def test_freshness_and_badge(repository: Repository) -> None:
    chosen = select_coverage(repository, {})
    assert [
        (row.of.indicator.code, row.state and row.state.kind) for row in fresh_rows(chosen)
    ] == [
        (EMPTY, None),
        (GMINA, "expected"),
    ]
    shown = badge(repository, repository.indicator(GMINA), lang="pl")
    assert plain_spaces(shown.text) == "1 z 4 gmin · 2020–2025 · na czas"
    assert (shown.look, shown.address) == ("czesc", f"/luki?ind={GMINA}")
    # Powiats: due on 30 September 2023, which was 1150 days before.
    late = badge(repository, repository.indicator(OF_POWIAT), lang="en")
    assert late.text == "1 of 2 powiats · 2021 · late by 1,150 days"
    assert badge(repository, repository.indicator(EMPTY), lang="pl").text == "bez danych"


def test_a_source_that_has_none_is_named_with_the_day(
    sqlite_engine: Engine, repository: Repository
) -> None:
    with sqlite_engine.begin() as connection:
        connection.execute(
            insert(SourceAnswer).values(
                source="smup", part="1", year=2023, status="none", rows=0, digest="0" * 64,
                indicator_id=builders.indicator_id(connection, GMINA), release_id=1,
                answered_at=date(2026, 5, 4),
            )
        )  # fmt: skip
    state = select_coverage(Repository(sqlite_engine), {}).level.of[GMINA].state(2023)
    assert (state.kind, state.asked) == ("none", date(2026, 5, 4))


def test_units_that_lack_indicators(repository: Repository, sqlite_engine: Engine) -> None:
    # Nobody has rows in ``latest``: one indicator of gminas has data, and cities answer for both.
    rows = reporting_rows(repository, select_coverage(repository, {"widok": "jednostki"}))
    assert [(row.unit.teryt, row.indicators, row.known) for row in rows] == [
        (CITY, 1, 0),
        (PLONSK, 1, 0),
        (NEW, 1, 0),
        ("1420062", 1, 0),
    ]


@pytest.mark.parametrize("view", ["obraz", "luki", "jednostki", "wymiary", "aktualnosc"])
@pytest.mark.parametrize("lang", ["pl", "en"])
def test_files_have_the_rows_of_the_view(repository: Repository, view: str, lang: str) -> None:
    extract = read_extract(repository, "/luki", {"widok": view}, lang=lang)
    table = coverage_table(repository, select_coverage(repository, {"widok": view}), lang=lang)
    found = [row for batch in extract.table.batches() for row in batch.to_pylist()]
    assert found == [row for batch in table.batches() for row in batch.to_pylist()]
    assert len(found) == extract.table.rows > 0
    assert extract.description.page == "/luki"


def test_opening_sentences_count_the_same(repository: Repository) -> None:
    said = " ".join(lead(select_coverage(repository, {"ind": GMINA}), texts("en")))
    # 5 values of 4 + 3 + 2 + 4 + 4 + 4 that there should be.
    assert "23.8%" in said
    assert "3 times an indicator has no value at all" in said


def test_bad_values_of_the_address_are_told(repository: Repository) -> None:
    query = {"sektor": "nie-ma", "level": "wies", "years": "1950-1960", "strona": "0"}
    chosen = select_coverage(repository, query)
    assert {one.parameter for one in chosen.problems} == {"sektor", "level", "years", "strona"}
    assert chosen.state.to_query() == ""


def test_the_whole_page_costs_few_reads(repository: Repository, sqlite_engine: Engine) -> None:
    select_coverage(repository, {})
    with counted_selects(sqlite_engine) as statements:
        chosen = select_coverage(repository, {})
        heat_rows(repository, chosen, lang="pl")
        gap_rows(chosen)
        fresh_rows(chosen)
        for one in repository.indicators():
            badge(repository, one, lang="pl")
    assert {statement.rsplit("FROM", 1)[1].split()[0] for statement in statements} == {"dataset"}
    with counted_selects(sqlite_engine) as statements:
        unit_list(repository, select_coverage(repository, {"ind": GMINA, "level": "gmina"}))
    assert sum("FROM observation" in one for one in statements) == 1
