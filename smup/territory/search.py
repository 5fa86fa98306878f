"""Search of units by name: blind to case and diacritics, tolerant of a typo, deterministic."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from smup.territory.unit import TerritorialUnit

# NFKD leaves these letters whole, having no decomposition for their stroke.
_STROKES = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "ø": "o"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_EXACT, _NAME_PREFIX, _WORD_PREFIX, _NAME_AND_LABEL, _LABEL_WORDS = range(5)
_NO_MATCH = 1_000
_NO_TYPO_BELOW = 4
_TWO_TYPOS_FROM = 8
_LONGEST_QUERY = 80

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A found unit, with the words that tell it from others of its name.

    Attributes:
        unit: the unit.
        code: its code at the level asked for.
        name: display name, ``powiat bolesławiecki``.
        kind: kind in words.
        powiat: name of its powiat; None for powiats, cities with powiat rights and above.
        voivodeship: name of its voivodeship; None above powiats.
        label: name, kind and powiat in one line.
    """

    unit: TerritorialUnit
    code: str
    name: str
    kind: str
    powiat: str | None
    voivodeship: str | None
    label: str


def fold(text: str) -> str:
    """Return lower-case ASCII words of a text: ``Łódź-Bałuty`` is ``lodz baluty``."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_STROKES))
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _NOT_WORD.sub(" ", plain.lower()).strip()


class SearchIndex:
    """Words of the labels of some units, prepared for queries.

    Ranking: whole name, then beginning of the name, then beginnings of words of it, then words of
    the label in any order (first where one of them is in the name); only when none of these finds
    anything, names within a typo or two.
    Ties go to the larger population, then to the lower code.
    """

    def __init__(self, units: Sequence[TerritorialUnit], labels: Sequence[str]) -> None:
        """Index ``units``; ``labels[i]`` is the name of ``units[i]``, a comma, more words."""
        self._units = units
        self._names = [fold(unit.name) for unit in units]
        self._full_names = [fold(label.split(",")[0]) for label in labels]
        self._codes = [(unit.teryt, unit.teryt_powiat or "") for unit in units]
        vocabulary: dict[str, int] = {}
        self._name_words = _WordTable(self._names, vocabulary)
        self._label_words = _WordTable([fold(label) for label in labels], vocabulary)
        self._vocabulary = list(vocabulary)
        population = np.array([unit.population or 0 for unit in units], dtype=np.int64)
        by_code = np.argsort(np.argsort([unit.teryt for unit in units], kind="stable"))
        self._tie_break = np.lexsort((by_code, -population)).argsort()

    def find(self, query: str, *, level: str | None = None, limit: int = 20) -> list[int]:
        """Return positions (``TerritorialUnit.position``) of the best matches, best first.

        Args:
            query: words or the beginning of a code; anything past 80 signs is not read.
            level: only units that answer at this level.
            limit: at most so many.
        """
        folded = fold(query[:_LONGEST_QUERY])
        if not folded or not self._units:
            return []
        if folded.replace(" ", "").isdigit():
            tiers = self._tiers_by_code(folded.replace(" ", ""))
        else:
            tiers = self._tiers_by_words(folded)
            if (tiers == _NO_MATCH).all():
                tiers = self._tiers_by_typo(folded.split())
        return self._best(tiers, level, limit)

    def _best(self, tiers: IntArray, level: str | None, limit: int) -> list[int]:
        order = np.lexsort((self._tie_break, tiers))
        found: list[int] = []
        for index in order:
            if tiers[index] >= _NO_MATCH or len(found) >= limit:
                break
            unit = self._units[index]
            if level is None or unit.answers_at(level):
                found.append(unit.position)
        return found

    def _tiers_by_code(self, digits: str) -> IntArray:
        tiers = np.full(len(self._units), _NO_MATCH, dtype=np.int64)
        for index, codes in enumerate(self._codes):
            if digits in codes:
                tiers[index] = _EXACT
            elif any(code.startswith(digits) for code in codes):
                tiers[index] = _NAME_PREFIX
        return tiers

    def _tiers_by_words(self, folded: str) -> IntArray:
        words = folded.split()
        starts = [
            np.array([entry.startswith(word) for entry in self._vocabulary]) for word in words
        ]
        in_label = np.logical_and.reduce([self._label_words.any_of(hit) for hit in starts])
        in_name = np.logical_and.reduce([self._name_words.any_of(hit) for hit in starts])
        partly = np.logical_or.reduce([self._name_words.any_of(hit) for hit in starts])
        tiers = np.where(in_label, np.where(partly, _NAME_AND_LABEL, _LABEL_WORDS), _NO_MATCH)
        tiers[in_name] = _WORD_PREFIX
        for index in np.flatnonzero(in_label):
            if folded in {self._names[index], self._full_names[index]}:
                tiers[index] = _EXACT
            elif self._names[index].startswith(folded):
                tiers[index] = _NAME_PREFIX
        return tiers

    def _tiers_by_typo(self, words: list[str]) -> IntArray:
        """Return the number of typos per unit as tiers; every word must be near one of the label's.

        A word is compared with whole words and with their beginnings of its own length, so that an
        unfinished word may hold a typo too.
        """
        typos = np.zeros(len(self._units), dtype=np.int64)
        possible = np.zeros(len(self._units), dtype=np.bool_)
        for word in words:
            distance = self._distances(word)
            allowed = _typos_allowed(word)
            in_label = self._label_words.least(distance)
            possible |= self._name_words.least(distance) <= allowed
            typos += np.where(in_label <= allowed, in_label, _NO_MATCH)
        return np.where(possible & (typos < _NO_MATCH), typos, _NO_MATCH)

    def _distances(self, word: str) -> IntArray:
        whole = cdist([word], self._vocabulary, scorer=OSA.distance)[0]
        beginnings = [entry[: len(word)] for entry in self._vocabulary]
        begun = cdist([word], beginnings, scorer=OSA.distance)[0]
        # A whole word that is right but for a typo goes before a longer word that only begins so.
        distances: IntArray = np.minimum(2 * whole, 2 * begun + 1).astype(np.int64)
        return distances


class _WordTable:
    """The words of many texts as indices into a shared vocabulary."""

    def __init__(self, texts: Sequence[str], vocabulary: dict[str, int]) -> None:
        flat: list[int] = []
        starts: list[int] = []
        for text in texts:
            starts.append(len(flat))
            words = text.split() or [""]
            flat.extend(vocabulary.setdefault(word, len(vocabulary)) for word in words)
        self._flat = np.array(flat, dtype=np.int64)
        self._starts = np.array(starts, dtype=np.int64)

    def any_of(self, hit: BoolArray) -> BoolArray:
        """Tell for each text whether any of its words is hit."""
        return np.logical_or.reduceat(hit[self._flat], self._starts)

    def least(self, cost: IntArray) -> IntArray:
        """Return for each text the least cost of its words."""
        return np.minimum.reduceat(cost[self._flat], self._starts)


def _typos_allowed(word: str) -> int:
    """Return how far a word may be, in the doubled distance of ``_distances``."""
    if len(word) < _NO_TYPO_BELOW:
        return 1
    return 2 * (2 if len(word) >= _TWO_TYPOS_FROM else 1) + 1
