"""A formula shows the numbers it was computed from, and says which term is empty and why."""

from typing import Any

import pandas as pd
import pytest

from smup.flags import Flag
from smup.views.formula_text import FilledFormula, fill_formula, formula_in_words, formula_names
from smup.views.linked import Value
from tests.memory_country import indicator

NBSP = "\u00a0"
SPENDING = {
    "numerator": "wydatki",
    "denominator": "uczniowie",
    "multiplier": 1.0,
    "numerator_label": {"pl": "wydatki bieżące", "en": "current spending"},
    "denominator_label": {"pl": "uczniów", "en": "pupils"},
}
UNITS = {"wydatki": ("zł", "PLN"), "uczniowie": ("os.", "persons"), "licea": ("os.", "persons")}


def per_pupil(**changes: Any) -> Any:
    formula = SPENDING | changes
    return indicator(unit_pl="zł", unit_en="PLN", decimals=0, card={"formula": formula})


def frame(**values: float | Flag) -> pd.DataFrame:
    """Variables of 2024; a flag stands for a kind of empty."""
    columns = ("variable_code", "name_pl", "name_en", "unit_pl", "unit_en", "year", "value")
    rows = []
    for code, value in values.items():
        empty = isinstance(value, Flag)
        number = float("nan") if empty else float(value)
        flag = int(value) if empty else 0
        rows.append(
            (
                code,
                code.capitalize(),
                f"en {code}",
                *UNITS[code],
                2024,
                number,
                flag,
                0,
                1,
                "MF",
                "MF",
            )
        )
    extra = ("flag", "decimals", "release_id", "source_pl", "source_en")
    return pd.DataFrame(rows, columns=[*columns, *extra])


def filled(item: Any, variables: pd.DataFrame, value: Value, *, lang: str = "pl") -> FilledFormula:
    return fill_formula(item, variables, value, year=2024, lang=lang)


def test_the_numbers_of_the_year_stand_in_the_fraction() -> None:
    # 22 911 720 / 1546 = 14 820
    found = filled(
        per_pupil(), frame(wydatki=22_911_720, uczniowie=1546), Value(14_820.0, Flag.OCCURRED)
    )
    assert found.numerator == f"22{NBSP}911{NBSP}720{NBSP}zł"
    assert found.denominator == "1546 uczniów"
    assert found.multiplier == ""
    assert found.result == f"14{NBSP}820{NBSP}zł"
    assert (found.known, found.reason) == (True, "")
    assert [(term.name, term.source) for term in found.terms] == [
        ("Wydatki", "MF"),
        ("Uczniowie", "MF"),
    ]


def test_the_english_card_has_english_numbers_and_words() -> None:
    found = filled(
        per_pupil(),
        frame(wydatki=22_911_720, uczniowie=1546),
        Value(14_820.0, Flag.OCCURRED),
        lang="en",
    )
    assert found.numerator == f"22,911,720{NBSP}PLN"
    assert found.denominator == "1,546 pupils"


def test_a_multiplier_and_a_sum_are_shown() -> None:
    item = per_pupil(denominator="uczniowie + licea", multiplier=1000.0)
    found = filled(
        item, frame(wydatki=5000, uczniowie=200, licea=50), Value(20_000.0, Flag.OCCURRED)
    )
    assert found.denominator == "(200 + 50) uczniów"
    assert found.multiplier == "× 1000"
    assert formula_in_words(item, "pl") == "wydatki bieżące ÷ uczniów × 1000"
    assert formula_names(item) == ("wydatki", "uczniowie", "licea")


def test_an_empty_term_is_named_with_its_kind() -> None:
    found = filled(
        per_pupil(),
        frame(wydatki=5000, uczniowie=Flag.SECRET),
        Value(float("nan"), Flag.SECRET),
    )
    assert not found.known
    assert found.result == "tajemnica"
    assert "„Uczniowie”: tajemnica statystyczna" in found.reason


def test_a_zero_denominator_is_the_reason() -> None:
    empty = Value(float("nan"), Flag.NOT_APPLICABLE)
    found = filled(per_pupil(), frame(wydatki=5000, uczniowie=0), empty)
    assert "mianownik wynosi zero" in found.reason.replace(NBSP, " ")


@pytest.mark.parametrize("card", [{}, {"formula": None}, {"formula": {"numerator": "a("}}])
def test_a_card_without_a_formula_shows_the_value_alone(card: dict[str, Any]) -> None:
    item = indicator(card=card)
    found = filled(item, frame(), Value(85.0, Flag.OCCURRED))
    assert (found.numerator, found.terms, found.result) == ("", (), "85,0%")
    assert found.reason != ""
    assert formula_in_words(item, "pl") == ""
    assert formula_names(item) == ()


def test_a_value_loaded_without_its_terms_says_so() -> None:
    found = filled(per_pupil(), frame(), Value(14_820.0, Flag.OCCURRED))
    assert found.reason.startswith("Wartość wczytano wprost")
    assert filled(per_pupil(), frame(), Value(float("nan"), Flag.MISSING)).reason.startswith(
        "Źródło nie podaje"
    )
