"""Search of indicators by words: case and diacritics do not matter, one typo a word is allowed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.distance import OSA

from smup.repository.records import IndicatorInfo, ServiceInfo
from smup.territory.search import fold

MOST_WORDS = 12
LONG_ENOUGH_FOR_A_TYPO = 4
EXACT, PREFIX, INSIDE, TYPO = 10.0, 8.0, 4.0, 3.0
SHORTEST_STEM, SHARE_OF_WORD = 4, 0.6
IN_NAME, BESIDE = 1.0, 0.4

Likeness = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class IndicatorSearch:
    """An index from words to indicators.

    Attributes:
        places: for each word the indicators that have it and the weight of the place.
        order: indicators in the order of the catalogue, which settles ties.
    """

    places: Mapping[str, Mapping[int, float]]
    order: Mapping[int, int]

    @classmethod
    def over(
        cls, indicators: Sequence[IndicatorInfo], services: Sequence[ServiceInfo]
    ) -> "IndicatorSearch":
        """Build the index over codes, names in both languages and names of services."""
        service_names = {item.id: f"{item.name_pl} {item.name_en}" for item in services}
        places: dict[str, dict[int, float]] = {}
        for item in indicators:
            for text, weight in _texts(item, service_names[item.service_id]):
                for word in _words(text):
                    held = places.setdefault(word, {})
                    held[item.id] = max(weight, held.get(item.id, 0.0))
        order = {item.id: position for position, item in enumerate(indicators)}
        return cls(places, order)

    def find(self, query: str) -> list[int]:
        """Return ids of the indicators that match every word, the best first.

        Only when nothing does, words of one stem will do: ``bezrobocie`` finds ``bezrobotni``.
        """
        words = _words(query)[:MOST_WORDS]
        if not words:
            return []
        return self._matching(words, _likeness) or self._matching(words, _common_stem)

    def _matching(self, words: list[str], likeness: Likeness) -> list[int]:
        total = self._scores(words[0], likeness)
        for word in words[1:]:
            scores = self._scores(word, likeness)
            total = {key: total[key] + scores[key] for key in total.keys() & scores.keys()}
        return sorted(total, key=lambda key: (-total[key], self.order[key]))

    def _scores(self, word: str, measure: Likeness) -> dict[int, float]:
        scores: dict[int, float] = {}
        for known, places in self.places.items():
            likeness = measure(word, known)
            if likeness:
                for key, weight in places.items():
                    scores[key] = max(scores.get(key, 0.0), likeness * weight)
        return scores


def _texts(item: IndicatorInfo, service_names: str) -> Iterator[tuple[str, float]]:
    short = f"{item.card_text('short_name', 'pl')} {item.card_text('short_name', 'en')}"
    yield f"{item.code} {item.name_pl} {item.name_en} {short}", IN_NAME
    yield service_names, BESIDE


def _words(text: str) -> list[str]:
    return fold(text).split()


def _likeness(word: str, known: str) -> float:
    if word == known:
        return EXACT
    if known.startswith(word):
        return PREFIX
    if len(word) < LONG_ENOUGH_FOR_A_TYPO:
        return 0.0
    if word in known:
        return INSIDE
    # The beginning of a word is compared as well, because Polish endings vary.
    beginnings = {known, known[: len(word)], known[: len(word) + 1]}
    if any(OSA.distance(word, part, score_cutoff=1) <= 1 for part in beginnings):
        return TYPO
    return 0.0


def _common_stem(word: str, known: str) -> float:
    """Return the share of the word that both begin with, or 0 when that is no stem."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(word, known, strict=False))
    common = sum(1 for _ in same)
    share = common / len(word)
    return share if common >= SHORTEST_STEM and share >= SHARE_OF_WORD else 0.0
