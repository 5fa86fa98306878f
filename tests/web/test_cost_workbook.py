"""The address of the workbook of the cost of a service."""

import io
from pathlib import Path

import openpyxl
import pytest
from flask.testing import FlaskClient

from tests import cost_database as country
from tests.web.conftest import server_over

PATH = f"/koszty/{country.CODE}.xlsx"


@pytest.fixture(scope="module")
def cost_client(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of the server over six gminas with loaded rows."""
    return server_over(
        country.filled_copy(migrated_sqlite, tmp_path_factory.mktemp("costs"))
    ).test_client()


def test_the_workbook_is_a_file_named_by_service_unit_year_and_sample(
    cost_client: FlaskClient,
) -> None:
    answer = cost_client.get(f"{PATH}?unit={country.PLONSK}")
    assert answer.status_code == 200
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    name = f"smup-koszt-{country.CODE}-{country.PLONSK}-2024-dane-przykladowe.xlsx"
    assert f'filename="{name}"' in answer.headers["Content-Disposition"]


def test_the_english_workbook_keeps_year_group_and_keys(cost_client: FlaskClient) -> None:
    query = f"unit={country.PLONSK}&year=2023&group=powiat&keys=czas_m2_bez"
    answer = cost_client.get(f"/en{PATH}?{query}")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    values = [cell.value for row in book["Result"].iter_rows(max_row=20) for cell in row]
    assert {2023, "working time", "floor area", "without capital"} <= set(values)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "Arkusz dotyczy jednej jednostki"),
        (f"?unit={country.EMPTY}", "nie ma wydatków tej usługi za rok 2024"),
        ("?unit=14", "Wybierz jednostkę z poziomu: gminy"),
    ],
)
def test_without_costs_the_answer_says_what_is_missing(
    cost_client: FlaskClient, query: str, told: str
) -> None:
    answer = cost_client.get(f"{PATH}{query}")
    assert answer.status_code == 404
    assert told in answer.text.replace("\u00a0", " ")


def test_an_unknown_service_is_404(cost_client: FlaskClient) -> None:
    assert cost_client.get("/koszty/loty-na-ksiezyc.xlsx?unit=1420011").status_code == 404


def test_the_same_file_is_not_sent_twice(cost_client: FlaskClient) -> None:
    address = f"{PATH}?unit={country.PLONSK}"
    etag = cost_client.get(address).headers["ETag"]
    again = cost_client.get(address, headers={"If-None-Match": etag})
    assert again.status_code == 304
