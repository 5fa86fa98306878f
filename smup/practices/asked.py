"""What a reader's query asks the search for: groups of stems that stand for one word each."""

from dataclasses import dataclass

from smup.practices.words import split, stems_of

LONGEST_QUERY = 200
MOST_WORDS = 12
SHORTEST_PREFIX = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A stem that a word of a practice equals or, with ``prefix``, begins with."""

    stem: str
    prefix: bool


AskedWord = tuple[Term, ...]
"""Terms, any of which stands for one word of the query."""


def asked_words(text: str) -> tuple[AskedWord, ...]:
    """Return the words of a query; empty when it has none.

    Args:
        text: as the reader wrote it; what stands beyond 200 signs or 12 words is left out.
    """
    words = dict.fromkeys(split(text[:LONGEST_QUERY]))
    groups = [tuple(_term(stem) for stem in stems_of(word)) for word in words]
    return tuple(group for group in groups if group)[:MOST_WORDS]


def _term(stem: str) -> Term:
    return Term(stem, prefix=len(stem) >= SHORTEST_PREFIX)
