"""Query parameters: every one is declared, checked, and named in the answer when it is wrong."""

import re
from collections.abc import Collection

from flask import request

from smup.errors import InvalidQueryError
from smup.i18n import LANGUAGES
from smup.web.texts import say

LONGEST_TEXT = 200
MOST_CODES = 100
MOST_ROWS = 5000
DEFAULT_ROWS = 1000
FIRST_YEAR, LAST_YEAR = 1900, 2100
LATEST = "latest"
YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII)
SHOWN = 60


class Parameters:
    """The query string of the current request.

    Each method raises ``InvalidQueryError`` that names the parameter, what is wrong and what
    to write instead.
    """

    def __init__(self, *allowed: str) -> None:
        """Refuse parameters that the address does not know and those given twice."""
        known = {*allowed, "lang"}
        for name in request.args:
            if name not in known:
                raise invalid(name, "unknown_parameter", known=", ".join(sorted(known)))
            if len(request.args.getlist(name)) > 1:
                raise invalid(name, "given_twice")
        self.lang = self.choice("lang", LANGUAGES) or LANGUAGES[0]

    def text(self, name: str) -> str | None:
        """Return a short text without control signs, or None when absent or blank."""
        value = request.args.get(name, "").strip()
        if len(value) > LONGEST_TEXT:
            raise invalid(name, "too_long", most=LONGEST_TEXT)
        if not value.isprintable():
            raise invalid(name, "unprintable")
        return value or None

    def choice(self, name: str, choices: Collection[str]) -> str | None:
        """Return one of the given words, or None when absent."""
        value = self.text(name)
        if value is not None and value not in choices:
            raise invalid(name, "not_a_choice", value=shown(value), choices=", ".join(choices))
        return value

    def whole(self, name: str, *, default: int, low: int, high: int) -> int:
        """Return a whole number between ``low`` and ``high``."""
        value = self.text(name)
        if value is None:
            return default
        if not (value.isascii() and value.isdigit() and len(value) <= len(str(high))) or not (
            low <= int(value) <= high
        ):
            raise invalid(name, "not_whole", value=shown(value), low=low, high=high)
        return int(value)

    def limit(self) -> int:
        """Return ``limit``, the number of items on a page."""
        return self.whole("limit", default=DEFAULT_ROWS, low=1, high=MOST_ROWS)

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the codes of a list separated by commas, each once; empty when absent."""
        listed = request.args.get(name, "").split(",")
        codes = tuple(dict.fromkeys(code.strip() for code in listed if code.strip()))
        if len(codes) > MOST_CODES:
            raise invalid(name, "too_many", count=len(codes), most=MOST_CODES)
        if not all(code.isprintable() and len(code) <= LONGEST_TEXT for code in codes):
            raise invalid(name, "unprintable")
        return codes

    def years(self, name: str) -> tuple[int, int] | None:
        """Return the first and last year of ``2020`` or ``2015-2020``; None for ``latest``.

        When the parameter is absent, all years.
        """
        value = self.text(name)
        if value is None:
            return FIRST_YEAR, LAST_YEAR
        if value == LATEST:
            return None
        match = YEARS.fullmatch(value)
        if match is None:
            raise invalid(name, "not_years", value=shown(value))
        first, last = int(match[1]), int(match[2] or match[1])
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            raise invalid(name, "years_outside", value=value, first=FIRST_YEAR, last=LAST_YEAR)
        return first, last


def invalid(parameter: str, key: str, **values: object) -> InvalidQueryError:
    """Return the error for a parameter, in the language of the request."""
    name = shown(parameter)
    return InvalidQueryError(name, say(f"invalid.{key}", parameter=name, **values))


def shown(value: str) -> str:
    """Return a user's text cut so that an answer never repeats ten kilobytes of it."""
    return value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
