"""Breaches of a schema in Polish words: what is wrong in a field, and what to write there."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic_core import ErrorDetails

PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        "missing": "brakuje tego pola",
        "extra_forbidden": "nie ma takiego pola",
        "string_type": "wpisz tekst w cudzysłowie",
        "string_too_short": "pole jest puste",
        "string_too_long": "tekst jest za długi, najwyżej {max_length} znaków",
        "string_pattern_mismatch": "wartość „{input}” nie pasuje do wzoru {pattern}",
        "literal_error": "wartość „{input}” jest nieznana; dozwolone: {expected}",
        "int_type": "wpisz liczbę całkowitą",
        "int_parsing": "wpisz liczbę całkowitą",
        "int_from_float": "wpisz liczbę całkowitą",
        "float_type": "wpisz liczbę",
        "float_parsing": "wpisz liczbę",
        "bool_type": "wpisz true albo false",
        "bool_parsing": "wpisz true albo false",
        "date_type": "wpisz datę RRRR-MM-DD",
        "date_parsing": "wpisz datę RRRR-MM-DD",
        "date_from_datetime_parsing": "wpisz datę RRRR-MM-DD",
        "date_from_datetime_inexact": "wpisz datę RRRR-MM-DD",
        "greater_than_equal": "wartość {input} jest za mała, najmniej {ge}",
        "less_than_equal": "wartość {input} jest za duża, najwyżej {le}",
        "too_long": "za dużo pozycji, najwyżej {max_length}",
        "tuple_type": "wpisz listę w nawiasach kwadratowych",
        "model_type": "wpisz pola w nawiasach klamrowych",
    }
)
PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        r"^[a-z0-9]+(-[a-z0-9]+)*$": "małe litery bez znaków polskich, cyfry i łączniki",
        r"^\d{2}(\d{2}(\d{3})?)?$": "kod TERYT: 7 cyfr gminy, 4 powiatu albo 2 województwa",
        r"^https?://\S+$": "adres od http:// albo https://, bez spacji",
        r"^[^@\s]+@[^@\s]+$": "jeden adres e-mail, bez spacji",
        r"^[0-9+() -]{7,25}$": "numer telefonu: cyfry, +, nawiasy i łączniki, 7–25 znaków",
        r"^[\w][\w .()-]{0,118}$": "sama nazwa pliku: litery, cyfry, spacje, kropki i łączniki",
    }
)
"""What a pattern asks for, in words."""
VALUE_ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "denominator and denominator_label go together": (
            "mianownik (denominator) i jego opis (denominator_label) podaj razem"
        ),
        "chance needs a denominator: the number of people or cases": (
            "chance wymaga mianownika (denominator): liczby osób albo spraw"
        ),
        "give either unit or institution": (
            "podaj albo jednostkę (unit), albo instytucję (institution), nie obie"
        ),
        "an indicator is linked once": "ten sam wskaźnik (indicators) podano dwa razy",
        "year before must be earlier than year after": (
            "rok przed (before) musi być wcześniejszy niż rok po (after)"
        ),
    }
)


def problem_of(detail: ErrorDetails) -> str:
    """Return what is wrong, without a full stop, for one error of pydantic."""
    known = {**(detail.get("ctx") or {}), "input": str(detail["input"])[:60]}
    if detail["type"] == "value_error":
        return VALUE_ERRORS.get(str(known.get("error")), detail["msg"])
    if known.get("pattern") in PATTERNS:
        return f"wartość „{known['input']}” nie pasuje; wpisz {PATTERNS[known['pattern']]}"
    if "expected" in known:
        known["expected"] = str(known["expected"]).replace(" or ", " albo ")
    return PROBLEMS.get(detail["type"], detail["msg"]).format_map(known)
