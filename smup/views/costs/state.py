"""State of the page of the cost of a service, to and from the query string.

Beside the keys of every view: ``keys`` how costs are shared, ``ceny=stale`` for constant prices of
the trend, ``na=calosc`` for amounts in all instead of per unit of output, ``wynik`` and ``dostep``
the indicators of the triangle, ``mniej``, ``oszczednosc`` and ``oplata`` what would change if.
``para``, ``mapa``, ``porzadek`` and ``miejsca`` are views that the browser alone draws.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from smup.costs.dictionary import CostService
from smup.costs.keys import Keys, default_keys, parse_keys
from smup.view_state import Problem, ViewState, matching, one_of, parse_state, read_values

CONSTANT, TOTAL = "stale", "calosc"
PAIRS = ("kj", "kd", "jd")
MAPS = ("koszt", "odchylenie")
PLACES = ("miejsce", "koszt", "odchylenie")
COLUMNS = ("koszt", "nazwa", "miejsce", "jakosc", "dostep", "odchylenie")
ORDERS = tuple(sign + column for column in COLUMNS for sign in ("", "-"))
MOST_FEWER = 99
MOST_FEE = 100

# What a page of one service has no use for; the page keeps none of it in its address.
_OTHER_VIEWS = dict.fromkeys(("service", "ind", "level", "woj", "low", "high", "add"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CostState:
    """What the page of a service shows.

    Attributes:
        view: unit, group, year, own list and weights, sel (the unit picked in a view).
        keys: how costs are shared; None: the usual keys of the service.
        constant: the trend in prices of the last year; else in current ones.
        total: the waterfall in all; else per unit of output.
        quality: code of the indicator on the upright axis of the triangle; None: the first.
        availability: code of the indicator of its third side; None: the first.
        fewer: places fewer in the what-if.
        saved: percent of the cost of a place that is saved; None: the usual share of the service.
        fee: change of fees in percent.
        pair: pair of axes of the scatter, one of ``PAIRS``; None: the first that can be drawn.
        map: what colours the map beside it, one of ``MAPS``; None: the first.
        order: column of the table of the group, with a minus for the largest first; None: by cost.
        places: what the places show, one of ``PLACES``; None: the first.
    """

    view: ViewState = field(default_factory=ViewState)
    keys: Keys | None = None
    constant: bool = False
    total: bool = False
    quality: str | None = None
    availability: str | None = None
    fewer: int = 0
    saved: int | None = None
    fee: int = 0
    pair: str | None = None
    map: str | None = None
    order: str | None = None
    places: str | None = None

    def to_query(self) -> str:
        """Return the canonical query string: only what differs from the default, fixed order."""
        own = {
            "keys": "" if self.keys is None else self.keys.to_text(),
            "ceny": CONSTANT if self.constant else "",
            "na": TOTAL if self.total else "",
            "wynik": self.quality or "",
            "dostep": self.availability or "",
            "mniej": str(self.fewer or ""),
            "oszczednosc": "" if self.saved is None else str(self.saved),
            "oplata": str(self.fee or ""),
            "para": self.pair or "",
            "mapa": self.map or "",
            "porzadek": self.order or "",
            "miejsca": self.places or "",
        }
        pairs = urlencode({key: text for key, text in own.items() if text})
        return "&".join(part for part in (self.view.to_query(), pairs) if part)


def parse_cost_state(
    query: Mapping[str, object], service: CostService
) -> tuple[CostState, tuple[Problem, ...]]:
    """Read a query string; never raises, see ``smup.view_state.parse_state``.

    Args:
        query: parameters by key.
        service: whose keys are permitted and whose indicators can be chosen.
    """
    view, problems = parse_state(query)
    read, found = read_values(query, _parsers(service))
    usual = {"keys": default_keys(service), "saved": usual_saving(service)}
    values = {_FIELDS[key]: value for key, value in read.items()}
    kept = {name: value for name, value in values.items() if value != usual.get(name)}
    view = view.with_changes(mode="value", tab="map", sort=ViewState().sort, **_OTHER_VIEWS)
    return CostState(view=view, **kept), (*problems, *found)  # type: ignore[arg-type]


def usual_saving(service: CostService) -> int:
    """Return the percent of the cost of a place that closing it is taken to save."""
    return round(100 * service.fixed_share)


_FIELDS = {
    "keys": "keys",
    "ceny": "constant",
    "na": "total",
    "wynik": "quality",
    "dostep": "availability",
    "mniej": "fewer",
    "oszczednosc": "saved",
    "oplata": "fee",
    "para": "pair",
    "mapa": "map",
    "porzadek": "order",
    "miejsca": "places",
}


def _parsers(service: CostService) -> dict[str, Callable[[str], object]]:
    return {
        "keys": lambda text: parse_keys(text, service),
        "ceny": lambda text: one_of(("biezace", CONSTANT))(text) == CONSTANT,
        "na": lambda text: one_of(("jednostka", TOTAL))(text) == TOTAL,
        "wynik": _code_of(service.quality),
        "dostep": _code_of(service.availability),
        "mniej": _whole(-MOST_FEWER, MOST_FEWER),
        "oszczednosc": _whole(0, 100),
        "oplata": _whole(-MOST_FEE, MOST_FEE),
        "para": _other_than_first(PAIRS),
        "mapa": _other_than_first(MAPS),
        "porzadek": _other_than_first(ORDERS),
        "miejsca": _other_than_first(PLACES),
    }


def _code_of(permitted: tuple[str, ...]) -> Callable[[str], str | None]:
    """Return a parser of an indicator of the service; the first one is the usual one."""
    parse = _other_than_first(permitted)
    return lambda text: parse(text.upper())


def _other_than_first(permitted: tuple[str, ...]) -> Callable[[str], str | None]:
    def parse(text: str) -> str | None:
        code = one_of(permitted)(text)
        return None if code == permitted[0] else code

    return parse


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        number = int(matching(r"-?\d{1,3}")(text))
        if not low <= number <= high:
            raise ValueError(text)
        return number

    return parse
