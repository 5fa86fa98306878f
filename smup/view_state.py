"""State of the linked view, to and from the query string. The address is the state."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from smup.address_lists import codes_text, read_codes, read_weights, weights_text
from smup.links import kept_release

LEVEL_CHOICES = ("gmina", "powiat", "wojewodztwo")
GROUP_CHOICES = (
    "podobne",
    "kraj",
    "wojewodztwo",
    "powiat",
    "sasiedzi",
    "rodzaj",
    "wielkosc",
    "miasta",
    "typ",
    "najblizsze",
    "wlasna",
)
MODE_CHOICES = ("value", "group")
TAB_CHOICES = ("map", "chart", "table")
SORT_CHOICES = ("-value", "value", "name", "-name", "-change", "change")
MAX_TEXT = 80
MOST_ADDED = 5
MOST_TOLD = 5
Parser = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A parameter of an address that was replaced by its default, or a part of it left out.

    Attributes:
        parameter: key in the query string.
        value: what stood there, cut to 80 characters.
        reason: what is wrong with it, a key of the texts; empty when there is only one thing that
            can be.
        instead: what was taken in its place, in the reader's words; empty for the default.
    """

    parameter: str
    value: str
    reason: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewState:
    """What the sector dashboard and the indicator page show. None means: choose for me.

    Attributes:
        service: code of the service whose indicators stand in the KPI row.
        ind: code of the indicator that drives map, trend, distribution and table.
        level: gmina, powiat or wojewodztwo; None: the level of the indicator's task.
        unit: TERYT code of my unit.
        group: kind of the comparison group.
        year: year shown; None: the latest of the indicator.
        mode: ``value`` colours by value, ``group`` against the group median.
        woj: TERYT code of the voivodeship the map is zoomed to.
        sel: TERYT code of the unit picked in a view.
        low: lower bound of the brushed range, in the indicator's unit.
        high: upper bound of the brushed range.
        tab: view of the indicator page: map, chart or table.
        sort: column the table is sorted by, with a minus for the largest first.
        add: TERYT codes drawn in the trend beside my unit, joined by dots, at most five; two
            digits at a lower level mean the median of that voivodeship.
        own: TERYT codes of the units of my own group, joined by dots.
        w: weights of the similarity variables where they are not the usual ones, as
            ``VARIABLE.weight`` joined by ``_``.
    """

    service: str | None = None
    ind: str | None = None
    level: str | None = None
    unit: str | None = None
    group: str = "podobne"
    year: int | None = None
    mode: str = "value"
    woj: str | None = None
    sel: str | None = None
    low: float | None = None
    high: float | None = None
    tab: str = "map"
    sort: str = "-value"
    add: str | None = None
    own: str | None = None
    w: str | None = None

    def to_query(self) -> str:
        """Return the canonical query string: only what differs from the default, fixed order."""
        return canonical_query(self)

    @property
    def own_codes(self) -> tuple[str, ...]:
        """Return the codes of my own group as they stand in the address."""
        return read_codes(self.own or "")

    @property
    def weights(self) -> dict[str, int]:
        """Return the weights of the address by variable."""
        return read_weights(self.w or "")[0]

    def with_changes(self, **changes: object) -> "ViewState":
        """Return a copy with some fields replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]


def canonical_query(state: Any) -> str:
    """Return the fields of a state that differ from their defaults, in the order of the class.

    The release that the current answer is read as of is kept as the last key.
    """
    pairs = [
        (field.name, _as_text(value))
        for field in fields(state)
        if (value := getattr(state, field.name)) != field.default
    ]
    return kept_release(urlencode(pairs))


def _as_text(value: object) -> str:
    return format(value, ".15g") if isinstance(value, float) else str(value)


def one_of(choices: tuple[str, ...]) -> Parser:
    """Return a parser that takes one of the choices; anything else is a ValueError."""

    def parse(text: str) -> str:
        if text not in choices:
            raise ValueError(text)
        return text

    return parse


def matching(pattern: str) -> Parser:
    """Return a parser that takes what the whole pattern fits; anything else is a ValueError."""
    compiled = re.compile(pattern, re.ASCII)

    def parse(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(text)
        return text

    return parse


def _year(text: str) -> int:
    return int(matching(r"(19|20)\d\d")(text))


def _bound(text: str) -> float:
    return float(matching(r"-?\d{1,12}(\.\d{1,6})?(e[+-]?\d{1,2})?")(text))


def _added(text: str) -> str:
    codes = text.split(".")
    if len(set(codes)) != len(codes) or len(codes) > MOST_ADDED:
        raise ValueError(text)
    return ".".join(matching(r"\d{2}|\d{4}|\d{7}")(code) for code in codes)


def _own(text: str) -> str | None:
    return codes_text(read_codes(text))


def _weights(text: str, problems: list[Problem]) -> str | None:
    """Read the weights that can be read; the others are told one by one."""
    weights, bad = read_weights(text)
    problems += [Problem(parameter="w", value=piece[:MAX_TEXT]) for piece in bad[:MOST_TOLD]]
    return weights_text(weights)


_PARSERS: dict[str, Callable[[str], object]] = {
    "service": matching(r"[a-z0-9-]{1,60}"),
    "ind": matching(r"[A-Za-z0-9-]{1,60}"),
    "level": one_of(LEVEL_CHOICES),
    "unit": matching(r"\d{2}|\d{4}|\d{6}|\d{7}"),
    "group": one_of(GROUP_CHOICES),
    "year": _year,
    "mode": one_of(MODE_CHOICES),
    "woj": matching(r"\d{2}"),
    "sel": matching(r"\d{2}|\d{4}|\d{6}|\d{7}"),
    "low": _bound,
    "high": _bound,
    "tab": one_of(TAB_CHOICES),
    "sort": one_of(SORT_CHOICES),
    "add": _added,
    "own": _own,
}


def read_values(
    query: Mapping[str, object], parsers: Mapping[str, Callable[[str], object]]
) -> tuple[dict[str, object], list[Problem]]:
    """Return the values that could be read, by key, and a problem for each that could not.

    Args:
        query: parameters by key; an empty one counts as not given.
        parsers: for each key what reads its text, or raises ValueError.
    """
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for key, parser in parsers.items():
        text = str(query.get(key) or "")
        if not text:
            continue
        try:
            values[key] = parser(text)
        except ValueError:
            problems.append(Problem(parameter=key, value=text[:MAX_TEXT]))
    return values, problems


def parse_state(query: Mapping[str, object]) -> tuple[ViewState, tuple[Problem, ...]]:
    """Read a query string; never raises.

    Args:
        query: parameters by key. Unknown keys are ignored: links get extra ones on their way.

    Returns:
        The state, in which each bad value became its default, and the list of those values.
    """
    values, problems = read_values(query, _PARSERS)
    values["w"] = _weights(str(query.get("w")), problems) if query.get("w") else None
    state = ViewState(**values)  # type: ignore[arg-type]
    if state.low is not None and state.high is not None and state.low > state.high:
        problems.append(Problem(parameter="low", value=_as_text(state.low)))
        state = replace(state, low=None, high=None)
    return state, tuple(problems)
