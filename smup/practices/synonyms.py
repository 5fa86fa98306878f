"""Words that stand for each other in a query, and words that stand for nothing.

They are data (``data/search/synonyms.toml``); how the file is written is said in it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from smup.catalogue.schema import Part
from smup.errors import CatalogueError
from smup.practices.words import fold, forms, split
from smup.settings import DATA

FILE = DATA / "search" / "synonyms.toml"
Forms = tuple[str, ...]
Phrase = tuple[Forms, ...]
"""A member of a group: the forms of each of its words."""

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class _File(Part):
    groups: tuple[Annotated[tuple[_Text, ...], Field(min_length=2)], ...]
    stop: tuple[_Text, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What the file says, ready for queries.

    Attributes:
        groups: phrases that stand for each other.
        starting: for a form, the groups that have a phrase beginning with it; ascending.
        stop: words without diacritics that are left out of a query.
    """

    groups: tuple[tuple[Phrase, ...], ...]
    starting: Mapping[str, tuple[int, ...]]
    stop: frozenset[str]

    def others(self, words: tuple[Forms, ...]) -> tuple[int, tuple[Phrase, ...]]:
        """Return how many words at the beginning are known together, and what stands for them.

        The longest known beginning counts. ``(1, ())`` when there is none.
        """
        near = {number for form in words[0] for number in self.starting.get(form, ())}
        met = [
            (len(phrase), number)
            for number in sorted(near)
            for phrase in self.groups[number]
            if _begins(words, phrase)
        ]
        longest = max((length for length, _number in met), default=1)
        meant = dict.fromkeys(number for length, number in met if length == longest)
        phrases = dict.fromkeys(phrase for number in meant for phrase in self.groups[number])
        return longest, tuple(one for one in phrases if not _begins(words, one))


def _begins(words: tuple[Forms, ...], phrase: Phrase) -> bool:
    """Tell whether the words begin with those of a phrase, each in any form."""
    return len(phrase) <= len(words) and all(
        set(word) & set(own) for word, own in zip(words, phrase, strict=False)
    )


@lru_cache(maxsize=1)
def read_synonyms(file: Path = FILE) -> Synonyms:
    """Read the file; kept for the life of the process.

    Raises:
        CatalogueError: naming the file and what is wrong in it.
    """
    try:
        content = _File.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        message = f"{file}: plik synonimów jest nieprawidłowy. {error}"
        raise CatalogueError(message) from error
    stop = frozenset(fold(word) for word in content.stop)
    groups = tuple(tuple(_phrase(member, stop) for member in members) for members in content.groups)
    starting: dict[str, dict[int, None]] = {}
    for number, phrases in enumerate(groups):
        for phrase in phrases:
            for form in phrase[0]:
                starting.setdefault(form, {})[number] = None
    return Synonyms(groups, {form: tuple(sorted(some)) for form, some in starting.items()}, stop)


def _phrase(text: str, stop: frozenset[str]) -> Phrase:
    return tuple(forms(word) for word in split(text) if fold(word) not in stop)
