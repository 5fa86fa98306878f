"""Numbers, changes, dates and kinds of empty, in words and signs fit to be read."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from smup.flags import Flag
from smup.i18n import LANGUAGES, PLURAL_FORMS, plural_form, texts
from smup.typography import MINUS, NBSP, nbsp

__all__ = [
    "as_printed",
    "format_change",
    "format_date",
    "format_difference",
    "format_empty",
    "format_number",
    "format_observation",
    "format_value",
    "measure_forms",
    "nbsp",
    "unit_after",
]

PERCENT = "%"
MEASURES = ("day", "hour", "person", "piece", "post")
"""Units of measure that are whole nouns; abbreviations and symbols stay as they are."""
_GROUP_FROM_DIGITS = 5


def format_number(
    value: float, *, decimals: int, lang: str, group_all: bool = False, signed: bool = False
) -> str:
    """Return a number with the marks of the language.

    Polish: decimal comma, no-break space between thousands; in running text only from five digits
    (1872, 14 820), in columns (``group_all``) always. English: decimal point, comma. Halves are
    rounded away from zero, as people expect of the printed decimal.

    Args:
        value: a finite number.
        decimals: digits after the decimal mark.
        lang: ``pl`` or ``en``.
        group_all: group four-digit numbers too, for columns that also hold longer ones.
        signed: put a plus before a positive number.

    Raises:
        ValueError: when the value is not finite; such a value must carry a flag instead.
    """
    if not math.isfinite(value):
        message = f"a value to be shown must be finite, not {value}"
        raise ValueError(message)
    rounded = _rounded(value, decimals)
    digits = f"{abs(rounded):.{decimals}f}"
    whole, _, fraction = digits.partition(".")
    if lang != "pl" or group_all or len(whole) >= _GROUP_FROM_DIGITS:
        whole = f"{int(whole):,}".replace(",", NBSP if lang == "pl" else ",")
    mark = "," if lang == "pl" else "."
    text = f"{whole}{mark}{fraction}" if fraction else whole
    return f"{_sign(rounded, signed=signed)}{text}"


def format_value(
    value: float,
    *,
    unit: str,
    decimals: int,
    lang: str,
    group_all: bool = False,
    signed: bool = False,
) -> str:
    """Return a number with its unit: ``14 820 zł``, ``92,4%`` (no space before the sign).

    A noun agrees with the number as it is printed: ``1 dzień``, ``22 dni``, ``2,5 dnia``. A unit
    that explains codes, ``1 = tak, 0 = nie``, gives the word of the code: ``tak``; a number
    between the codes, such as a median, stands alone.
    """
    codes = _codes(unit)
    if codes and not signed and value in codes:
        return codes[value]
    unit = "" if codes else unit
    number = format_number(value, decimals=decimals, lang=lang, group_all=group_all, signed=signed)
    if not unit:
        return number
    unit = unit_after(value, unit=unit, decimals=decimals, lang=lang)
    return f"{number}{unit}" if unit == PERCENT else f"{number}{NBSP}{unit}"


def unit_after(value: float, *, unit: str, decimals: int, lang: str) -> str:
    """Return a unit of measure in the form that agrees with a number printed before it.

    Args:
        value: the number.
        unit: as the catalogue has it, ``dni``; what is no noun of ``MEASURES`` stays as it is.
        decimals: digits of the printed number; with any, even ``2,0``, it is a fraction.
        lang: ``pl`` or ``en``.
    """
    forms = measure_forms(unit, lang)
    if not forms:
        return unit
    whole = int(_rounded(value, 0))
    return forms["other" if decimals else plural_form(whole, lang)]


def measure_forms(unit: str, lang: str) -> Mapping[str, str]:
    """Return the forms of a unit of measure by the plural categories of CLDR, which browsers know.

    Empty for a unit that is no noun of ``MEASURES``.
    """
    return _measures(lang if lang in LANGUAGES else LANGUAGES[0]).get(unit, {})


@lru_cache(maxsize=len(LANGUAGES))
def _measures(lang: str) -> dict[str, dict[str, str]]:
    """Return the forms of each measure by its singular and by its plurals."""
    t = texts(lang)
    found: dict[str, dict[str, str]] = {}
    for name in MEASURES:
        forms = {form: t(f"measure.{name}.{form}") for form in PLURAL_FORMS[lang]}
        words = tuple(forms.values())
        found |= dict.fromkeys(words, forms | {"other": t(f"measure.{name}.part")})
    return found


def _codes(unit: str) -> dict[float, str]:
    """Return the words that a unit of measure gives to its codes; empty for other units."""
    if "=" not in unit:
        return {}
    pairs = (part.split("=", 1) for part in unit.split(",") if "=" in part)
    return {float(code): word.strip() for code, word in pairs if code.strip().isdecimal()}


def format_difference(difference: float, *, unit: str, decimals: int, lang: str) -> str:
    """Return an absolute difference with its sign; of a percentage in percentage points."""
    points = texts(lang)("common.percentage_points")
    shown = points if unit == PERCENT else unit
    return format_value(difference, unit=shown, decimals=decimals, lang=lang, signed=True)


def format_change(value: float, previous: float, *, unit: str, decimals: int, lang: str) -> str:
    """Return how a value changed: ``+1,8 pkt proc.`` of a percentage, ``+9,1%`` of others.

    A change that rounds to nothing is said in words. From zero, or across zero, a percentage has
    no meaning, so the absolute difference is given.

    Args:
        value: the newer value.
        previous: the older value.
        unit: unit of measure of both.
        decimals: digits of the indicator; a relative change always has one.
        lang: ``pl`` or ``en``.
    """
    if _rounded(value, decimals) == _rounded(previous, decimals):
        return texts(lang)("common.no_change")
    if unit == PERCENT or previous <= 0 or value < 0:
        return format_difference(value - previous, unit=unit, decimals=decimals, lang=lang)
    relative = 100 * (value - previous) / previous
    if _rounded(relative, 1) == 0:
        return format_difference(value - previous, unit=unit, decimals=decimals, lang=lang)
    return format_value(relative, unit=PERCENT, decimals=1, lang=lang, signed=True)


def format_empty(flag: Flag | int, lang: str, *, decimals: int = 0) -> str:
    """Return the word of a kind of empty: ``brak``, ``tajemnica``, ``nie dotyczy``; below: ``<1``.

    Raises:
        ValueError: for a value that occurred, which is never empty.
    """
    flag = Flag(flag)
    if flag is Flag.OCCURRED:
        message = "a value that occurred is shown as a number"
        raise ValueError(message)
    if flag is Flag.BELOW_FORMAT:
        least = format_number(10**-decimals, decimals=decimals, lang=lang)
        return f"<{least}"
    return texts(lang)(f"common.empty.{flag.label}.word")


def format_observation(
    value: float | None, flag: Flag | int, *, unit: str, decimals: int, lang: str
) -> str:
    """Return an observation as shown: a number with its unit, or the word of its emptiness."""
    flag = Flag(flag)
    if value is None or flag is Flag.BELOW_FORMAT:
        return format_empty(flag, lang, decimals=decimals)
    return format_value(value, unit=unit, decimals=decimals, lang=lang)


def format_date(day: date | datetime, lang: str, *, with_year: bool = True) -> str:
    """Return a date in words: ``30 września 2025``, ``30 September 2025``."""
    month = texts(lang)(f"common.months.m{day.month}")
    words = f"{day.day}{NBSP}{month}"
    return f"{words}{NBSP}{day.year}" if with_year else words


def as_printed(value: float, *, decimals: int) -> float:
    """Return a number rounded as it is printed: halves away from zero, unlike ``round``."""
    return float(_rounded(value, decimals))


def _rounded(value: float, decimals: int) -> Decimal:
    exponent = Decimal(1).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(exponent, rounding=ROUND_HALF_UP)


def _sign(rounded: Decimal, *, signed: bool) -> str:
    if rounded == 0:
        return ""
    if rounded < 0:
        return MINUS
    return "+" if signed else ""
