"""The comparison as a file, and how many SELECTs a view costs."""

import csv
import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from smup.compare_state import VIEW_CHOICES, parse_compare_state
from smup.repository import Repository
from smup.views.compare import read_comparison, select_comparison
from smup.views.compare.export import column_names, export_rows
from tests import small_country
from tests.poured import Pour

QUERY = "unit=1420011&units=1420011.1420062.0264011&ind=EDU-PRZ-01&group=kraj"
MOST_SELECTS = 6


def rows_of(client: FlaskClient, query: str, lang: str = "pl") -> list[list[str]]:
    answer = client.get(f"/eksport/{lang}/porownanie.csv?{query}")
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def test_the_table_has_a_row_for_each_cell_in_the_order_of_the_page(reader: FlaskClient) -> None:
    header, *rows = rows_of(reader, f"{QUERY}&year=2021&sort=-EDU-PRZ-01")
    assert header[:4] == ["teryt", "jednostka", "rodzaj", "powiat"]
    # Mine first; then the largest; Joniec has a measured zero.
    assert [(row[0], row[7], row[8]) for row in rows] == [
        ("1420011", "85", "occurred"),
        ("0264011", "93,5", "occurred"),
        ("1420062", "0", "did-not-occur"),
    ]


def test_kinds_of_empty_stay_apart_in_the_file(reader: FlaskClient) -> None:
    _, *rows = rows_of(reader, f"{QUERY}&year=2020")
    assert {row[0]: (row[7], row[8]) for row in rows} == {
        "1420011": ("81,25", "occurred"),
        "1420062": ("", "secret"),
        "0264011": ("", "missing"),
    }


@pytest.mark.parametrize("view", VIEW_CHOICES)
def test_the_file_has_exactly_the_rows_of_the_view(
    engine: Engine, client: FlaskClient, view: str
) -> None:
    query = f"{QUERY}&view={view}"
    state, problems = parse_compare_state(dict(pair.split("=") for pair in query.split("&")))
    repository = Repository(engine)
    chosen = select_comparison(repository, state, problems=problems, lang="pl")
    data = read_comparison(repository, chosen, lang="pl")
    header, *rows = rows_of(client, query)
    assert header == column_names(data)
    assert len(rows) == len(export_rows(data))


@pytest.mark.parametrize("view", VIEW_CHOICES)
@pytest.mark.parametrize("units", ["", "1420011.1420062.0264011"])
@pytest.mark.parametrize("group", ["kraj", "wlasna&own=1420011.1420062"])
def test_a_view_costs_a_fixed_small_number_of_selects(
    sqlite_engine: Engine, view: str, units: str, group: str, pour: Pour
) -> None:
    pour(sqlite_engine, small_country.fill)
    repository = Repository(sqlite_engine)
    query = f"unit=1420011&view={view}&among=group&ind=EDU-PRZ-01.EDU-SPP-01&group={group}"
    pairs = dict(pair.split("=") for pair in query.split("&")) | {"units": units}
    state, problems = parse_compare_state(pairs)
    repository.directory()
    repository.years(1, "gmina")
    with small_country.counted_selects(sqlite_engine) as sent:
        repository.begin_request()
        chosen = select_comparison(repository, state, problems=problems, lang="pl")
        read_comparison(repository, chosen, lang="pl")
        repository.end_request()
    assert len(sent) <= MOST_SELECTS, "\n".join(sent)


def test_the_file_of_a_sample_says_so(sample_client: FlaskClient) -> None:
    answer = sample_client.get(f"/eksport/en/porownanie.csv?{QUERY}")
    assert "-sample-data.csv" in answer.headers["Content-Disposition"]
    assert all(line.endswith(";sample data;") for line in answer.text.splitlines()[1:])


@pytest.mark.parametrize(
    "query",
    ["", "unit=9999999", "units=abc.1.2", "view=x", "box=1", "x=NO&y=NO", "unit=1420011&year=1901"],
)
def test_a_bad_address_gives_a_file_as_the_page_gives_a_view(
    reader: FlaskClient, query: str
) -> None:
    assert reader.get(f"/eksport/pl/porownanie.csv?{query}").status_code == 200


def test_another_language_is_404(reader: FlaskClient) -> None:
    assert reader.get("/eksport/de/porownanie.csv").status_code == 404
