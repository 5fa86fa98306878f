"""State of the page of the index: the keys of every view, weights of sectors, indicators left out.

``wagi`` holds ``sector.weight`` pairs joined by ``_``, weights 0 to 5, those of 1 left out;
``bez`` holds codes of indicators joined by dots.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlencode

from smup.address_lists import codes_text, read_weights, weights_text
from smup.view_state import MAX_TEXT, MOST_TOLD, Problem, ViewState, parse_state

USUAL_WEIGHT = 1
MOST_LEFT_OUT = 200
LONGEST_CODE = 60

# What a page of one unit has no use for; the index keeps none of it in its address.
_OTHER_VIEWS = dict.fromkeys(("service", "ind", "woj", "sel", "low", "high", "add"))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """What the page of the index shows.

    Attributes:
        view: unit, group, level, year and sort, as in other views.
        weights: weight of sectors by code, 0 to 5, where it is not 1.
        left_out: codes of indicators that do not count.
    """

    view: ViewState = field(default_factory=ViewState)
    weights: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    left_out: tuple[str, ...] = ()

    def to_query(self) -> str:
        """Return the canonical query string: only what differs from the default, fixed order."""
        own = {"wagi": weights_text(self.weights), "bez": codes_text(sorted(self.left_out))}
        pairs = urlencode({key: text for key, text in own.items() if text})
        return "&".join(part for part in (self.view.to_query(), pairs) if part)


def parse_index_state(
    query: Mapping[str, object],
) -> tuple[IndexState, tuple[Problem, ...]]:
    """Read a query string; never raises, see ``smup.view_state.parse_state``."""
    view, found = parse_state(query)
    problems = list(found)
    weights = _weights(str(query.get("wagi") or ""), problems)
    codes = [code[:LONGEST_CODE].upper() for code in str(query.get("bez") or "").split(".")]
    left_out = tuple(dict.fromkeys(code for code in codes[:MOST_LEFT_OUT] if code))
    view = view.with_changes(mode="value", tab="map", **_OTHER_VIEWS)
    return IndexState(view=view, weights=weights, left_out=left_out), tuple(problems)


def _weights(text: str, problems: list[Problem]) -> Mapping[str, int]:
    """Read the weights; a sector that is given two different ones keeps the usual one."""
    if not text:
        return MappingProxyType({})
    weights, bad = read_weights(text)
    for piece in bad[:MOST_TOLD]:
        problems.append(Problem(parameter="wagi", value=piece[:MAX_TEXT]))
        weights.pop(piece.upper().rpartition(".")[0], None)
    usual = {code.lower(): weight for code, weight in weights.items() if weight != USUAL_WEIGHT}
    return MappingProxyType(usual)
