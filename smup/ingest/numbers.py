"""Reads a number and the attribute beside it, as the Local Data Bank of GUS writes them.

Attributes: GUS, BDL API, /attributes.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from smup.flags import Flag
from smup.ingest.columns import NO_DECIMALS

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
PLAIN = re.compile(r"[+-]?\d+(?:[.,](\d+))?")
GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})+(?:(?!\1)[.,](\d+))")
NO_INFORMATION = frozenset({"-", "–", "\N{MINUS SIGN}"})
LARGEST = 1e15
MOST_DECIMALS = 15

EMPTY_ATTRIBUTES = {
    "x": Flag.MISSING,
    "-": Flag.MISSING,
    "#": Flag.SECRET,
    "n": Flag.NOT_YET_PUBLISHED,
}
BELOW_FORMAT = "a"
BALANCE = "z"
METHOD_CHANGED = "m"
REMARKS = {
    "k": "agregat może być niekompletny",
    METHOD_CHANGED: "zmiany metodologiczne",
    "p": "łącznie dla powiatu i miasta na prawach powiatu",
    "s": "szacunki wstępne",
    "v": "dane o niskiej precyzji",
    BALANCE: "zero z bilansu danych niezerowych",
}


class Cell(NamedTuple):
    """A value with its kind; ``value`` is NaN for the kinds of empty."""

    value: float
    flag: Flag
    decimals: int


MISSING = Cell(float("nan"), Flag.MISSING, NO_DECIMALS)


def read_cell(text: str, attribute: str = "") -> Cell | None:
    """Return the value of a cell, or None when the cell says nothing.

    Decimal comma or point; spaces and the other separator between thousands. A dash means no
    information; for the attributes see ``cell_of``.

    Raises:
        ValueError: with a Polish sentence, when the text is no number or the attribute unknown.
    """
    stripped = SPACES.sub("", text)
    empty = mark_of(attribute) in EMPTY_ATTRIBUTES
    if stripped in NO_INFORMATION and not empty:
        cell_of(None, attribute=attribute)
        return MISSING
    if empty or not stripped:
        return cell_of(None, attribute=attribute)
    return cell_of(*read_number(stripped), attribute=attribute)


def cell_of(
    value: float | None, decimals: int = NO_DECIMALS, *, attribute: str = ""
) -> Cell | None:
    """Return a number with the kind that the attribute beside it gives.

    ``x`` means no information, ``#`` secret, ``n`` not yet published, ``a`` below the format; a
    number beside an empty attribute is not a value. Remarks (``REMARKS``) leave the value.

    Args:
        value: the number; None where there is none.
        decimals: how many it was written with; -1 if not known.
        attribute: symbol, in capitals where the method changed too.

    Returns:
        The value, or None when neither number nor attribute says anything.

    Raises:
        ValueError: with a Polish sentence, when the attribute is unknown.
    """
    mark = mark_of(attribute)
    if mark in EMPTY_ATTRIBUTES:
        return Cell(float("nan"), EMPTY_ATTRIBUTES[mark], NO_DECIMALS)
    if mark == BELOW_FORMAT:
        return Cell(value or 0.0, Flag.BELOW_FORMAT, decimals)
    if mark and mark not in REMARKS:
        message = f"nieznany atrybut „{attribute.strip()[:20]}”"
        raise ValueError(message)
    if value is None:
        return None
    return Cell(value, Flag.OCCURRED if value else Flag.DID_NOT_OCCUR, decimals)


def not_reported(cell: Cell, attribute: str) -> bool:
    """Tell whether a zero stands for no report, where a variable writes such zeros."""
    return cell.flag is Flag.DID_NOT_OCCUR and mark_of(attribute) != BALANCE


def remarks_of(attribute: str) -> list[str]:
    """Return the remarks that an attribute makes about a value; capitals tell ``m`` besides."""
    marks = {mark_of(attribute)} & REMARKS.keys()
    if attribute.strip().isupper():
        marks.add(METHOD_CHANGED)
    return sorted(marks)


def remark_notes(remarks: Mapping[str, int]) -> list[str]:
    """Return a sentence for each remark and how many values it stands beside."""
    return [
        f"Uwaga „{mark}” ({REMARKS[mark]}): {count} wartości."
        for mark, count in sorted(remarks.items())
    ]


def mark_of(attribute: str) -> str:
    """Return the symbol of an attribute in small letters."""
    return attribute.strip().lower()


def read_number(text: str) -> tuple[float, int]:
    """Return a number and how many decimals it was written with.

    Raises:
        ValueError: with a Polish sentence.
    """
    if plain := PLAIN.fullmatch(text):
        number, fraction = text.replace(",", "."), plain.group(1) or ""
    elif grouped := GROUPED.fullmatch(text):
        mark, fraction = grouped.group(1), grouped.group(2)
        number = text.replace(mark, "").replace(",", ".")
    else:
        message = f"tekst zamiast liczby: „{text[:40]}”"
        raise ValueError(message)
    value = float(number)
    if abs(value) > LARGEST:
        message = f"liczba poza zakresem: „{text[:40]}”"
        raise ValueError(message)
    # Minus zero would differ from zero in a comparison of texts.
    return value + 0.0, min(len(fraction), MOST_DECIMALS)
