"""Rows of the data desk for its grid: the values of the database, in pieces, or why there are none.

Expected rows are written out from ``small_country.VALUES``.
"""

import pytest
from flask.testing import FlaskClient

from smup.web.datadesk_rows import MOST_ROWS

ADDRESS = "/eksport/pl/dane.rows.json"
CHOSEN = "ind=EDU-PRZ-01&level=gmina&years=2020-2021&kolumny=brak"
MINE = ["1420011", "Płońsk", 81.25, 85.0]
WROCLAW = ["0264011", "Wrocław", "missing", 93.5]
JONIEC = ["1420062", "Joniec", "secret", 0.0]


def rows(
    client: FlaskClient, query: str, *, start: int = 0, count: int = 100
) -> list[list[object]]:
    answer = client.get(f"{ADDRESS}?{query}&from={start}&count={count}")
    assert answer.status_code == 200, answer.text
    body = answer.get_json()
    assert body["from"] == start
    found: list[list[object]] = body["data"]
    return found


def test_rows_are_those_of_the_database_with_the_reason_in_the_place_of_a_value(
    client: FlaskClient,
) -> None:
    assert rows(client, f"{CHOSEN}&unit=1420011") == [MINE, WROCLAW, JONIEC]


def test_pieces_make_the_whole(reader: FlaskClient) -> None:
    pieces = [rows(reader, CHOSEN, start=start, count=2) for start in (0, 2, 4)]
    assert pieces == [[WROCLAW, MINE], [JONIEC], []]


def test_sorted_rows_have_the_empty_ones_last(reader: FlaskClient) -> None:
    assert rows(reader, f"{CHOSEN}&sort=-EDU-PRZ-01@2020")[0] == MINE
    assert rows(reader, f"{CHOSEN}&sort=EDU-PRZ-01@2021") == [JONIEC, MINE, WROCLAW]


def test_a_range_keeps_the_rows_in_it(reader: FlaskClient) -> None:
    assert rows(reader, f"{CHOSEN}&filtr=EDU-PRZ-01@2021~1~90") == [MINE]


def test_long_rows(reader: FlaskClient) -> None:
    query = CHOSEN.replace("kolumny=brak", "kolumny=powod&uklad=dlugi&units=1420062")
    keys = ("EDU-PRZ-01", "1420062", "Joniec", "%")
    found = rows(reader, query)
    assert [[cell for cell in row if cell in keys] for row in found] == [list(keys)] * 2
    assert [row[-2] for row in found] == ["secret", 0.0]
    assert [row[-3] for row in found] == [2020, 2021]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "from"),
        ("from=0", "count"),
        ("from=-1&count=5", "from"),
        ("from=1e3&count=5", "from"),
        ("from=٣&count=5", "from"),
        (f"from=0&count={MOST_ROWS + 1}", "count"),
        ("from=0&count=0", "count"),
        (f"from={'9' * 400}&count=5", "from"),
    ],
)
def test_bad_pieces_are_named(reader: FlaskClient, query: str, parameter: str) -> None:
    answer = reader.get(f"{ADDRESS}?{CHOSEN}&{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["parameter"] == parameter


def test_a_table_too_large_to_be_sorted_says_what_to_do(
    reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smup.views.datadesk.table.MOST_HELD", 3)
    answer = reader.get(f"{ADDRESS}?{CHOSEN}&from=0&count=5")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert "3" in answer.get_json()["detail"]


def test_an_unknown_language_is_not_found(reader: FlaskClient) -> None:
    assert reader.get(f"/eksport/de/dane.rows.json?{CHOSEN}&from=0&count=5").status_code == 404


def test_rows_held_by_the_browser_are_not_sent_again(reader: FlaskClient) -> None:
    address = f"{ADDRESS}?{CHOSEN}&from=0&count=5"
    first = reader.get(address)
    again = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = reader.get(f"{ADDRESS}?{CHOSEN}&from=1&count=5")
    assert other.headers["ETag"] != first.headers["ETag"]
