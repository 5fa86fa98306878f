"""The table of the index as a file."""

import csv
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from smup.database import make_engine
from tests import index_country as country
from tests.web.conftest import server_over

PATH = "/eksport/pl/indeks.csv"


@pytest.fixture
def index_client(migrated_sqlite: Path, tmp_path: Path) -> FlaskClient:
    """A client of the server over eight gminas, marked as sample."""
    file = tmp_path / "index.sqlite"
    shutil.copy(migrated_sqlite, file)
    engine = make_engine(f"sqlite:///{file}")
    country.fill(engine, kind="sample")
    return server_over(engine).test_client()


def rows_of(client: FlaskClient, query: str) -> list[dict[str, str]]:
    answer = client.get(f"{PATH}?{query}")
    assert answer.status_code == 200, answer.text
    lines = answer.data.decode("utf-8-sig").splitlines()
    return list(csv.DictReader(lines, delimiter=";"))


def test_the_file_has_all_rows_in_the_order_of_the_page(index_client: FlaskClient) -> None:
    rows = rows_of(index_client, f"unit={country.E}&wagi=edukacja.3")
    assert [row["teryt"] for row in rows[:3]] == [country.E, country.H, country.G]
    assert len(rows) == 8
    # Gmina H: (3 * 1.75 + 2) / 4 = 1.8125
    assert (rows[1]["poziom_pkt"], rows[1]["dynamika_pkt"]) == ("118,1", "120")
    assert (rows[1]["cwiartka"], rows[1]["znane_wskazniki"]) == ("najwyższa", "3")


def test_every_row_tells_group_weights_method_and_sample(index_client: FlaskClient) -> None:
    for row in rows_of(index_client, f"unit={country.E}&wagi=edukacja.3&bez=KUL-2"):
        assert row["wagi"] == "Edukacja 3, Kultura 1"
        assert row["pominiete_wskazniki"] == "KUL-2"
        assert row["grupa"].endswith("(8)")
        assert "z-score" in row["metoda"]
        assert row["zrodlo"] == "dane przykładowe"


def test_the_name_of_the_file_tells_unit_year_and_sample(index_client: FlaskClient) -> None:
    answer = index_client.get(f"{PATH}?unit={country.E}")
    name = f'filename="smup-indeks-{country.E}-2024-dane-przykladowe.csv"'
    assert name in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("query", ["", "unit=9999999", "unit=14", "wagi=x&bez=.&year=a"])
def test_without_an_index_the_file_has_its_header_only(
    index_client: FlaskClient, query: str
) -> None:
    assert rows_of(index_client, query) == []


def test_an_unknown_language_is_404_and_the_same_file_is_not_sent_twice(
    index_client: FlaskClient,
) -> None:
    assert index_client.get("/eksport/de/indeks.csv").status_code == 404
    etag = index_client.get(f"{PATH}?unit={country.E}").headers["ETag"]
    again = index_client.get(f"{PATH}?unit={country.E}", headers={"If-None-Match": etag})
    assert again.status_code == 304
