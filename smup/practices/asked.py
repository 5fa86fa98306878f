"""What a reader's query asks the search for: words, each with all that may stand for it."""

from dataclasses import dataclass

from smup.practices.synonyms import Forms, Phrase, Synonyms, read_synonyms
from smup.practices.words import fold, forms, split

LONGEST_QUERY = 200
MOST_WORDS = 12
SHORTEST_PREFIX = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A form that a word of a practice has or, with ``prefix``, begins with."""

    form: str
    prefix: bool


Word = tuple[Term, ...]
"""Terms, any of which stands for the word."""

AskedPart = tuple[tuple[Word, ...], ...]
"""A part of a query: ways to say it, each of them words that are all needed; own words first."""


def asked_parts(text: str) -> tuple[AskedPart, ...]:
    """Return the parts of a query, each of one word or of several that are known together.

    Args:
        text: as the reader wrote it; what stands beyond 200 signs or 12 words is left out.

    Returns:
        The parts; empty when the query has no word to look for.
    """
    known = read_synonyms()
    typed = dict.fromkeys(split(text[:LONGEST_QUERY]))
    words = tuple(forms(word) for word in typed if fold(word) not in known.stop)
    words = tuple(word for word in words if word)[:MOST_WORDS]
    parts: list[AskedPart] = []
    while words:
        part, taken = _part(words, known)
        parts.append(part)
        words = words[taken:]
    return tuple(parts)


def _part(words: tuple[Forms, ...], known: Synonyms) -> tuple[AskedPart, int]:
    taken, others = known.others(words)
    own = tuple(_typed(word) for word in words[:taken])
    return (own, *(_whole(phrase) for phrase in others)), taken


def _typed(word: Forms) -> Word:
    """Return the terms of a word of the reader: as it was typed it may be a beginning."""
    typed = Term(word[0], prefix=len(word[0]) >= SHORTEST_PREFIX)
    return (typed, *(Term(form, prefix=False) for form in word[1:]))


def _whole(phrase: Phrase) -> tuple[Word, ...]:
    return tuple(tuple(Term(form, prefix=False) for form in word) for word in phrase)
