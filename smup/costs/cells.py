"""Reads single cells of the templates; amounts exactly, as whole grosze."""

import datetime as dt
import math
import re

from smup.costs import reasons
from smup.ingest.numbers import GROUPED, LARGEST, PLAIN, SPACES

FIRST_YEAR, LAST_YEAR = 1900, 2100
CURRENCY = re.compile(r"(?:zł|PLN)\.?$", re.IGNORECASE)
MINUS = str.maketrans("\u2212\u2013", "--")
PART_OF_YEAR = re.compile(
    r"(?:19|20)\d\d[-/. ]|[-/. ](?:19|20)\d\d|pół|kw|mies|\b[IVX]+\b", re.IGNORECASE
)
GROSZE_DIGITS = 2
SHOWN = 40


class RowError(ValueError):
    """A row that cannot be taken; its text is one of ``smup.costs.reasons``."""


def grosze(text: str, column: str) -> int:
    """Return an amount as whole grosze, exactly.

    Decimal comma or point, spaces between thousands, ``zł`` after the number.

    Raises:
        RowError: when it is empty, no number, too large or finer than a grosz.
    """
    plain = _plain(CURRENCY.sub("", text.strip()), column)
    whole, _, fraction = plain.lstrip("+-").partition(".")
    if len(fraction.rstrip("0")) > GROSZE_DIGITS:
        raise RowError(reasons.DECIMALS.format(text=text[:SHOWN]))
    # Whole numbers only: a float would lose grosze of large amounts.
    amount = int(whole) * 100 + int(f"{fraction:0<2}"[:GROSZE_DIGITS])
    return -amount if plain.startswith("-") else amount


def number(text: str, column: str) -> float:
    """Return a number that may not be negative.

    Raises:
        RowError: when it is empty, no number, negative or too large.
    """
    value = float(_plain(text, column))
    if value < 0:
        raise RowError(reasons.NEGATIVE.format(text=text[:SHOWN], column=column))
    return value


def number_or_nothing(text: str, column: str) -> float:
    """Return a number that may not be negative, NaN for an empty cell."""
    return number(text, column) if text else math.nan


def year(text: str, *, today: dt.date | None = None) -> int:
    """Return a whole year that is over.

    Args:
        text: the cell.
        today: the present; by default that of the clock.

    Raises:
        RowError: for a part of a year, a year not over and anything else.
    """
    if not text:
        raise RowError(reasons.EMPTY.format(column="year"))
    value = any_year(text)
    if value >= (today or dt.datetime.now(dt.UTC).date()).year:
        raise RowError(reasons.YEAR_NOT_OVER.format(text=value))
    return value


def any_year(text: str) -> int:
    """Return a year, over or not.

    Raises:
        RowError: for a part of a year and anything else.
    """
    if len(text) == 4 and text.isascii() and text.isdigit() and in_range(int(text)):
        return int(text)
    if PART_OF_YEAR.search(text):
        raise RowError(reasons.PART_OF_YEAR.format(text=text[:SHOWN]))
    raise RowError(reasons.YEAR.format(text=text[:SHOWN], first=FIRST_YEAR, last=LAST_YEAR))


def in_range(value: int) -> bool:
    """Tell whether the database takes a year."""
    return FIRST_YEAR <= value <= LAST_YEAR


def digits(text: str, length: int) -> str:
    """Return a code with the leading zeros that a spreadsheet takes away."""
    return text.zfill(length) if text.isascii() and text.isdigit() else text


def _plain(text: str, column: str) -> str:
    """Return a number with a decimal point and nothing else."""
    stripped = SPACES.sub("", text).translate(MINUS)
    if not stripped:
        raise RowError(reasons.EMPTY.format(column=column))
    if PLAIN.fullmatch(stripped):
        found = stripped.replace(",", ".")
    elif grouped := GROUPED.fullmatch(stripped):
        found = stripped.replace(grouped.group(1), "").replace(",", ".")
    else:
        raise RowError(reasons.NUMBER.format(text=text[:SHOWN], column=column))
    if len(found) > SHOWN or abs(float(found)) > LARGEST:
        raise RowError(reasons.TOO_LARGE.format(text=text[:SHOWN], column=column))
    return found
