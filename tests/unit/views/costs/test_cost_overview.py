"""The sentence that opens the list of services with costs."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from smup.repository import Repository
from smup.views.costs.overview import read_overview
from smup.views.costs.overview_words import summary
from tests import cost_database as country
from tests.poured import Pour


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("pl", "Nie wczytano jeszcze kosztów żadnej usługi."),
        ("en", "No costs of any service have been loaded yet."),
    ],
)
def test_without_any_costs_no_number_of_services_is_told(
    sqlite_engine: Engine, lang: str, said: str, pour: Pour
) -> None:
    pour(sqlite_engine, country.fill)
    view = read_overview(Repository(sqlite_engine), {}, lang=lang)
    bare = tuple(
        (sector, tuple(replace(row, years=()) for row in rows)) for sector, rows in view.sectors
    )
    assert summary(replace(view, sectors=bare), lang) == ("", "", said)
    assert summary(view, lang).strong
