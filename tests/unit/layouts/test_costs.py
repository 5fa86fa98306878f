"""The list of services with costs: places of my unit, reasons where there is none, ways on."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from layouts import costs
from layouts.cost_links import cost_link, costs_link
from smup.i18n import texts
from smup.repository import Repository
from smup.view_state import ViewState
from smup.views.costs.overview import ServiceRow, read_overview
from smup.views.costs.overview_words import deviation_words, place_words, summary, why_empty
from tests import cost_database as country
from tests.small_country import counted_selects
from tests.tree import having, prop, text, walk


@pytest.fixture(scope="module")
def repository(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Six gminas with loaded rows of primary schools."""
    return Repository(country.filled_copy(migrated_sqlite, tmp_path_factory.mktemp("costs")))


def page(repository: Repository, lang: str = "pl", **query: str) -> Any:
    return costs.layout(SimpleNamespace(repository=repository), lang, **query)  # type: ignore[arg-type]


def schools(repository: Repository, **query: str) -> ServiceRow:
    asked = {"group": "kraj", **query}
    rows = read_overview(repository, asked, lang="pl").rows
    return next(row for row in rows if row.service.code == country.CODE)


def plain(part: Any) -> str:
    return text(part).replace("\u00a0", " ")


def test_the_place_is_an_interval_among_the_units_with_a_cost(repository: Repository) -> None:
    row = schools(repository, unit=country.PLONSK)
    # Four gminas: the fifth has no pupils.
    assert (row.n, row.years) == (4, (2022, 2023, 2024))
    assert row.places is not None
    assert 1 <= row.places[0] <= row.places[1] <= 4
    assert place_words(row, "pl").replace("\u00a0", " ").endswith("z 4")


def test_the_deviation_is_from_the_median_of_the_group(repository: Repository) -> None:
    row = schools(repository, unit=country.JONIEC)
    assert row.spread is not None
    assert row.unit_cost is not None
    assert row.deviation == pytest.approx(row.unit_cost / row.spread.median - 1)
    assert row.unit_cost > row.spread.median
    assert deviation_words(row, "pl").startswith("+")


def test_a_row_leads_to_the_service_with_unit_and_group(repository: Repository) -> None:
    links = having(page(repository, unit=country.PLONSK, group="powiat"), "href")
    addresses = {prop(link, "href") for link in links}
    assert f"/koszty/{country.CODE}?unit={country.PLONSK}&group=powiat" in addresses
    assert {"/koszty/metoda", "/koszty/szablony/koszty.xlsx", "/api/v1/costs"} <= addresses


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        (country.EMPTY, "Jednostka nie ma wydatków na tę usługę za 2024 rok."),
        (country.ZABOR, "Za 2024 rok nie podano, ile usługi dostarczono."),
        ("14", "Tę usługę prowadzą gminy."),
    ],
)
def test_without_a_cost_the_row_says_why(repository: Repository, unit: str, told: str) -> None:
    assert told in plain(page(repository, unit=unit))


def test_a_service_without_loaded_costs_is_no_link(repository: Repository) -> None:
    view = read_overview(repository, {}, lang="pl")
    row = next(row for row in view.rows if row.service.code == country.SOCIAL)
    if not row.years:
        assert "Nie wczytano" in why_empty(row, view, texts("pl"))
    links = [prop(link, "href") for link in having(page(repository), "href")]
    assert not any(country.SOCIAL in address for address in links) or row.years


def test_the_sentence_counts_services_above_and_below(repository: Repository) -> None:
    view = read_overview(repository, {"unit": country.JONIEC, "group": "kraj"}, lang="pl")
    said = summary(view, "pl")
    counted = [row for row in view.rows if row.deviation is not None]
    assert said.strong.replace("\u00a0", " ").startswith(f"{len(counted)} z {len(view.rows)}")


def test_without_a_unit_the_page_asks_for_one_and_shows_the_country(repository: Repository) -> None:
    said = plain(page(repository, "en"))
    assert "Choose a gmina" in said
    assert "Median in the country" in said


def test_bad_values_become_defaults_and_are_told(repository: Repository) -> None:
    said = plain(page(repository, unit="9999999", group="nikt"))
    assert "9999999" in said
    assert "nikt" in said


def test_the_page_has_one_heading_and_a_section_for_each_sector(repository: Repository) -> None:
    made = page(repository, unit=country.PLONSK)
    headings = [one for one in walk(made) if type(one).__name__ == "H1"]
    assert [text(one) for one in headings] == ["Pełny koszt usług"]
    assert len(having(made, "id", "edukacja")) == 1


def test_a_second_look_takes_few_selects_whatever_the_group(repository: Repository) -> None:
    counts = []
    for group in ("kraj", "powiat", "najblizsze"):
        asked = {"unit": country.PLONSK, "group": group}
        read_overview(repository, asked, lang="pl")
        with counted_selects(repository._engine) as statements:
            read_overview(repository, asked, lang="pl")
        counts.append(len([one for one in statements if "dataset" not in one]))
    assert max(counts) <= 3


def test_links_lead_to_the_cost_only_where_it_is_counted() -> None:
    t = texts("pl")
    state = ViewState(unit="1420011", group="powiat")
    link = cost_link(t, country.CODE, state)
    assert link is not None
    assert prop(link, "href") == f"/koszty/{country.CODE}?unit=1420011&group=powiat"
    assert cost_link(t, "ewidencja-ludnosci", state) is None
    every = costs_link(t, "edukacja", "Edukacja", ViewState(unit="1420011"))
    assert prop(every, "href") == "/koszty?unit=1420011#edukacja"
