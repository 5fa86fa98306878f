"""State of the catalogue of practices, to and from the query string. The address is the state.

Values of one facet are alternatives and stand joined by dots: ``obszar=edukacja.kultura``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import urlencode

from smup.links import kept_release
from smup.repository.practice_records import FACETS, SORTS
from smup.view_state import MAX_TEXT, MOST_TOLD, Problem, matching, one_of, read_values

PAGE = 12
"""Practices that are shown at first, and that every request for more adds."""
MOST_SHOWN = 240
LONGEST_SEARCH = 120
MOST_VALUES = 20
YES = "tak"

_BETWEEN = re.compile(r"[.,;\s]+")
_TERYT = matching(r"\d{2}|\d{4}|\d{6}|\d{7}")
_VALUE = matching(r"[a-z0-9-]{1,60}")
_INDICATOR = matching(r"[A-Z0-9-]{1,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeState:
    """What the catalogue shows.

    Attributes:
        text: words looked for.
        chosen: values chosen by facet; a facet without a choice is absent.
        indicators: codes of indicators, any of which a practice is linked to.
        unit: TERYT code of my unit; it offers practices of similar units.
        similar: only practices of units similar to mine.
        place: TERYT code of the unit or voivodeship that the practices come from.
        sort: one of ``SORTS``.
        shown: most practices shown.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    indicators: tuple[str, ...] = ()
    unit: str | None = None
    similar: bool = False
    place: str | None = None
    sort: str = SORTS[0]
    shown: int = PAGE

    def to_query(self) -> str:
        """Return the canonical query string: only what differs from the default, fixed order."""
        return kept_release(urlencode(self.pairs()))

    def pairs(self) -> dict[str, str]:
        """Return the keys and values of the address, in their order."""
        every = {
            "q": self.text,
            **{name: ".".join(self.chosen.get(name, ())) for name in FACETS},
            "wskaznik": ".".join(self.indicators),
            "jst": self.unit or "",
            "podobne": YES if self.similar else "",
            "gdzie": self.place or "",
            "sort": "" if self.sort == SORTS[0] else self.sort,
            "ile": "" if self.shown == PAGE else str(self.shown),
        }
        return {key: value for key, value in every.items() if value}

    def having(self, **changes: object) -> "PracticeState":
        """Return a copy with some fields replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def without(self, facet: str, value: str | None = None) -> "PracticeState":
        """Return a copy without a value of a facet, or without all of them."""
        left = tuple(
            one for one in self.chosen.get(facet, ()) if value is not None and one != value
        )
        chosen = {name: values for name, values in self.chosen.items() if name != facet}
        return replace(self, chosen=MappingProxyType(chosen | ({facet: left} if left else {})))


def parse_practice_state(
    query: Mapping[str, object],
) -> tuple[PracticeState, tuple[Problem, ...]]:
    """Read a query string; never raises.

    Args:
        query: parameters by key; unknown keys are ignored.

    Returns:
        The state, in which what cannot be read became its default, and the list of that.
    """
    values, problems = read_values(query, _PARSERS)
    chosen = {name: _values(query, name, _VALUE, problems) for name in FACETS}
    state = PracticeState(
        chosen=MappingProxyType({name: found for name, found in chosen.items() if found}),
        indicators=_values(query, "wskaznik", lambda one: _INDICATOR(one.upper()), problems),
        **{_FIELDS[key]: value for key, value in values.items()},  # type: ignore[arg-type]
    )
    if state.similar and state.unit is None:
        problems.append(Problem(parameter="podobne", value=YES))
        state = replace(state, similar=False)
    return state, tuple(problems)


def _values(
    query: Mapping[str, object],
    key: str,
    parse: Callable[[str], str],
    problems: list[Problem],
) -> tuple[str, ...]:
    """Return the values of a list, each once; those that cannot be read are told."""
    found: dict[str, None] = {}
    told = 0
    for piece in _BETWEEN.split(str(query.get(key) or ""))[: 2 * MOST_VALUES]:
        try:
            found |= {parse(piece): None} if piece else {}
        except ValueError:
            told += 1
            if told <= MOST_TOLD:
                problems.append(Problem(parameter=key, value=piece[:MAX_TEXT]))
    return tuple(found)[:MOST_VALUES]


def _text(text: str) -> str:
    """Return the words without control characters and doubled spaces, cut where nobody reads."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * LONGEST_SEARCH])
    return " ".join(plain.split())[:LONGEST_SEARCH].rstrip()


def _shown(text: str) -> int:
    """Read how many practices are shown: whole pages, never more than ``MOST_SHOWN``."""
    number = int(matching(r"\d{1,4}")(text))
    if not 1 <= number <= MOST_SHOWN:
        raise ValueError(text)
    return -(-number // PAGE) * PAGE


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "q": _text,
    "jst": _TERYT,
    "podobne": lambda text: one_of((YES,))(text) == YES,
    "gdzie": _TERYT,
    "sort": one_of(SORTS),
    "ile": _shown,
}
_FIELDS = {
    "q": "text",
    "jst": "unit",
    "podobne": "similar",
    "gdzie": "place",
    "sort": "sort",
    "ile": "shown",
}
