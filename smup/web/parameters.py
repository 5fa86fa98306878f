"""Query parameters: every one is declared, checked, and named in the answer when it is wrong."""

import re
from collections.abc import Collection
from datetime import date

from flask import request

from smup.errors import InvalidQueryError
from smup.i18n import LANGUAGES
from smup.web.openapi.declared import (
    DEFAULT_ROWS,
    FIRST_YEAR,
    LAST_YEAR,
    LATEST,
    LONGEST_TEXT,
    Operation,
)
from smup.web.texts import say

YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII)
SHOWN = 60
MOST_SHOWN = 10


class Parameters:
    """The query string of the current request, as its operation declares it.

    Each method raises ``InvalidQueryError`` that names the parameter, what is wrong and what
    to write instead. Asking for a parameter that is not declared is a mistake of the program.
    """

    def __init__(self, operation: Operation) -> None:
        """Refuse parameters that the operation does not know and those given twice."""
        self.operation = operation
        self._declared = operation.query
        # Looking for what is absent costs much in the dictionary of the request.
        self._values = request.args.to_dict()
        for name in self._values:
            if name not in self._declared:
                raise invalid(name, "unknown_parameter", known=", ".join(sorted(self._declared)))
            if len(request.args.getlist(name)) > 1:
                raise invalid(name, "given_twice")
        self.lang = self.choice("lang") or LANGUAGES[0]
        self._fields = self.codes("fields") if "fields" in self._declared else ()

    def given(self, *names: str) -> tuple[str, ...]:
        """Return those of the names that the request has."""
        return tuple(name for name in names if name in self._values)

    def text(self, name: str) -> str | None:
        """Return a short text without control signs, or None when absent or blank."""
        most = self._declared[name].most
        value = self._values.get(name, "").strip()
        if len(value) > most:
            raise invalid(name, "too_long", most=most)
        if not value.isprintable():
            raise invalid(name, "unprintable")
        return value or None

    def choice(self, name: str, among: Collection[str] = ()) -> str | None:
        """Return one of the declared words (or of fewer), the usual one or None when absent."""
        declared = self._declared[name]
        choices = among or declared.choices
        value = self._values.get(name)
        if value is None:
            return None if declared.usual is None else str(declared.usual)
        if value not in choices:
            raise invalid(name, "not_a_choice", value=shown(value), choices=", ".join(choices))
        return value

    def whole(self, name: str, *, most: int | None = None) -> int | None:
        """Return a whole number in its range (or below), the usual one or None when absent."""
        declared = self._declared[name]
        value = self._values.get(name)
        if value is None:
            return None if declared.usual is None else int(declared.usual)
        low, high = declared.low, declared.high if most is None else most
        if not (value.isascii() and value.isdigit() and len(value) <= len(str(high))) or not (
            low <= int(value) <= high
        ):
            raise invalid(name, "not_whole", value=shown(value), low=low, high=high)
        return int(value)

    def limit(self) -> int:
        """Return ``limit``, the number of items on a page."""
        return self.whole("limit") or DEFAULT_ROWS

    def start(self) -> int:
        """Return ``cursor`` of a list whose items are counted: how many stand before the page."""
        return self.whole("cursor") or 0

    def codes(self, name: str) -> tuple[str, ...]:
        """Return the codes of a list separated by commas, each once; empty when absent."""
        declared = self._declared[name]
        if name not in self._values:
            return ()
        listed = [code.strip() for code in self._values[name].split(",") if code.strip()]
        if not listed:
            raise invalid(name, "no_codes")
        if len(listed) > declared.most:
            raise invalid(name, "too_many", count=len(listed), most=declared.most)
        found = tuple(dict.fromkeys(listed))
        if not all(code.isprintable() and len(code) <= LONGEST_TEXT for code in found):
            raise invalid(name, "unprintable")
        if declared.choices:
            self.permitted(name, found, declared.choices)
        return found

    def permitted(self, name: str, values: Collection[str], choices: Collection[str]) -> None:
        """Refuse values that are none of some words, naming every one."""
        wrong = [shown(value) for value in values if value not in choices]
        if wrong:
            named = ", ".join(wrong[:MOST_SHOWN])
            raise invalid(name, "not_a_choice", value=named, choices=", ".join(choices))

    def years(self, name: str) -> tuple[int, int] | None:
        """Return the first and last year of ``2020`` or ``2015-2020``; None for ``latest``.

        When the parameter is absent, all years.
        """
        value = self._values.get(name)
        if value is None:
            return FIRST_YEAR, LAST_YEAR
        if value == LATEST:
            return None
        match = YEARS.fullmatch(value)
        if match is None:
            raise invalid(name, "not_years", value=shown(value))
        first, last = int(match[1]), int(match[2] or match[1])
        if first > last:
            raise invalid(name, "years_reversed", value=value, other=f"{last}-{first}")
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            raise invalid(name, "years_outside", value=value, first=FIRST_YEAR, last=LAST_YEAR)
        return first, last

    def day(self, name: str) -> date | None:
        """Return a day written as ``2024-01-01``, or None when absent."""
        value = self._values.get(name)
        if value is None:
            return None
        try:
            # Shorter forms, such as 20240101, are left to the reader to write out.
            return date.fromisoformat(value if len(value) == len("2024-01-01") else "")
        except ValueError as error:
            raise invalid(name, "not_day", value=shown(value)) from error

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields of the JSON answer asked for, in its order; all when none is named."""
        return self._chosen(self.operation.fields)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of a file asked for, in its order; all when none is named."""
        return self._chosen(self.operation.columns)

    def _chosen(self, known: tuple[str, ...]) -> tuple[str, ...]:
        self.permitted("fields", self._fields, known)
        return tuple(name for name in known if not self._fields or name in self._fields)


def invalid(parameter: str, key: str, **values: object) -> InvalidQueryError:
    """Return the error for a parameter, in the language of the request."""
    name = shown(parameter)
    return InvalidQueryError(name, say(f"invalid.{key}", parameter=name, **values))


def shown(value: str) -> str:
    """Return a user's text cut so that an answer never repeats ten kilobytes of it."""
    return value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
