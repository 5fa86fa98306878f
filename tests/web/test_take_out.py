"""„Pobierz i użyj”: what a page offers, as a part of its dialog and as a page of its own."""

import html
import re

import pytest
from flask.testing import FlaskClient

INDICATOR = "strona=/wskaznik/EDU-PRZ-01&level=gmina&year=2021"


def text_of(body: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ")


def test_the_offer_names_rows_files_code_citation_and_addresses(reader: FlaskClient) -> None:
    answer = reader.get(f"/pobierz?{INDICATOR}")
    assert answer.status_code == 200, answer.text
    said = text_of(answer.text)
    assert "Excel · 3 wiersze ·" in said
    assert "import pandas as pd" in said
    assert "@misc{smup-" in said
    assert "/eksport/pl/wskaznik/EDU-PRZ-01.csv?year=2021&sep=comma" in said
    assert 'href="/eksport/pl/wskaznik/EDU-PRZ-01.xlsx?year=2021"' in answer.text
    assert "<title>" in answer.text


def test_a_dialog_gets_the_part_alone(reader: FlaskClient) -> None:
    answer = reader.get(f"/pobierz?{INDICATOR}&okno=")
    assert "<title>" not in answer.text
    assert "po-pliki" in answer.text


def test_the_english_offer_is_english(reader: FlaskClient) -> None:
    answer = reader.get(f"/en/pobierz?{INDICATOR}")
    said = text_of(answer.text)
    assert "Excel · 3 rows ·" in said
    assert "/eksport/en/wskaznik/EDU-PRZ-01.csv" in said
    assert answer.headers["Content-Language"] == "en"


def test_a_refused_file_says_why(reader: FlaskClient) -> None:
    said = text_of(reader.get("/pobierz?strona=/jednostka/1420011").text)
    assert "jeden wiersz na jednostkę" in said


@pytest.mark.parametrize(
    "page", ["/obszar/edukacja", "/porownaj", "/indeks", "/dane", "/jednostka/1420011"]
)
def test_every_page_with_data_has_an_offer(reader: FlaskClient, page: str) -> None:
    answer = reader.get(f"/pobierz?strona={page}&unit=1420011&ind=EDU-PRZ-01")
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("page", ["", "/", "/o-systemie", "/wskaznik/XXX", "../x", "<script>"])
def test_a_page_without_a_table_is_404_in_words(reader: FlaskClient, page: str) -> None:
    answer = reader.get("/pobierz", query_string={"strona": page})
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_a_title_cannot_bring_markup_in(reader: FlaskClient) -> None:
    answer = reader.get(f"/pobierz?{INDICATOR}&okno=&sort=<script>x</script>")
    assert "<script>" not in answer.text


def test_the_same_offer_is_not_sent_twice(reader: FlaskClient) -> None:
    path = f"/pobierz?{INDICATOR}"
    etag = reader.get(path).headers["ETag"]
    assert reader.get(path, headers={"If-None-Match": etag}).status_code == 304
