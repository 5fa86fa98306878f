"""State of the data desk, to and from the query string; the same keys name its files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from smup.view_state import (
    GROUP_CHOICES,
    Problem,
    canonical_query,
    matching,
    one_of,
    read_values,
)
from smup.views.datadesk.reading import (
    ALL_YEARS,
    CODE,
    COLUMN,
    LATEST,
    MOST_LISTED,
    NO_OPTIONS,
    TERYT,
    Range,
    filters_of,
    many,
    options_of,
    own_of,
    range_of,
    read_list,
    weights_of,
    years_of,
)

__all__ = [
    "ALL_YEARS", "LATEST", "LAYOUTS", "LEVELS", "NO_OPTIONS", "OPTIONS", "ROWS", "USUAL_OPTIONS",
    "VIEWS", "DeskState", "Range", "parse_desk_state",
]  # fmt: skip

LAYOUTS = ("szeroki", "lata", "dlugi")
"""``szeroki`` a row a unit, a column an indicator and year · ``lata`` a row a unit and year, a
column an indicator · ``dlugi`` a row a value."""
OPTIONS = (
    "rodzaj", "powiat", "wojewodztwo", "ludnosc",
    "powod", "zmiana", "miejsce", "grupa", "uwaga", "zrodlo",
)  # fmt: skip
"""Optional columns in the order of the table: of the unit, then of each value."""
USUAL_OPTIONS = "powiat.powod"
ROWS = ("wszystkie", "z-wartoscia", "puste")
VIEWS = ("tabela", "mapa", "wykres")
LEVELS = ("gmina", "powiat", "wojewodztwo", "kraj")
LONGEST_ADDRESS = 7_500
"""Signs of a query string; the server refuses 8,192, and other parameters may be added."""
LONGEST_WORDS = 80
LONGEST_PART = 1_500
_LISTS_CUT = ("units", "gdzie", "ind", "usluga", "own")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState:
    """What the data desk shows. Lists are codes joined by dots; None means: choose for me.

    Attributes:
        ind: codes of indicators, in the order of the table.
        usluga: codes of services, each standing for all its indicators.
        obszar: codes of sectors, each standing for all its indicators.
        level: gmina, powiat, wojewodztwo or kraj; None: level of the task of the first indicator.
        units: TERYT codes of units taken one by one.
        gdzie: TERYT codes of voivodeships and powiats, each standing for its units of the level.
        unit: TERYT code of my unit, the base of ``group`` and first in the table.
        group: kind of my unit's comparison group, all of whose units are taken.
        own: TERYT codes of my own group, for ``group=wlasna``.
        w: weights of similarity, for ``group=najblizsze``.
        years: ``2020-2024``, ``2024``, ``latest`` (each indicator's newest) or ``all``; None: the
            newest three years of the chosen indicators. Without units all of the level are taken.
        uklad: one of ``LAYOUTS``.
        kolumny: chosen ``OPTIONS``; ``brak`` for none.
        wiersze: one of ``ROWS``: all, only with a value, only empty.
        szukaj: words in the name, powiat or code of a unit.
        filtr: ranges of columns, ``key~low~high`` joined by ``_``; a bound may be empty.
        sort: key of a column, with a minus for the largest first; None: my unit, then by code.
        widok: one of ``VIEWS``.
        na: code of the indicator on map and chart; None: the first.
        year: year on the map; None: the newest of the table.
    """

    ind: str | None = None
    usluga: str | None = None
    obszar: str | None = None
    level: str | None = None
    units: str | None = None
    gdzie: str | None = None
    unit: str | None = None
    group: str | None = None
    own: str | None = None
    w: str | None = None
    years: str | None = None
    uklad: str = "szeroki"
    kolumny: str = USUAL_OPTIONS
    wiersze: str = "wszystkie"
    szukaj: str | None = None
    filtr: str | None = None
    sort: str | None = None
    widok: str = "tabela"
    na: str | None = None
    year: int | None = None

    def to_query(self) -> str:
        """Return the canonical query string: only what differs from the default, fixed order."""
        return canonical_query(self)

    def with_changes(self, **changes: object) -> "DeskState":
        """Return a copy with some fields replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def listed(self, key: str) -> tuple[str, ...]:
        """Return the codes of a list: of ``ind``, ``usluga``, ``obszar``, ``units``, ``gdzie``."""
        text = getattr(self, key)
        return tuple(text.split(".")) if text else ()

    @property
    def options(self) -> tuple[str, ...]:
        """Return the chosen optional columns, in their order."""
        return () if self.kolumny == NO_OPTIONS else tuple(self.kolumny.split("."))

    @property
    def ranges(self) -> tuple["Range", ...]:
        """Return the ranges of columns."""
        return tuple(range_of(piece) for piece in (self.filtr or "").split("_") if piece)

    @property
    def sort_key(self) -> tuple[str, bool] | None:
        """Return the column sorted by, and whether the largest come first."""
        if self.sort is None:
            return None
        return self.sort.removeprefix("-"), self.sort.startswith("-")


def parse_desk_state(query: Mapping[str, object]) -> tuple[DeskState, tuple[Problem, ...]]:
    """Read a query string; never raises.

    Args:
        query: parameters by key. Unknown keys are ignored: links get extra ones on their way.

    Returns:
        The state, in which each bad value became its default, and the list of those values. Of a
        list that is too long the first codes are kept; the problem then has the reason ``many``.
    """
    problems: list[Problem] = []
    lists = {key: read_list(str(query.get(key) or ""), key, problems) for key in MOST_LISTED}
    values, untold = read_values(query, _PARSERS)
    problems += untold
    values["own"] = own_of(str(query.get("own") or ""), problems)
    values["w"] = weights_of(str(query.get("w") or ""), problems)
    values["years"] = years_of(str(query.get("years") or ""), problems)
    values["kolumny"] = options_of(
        str(query.get("kolumny") or ""), OPTIONS, USUAL_OPTIONS, problems
    )
    values["filtr"] = filters_of(str(query.get("filtr") or ""), problems)
    state = DeskState(**lists, **values)  # type: ignore[arg-type]
    return _short_enough(state, problems), tuple(problems)


def _words(text: str) -> str | None:
    plain = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * LONGEST_WORDS])
    return " ".join(plain.split())[:LONGEST_WORDS].rstrip() or None


def _year(text: str) -> int:
    return int(matching(r"(19|20)\d\d")(text))


def _indicator(text: str) -> str:
    return matching(CODE)(text).upper()


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "level": one_of(LEVELS),
    "unit": matching(TERYT),
    "group": one_of(GROUP_CHOICES),
    "uklad": one_of(LAYOUTS),
    "wiersze": one_of(ROWS),
    "szukaj": _words,
    "sort": matching(f"-?{COLUMN}"),
    "widok": one_of(VIEWS),
    "na": _indicator,
    "year": _year,
}


def _short_enough(state: DeskState, problems: list[Problem]) -> DeskState:
    """Cut the longest lists until the address can be sent; what is cut is told."""
    for key in ("w", "filtr"):
        if len(getattr(state, key) or "") > LONGEST_PART:
            problems.append(Problem(parameter=key, value="", reason="long"))
            state = state.with_changes(**{key: None})
    for key in _LISTS_CUT:
        over = len(state.to_query()) - LONGEST_ADDRESS
        kept = list(state.listed(key))
        if over <= 0 or not kept:
            continue
        count = len(kept)
        while kept and over > 0:
            over -= len(kept.pop()) + 1
        problems.append(many(key, str(count), len(kept)))
        state = state.with_changes(**{key: ".".join(kept) or None})
    return state
