"""Parts of an address of the data desk that hold more than one thing: lists, years, ranges."""

import re
from dataclasses import dataclass

from smup.address_lists import MOST_OWN, codes_text, read_codes, read_weights, weights_text
from smup.view_state import MAX_TEXT, MOST_TOLD, Problem, matching

MOST_LISTED = {"ind": 200, "usluga": 100, "obszar": 20, "units": 900, "gdzie": 400}
MOST_FILTERS = 20
MOST_PIECES = 6_000
"""Pieces of a list that are looked at, so that a million codes cost no more."""
LATEST, ALL_YEARS = "latest", "all"
NO_OPTIONS = "brak"
TERYT = r"\d{2}|\d{4}|\d{6,7}"
CODE = r"[A-Za-z0-9-]{1,60}"
COLUMN = r"[A-Za-z0-9_-]{1,60}(@(19|20)\d\d)?(:[a-z0-9_]{1,20})?"

_NUMBER = r"-?\d{1,12}(\.\d{1,6})?(e[+-]?\d{1,2})?"
_FILTERED = COLUMN.replace("_", "")
_BETWEEN = re.compile(r"[.,;\s]+")
_LISTS = {
    "ind": CODE,
    "usluga": r"[a-z0-9-]{1,60}",
    "obszar": r"[a-z0-9-]{1,60}",
    "units": TERYT,
    "gdzie": r"\d{2}|\d{4}",
}


@dataclass(frozen=True, slots=True)
class Range:
    """Bounds of the numbers of a column, both included; None: open.

    Attributes:
        key: of the column.
        low: least number.
        high: largest number.
    """

    key: str
    low: float | None
    high: float | None

    def __str__(self) -> str:
        """Return the range as it stands in an address."""
        return f"{self.key}~{_bound_text(self.low)}~{_bound_text(self.high)}"


def read_list(text: str, key: str, problems: list[Problem]) -> str | None:
    """Return the understood codes of a list, each once, the first ones; None without any."""
    pieces = [piece for piece in _BETWEEN.split(text, maxsplit=MOST_PIECES) if piece]
    rest = len(pieces) > MOST_PIECES
    pieces = list(dict.fromkeys(pieces[:MOST_PIECES]))
    fits = re.compile(_LISTS[key], re.ASCII).fullmatch
    bad = [piece for piece in pieces if not fits(piece)]
    good = [piece.upper() if key == "ind" else piece for piece in pieces if fits(piece)]
    good = list(dict.fromkeys(good))
    if bad:
        problems.append(Problem(parameter=key, value=few(bad), reason="shape"))
    most = MOST_LISTED[key]
    if len(good) > most:
        problems.append(many(key, f"{MOST_PIECES}+" if rest else str(len(good)), most))
    return ".".join(good[:most]) or None


def many(key: str, count: str, most: int) -> Problem:
    """Return the problem of a list that was cut: how many it has and how many are taken."""
    return Problem(parameter=key, value=count, reason="many", instead=str(most))


def few(codes: list[str] | tuple[str, ...]) -> str:
    """Return the first codes, each cut to the length of a text, and the number of the rest."""
    shown = ", ".join(code[: MAX_TEXT // 4] for code in codes[:MOST_TOLD])
    rest = len(codes) - MOST_TOLD
    return f"{shown} (+{rest})" if rest > 0 else shown


def own_of(text: str, problems: list[Problem]) -> str | None:
    """Return the codes of an own group, the first ones."""
    codes = read_codes(text)
    if len(codes) > MOST_OWN:
        problems.append(many("own", str(len(codes)), MOST_OWN))
    return codes_text(codes[:MOST_OWN])


def weights_of(text: str, problems: list[Problem]) -> str | None:
    """Return the weights that can be read; the others are told one by one."""
    weights, bad = read_weights(text) if text else ({}, ())
    problems += [Problem(parameter="w", value=piece[:MAX_TEXT]) for piece in bad[:MOST_TOLD]]
    return weights_text(weights)


def years_of(text: str, problems: list[Problem]) -> str | None:
    """Read years; a range written backwards is turned, one of a single year is that year."""
    if not text or text in (LATEST, ALL_YEARS):
        return text or None
    found = re.fullmatch(r"((?:19|20)\d\d)(?:-((?:19|20)\d\d))?", text, re.ASCII)
    if found is None:
        problems.append(Problem(parameter="years", value=text[:MAX_TEXT], reason="shape"))
        return None
    first, last = found[1], found[2] or found[1]
    if first > last:
        told = Problem(parameter="years", value=text, reason="turned", instead=f"{last}-{first}")
        problems.append(told)
        first, last = last, first
    return first if first == last else f"{first}-{last}"


def options_of(text: str, choices: tuple[str, ...], usual: str, problems: list[Problem]) -> str:
    """Return the chosen options in their order; ``usual`` when none can be read."""
    if not text or text == NO_OPTIONS:
        return text or usual
    asked = [piece for piece in _BETWEEN.split(text, maxsplit=MOST_PIECES) if piece]
    bad = [piece for piece in asked if piece not in choices]
    if bad:
        problems.append(Problem(parameter="kolumny", value=few(bad)))
    known = [option for option in choices if option in asked]
    return ".".join(known) or usual


def filters_of(text: str, problems: list[Problem]) -> str | None:
    """Return the ranges that can be read, the last one of each column."""
    pieces = [piece for piece in text.split("_", MOST_PIECES) if piece]
    known: dict[str, Range] = {}
    bad: list[str] = []
    for piece in pieces[:MOST_PIECES]:
        try:
            found = range_of(piece)
        except ValueError:
            bad.append(piece)
            continue
        known[found.key] = found
    if bad:
        problems.append(Problem(parameter="filtr", value=few(bad)))
    if len(known) > MOST_FILTERS:
        problems.append(many("filtr", str(len(known)), MOST_FILTERS))
    return "_".join(str(one) for one in [*known.values()][:MOST_FILTERS]) or None


def range_of(piece: str) -> Range:
    """Read ``key~low~high``; ValueError when it is none, or empty of numbers."""
    key, low, high = (*piece.split("~"), "", "")[:3]
    matching(_FILTERED)(key)
    bounds = [float(matching(_NUMBER)(bound)) if bound else None for bound in (low, high)]
    if piece.count("~") != 2 or bounds == [None, None]:
        raise ValueError(piece)
    least, largest = bounds
    if least is not None and largest is not None and least > largest:
        raise ValueError(piece)
    return Range(key, least, largest)


def _bound_text(bound: float | None) -> str:
    return "" if bound is None else format(bound, ".15g")
