"""Texts: plural forms, placeholders, missing keys, no-break spaces."""

import pytest

from smup.i18n import Texts, plural_form, texts
from smup.typography import nbsp


@pytest.mark.parametrize(
    ("n", "form"),
    [
        (0, "many"),
        (1, "one"),
        (2, "few"),
        (4, "few"),
        (5, "many"),
        (11, "many"),
        (12, "many"),
        (14, "many"),
        (21, "many"),
        (22, "few"),
        (104, "few"),
        (112, "many"),
        (1001, "many"),
    ],
)
def test_polish_plural_follows_the_last_digits(n: int, form: str) -> None:
    assert plural_form(n, "pl") == form


@pytest.mark.parametrize(("n", "form"), [(0, "other"), (1, "one"), (2, "other"), (21, "other")])
def test_english_has_one_and_other(n: int, form: str) -> None:
    assert plural_form(n, "en") == form


def test_a_plural_text_agrees_with_its_number() -> None:
    polish = texts("pl")
    assert polish.plural("common.services", 1) == "1 usługa"
    assert polish.plural("common.services", 4) == "4 usługi"
    assert polish.plural("common.services", 8) == "8 usług"
    assert texts("en").plural("common.services", 8) == "8 services"


def test_a_missing_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts("pl")("common.no_such_text")


def test_a_missing_value_of_a_placeholder_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts("pl")("shell.title", other="x")


def test_an_unknown_language_gets_polish() -> None:
    assert texts("de").lang == "pl"


def test_braces_in_a_value_stay_as_they_are() -> None:
    made = Texts(lang="en", entries={"a.b": "found {what}"})
    assert made("a.b", what="{0} {secret}") == "found {0} {secret}"


def test_forms_come_in_the_order_of_the_language() -> None:
    assert texts("en").forms("common.rows") == ("{n} row", "{n} rows")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w domu i w lesie", "w\u00a0domu i\u00a0w\u00a0lesie"),
        ("Z a i", "Z\u00a0a\u00a0i"),
        ("to jest", "to jest"),
        ("14 zł", "14\u00a0zł"),
        ("a", "a"),
        ("moja gmina", "moja gmina"),
    ],
)
def test_a_line_does_not_end_with_a_one_letter_word(text: str, expected: str) -> None:
    assert nbsp(text) == expected
