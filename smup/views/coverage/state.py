"""State of the page of coverage, to and from the query string. The address is the state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from smup.view_state import Problem, canonical_query, matching, one_of, read_values
from smup.views.coverage.states import KINDS

VIEWS = ("obraz", "luki", "jednostki", "wymiary", "aktualnosc")
LEVELS = ("gmina", "powiat", "wojewodztwo", "kraj")
UNIT_KINDS = (
    "brak", "bez-wiersza", "tajemnica", "nie-dotyczy", "jeszcze-nie-ma", "zero", "ponizej",
    "nigdy", "wartosc",
)  # fmt: skip
"""Kinds of what a unit has in a year of an indicator; ``nigdy``: never any value."""
YES = "tak"
MOST_PAGES = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageState:
    """What the page of coverage shows.

    Attributes:
        widok: picture, gaps, units, dimensions or freshness.
        level: of the units; None: that of the indicator's task, gminas without one.
        sektor: code of a sector.
        usluga: code of a service of it.
        ind: code of an indicator.
        years: first and last year shown, ``2018-2024``; None: all.
        year: year picked in the picture.
        stan: only indicators in this state, one of ``KINDS``.
        braki: ``tak`` for rows with gaps only.
        rodzaj: units of one kind, one of ``UNIT_KINDS``.
        woj: TERYT code of a voivodeship whose units are listed.
        strona: page of a list, from 1.
    """

    widok: str = "obraz"
    level: str | None = None
    sektor: str | None = None
    usluga: str | None = None
    ind: str | None = None
    years: str | None = None
    year: int | None = None
    stan: str | None = None
    braki: str | None = None
    rodzaj: str | None = None
    woj: str | None = None
    strona: int = 1

    def to_query(self) -> str:
        """Return the canonical query string: only what differs from the default, fixed order."""
        return canonical_query(self)

    def having(self, **changes: Any) -> "CoverageState":
        """Return a copy with some fields replaced, at the first page unless one is given."""
        return replace(self, **{"strona": 1, **changes})

    @property
    def only_gaps(self) -> bool:
        """Tell whether rows without gaps are left out."""
        return self.braki == YES

    @property
    def span(self) -> tuple[int, int] | None:
        """Return the first and last year shown."""
        if self.years is None:
            return None
        first, _, last = self.years.partition("-")
        return int(first), int(last or first)


def parse_coverage_state(
    query: Mapping[str, object],
) -> tuple[CoverageState, tuple[Problem, ...]]:
    """Read a query string; never raises. Bad values become defaults and are told."""
    values, problems = read_values(query, _PARSERS)
    return CoverageState(**values), tuple(problems)  # type: ignore[arg-type]


def _years(text: str) -> str:
    parts = matching(r"(19|20)\d\d(-(19|20)\d\d)?")(text).split("-")
    if parts[0] > parts[-1]:
        raise ValueError(text)
    return text


def _page(text: str) -> int:
    page = int(matching(r"\d{1,4}")(text))
    if not 1 <= page <= MOST_PAGES:
        raise ValueError(text)
    return page


_PARSERS = {
    "widok": one_of(VIEWS),
    "level": one_of(LEVELS),
    "sektor": matching(r"[a-z0-9-]{1,60}"),
    "usluga": matching(r"[a-z0-9-]{1,60}"),
    "ind": matching(r"[A-Za-z0-9-]{1,60}"),
    "years": _years,
    "year": lambda text: int(matching(r"(19|20)\d\d")(text)),
    "stan": one_of(KINDS),
    "braki": one_of((YES,)),
    "rodzaj": one_of(UNIT_KINDS),
    "woj": matching(r"\d{2}"),
    "strona": _page,
}
