"""Numbers, changes, dates and kinds of empty as they are printed."""

import datetime as dt

import pytest

from smup.flags import Flag
from smup.formats import (
    format_change,
    format_date,
    format_difference,
    format_empty,
    format_number,
    format_observation,
    format_value,
    measure_forms,
)

NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (92.4, 1, "92,4"),
        (1872, 0, "1872"),
        (14820, 0, f"14{NB}820"),
        (1234567.891, 2, f"1{NB}234{NB}567,89"),
        (-2.0, 1, "\u22122,0"),
        (0.0, 0, "0"),
        (-0.04, 1, "0,0"),
        (2.5, 0, "3"),
        (0.125, 2, "0,13"),
        (1e-9, 2, "0,00"),
    ],
)
def test_polish_numbers_of_running_text(value: float, decimals: int, expected: str) -> None:
    assert format_number(value, decimals=decimals, lang="pl") == expected


def test_columns_group_four_digits_too() -> None:
    assert format_number(2910, decimals=0, lang="pl", group_all=True) == f"2{NB}910"


def test_english_numbers_have_a_point_and_commas() -> None:
    assert format_number(14820.5, decimals=1, lang="en") == "14,820.5"
    assert format_number(-1872, decimals=0, lang="en") == "\u22121,872"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_cannot_be_printed(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        format_number(value, decimals=0, lang="pl")


def test_a_percent_sign_has_no_space_and_other_units_do_not_break() -> None:
    assert format_value(92.4, unit="%", decimals=1, lang="pl") == "92,4%"
    assert format_value(14820, unit="zł", decimals=0, lang="pl") == f"14{NB}820{NB}zł"
    assert format_value(3, unit="", decimals=0, lang="pl") == "3"


def test_a_code_is_told_by_its_word_and_a_number_between_codes_stands_alone() -> None:
    unit = "1 = tak, 0 = nie"
    assert format_value(1, unit=unit, decimals=0, lang="pl") == "tak"
    assert format_value(0, unit=unit, decimals=0, lang="pl") == "nie"
    assert format_value(0.5, unit=unit, decimals=1, lang="pl") == "0,5"
    assert format_difference(1, unit=unit, decimals=0, lang="pl") == "+1"


@pytest.mark.parametrize(
    ("value", "previous", "unit", "expected"),
    [
        (92.4, 90.6, "%", f"+1,8{NB}pkt proc."),
        (88.0, 90.0, "%", f"\u22122,0{NB}pkt proc."),
        (109.1, 100.0, "zł", "+9,1%"),
        (88.0, 100.0, "zł", "\u221212,0%"),
        (3.0, 0.0, "os.", f"+3,0{NB}os."),
        (5.04, 5.0, "os.", "bez zmian"),
        (1_000_000.1, 1_000_000.0, "zł", f"+0,1{NB}zł"),
    ],
)
def test_a_change_is_in_points_or_per_cent(
    value: float, previous: float, unit: str, expected: str
) -> None:
    assert format_change(value, previous, unit=unit, decimals=1, lang="pl") == expected


def test_english_change_of_a_percentage_is_in_pp() -> None:
    assert format_difference(1.8, unit="%", decimals=1, lang="en") == f"+1.8{NB}pp"


@pytest.mark.parametrize(
    ("flag", "word"),
    [
        (Flag.DID_NOT_OCCUR, "0"),
        (Flag.MISSING, "brak"),
        (Flag.SECRET, "tajemnica"),
        (Flag.NOT_APPLICABLE, "nie dotyczy"),
        (Flag.NOT_YET_PUBLISHED, "jeszcze nie ma"),
    ],
)
def test_each_kind_of_empty_has_its_own_word(flag: Flag, word: str) -> None:
    assert format_empty(flag, "pl") == word


def test_below_format_names_the_least_number_shown() -> None:
    assert format_empty(Flag.BELOW_FORMAT, "pl") == "<1"
    assert format_empty(Flag.BELOW_FORMAT, "pl", decimals=1) == "<0,1"
    assert format_empty(Flag.BELOW_FORMAT, "en", decimals=2) == "<0.01"


def test_a_value_that_occurred_is_not_empty() -> None:
    with pytest.raises(ValueError, match="occurred"):
        format_empty(Flag.OCCURRED, "pl")


def test_zero_missing_and_below_format_are_three_things() -> None:
    def shown(value: float | None, flag: Flag) -> str:
        return format_observation(value, flag, unit="%", decimals=1, lang="pl")

    assert shown(0.0, Flag.DID_NOT_OCCUR) == "0,0%"
    assert shown(None, Flag.MISSING) == "brak"
    assert shown(0.04, Flag.BELOW_FORMAT) == "<0,1"


def test_dates_are_in_words() -> None:
    day = dt.date(2025, 9, 30)
    assert format_date(day, "pl") == f"30{NB}września{NB}2025"
    assert format_date(day, "en", with_year=False) == f"30{NB}September"


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "expected"),
    [
        (1, 0, "dni", "1 dzień"),
        (3, 0, "dni", "3 dni"),
        (22, 0, "dni", "22 dni"),
        (2.5, 1, "dni", "2,5 dnia"),
        (2.0, 1, "dni", "2,0 dnia"),
        (12.4, 0, "dni", "12 dni"),
        (0.5, 2, "etat", "0,50 etatu"),
        (4, 0, "etaty", "4 etaty"),
        (5, 0, "etat", "5 etatów"),
        (1.5, 1, "osoby", "1,5 osoby"),
        (1.5, 1, "os.", "1,5 os."),
        (2.5, 1, "km", "2,5 km"),
    ],
)
def test_a_unit_that_is_a_noun_agrees_with_the_number_as_printed(
    value: float, decimals: int, unit: str, expected: str
) -> None:
    shown = format_value(value, unit=unit, decimals=decimals, lang="pl")
    assert shown.replace(NB, " ") == expected


def test_english_nouns_agree_too() -> None:
    assert format_value(1, unit="days", decimals=0, lang="en") == f"1{NB}day"
    assert format_value(1, unit="days", decimals=1, lang="en") == f"1.0{NB}days"


def test_a_change_in_days_takes_the_form_of_its_own_number() -> None:
    assert format_difference(-1.5, unit="dni", decimals=1, lang="pl") == f"\u22121,5{NB}dnia"


def test_browsers_get_the_forms_by_the_categories_they_know() -> None:
    assert measure_forms("dni", "pl") == {
        "one": "dzień",
        "few": "dni",
        "many": "dni",
        "other": "dnia",
    }
    assert measure_forms("zł", "pl") == {}
