"""When values of a year are expected: ``data/publication.toml``, joined to cards by source."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from smup.catalogue.schema import Bilingual, Part, Slug
from smup.errors import CatalogueError
from smup.settings import DATA

FILE = DATA / "publication.toml"


class PublicationKind(Part):
    """A kind of source and the day its values of a year are expected by.

    Attributes:
        code: of the kind.
        name: of the kind.
        words: one of them stands in the Polish source of a card; none: every other source.
        years_later: 0 for the year itself, 1 for the next.
        month: of the day.
        day: of the month.
        basis: whether a source gives the day, or it is assumed.
        note: where the day is from.
    """

    code: Slug
    name: Bilingual
    words: tuple[str, ...]
    years_later: int = Field(ge=0, le=5)
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    basis: Literal["known", "assumed"]
    note: Bilingual

    def due(self, year: int) -> date:
        """Return the day by which values of a year are expected."""
        return date(year + self.years_later, self.month, self.day)

    @property
    def order(self) -> tuple[int, int, int]:
        """Return what sorts kinds from the earliest to the latest."""
        return self.years_later, self.month, self.day


@lru_cache(maxsize=4)
def read_publication(file: Path = FILE) -> tuple[PublicationKind, ...]:
    """Read the kinds of sources.

    Raises:
        CatalogueError: when the file cannot be read, or no kind takes all other sources.
    """
    try:
        with file.open("rb") as stream:
            kinds = TypeAdapter(tuple[PublicationKind, ...]).validate_python(
                tomllib.load(stream).get("kind", ())
            )
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        message = f"Nie można odczytać terminów publikacji z pliku {file}: {error}"
        raise CatalogueError(message) from error
    if not any(not kind.words for kind in kinds):
        message = f"W pliku {file} brakuje rodzaju bez słów, dla pozostałych źródeł."
        raise CatalogueError(message)
    return kinds


def publication_of(card: Mapping[str, Any]) -> PublicationKind:
    """Return the kind of source of a card; of several the one that comes last."""
    source = card.get("source")
    named = str(source.get("pl") or "") if isinstance(source, Mapping) else ""
    kinds = read_publication()
    found = [kind for kind in kinds if any(word in named for word in kind.words)]
    return max(found or [kind for kind in kinds if not kind.words], key=lambda kind: kind.order)
