"""The table of a page as a file."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("page", ["obszar/edukacja", "wskaznik/EDU-PRZ-01"])
def test_the_file_has_the_rows_of_the_page_in_its_order(reader: FlaskClient, page: str) -> None:
    answer = reader.get(
        f"/eksport/pl/{page}.csv?ind=EDU-PRZ-01&level=gmina&group=kraj&unit=1420011&year=2021"
    )
    assert answer.status_code == 200, answer.text
    header, *lines = answer.data.decode("utf-8-sig").splitlines()
    assert header.startswith("teryt;jednostka;rodzaj;powiat;")
    cells = [line.split(";") for line in lines]
    # My unit first, then by value, largest first; Joniec has a measured zero, not an empty cell.
    assert [(row[0], row[6], row[7]) for row in cells] == [
        ("1420011", "85", "occurred"),
        ("0264011", "93,5", "occurred"),
        ("1420062", "0", "did-not-occur"),
    ]
    assert 'filename="smup-EDU-PRZ-01-gmina-2021.csv"' in answer.headers["Content-Disposition"]


def test_the_file_of_a_sample_says_so(sample_client: FlaskClient) -> None:
    answer = sample_client.get("/eksport/en/wskaznik/EDU-PRZ-01.csv?level=gmina&group=kraj")
    assert "-sample-data.csv" in answer.headers["Content-Disposition"]
    assert all(line.endswith(";sample data;") for line in answer.text.splitlines()[1:])


@pytest.mark.parametrize(
    "path",
    [
        "pl/obszar/kosmos.csv",
        "pl/wskaznik/XXX-01.csv",
        "de/obszar/edukacja.csv",
        "pl/nic.csv",
    ],
)
def test_an_unknown_table_is_404(reader: FlaskClient, path: str) -> None:
    assert reader.get(f"/eksport/{path}").status_code == 404


@pytest.mark.parametrize(
    "query", ["unit=9999999", "year=20255", "level=x", "low=a", "group=';DROP--", "x=" + "y" * 5000]
)
def test_a_bad_query_gives_the_default_table_as_the_page_does(
    reader: FlaskClient, query: str
) -> None:
    assert reader.get(f"/eksport/pl/wskaznik/EDU-PRZ-01.csv?{query}").status_code == 200


def test_the_same_table_is_not_sent_twice(reader: FlaskClient) -> None:
    path = "/eksport/pl/wskaznik/EDU-PRZ-01.csv?level=gmina"
    etag = reader.get(path).headers["ETag"]
    assert reader.get(path, headers={"If-None-Match": etag}).status_code == 304
