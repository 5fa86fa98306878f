"""Single cells: amounts to the grosz, numbers, years."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smup.costs.cells import RowError, grosze, number, year


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("12", 1_200),
        ("12,5", 1_250),
        ("12.05", 1_205),
        ("1 234 567,89", 123_456_789),
        ("1\u00a0234,10 zł", 123_410),
        ("1.234.567,89", 123_456_789),
        ("1,234,567.89", 123_456_789),
        ("-0,01", -1),
        ("\u2212 5", -500),
        ("12,500", 1_250),
        ("99999999999999,99", 9_999_999_999_999_999),
    ],
)
def test_amount_is_read_to_the_grosz(text: str, amount: int) -> None:
    assert grosze(text, "amount") == amount


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Pusta komórka"),
        ("dużo", "nie jest liczba"),
        ("1,234", "więcej niż dwa miejsca"),
        ("12,3,4", "nie jest liczba"),
        ("1e5", "nie jest liczba"),
        ("9" * 17, "poza zakresem"),
        ("nan", "nie jest liczba"),
    ],
)
def test_bad_amount_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(RowError, match=reason):
        grosze(text, "amount")


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_every_amount_comes_back_exactly(amount: int) -> None:
    sign, whole = "-" if amount < 0 else "", abs(amount)
    assert grosze(f"{sign}{whole // 100},{whole % 100:02}", "amount") == amount


def test_number_may_not_be_negative() -> None:
    assert number("12,25", "posts") == 12.25
    with pytest.raises(RowError, match="ujemna: „-1” w kolumnie „posts”"):
        number("-1", "posts")


@pytest.mark.parametrize(
    "text",
    ["2024-06", "2024/1", "2024 I półrocze", "I półrocze 2024", "II kw. 2024", "06.2024"],
)
def test_part_of_a_year_is_refused_with_the_remedy(text: str) -> None:
    with pytest.raises(RowError, match=r"nie jest cały rok.*wpisz kwoty za cały rok"):
        year(text)


def test_an_empty_cell_is_no_year() -> None:
    with pytest.raises(RowError, match="Pusta komórka: kolumna „year”"):
        year("")


@pytest.mark.parametrize("text", ["24", "20244", "dwa tysiące", "1899", "２０２４"])
def test_other_texts_are_no_year(text: str) -> None:
    with pytest.raises(RowError, match="Rok nie jest liczbą"):
        year(text)


def test_a_year_that_is_not_over_is_refused() -> None:
    today = dt.date(2025, 12, 31)
    assert year("2024", today=today) == 2024
    with pytest.raises(RowError, match="jeszcze się nie skończył"):
        year("2025", today=today)
