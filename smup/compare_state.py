"""State of the comparison page, to and from the query string. The address is the state."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from smup.view_state import (
    MAX_TEXT,
    Problem,
    ViewState,
    canonical_query,
    matching,
    one_of,
    parse_state,
    read_values,
)

VIEW_CHOICES = ("table", "lines", "panels", "places", "scatter", "spread", "better")
AMONG_CHOICES = ("units", "group")
MOST_UNITS = 30
MOST_INDICATORS = 20
_UNIT = r"\d{2}|\d{4}|\d{6,7}"
_INDICATOR = r"[A-Za-z0-9-]{1,60}"
SHARED_KEYS = ("group", "level", "unit", "year", "own", "w", "sel")
_NUMBER = r"-?\d{1,12}(\.\d{1,6})?(e[+-]?\d{1,2})?"
_BOX = rf"{_NUMBER}(_{_NUMBER}){{3}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareState:
    """What the comparison page shows. None means: choose for me.

    Attributes:
        units: TERYT codes of the compared units joined by dots, at most 30.
        ind: codes of indicators joined by dots, at most 20.
        x: the indicator of views of one indicator, and the horizontal one of the scatter.
        y: the vertical one of the scatter.
        year: year shown; None: the newest one with data.
        view: table, lines, panels, places, scatter, spread or better.
        group: kind of the comparison group.
        level: gmina, powiat or wojewodztwo; None: the level of my unit.
        unit: TERYT code of my unit.
        own: codes of my own group, for ``group=wlasna``.
        w: weights of the similarity, for ``group=najblizsze``.
        among: whether places are counted among the compared ``units`` or in the ``group``.
        sort: ``name`` or the code of an indicator, with a minus for the largest first; None: as
            the units were chosen.
        sel: TERYT code of the unit picked in a picture.
        box: range brushed in the scatter: least and greatest x, least and greatest y, joined by
            underscores, in the units of measure of the indicators.
    """

    units: str | None = None
    ind: str | None = None
    x: str | None = None
    y: str | None = None
    year: int | None = None
    view: str = "table"
    group: str = "podobne"
    level: str | None = None
    unit: str | None = None
    own: str | None = None
    w: str | None = None
    among: str = "units"
    sort: str | None = None
    sel: str | None = None
    box: str | None = None

    def to_query(self) -> str:
        """Return the canonical query string: only what differs from the default, fixed order."""
        return canonical_query(self)

    def with_changes(self, **changes: object) -> "CompareState":
        """Return a copy with some fields replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def group_state(self) -> ViewState:
        """Return the part of the state that says what the comparison group is."""
        return ViewState(unit=self.unit, level=self.level, group=self.group, own=self.own, w=self.w)

    @property
    def unit_codes(self) -> tuple[str, ...] | None:
        """Return the codes of the compared units, or None when none were asked for."""
        return None if self.units is None else tuple(self.units.split("."))

    @property
    def indicator_codes(self) -> tuple[str, ...] | None:
        """Return the codes of the indicators, or None when none were asked for."""
        return None if self.ind is None else tuple(self.ind.split("."))

    @property
    def box_bounds(self) -> tuple[float, float, float, float] | None:
        """Return least and greatest x, least and greatest y of the brushed range."""
        if self.box is None:
            return None
        x0, x1, y0, y1 = (float(part) for part in self.box.split("_"))
        return x0, x1, y0, y1


def _box(text: str) -> str:
    x0, x1, y0, y1 = (float(part) for part in matching(_BOX)(text).split("_"))
    if x0 > x1 or y0 > y1:
        raise ValueError(text)
    return text


_PARSERS: dict[str, Callable[[str], object]] = {
    "x": matching(_INDICATOR),
    "y": matching(_INDICATOR),
    "view": one_of(VIEW_CHOICES),
    "among": one_of(AMONG_CHOICES),
    "sort": matching(r"-?[A-Za-z0-9-]{1,60}"),
    "box": _box,
}


def parse_compare_state(
    query: Mapping[str, object],
) -> tuple[CompareState, tuple[Problem, ...]]:
    """Read a query string; never raises.

    Args:
        query: parameters by key. Unknown keys are ignored: links get extra ones on their way.

    Returns:
        The state, in which each bad value became its default, and the list of those values. Of
        a list that is too long the first codes are kept; the problem is then named
        ``units_many`` or ``ind_many`` and says how many codes there were.
    """
    shared, told = parse_state({key: query.get(key) for key in SHARED_KEYS})
    values: dict[str, object] = {key: getattr(shared, key) for key in SHARED_KEYS}
    problems: list[Problem] = list(told)
    for key, pattern, most in (
        ("units", _UNIT, MOST_UNITS),
        ("ind", _INDICATOR, MOST_INDICATORS),
    ):
        values[key] = _codes(str(query.get(key) or ""), key, pattern, most, problems)
    own, untold = read_values(query, _PARSERS)
    return CompareState(**values, **own), (*problems, *untold)  # type: ignore[arg-type]


def _codes(text: str, key: str, pattern: str, most: int, problems: list[Problem]) -> str | None:
    """Return the understood codes of a list, each once, the first ``most``; None without any."""
    parts = [part for part in dict.fromkeys(text.split(".")) if part]
    fits = re.compile(pattern, re.ASCII).fullmatch
    good = [part for part in parts if fits(part)]
    bad = [part for part in parts if not fits(part)]
    if bad:
        problems.append(Problem(parameter=key, value=", ".join(bad)[:MAX_TEXT]))
    if len(good) > most:
        problems.append(Problem(parameter=f"{key}_many", value=str(len(good))))
    return ".".join(good[:most]) or None
