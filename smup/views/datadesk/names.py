"""Units of a level by their names as people write them: with kind, powiat or voivodeship."""

from collections import defaultdict
from functools import lru_cache

from smup.territory.directory import UnitDirectory
from smup.territory.search import fold
from smup.territory.unit import TerritorialUnit

_KINDS = {
    "miejska": frozenset({"miejska"}),
    "wiejska": frozenset({"wiejska"}),
    "miejsko-wiejska": frozenset({"miejsko", "wiejska"}),
}
_SAME = {
    "miasto": "miejska",
    "m": "miejska",
    "town": "miejska",
    "city": "miejska",
    "urban": "miejska",
    "w": "wiejska",
    "rural": "wiejska",
}
_KIND_WORDS = frozenset({"miejska", "wiejska", "miejsko"})
_FILLING = frozenset(
    {"gmina", "gm", "powiat", "pow", "wojewodztwo", "woj", "voivodeship"}
    | {"na", "prawach", "powiatu", "st"}
)
_MOST_WORDS = 20


class Names:
    """The units of a level that exist now, by the folded words of their names."""

    def __init__(self, directory: UnitDirectory, level: str) -> None:
        """Index the units of a level, example ones too."""
        self._by_name: dict[tuple[str, ...], list[TerritorialUnit]] = defaultdict(list)
        self._allowed: dict[int, frozenset[str]] = {}
        for unit in directory.units_of(level, fictional=True):
            self._by_name[tuple(fold(unit.name).split())].append(unit)
            above = (directory.powiat_of(unit), directory.voivodeship_of(unit))
            words = [word for place in above if place for word in fold(place.name).split()]
            self._allowed[unit.id] = frozenset(words) | _FILLING
        self._longest = max(map(len, self._by_name), default=0)

    def find(self, text: str) -> tuple[TerritorialUnit, ...]:
        """Return the units that a text names, in the order of their codes.

        The longest run of words that is a name counts; every other word must be the kind, the
        powiat or the voivodeship of the unit, or one that goes with them.
        """
        words = fold(text).split()[:_MOST_WORDS]
        for length in range(min(self._longest, len(words)), 0, -1):
            found: dict[int, TerritorialUnit] = {}
            for start in range(len(words) - length + 1):
                named = self._by_name.get(tuple(words[start : start + length]), ())
                rest = words[:start] + words[start + length :]
                found |= {unit.id: unit for unit in named if self._explains(unit, rest)}
            if found:
                return tuple(found.values())
        return ()

    def _explains(self, unit: TerritorialUnit, words: list[str]) -> bool:
        plain = {_SAME.get(word, word) for word in words}
        kind = plain & _KIND_WORDS
        if kind and kind != _KINDS.get(unit.kind, frozenset()):
            return False
        return plain - kind <= self._allowed[unit.id]


@lru_cache(maxsize=6)
def names_of(directory: UnitDirectory, level: str) -> Names:
    """Return the names of a level; those of two directories are kept."""
    return Names(directory, level)
