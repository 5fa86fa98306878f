"""CSV byte for byte, because spreadsheets are particular."""

import pytest
from flask.testing import FlaskClient

from smup.exports.cells import plain_number
from smup.exports.csv import csv_chunks, file_name, view_csv

DATA = "/api/v1/data?format=csv"


def test_the_csv_opens_in_a_polish_spreadsheet(client: FlaskClient) -> None:
    answer = client.get(f"{DATA}&indicator=EDU-PRZ-01&unit=1420011,1420062&year=2020-2021")
    assert answer.data.decode() == (
        "\ufeffwskaznik;nazwa_wskaznika;teryt;jednostka;rodzaj;powiat;wojewodztwo;rok;wartosc;"
        "znacznik;miejsca_po_przecinku;jednostka_miary;zrodlo;uwaga_jednostki\r\n"
        "EDU-PRZ-01;Odsetek dzieci w przedszkolach;1420011;Płońsk;gm. miejska;płoński;mazowieckie;"
        "2020;81,25;occurred;1;%;GUS, Bank Danych Lokalnych;\r\n"
        "EDU-PRZ-01;Odsetek dzieci w przedszkolach;1420011;Płońsk;gm. miejska;płoński;mazowieckie;"
        "2021;85;occurred;1;%;GUS, Bank Danych Lokalnych;\r\n"
        "EDU-PRZ-01;Odsetek dzieci w przedszkolach;1420062;Joniec;gm. wiejska;płoński;mazowieckie;"
        "2020;;secret;1;%;GUS, Bank Danych Lokalnych;\r\n"
        "EDU-PRZ-01;Odsetek dzieci w przedszkolach;1420062;Joniec;gm. wiejska;płoński;mazowieckie;"
        "2021;0;did-not-occur;1;%;GUS, Bank Danych Lokalnych;\r\n"
    )
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="smup-EDU-PRZ-01.csv"'


def test_the_csv_for_programs_has_commas_and_points(client: FlaskClient) -> None:
    answer = client.get(f"{DATA}&indicator=EDU-PRZ-01&unit=1420011&year=2020&sep=comma&lang=en")
    assert answer.data.decode() == (
        "\ufeffindicator,indicator_name,teryt,unit,kind,powiat,voivodeship,year,value,"
        "flag,decimals,unit_of_measure,source,note\r\n"
        "EDU-PRZ-01,Share of children in kindergartens,1420011,Płońsk,urban gmina,płoński,"
        'mazowieckie,2020,81.25,occurred,1,%,"Statistics Poland, Local Data Bank",\r\n'
    )


def test_a_sample_says_so_in_the_name_and_in_each_row(sample_client: FlaskClient) -> None:
    answer = sample_client.get(f"{DATA}&indicator=EDU-PRZ-01&level=gmina")
    assert (
        'filename="smup-EDU-PRZ-01-gmina-dane-przykladowe.csv"'
        in answer.headers["Content-Disposition"]
    )
    lines = answer.data.decode().splitlines()[1:]
    assert len(lines) == 6
    assert all(line.endswith(";dane przykładowe;") for line in lines)


@pytest.mark.parametrize("text", ["=1+1", "+48", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_cannot_become_a_formula(text: str) -> None:
    body = b"".join(csv_chunks(["a"], [[text]])).decode()
    assert body.removeprefix("\ufeffa\r\n").strip('"\r\n').startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    assert b"".join(csv_chunks(["a"], [[-1.5]])) == "\ufeffa\r\n-1,5\r\n".encode()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (12.0, "12"),
        (100.0, "100"),
        (0.00001, "0.00001"),
        (1e22, "10000000000000000000000"),
        (113_500_000_000.25, "113500000000.25"),
        (-2.5, "-2.5"),
    ],
)
def test_a_number_is_written_in_full_without_exponent(value: float, text: str) -> None:
    assert plain_number(value) == text


def test_many_rows_come_in_pieces_that_join() -> None:
    chunks = list(csv_chunks(["n"], ([n] for n in range(5000))))
    assert len(chunks) == 3
    assert b"".join(chunks).count(b"\r\n") == 5001


def test_quotes_separators_and_line_ends_are_quoted() -> None:
    body = b"".join(csv_chunks(["a", "b"], [['x;"y"', "1\n2"]]))
    assert body == '\ufeffa;b\r\n"x;""y""";"1\n2"\r\n'.encode()


def test_a_view_is_exported_with_named_columns_as_it_stands() -> None:
    body = view_csv([["Płońsk", "1420011", 92.4, None]], ["unit", "teryt", "value", "change"], "pl")
    assert body == "\ufeffjednostka;teryt;wartosc;zmiana\r\nPłońsk;1420011;92,4;\r\n".encode()


def test_a_file_name_is_plain_ascii() -> None:
    assert file_name(["smup", "łódź/1"], sample=False, lang="pl") == "smup---d--1.csv"
